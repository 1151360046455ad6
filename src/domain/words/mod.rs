//! What the other side said, read against phrases of the rule book: which conduct rules the words
//! may touch, where they stand, and nothing about what was meant. A person decides.
//!
//! A text is normalised once ([`Plain`]), every character keeping its place in the original; the
//! borrower's own turns of a transcript are left out; each phrase that fits is weighed against what
//! stands around it ([`Guard`]). One pass, so a long text takes time in proportion to its length.

mod heard;
mod hours;
mod pattern;
mod phrase;
mod plain;

pub use heard::Speakers;
pub use hours::HourWords;
pub use pattern::{Guard, Pattern, Reach};
pub use phrase::{Groups, Phrase, PhraseFault, Phrases};
pub use plain::{Folds, Plain};

use crate::domain::conduct::{MinuteOfDay, Threshold};
use serde::Serialize;
use std::collections::BTreeMap;

/// What words are read by.
#[derive(Debug, Clone, Default)]
pub struct WordBook {
    /// Characters read as one another.
    pub folds: Folds,
    /// Who speaks in a transcript.
    pub speakers: Speakers,
    /// What lawful, denied, asked, feared or quoted words are known by.
    pub guards: Vec<Guard>,
    /// What is looked for, in the order of the book.
    pub patterns: Vec<Pattern>,
    /// Words around a time of day.
    pub hours: Option<HourWords>,
}

/// A conduct rule that words may touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// The conduct rule.
    pub conduct: String,
    /// Where the words stand: Unicode scalars of the text, the first and the one after the last.
    pub span: (usize, usize),
    /// What made it think so: the id of a pattern. Words: `words.why.<id>`.
    pub pattern: String,
}

/// Every conduct rule the words may touch, in the order of the text, each once a sentence. `quiet`
/// is the threshold of the rule about quiet hours, where the book has one.
pub fn proposals(text: &str, book: &WordBook, quiet: Option<&Threshold>) -> Vec<Proposal> {
    let plain = Plain::of(text, &book.folds, &book.speakers);
    let mut beginning: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (which, pattern) in book.patterns.iter().enumerate() {
        for c in pattern.say.first_characters() {
            beginning.entry(c).or_default().push(which);
        }
    }
    let mut whole: BTreeMap<usize, bool> = BTreeMap::new();
    // The last sentence in which a rule was proposed, and where in `found` that stands.
    let mut latest: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut found: Vec<Proposal> = Vec::new();
    for at in 0..plain.len() {
        let here = plain.at(at).and_then(|c| beginning.get(&c));
        for which in here.map_or(&[][..], Vec::as_slice) {
            let Some(pattern) = book.patterns.get(*which) else {
                continue;
            };
            let Some(end) = pattern.say.end(&plain, at) else {
                continue;
            };
            let in_text = *whole
                .entry(*which)
                .or_insert_with(|| pattern.fits_text(&plain));
            if !in_text || !pattern.fits(&plain, at, end, &book.guards) {
                continue;
            }
            let span = plain.original(at, end);
            let sentence = plain.sentence_number(at);
            match latest.get(pattern.conduct.as_str()) {
                Some((in_sentence, place)) if *in_sentence == sentence => {
                    // Words that run into one another are one place.
                    if let Some(earlier) = found.get_mut(*place)
                        && span.0 <= earlier.span.1
                    {
                        earlier.span.1 = earlier.span.1.max(span.1);
                    }
                }
                _ => {
                    latest.insert(&pattern.conduct, (sentence, found.len()));
                    found.push(Proposal {
                        conduct: pattern.conduct.clone(),
                        span,
                        pattern: pattern.id.clone(),
                    });
                }
            }
        }
    }
    if let (Some(words), Some(quiet)) = (&book.hours, quiet) {
        let is_quiet = |at: MinuteOfDay| quiet.is_quiet(at);
        for span in hours::quiet_contacts(&plain, words, &is_quiet) {
            found.push(Proposal {
                conduct: words.conduct.clone(),
                span,
                pattern: words.id.clone(),
            });
        }
    }
    found.sort_by_key(|p| p.span);
    found
}
