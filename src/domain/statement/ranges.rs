//! Where facts are missing: the figures between which the answer lies under every stated guess, and
//! the statement that is true under all of them.

use super::figures::Figures;
use super::guess::{GuessedMember, GuessedValue};
use super::{Case, Options, Statement, Variance, findings, from_terms};
use crate::domain::allocation::Component;
use crate::domain::ceiling::{Applies, CeilingAnswer, LegalBook};
use crate::domain::coded::args;
use crate::domain::finding::Finding;
use crate::domain::loan::{Loan, Terms};
use crate::domain::money::Money;
use crate::domain::working::{Silent, Step};
use serde::Serialize;
use std::collections::BTreeMap;

/// A missing fact with the values tried for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// The member of the loan format.
    pub member: &'static str,
    /// The values, as the loan format writes them.
    pub values: Vec<String>,
    /// Where they come from, in the rule book's words.
    pub why: String,
}

/// A figure's lowest and highest value under the guesses, in fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The figure's place in the statement (`settlement.total`).
    pub figure: &'static str,
    /// Lowest.
    pub low: Money,
    /// Highest; `None` where nothing known bounds it.
    pub high: Option<Money>,
}

/// One combination of guesses with the two sums it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// Member and value.
    pub assumed: BTreeMap<&'static str, String>,
    /// What would be overdue.
    pub overdue: Option<Money>,
    /// What would end the loan.
    pub settlement: Option<Money>,
}

/// What missing facts leave open. A figure that is the same under every guess has no range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranges {
    /// The facts guessed at.
    pub assumptions: Vec<Assumption>,
    /// Facts missing of which nothing bounds the size; they can only add to the sums.
    pub unbounded: Vec<&'static str>,
    /// The ranges.
    pub figures: Vec<Range>,
    /// Every combination tried.
    pub tried: Vec<Tried>,
}

/// The loan under one combination of guesses.
struct Variant {
    values: Vec<(GuessedMember, GuessedValue)>,
    loan: Loan,
}

/// Every combination of the book's guesses at the facts that are missing; empty where none is, or
/// where the book knows of no guess for one of them.
fn variants(loan: &Loan, terms: &Terms, book: &LegalBook) -> (Vec<Assumption>, Vec<Variant>) {
    let contracted_on = loan.contract_date.unwrap_or(terms.disbursed_on);
    let mut assumptions = Vec::new();
    let mut found: Vec<Vec<(GuessedMember, GuessedValue)>> = vec![Vec::new()];
    for member in GuessedMember::ALL.iter().filter(|m| m.is_open(terms)) {
        let rule = book.guesses.iter().find(|rule| rule.member == *member);
        let values = rule.and_then(|r| Some((r, r.values_on(&book.parameters, contracted_on)?)));
        let Some((rule, values)) = values else {
            return (Vec::new(), Vec::new());
        };
        found = found
            .iter()
            .flat_map(|before| {
                values
                    .iter()
                    .map(|value| [before.as_slice(), &[(*member, *value)]].concat())
            })
            .collect();
        assumptions.push(Assumption {
            member: member.member(),
            values: values.iter().map(|v| v.word()).collect(),
            why: rule.why.clone(),
        });
    }
    if assumptions.is_empty() {
        return (assumptions, Vec::new());
    }
    let variants = found
        .into_iter()
        .map(|values| {
            let mut terms = terms.clone();
            values.iter().for_each(|(_, value)| value.put(&mut terms));
            Variant {
                values,
                loan: Loan {
                    terms: Some(terms),
                    ..loan.clone()
                },
            }
        })
        .collect();
    (assumptions, variants)
}

/// The statement of a loan with terms, whatever is missing of them.
pub(super) fn reconcile_with_gaps(
    loan: &Loan,
    terms: &Terms,
    book: &LegalBook,
    options: &Options,
) -> Statement {
    let (assumptions, variants) = variants(loan, terms, book);
    let quiet = Options::default();
    let statements: Vec<Statement> = variants
        .iter()
        .filter_map(|v| Some(from_terms(&v.loan, v.loan.terms.as_ref()?, book, &quiet)))
        .collect();
    let mut statement = if terms.settles_the_plan() {
        from_terms(loan, terms, book, options)
    } else {
        agreed(loan, terms, book, &statements)
    };
    let tried: Vec<Tried> = variants
        .iter()
        .zip(&statements)
        .map(|(variant, under)| Tried {
            assumed: variant
                .values
                .iter()
                .map(|(member, value)| (member.member(), value.word()))
                .collect(),
            overdue: under.figures.overdue.total,
            settlement: under.figures.settlement.total,
        })
        .collect();
    let unbounded = if loan.charges_known == Some(false) {
        vec!["charges"]
    } else {
        Vec::new()
    };
    let known = if statements.is_empty() && terms.settles_the_plan() {
        std::slice::from_ref(&statement)
    } else {
        &statements[..]
    };
    let figures = spans(known, !unbounded.is_empty());
    if options.explain {
        statement.working.extend(tried.iter().map(step));
    }
    if !figures.is_empty() {
        statement.ranges = Some(Ranges {
            assumptions,
            unbounded,
            figures,
            tried,
        });
    }
    statement
}

/// One combination as a step of the working.
fn step(tried: &Tried) -> Step {
    let text = |amount: Option<Money>| amount.map_or_else(String::new, |m| m.to_string());
    let mut values = args([("overdue", text(tried.overdue))]);
    for (member, value) in &tried.assumed {
        values.insert(*member, value.clone());
    }
    Step {
        code: "assumed",
        args: values,
        result: text(tried.settlement),
    }
}

type Figure = (&'static str, fn(&Statement) -> Option<Money>);

/// The figures worth a range, with where they are found.
const FIGURES: [Figure; 10] = [
    ("overdue.principal", |s| s.figures.overdue.principal),
    ("overdue.interest", |s| s.figures.overdue.interest),
    ("overdue.default_interest", |s| {
        s.figures.overdue.default_interest
    }),
    ("overdue.total", |s| s.figures.overdue.total),
    ("due_today.total", |s| s.figures.due_today.total),
    ("not_yet_due.principal", |s| s.figures.not_yet_due.principal),
    ("outstanding.principal", |s| s.figures.outstanding.principal),
    ("settlement.total", |s| s.figures.settlement.total),
    ("paid.unapplied", |s| s.figures.paid.unapplied),
    ("variance.total", |s| {
        s.variance.as_ref().and_then(|v| v.widest().total)
    }),
];

/// Sums that charges not known of can only raise.
const RAISED_BY_CHARGES: [&str; 2] = ["overdue.total", "settlement.total"];

/// The ranges of the figures that differ, or that something unbounded adds to.
fn spans(statements: &[Statement], more_above: bool) -> Vec<Range> {
    let span = |(figure, of): &Figure| {
        let values: Option<Vec<Money>> = statements.iter().map(of).collect();
        let values = values?;
        let (low, high) = (*values.iter().min()?, *values.iter().max()?);
        let open = more_above && RAISED_BY_CHARGES.contains(figure);
        (open || low != high).then_some(Range {
            figure,
            low,
            high: (!open).then_some(high),
        })
    };
    FIGURES.iter().filter_map(span).collect()
}

/// The statement that holds under every guess: a figure or a finding that one of them would change
/// isn't known. No guess leads.
fn agreed(loan: &Loan, terms: &Terms, book: &LegalBook, under: &[Statement]) -> Statement {
    let figures: Vec<&Figures> = under.iter().map(|s| &s.figures).collect();
    let mut found: Vec<Finding> = Vec::new();
    if let Some((first, rest)) = under.split_first() {
        let in_all = |f: &&Finding| rest.iter().all(|s| s.findings.contains(f));
        found.extend(first.findings.iter().filter(in_all).cloned());
    }
    for member in GuessedMember::ALL.iter().filter(|m| m.is_open(terms)) {
        let finding = findings::missing(book, member.member(), false);
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    found.sort_by_key(|f| f.severity);
    Statement {
        id: loan.id.clone(),
        ok: true,
        as_of: loan.as_of,
        content_version: book.content_version.clone(),
        basis: super::leading_basis(loan, terms),
        figures: Figures::agreed(&figures),
        annual_cost: same(under.iter().map(|s| s.annual_cost)).flatten(),
        ceilings: agreed_ceilings(under),
        claim: loan.claim.clone(),
        variance: agreed_variance(loan, terms, book),
        alternatives: Vec::new(),
        ranges: None,
        findings: found,
        working: Vec::new(),
        schedule: Vec::new(),
    }
}

/// The claim against what every guess gives for the day of the claim.
fn agreed_variance(loan: &Loan, terms: &Terms, book: &LegalBook) -> Option<Variance> {
    let claim = loan.claim.as_ref()?;
    let (_, variants) = variants(loan, terms, book);
    let then: Vec<Figures> = variants
        .iter()
        .filter_map(|variant| {
            let case = Case::new(&variant.loan, variant.loan.terms.as_ref()?, book);
            let position = case.position(case.basis, claim.on, &mut Silent);
            Some(case.figures(&position))
        })
        .collect();
    let then: Vec<&Figures> = then.iter().collect();
    Some(Variance::between(claim, &Figures::agreed(&then)))
}

/// A ceiling whose sums hang on a guess says so.
fn agreed_ceilings(under: &[Statement]) -> Vec<CeilingAnswer> {
    let Some(first) = under.first() else {
        return Vec::new();
    };
    let answer = |place: usize, of_first: &CeilingAnswer| {
        let all = || under.iter().filter_map(move |s| s.ceilings.get(place));
        if all().all(|a| a == of_first) {
            return of_first.clone();
        }
        let applies = same(all().map(|a| a.applies)).unwrap_or(Applies::Depends);
        let why = same(all().map(|a| a.why.clone()));
        CeilingAnswer {
            applies,
            why: why.unwrap_or_else(|| "contract-rate-unknown".into()),
            rate: same(all().map(|a| a.rate)).flatten(),
            limit: same(all().map(|a| a.limit)).flatten(),
            charged: same(all().map(|a| a.charged)).flatten(),
            excess: same(all().map(|a| a.excess)).flatten(),
            ..of_first.clone()
        }
    };
    let first = first.ceilings.iter().enumerate();
    first.map(|(place, of)| answer(place, of)).collect()
}

/// The one value of all, if it is one.
fn same<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|v| v == first).then_some(first)
}

impl Figures {
    /// The figures on which all agree; the rest isn't known.
    pub(super) fn agreed(all: &[&Figures]) -> Figures {
        fn one<T: PartialEq + Copy>(
            all: &[&Figures],
            of: impl Fn(&Figures) -> Option<T>,
        ) -> Option<T> {
            same(all.iter().map(|f| of(f))).flatten()
        }
        let overdue = |c: Component| one(all, |f| f.overdue.part(c));
        Figures {
            overdue: super::Overdue {
                installments: one(all, |f| f.overdue.installments),
                since: one(all, |f| f.overdue.since),
                days: one(all, |f| f.overdue.days),
                principal: overdue(Component::Principal),
                interest: overdue(Component::Interest),
                default_interest: overdue(Component::DefaultInterest),
                charges: overdue(Component::Charges),
                liquidated_damages: overdue(Component::LiquidatedDamages),
                enforcement_costs: overdue(Component::EnforcementCosts),
                total: one(all, |f| f.overdue.total),
            },
            due_today: super::DueToday {
                principal: one(all, |f| f.due_today.principal),
                interest: one(all, |f| f.due_today.interest),
                charges: one(all, |f| f.due_today.charges),
                total: one(all, |f| f.due_today.total),
            },
            not_yet_due: super::NotYetDue {
                principal: one(all, |f| f.not_yet_due.principal),
            },
            outstanding: super::Outstanding {
                principal: one(all, |f| f.outstanding.principal),
            },
            settlement: super::Settlement {
                total: one(all, |f| f.settlement.total),
            },
            paid: super::Paid {
                principal: one(all, |f| f.paid.principal),
                interest: one(all, |f| f.paid.interest),
                default_interest: one(all, |f| f.paid.default_interest),
                charges: one(all, |f| f.paid.charges),
                liquidated_damages: one(all, |f| f.paid.liquidated_damages),
                enforcement_costs: one(all, |f| f.paid.enforcement_costs),
                total: one(all, |f| f.paid.total),
                unapplied: one(all, |f| f.paid.unapplied),
            },
        }
    }
}
