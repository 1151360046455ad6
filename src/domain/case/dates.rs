//! Days a case keeps for its time limits: a court's paper received, a complaint made, a payment
//! promised; and which of the days that follow from them need no more looking at.

use crate::domain::coded::{Args, Coded, Kind, args};
use crate::domain::deadline::EventKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the borrower recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The days, in the order they were recorded; none is ever taken out, so that a number is never
    /// given twice.
    #[serde(default)]
    pub facts: Vec<DateFact>,
    /// By anchor (`D1`, `C1-A1-261118`, `E5`): since when it needs no more looking at.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub done: BTreeMap<String, NaiveDate>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateFact {
    /// Its number, from 1; shown as `D1`.
    pub number: u32,
    /// What happened, or is to happen, that day.
    pub kind: EventKind,
    /// The day.
    pub on: NaiveDate,
    /// The loan's id, where it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loan: Option<String>,
    /// The borrower's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl DateFact {
    /// How it is called on the screen and on the command line.
    pub fn id(&self) -> String {
        format!("D{}", self.number)
    }
}

impl Dates {
    /// Nothing recorded?
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.done.is_empty()
    }

    /// Records a day and gives the fact with its number.
    pub fn add(
        &mut self,
        kind: EventKind,
        on: NaiveDate,
        loan: Option<String>,
        note: Option<String>,
    ) -> DateFact {
        let last = self.facts.iter().map(|f| f.number).max().unwrap_or(0);
        let fact = DateFact {
            number: last.saturating_add(1),
            kind,
            on,
            loan,
            note,
        };
        self.facts.push(fact.clone());
        fact
    }

    /// The fact of this id, in either case of its letter.
    pub fn fact_mut(&mut self, id: &str) -> Option<&mut DateFact> {
        self.facts
            .iter_mut()
            .find(|f| f.id().eq_ignore_ascii_case(id))
    }
}

/// Why a day can't be recorded or found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// No kind has this name.
    #[error("no such kind")]
    KindUnknown {
        /// Names there are.
        known: String,
    },
    /// It can't be read as one day.
    #[error("not a day")]
    BadDay,
    /// Something that has happened can't lie ahead.
    #[error("{on} lies ahead")]
    Ahead {
        /// The day.
        on: NaiveDate,
    },
    /// Nothing has this id.
    #[error("no date {id}")]
    NoSuchDate {
        /// The id asked for.
        id: String,
        /// Ids there are.
        known: Vec<String>,
    },
    /// It follows from another record, which is where it is changed.
    #[error("{id} isn't recorded here")]
    NotRecordedHere {
        /// The id asked for.
        id: String,
    },
}

impl Coded for DateError {
    fn code(&self) -> &'static str {
        match self {
            DateError::KindUnknown { .. } => "due-kind-unknown",
            DateError::BadDay => "due-bad-day",
            DateError::Ahead { .. } => "due-day-ahead",
            DateError::NoSuchDate { .. } => "due-no-such-date",
            DateError::NotRecordedHere { .. } => "due-not-recorded-here",
        }
    }

    fn args(&self) -> Args {
        match self {
            DateError::KindUnknown { known } => args([("known", known.clone())]),
            DateError::BadDay => Args::new(),
            DateError::Ahead { on } => args([("on", on.to_string())]),
            DateError::NoSuchDate { id, known } => {
                args([("id", id.clone()), ("known", known.join("、"))])
            }
            DateError::NotRecordedHere { id } => args([("id", id.clone())]),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            DateError::NoSuchDate { .. } => Kind::Case,
            _ => Kind::Usage,
        }
    }
}
