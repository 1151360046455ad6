//! Organisations named in a notice.

use super::plain::Plain;

/// How names of organisations end and what can't belong to one, from the rule book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameWords {
    /// How they end, longer ones first (股份有限公司 before 公司).
    pub ends: Vec<String>,
    /// What stands in front of a name and is no part of it (您在, 受, 向).
    pub stops: Vec<String>,
    /// What ends like a name and is none (银行卡).
    pub never: Vec<String>,
}

/// Names are no longer than this.
const LONGEST: usize = 30;

/// Full names, each once, in the order they stand.
pub fn names(plain: &Plain, words: &NameWords) -> Vec<String> {
    let text = plain.chars();
    let belongs = |c: &char| {
        ('\u{4E00}'..='\u{9FFF}').contains(c) || c.is_ascii_alphanumeric() || matches!(c, '(' | ')')
    };
    let mut out: Vec<String> = Vec::new();
    for piece in text.split(|c| !belongs(c)) {
        let mut piece_text: String = piece.iter().collect();
        for word in &words.never {
            piece_text = piece_text.replace(word.as_str(), " ");
        }
        for name in in_piece(&piece_text, words) {
            if !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}

fn in_piece(piece: &str, words: &NameWords) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = piece;
    while let Some((at, end)) = words
        .ends
        .iter()
        .filter_map(|e| rest.find(e.as_str()).map(|at| (at, at + e.len())))
        .min_by_key(|(at, end)| (*end, *at))
    {
        let (head, tail) = rest.split_at(end);
        let stop = words
            .stops
            .iter()
            .filter_map(|s| head.get(..at)?.rfind(s.as_str()).map(|p| p + s.len()))
            .max()
            .unwrap_or(0);
        let name = head.get(stop..).unwrap_or(head);
        // The ending alone, or a whole sentence, is no name.
        let length = name.chars().count();
        let ending = head.get(at..).unwrap_or_default().chars().count();
        if length >= ending + 2 && length <= LONGEST {
            out.push(name.to_owned());
        }
        rest = tail;
    }
    out
}
