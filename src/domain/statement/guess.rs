//! What is tried where a fact of the contract is missing. Every guess is stated in the rule book;
//! here is only how one is put into the terms.

use crate::domain::loan::{DefaultInterest, InterestBasis, Terms};
use crate::domain::parameter::Parameters;
use crate::domain::rate::{Multiple, Rate, StatedRate};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A fact that can be guessed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuessedMember {
    /// The contract rate a year.
    Rate,
    /// How a period's interest is counted.
    InterestBasis,
    /// The default interest.
    DefaultInterest,
}

impl GuessedMember {
    /// Every one, in the order they are tried.
    pub const ALL: [GuessedMember; 3] = [
        GuessedMember::Rate,
        GuessedMember::InterestBasis,
        GuessedMember::DefaultInterest,
    ];

    /// Its name in the loan format.
    pub fn member(self) -> &'static str {
        match self {
            GuessedMember::Rate => "rate",
            GuessedMember::InterestBasis => "interest_basis",
            GuessedMember::DefaultInterest => "default_interest",
        }
    }

    /// Is it missing from these terms?
    pub fn is_open(self, terms: &Terms) -> bool {
        match self {
            GuessedMember::Rate => terms.rate.is_none(),
            GuessedMember::InterestBasis => terms.interest_basis.is_none(),
            GuessedMember::DefaultInterest => terms.default_interest.is_none(),
        }
    }
}

/// One value of a guess, as it goes into the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuessedValue {
    /// An annual contract rate.
    Rate(Rate),
    /// A way of counting interest.
    Basis(InterestBasis),
    /// A default interest.
    Default(DefaultInterest),
}

impl GuessedValue {
    /// Reads a value as the rule book writes it; `None` where it is none of this member.
    pub fn read(member: GuessedMember, text: &str) -> Option<GuessedValue> {
        match member {
            GuessedMember::Rate => Rate::parse(text).ok().map(GuessedValue::Rate),
            GuessedMember::InterestBasis => InterestBasis::ALL
                .iter()
                .find(|(word, _)| *word == text)
                .map(|(_, basis)| GuessedValue::Basis(*basis)),
            GuessedMember::DefaultInterest if text == "none" => {
                Some(GuessedValue::Default(DefaultInterest::Nothing))
            }
            GuessedMember::DefaultInterest => Multiple::parse(text)
                .ok()
                .map(|times| GuessedValue::Default(DefaultInterest::Multiple(times))),
        }
    }

    fn of_decimal(member: GuessedMember, value: Decimal) -> Option<GuessedValue> {
        match member {
            GuessedMember::Rate => Rate::from_decimal(value).map(GuessedValue::Rate),
            GuessedMember::InterestBasis => None,
            GuessedMember::DefaultInterest => Multiple::from_decimal(value)
                .map(|times| GuessedValue::Default(DefaultInterest::Multiple(times))),
        }
    }

    /// The value as the loan format writes it.
    pub fn word(self) -> String {
        match self {
            GuessedValue::Rate(rate) => rate.to_string(),
            GuessedValue::Basis(basis) => InterestBasis::ALL
                .iter()
                .find(|(_, known)| *known == basis)
                .map_or_else(String::new, |(word, _)| (*word).to_owned()),
            GuessedValue::Default(DefaultInterest::Multiple(times)) => times.to_string(),
            GuessedValue::Default(_) => "none".to_owned(),
        }
    }

    /// The terms, were this the missing fact.
    pub(super) fn put(self, terms: &mut Terms) {
        match self {
            GuessedValue::Rate(rate) => terms.rate = Some(StatedRate::Annual(rate)),
            GuessedValue::Basis(basis) => terms.interest_basis = Some(basis),
            GuessedValue::Default(agreed) => terms.default_interest = Some(agreed),
        }
    }
}

/// What the rule book says is tried for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessRule {
    /// The member.
    pub member: GuessedMember,
    /// Values of its own.
    pub values: Vec<GuessedValue>,
    /// Parameters whose values of the contract's day are tried too.
    pub parameters: Vec<String>,
    /// Where the values come from, in words.
    pub why: String,
}

impl GuessRule {
    /// The values for a contract of this day. `None` where the book has no value of a parameter for
    /// it: a narrower range than the stated one would be wrong without looking so.
    pub fn values_on(&self, parameters: &Parameters, on: NaiveDate) -> Option<Vec<GuessedValue>> {
        let mut values = self.values.clone();
        for id in &self.parameters {
            let found = parameters.value(id, on).ok()?;
            values.push(GuessedValue::of_decimal(self.member, found.value)?);
        }
        Some(values)
    }
}
