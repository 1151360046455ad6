//! That a letter went out: when, how, with what proof, when to look for an answer, and the answer.

use super::{Case, LetterRecord};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A letter that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    /// Its number, from 1; shown as `S1`.
    pub number: u32,
    /// `C1`, `C2` …
    pub letter: String,
    /// The loan's id; empty where the letter is about none.
    pub loan: String,
    /// The day on the letter.
    pub written_on: NaiveDate,
    /// The day it went out.
    pub on: NaiveDate,
    /// How, in the words of the log (`app`, `phone`, `email`, `post` …).
    pub channel: String,
    /// A ticket or a waybill, as it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// The day to look for an answer. Silence on it means nothing in law.
    pub follow_up: NaiveDate,
    /// The entry of the log.
    pub entry: u64,
    /// The answer, once there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<LetterReply>,
}

/// The answer to a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterReply {
    /// The day it came.
    pub on: NaiveDate,
    /// What it comes to, by the options of the question (`agreed-written`, `refused` …).
    pub outcome: String,
    /// The entry of the log.
    pub entry: u64,
}

impl Sending {
    /// How it is called on the screen and on the command line.
    pub fn id(&self) -> String {
        format!("S{}", self.number)
    }

    /// Is it this letter that went out? Versions of one day are one letter.
    pub fn is_of(&self, letter: &LetterRecord) -> bool {
        (self.letter.as_str(), self.loan.as_str(), self.written_on)
            == (letter.letter.as_str(), letter.loan.as_str(), letter.on)
    }

    /// Has the day for an answer passed without one?
    pub fn is_unanswered(&self, on: NaiveDate) -> bool {
        self.reply.is_none() && on > self.follow_up
    }
}

impl Case {
    /// The last time each letter went out for each loan: sent once more by a harder way, the earlier
    /// time needs no more looking after.
    pub fn last_sendings(&self) -> impl Iterator<Item = &Sending> {
        self.sent.iter().enumerate().filter_map(|(i, sending)| {
            let again =
                |later: &Sending| later.letter == sending.letter && later.loan == sending.loan;
            let later = self.sent.iter().skip(i + 1);
            (!later.into_iter().any(again)).then_some(sending)
        })
    }
}
