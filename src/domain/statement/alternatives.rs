//! The same loan counted otherwise: under the other orders, spreads and principals, and under
//! stated guesses where a fact is missing.

use super::Case;
use super::figures::{Figures, figures};
use super::guess::{GuessedMember, GuessedValue};
use super::ledger::{Parting, Replay, replay};
use crate::domain::allocation::{OrderName, Spread};
use crate::domain::loan::{Basis, PrincipalBasis, Repayment};
use crate::domain::money::Money;
use crate::domain::rate::PerDay;
use crate::domain::working::Silent;
use serde::Serialize;

/// A guess at a missing fact, stated as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// The member guessed at.
    pub member: &'static str,
    /// The value tried.
    pub value: String,
}

/// The figures under another way of counting or under a guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The way of counting.
    pub basis: Basis,
    /// The guess, if it is one.
    pub guess: Option<Guess>,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// All of them; the bases first.
pub(super) fn alternatives(
    case: &Case<'_>,
    parting: Option<&Parting<'_, '_>>,
    leading: &Figures,
) -> Vec<Alternative> {
    let mut found = same_principal(case, case.basis, parting, leading);
    if case.terms.deducted() > Money::ZERO {
        let principal = match case.basis.principal {
            PrincipalBasis::Contract => PrincipalBasis::Received,
            PrincipalBasis::Received => PrincipalBasis::Contract,
        };
        let basis = Basis {
            principal,
            ..case.basis
        };
        let (position, parting) = case.parted(basis, &mut Silent);
        let figures = case.figures(&position);
        let others = same_principal(case, basis, parting.as_ref(), &figures);
        found.push(Alternative {
            basis,
            guess: None,
            figures,
        });
        found.extend(others);
    }
    found.extend(guesses(case, leading));
    found
}

/// The other orders and spreads. Where no repayment ever fell short of what was due they all give
/// the figures already known, and nothing is counted again.
fn same_principal(
    case: &Case<'_>,
    known: Basis,
    parting: Option<&Parting<'_, '_>>,
    known_figures: &Figures,
) -> Vec<Alternative> {
    let bases = OrderName::ALL.iter().flat_map(|(_, order)| {
        Spread::ALL.iter().map(move |(_, spread)| Basis {
            order: *order,
            spread: *spread,
            principal: known.principal,
        })
    });
    bases
        .filter(|basis| *basis != known)
        .map(|basis| Alternative {
            basis,
            guess: None,
            figures: parting.map_or_else(
                || known_figures.clone(),
                |parting| {
                    let order = case.book.order(basis.order);
                    case.figures(&parting.replay(order, basis.spread))
                },
            ),
        })
        .collect()
}

fn guesses(case: &Case<'_>, leading: &Figures) -> Vec<Alternative> {
    let mut found = Vec::new();
    if leading.overdue.default_interest.is_none() && case.terms.default_interest.is_none() {
        let contracted_on = case.loan.contract_date.unwrap_or(case.terms.disbursed_on);
        let rules = case.book.guesses.iter();
        let rule = rules.filter(|r| r.member == GuessedMember::DefaultInterest);
        let values = rule.filter_map(|r| r.values_on(&case.book.parameters, contracted_on));
        for value in values.flatten() {
            let GuessedValue::Default(agreed) = value else {
                continue;
            };
            let year = case.terms.default_basis;
            // A multiple of a rate that isn't known gives nothing to count with.
            let Some(rate) = agreed.per_day(case.terms.contract_rate(), year) else {
                continue;
            };
            let guess = Guess {
                member: "default_interest",
                value: value.word(),
            };
            found.push(counted_with(case, guess, Some(rate), case.repayments));
        }
    }
    if !case.loan.disputed_repayments.is_empty() {
        let disputed = case.loan.disputed_repayments.iter();
        let mut repayments = case.repayments.to_vec();
        repayments.extend(
            disputed
                .filter(|d| d.on <= case.loan.as_of)
                .map(|d| Repayment {
                    on: d.on,
                    prepays: false,
                    amount: d.amount,
                }),
        );
        repayments.sort_unstable();
        let guess = Guess {
            member: "disputed_repayments",
            value: "counted".to_owned(),
        };
        found.push(counted_with(case, guess, case.default_rate, &repayments));
    }
    found
}

fn counted_with(
    case: &Case<'_>,
    guess: Guess,
    default_rate: Option<PerDay>,
    repayments: &[Repayment],
) -> Alternative {
    let how = Replay {
        plan: case.plan(case.basis.principal),
        order: case.book.order(case.basis.order),
        spread: case.basis.spread,
        default_rate,
        repayments,
        to: case.loan.as_of,
    };
    let position = replay(case.terms, &how, &mut Silent);
    Alternative {
        basis: case.basis,
        guess: Some(guess),
        figures: figures(&position, default_rate.is_some()),
    }
}
