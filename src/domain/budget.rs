//! The household's month: what comes in, what must go out, what is set aside, what is left.

use super::money::Money;
use serde::{Deserialize, Serialize};

/// One line of the budget. A line that isn't there is unknown, not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Category id (`rent`, `food` …).
    pub id: String,
    /// Yuan a month.
    pub amount: Money,
    /// The borrower's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A household's month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// Net income a month; of an irregular one, the lowest month.
    pub income: Money,
    /// Does the income change from month to month?
    #[serde(default)]
    pub irregular: bool,
    /// Necessary spending.
    #[serde(default)]
    pub spending: Vec<Line>,
    /// Categories the borrower doesn't know yet: the surplus is then only an upper bound.
    #[serde(default)]
    pub unknown: Vec<String>,
    /// Set aside each month; absent: the share of income that the rule book names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<Money>,
    /// Secured and household arrears to be paid down each month before lenders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrears: Option<Money>,
}

/// The two conventions of the rule book that turn a month into what can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// Per cent of income set aside where nothing else is said, rounded up to whole yuan.
    pub reserve_percent: i64,
    /// Offers are whole multiples of this.
    pub step: Money,
}

/// What is left, and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Surplus {
    /// Income a month.
    pub income: Money,
    /// Necessary spending.
    pub necessary: Money,
    /// Arrears that go before lenders.
    pub arrears: Money,
    /// Set aside.
    pub reserve: Money,
    /// Income less all of these; negative where the month doesn't close.
    pub surplus: Money,
    /// The surplus rounded down to the step, never below nothing: no plan goes above it.
    pub capacity: Money,
}

impl Household {
    /// What is left of the month under these conventions.
    pub fn surplus(&self, conventions: Conventions) -> Surplus {
        let necessary: Money = self.spending.iter().map(|l| l.amount).sum();
        let arrears = self.arrears.unwrap_or(Money::ZERO);
        let reserve = self.reserve.unwrap_or_else(|| {
            // Per cent of fen, up to the next whole yuan.
            let share = self.income.fen() * conventions.reserve_percent;
            Money::from_fen(
                share.div_euclid(10_000) * 100 + if share.rem_euclid(10_000) > 0 { 100 } else { 0 },
            )
        });
        let surplus = self.income - necessary - arrears - reserve;
        let capacity = surplus.at_least_zero().floor_to(conventions.step);
        Surplus {
            income: self.income,
            necessary,
            arrears,
            reserve,
            surplus,
            capacity,
        }
    }
}
