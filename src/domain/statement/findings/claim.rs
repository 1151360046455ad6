//! What can be said of a claim: by itself, and against the loan.

use super::Seen;
use crate::domain::allocation::Component;
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::loan::{Claim, ClaimScope, DefaultInterest};
use crate::domain::money::Money;
use crate::domain::statement::variance::{Difference, Variance, claimed};

pub(super) fn findings(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let Some(claim) = &seen.case.loan.claim else {
        return;
    };
    about_itself(claim, seen.case.book, found);
    if let Some(variance) = seen.variance {
        against_the_loan(claim, variance, seen.case.book, found);
    }
    not_yet_due(claim, seen, found);
    not_agreed(claim, seen, found);
}

/// Does it have parts, do they add up, does it say what it covers?
pub(super) fn about_itself(claim: &Claim, book: &LegalBook, found: &mut Vec<Finding>) {
    let parts: Vec<Money> = Component::ALL
        .iter()
        .filter_map(|c| claimed(claim, *c))
        .collect();
    let sum: Money = parts.iter().copied().sum();
    if parts.is_empty() {
        let values = args([("total", claim.total.to_string())]);
        found.push(book.finding("claim-without-breakdown", Severity::Ask, values));
    } else if sum != claim.total {
        // With a part left open a smaller sum proves nothing yet: it is a question.
        let open = sum < claim.total && parts.len() < Component::ALL.len();
        let severity = if open {
            Severity::Ask
        } else {
            Severity::Dispute
        };
        let values = args([
            ("parts", sum.to_string()),
            ("total", claim.total.to_string()),
            ("difference", (claim.total - sum).to_string()),
        ]);
        found.push(book.finding("claim-parts-do-not-add-up", severity, values));
    }
    if claim.scope == ClaimScope::Unknown {
        let values = args([("total", claim.total.to_string())]);
        found.push(book.finding("claim-scope-unknown", Severity::Ask, values));
    }
}

fn against_the_loan(
    claim: &Claim,
    variance: &Variance,
    book: &LegalBook,
    found: &mut Vec<Finding>,
) {
    // A claim that doesn't say what it covers is above only if it is above everything, and below
    // only if it is below what is overdue.
    let (upper, lower) = match variance {
        Variance::One(one) => (one, one),
        Variance::Both {
            overdue,
            everything,
        } => (everything, overdue),
    };
    let mut say = |code, severity, difference: &Difference| {
        let total = difference.total.unwrap_or_default();
        let recomputed = difference.recomputed_total.unwrap_or_default();
        let distance = if total < Money::ZERO { -total } else { total };
        let values = args([
            ("claimed", claim.total.to_string()),
            ("recomputed", recomputed.to_string()),
            ("difference", distance.to_string()),
            ("on", claim.on.to_string()),
        ]);
        found.push(book.finding(code, severity, values));
    };
    if upper.total.is_some_and(|d| d > Money::ZERO) {
        say("claim-above-recomputed", Severity::Dispute, upper);
    } else if lower.total.is_some_and(|d| d < Money::ZERO) {
        say("claim-below-recomputed", Severity::Note, lower);
    }
}

/// The whole debt is claimed and the rest was never called in.
fn not_yet_due(claim: &Claim, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let called_in = seen.case.loan.called_in_by(claim.on);
    let not_yet_due = seen.figures.not_yet_due.principal.unwrap_or_default();
    if claim.scope == ClaimScope::Everything && called_in.is_none() && !not_yet_due.is_zero() {
        let values = args([("not_yet_due", not_yet_due.to_string())]);
        let finding = seen
            .case
            .book
            .finding("claims-not-yet-due", Severity::Dispute, values);
        found.push(finding);
    }
}

/// Parts of the claim that the contract as stated doesn't know.
fn not_agreed(claim: &Claim, seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let terms = seen.case.terms;
    let agreed = |component| match component {
        // Charges at the start were paid; a claim for charges then names something else.
        Component::Charges => terms.has_instalment_charges(),
        Component::LiquidatedDamages => terms.liquidated_damages.is_some(),
        Component::EnforcementCosts => terms.enforcement_costs.is_some(),
        Component::DefaultInterest => terms.default_interest != Some(DefaultInterest::Nothing),
        Component::Principal | Component::Interest => true,
    };
    for component in Component::ALL {
        let amount = claimed(claim, component).unwrap_or_default();
        if !amount.is_zero() && !agreed(component) {
            let values = args([
                ("part", component.member().to_owned()),
                ("amount", amount.to_string()),
            ]);
            let book = seen.case.book;
            found.push(book.finding("charge-not-in-contract", Severity::Dispute, values));
        }
    }
}
