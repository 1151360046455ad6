//! `menshen plan`: the household's month, what it can keep, the split over the lenders.

mod household;
mod screen;

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use super::tonight;
use crate::content::load_flow;
use crate::domain::budget::Conventions;
use crate::domain::case::{Case, Offer};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::{DefaultInterest, Loan};
use crate::domain::money::Money;
use crate::domain::plan::{Debt, Limits, Share, Term, pro_rata};
use crate::domain::statement::{Options, Statement, reconcile};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;

use household::{household, known_answers};
use screen::{Outlook, plan_screen};

/// Runs the command.
///
/// # Errors
/// The answers lack or spoil something, nobody can be asked, or the case can't be read or written.
pub fn run(context: &Context) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "plan")?;
    let lock = folder.lock()?;
    let draft = folder.draft("plan");
    let mut case = folder.load()?;
    let known = case
        .household
        .as_ref()
        .map(known_answers)
        .unwrap_or_default();
    let answers = ask::answers(context, &flow, &known, &draft, &|_, _| Vec::new(), &lock)?;
    let household = household(&answers);
    let surplus = household.surplus(conventions(context)?);
    case.household = Some(household.clone());

    let book = context.legal_book()?;
    let loans = super::confirm::loans(context, &case)?;
    let statements: Vec<Statement> = loans
        .iter()
        .map(|l| reconcile(l, book, &Options::default()))
        .collect();
    let (debts, left_out) = debts(&loans, &statements);
    let limits = limits(context)?;
    let most = limits.months_at_most;
    let plan = pro_rata(surplus.capacity, &debts, limits);
    // With spending not known the capacity is only an upper bound: nothing is offered on it.
    let offered = |share: &&Share| household.unknown.is_empty() && !share.monthly.is_zero();
    case.offers = plan
        .shares
        .iter()
        .filter(offered)
        .map(|s| Offer {
            loan: s.loan.clone(),
            monthly: s.monthly,
            months: match s.if_frozen {
                Term::Months(months) => Some(months),
                _ => None,
            },
            as_of: context.as_of(),
        })
        .collect();
    folder.save(&case, &lock)?;
    draft.remove()?;

    let mut screen = plan_screen(
        &context.texts,
        &household,
        &surplus,
        &Outlook { plan: &plan, most },
        &left_out,
    );
    screen.append(tonight::next_step(context, &case, &statements)?);
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(
        &screen,
        &json!({"ok": true, "household": household, "surplus": surplus, "plan": plan, "left_out": left_out}),
    )
}

fn parameter(context: &Context, id: &str) -> Result<Decimal, Failure> {
    let book = context.legal_book()?;
    Ok(book.parameters.value(id, context.as_of())?.value)
}

/// A parameter that isn't the number it should be: never taken for nothing.
fn unusable(id: &str) -> Failure {
    Failure::new(
        "internal",
        Kind::Internal,
        args([("reason", id.to_owned())]),
    )
}

/// The rule book's conventions for a household's month.
///
/// # Errors
/// The book has no such convention for the day.
pub fn conventions(context: &Context) -> Result<Conventions, Failure> {
    let percent = parameter(context, "reserve-share")? * Decimal::ONE_HUNDRED;
    Ok(Conventions {
        reserve_percent: percent.to_i64().ok_or_else(|| unusable("reserve-share"))?,
        step: step(context)?,
    })
}

fn step(context: &Context) -> Result<Money, Failure> {
    let step = parameter(context, "capacity-step")?;
    Money::round_from_yuan(step)
        .filter(|m| m.fen() > 0)
        .ok_or_else(|| unusable("capacity-step"))
}

fn limits(context: &Context) -> Result<Limits, Failure> {
    let months = parameter(context, "plan-months-at-most")?;
    Ok(Limits {
        step: step(context)?,
        months_at_most: months
            .to_u32()
            .ok_or_else(|| unusable("plan-months-at-most"))?,
    })
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

/// What a request for instalments may offer on this loan: never more than capacity less what the
/// other loans are offered.
///
/// # Errors
/// No plan was made yet, or there is nothing to offer.
pub fn room_for(context: &Context, case: &Case, loan: &str) -> Result<Money, Failure> {
    let Some(household) = &case.household else {
        return Err(Failure::new("letter-plan-needed", Kind::Case, args([])));
    };
    if !household.unknown.is_empty() {
        return Err(Failure::new(
            "letter-spending-unknown",
            Kind::Case,
            args([]),
        ));
    }
    let capacity = household.surplus(conventions(context)?).capacity;
    let others: Money = case
        .offers
        .iter()
        .filter(|o| o.loan != loan)
        .map(|o| o.monthly)
        .sum();
    Ok((capacity - others).at_least_zero())
}
