//! Where the ways of counting part. As long as every repayment pays all that is due, the order of the
//! parts and their spread change nothing: what comes before is replayed once for all of them.

use super::{Ledger, Position, Replay, sequence};
use crate::domain::allocation::{Order, Spread};
use crate::domain::loan::Terms;
use crate::domain::money::Money;
use crate::domain::statement::owing::Owing;
use crate::domain::working::{Silent, Working};
use chrono::NaiveDate;

/// Replays a loan and keeps where other orders and spreads part from this one. As long as every
/// repayment pays all that is due, the order of the parts changes nothing, so the other ways of
/// counting need to be replayed from there on only; nowhere: `None`.
pub(in crate::domain::statement) fn replay_to_parting<'r, 't>(
    terms: &'t Terms,
    how: &Replay<'r, 't>,
    working: &mut impl Working,
) -> (Position<'t>, Option<Parting<'r, 't>>) {
    let mut ledger = Ledger::new(terms, how);
    ledger.seeks_parting = true;
    ledger.run(working);
    (ledger.position, ledger.parting.map(|parting| *parting))
}

/// The moment before money first fell short of what was due.
#[derive(Debug)]
pub(in crate::domain::statement) struct Parting<'r, 't> {
    day: NaiveDate,
    ledger: Ledger<'r, 't>,
}

impl<'r, 't> Parting<'r, 't> {
    /// Replays what follows under another order and spread.
    pub(in crate::domain::statement) fn replay(
        &self,
        order: &'r Order,
        spread: Spread,
    ) -> Position<'t> {
        let mut ledger = self.ledger.copied();
        ledger.how = Replay {
            order,
            spread,
            ..ledger.how
        };
        ledger.sequence = sequence(ledger.terms, &ledger.how);
        ledger.settle(self.day, &mut Silent);
        ledger.run(&mut Silent);
        ledger.position
    }
}

impl<'r, 't> Ledger<'r, 't> {
    /// Keeps the moment before `money` is paid, if it is the first that can't pay all that is due.
    pub(super) fn seek_parting(&mut self, day: NaiveDate, money: Money) {
        if !self.seeks_parting || self.position.fell_short {
            return;
        }
        self.advance_open(day);
        let open = &self.position.owing[self.first_open..];
        let unpaid: Money = open.iter().map(Owing::unpaid_total).sum();
        let costs = self.position.enforcement_owed - self.position.enforcement_paid;
        if money < costs + unpaid {
            let ledger = self.copied();
            self.parting = Some(Box::new(Parting { day, ledger }));
        }
    }

    /// A ledger that stands where this one does and goes on from there, looking for no parting.
    fn copied(&self) -> Ledger<'r, 't> {
        let position = &self.position;
        Ledger {
            checks: self.checks.clone(),
            position: Position {
                owing: with_room(&position.owing, position.plan.planned().len()),
                repaid: with_room(&position.repaid, self.how.repayments.len()),
                plan: position.plan.clone(),
                ..*position
            },
            seeks_parting: false,
            parting: None,
            ..*self
        }
    }
}

/// A copy with room for so many in all: a plain copy has none, and would grow with the first to come.
fn with_room<T: Copy>(list: &[T], room: usize) -> Vec<T> {
    let mut copy = Vec::with_capacity(room.max(list.len()));
    copy.extend_from_slice(list);
    copy
}
