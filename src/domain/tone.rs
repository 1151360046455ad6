//! Words in somebody's own letter that work against them, and what could stand there instead.
//!
//! Which words these are stands in the book. What is quoted, and what somebody else is reported to
//! have said, is evidence and stays as it is. Nothing here changes a text: it finds, and puts in what
//! the writer has decided.

use serde::Serialize;
use std::ops::Range;

/// How much of a sentence a word takes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The word alone.
    Words,
    /// The clause it stands in, from comma to comma.
    Clause,
}

impl Extent {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, Extent); 2] =
        [("words", Extent::Words), ("clause", Extent::Clause)];
}

/// One entry of the book: words with one reason and one replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToneWord {
    /// Unique in the book.
    pub id: String,
    /// Any of these.
    pub words: Vec<String>,
    /// Longer words that hold one of them and mean something else (必须品).
    pub except: Vec<String>,
    /// One of these must stand in the same clause; none: no such condition.
    pub near: Vec<String>,
    /// None of these may stand in the same clause.
    pub unless: Vec<String>,
    /// What is replaced.
    pub extent: Extent,
    /// What can stand there without a further thought; empty: the part is left out. `None` where
    /// only the writer can say it better.
    pub instead: Option<String>,
    /// Texts: `tone.why.<reason>`, `tone.how.<reason>`.
    pub reason: String,
    /// Not a matter of tone: the writer needs somebody to talk to.
    pub care: bool,
}

/// The words of the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToneBook {
    /// In the order of the book.
    pub words: Vec<ToneWord>,
    /// What begins a report of somebody else's words; what follows in the sentence is theirs.
    pub reported: Vec<String>,
}

/// One place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// The entry of the book.
    pub id: String,
    /// Its reason.
    pub reason: String,
    /// The words as they stand in the text.
    pub found: String,
    /// What can stand there instead; empty: nothing.
    pub instead: Option<String>,
    /// Is it about the writer and not about the words?
    pub care: bool,
    /// Where, in bytes.
    #[serde(skip)]
    pub at: Range<usize>,
    /// Where its sentence stands, in bytes.
    #[serde(skip)]
    pub sentence: Range<usize>,
}

/// What the writer decided about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The replacement of the book.
    Accept,
    /// As it stands.
    Keep,
    /// Words of the writer's own.
    Write(String),
}

const SENTENCE_ENDS: [char; 9] = ['。', '！', '？', '；', '!', '?', ';', '\n', '…'];
const COMMAS: [char; 4] = ['，', ',', '：', ':'];

/// Pairs of quotation marks; the last is the straight one, which opens and closes alike.
const QUOTES: [(char, char); 5] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('"', '"'),
];

/// The places in a text, in order, none overlapping another.
pub fn alarms(text: &str, book: &ToneBook) -> Vec<Alarm> {
    let quoted = quoted(text);
    let mut found: Vec<Alarm> = Vec::new();
    for entry in &book.words {
        for word in entry.words.iter().filter(|w| !w.is_empty()) {
            for (start, _) in text.match_indices(word.as_str()) {
                let at = start..start + word.len();
                let is_quoted = quoted.iter().any(|q| q.contains(&start));
                if is_quoted || is_part_of_another(text, &at, &entry.except) {
                    continue;
                }
                if let Some(alarm) = weighed(text, at, entry, &book.reported) {
                    found.push(alarm);
                }
            }
        }
    }
    // The longer of two that begin together; then none that begins inside another.
    found.sort_by_key(|a| (a.at.start, std::cmp::Reverse(a.at.end)));
    let mut end = 0;
    found.retain(|a| {
        let free = a.at.start >= end;
        if free {
            end = a.at.end;
        }
        free
    });
    found
}

/// The text with the decisions put in, each for the alarm of its place.
pub fn revised(text: &str, alarms: &[Alarm], decisions: &[Decision]) -> String {
    let mut out = text.to_owned();
    for (alarm, decision) in alarms.iter().zip(decisions).rev() {
        let (at, words) = match (decision, &alarm.instead) {
            (Decision::Keep, _) | (Decision::Accept, None) => continue,
            (Decision::Write(words), _) => (alarm.at.clone(), words.as_str()),
            (Decision::Accept, Some(words)) if words.is_empty() => (left_out(&out, &alarm.at), ""),
            (Decision::Accept, Some(words)) => (alarm.at.clone(), words.as_str()),
        };
        // From the end on, so that the places before stay where they are.
        let end = at.end.min(out.len());
        if at.start <= end && out.is_char_boundary(at.start) && out.is_char_boundary(end) {
            out.replace_range(at.start..end, words);
        }
    }
    out
}

/// An alarm for a word that stands there in its own meaning, if its conditions hold.
fn weighed(text: &str, at: Range<usize>, entry: &ToneWord, reported: &[String]) -> Option<Alarm> {
    let sentence = between(text, at.start, &SENTENCE_ENDS);
    let clause = {
        let ends: Vec<char> = SENTENCE_ENDS.iter().chain(&COMMAS).copied().collect();
        between(text, at.start, &ends)
    };
    let holds = |part: &Range<usize>, words: &[String]| {
        let part = text.get(part.clone()).unwrap_or_default();
        words.iter().any(|w| part.contains(w.as_str()))
    };
    let before = sentence.start..at.start;
    if (!entry.near.is_empty() && !holds(&clause, &entry.near))
        || holds(&clause, &entry.unless)
        || (!entry.care && holds(&before, reported))
    {
        return None;
    }
    let at = match entry.extent {
        Extent::Words => at,
        Extent::Clause => clause,
    };
    Some(Alarm {
        id: entry.id.clone(),
        reason: entry.reason.clone(),
        found: text.get(at.clone()).unwrap_or_default().to_owned(),
        instead: entry.instead.clone(),
        care: entry.care,
        at,
        sentence,
    })
}

/// The part around a place up to the next of these signs on either side, without blanks.
fn between(text: &str, place: usize, ends: &[char]) -> Range<usize> {
    let (before, after) = text.split_at(place);
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| ends.contains(c))
        .map_or(0, |(i, c)| i + c.len_utf8());
    let end = after.find(ends).map_or(text.len(), |i| place + i);
    let part = text.get(start..end).unwrap_or_default();
    let blanks = part.len() - part.trim_start().len();
    start + blanks..end
}

/// Is a match the middle of a longer word that means something else?
fn is_part_of_another(text: &str, at: &Range<usize>, except: &[String]) -> bool {
    except.iter().any(|longer| {
        text.match_indices(longer.as_str())
            .any(|(start, _)| start <= at.start && at.end <= start + longer.len())
    })
}

/// What stands between quotation marks. A mark that is never closed quotes nothing.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rest = 0;
    while let Some((start, close)) = text.get(rest..).and_then(|tail| {
        tail.char_indices().find_map(|(i, c)| {
            let pair = QUOTES.iter().find(|(open, _)| *open == c)?;
            Some((rest + i + c.len_utf8(), pair.1))
        })
    }) {
        match text.get(start..).and_then(|tail| tail.find(close)) {
            Some(length) => {
                out.push(start..start + length);
                rest = start + length + close.len_utf8();
            }
            None => rest = start,
        }
    }
    out
}

/// A part that goes, with the one sign that would be left over.
fn left_out(text: &str, at: &Range<usize>) -> Range<usize> {
    let before = text.get(..at.start).and_then(|t| t.chars().next_back());
    let after = text.get(at.end..).and_then(|t| t.chars().next());
    match (before, after) {
        (Some(comma), _) if COMMAS.contains(&comma) => at.start - comma.len_utf8()..at.end,
        (_, Some(sign)) => at.start..at.end + sign.len_utf8(),
        _ => at.clone(),
    }
}
