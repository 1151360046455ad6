//! Whether a plan still holds when something goes wrong, and which sum would.

use super::course::{Accrual, smallest};
use super::{Debt, Limits, Term, WayPlan};
use crate::domain::money::Money;
use serde::Serialize;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrainKind {
    /// The month in which least comes in.
    WorstMonth,
    /// Income falls by the share the rule book names.
    IncomeDown,
    /// One lender agrees to nothing: there everything goes on accruing.
    Refused,
    /// No lender stops anything.
    NotFrozen,
}

impl StrainKind {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            StrainKind::WorstMonth => "worst-month",
            StrainKind::IncomeDown => "income-down",
            StrainKind::Refused => "refused",
            StrainKind::NotFrozen => "not-frozen",
        }
    }
}

/// One strain and what the plan comes to under it. Amounts are yuan a month, for all lenders together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Strain {
    /// What goes wrong.
    pub kind: StrainKind,
    /// The loan whose lender refuses.
    pub loan: Option<String>,
    /// What the household can keep then; unknown where the month isn't.
    pub capacity: Option<Money>,
    /// Does the plan still hold? Unknown where a sum or a rate is.
    pub holds: Option<bool>,
    /// The sum that would hold: at most what the household can keep then, or at least what would
    /// clear the loans. Unknown where it can't be told.
    pub would: Option<Money>,
}

/// What the household can keep in the months that are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// In an ordinary month.
    pub usual: Money,
    /// In the worst; unknown if nobody said.
    pub worst: Option<Money>,
    /// With income lower by the share of the rule book.
    pub reduced: Money,
}

/// Tries a plan. What each lender's refusal does is told in the order of the loans.
pub fn strains(debts: &[Debt], plan: &WayPlan, month: Month, limits: Limits) -> Vec<Strain> {
    let promised = plan.monthly();
    let short = |kind, capacity: Option<Money>| {
        // A month is never taken for better than the usual one.
        let capacity = capacity.map(|c| c.min(month.usual));
        Strain {
            kind,
            loan: None,
            capacity,
            holds: capacity.map(|c| promised <= c),
            would: capacity.map(|c| c.min(promised)),
        }
    };
    let mut out = vec![
        short(StrainKind::WorstMonth, month.worst),
        short(StrainKind::IncomeDown, Some(month.reduced)),
    ];
    for debt in debts {
        let others = promised - plan.sum_of(&debt.loan);
        let would = smallest(debt, limits, Accrual::Running).map(|alone| alone + others);
        out.push(Strain {
            kind: StrainKind::Refused,
            loan: Some(debt.loan.clone()),
            capacity: Some(month.usual),
            holds: would.map(|sum| sum <= month.usual),
            would,
        });
    }
    let each = debts.iter().map(|d| smallest(d, limits, Accrual::Running));
    out.push(Strain {
        kind: StrainKind::NotFrozen,
        loan: None,
        capacity: Some(month.usual),
        holds: match plan.running.term {
            Term::Months(_) => Some(true),
            Term::TooLong => Some(false),
            Term::Unknown => None,
        },
        would: super::sum(!debts.is_empty(), each),
    });
    out
}
