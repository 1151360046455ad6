//! Who speaks: in a transcript only the other side is listened to.

use std::collections::BTreeMap;

/// Whose words a character belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The other side's, or nobody's in particular.
    Theirs,
    /// The borrower's own.
    Mine,
}

/// What speakers are called in transcripts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    /// The borrower (我, 本人).
    pub mine: Vec<String>,
    /// The other side (对方, 催收).
    pub theirs: Vec<String>,
    /// Names that say nothing of the side (甲, A).
    pub either: Vec<String>,
    /// Words by which a nameless speaker is known as the one who collects.
    pub collecting: Vec<String>,
}

/// A name in front of a line is no longer than this, in characters.
const LONGEST_NAME: usize = 8;

/// How far a name, or a stamp behind it, is looked for, in characters.
const LONGEST_STAMP: usize = 24;

/// Where somebody begins to speak, the time in front of the name included.
struct Turn {
    from: usize,
    name: String,
}

/// A text by its speakers.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// Whose each character is. A text without speakers is the other side's.
    pub sides: Vec<Side>,
    /// Where turns begin.
    pub turns: Vec<usize>,
}

/// Who speaks where.
pub fn heard(text: &[char], speakers: &Speakers) -> Heard {
    let turns = turns(text, speakers);
    let mut sides = vec![Side::Theirs; text.len()];
    let mine = own_names(text, &turns, speakers);
    let mut ends = turns.iter().skip(1).map(|t| t.from);
    for turn in &turns {
        let end = ends.next().unwrap_or(text.len());
        if mine.contains(&turn.name) {
            for side in sides.get_mut(turn.from..end).unwrap_or_default() {
                *side = Side::Mine;
            }
        }
    }
    Heard {
        sides,
        turns: turns.into_iter().map(|t| t.from).collect(),
    }
}

/// The names among these that are the borrower's.
fn own_names(text: &[char], turns: &[Turn], speakers: &Speakers) -> Vec<String> {
    let is = |list: &[String], name: &str| list.iter().any(|n| name.starts_with(n.as_str()));
    let mut names: Vec<&str> = turns.iter().map(|t| t.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut mine: Vec<String> = Vec::new();
    let (known, unknown): (Vec<&str>, Vec<&str>) = names
        .iter()
        .partition(|n| is(&speakers.mine, n) || is(&speakers.theirs, n));
    let is_mine = |n: &&&str| is(&speakers.mine, n) && !is(&speakers.theirs, n);
    mine.extend(known.iter().filter(is_mine).map(|n| (*n).to_owned()));
    if !mine.is_empty() {
        return mine;
    }
    if known.is_empty() {
        // 甲 and 乙: the one who collects is the other side, if that can be told.
        let mut scores: BTreeMap<&str, usize> = unknown.iter().map(|n| (*n, 0)).collect();
        for (at, turn) in turns.iter().enumerate() {
            let end = turns.get(at + 1).map_or(text.len(), |next| next.from);
            let said: String = text
                .get(turn.from..end)
                .unwrap_or_default()
                .iter()
                .collect();
            let score = speakers
                .collecting
                .iter()
                .filter(|w| said.contains(w.as_str()))
                .count();
            *scores.entry(&turn.name).or_default() += score;
        }
        let most = scores.values().copied().max().unwrap_or_default();
        let leading = scores.values().filter(|s| **s == most).count();
        if leading != 1 || scores.len() < 2 {
            return mine;
        }
        let others = scores.iter().filter(|(_, score)| **score < most);
        mine.extend(others.map(|(name, _)| (*name).to_owned()));
        return mine;
    }
    // The other side is named; whoever else speaks is the borrower.
    mine.extend(unknown.iter().map(|n| (*n).to_owned()));
    mine
}

/// Where somebody begins to speak: a name and a colon in front of a line or after a sentence, or a
/// name and nothing but a time on a line of its own.
fn turns(text: &[char], speakers: &Speakers) -> Vec<Turn> {
    let mut turns = Vec::new();
    let (mut fresh, mut line) = (true, true);
    let mut line_from = 0;
    for (at, c) in text.iter().enumerate() {
        if fresh && !is_lead(*c) {
            if let Some(name) = name_at(text, at, line, speakers) {
                let from = if line { line_from } else { at };
                turns.push(Turn { from, name });
            }
            (fresh, line) = (false, false);
        }
        match c {
            '\n' | '\r' => (fresh, line, line_from) = (true, true, at + 1),
            '。' | '！' | '？' | '；' | '!' | '?' | ';' => fresh = true,
            ' ' | '\u{3000}' => fresh = true,
            _ => {}
        }
    }
    turns
}

/// What may stand before a name on its line: a time, brackets, blanks, list marks.
fn is_lead(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || "：:-/.[]【】()（）年月日时分秒、*●·".contains(c)
}

fn name_at(text: &[char], at: usize, line: bool, speakers: &Speakers) -> Option<String> {
    let rest = text.get(at..).unwrap_or_default();
    let ends = |c: &char| matches!(c, ':' | '：' | '\n' | '\r');
    let end = rest
        .iter()
        .take(LONGEST_NAME + LONGEST_STAMP)
        .position(ends);
    let end = end.unwrap_or(rest.len().min(LONGEST_NAME + LONGEST_STAMP));
    let head = rest.get(..end).unwrap_or_default();
    let is_part = |c: &&char| c.is_alphabetic() || c.is_ascii_digit() && !line;
    let name: String = head.iter().take_while(is_part).collect();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME {
        return None;
    }
    let colon = matches!(rest.get(end), Some(':' | '：'));
    let after = head.get(length..).unwrap_or_default();
    let only_time = after.iter().all(|c| is_lead(*c));
    if !only_time {
        return None;
    }
    // 我 21:03 and a line of its own: the colon is the time's.
    let mut tail = rest.iter().skip(end).take(LONGEST_STAMP);
    let stamped = !after.is_empty()
        && tail
            .by_ref()
            .take_while(|c| !matches!(c, '\n' | '\r'))
            .all(|c| is_lead(*c));
    if !colon && !stamped {
        return None;
    }
    let is = |list: &[String]| list.iter().any(|n| name.starts_with(n.as_str()));
    let exact = |list: &[String]| list.iter().any(|n| *n == name.to_lowercase() || *n == name);
    let named = exact(&speakers.mine) || is(&speakers.theirs) || line && exact(&speakers.either);
    named.then_some(name)
}
