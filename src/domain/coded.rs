//! What every error of ours can say of itself: a stable code, the values its words need, and how
//! the process should end. The words stand in the content folder, looked up by the code.

use std::collections::BTreeMap;

/// Values for the placeholders of a text, by name.
pub type Args = BTreeMap<&'static str, String>;

/// How a command ends when it can't do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The case or the disk (exit code 1).
    Case,
    /// The call or an answer in it (exit code 2).
    Usage,
    /// The rule book was rejected (exit code 3).
    Content,
    /// Evidence does not verify (exit code 4).
    Integrity,
    /// A terminal or an answer was needed (exit code 5).
    AnswerNeeded,
    /// Our own fault (exit code 70).
    Internal,
    /// Interrupted, the draft saved (exit code 130).
    Interrupted,
}

impl Kind {
    /// The process exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Case => 1,
            Kind::Usage => 2,
            Kind::Content => 3,
            Kind::Integrity => 4,
            Kind::AnswerNeeded => 5,
            Kind::Internal => 70,
            Kind::Interrupted => 130,
        }
    }

    /// The stable word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Case => "case",
            Kind::Usage => "usage",
            Kind::Content => "content",
            Kind::Integrity => "integrity",
            Kind::AnswerNeeded => "answer-needed",
            Kind::Internal => "internal",
            Kind::Interrupted => "interrupted",
        }
    }
}

/// An error with a stable kebab-case code. `content/text/<lang>/errors.toml` holds, for each code,
/// a `message` and a `remedy`; a test provokes each.
pub trait Coded: std::fmt::Debug {
    /// The stable code, kebab-case.
    fn code(&self) -> &'static str;
    /// Values for the placeholders of its message. Never what a person typed in confidence.
    fn args(&self) -> Args;
    /// How the process ends.
    fn kind(&self) -> Kind;
}

/// Builds [`Args`] from pairs.
pub fn args<const N: usize>(pairs: [(&'static str, String); N]) -> Args {
    pairs.into_iter().collect()
}
