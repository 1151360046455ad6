//! A text as it is searched: one form for each character, nothing between them that only hides
//! them, and each with its place in the original.

use super::heard::{Heard, Side, Speakers, heard};
use std::collections::BTreeMap;

/// Characters read as one another: traditional forms, sounds alike in common use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folds(BTreeMap<char, char>);

impl Folds {
    /// From rows whose first character stands for all the others.
    pub fn of<S: AsRef<str>>(rows: &[S]) -> Folds {
        let mut map = BTreeMap::new();
        for row in rows {
            let mut chars = row.as_ref().chars().filter(|c| !c.is_whitespace());
            if let Some(first) = chars.next() {
                map.extend(chars.map(|other| (other, first)));
            }
        }
        Folds(map)
    }

    /// The one form a character is searched in: half-width, small, simplified.
    pub fn form(&self, c: char) -> char {
        let narrow = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        };
        let small = narrow.to_ascii_lowercase();
        self.0.get(&small).copied().unwrap_or(small)
    }

    /// A phrase in the forms that are searched.
    pub fn forms(&self, text: &str) -> Vec<char> {
        text.chars()
            .filter(|c| !is_filler(*c) && *c != '\n')
            .map(|c| self.form(c))
            .collect()
    }
}

/// Marks that end a clause, in their half-width form.
const CLAUSE_ENDS: &str = ",、:—～…“”‘’\"'()「」『』《》<>";
/// Marks that end a sentence, in their half-width form.
const SENTENCE_ENDS: &str = "。;!?【】[]";
/// How far a sentence or a line is looked at on either side of what was found, in characters.
const FARTHEST: usize = 160;

/// Is it set between characters only to part or hide them? Blanks, dots, stars, signs that can't be
/// seen, pictures.
fn is_filler(c: char) -> bool {
    (c.is_whitespace() && c != '\n')
        || matches!(
            c,
            '.' | '．'
                | '·'
                | '•'
                | '・'
                | '*'
                | '＊'
                | '-'
                | '_'
                | '|'
                | '/'
                | '~'
                | '^'
                | '+'
                | '='
                | '#'
        )
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
        || matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
        || (c.is_control() && c != '\n')
}

/// What of a text is searched.
#[derive(Debug, Clone)]
pub struct Plain {
    /// The text as it came.
    pub(super) text: Vec<char>,
    /// Who speaks in it.
    pub(super) heard: Heard,
    chars: Vec<char>,
    places: Vec<usize>,
    clauses: Vec<usize>,
    sentences: Vec<usize>,
    lines: Vec<usize>,
}

impl Plain {
    /// Reads a text; what the borrower says in a transcript is left out.
    pub fn of(text: &str, folds: &Folds, speakers: &Speakers) -> Plain {
        let text: Vec<char> = text.chars().collect();
        let heard = heard(&text, speakers);
        let mut plain = Plain {
            chars: Vec::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
            clauses: Vec::with_capacity(text.len()),
            sentences: Vec::with_capacity(text.len()),
            lines: Vec::with_capacity(text.len()),
            text: Vec::new(),
            heard: Heard::default(),
        };
        let (mut clause, mut sentence, mut line) = (0, 0, 0);
        let mut before = Side::Theirs;
        for (at, c) in text.iter().enumerate() {
            let side = heard.sides.get(at).copied().unwrap_or(Side::Theirs);
            let turned = side != before;
            before = side;
            if turned || matches!(c, '\n' | '\r') {
                (clause, sentence, line) = (clause + 1, sentence + 1, line + 1);
            }
            if side != Side::Theirs || matches!(c, '\n' | '\r') || is_filler(*c) {
                continue;
            }
            let form = folds.form(*c);
            plain.chars.push(form);
            plain.places.push(at);
            plain.clauses.push(clause);
            plain.sentences.push(sentence);
            plain.lines.push(line);
            if SENTENCE_ENDS.contains(form) {
                (clause, sentence) = (clause + 1, sentence + 1);
            } else if CLAUSE_ENDS.contains(form) {
                clause += 1;
            }
        }
        plain.text = text;
        plain.heard = heard;
        plain
    }

    /// How many characters are searched.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Is there nothing to search?
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The character searched at a place.
    pub fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// Does this stand here?
    pub fn stands(&self, at: usize, words: &[char]) -> bool {
        self.chars.get(at..at + words.len()) == Some(words)
    }

    /// Does a mark stand here that words of one phrase don't cross?
    pub fn is_mark(&self, at: usize) -> bool {
        self.at(at)
            .is_none_or(|c| CLAUSE_ENDS.contains(c) || SENTENCE_ENDS.contains(c))
    }

    /// The number of the sentence a place stands in.
    pub fn sentence_number(&self, at: usize) -> usize {
        self.sentences.get(at).copied().unwrap_or_default()
    }

    /// A span of what is searched as one of the original.
    pub fn original(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.places.get(from).copied().unwrap_or_default();
        let last = to.checked_sub(1).and_then(|at| self.places.get(at));
        (start, last.map_or(start, |at| at + 1))
    }

    /// The clause around a span.
    pub fn clause(&self, from: usize, to: usize) -> (usize, usize) {
        around(&self.clauses, from, to)
    }

    /// The sentence around a span.
    pub fn sentence(&self, from: usize, to: usize) -> (usize, usize) {
        around(&self.sentences, from, to)
    }

    /// The line around a span.
    pub fn line(&self, from: usize, to: usize) -> (usize, usize) {
        around(&self.lines, from, to)
    }
}

/// The run of places with the numbers of a span, at most [`FARTHEST`] to either side.
fn around(numbers: &[usize], from: usize, to: usize) -> (usize, usize) {
    let number = |at: usize| numbers.get(at).copied();
    let (first, last) = (number(from), number(to.saturating_sub(1).max(from)));
    let head = numbers.get(from.saturating_sub(FARTHEST)..from);
    let before = head.unwrap_or_default().iter().rev();
    let before = before.take_while(|n| Some(**n) == first).count();
    let tail = numbers.get(to..).unwrap_or_default();
    let after = tail.iter().take(FARTHEST);
    let after = after.take_while(|n| Some(**n) == last).count();
    (from - before, to + after)
}
