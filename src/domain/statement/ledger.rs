//! The loan's life replayed day by day to a given day: what fell due, what was paid, what each
//! repayment went to.

use super::formulas;
use super::owing::Owing;
use crate::domain::allocation::{Component, FirstOwing, Order, Payable, Spread, allocate};
use crate::domain::coded::args;
use crate::domain::loan::{EnforcementCosts, LiquidatedDamages, Repayment, Terms};
use crate::domain::money::Money;
use crate::domain::rate::PerDay;
use crate::domain::schedule::{Plan, Row};
use crate::domain::working::{Step, Working};
use chrono::NaiveDate;
use rust_decimal::Decimal;

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
    let mut first_owing = FirstOwing::default();
    if how.default_rate.is_none_or(PerDay::is_zero) {
        first_owing.never(Component::DefaultInterest);
    }
    let mut ledger = Ledger {
        terms,
        how: *how,
        damages: terms.liquidated_damages,
        checks: Vec::new(),
        first_open: 0,
        first_owing,
        position: Position {
            on: how.to,
            owing: Vec::with_capacity(terms.planned_instalments() as usize),
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
    };
    ledger.run(working);
    ledger.position
}

struct Ledger<'t, 'r> {
    terms: &'t Terms,
    how: Replay<'r, 't>,
    /// Damages still to be booked; `once` is taken when it is.
    damages: Option<LiquidatedDamages>,
    /// Days on which an instalment is looked at for damages, with its place.
    checks: Vec<(NaiveDate, usize)>,
    /// Instalments before this one are paid off for good.
    first_open: usize,
    /// The same for each part.
    first_owing: FirstOwing,
    position: Position<'t>,
}

impl Ledger<'_, '_> {
    fn run(&mut self, working: &mut impl Working) {
        let mut called_in = self.terms.accelerated_on;
        let mut costs = self.terms.enforcement_costs;
        let mut repayments = self.how.repayments;
        loop {
            let candidates = [
                called_in,
                self.position.plan.next_due(),
                costs.map(|c| c.on),
                self.checks.iter().map(|(day, _)| *day).min(),
                repayments.first().map(|r| r.on),
            ];
            let next = candidates.into_iter().flatten().min();
            let Some(day) = next.filter(|day| *day <= self.how.to) else {
                break;
            };
            // The order of one day: acceleration, instalments, costs, damages, waiting money, repayments.
            let called_in_today = called_in.take_if(|on| *on == day).is_some();
            self.fall_due(day, called_in_today, working);
            if let Some(EnforcementCosts { amount, .. }) = costs.take_if(|c| c.on == day) {
                self.position.enforcement_owed += amount;
            }
            self.book_damages(day, working);
            if !self.position.waiting.is_zero() {
                let waiting = std::mem::take(&mut self.position.waiting);
                self.position.waiting = self.pay(day, waiting, working);
            }
            while let Some((repayment, rest)) =
                repayments.split_first().filter(|(r, _)| r.on == day)
            {
                repayments = rest;
                self.repay(repayment, working);
            }
        }
        self.advance_all(self.how.to);
        self.note_accruals(working);
    }

    fn note_accruals(&self, working: &mut impl Working) {
        let position = &self.position;
        for owing in &position.owing {
            if owing.overdue_balance_days() == 0 || self.how.default_rate.is_none() {
                continue;
            }
            working.note(|| Step {
                code: "default-interest",
                args: args([
                    ("number", owing.number.to_string()),
                    ("due", owing.due.to_string()),
                    ("to", position.on.to_string()),
                    ("balance_days", yuan_days(owing.overdue_balance_days())),
                ])
                .into_iter()
                .chain(formulas::default_rate(self.terms))
                .collect(),
                result: owing.owed.of(Component::DefaultInterest).to_string(),
            });
        }
        if let Some(accrued) = position.plan.accrued(position.on).filter(|a| !a.is_zero()) {
            working.note(|| Step {
                code: "accrued",
                args: args([
                    ("balance", position.plan.balance().to_string()),
                    ("to", position.on.to_string()),
                    (
                        "balance_days",
                        yuan_days(position.plan.running_balance_days(position.on)),
                    ),
                    (
                        "percent",
                        self.terms
                            .contract_rate()
                            .map_or_else(String::new, formulas::percent),
                    ),
                    ("year", formulas::year(self.terms)),
                ]),
                result: accrued.to_string(),
            });
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
            &self.how.order.parts,
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
        let costs_unpaid = position.enforcement_paid < position.enforcement_owed;
        position.fell_short |=
            !money.is_zero() && left.is_zero() && (costs_unpaid || open.any(|o| !o.is_paid()));
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

    fn advance_all(&mut self, day: NaiveDate) {
        for owing in &mut self.position.owing[self.first_open..] {
            owing.advance(day, self.how.default_rate, self.terms.default_on);
        }
    }
}

/// Fen × days as yuan × days, exactly.
fn yuan_days(fen_days: i128) -> String {
    Decimal::from_i128_with_scale(fen_days, 2).to_string()
}
