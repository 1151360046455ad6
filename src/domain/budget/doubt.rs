//! What in a household's month is worth asking about before anybody else asks. Each is a question:
//! a budget that starves the household breaks the plan that rests on it.

use super::category::{AskIfNothing, Categories};
use super::resource::ResourceKind;
use super::{Household, Surplus};
use crate::domain::money::Money;
use serde::Serialize;

/// One such question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Doubt {
    /// A group comes to nothing that a household can hardly do without.
    Nothing {
        /// The group's id.
        group: String,
    },
    /// More income than the case had before.
    IncomeAboveEarlier {
        /// What the case had, yuan a month.
        earlier: Money,
        /// What it has now.
        now: Money,
    },
    /// More goes out than comes in.
    MonthDoesNotClose {
        /// By so much a month.
        short: Money,
    },
    /// Nothing is set aside.
    NoReserve,
    /// Help from family counts in the month as income: is it given, and for how long?
    FamilyInIncome,
    /// Money that would have to be given back: a new debt.
    FamilyLoan,
}

impl Doubt {
    /// Stable kebab-case code; its words are `budget.doubt.<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Doubt::Nothing { .. } => "nothing",
            Doubt::IncomeAboveEarlier { .. } => "income-above-earlier",
            Doubt::MonthDoesNotClose { .. } => "month-does-not-close",
            Doubt::NoReserve => "no-reserve",
            Doubt::FamilyInIncome => "family-in-income",
            Doubt::FamilyLoan => "family-loan",
        }
    }
}

/// The source of income that is help from family.
const FAMILY: &str = "family";

/// What is worth asking about this household; `earlier` is what the case had before.
pub fn doubts(
    household: &Household,
    surplus: &Surplus,
    categories: &Categories,
    earlier: Option<&Household>,
) -> Vec<Doubt> {
    let mut found = Vec::new();
    for group in &categories.groups {
        let of_group = |id: &&str| categories.group_of(id) == group.id;
        let named = household
            .line_ids()
            .filter(of_group)
            .any(|id| categories.is_detail(id));
        let asked = match group.ask_if_nothing {
            Some(AskIfNothing::Always) => true,
            Some(AskIfNothing::Named) => named,
            None => false,
        };
        let lines = household.spending.iter();
        let spent = lines
            .filter(|l| of_group(&l.id.as_str()))
            .any(|l| !l.amount.is_zero());
        let open = household.unknown.iter().any(|id| of_group(&id.as_str()));
        if asked && !spent && !open {
            let group = group.id.clone();
            found.push(Doubt::Nothing { group });
        }
    }
    if let Some(earlier) = earlier.filter(|e| e.income < household.income) {
        found.push(Doubt::IncomeAboveEarlier {
            earlier: earlier.income,
            now: household.income,
        });
    }
    if surplus.surplus.fen() < 0 {
        found.push(Doubt::MonthDoesNotClose {
            short: -surplus.surplus,
        });
    }
    if surplus.reserve.is_zero() && !household.income.is_zero() {
        found.push(Doubt::NoReserve);
    }
    if household.sources.iter().any(|s| s.id == FAMILY) {
        found.push(Doubt::FamilyInIncome);
    }
    let lent = |kind| kind == ResourceKind::FamilyLoan;
    if household.resources.iter().any(|r| lent(r.kind)) {
        found.push(Doubt::FamilyLoan);
    }
    found
}
