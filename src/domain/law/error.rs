//! Why a look-up has no answer. It never falls back to another date or another version.

use crate::domain::coded::{Args, Coded, Kind, args};
use chrono::NaiveDate;

/// Why a look-up has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    /// No instrument of this id.
    #[error("unknown instrument {id}")]
    InstrumentUnknown {
        /// The id asked for.
        id: String,
    },
    /// No provision of this id.
    #[error("unknown provision {id}")]
    ProvisionUnknown {
        /// The id asked for.
        id: String,
    },
    /// No provision answers this question on any day.
    #[error("unknown subject {subject}")]
    SubjectUnknown {
        /// The subject asked for.
        subject: String,
    },
    /// It holds only from a later day.
    #[error("{id} holds only from {from}, not on {on}")]
    NotYetInForce {
        /// The instrument or provision.
        id: String,
        /// The day asked for.
        on: NaiveDate,
        /// Its first day.
        from: NaiveDate,
    },
    /// It ended before the day asked for.
    #[error("{id} ended after {last}, not in force on {on}")]
    Ended {
        /// The instrument or provision.
        id: String,
        /// The day asked for.
        on: NaiveDate,
        /// Its last day.
        last: NaiveDate,
        /// What took its place, where that is known.
        successor: Option<String>,
    },
    /// Nothing answers the question on that day, though something does on others.
    #[error("nothing answers {subject} on {on}")]
    Gap {
        /// The question.
        subject: String,
        /// The day asked for.
        on: NaiveDate,
    },
    /// More than one provision answers the question on that day.
    #[error("{ids:?} all answer {subject} on {on}")]
    Conflict {
        /// The question.
        subject: String,
        /// The day asked for.
        on: NaiveDate,
        /// The provisions, sorted.
        ids: Vec<String>,
    },
}

impl Coded for LawError {
    fn code(&self) -> &'static str {
        match self {
            LawError::InstrumentUnknown { .. } => "law-instrument-unknown",
            LawError::ProvisionUnknown { .. } => "law-provision-unknown",
            LawError::SubjectUnknown { .. } => "law-subject-unknown",
            LawError::NotYetInForce { .. } => "law-not-yet-in-force",
            LawError::Ended { .. } => "law-ended",
            LawError::Gap { .. } => "law-gap",
            LawError::Conflict { .. } => "law-conflict",
        }
    }

    fn args(&self) -> Args {
        match self {
            LawError::InstrumentUnknown { id } | LawError::ProvisionUnknown { id } => {
                args([("id", id.clone())])
            }
            LawError::SubjectUnknown { subject } => args([("subject", subject.clone())]),
            LawError::NotYetInForce { id, on, from } => args([
                ("id", id.clone()),
                ("on", on.to_string()),
                ("from", from.to_string()),
            ]),
            LawError::Ended {
                id,
                on,
                last,
                successor,
            } => args([
                ("id", id.clone()),
                ("on", on.to_string()),
                ("last", last.to_string()),
                ("successor", successor.clone().unwrap_or_default()),
            ]),
            LawError::Gap { subject, on } => {
                args([("subject", subject.clone()), ("on", on.to_string())])
            }
            LawError::Conflict { subject, on, ids } => args([
                ("subject", subject.clone()),
                ("on", on.to_string()),
                ("ids", ids.join(", ")),
            ]),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            LawError::Gap { .. } | LawError::Conflict { .. } => Kind::Content,
            _ => Kind::Usage,
        }
    }
}
