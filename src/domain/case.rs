//! What a case file holds: who, which loans, the household, what was asked for and when.

use super::budget::Household;
use super::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The format this program writes. Unknown ones are refused, older ones read.
pub const FORMAT: &str = "menshen-case";
/// Its version.
pub const VERSION: u32 = 1;

/// One borrower's case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version it was written in.
    pub version: u32,
    /// The day it was made.
    pub created_on: NaiveDate,
    /// Who.
    #[serde(default)]
    pub borrower: Borrower,
    /// The household's month, once asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Household>,
    /// Loans in the members of the reconciliation format, by `id`.
    #[serde(default)]
    pub loans: Vec<toml::Table>,
    /// What is offered to each lender, once a plan was made.
    #[serde(default)]
    pub offers: Vec<Offer>,
    /// Letters written.
    #[serde(default)]
    pub letters: Vec<LetterRecord>,
}

/// The person the case is about. Every member may be left open; a letter shows what is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Borrower {
    /// Name as in the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Mobile number used with the lender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Last four of the identity number: enough to be found by the lender, not enough to be misused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_tail: Option<String>,
}

/// A monthly sum offered for one loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The loan's id.
    pub loan: String,
    /// Yuan a month.
    pub monthly: Money,
    /// Months it runs under the plan's own assumption, where the plan works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The day it was worked out for.
    pub as_of: NaiveDate,
}

/// A letter that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRecord {
    /// `C1`, `C2`.
    pub letter: String,
    /// The loan's id.
    pub loan: String,
    /// The day on the letter.
    pub on: NaiveDate,
    /// File name in `letters/`.
    pub file: String,
}

impl Case {
    /// An empty case.
    pub fn new(created_on: NaiveDate) -> Case {
        Case {
            format: FORMAT.to_owned(),
            version: VERSION,
            created_on,
            borrower: Borrower::default(),
            household: None,
            loans: Vec::new(),
            offers: Vec::new(),
            letters: Vec::new(),
        }
    }

    /// The loan of this id.
    pub fn loan(&self, id: &str) -> Option<&toml::Table> {
        self.loans
            .iter()
            .find(|l| l.get("id").and_then(toml::Value::as_str) == Some(id))
    }

    /// Stores a loan, replacing one of the same id in its place.
    pub fn put_loan(&mut self, loan: toml::Table) {
        let id = loan
            .get("id")
            .and_then(toml::Value::as_str)
            .map(str::to_owned);
        let place = self
            .loans
            .iter_mut()
            .find(|l| l.get("id").and_then(toml::Value::as_str) == id.as_deref());
        match place {
            Some(old) => *old = loan,
            None => self.loans.push(loan),
        }
    }
}
