//! A dated quantity of the law. A look-up answers for a named date or fails by name; it never
//! falls back to a neighbour.

use super::coded::{Args, Coded, Kind, args};
use super::law::{Confidence, Force};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One value and the days it holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// First day.
    pub from: NaiveDate,
    /// Last day; without it until the day before the next value, or open.
    pub to: Option<NaiveDate>,
    /// The value, exact, in the parameter's unit.
    pub value: Decimal,
}

/// A quantity with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Stable id (`lpr-1y`).
    pub id: String,
    /// What the value counts (`fraction-a-year`, `times`, `months`, `years`, `yuan`, `fraction`).
    pub unit: String,
    /// Where it comes from, in our own words.
    pub source: String,
    /// Ids of the provisions it rests on; empty for settings of ours.
    pub citations: Vec<String>,
    /// How binding the source is.
    pub force: Force,
    /// How well it was checked.
    pub confidence: Confidence,
    /// The day it was last checked against its source.
    pub checked: NaiveDate,
    /// Last day the newest value is known to hold; without it the newest value is open.
    pub verified_to: Option<NaiveDate>,
    /// Values, sorted by their first day.
    pub values: Vec<Dated>,
}

/// The answer of a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The value.
    pub value: Decimal,
    /// First day it holds for.
    pub from: NaiveDate,
    /// Last day it holds for, if it ended or its end of verification is known.
    pub to: Option<NaiveDate>,
}

/// Why a look-up has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// No parameter of this id.
    #[error("parameter-unknown {id}")]
    Unknown {
        /// The id asked for.
        id: String,
    },
    /// No value holds on that day, and none is expected to come.
    #[error("parameter-gap {id} {on}")]
    Gap {
        /// The parameter.
        id: String,
        /// The day asked for.
        on: NaiveDate,
    },
    /// The day lies after the last one verified.
    #[error("parameter-past-last-verified {id} {on}")]
    PastLastVerified {
        /// The parameter.
        id: String,
        /// The day asked for.
        on: NaiveDate,
        /// The last day verified.
        verified_to: NaiveDate,
    },
    /// Two values claim the day.
    #[error("parameter-conflict {id} {on}")]
    Conflict {
        /// The parameter.
        id: String,
        /// The day asked for.
        on: NaiveDate,
    },
}

impl Coded for ParameterError {
    fn code(&self) -> &'static str {
        match self {
            ParameterError::Unknown { .. } => "parameter-unknown",
            ParameterError::Gap { .. } => "parameter-gap",
            ParameterError::PastLastVerified { .. } => "parameter-past-last-verified",
            ParameterError::Conflict { .. } => "parameter-conflict",
        }
    }

    fn args(&self) -> Args {
        match self {
            ParameterError::Unknown { id } => args([("id", id.clone())]),
            ParameterError::Gap { id, on } | ParameterError::Conflict { id, on } => {
                args([("id", id.clone()), ("on", on.to_string())])
            }
            ParameterError::PastLastVerified {
                id,
                on,
                verified_to,
            } => args([
                ("id", id.clone()),
                ("on", on.to_string()),
                ("verified_to", verified_to.to_string()),
            ]),
        }
    }

    fn kind(&self) -> Kind {
        Kind::Content
    }
}

impl Parameter {
    /// The value on a day.
    ///
    /// # Errors
    /// A gap, two values for the day, or a day after the last one verified.
    pub fn on(&self, on: NaiveDate) -> Result<Found, ParameterError> {
        if let Some(verified_to) = self.verified_to.filter(|last| on > *last) {
            return Err(ParameterError::PastLastVerified {
                id: self.id.clone(),
                on,
                verified_to,
            });
        }
        let mut found = None;
        for (i, dated) in self.values.iter().enumerate() {
            let next = self.values.get(i + 1).map(|n| n.from);
            // Without an end of its own a value holds until the next begins; with one it says so
            // itself, and an overlap is then seen as a conflict.
            let to = dated
                .to
                .or_else(|| next.filter(|n| *n > dated.from).and_then(|n| n.pred_opt()))
                .or(if next.is_none() {
                    self.verified_to
                } else {
                    None
                });
            if on < dated.from || to.is_some_and(|last| on > last) {
                continue;
            }
            if found.is_some() {
                return Err(ParameterError::Conflict {
                    id: self.id.clone(),
                    on,
                });
            }
            found = Some(Found {
                value: dated.value,
                from: dated.from,
                to,
            });
        }
        found.ok_or_else(|| ParameterError::Gap {
            id: self.id.clone(),
            on,
        })
    }
}

/// All parameters of the rule book, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters(BTreeMap<String, Parameter>);

impl Parameters {
    /// From a list; a later one replaces an earlier one of the same id.
    pub fn new(list: impl IntoIterator<Item = Parameter>) -> Parameters {
        Parameters(list.into_iter().map(|p| (p.id.clone(), p)).collect())
    }

    /// One by id.
    ///
    /// # Errors
    /// There is none.
    pub fn get(&self, id: &str) -> Result<&Parameter, ParameterError> {
        self.0
            .get(id)
            .ok_or_else(|| ParameterError::Unknown { id: id.to_owned() })
    }

    /// The value of one on a day.
    ///
    /// # Errors
    /// There is no such parameter, or it has no single known value on that day.
    pub fn value(&self, id: &str, on: NaiveDate) -> Result<Found, ParameterError> {
        self.get(id)?.on(on)
    }

    /// All, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.0.values()
    }
}
