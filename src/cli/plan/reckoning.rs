//! What the plans of a case are reckoned from.

use super::super::Failure;
use super::super::context::Context;
use super::{conventions, parameter, step, unusable};
use crate::domain::budget::{Conventions, Household, Surplus};
use crate::domain::calendar::months_after;
use crate::domain::case::{Case, Offer};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::{DefaultInterest, Loan};
use crate::domain::money::Money;
use crate::domain::plan::{
    Debt, Ground, Lacks, Limits, Month, Particulars, Term, Way, WayPlan, way_plan,
};
use crate::domain::statement::{Options, Statement, reconcile};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The household, its loans and the conventions of the rule book for the day.
pub(super) struct Reckoning {
    pub household: Household,
    pub surplus: Surplus,
    pub loans: Vec<Loan>,
    pub statements: Vec<Statement>,
    pub debts: Vec<Debt>,
    /// Ids of loans whose figures aren't known.
    pub left_out: Vec<String>,
    pub limits: Limits,
    conventions: Conventions,
    pause_months: u32,
    as_of: NaiveDate,
}

impl Reckoning {
    /// For the household and the loans that count.
    ///
    /// # Errors
    /// A loan can't be read, or the rule book lacks a convention for the day.
    pub fn new(
        context: &Context,
        case: &Case,
        household: &Household,
    ) -> Result<Reckoning, Failure> {
        let book = context.legal_book()?;
        let conventions = conventions(context)?;
        let loans = crate::cli::confirm::loans(context, case)?;
        let statements: Vec<Statement> = loans
            .iter()
            .map(|l| reconcile(l, book, &Options::default()))
            .collect();
        let (debts, left_out) = debts(&loans, &statements);
        Ok(Reckoning {
            household: household.clone(),
            surplus: household.surplus(conventions),
            loans,
            statements,
            debts,
            left_out,
            limits: limits(context)?,
            conventions,
            pause_months: months(context, "plan-pause-months")?,
            as_of: context.as_of(),
        })
    }

    /// The same for the household the case has.
    ///
    /// # Errors
    /// No month was asked yet; otherwise as [`Reckoning::new`].
    pub fn of_case(context: &Context, case: &Case) -> Result<Reckoning, Failure> {
        match &case.household {
            Some(household) => Reckoning::new(context, case, household),
            None => Err(Failure::new("fact-no-household", Kind::Case, args([]))),
        }
    }

    /// Is all spending known? Without it the capacity is only an upper bound and nothing is offered.
    pub fn is_firm(&self) -> bool {
        self.household.unknown.is_empty()
    }

    /// Reckons a way.
    ///
    /// # Errors
    /// What it lacks.
    pub fn way(&self, way: Way, particulars: &Particulars) -> Result<WayPlan, Lacks> {
        way_plan(way, &self.ground(&self.completed(particulars)))
    }

    /// What was said of a way, completed by what the household has once until the first payment.
    pub fn completed(&self, particulars: &Particulars) -> Particulars {
        let at_hand = self.household.at_hand_once(months_after(self.as_of, 1));
        let at_hand = Some(at_hand).filter(|sum| !sum.is_zero());
        Particulars {
            lump: particulars.lump.or(at_hand),
            ..particulars.clone()
        }
    }

    /// What every way is reckoned from.
    pub fn ground<'p>(&'p self, particulars: &'p Particulars) -> Ground<'p> {
        Ground {
            capacity: self.surplus.capacity,
            debts: &self.debts,
            limits: self.limits,
            pause_months: self.pause_months,
            particulars,
            as_of: self.as_of,
        }
    }

    /// What can be kept in an ordinary month, in the worst, and with income lower by this share.
    /// An irregular income is counted by its lowest month already; of a steady one the worst month
    /// is known only if somebody says what comes in then.
    pub fn month(&self, worst_income: Option<Money>, drop: Decimal) -> Month {
        let with = |income: Money| {
            let mut household = self.household.clone();
            household.income = income;
            household.surplus(self.conventions).capacity
        };
        let usual = self.surplus.capacity;
        let lower = self.household.income.yuan() * (Decimal::ONE - drop);
        // Down to the fen: a lower income is never rounded up.
        let fen = (lower * Decimal::ONE_HUNDRED).trunc().to_i64();
        Month {
            usual,
            worst: match worst_income {
                Some(income) => Some(with(income)),
                None => self.household.irregular.then_some(usual),
            },
            reduced: with(Money::from_fen(fen.unwrap_or(0))),
        }
    }
}

/// The offers a way makes: what each lender gets from the first payment on.
pub(super) fn offers_of(plan: &WayPlan, as_of: NaiveDate) -> Vec<Offer> {
    let own_day = matches!(plan.way, Way::Pause | Way::DueDate);
    let months = |loan: &str| {
        let course = plan.frozen.loans.iter().find(|c| c.loan == loan)?;
        match course.term {
            Term::Months(months) => Some(months),
            _ => None,
        }
    };
    plan.offered
        .iter()
        .filter(|o| !o.monthly.is_zero())
        .map(|o| Offer {
            loan: o.loan.clone(),
            monthly: o.monthly,
            months: months(&o.loan),
            first_on: own_day.then_some(plan.first_on),
            as_of,
        })
        .collect()
}

fn limits(context: &Context) -> Result<Limits, Failure> {
    Ok(Limits {
        step: step(context)?,
        months_at_most: months(context, "plan-months-at-most")?,
    })
}

/// A whole number of the rule book.
pub(super) fn months(context: &Context, id: &str) -> Result<u32, Failure> {
    parameter(context, id)?.to_u32().ok_or_else(|| unusable(id))
}

/// Loans that can be split over, and the ids of those whose figures aren't known.
fn debts(loans: &[Loan], statements: &[Statement]) -> (Vec<Debt>, Vec<String>) {
    let mut debts = Vec::new();
    let mut left_out = Vec::new();
    for (loan, statement) in loans.iter().zip(statements) {
        match debt(loan, statement) {
            Some(debt) if debt.total().is_some_and(Money::is_zero) => {}
            Some(debt) => debts.push(debt),
            None => left_out.push(loan.id.clone()),
        }
    }
    (debts, left_out)
}

fn debt(loan: &Loan, statement: &Statement) -> Option<Debt> {
    let terms = loan.terms.as_ref()?;
    let overdue = &statement.figures.overdue;
    let rate = terms.rate.map(|r| r.contract_rate());
    let default_rate = match terms.default_interest {
        Some(DefaultInterest::Multiple(times)) => rate.map(|r| r.times(times).decimal()),
        Some(DefaultInterest::Annual(rate)) => Some(rate.decimal()),
        Some(DefaultInterest::Daily(rate)) => Some(rate.decimal() * Decimal::from(360)),
        Some(DefaultInterest::Nothing) => Some(Decimal::ZERO),
        None => None,
    };
    let principal = overdue.principal?;
    Some(Debt {
        loan: loan.id.clone(),
        overdue_principal: principal,
        overdue_other: overdue.total.map(|total| total - principal),
        not_yet_due: statement.figures.not_yet_due.principal?,
        annual_cost: statement
            .annual_cost
            .as_ref()
            .and_then(|c| c.as_stated())
            .and_then(|r| i64::try_from(r.parts()).ok()),
        rate: rate.map(|r| r.decimal()),
        default_rate,
    })
}
