//! Legal ceilings: which one answers for a loan, with what certainty, and what it allows.
//!
//! Everything about a ceiling stands in the rule book; here is only how one is asked.

mod allowed;

use super::allocation::{Order, OrderName};
use super::coded::Args;
use super::finding::{Finding, Severity};
use super::guidance::RestDays;
use super::law::{Confidence, Force};
use super::loan::{LenderKind, Loan, Terms};
use super::money::Money;
use super::parameter::Parameters;
use super::rate::{Multiple, Rate};
use super::statement::GuessRule;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The part of the rule book a reconciliation asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBook {
    /// The version printed on everything.
    pub content_version: String,
    /// Dated quantities.
    pub parameters: Parameters,
    /// Ceilings, in the order of the book.
    pub ceilings: Vec<CeilingRule>,
    /// The statutory order of allocation.
    pub statutory_order: Order,
    /// The order usual with lenders.
    pub lender_order: Order,
    /// What is tried where a fact is missing.
    pub guesses: Vec<GuessRule>,
    /// The days of rest by which the last day for suing moves; `None` where the book has none.
    pub limitation_rest: Option<RestDays>,
    /// What each finding rests on, by its code.
    pub finding_citations: BTreeMap<String, Vec<String>>,
}

impl LegalBook {
    /// An order by name.
    pub fn order(&self, name: OrderName) -> &Order {
        match name {
            OrderName::CivilCode561 => &self.statutory_order,
            OrderName::LenderPractice => &self.lender_order,
        }
    }

    /// A finding with the citations the book gives its code.
    pub fn finding(&self, code: &'static str, severity: Severity, args: Args) -> Finding {
        let citations = self.finding_citations.get(code).cloned();
        Finding::new(code, severity, args).citing(citations.unwrap_or_default())
    }
}

/// Does a ceiling hold for a loan?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It hangs on something not known or not settled.
    Depends,
}

/// An answer with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The answer.
    pub applies: Applies,
    /// Stable code; words under `ceilings.why.<code>`.
    pub why: String,
    /// Provisions behind this answer in particular.
    pub citations: Vec<String>,
}

/// What is held against a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Interest, default interest, charges and damages together, against a rate a year.
    AllCharges,
    /// Default interest alone, against a multiple of the contract rate.
    DefaultInterest,
}

impl Measure {
    /// Its word in the rule book.
    pub fn word(self) -> &'static str {
        match self {
            Measure::AllCharges => "all-charges",
            Measure::DefaultInterest => "default-interest",
        }
    }
}

/// Which day's value of a parameter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueDay {
    /// The day of the contract.
    Contract,
    /// The day a court took the case.
    Filing,
    /// The day of the statement.
    AsOf,
    /// The first day of the stretch.
    Start,
}

/// A stretch of days and where its rate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateSource {
    /// First day; without it from the payout.
    pub from: Option<NaiveDate>,
    /// Last day; without it to the day of the statement.
    pub to: Option<NaiveDate>,
    /// Id of the parameter.
    pub parameter: String,
    /// How many times the parameter.
    pub times: Multiple,
    /// Which day's value.
    pub on: ValueDay,
}

/// A ceiling of the rule book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeilingRule {
    /// Stable id; words under `ceilings.<id>`.
    pub id: String,
    /// What is held against it.
    pub measure: Measure,
    /// Where it comes from, in our own words.
    pub source: String,
    /// Provisions it rests on.
    pub citations: Vec<String>,
    /// How binding it is.
    pub force: Force,
    /// How well it was checked.
    pub confidence: Confidence,
    /// The day it was last checked.
    pub checked: NaiveDate,
    /// First and last contract date, with the answer for older and newer contracts.
    pub contract_from: Option<(NaiveDate, Reason)>,
    /// See `contract_from`.
    pub contract_to: Option<(NaiveDate, Reason)>,
    /// Holds only where the money came through a platform.
    pub platform_only: Option<PlatformReasons>,
    /// The answer for each kind of lender; complete.
    pub lenders: BTreeMap<LenderKind, Reason>,
    /// Where the rate comes from, stretch by stretch.
    pub rates: Vec<RateSource>,
}

/// The answers where a ceiling asks whether the money came through a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformReasons {
    /// It didn't.
    pub no: Reason,
    /// Not known.
    pub unknown: Reason,
}

/// What a position contributes to a ceiling's arithmetic.
#[derive(Debug, Clone, Copy)]
pub struct Charged<'p> {
    /// Interest, default interest, charges and damages paid or owed; unknown: `None`.
    pub all: Option<Money>,
    /// Default interest paid or owed; unknown: `None`.
    pub default_interest: Option<Money>,
    /// Base × days of default interest, instalment by instalment.
    pub default_balance_days: &'p [i128],
    /// Principal repaid in all after each day on which some was.
    pub repaid: &'p [(NaiveDate, Money)],
}

/// A ceiling's answer for a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CeilingAnswer {
    /// The ceiling.
    pub id: String,
    /// Does it hold?
    pub applies: Applies,
    /// Why, or what it hangs on.
    pub why: String,
    /// The annual rate it allows (the last stretch's); unknown or no matter: `None`.
    pub rate: Option<Rate>,
    /// The day whose value that is.
    pub on_date: Option<NaiveDate>,
    /// How binding it is.
    pub force: Force,
    /// How well it was checked.
    pub confidence: Confidence,
    /// The day it was last checked.
    pub checked: NaiveDate,
    /// The sum it allows.
    pub limit: Option<Money>,
    /// The sum held against it.
    pub charged: Option<Money>,
    /// How much is above; never below nothing.
    pub excess: Option<Money>,
    /// Provisions.
    pub citations: Vec<String>,
}

/// Codes of reasons found while counting, besides those written in the book.
pub const REASONS_FOUND: &[&str] = &[
    "third-party-charges",
    "filing-date-unknown",
    "contract-rate-unknown",
    "parameter-unknown",
    "parameter-gap",
    "parameter-past-last-verified",
    "parameter-conflict",
];

impl CeilingRule {
    /// Does it hold for this loan, before any figure is counted? Answers for every kind of lender
    /// and every contract date.
    pub fn holds(
        &self,
        lender: LenderKind,
        platform_assisted: Option<bool>,
        contracted_on: NaiveDate,
    ) -> Reason {
        let reason = self.reason(lender, platform_assisted, contracted_on);
        reason.cloned().unwrap_or(Reason {
            applies: Applies::Depends,
            why: "lender-unknown".into(),
            citations: Vec::new(),
        })
    }

    /// The answer as the book has it; `None` where the book doesn't know this kind of lender.
    fn reason(
        &self,
        lender: LenderKind,
        platform_assisted: Option<bool>,
        contracted_on: NaiveDate,
    ) -> Option<&Reason> {
        let by_lender = self.lenders.get(&lender);
        if by_lender.is_some_and(|reason| reason.applies == Applies::No) {
            return by_lender;
        }
        let before = self
            .contract_from
            .as_ref()
            .filter(|(first, _)| contracted_on < *first);
        let after = self
            .contract_to
            .as_ref()
            .filter(|(last, _)| contracted_on > *last);
        if let Some((_, reason)) = before.or(after) {
            return Some(reason);
        }
        match (&self.platform_only, platform_assisted) {
            (Some(reasons), Some(false)) => Some(&reasons.no),
            (Some(reasons), None) => Some(&reasons.unknown),
            _ => by_lender,
        }
    }

    /// The full answer for a loan with terms.
    pub fn answer(
        &self,
        loan: &Loan,
        terms: &Terms,
        parameters: &Parameters,
        charged: &Charged<'_>,
    ) -> CeilingAnswer {
        let contracted_on = loan.contract_date.unwrap_or(terms.disbursed_on);
        let reason = self.holds(loan.lender_kind, loan.platform_assisted, contracted_on);
        let mut answer = CeilingAnswer {
            id: self.id.clone(),
            applies: reason.applies,
            why: reason.why,
            rate: None,
            on_date: None,
            force: self.force,
            confidence: self.confidence,
            checked: self.checked,
            limit: None,
            charged: None,
            excess: None,
            citations: self
                .citations
                .iter()
                .cloned()
                .chain(reason.citations)
                .collect(),
        };
        if answer.applies == Applies::No {
            return answer;
        }
        let third_party = self.measure == Measure::AllCharges && terms.third_party_charges();
        if third_party && answer.applies == Applies::Yes {
            answer.applies = Applies::Depends;
            answer.why = "third-party-charges".into();
        }
        match self.allowed(loan, terms, parameters, contracted_on, charged) {
            Ok((rate, on, limit)) => {
                answer.rate = Some(rate);
                answer.on_date = Some(on);
                answer.limit = Some(limit);
            }
            Err(why) => {
                answer.applies = Applies::Depends;
                answer.why = why.into();
            }
        }
        answer.charged = match self.measure {
            Measure::AllCharges => charged.all,
            Measure::DefaultInterest => charged.default_interest,
        };
        answer.excess = answer
            .charged
            .zip(answer.limit)
            .map(|(charged, limit)| (charged - limit).at_least_zero());
        answer
    }
}
