//! The loan's life replayed day by day to a given day: what fell due, what was paid, what each
//! repayment went to.

mod parting;

pub(super) use parting::{Parting, replay_to_parting};

use super::formulas;
use super::owing::Owing;
use crate::domain::allocation::{
    Component, FirstOwing, Order, Payable, Sequence, Spread, allocate,
};
use crate::domain::coded::args;
use crate::domain::loan::{EnforcementCosts, LiquidatedDamages, Repayment, Terms};
use crate::domain::money::Money;
use crate::domain::rate::PerDay;
use crate::domain::schedule::{Plan, Row};
use crate::domain::working::{Step, Working};
use chrono::NaiveDate;

/// Where a loan stands on a day.
#[derive(Debug, Clone)]
pub(super) struct Position<'t> {
    pub(super) on: NaiveDate,
    pub(super) owing: Vec<Owing>,
    pub(super) enforcement_owed: Money,
    pub(super) enforcement_paid: Money,
    /// Principal prepaid before it was due.
    pub(super) prepaid: Money,
    /// Money that nothing due could take.
    pub(super) waiting: Money,
    pub(super) plan: Plan<'t>,
    /// Principal repaid in all, after each day on which some was.
    pub(super) repaid: Vec<(NaiveDate, Money)>,
    /// Did a repayment ever fall short of what was due, so that the order decides?
    pub(super) fell_short: bool,
    /// Is interest on the rest called in unknown for want of a rate?
    pub(super) called_in_interest_unknown: bool,
    /// Was something paid while default interest of unknown size was running?
    pub(super) paid_beside_unknown: bool,
    /// Was something paid while interest of unknown size on the rest called in was owing?
    pub(super) paid_beside_unknown_interest: bool,
}

/// What a replay depends on besides the terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Replay<'r, 't> {
    /// The plan before anything has fallen due.
    pub(super) plan: &'r Plan<'t>,
    pub(super) order: &'r Order,
    pub(super) spread: Spread,
    pub(super) default_rate: Option<PerDay>,
    /// Sorted by day; those after `to` play no part.
    pub(super) repayments: &'r [Repayment],
    pub(super) to: NaiveDate,
}

/// Replays a loan.
pub(super) fn replay<'t>(
    terms: &'t Terms,
    how: &Replay<'_, 't>,
    working: &mut impl Working,
) -> Position<'t> {
    let mut ledger = Ledger::new(terms, how);
    ledger.run(working);
    ledger.position
}

/// The parts a loan can come to owe on its instalments. Costs stand outside them.
fn sequence(terms: &Terms, how: &Replay<'_, '_>) -> Sequence {
    how.order.without(|component| match component {
        Component::Principal | Component::Interest => false,
        Component::DefaultInterest => how.default_rate.is_none_or(PerDay::is_zero),
        Component::Charges => !terms.has_instalment_charges(),
        Component::LiquidatedDamages => terms.liquidated_damages.is_none(),
        Component::EnforcementCosts => true,
    })
}

#[derive(Debug)]
struct Ledger<'r, 't> {
    terms: &'t Terms,
    how: Replay<'r, 't>,
    /// The day the rest is called in, while it lies ahead.
    called_in: Option<NaiveDate>,
    /// Enforcement costs still to be booked.
    costs: Option<EnforcementCosts>,
    /// Repayments still to be booked.
    repayments: &'r [Repayment],
    /// Damages still to be booked; `once` is taken when it is.
    damages: Option<LiquidatedDamages>,
    /// Days on which an instalment is looked at for damages, with its place.
    checks: Vec<(NaiveDate, usize)>,
    /// Instalments before this one are paid off for good.
    first_open: usize,
    /// The same for each part.
    first_owing: FirstOwing,
    /// The parts that can come to be owed, in the order of how the loan is counted.
    sequence: Sequence,
    position: Position<'t>,
    seeks_parting: bool,
    parting: Option<Box<Parting<'r, 't>>>,
}

impl<'r, 't> Ledger<'r, 't> {
    fn new(terms: &'t Terms, how: &Replay<'r, 't>) -> Ledger<'r, 't> {
        Ledger {
            terms,
            how: *how,
            called_in: terms.accelerated_on,
            costs: terms.enforcement_costs,
            repayments: how.repayments,
            damages: terms.liquidated_damages,
            checks: Vec::new(),
            first_open: 0,
            first_owing: FirstOwing::default(),
            sequence: sequence(terms, how),
            position: Position {
                on: how.to,
                owing: Vec::with_capacity(how.plan.planned().len()),
                enforcement_owed: Money::ZERO,
                enforcement_paid: Money::ZERO,
                prepaid: Money::ZERO,
                waiting: Money::ZERO,
                plan: how.plan.clone(),
                repaid: Vec::with_capacity(how.repayments.len()),
                fell_short: false,
                called_in_interest_unknown: false,
                paid_beside_unknown: false,
                paid_beside_unknown_interest: false,
            },
            seeks_parting: false,
            parting: None,
        }
    }

    /// Through the days on which something happens. The order of one day: acceleration, instalments,
    /// costs, damages, waiting money, repayments.
    fn run(&mut self, working: &mut impl Working) {
        while let Some(day) = self.next_day() {
            self.open(day, working);
            self.settle(day, working);
        }
        self.advance_open(self.how.to);
        formulas::note_accruals(
            &self.position,
            self.terms,
            self.how.default_rate.is_some(),
            working,
        );
    }

    /// The next day on which something happens.
    fn next_day(&self) -> Option<NaiveDate> {
        // Asked at every step, so plainly: a day that no loan reaches stands for none.
        let or_never = |day: Option<NaiveDate>| day.unwrap_or(NaiveDate::MAX);
        let next = or_never(self.called_in)
            .min(or_never(self.position.plan.next_due()))
            .min(or_never(self.costs.map(|c| c.on)))
            .min(or_never(self.checks.iter().map(|(day, _)| *day).min()))
            .min(or_never(self.repayments.first().map(|r| r.on)));
        (next <= self.how.to).then_some(next)
    }

    /// What comes to be owed on a day: the rest called in, instalments, costs, damages.
    fn open(&mut self, day: NaiveDate, working: &mut impl Working) {
        let called_in_today = self.called_in.take_if(|on| *on == day).is_some();
        self.fall_due(day, called_in_today, working);
        if let Some(EnforcementCosts { amount, .. }) = self.costs.take_if(|c| c.on == day) {
            self.position.enforcement_owed += amount;
        }
        self.book_damages(day, working);
    }

    /// What is paid on a day, after what comes to be owed: money that waited, then repayments.
    fn settle(&mut self, day: NaiveDate, working: &mut impl Working) {
        if !self.position.waiting.is_zero() {
            self.seek_parting(day, self.position.waiting);
            let waiting = std::mem::take(&mut self.position.waiting);
            self.position.waiting = self.pay(day, waiting, working);
        }
        while let Some((repayment, rest)) =
            self.repayments.split_first().filter(|(r, _)| r.on == day)
        {
            self.seek_parting(day, repayment.amount);
            self.repayments = rest;
            self.repay(repayment, working);
        }
    }

    fn fall_due(&mut self, day: NaiveDate, called_in: bool, working: &mut impl Working) {
        let plan = &mut self.position.plan;
        if called_in {
            // What falls due as planned is no part of the rest, but the rest stands before it.
            let rows: Vec<Row> = std::iter::from_fn(|| plan.fall_due_on(day)).collect();
            self.call_in(day, working);
            for row in rows {
                self.owe_row(&row, working);
            }
        } else {
            while let Some(row) = self.position.plan.fall_due_on(day) {
                self.owe_row(&row, working);
            }
        }
    }

    fn call_in(&mut self, day: NaiveDate, working: &mut impl Working) {
        let interest = self.position.plan.accrued(day);
        let rest = self.position.plan.call_in(day);
        if rest.is_zero() {
            return;
        }
        self.position.called_in_interest_unknown = interest.is_none();
        let interest = interest.unwrap_or_default();
        self.owe(Owing::new(0, day, rest, interest, Money::ZERO));
        working.note(|| Step {
            code: "called-in",
            args: args([
                ("on", day.to_string()),
                ("principal", rest.to_string()),
                ("interest", interest.to_string()),
            ]),
            result: (rest + interest).to_string(),
        });
    }

    fn owe_row(&mut self, row: &Row, working: &mut impl Working) {
        self.owe(Owing::new(
            row.number,
            row.due,
            row.principal,
            row.interest,
            row.charges,
        ));
        working.note(|| Step {
            code: "fell-due",
            args: args([
                ("number", row.number.to_string()),
                ("on", row.due.to_string()),
                ("principal", row.principal.to_string()),
                ("interest", row.interest.to_string()),
                ("charges", row.charges.to_string()),
                ("balance", row.balance.to_string()),
            ]),
            result: row.total().to_string(),
        });
    }

    fn owe(&mut self, owing: Owing) {
        if self.damages.is_some()
            && let Some(next) = owing.due.succ_opt()
        {
            self.checks.push((next, self.position.owing.len()));
        }
        self.position.owing.push(owing);
    }

    fn book_damages(&mut self, day: NaiveDate, working: &mut impl Working) {
        if self.checks.is_empty() {
            return;
        }
        for check in 0..self.checks.len() {
            let (on, index) = self.checks[check];
            if on != day {
                continue;
            }
            let late = self.position.owing.get_mut(index).filter(|o| {
                [
                    Component::Principal,
                    Component::Interest,
                    Component::Charges,
                ]
                .iter()
                .any(|c| !o.unpaid(*c).is_zero())
            });
            let Some(owing) = late else { continue };
            let amount = match self.damages {
                Some(LiquidatedDamages::Each(amount)) => amount,
                Some(LiquidatedDamages::Once(amount)) => {
                    self.damages = None;
                    amount
                }
                None => continue,
            };
            owing.owed.add(Component::LiquidatedDamages, amount);
            self.first_owing.again(Component::LiquidatedDamages, index);
            let number = owing.number;
            working.note(|| Step {
                code: "damages",
                args: args([("on", day.to_string()), ("number", number.to_string())]),
                result: amount.to_string(),
            });
        }
        self.checks.retain(|(on, _)| *on != day);
    }

    fn repay(&mut self, repayment: &Repayment, working: &mut impl Working) {
        let left = self.pay(repayment.on, repayment.amount, working);
        let mut waiting = left;
        if repayment.prepays && !left.is_zero() {
            let taken = self.position.plan.prepay(repayment.on, left);
            waiting = left - taken;
            if !taken.is_zero() {
                self.position.prepaid += taken;
                self.principal_repaid(repayment.on, taken);
                working.note(|| Step {
                    code: "prepaid",
                    args: args([("on", repayment.on.to_string())]),
                    result: taken.to_string(),
                });
            }
        }
        self.position.waiting += waiting;
    }

    /// Pays what is due; returns what is left.
    fn pay(&mut self, day: NaiveDate, money: Money, working: &mut impl Working) -> Money {
        let (rate, default_on) = (self.how.default_rate, self.terms.default_on);
        let position = &mut self.position;
        let costs = (position.enforcement_owed - position.enforcement_paid).min(money);
        position.enforcement_paid += costs;
        if !costs.is_zero() {
            working.note(|| Step {
                code: "enforcement-paid",
                args: args([("on", day.to_string())]),
                result: costs.to_string(),
            });
        }
        let open = &position.owing[self.first_open..];
        let unknown_runs = rate.is_none() && open.iter().any(|o| o.has_run_by(day, default_on));
        // By instalment the oldest open one comes first; part by part each part has its own place.
        let begin = match self.how.spread {
            Spread::ByInstallment => self.first_open,
            Spread::WholeLoan => 0,
        };
        let mut principal = Money::ZERO;
        let left = allocate(
            money - costs,
            &mut position.owing[begin..],
            &mut self.first_owing,
            self.sequence.parts(),
            self.how.spread,
            |owing| owing.advance(day, rate, default_on),
            |owing: &Owing, component, amount| {
                if component == Component::Principal {
                    principal += amount;
                }
                working.note(|| Step {
                    code: "applied",
                    args: args([
                        ("on", day.to_string()),
                        ("number", owing.number.to_string()),
                        ("part", component.member().to_owned()),
                    ]),
                    result: amount.to_string(),
                });
            },
        );
        // What isn't brought up to the day has principal or interest unpaid, and so is open anyway.
        let mut open = position.owing[self.first_open..].iter();
        let mut unpaid =
            || position.enforcement_paid < position.enforcement_owed || open.any(|o| !o.is_paid());
        position.fell_short =
            position.fell_short || (!money.is_zero() && left.is_zero() && unpaid());
        position.paid_beside_unknown |= unknown_runs && left < money;
        position.paid_beside_unknown_interest |=
            position.called_in_interest_unknown && !money.is_zero();
        self.principal_repaid(day, principal);
        while self
            .position
            .owing
            .get(self.first_open)
            .is_some_and(|o| o.is_paid() && o.due < day)
        {
            self.first_open += 1;
        }
        left
    }

    fn principal_repaid(&mut self, day: NaiveDate, amount: Money) {
        if amount.is_zero() {
            return;
        }
        let before = self.position.repaid.last().map_or(Money::ZERO, |(_, m)| *m);
        self.position.repaid.push((day, before + amount));
    }

    fn advance_open(&mut self, day: NaiveDate) {
        for owing in &mut self.position.owing[self.first_open..] {
            owing.advance(day, self.how.default_rate, self.terms.default_on);
        }
    }
}
