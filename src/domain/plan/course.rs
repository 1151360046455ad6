//! What is owed on one loan, month by month, while a plan runs.
//!
//! A forecast under stated assumptions: later charges are left out, and principal not yet due stays
//! at the contract rate. Each month adds a twelfth of the contract rate on principal not yet due and
//! of the default rate on overdue principal, each rounded to the fen; a payment goes to what is owed
//! besides principal, then overdue principal, then the rest.

use super::{Debt, Limits, Term};
use crate::domain::money::Money;
use rust_decimal::Decimal;
use serde::Serialize;

/// Does anything more accrue while a plan runs?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accrual {
    /// The lender agrees that nothing more accrues.
    Frozen,
    /// Interest and default interest go on.
    Running,
}

/// What is owed on one loan at a moment of the forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    other: Money,
    overdue: Money,
    rest: Money,
    default_rate: Decimal,
    rate: Decimal,
}

impl Owed {
    /// At the start; `None` where a sum is unknown, or a rate that something runs on.
    pub fn new(debt: &Debt, accrual: Accrual) -> Option<Owed> {
        // A rate is needed only where something it runs on is there.
        let rate = |rate: Option<Decimal>, on: Money| match (accrual, rate) {
            (Accrual::Frozen, _) => Some(Decimal::ZERO),
            (Accrual::Running, None) if on.is_zero() => Some(Decimal::ZERO),
            (Accrual::Running, rate) => rate,
        };
        Some(Owed {
            other: debt.overdue_other?,
            overdue: debt.overdue_principal,
            rest: debt.not_yet_due,
            default_rate: rate(debt.default_rate, debt.overdue_principal)?,
            rate: rate(debt.rate, debt.not_yet_due)?,
        })
    }

    /// All of it.
    pub fn total(&self) -> Money {
        self.other + self.overdue + self.rest
    }

    /// Lets a month pass and gives what it added.
    pub fn pass_month(&mut self) -> Money {
        let added = twelfth(self.overdue, self.default_rate) + twelfth(self.rest, self.rate);
        self.other += added;
        added
    }

    /// Takes a payment, or a waiver, and gives how much of it was taken.
    pub fn pay(&mut self, money: Money) -> Money {
        let mut left = money;
        for part in [&mut self.other, &mut self.overdue, &mut self.rest] {
            let paid = left.min(*part);
            *part -= paid;
            left -= paid;
        }
        money - left
    }
}

fn twelfth(principal: Money, rate: Decimal) -> Money {
    let year = principal.yuan().checked_mul(rate).unwrap_or(Decimal::ZERO);
    Money::round_from_yuan(year / Decimal::from(12)).unwrap_or(Money::ZERO)
}

/// Months until a loan is cleared at a monthly sum.
pub(super) fn term(debt: &Debt, monthly: Money, months_at_most: u32, accrual: Accrual) -> Term {
    let Some(mut owed) = Owed::new(debt, accrual) else {
        return Term::Unknown;
    };
    for month in 1..=months_at_most {
        owed.pass_month();
        owed.pay(monthly);
        if owed.total().is_zero() {
            return Term::Months(month);
        }
    }
    Term::TooLong
}

/// The smallest monthly sum, in whole steps, that clears a loan within the longest term; `None`
/// where something is unknown.
pub(super) fn smallest(debt: &Debt, limits: Limits, accrual: Accrual) -> Option<Money> {
    let clears = |steps: i64| {
        let monthly = Money::from_fen(steps * limits.step.fen());
        match term(debt, monthly, limits.months_at_most, accrual) {
            Term::Months(_) => Some(true),
            Term::TooLong => Some(false),
            Term::Unknown => None,
        }
    };
    // Paying everything in the first month always clears it: twice the total is above any accrual
    // a month can bring at rates below 1,200 % a year.
    let (mut low, mut high) = (0, debt.total()?.fen() * 2 / limits.step.fen().max(1) + 1);
    if !clears(high)? {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if clears(middle)? {
            high = middle
        } else {
            low = middle + 1
        }
    }
    Some(Money::from_fen(low * limits.step.fen()))
}
