//! Offers to each lender from what the household can keep, and how long they run.
//!
//! No offer goes above capacity. A plan *works* if each loan's overdue sum and its principal not
//! yet due, with what accrues on them meanwhile, is cleared within the longest term.

mod booking;
pub mod counter_offer;
mod course;
mod explained;
mod stress;
mod way;

pub use booking::{Booked, PartPaid, booked};
pub use course::{Accrual, Owed};
pub use explained::working;
pub use stress::{Month, Strain, StrainKind, strains};
pub use way::{
    ChosenWay, Course, Forecast, Ground, Lacks, LumpSum, Offered, Particulars, Way, WayPlan,
    way_plan,
};

use super::money::Money;
use course::{smallest, term};
use rust_decimal::Decimal;
use serde::Serialize;

/// What a plan needs to know of one loan. All amounts as of the statement's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// The loan's id.
    pub loan: String,
    /// Overdue principal.
    pub overdue_principal: Money,
    /// Overdue interest, charges, default interest, damages and costs; unknown where one of them is.
    pub overdue_other: Option<Money>,
    /// Principal not yet due.
    pub not_yet_due: Money,
    /// True cost a year, in hundred-millionths, for ranking; unknown ranks last.
    pub annual_cost: Option<i64>,
    /// Contract rate a year (0.15 = 15 %), where known.
    pub rate: Option<Decimal>,
    /// Default interest rate a year on overdue principal; unknown: no forecast with interest running.
    pub default_rate: Option<Decimal>,
}

impl Debt {
    /// All unpaid principal: what the pro-rata split goes by.
    pub fn principal(&self) -> Money {
        self.overdue_principal + self.not_yet_due
    }

    /// What has to be cleared, where known.
    pub fn total(&self) -> Option<Money> {
        self.overdue_other.map(|other| self.principal() + other)
    }
}

/// How long one loan takes at a monthly sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// Cleared in this many months.
    Months(u32),
    /// Not cleared within the longest term.
    TooLong,
    /// A rate is unknown.
    Unknown,
}

/// What one lender is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The loan's id.
    pub loan: String,
    /// Yuan a month.
    pub monthly: Money,
    /// If the lender agrees that nothing more accrues.
    pub if_frozen: Term,
    /// If interest and default interest go on.
    pub if_running: Term,
    /// The smallest monthly sum, in whole steps, that clears it in the longest term with interest on.
    pub smallest_running: Option<Money>,
    /// The same with nothing more accruing.
    pub smallest_frozen: Option<Money>,
}

/// The split of what the household can keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// What can be offered altogether.
    pub capacity: Money,
    /// One entry a loan, in the order given.
    pub shares: Vec<Share>,
    /// Does every loan clear within the longest term with interest going on?
    pub works: bool,
    /// Does every loan clear if nothing more accrues?
    pub works_if_frozen: bool,
    /// The smallest sum a month over all loans that would work; unknown if a rate is.
    pub smallest_that_works: Option<Money>,
    /// The same if nothing more accrues.
    pub smallest_if_frozen: Option<Money>,
}

/// The rule book's conventions for plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Offers are whole multiples of this.
    pub step: Money,
    /// The longest term in months.
    pub months_at_most: u32,
}

/// Splits capacity pro rata to unpaid principal: each share rounded down to the step, what is left
/// to the loan with the highest annual cost.
pub fn pro_rata(capacity: Money, debts: &[Debt], limits: Limits) -> Plan {
    split(
        capacity,
        debts,
        pro_rata_sums(capacity, debts, limits),
        limits,
    )
}

/// What [`pro_rata`] gives each loan a month, in the order of the loans. Of two that cost alike the
/// one whose id comes first takes what is left, so that the split doesn't depend on their order.
pub fn pro_rata_sums(capacity: Money, debts: &[Debt], limits: Limits) -> Vec<Money> {
    let total: i128 = debts.iter().map(|d| i128::from(d.principal().fen())).sum();
    let mut monthly: Vec<Money> = debts
        .iter()
        .map(|d| {
            if total == 0 {
                return Money::ZERO;
            }
            let share = i128::from(capacity.fen()) * i128::from(d.principal().fen()) / total;
            Money::from_fen(i64::try_from(share).unwrap_or(0)).floor_to(limits.step)
        })
        .collect();
    let left = capacity - monthly.iter().copied().sum();
    let dearest = (0..debts.len()).max_by(|a, b| {
        let (a, b) = (&debts[*a], &debts[*b]);
        a.annual_cost
            .cmp(&b.annual_cost)
            .then_with(|| b.loan.cmp(&a.loan))
    });
    if let (Some(i), true) = (dearest, total > 0) {
        monthly[i] += left;
    }
    monthly
}

/// What these sums a month come to, one for each loan.
fn split(capacity: Money, debts: &[Debt], monthly: Vec<Money>, limits: Limits) -> Plan {
    let shares: Vec<Share> = debts
        .iter()
        .zip(monthly)
        .map(|(debt, monthly)| Share {
            loan: debt.loan.clone(),
            monthly,
            if_frozen: term(debt, monthly, limits.months_at_most, Accrual::Frozen),
            if_running: term(debt, monthly, limits.months_at_most, Accrual::Running),
            smallest_running: smallest(debt, limits, Accrual::Running),
            smallest_frozen: smallest(debt, limits, Accrual::Frozen),
        })
        .collect();
    let clears = |t: Term| matches!(t, Term::Months(_));
    // With nothing to split over, nothing is said to work.
    let any = !shares.is_empty();
    Plan {
        capacity,
        works: any && shares.iter().all(|s| clears(s.if_running)),
        works_if_frozen: any && shares.iter().all(|s| clears(s.if_frozen)),
        smallest_that_works: sum(any, shares.iter().map(|s| s.smallest_running)),
        smallest_if_frozen: sum(any, shares.iter().map(|s| s.smallest_frozen)),
        shares,
    }
}

/// The sum, unless a part of it is unknown or there is nothing to add.
fn sum(any: bool, parts: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    parts.sum::<Option<Money>>().filter(|_| any)
}
