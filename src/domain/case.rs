//! What a case file holds: who, which loans, the household, what was asked for and when.

pub mod counsel;
pub mod dates;
pub mod fact;
pub mod sending;
pub mod tally;
pub mod tree;

use self::counsel::Counsel;
use self::dates::Dates;
use self::sending::Sending;
use super::budget::Household;
use super::deadline::EventKind;
use super::money::Money;
use super::plan::ChosenWay;
use super::plan::counter_offer::CounterOffer;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Loans that don't count any more, by id, with why and since when. The loan itself stays.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub loan_states: BTreeMap<String, LoanState>,
    /// What is offered to each lender, once a plan was made.
    #[serde(default)]
    pub offers: Vec<Offer>,
    /// The way of spending it that was picked; without one, by unpaid principal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<ChosenWay>,
    /// What lenders offered back, one entry a loan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counter_offers: Vec<CounterOffer>,
    /// Letters written.
    #[serde(default)]
    pub letters: Vec<LetterRecord>,
    /// Letters that went out, in the order they were recorded; none is ever taken out, so that a
    /// number is never given twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<Sending>,
    /// Days from which time limits are counted, days that were agreed, and what was done.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// What a counselor keeps with it: what was agreed to, notes, to whom it was handed.
    #[serde(default, skip_serializing_if = "Counsel::is_empty")]
    pub counsel: Counsel,
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

/// Why a loan doesn't count any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetAside {
    /// Paid off, by the borrower's word.
    Settled,
    /// Put away (a duplicate, an old one); can be taken back.
    Archived,
}

impl SetAside {
    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            SetAside::Settled => "settled",
            SetAside::Archived => "archived",
        }
    }
}

/// That a loan doesn't count any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoanState {
    /// Why.
    pub state: SetAside,
    /// Since when.
    pub on: NaiveDate,
    /// What the last payment was, where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
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
    /// The day of the first payment, where a way with a day of its own was picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_on: Option<NaiveDate>,
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
            loan_states: BTreeMap::new(),
            offers: Vec::new(),
            way: None,
            counter_offers: Vec::new(),
            letters: Vec::new(),
            sent: Vec::new(),
            dates: Dates::default(),
            counsel: Counsel::default(),
        }
    }

    /// The loan of this id.
    pub fn loan(&self, id: &str) -> Option<&toml::Table> {
        self.loans.iter().find(|l| loan_id(l) == Some(id))
    }

    /// Ids of all loans, in the order stored.
    pub fn loan_ids(&self) -> impl Iterator<Item = &str> {
        self.loans.iter().filter_map(loan_id)
    }

    /// Loans that count: neither paid off nor put away.
    pub fn counted_loans(&self) -> impl Iterator<Item = &toml::Table> {
        self.loans
            .iter()
            .filter(|loan| loan_id(loan).is_none_or(|id| !self.loan_states.contains_key(id)))
    }

    /// Sets a loan aside. What was offered for it is offered no longer; returned, so that it can
    /// be said.
    pub fn set_aside(&mut self, id: &str, state: LoanState) -> Option<Offer> {
        self.loan_states.insert(id.to_owned(), state);
        self.take_offer(id)
    }

    /// Takes the offer for a loan away.
    pub fn take_offer(&mut self, id: &str) -> Option<Offer> {
        let place = self.offers.iter().position(|o| o.loan == id)?;
        Some(self.offers.remove(place))
    }

    /// Takes a loan out, with its state and its offer. Records of letters stay: they were written.
    pub fn remove_loan(&mut self, id: &str) -> Option<toml::Table> {
        let place = self.loans.iter().position(|l| loan_id(l) == Some(id))?;
        self.loan_states.remove(id);
        self.take_offer(id);
        self.counter_offers.retain(|o| o.loan != id);
        Some(self.loans.remove(place))
    }

    /// Replaces the loan of this id in its place. Where the new one has another id, its state, its
    /// offers and the records of its letters, written and sent, follow.
    pub fn replace_loan(&mut self, old: &str, loan: toml::Table) {
        let new = loan_id(&loan).unwrap_or(old).to_owned();
        if let Some(place) = self.loans.iter_mut().find(|l| loan_id(l) == Some(old)) {
            *place = loan;
        }
        if new == old {
            return;
        }
        if let Some(state) = self.loan_states.remove(old) {
            self.loan_states.insert(new.clone(), state);
        }
        let of_offers = self.offers.iter_mut().map(|o| &mut o.loan);
        let of_counter = self.counter_offers.iter_mut().map(|o| &mut o.loan);
        let of_way = self.way.iter_mut();
        let of_way = of_way.filter_map(|w| w.particulars.first_loan.as_mut());
        let of_letters = self.letters.iter_mut().map(|l| &mut l.loan);
        let of_sent = self.sent.iter_mut().map(|s| &mut s.loan);
        let of_dates = self.dates.facts.iter_mut().filter_map(|d| d.loan.as_mut());
        let names = of_offers
            .chain(of_counter)
            .chain(of_way)
            .chain(of_letters)
            .chain(of_sent)
            .chain(of_dates);
        for name in names.filter(|name| *name == old) {
            name.clone_from(&new);
        }
    }

    /// Keeps what a lender offered back, in place of what it offered before.
    pub fn put_counter_offer(&mut self, offer: CounterOffer) {
        self.counter_offers.retain(|o| o.loan != offer.loan);
        self.counter_offers.push(offer);
    }

    /// Takes away what a lender offered back.
    pub fn take_counter_offer(&mut self, id: &str) -> Option<CounterOffer> {
        let place = self.counter_offers.iter().position(|o| o.loan == id)?;
        Some(self.counter_offers.remove(place))
    }

    /// Was a payment on this loan agreed, for that day or a later one?
    pub fn is_agreed(&self, loan: &str, from: NaiveDate) -> bool {
        self.dates.facts.iter().any(|fact| {
            fact.kind == EventKind::PromisedPayment
                && fact.loan.as_deref() == Some(loan)
                && fact.on >= from
        })
    }

    /// Stores a loan, replacing one of the same id in its place.
    pub fn put_loan(&mut self, loan: toml::Table) {
        let id = loan_id(&loan).map(str::to_owned);
        let place = self.loans.iter_mut().find(|l| loan_id(l) == id.as_deref());
        match place {
            Some(old) => *old = loan,
            None => self.loans.push(loan),
        }
    }
}

/// The id a stored loan has.
pub fn loan_id(loan: &toml::Table) -> Option<&str> {
    loan.get("id").and_then(toml::Value::as_str)
}
