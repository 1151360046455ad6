//! The reconciliation: what is owed rebuilt from the loan, against what is claimed and what law
//! allows, with the facts a person should know about it.

mod alternatives;
mod audit;
mod falling_due;
mod figures;
mod findings;
mod formulas;
mod guess;
mod ledger;
mod owing;
mod ranges;
mod schedule;
mod totals;
mod variance;

pub use alternatives::{Alternative, Guess};
pub use audit::{Audit, CasePlace};
pub use falling_due::{FallingDue, Month, MonthShare, falling_due};
pub use figures::{DueToday, Figures, NotYetDue, Outstanding, Overdue, Paid, Settlement};
pub use findings::CODES as FINDING_CODES;
pub use guess::{GuessRule, GuessedMember, GuessedValue};
pub use ranges::{Assumption, Range, Ranges, Tried};
pub use schedule::{RowState, ScheduleRow};
pub use totals::{Sum, Totals, totals};
pub use variance::{Against, ComparisonLine, Difference, Variance};

use super::allocation::Component;
use super::annual_cost::{AnnualCost, annual_cost};
use super::ceiling::{CeilingAnswer, Charged, LegalBook};
use super::finding::Finding;
use super::loan::{Basis, Claim, Loan, PrincipalBasis, Repayment, Terms};
use super::money::Money;
use super::rate::PerDay;
use super::schedule::Plan;
use super::working::{Silent, Sink, Step, Working};
use chrono::NaiveDate;
use ledger::{Parting, Position, Replay, replay, replay_to_parting};
use serde::Serialize;

/// What to give besides the figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The steps behind the figures.
    pub explain: bool,
    /// The plan of instalments.
    pub schedule: bool,
}

/// What is owed on one loan on one day. Serialises to the object of the reconciliation format.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// The loan's id.
    pub id: String,
    /// Always true; a loan that can't be read has an error object instead.
    pub ok: bool,
    /// The day it is made for.
    pub as_of: NaiveDate,
    /// The version of the rule book.
    pub content_version: String,
    /// The way of counting that leads.
    pub basis: Basis,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// The cost a year; `None` where only a claim is known.
    pub annual_cost: Option<AnnualCost>,
    /// The answer of every ceiling.
    pub ceilings: Vec<CeilingAnswer>,
    /// The claim, as stated.
    pub claim: Option<Claim>,
    /// Claimed less recomputed, on the day of the claim.
    pub variance: Option<Variance>,
    /// The figures under the other ways of counting and under stated guesses.
    pub alternatives: Vec<Alternative>,
    /// Between which sums the figures lie where facts are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Ranges>,
    /// Facts to know, the most pressing first.
    pub findings: Vec<Finding>,
    /// The steps behind the figures, where asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub working: Vec<Step>,
    /// The plan of instalments under the leading basis, where asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<ScheduleRow>,
}

impl Statement {
    /// Claimed, recomputed and their difference, part by part and in total, for the screen.
    pub fn comparison(&self) -> Vec<ComparisonLine> {
        self.claim
            .as_ref()
            .zip(self.variance.as_ref())
            .map(|(claim, variance)| variance.lines(claim))
            .unwrap_or_default()
    }

    /// Members whose absence leaves a figure or an answer unknown.
    pub fn missing(&self) -> Vec<&str> {
        self.findings
            .iter()
            .filter(|f| f.code == "fact-missing")
            .filter_map(|f| f.args.get("member").map(String::as_str))
            .collect()
    }
}

/// Makes the statement of a checked loan. It can't fail: what isn't known is said to be unknown.
pub fn reconcile(loan: &Loan, book: &LegalBook, options: &Options) -> Statement {
    match &loan.terms {
        Some(terms) => ranges::reconcile_with_gaps(loan, terms, book, options),
        None => from_claim_alone(loan, book),
    }
}

/// Everything the parts of a statement are made from.
struct Case<'c> {
    loan: &'c Loan,
    terms: &'c Terms,
    book: &'c LegalBook,
    basis: Basis,
    default_rate: Option<PerDay>,
    /// Sorted; none after `as_of`.
    repayments: &'c [Repayment],
    /// The plan on the contract's amount. Made once, replayed under every way of counting.
    on_contract: Plan<'c>,
    /// The plan on the amount received, where that is another.
    on_received: Option<Plan<'c>>,
}

impl<'c> Case<'c> {
    fn new(loan: &'c Loan, terms: &'c Terms, book: &'c LegalBook) -> Case<'c> {
        let counted = loan.repayments.partition_point(|r| r.on <= loan.as_of);
        let plan = |amount| Plan::new(terms, Plan::principal_of(terms, amount));
        let received = terms.received();
        Case {
            loan,
            terms,
            book,
            basis: leading_basis(loan, terms),
            default_rate: terms.default_per_day(),
            repayments: &loan.repayments[..counted],
            on_contract: plan(terms.contract_amount),
            on_received: (received != terms.contract_amount).then(|| plan(received)),
        }
    }

    fn plan(&self, basis: PrincipalBasis) -> &Plan<'c> {
        match (basis, &self.on_received) {
            (PrincipalBasis::Received, Some(plan)) => plan,
            _ => &self.on_contract,
        }
    }

    fn replay(&self, basis: Basis, to: NaiveDate) -> Replay<'_, 'c> {
        Replay {
            plan: self.plan(basis.principal),
            order: self.book.order(basis.order),
            spread: basis.spread,
            default_rate: self.default_rate,
            repayments: self.repayments,
            to,
        }
    }

    fn position(&self, basis: Basis, to: NaiveDate, working: &mut impl Working) -> Position<'c> {
        replay(self.terms, &self.replay(basis, to), working)
    }

    /// The position on the loan's day, and where other orders and spreads part from it.
    fn parted(
        &self,
        basis: Basis,
        working: &mut impl Working,
    ) -> (Position<'c>, Option<Parting<'_, 'c>>) {
        let how = self.replay(basis, self.loan.as_of);
        replay_to_parting(self.terms, &how, working)
    }

    /// Charges at the start that cost the borrower something beside the principal owed.
    fn upfront_charged(&self) -> Money {
        match self.basis.principal {
            // Under the amount received, what was kept back isn't owed and so isn't charged.
            PrincipalBasis::Received => self.terms.paid_separately(),
            PrincipalBasis::Contract => self.terms.paid_separately() + self.terms.kept_back(),
        }
    }

    fn figures(&self, position: &Position<'_>) -> Figures {
        figures::figures(position, self.default_rate.is_some())
    }
}

/// The way of counting that leads. Where something was kept back and nothing else is said, the
/// amount received leads, unless another company's charge was kept back: then neither does, and
/// the contract's amount stands first only because something must.
fn leading_basis(loan: &Loan, terms: &Terms) -> Basis {
    let kept_back = terms.deducted() > Money::ZERO;
    let principal = if kept_back && !terms.third_party_kept_back() {
        PrincipalBasis::Received
    } else {
        PrincipalBasis::Contract
    };
    Basis {
        order: loan.basis.order.unwrap_or_default(),
        spread: loan.basis.spread.unwrap_or_default(),
        principal: loan.basis.principal.unwrap_or(principal),
    }
}

fn from_terms(loan: &Loan, terms: &Terms, book: &LegalBook, options: &Options) -> Statement {
    let case = Case::new(loan, terms, book);
    let mut working = Sink::keeping(options.explain);
    formulas::note(&case, &mut working);
    let (position, parting) = case.parted(case.basis, &mut working);
    let figures = case.figures(&position);
    let cost = annual_cost(terms, case.on_contract.planned());
    let ceilings = ceilings(&case, &position, &figures);
    let variance = loan.claim.as_ref().map(|claim| {
        if claim.on == loan.as_of {
            Variance::between(claim, &figures)
        } else {
            let then = case.position(case.basis, claim.on, &mut Silent);
            Variance::between(claim, &case.figures(&then))
        }
    });
    let findings = findings::all(&findings::Seen {
        case: &case,
        position: &position,
        figures: &figures,
        cost: &cost,
        ceilings: &ceilings,
        variance: variance.as_ref(),
    });
    let schedule = if options.schedule {
        let rows = case.plan(case.basis.principal).planned();
        schedule::standing(rows, &position)
    } else {
        Vec::new()
    };
    let alternatives = alternatives::alternatives(&case, parting.as_ref(), &figures);
    note_results(&case, &figures, &ceilings, &mut working);
    Statement {
        id: loan.id.clone(),
        ok: true,
        as_of: loan.as_of,
        content_version: book.content_version.clone(),
        basis: case.basis,
        figures,
        annual_cost: Some(cost),
        ceilings,
        claim: loan.claim.clone(),
        variance,
        alternatives,
        ranges: None,
        findings,
        working: working.into_steps(),
        schedule,
    }
}

fn from_claim_alone(loan: &Loan, book: &LegalBook) -> Statement {
    Statement {
        id: loan.id.clone(),
        ok: true,
        as_of: loan.as_of,
        content_version: book.content_version.clone(),
        basis: Basis {
            order: loan.basis.order.unwrap_or_default(),
            spread: loan.basis.spread.unwrap_or_default(),
            principal: loan.basis.principal.unwrap_or(PrincipalBasis::Contract),
        },
        figures: Figures::unknown(),
        annual_cost: None,
        ceilings: Vec::new(),
        claim: loan.claim.clone(),
        variance: loan
            .claim
            .as_ref()
            .map(|claim| Variance::between(claim, &Figures::unknown())),
        alternatives: Vec::new(),
        ranges: None,
        findings: findings::of_claim_alone(loan, book),
        working: Vec::new(),
        schedule: Vec::new(),
    }
}

fn ceilings(case: &Case<'_>, position: &Position<'_>, figures: &Figures) -> Vec<CeilingAnswer> {
    let default_interest = figures
        .paid
        .default_interest
        .zip(figures.overdue.default_interest)
        .map(|(paid, owed)| paid + owed);
    let all = || {
        let paid = &figures.paid;
        let paid = paid.interest? + paid.charges? + paid.liquidated_damages?;
        let owed = figures.everything(Component::Interest)?
            + figures.everything(Component::Charges)?
            + figures.everything(Component::LiquidatedDamages)?;
        Some(paid + owed + default_interest? + case.upfront_charged())
    };
    let balance_days: Vec<i128> = position
        .owing
        .iter()
        .map(owing::Owing::overdue_balance_days)
        .collect();
    let charged = Charged {
        all: all(),
        default_interest,
        default_balance_days: &balance_days,
        repaid: &position.repaid,
    };
    case.book
        .ceilings
        .iter()
        .map(|rule| rule.answer(case.loan, case.terms, &case.book.parameters, &charged))
        .collect()
}

/// The last steps of the working: how the totals were put together.
fn note_results(
    case: &Case<'_>,
    figures: &Figures,
    ceilings: &[CeilingAnswer],
    working: &mut impl Working,
) {
    let text = |amount: Option<Money>| amount.map_or_else(String::new, |m| m.to_string());
    working.note(|| Step {
        code: "overdue",
        args: Component::ALL
            .iter()
            .map(|c| (c.member(), text(figures.overdue.part(*c))))
            .collect(),
        result: text(figures.overdue.total),
    });
    working.note(|| Step {
        code: "settlement",
        args: [
            ("overdue", text(figures.overdue.total)),
            ("due_today", text(figures.due_today.total)),
            ("not_yet_due", text(figures.not_yet_due.principal)),
            ("unapplied", text(figures.paid.unapplied)),
        ]
        .into_iter()
        .collect(),
        result: text(figures.settlement.total),
    });
    for (rule, ceiling) in case.book.ceilings.iter().zip(ceilings) {
        if let Some(limit) = ceiling.limit {
            working.note(|| Step {
                code: "ceiling",
                args: [
                    ("id", ceiling.id.clone()),
                    (
                        "percent",
                        ceiling.rate.map_or_else(String::new, formulas::percent),
                    ),
                    ("measure", rule.measure.word().to_owned()),
                    ("year", case.terms.default_basis.days().to_string()),
                    ("charged", text(ceiling.charged)),
                ]
                .into_iter()
                .collect(),
                result: limit.to_string(),
            });
        }
    }
}
