//! One thing the other side may say, and what takes the edge off it.

use super::phrase::Phrases;
use super::plain::Plain;
use serde::{Deserialize, Serialize};

/// How far around the words something is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Between two marks of any kind.
    Clause,
    /// Up to the end of the sentence.
    #[default]
    Sentence,
    /// Up to the end of the line, or of the turn.
    Line,
    /// Before the words, in the same sentence and close by.
    Before,
    /// Anywhere in the text.
    Text,
}

/// How far [`Reach::Before`] looks back, in characters.
const CLOSE: usize = 10;

impl Reach {
    /// The span it covers around what was found.
    fn around(self, plain: &Plain, from: usize, to: usize) -> (usize, usize) {
        match self {
            Reach::Clause => plain.clause(from, to),
            Reach::Sentence => plain.sentence(from, to),
            Reach::Line => plain.line(from, to),
            Reach::Before => (
                plain.clause(from, to).0.max(from.saturating_sub(CLOSE)),
                from,
            ),
            Reach::Text => (0, plain.len()),
        }
    }
}

/// Words that take the edge off what stands near them: a denial, a question, a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// Stable kebab-case id, for patterns it doesn't hold for.
    pub id: String,
    /// Any of these.
    pub any: Phrases,
    /// Where.
    pub reach: Reach,
    /// Not if one of these stands there too (信不信 isn't a question).
    pub except: Phrases,
}

impl Guard {
    fn holds(&self, plain: &Plain, from: usize, to: usize) -> bool {
        let (start, end) = self.reach.around(plain, from, to);
        let stands = |list: &Phrases, end: usize| list.stand_in(plain, start, end);
        stands(&self.any, end) && !stands(&self.except, to.max(end))
    }
}

/// One thing the other side may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Stable kebab-case id. Words: `words.why.<id>`.
    pub id: String,
    /// The conduct rule it may touch.
    pub conduct: String,
    /// Any of these says it.
    pub say: Phrases,
    /// One of these must stand within `near_reach`; none: no such condition.
    pub near: Phrases,
    /// Where `near` is looked for.
    pub near_reach: Reach,
    /// One of these must stand somewhere in the text; none: no such condition.
    pub about: Phrases,
    /// None of these may stand within `unless_reach`.
    pub unless: Phrases,
    /// Where `unless` is looked for.
    pub unless_reach: Reach,
    /// Guards that don't hold for it.
    pub unguarded: Vec<String>,
}

impl Pattern {
    /// Is the text about what the pattern asks for? The same for every place in it.
    pub fn fits_text(&self, plain: &Plain) -> bool {
        let stands = |list: &Phrases| list.stand_in(plain, 0, plain.len());
        (self.about.is_empty() || stands(&self.about))
            && (self.near_reach != Reach::Text || self.near.is_empty() || stands(&self.near))
            && (self.unless_reach != Reach::Text || !stands(&self.unless))
    }

    /// Does it hold for the words from here to there?
    pub fn fits(&self, plain: &Plain, from: usize, to: usize, guards: &[Guard]) -> bool {
        let stands = |list: &Phrases, reach: Reach| {
            let (start, end) = reach.around(plain, from, to);
            list.stand_in(plain, start, end)
        };
        // The whole text was looked at once already.
        let near = self.near_reach == Reach::Text
            || self.near.is_empty()
            || stands(&self.near, self.near_reach);
        let unless = self.unless_reach != Reach::Text && stands(&self.unless, self.unless_reach);
        near && !unless
            && !guards
                .iter()
                .filter(|guard| !self.unguarded.contains(&guard.id))
                .any(|guard| guard.holds(plain, from, to))
    }
}
