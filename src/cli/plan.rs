//! `menshen plan`: the household's month, what it can keep, the split over the lenders; other ways
//! of spending it, whether it holds in a bad month, and what a lender offers back.

mod budget;
mod chosen;
mod household;
mod offer;
mod reckoning;
mod screen;
mod stress;
mod ways;

pub use chosen::outlook;
pub use offer::open_points;

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use super::tonight;
use crate::content::{load_budget_categories, load_flow};
use crate::domain::budget::{Categories, Conventions, doubts};
use crate::domain::case::{Case, Offer};
use crate::domain::coded::{Kind, args};
use crate::domain::money::Money;
use crate::domain::plan::{Plan, Term, Way, pro_rata};
use crate::interview::{Answers, Say};
use crate::render::screen::Screen;
use clap::ArgMatches;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;

use household::{FULL, QUICK, household, is_for_full, known_answers};
use reckoning::{Reckoning, offers_of};
use screen::{Outlook, plan_screen};

/// Runs the command or its subcommand.
///
/// # Errors
/// As each says.
pub fn command(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("budget", m)) => budget::run(context, m),
        Some(("ways", m)) => ways::run(context, m),
        Some(("stress", m)) => stress::run(context, m),
        Some(("offer", m)) => offer::run(context, m),
        _ => run(context, matches.get_flag("full")),
    }
}

/// Asks for the household's month and splits what it can keep; `full`: line by line, also where it
/// was quick before.
///
/// # Errors
/// The answers lack or spoil something, nobody can be asked, or the case can't be read or written.
pub fn run(context: &Context, full: bool) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let categories = load_budget_categories(&context.library)?;
    let flow_id = flow_id(context, full, &case, &categories)?;
    let flow = load_flow(&context.library, flow_id)?;
    let draft = folder.draft(flow_id);
    let known = case.household.as_ref();
    let known = known.map(|h| known_answers(h, &flow, &categories));
    let aside = |id: &str, _: &Answers| match (flow_id, id) {
        (QUICK, "irregular") => vec![Say::key("budget.beside.hurry")],
        _ => Vec::new(),
    };
    let known = known.unwrap_or_default();
    let answers = ask::answers(context, &flow, &known, &draft, &aside, &lock)?;
    let mut household = household(&answers, &categories);
    if let (QUICK, Some(earlier)) = (flow_id, &case.household) {
        // What the quick way doesn't ask about stays.
        household.resources.clone_from(&earlier.resources);
    }
    let surplus = household.surplus(conventions(context)?);
    let doubts = doubts(&household, &surplus, &categories, case.household.as_ref());
    case.household = Some(household.clone());

    let reckoning = Reckoning::new(context, &case, &household)?;
    let surplus = reckoning.surplus;
    let most = reckoning.limits.months_at_most;
    let plan = pro_rata(surplus.capacity, &reckoning.debts, reckoning.limits);
    let mut beside = Screen::new();
    // With spending not known the capacity is only an upper bound: nothing is offered on it.
    case.offers = if reckoning.is_firm() {
        offers(context, &case, &reckoning, &plan, &mut beside)
    } else {
        Vec::new()
    };
    folder.save(&case, &lock)?;
    draft.remove()?;

    let left_out = &reckoning.left_out;
    let mut screen = plan_screen(
        &context.texts,
        &household,
        &surplus,
        &Outlook { plan: &plan, most },
        left_out,
    );
    screen.append(beside);
    screen.append(budget::beside(
        &context.texts,
        &household,
        &surplus,
        &categories,
        &doubts,
    ));
    if reckoning.is_firm() && !plan.shares.is_empty() && !surplus.capacity.is_zero() {
        screen.append(stress::in_short(context, &case, &reckoning)?);
    }
    screen.append(tonight::next_step(context, &case, &reckoning.statements)?);
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(
        &screen,
        &json!({
            "ok": true, "household": household, "surplus": surplus,
            "mean_income": household.mean_income(), "doubts": doubts, "plan": plan,
            "left_out": left_out, "way": case.way, "offers": case.offers,
        }),
    )
}

/// Said where the split by principal ends the loans only if nothing more accrues: in how many months.
///
/// # Errors
/// A loan can't be read, or the rule book lacks a convention for the day.
pub fn only_if_frozen(context: &Context, case: &Case) -> Result<Option<String>, Failure> {
    let Some(household) = &case.household else {
        return Ok(None);
    };
    let reckoning = Reckoning::new(context, case, household)?;
    let plan = pro_rata(
        reckoning.surplus.capacity,
        &reckoning.debts,
        reckoning.limits,
    );
    let months = plan.shares.iter().map(|s| match s.if_frozen {
        Term::Months(months) => Some(months),
        _ => None,
    });
    let months: Vec<u32> = months.flatten().collect();
    let (Some(least), Some(most)) = (months.iter().min(), months.iter().max()) else {
        return Ok(None);
    };
    let running_too_long = plan.shares.iter().any(|s| s.if_running == Term::TooLong);
    let args = [
        ("least", *least),
        ("most", *most),
        ("longest", reckoning.limits.months_at_most),
    ];
    Ok((plan.works_if_frozen && running_too_long).then(|| context.texts.say("plans.demo", args)))
}

/// The offers of the way that was picked; by unpaid principal where none was, or where it can't be
/// reckoned any more, which is then said.
fn offers(
    context: &Context,
    case: &Case,
    reckoning: &Reckoning,
    plan: &Plan,
    screen: &mut Screen,
) -> Vec<Offer> {
    let texts = &context.texts;
    if let Some(chosen) = case.way.as_ref().filter(|c| c.way != Way::ProRata) {
        let way = texts.t(&format!("plans.way.{}.short", chosen.way.word()));
        match reckoning.way(chosen.way, &chosen.particulars) {
            Ok(plan) => {
                let offers = offers_of(&plan, context.as_of());
                let sums: Vec<String> = offers
                    .iter()
                    .map(|o| format!("{} {}", o.loan, o.monthly.grouped()))
                    .collect();
                let args = [("way", way), ("sums", context.texts.listed(&sums))];
                screen.text(texts.say("plans.chosen", args));
                return offers;
            }
            Err(lacks) => {
                let why = texts.say(
                    &format!("plans.lacks.{}", lacks.word()),
                    [("most", reckoning.limits.months_at_most)],
                );
                screen.text(texts.say("plans.chosen-lacks", [("way", way), ("why", why)]));
            }
        }
    }
    plan.shares
        .iter()
        .filter(|s| !s.monthly.is_zero())
        .map(|s| Offer {
            loan: s.loan.clone(),
            monthly: s.monthly,
            months: match s.if_frozen {
                Term::Months(months) => Some(months),
                _ => None,
            },
            first_on: None,
            as_of: context.as_of(),
        })
        .collect()
}

/// The flow that asks: line by line where that is wanted or was done before, else the quick one. A
/// file of answers says by its members which of the two it is for.
fn flow_id(
    context: &Context,
    full: bool,
    case: &Case,
    categories: &Categories,
) -> Result<&'static str, Failure> {
    let full = match &context.answers {
        _ if full => true,
        Some(path) => is_for_full(&ask::read_answers(path)?),
        None => {
            let household = case.household.as_ref();
            household.is_some_and(|h| categories.is_full(h))
        }
    };
    Ok(if full { FULL } else { QUICK })
}

pub(super) fn parameter(context: &Context, id: &str) -> Result<Decimal, Failure> {
    let book = context.legal_book()?;
    Ok(book.parameters.value(id, context.as_of())?.value)
}

/// A parameter that isn't the number it should be: never taken for nothing.
pub(super) fn unusable(id: &str) -> Failure {
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

pub(super) fn step(context: &Context) -> Result<Money, Failure> {
    let step = parameter(context, "capacity-step")?;
    Money::round_from_yuan(step)
        .filter(|m| m.fen() > 0)
        .ok_or_else(|| unusable("capacity-step"))
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
