//! Several statements together: what all lenders claim and what the loans give.

use super::Statement;
use crate::domain::money::Money;
use serde::Serialize;

/// A sum of what is known, and how many loans it leaves out because theirs isn't.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The sum of the known ones; `None` where none is known.
    pub known: Option<Money>,
    /// How many are unknown.
    pub unknown: usize,
}

impl Sum {
    fn add(&mut self, amount: Option<Money>) {
        match amount {
            Some(amount) => self.known = Some(self.known.unwrap_or_default() + amount),
            None => self.unknown += 1,
        }
    }

    /// The sum, if nothing in it is unknown.
    pub fn complete(&self) -> Option<Money> {
        self.known.filter(|_| self.unknown == 0)
    }
}

/// All loans together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many loans.
    pub loans: usize,
    /// What is claimed. A loan without a claim counts as unknown.
    pub claimed: Sum,
    /// What the loans give for the same scope on the day of the claim; where a claim doesn't say
    /// its scope, everything.
    pub recomputed: Sum,
    /// What is overdue.
    pub overdue: Sum,
    /// Unpaid principal, due or not.
    pub outstanding_principal: Sum,
    /// What would end the loans.
    pub settlement: Sum,
}

/// Adds statements up.
pub fn totals(statements: &[Statement]) -> Totals {
    let mut all = Totals {
        loans: statements.len(),
        ..Totals::default()
    };
    for statement in statements {
        let figures = &statement.figures;
        all.claimed.add(statement.claim.as_ref().map(|c| c.total));
        let recomputed = statement.variance.as_ref();
        all.recomputed
            .add(recomputed.and_then(|v| v.widest().recomputed_total));
        all.overdue.add(figures.overdue.total);
        all.outstanding_principal.add(figures.outstanding.principal);
        all.settlement.add(figures.settlement.total);
    }
    all
}
