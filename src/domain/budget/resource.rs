//! Money that comes once. It stands apart from the month: what is sold can't be sold again.

use super::Household;
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResourceKind {
    /// Savings.
    Savings,
    /// Things that can be sold.
    Sale,
    /// Help from family that need not be given back.
    Gift,
    /// Help from family that is lent: a new debt.
    FamilyLoan,
}

impl ResourceKind {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, ResourceKind); 4] = [
        ("savings", ResourceKind::Savings),
        ("sale", ResourceKind::Sale),
        ("gift", ResourceKind::Gift),
        ("family-loan", ResourceKind::FamilyLoan),
    ];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        let named = ResourceKind::ALL.iter().find(|(_, kind)| *kind == self);
        named.map_or("savings", |(word, _)| word)
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<ResourceKind> {
        let named = ResourceKind::ALL.iter().find(|(known, _)| *known == word);
        named.map(|(_, kind)| *kind)
    }
}

impl Household {
    /// Yuan at hand by that day that come once and are nobody's loan: what a lump sum can be paid
    /// from. A sum or a day that isn't known yet isn't counted on.
    pub fn at_hand_once(&self, by: NaiveDate) -> Money {
        let own = self
            .resources
            .iter()
            .filter(|r| r.kind != ResourceKind::FamilyLoan)
            .filter(|r| r.on.is_some_and(|on| on <= by));
        own.filter_map(|r| r.amount).sum()
    }
}

/// Money that comes once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Where it comes from.
    pub kind: ResourceKind,
    /// Yuan; absent: not known yet, which is not zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The day it can be had; absent: not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}
