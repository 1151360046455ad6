//! The facts a person should know about a statement. Codes and values only: words and citations
//! stand in the rule book.

mod claim;
mod payment;
mod terms;
mod time;

use super::Case;
use super::figures::Figures;
use super::ledger::Position;
use super::variance::Variance;
use crate::domain::annual_cost::AnnualCost;
use crate::domain::ceiling::{CeilingAnswer, LegalBook};
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::loan::Loan;

/// Every code a finding of a statement can carry; each has words under `findings.<code>`.
pub const CODES: &[&str] = &[
    "claim-parts-do-not-add-up",
    "claim-above-recomputed",
    "claim-below-recomputed",
    "claim-without-breakdown",
    "claim-scope-unknown",
    "claims-not-yet-due",
    "charge-not-in-contract",
    "repayment-not-booked",
    "prepayment-not-booked",
    "repayment-after-as-of",
    "money-unapplied",
    "allocation-beside-unknown",
    "order-not-settled-by-law",
    "stated-rate-unusual",
    "upfront-deduction",
    "unexplained-deduction",
    "rows-do-not-add-up",
    "true-cost-above-stated",
    "default-rate-above-bound",
    "damages-may-be-reduced",
    "ceiling-exceeded",
    "contract-may-be-void",
    "compensation-unproved",
    "assignment-unproved",
    "limitation-may-have-run",
    "limitation-unknown",
    "fact-missing",
];

/// What findings are drawn from.
pub(super) struct Seen<'s> {
    pub(super) case: &'s Case<'s>,
    pub(super) position: &'s Position<'s>,
    pub(super) figures: &'s Figures,
    pub(super) cost: &'s AnnualCost,
    pub(super) ceilings: &'s [CeilingAnswer],
    pub(super) variance: Option<&'s Variance>,
}

/// All findings of a statement, the most pressing first, else in the order they were drawn.
pub(super) fn all(seen: &Seen<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    claim::findings(seen, &mut found);
    payment::findings(seen, &mut found);
    terms::findings(seen, &mut found);
    time::findings(seen, &mut found);
    of_anyone(seen.case.loan, seen.case.book, &mut found);
    missing_facts(seen, &mut found);
    found.sort_by_key(|f| f.severity);
    found
}

/// Facts without which a loan with terms leaves something unknown.
fn missing_facts(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let case = seen.case;
    let mut add = |member: &str| found.push(missing(case.book, member, false));
    let rate_needed = seen.position.called_in_interest_unknown
        || seen.position.plan.accrued(seen.position.on).is_none();
    let default_on_rate = case.terms.default_interest.is_some() && case.default_rate.is_none();
    let unknown_default = seen.figures.overdue.default_interest.is_none();
    if rate_needed || (unknown_default && default_on_rate) {
        add("rate");
    }
    if unknown_default && case.terms.default_interest.is_none() {
        add("default_interest");
    }
    if case.loan.charges_known == Some(false) {
        add("charges");
    }
    let hangs_on = |why: &str| seen.ceilings.iter().any(|c| c.why == why);
    for (why, member) in [
        ("lender-unknown", "lender_kind"),
        ("platform-unknown", "platform_assisted"),
        ("filing-date-unknown", "filed_on"),
    ] {
        if hangs_on(why) {
            add(member);
        }
    }
}

/// What a claim alone leaves to be found out, and what can be said of it.
pub(super) fn of_claim_alone(loan: &Loan, book: &LegalBook) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(stated) = &loan.claim {
        claim::about_itself(stated, book, &mut found);
    }
    of_anyone(loan, book, &mut found);
    for member in [
        "contract_amount",
        "disbursed_on",
        "repayment",
        "rate",
        "default_interest",
        "charges",
    ] {
        found.push(missing(book, member, true));
    }
    if loan.repayments.is_empty() {
        found.push(missing(book, "repayments", true));
    }
    found.sort_by_key(|f| f.severity);
    found
}

/// What can be said with or without the terms.
fn of_anyone(loan: &Loan, book: &LegalBook, found: &mut Vec<Finding>) {
    if let Some(compensated) = loan.compensated.as_ref().filter(|c| c.on <= loan.as_of) {
        let mut values = args([("on", compensated.on.to_string())]);
        values.insert("by", compensated.by.clone().unwrap_or_default());
        let amount = compensated.amount.map(|a| a.to_string());
        values.insert("amount", amount.unwrap_or_default());
        found.push(book.finding("compensation-unproved", Severity::Ask, values));
    }
    if let Some(assigned) = loan
        .assignment_claimed
        .as_ref()
        .filter(|a| a.on <= loan.as_of)
    {
        let mut values = args([("on", assigned.on.to_string())]);
        values.insert("by", assigned.by.clone().unwrap_or_default());
        found.push(book.finding("assignment-unproved", Severity::Ask, values));
    }
    for disputed in &loan.disputed_repayments {
        found.push(payment::not_booked(
            book,
            "repayment-not-booked",
            Severity::Ask,
            disputed.on,
            disputed.amount,
            "not-sure",
        ));
    }
}

/// `alone`: nothing at all can be recomputed, because only a claim is known.
pub(super) fn missing(book: &LegalBook, member: &str, alone: bool) -> Finding {
    let values = args([("member", member.to_owned()), ("alone", alone.to_string())]);
    book.finding("fact-missing", Severity::Ask, values)
}
