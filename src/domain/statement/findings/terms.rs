//! What can be said of the contract itself: deductions, its true cost, its rates and ceilings.

use super::Seen;
use crate::domain::allocation::Component;
use crate::domain::ceiling::{Applies, CeilingAnswer};
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::law::{Confidence, Force};
use crate::domain::loan::{DefaultInterest, LenderKind, PrincipalBasis, RepaymentKind};
use crate::domain::money::Money;
use crate::domain::rate::{Multiple, PerDay, Rate, StatedRate};

/// How far the true cost must stand above the stated rate before it is worth saying.
const WORTH_SAYING: &str = "cost-difference-worth-saying";
/// From this annual rate on, a stated rate is more often a slip of the pen than a contract's term.
const UNUSUAL: &str = "stated-rate-worth-asking";
/// The highest multiple of the contract rate a bank's default rate may be.
const DEFAULT_BOUND: &str = "bank-default-multiple-high";

pub(super) fn findings(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    unusual_rates(seen, found);
    deductions(seen, found);
    rows(seen, found);
    true_cost(seen, found);
    default_rate(seen, found);
    let book = seen.case.book;
    let damages = seen
        .position
        .owing
        .iter()
        .map(|o| o.owed.of(Component::LiquidatedDamages));
    let damages: Money = damages.sum();
    if !damages.is_zero() {
        let values = args([("amount", damages.to_string())]);
        found.push(book.finding("damages-may-be-reduced", Severity::Ask, values));
    }
    if seen.case.loan.lender_kind == LenderKind::UnlicensedBusiness {
        found.push(book.finding("contract-may-be-void", Severity::Ask, args([])));
    }
    found.extend(seen.ceilings.iter().filter_map(|c| exceeded(seen, c)));
}

/// A rate read as several hundred percent is shown before anything is built on it: `24` written
/// where `0.24` was meant makes every figure wrong a hundredfold.
fn unusual_rates(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let (case, terms) = (seen.case, seen.case.terms);
    let unusual = case
        .book
        .parameters
        .value(UNUSUAL, case.loan.as_of)
        .ok()
        .and_then(|found| Rate::from_decimal(found.value));
    let Some(unusual) = unusual else { return };
    let agreed = match terms.default_interest {
        Some(DefaultInterest::Annual(rate)) => Some(StatedRate::Annual(rate)),
        Some(DefaultInterest::Daily(rate)) => Some(StatedRate::Daily(rate)),
        _ => None,
    };
    let stated = [
        ("rate", terms.contract_rate()),
        ("default_interest", agreed.map(StatedRate::contract_rate)),
    ];
    for (member, rate) in stated {
        if let Some(rate) = rate.filter(|rate| *rate >= unusual) {
            let values = args([("member", member.to_owned()), ("rate", rate.percent())]);
            let finding = case
                .book
                .finding("stated-rate-unusual", Severity::ActNow, values);
            found.push(finding);
        }
    }
}

fn deductions(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let (terms, book) = (seen.case.terms, seen.case.book);
    let deducted = terms.deducted();
    if deducted <= Money::ZERO {
        return;
    }
    let kept_back = terms.kept_back();
    let explained = kept_back.min(deducted);
    if !explained.is_zero() {
        let third_party = terms.third_party_kept_back();
        let leads = match seen.case.basis.principal {
            _ if third_party => "neither",
            PrincipalBasis::Contract => "contract",
            PrincipalBasis::Received => "received",
        };
        let values = args([
            ("amount", explained.to_string()),
            ("received", terms.received().to_string()),
            ("contract_amount", terms.contract_amount.to_string()),
            ("leads", leads.to_owned()),
        ]);
        let severity = if third_party {
            Severity::Ask
        } else {
            Severity::Dispute
        };
        found.push(book.finding("upfront-deduction", severity, values));
    }
    if deducted > kept_back {
        let values = args([
            ("amount", (deducted - kept_back).to_string()),
            ("received", terms.received().to_string()),
            ("contract_amount", terms.contract_amount.to_string()),
        ]);
        found.push(book.finding("unexplained-deduction", Severity::Dispute, values));
    }
}

fn rows(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let terms = seen.case.terms;
    let sum: Money = terms.rows.iter().map(|r| r.principal).sum();
    if terms.repayment == RepaymentKind::Rows && sum != terms.contract_amount {
        let values = args([
            ("rows", sum.to_string()),
            ("contract_amount", terms.contract_amount.to_string()),
        ]);
        let book = seen.case.book;
        found.push(book.finding("rows-do-not-add-up", Severity::Ask, values));
    }
}

fn true_cost(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let case = seen.case;
    let on = case.loan.as_of;
    let worth_saying = case
        .book
        .parameters
        .value(WORTH_SAYING, on)
        .ok()
        .and_then(|found| Rate::from_decimal(found.value));
    let (Some(stated), Some(cost), Some(worth_saying)) = (
        case.terms.contract_rate(),
        seen.cost.as_stated(),
        worth_saying,
    ) else {
        return;
    };
    if cost.parts() > stated.parts() + worth_saying.parts() {
        let values = args([("stated", stated.percent()), ("true_cost", cost.percent())]);
        let finding = case
            .book
            .finding("true-cost-above-stated", Severity::Ask, values);
        found.push(finding);
    }
}

/// A default rate above the bound is to be disputed with a bank; with other licensed lenders the
/// rule holds by analogy at most, so it is a question.
fn default_rate(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let (case, terms) = (seen.case, seen.case.terms);
    let severity = match case.loan.lender_kind {
        LenderKind::Bank => Severity::Dispute,
        LenderKind::ConsumerFinance | LenderKind::MicroLoan => Severity::Ask,
        _ => return,
    };
    let contracted_on = case.loan.contract_date.unwrap_or(terms.disbursed_on);
    let bound = case
        .book
        .parameters
        .value(DEFAULT_BOUND, contracted_on)
        .ok()
        .and_then(|found| Multiple::from_decimal(found.value));
    let (Some(agreed), Some(contract), Some(bound)) =
        (case.default_rate, terms.contract_rate(), bound)
    else {
        return;
    };
    let allowed = PerDay::of_year(contract, terms.default_basis.days()).times(bound);
    if agreed.exceeds(allowed) {
        let values = args([
            ("bound", bound.to_string()),
            ("contract_rate", contract.percent()),
            ("allowed", contract.times(bound).percent()),
        ]);
        found.push(
            case.book
                .finding("default-rate-above-bound", severity, values),
        );
    }
}

/// Only a ceiling that holds, is binding law and was read in its own text is worth a dispute.
fn exceeded(seen: &Seen<'_>, ceiling: &CeilingAnswer) -> Option<Finding> {
    let excess = ceiling.excess.filter(|e| !e.is_zero())?;
    // A charge paid at the start is the price of the whole term, while the limit has only grown to
    // today: as long as the loan runs, such a charge alone proves nothing.
    let running = !seen.position.plan.balance().is_zero();
    if running && excess <= seen.case.upfront_charged() {
        return None;
    }
    let binding = ceiling.force <= Force::JudicialInterpretation
        && ceiling.confidence == Confidence::VerifiedText
        && ceiling.applies == Applies::Yes;
    let severity = if binding {
        Severity::Dispute
    } else {
        Severity::Ask
    };
    let text = |amount: Option<Money>| amount.map_or_else(String::new, |m| m.to_string());
    let values = args([
        ("ceiling", ceiling.id.clone()),
        ("applies", applies_word(ceiling.applies).to_owned()),
        ("binding", if binding { "yes" } else { "no" }.to_owned()),
        ("limit", text(ceiling.limit)),
        ("charged", text(ceiling.charged)),
        ("excess", excess.to_string()),
    ]);
    let finding = seen.case.book.finding("ceiling-exceeded", severity, values);
    Some(finding.citing(ceiling.citations.clone()))
}

fn applies_word(applies: Applies) -> &'static str {
    match applies {
        Applies::Yes => "yes",
        Applies::No => "no",
        Applies::Depends => "depends",
    }
}
