//! Law as dated data: instruments, provisions, how binding a source is and how well it was checked.

use serde::{Deserialize, Serialize};

/// How binding a source is, strongest first. Wording follows it: a breach of the weaker ones
/// supports a complaint; it doesn't cancel a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// A law of the National People's Congress or its committee (法律), or a State Council regulation.
    Statute,
    /// 司法解释.
    JudicialInterpretation,
    /// A court's policy document; looked to, not cited as the basis of a judgment.
    CourtPolicy,
    /// 部门规章 and ministries' notices.
    MinistryRule,
    /// A recommended national standard (GB/T).
    RecommendedStandard,
    /// An association's rules for its members.
    SelfRegulation,
    /// What is usually done.
    Practice,
}

/// How well a row was checked against its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The provision itself was read, with its number. Only these are cited with an article number.
    VerifiedText,
    /// Reported by others: worded "据公开报道", leads to a question and not to an accusation.
    Secondary,
}
