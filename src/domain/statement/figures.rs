//! The figures of a position, in the shape of the statement. `None` is "not known", never zero.

use super::ledger::Position;
use super::owing::Owing;
use crate::domain::allocation::{Component, Parts, Payable};
use crate::domain::calendar::days;
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::Serialize;

/// Unpaid parts of instalments due before the day, and enforcement costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Overdue {
    /// How many instalments.
    pub installments: Option<u32>,
    /// Due date of the oldest; `None` also where nothing is overdue.
    pub since: Option<NaiveDate>,
    /// Days since then.
    pub days: Option<i64>,
    /// Principal.
    pub principal: Option<Money>,
    /// Interest.
    pub interest: Option<Money>,
    /// Default interest.
    pub default_interest: Option<Money>,
    /// Charges.
    pub charges: Option<Money>,
    /// Liquidated damages.
    pub liquidated_damages: Option<Money>,
    /// Enforcement costs.
    pub enforcement_costs: Option<Money>,
    /// All of it.
    pub total: Option<Money>,
}

impl Overdue {
    /// The amount of one part.
    pub fn part(&self, component: Component) -> Option<Money> {
        match component {
            Component::Principal => self.principal,
            Component::Interest => self.interest,
            Component::DefaultInterest => self.default_interest,
            Component::Charges => self.charges,
            Component::LiquidatedDamages => self.liquidated_damages,
            Component::EnforcementCosts => self.enforcement_costs,
        }
    }
}

/// Unpaid parts of an instalment due on the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DueToday {
    /// Principal.
    pub principal: Option<Money>,
    /// Interest.
    pub interest: Option<Money>,
    /// Charges.
    pub charges: Option<Money>,
    /// All of it.
    pub total: Option<Money>,
}

/// What isn't due yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NotYetDue {
    /// Its principal.
    pub principal: Option<Money>,
}

/// What is unpaid, due or not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outstanding {
    /// All unpaid principal.
    pub principal: Option<Money>,
}

/// What would end the loan on the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// Overdue, due today, principal not yet due and the interest accrued on it, less money waiting.
    pub total: Option<Money>,
}

/// What was paid, and what it went to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Paid {
    /// Principal.
    pub principal: Option<Money>,
    /// Interest.
    pub interest: Option<Money>,
    /// Default interest.
    pub default_interest: Option<Money>,
    /// Charges.
    pub charges: Option<Money>,
    /// Liquidated damages.
    pub liquidated_damages: Option<Money>,
    /// Enforcement costs.
    pub enforcement_costs: Option<Money>,
    /// What was applied.
    pub total: Option<Money>,
    /// What waits for something to fall due.
    pub unapplied: Option<Money>,
}

/// The figures of a statement under one way of counting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// What is overdue.
    pub overdue: Overdue,
    /// What is due today.
    pub due_today: DueToday,
    /// What isn't due yet.
    pub not_yet_due: NotYetDue,
    /// What is unpaid.
    pub outstanding: Outstanding,
    /// What would end the loan.
    pub settlement: Settlement,
    /// What was paid.
    pub paid: Paid,
}

impl Figures {
    /// Nothing recomputed: every figure unknown.
    pub fn unknown() -> Figures {
        Figures::default()
    }

    /// Overdue, due today and principal not yet due, of one part.
    pub fn everything(&self, component: Component) -> Option<Money> {
        let today = match component {
            Component::Principal => self.due_today.principal? + self.not_yet_due.principal?,
            Component::Interest => self.due_today.interest?,
            Component::Charges => self.due_today.charges?,
            _ => Money::ZERO,
        };
        Some(self.overdue.part(component)? + today)
    }

    /// Overdue, due today and principal not yet due, all parts.
    pub fn everything_total(&self) -> Option<Money> {
        Some(self.overdue.total? + self.due_today.total? + self.not_yet_due.principal?)
    }
}

/// What has fallen due, added up. Every way of counting has its own sums, so all are taken in one
/// passage over the instalments.
#[derive(Default)]
struct Sums {
    /// Unpaid parts due before the day.
    overdue: Parts,
    /// Unpaid parts due on the day.
    today: Parts,
    /// Everything paid.
    paid: Parts,
    /// How many instalments are overdue.
    installments: u32,
    /// The oldest of them.
    since: Option<NaiveDate>,
}

impl Sums {
    fn of(position: &Position<'_>) -> Sums {
        let mut sums = Sums::default();
        for owing in &position.owing {
            sums.paid += owing.paid;
            if owing.is_paid() {
                continue;
            }
            let unpaid = if owing.due < position.on {
                sums.installments += 1;
                sums.since = Some(sums.since.map_or(owing.due, |day| day.min(owing.due)));
                &mut sums.overdue
            } else {
                &mut sums.today
            };
            for component in Component::ALL {
                unpaid.add(component, owing.unpaid(component));
            }
        }
        let costs = position.enforcement_owed - position.enforcement_paid;
        sums.overdue.set(Component::EnforcementCosts, costs);
        sums.paid.add(Component::Principal, position.prepaid);
        sums.paid
            .set(Component::EnforcementCosts, position.enforcement_paid);
        sums
    }
}

/// The figures of a position; `default_known` says whether default interest could be counted.
pub(super) fn figures(position: &Position<'_>, default_known: bool) -> Figures {
    let sums = Sums::of(position);
    let overdue = overdue(position, &sums, default_known);
    let due_today = due_today(position, &sums.today);
    let not_yet_due = position.plan.balance();
    let unpaid_due = sums.overdue.of(Component::Principal) + sums.today.of(Component::Principal);
    let settlement = settlement(position, &overdue, &due_today);
    Figures {
        overdue,
        due_today,
        not_yet_due: NotYetDue {
            principal: Some(not_yet_due),
        },
        outstanding: Outstanding {
            principal: Some(unpaid_due + not_yet_due),
        },
        settlement: Settlement { total: settlement },
        paid: paid(position, &sums.paid),
    }
}

fn settlement(position: &Position<'_>, overdue: &Overdue, today: &DueToday) -> Option<Money> {
    let accrued = position.plan.accrued(position.on)?;
    Some(overdue.total? + today.total? + position.plan.balance() + accrued - position.waiting)
}

/// Is interest on the rest called in unknown, and did it fall due at such a time?
fn called_in_unknown(position: &Position<'_>, at: impl Fn(&Owing) -> bool) -> bool {
    position.called_in_interest_unknown && position.owing.iter().any(|o| o.number == 0 && at(o))
}

fn overdue(position: &Position<'_>, sums: &Sums, default_known: bool) -> Overdue {
    let parts = &sums.overdue;
    let ran = || position.owing.iter().any(|o| o.overdue_balance_days() > 0);
    let default_interest = (default_known || !ran()).then(|| parts.of(Component::DefaultInterest));
    let unknown = called_in_unknown(position, |o| o.due < position.on);
    let interest = (!unknown).then(|| parts.of(Component::Interest));
    Overdue {
        installments: Some(sums.installments),
        since: sums.since,
        days: Some(sums.since.map_or(0, |day| days(day, position.on))),
        principal: Some(parts.of(Component::Principal)),
        interest,
        default_interest,
        charges: Some(parts.of(Component::Charges)),
        liquidated_damages: Some(parts.of(Component::LiquidatedDamages)),
        enforcement_costs: Some(parts.of(Component::EnforcementCosts)),
        total: interest.and(default_interest).map(|_| parts.total()),
    }
}

fn due_today(position: &Position<'_>, parts: &Parts) -> DueToday {
    let unknown = called_in_unknown(position, |o| o.due == position.on);
    let interest = (!unknown).then(|| parts.of(Component::Interest));
    let principal = parts.of(Component::Principal);
    let charges = parts.of(Component::Charges);
    DueToday {
        principal: Some(principal),
        interest,
        charges: Some(charges),
        total: interest.map(|i| principal + i + charges),
    }
}

fn paid(position: &Position<'_>, parts: &Parts) -> Paid {
    let known = |component| Some(parts.of(component));
    // What is left after paying beside a default interest that isn't known would have gone to it in
    // part: how much was applied and how much waits is then unknown too.
    let beside_unknown = position.paid_beside_unknown || position.paid_beside_unknown_interest;
    let surplus_known = !beside_unknown || position.waiting.is_zero();
    Paid {
        principal: known(Component::Principal),
        interest: known(Component::Interest).filter(|_| !position.paid_beside_unknown_interest),
        default_interest: known(Component::DefaultInterest)
            .filter(|_| !position.paid_beside_unknown),
        charges: known(Component::Charges),
        liquidated_damages: known(Component::LiquidatedDamages),
        enforcement_costs: known(Component::EnforcementCosts),
        total: surplus_known.then(|| parts.total()),
        unapplied: surplus_known.then_some(position.waiting),
    }
}
