//! What the case knows, for comparing with what was said at the door.

use super::super::context::Context;
use crate::content::load_legal_book;
use crate::domain::money::Money;
use crate::domain::statement::{Options, reconcile};
use crate::domain::visit::KnownFacts;

/// Lenders, loan numbers and reconciled amounts of the case in use; `None` without a case or
/// loans, or when they can't be read: at the door a damaged case must not stop the record.
pub fn facts(context: &Context) -> Option<KnownFacts> {
    let case = context.existing_case().ok()??.load().ok()?;
    let loans = super::super::confirm::loans(context, &case).ok()?;
    let book = load_legal_book(&context.library).ok()?;
    let mut known = KnownFacts::default();
    for loan in &loans {
        known.lenders.extend(loan.about.lender.clone());
        known
            .loan_numbers
            .extend(loan.about.contract_number.clone());
        let figures = reconcile(loan, &book, &Options::default()).figures;
        let overdue: Option<Money> = figures.overdue.total;
        known.amounts.extend(overdue);
        if let (Some(overdue), Some(rest)) = (overdue, figures.not_yet_due.principal) {
            known.amounts.push(overdue + rest);
        }
    }
    (!loans.is_empty()).then_some(known)
}
