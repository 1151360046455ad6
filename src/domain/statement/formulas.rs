//! How the figures are reckoned, as steps of the working: with these and the steps that follow, a
//! person checks each figure on paper.

use super::Case;
use super::ledger::Position;
use crate::domain::allocation::Component;
use crate::domain::calendar::days;
use crate::domain::coded::{Args, args};
use crate::domain::loan::{DefaultInterest, InterestBasis, PrincipalBasis, RepaymentKind, Terms};
use crate::domain::rate::Rate;
use crate::domain::working::{Step, Working};
use rust_decimal::Decimal;

/// Notes the principal, the instalment's formula and the interest of the first period.
pub(super) fn note(case: &Case<'_>, working: &mut impl Working) {
    let terms = case.terms;
    let plan = case.plan(case.basis.principal);
    let principal = plan.balance();
    let kind = word(&RepaymentKind::ALL, terms.repayment);
    working.note(|| Step {
        code: "counted-on",
        args: args([("basis", word(&PrincipalBasis::ALL, case.basis.principal))]),
        result: principal.to_string(),
    });
    let Some(first) = plan.clone().fall_due() else {
        return;
    };
    let Some(rate) = terms.contract_rate() else {
        return;
    };
    let share = match terms.repayment {
        RepaymentKind::EqualInstallment => Some(plan.payment()),
        RepaymentKind::EqualPrincipal | RepaymentKind::Flat => Some(first.principal),
        RepaymentKind::InterestFirst | RepaymentKind::Bullet | RepaymentKind::Rows => None,
    };
    if let Some(share) = share {
        working.note(|| Step {
            code: "instalment",
            args: args([
                ("kind", kind.clone()),
                ("principal", principal.to_string()),
                ("count", terms.planned_instalments().to_string()),
                ("percent", percent(rate)),
            ]),
            result: share.to_string(),
        });
    }
    if terms.repayment == RepaymentKind::Rows {
        return;
    }
    let by_month = match terms.repayment {
        RepaymentKind::Flat => true,
        RepaymentKind::Bullet => false,
        _ => terms.interest_basis.unwrap_or_default() == InterestBasis::Monthly,
    };
    working.note(|| Step {
        code: "first-interest",
        args: args([
            ("by", if by_month { "month" } else { "days" }.to_owned()),
            ("kind", kind),
            ("principal", principal.to_string()),
            ("percent", percent(rate)),
            ("days", days(terms.disbursed_on, first.due).to_string()),
            ("year", year(terms)),
        ]),
        result: first.interest.to_string(),
    });
}

/// Notes what ran by days in a position: default interest on each instalment, and interest on what
/// isn't due yet.
pub(super) fn note_accruals(
    position: &Position<'_>,
    terms: &Terms,
    default_known: bool,
    working: &mut impl Working,
) {
    for owing in &position.owing {
        if owing.overdue_balance_days() == 0 || !default_known {
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
            .chain(default_rate(terms))
            .collect(),
            result: owing.owed.of(Component::DefaultInterest).to_string(),
        });
    }
    working.note_some(|| {
        let accrued = position.plan.accrued(position.on)?;
        let balance_days = position.plan.running_balance_days(position.on);
        (!accrued.is_zero()).then(|| Step {
            code: "accrued",
            args: args([
                ("balance", position.plan.balance().to_string()),
                ("to", position.on.to_string()),
                ("balance_days", yuan_days(balance_days)),
                (
                    "percent",
                    terms.contract_rate().map_or_else(String::new, percent),
                ),
                ("year", year(terms)),
            ]),
            result: accrued.to_string(),
        })
    });
}

/// Fen × days as yuan × days, exactly.
fn yuan_days(fen_days: i128) -> String {
    Decimal::from_i128_with_scale(fen_days, 2).to_string()
}

/// The default rate as it is multiplied with: `percent` a year over `year` days, or `percent` a day.
pub(super) fn default_rate(terms: &Terms) -> Args {
    let a_year = |rate: Rate| {
        let year = terms.default_basis.days().to_string();
        args([("percent", percent(rate)), ("year", year)])
    };
    match terms.default_interest {
        Some(DefaultInterest::Multiple(times)) => terms
            .contract_rate()
            .map_or_else(Args::new, |rate| a_year(rate.times(times))),
        Some(DefaultInterest::Annual(rate)) => a_year(rate),
        Some(DefaultInterest::Daily(rate)) => args([("percent", percent(rate))]),
        Some(DefaultInterest::Nothing) | None => Args::new(),
    }
}

/// The days of the year by which interest on the contract's principal is counted.
pub(super) fn year(terms: &Terms) -> String {
    let basis = terms.interest_basis.unwrap_or_default();
    basis.year().days().to_string()
}

/// A rate in parts of a hundred, exactly.
pub(super) fn percent(rate: Rate) -> String {
    (rate.decimal() * Decimal::ONE_HUNDRED)
        .normalize()
        .to_string()
}

fn word<T: PartialEq>(all: &[(&'static str, T)], wanted: T) -> String {
    let known = all.iter().find(|(_, known)| *known == wanted);
    known.map_or_else(String::new, |(word, _)| (*word).to_owned())
}
