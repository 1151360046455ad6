//! Clauses filled with facts; what is missing stays visible as a gap.

use crate::domain::letter::{Clause, Facts, Letter};
use chrono::NaiveDate;
use minijinja::{Environment, UndefinedBehavior};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words of the frame around the clauses, which are the same for every letter.
#[derive(Debug, Clone)]
pub struct Frame {
    /// How a missing fact is shown, with `{{ what }}` for its name: `【待填：{{ what }}】`.
    pub gap: String,
    /// Names of facts, for the gaps.
    pub labels: BTreeMap<String, String>,
    /// Title of the list of papers.
    pub attachments: String,
    /// The civility before the signature: its first half, indented (此致).
    pub civility_opening: String,
    /// Its second half, at the margin (敬礼).
    pub civility_ending: String,
    /// The date as it stands on the letter.
    pub day: NaiveDate,
    /// Chinese numerals for headings, from 一.
    pub numerals: Vec<String>,
    /// A heading with `{{ numeral }}` and `{{ heading }}`: `一、借款情况`.
    pub heading: String,
    /// Before a part of a version too long for one message, with `{{ n }}` and `{{ of }}`.
    pub part: String,
}

/// A clause could not be filled: a name it uses is neither a fact nor declared as needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// The clause.
    pub clause: String,
    /// What the template engine said.
    pub reason: String,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words as they stand.
    Plain(String),
    /// A fact still to be filled in, as it is shown: `【待填：合同编号】`.
    Gap(String),
}

/// A line of text without a break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// In order; none is empty.
    pub spans: Vec<Span>,
}

impl Line {
    /// A line of words alone.
    pub fn plain(text: impl Into<String>) -> Line {
        let text: String = text.into();
        let spans = if text.is_empty() {
            Vec::new()
        } else {
            vec![Span::Plain(text)]
        };
        Line { spans }
    }

    /// As it reads, gaps included.
    pub fn text(&self) -> String {
        self.spans
            .iter()
            .map(|span| match span {
                Span::Plain(text) | Span::Gap(text) => text.as_str(),
            })
            .collect()
    }

    /// With words set before it.
    #[must_use]
    pub(super) fn led_by(mut self, words: &str) -> Line {
        match self.spans.first_mut() {
            Some(Span::Plain(text)) => text.insert_str(0, words),
            _ => self.spans.insert(0, Span::Plain(words.to_owned())),
        }
        self
    }
}

/// Set around a gap while a clause is filled, so that the renderers can tell it from words. They
/// are private-use characters, and taken out of every fact.
const GAP_OPENS: char = '\u{E000}';
const GAP_CLOSES: char = '\u{E001}';

/// A value as a letter can hold it: no sign that XML or a printed page can't, line ends kept.
fn clean(value: &str) -> String {
    value
        .chars()
        .filter(|c| !matches!(*c, GAP_OPENS | GAP_CLOSES | '\u{FFFE}' | '\u{FFFF}'))
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

/// Made once: every letter is filled by the same rules.
static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    // A name that is only tested (`{% if product %}`) may be missing; one that is printed may not.
    engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    engine
});

/// Fills the clauses of one letter with one set of facts.
pub(super) struct Filler {
    values: minijinja::Value,
}

impl Filler {
    pub(super) fn new(letter: &Letter, facts: &Facts, frame: &Frame) -> Filler {
        let mut values: BTreeMap<String, String> = facts
            .values
            .iter()
            .map(|(name, value)| (name.clone(), clean(value)))
            .collect();
        for missing in letter.missing(facts) {
            let gap = format!("{GAP_OPENS}{}{GAP_CLOSES}", gap(&missing, frame));
            values.insert(missing, gap);
        }
        Filler {
            values: minijinja::Value::from(values),
        }
    }

    /// The template filled, one line for each line it comes to; empty ones are left out.
    ///
    /// # Errors
    /// It prints a name that is neither a fact nor declared as needed, or isn't a template.
    pub(super) fn lines(&self, clause: &Clause, template: &str) -> Result<Vec<Line>, Unfilled> {
        let filled = ENGINE
            .render_str(template, &self.values)
            .map_err(|e| Unfilled {
                clause: clause.id.clone(),
                reason: e.to_string(),
            })?;
        let lines = filled.lines().map(str::trim).filter(|l| !l.is_empty());
        Ok(lines.map(line).collect())
    }
}

/// A missing fact as it is shown.
pub(super) fn gap(name: &str, frame: &Frame) -> String {
    let label = frame.labels.get(name).map_or(name, String::as_str);
    frame.gap.replace("{{ what }}", label)
}

fn line(filled: &str) -> Line {
    let mut spans = Vec::new();
    for (i, piece) in filled.split([GAP_OPENS, GAP_CLOSES]).enumerate() {
        // Opening and closing marks alternate, so every second piece is a gap.
        match piece {
            "" => {}
            gap if i % 2 == 1 => spans.push(Span::Gap(gap.to_owned())),
            words => spans.push(Span::Plain(words.to_owned())),
        }
    }
    Line { spans }
}
