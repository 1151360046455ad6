//! What became of the repayments.

use super::Seen;
use crate::domain::allocation::Component;
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::loan::{Claim, DatedAmount};
use crate::domain::money::Money;
use chrono::NaiveDate;

pub(super) fn findings(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let case = seen.case;
    let book = case.book;
    if let Some(claim) = &case.loan.claim {
        unbooked(seen, claim, found);
    }
    for late in case
        .loan
        .repayments
        .iter()
        .filter(|r| r.on > case.loan.as_of)
    {
        let values = args([
            ("on", late.on.to_string()),
            ("amount", late.amount.to_string()),
        ]);
        found.push(book.finding("repayment-after-as-of", Severity::Note, values));
    }
    if !seen.position.waiting.is_zero() {
        let values = args([("amount", seen.position.waiting.to_string())]);
        found.push(book.finding("money-unapplied", Severity::Ask, values));
    }
    if seen.position.paid_beside_unknown {
        found.push(book.finding("allocation-beside-unknown", Severity::Ask, args([])));
    }
    let unplaced = seen.position.owing.iter().any(|o| {
        !o.owed.of(Component::Charges).is_zero()
            || !o.owed.of(Component::LiquidatedDamages).is_zero()
    });
    if seen.position.fell_short && unplaced {
        found.push(book.finding("order-not-settled-by-law", Severity::Note, args([])));
    }
}

/// Repayments that the lender's own list doesn't show. Two of the same day and amount need two.
fn unbooked(seen: &Seen<'_>, claim: &Claim, found: &mut Vec<Finding>) {
    let Some(booked) = &claim.repayments else {
        return;
    };
    let mut booked: Vec<DatedAmount> = booked.clone();
    for repayment in seen.case.repayments.iter().filter(|r| r.on <= claim.on) {
        let same = |b: &DatedAmount| b.on == repayment.on && b.amount == repayment.amount;
        if let Some(index) = booked.iter().position(same) {
            booked.swap_remove(index);
            continue;
        }
        let code = if repayment.prepays {
            "prepayment-not-booked"
        } else {
            "repayment-not-booked"
        };
        found.push(not_booked(
            seen.case.book,
            code,
            Severity::Dispute,
            repayment.on,
            repayment.amount,
            "not-listed",
        ));
    }
}

/// `seen_as`: `not-listed` by the lender, or the borrower is `not-sure`.
pub(super) fn not_booked(
    book: &LegalBook,
    code: &'static str,
    severity: Severity,
    on: NaiveDate,
    amount: Money,
    seen_as: &str,
) -> Finding {
    let values = args([
        ("on", on.to_string()),
        ("amount", amount.to_string()),
        ("seen_as", seen_as.to_owned()),
    ]);
    book.finding(code, severity, values)
}
