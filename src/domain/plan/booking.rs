//! How a payment that doesn't cover everything due would be booked, order by order: the loan is
//! reconciled with and without it, and what differs is what it would pay.

use crate::domain::allocation::{Component, OrderName};
use crate::domain::ceiling::LegalBook;
use crate::domain::loan::{Loan, Repayment};
use crate::domain::money::Money;
use crate::domain::statement::{Figures, Options, Paid, reconcile};
use serde::Serialize;

/// What a payment would pay under one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Booked {
    /// The order.
    pub order: OrderName,
    /// What each part gets, in that order; parts that get nothing are left out.
    pub parts: Vec<PartPaid>,
    /// What nothing is due for yet and would wait.
    pub waits: Money,
}

/// What a part of the debt gets of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PartPaid {
    /// Which.
    pub part: Component,
    /// How much.
    pub amount: Money,
}

/// A payment on the statement's day, under every order of the rule book. `None` where a figure that
/// it turns on is unknown.
pub fn booked(loan: &Loan, book: &LegalBook, amount: Money) -> Option<Vec<Booked>> {
    loan.terms.as_ref()?;
    let orders = OrderName::ALL.iter();
    orders
        .map(|(_, order)| under(loan, book, amount, *order))
        .collect()
}

fn under(loan: &Loan, book: &LegalBook, amount: Money, order: OrderName) -> Option<Booked> {
    let mut before = loan.clone();
    before.basis.order = Some(order);
    let mut after = before.clone();
    after.repayments.push(Repayment {
        on: loan.as_of,
        prepays: false,
        amount,
    });
    let paid = |loan: &Loan| -> Figures { reconcile(loan, book, &Options::default()).figures };
    let (before, after) = (paid(&before).paid, paid(&after).paid);
    let mut parts = Vec::new();
    for part in book.order(order).parts {
        let amount = of(&after, part)? - of(&before, part)?;
        if !amount.is_zero() {
            parts.push(PartPaid { part, amount });
        }
    }
    Some(Booked {
        order,
        parts,
        waits: after.unapplied? - before.unapplied?,
    })
}

fn of(paid: &Paid, component: Component) -> Option<Money> {
    match component {
        Component::Principal => paid.principal,
        Component::Interest => paid.interest,
        Component::DefaultInterest => paid.default_interest,
        Component::Charges => paid.charges,
        Component::LiquidatedDamages => paid.liquidated_damages,
        Component::EnforcementCosts => paid.enforcement_costs,
    }
}
