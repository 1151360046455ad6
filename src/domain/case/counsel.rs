//! What a counselor keeps with a case: what the person agreed to and until when, notes, and to whom
//! the case was handed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a counselor keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counsel {
    /// What was agreed to, the latest last; none is ever taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// Working notes. They are no evidence and stand in no letter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// To whom the case was handed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handovers: Vec<Handover>,
}

/// What the person agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The day.
    pub given_on: NaiveDate,
    /// Who keeps the case: a person or an organisation.
    pub keeper: String,
    /// How the keeper is reached.
    pub contact: String,
    /// What it is kept for.
    pub purpose: String,
    /// What is kept, as ids (`loans`, `contacts` …).
    pub kinds: Vec<String>,
    /// Was it agreed to separately that sensitive facts (accounts, money) are among them?
    pub sensitive: bool,
    /// The last day it is kept.
    pub keep_until: NaiveDate,
    /// May it be handed to another helper?
    pub hand_over: bool,
    /// May it be counted, without name and number?
    pub statistics: bool,
    /// The day it was taken back, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<NaiveDate>,
}

/// A working note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day it was written.
    pub on: NaiveDate,
    /// The counselor's own words.
    pub text: String,
}

/// That the case was handed to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// The day.
    pub on: NaiveDate,
    /// To whom, in the counselor's words.
    pub to: String,
    /// The public key it was encrypted to.
    pub key: String,
    /// SHA-256 of the file handed over, 64 lower-case hex digits.
    pub sha256: String,
    /// How many files were in it.
    pub files: usize,
}

impl Counsel {
    /// Nothing kept?
    pub fn is_empty(&self) -> bool {
        self.consents.is_empty() && self.notes.is_empty() && self.handovers.is_empty()
    }

    /// The last thing agreed to, taken back or not.
    pub fn last_consent(&self) -> Option<&Consent> {
        self.consents.last()
    }

    /// What is agreed to now: neither taken back nor run out on this day.
    pub fn standing_consent(&self, on: NaiveDate) -> Option<&Consent> {
        self.last_consent()
            .filter(|c| c.withdrawn_on.is_none() && on <= c.keep_until)
    }

    /// The day by which the case is to be deleted: the last day agreed, or the day it was taken back.
    pub fn delete_by(&self) -> Option<NaiveDate> {
        self.last_consent()
            .map(|c| c.withdrawn_on.unwrap_or(c.keep_until))
    }
}
