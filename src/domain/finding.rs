//! A fact about the case that a person should know: a code, how soon it matters, the values its
//! words need and what it rests on. Words are looked up by the code (`text/<lang>/findings.toml`).

use super::coded::Args;
use serde::Serialize;

/// How soon a finding matters to the borrower; the order is the order of the list on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something runs out or is about to be lost.
    ActNow,
    /// A figure or an act the borrower can contest with reasons.
    Dispute,
    /// Ask the other side before relying on it.
    Ask,
    /// Good to know.
    Note,
}

/// A fact about the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// How soon it matters.
    pub severity: Severity,
    /// Values for its words.
    pub args: Args,
    /// Ids of the provisions or rules it rests on (`content/law`, `content/conduct`).
    pub citations: Vec<String>,
}

impl Finding {
    /// A finding without citations.
    pub fn new(code: &'static str, severity: Severity, args: Args) -> Finding {
        Finding {
            code,
            severity,
            args,
            citations: Vec::new(),
        }
    }

    /// The same finding resting on these provisions or rules.
    #[must_use]
    pub fn citing<I: IntoIterator<Item = S>, S: Into<String>>(mut self, ids: I) -> Finding {
        self.citations.extend(ids.into_iter().map(Into::into));
        self
    }
}
