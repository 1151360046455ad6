//! `menshen plan stress`: whether the plan holds in a bad month.

use super::super::Failure;
use super::super::context::{Context, RestsOn};
use super::parameter;
use super::reckoning::Reckoning;
use crate::cli::loan::read_value;
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::money::Money;
use crate::domain::plan::{Lacks, Particulars, Strain, StrainKind, Way, WayPlan, strains};
use crate::interview::flow::Kind as AnswerKind;
use crate::render::plan::{StressPage, lacks_words, strain_words, stress_screen};
use crate::render::screen::Screen;
use clap::ArgMatches;
use rust_decimal::Decimal;
use serde_json::json;

/// By which share income falls, for a try.
const DROP: &str = "plan-income-drop";

/// Tries the plan of the case.
///
/// # Errors
/// No month was asked yet, there is no plan to try, or the case can't be read.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let case = context.open_case()?.load()?;
    let reckoning = Reckoning::of_case(context, &case)?;
    let worst = match matches.get_one::<String>("worst") {
        Some(text) => Money::parse(&read_value(context, &AnswerKind::Money, text)?).ok(),
        None => None,
    };
    let plan = plan_of(&case, &reckoning).map_err(|lacks| {
        let texts = &context.texts;
        let why = lacks_words(texts, lacks, reckoning.limits.months_at_most);
        let args = args([("way", texts.t("plans.stress.own-plan")), ("why", why)]);
        Failure::new("plan-way-lacks", Kind::Case, args)
    })?;
    let (strains, percent) = tried(context, &reckoning, &plan, worst)?;
    let mut screen = stress_screen(
        &context.texts,
        &StressPage {
            plan: &plan,
            strains: &strains,
            drop_percent: &percent,
            most: reckoning.limits.months_at_most,
        },
    );
    // What can't be reckoned yet was not tried, and will need a share of its own.
    for id in &reckoning.left_out {
        let words = context.texts.say("plan.screen.left-out", [("loan", id)]);
        screen.text(words);
    }
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(
        &screen,
        &json!({
            "ok": true, "way": plan.way, "monthly": plan.monthly(), "strains": strains,
            "capacity": reckoning.surplus.capacity,
        }),
    )
}

/// One line for the plan's own screen: what happens with less income.
///
/// # Errors
/// The rule book lacks the share.
pub(super) fn in_short(
    context: &Context,
    case: &Case,
    reckoning: &Reckoning,
) -> Result<Screen, Failure> {
    let mut screen = Screen::new();
    let Ok(plan) = plan_of(case, reckoning) else {
        return Ok(screen);
    };
    let (strains, percent) = tried(context, reckoning, &plan, None)?;
    let page = StressPage {
        plan: &plan,
        strains: &strains,
        drop_percent: &percent,
        most: reckoning.limits.months_at_most,
    };
    let short = strains.iter().find(|s| s.kind == StrainKind::IncomeDown);
    if let Some(strain) = short {
        let words = strain_words(&context.texts, strain, &page);
        screen.text(
            context
                .texts
                .say("plans.stress.in-short", [("words", words)]),
        );
    }
    Ok(screen)
}

/// The plan the case has: the way that was picked, else by unpaid principal.
fn plan_of(case: &Case, reckoning: &Reckoning) -> Result<WayPlan, Lacks> {
    if !reckoning.is_firm() {
        return Err(Lacks::Spending);
    }
    if let Some(chosen) = &case.way
        && let Ok(plan) = reckoning.way(chosen.way, &chosen.particulars)
    {
        return Ok(plan);
    }
    reckoning.way(Way::ProRata, &Particulars::default())
}

fn tried(
    context: &Context,
    reckoning: &Reckoning,
    plan: &WayPlan,
    worst: Option<Money>,
) -> Result<(Vec<Strain>, String), Failure> {
    let drop = parameter(context, DROP)?;
    let month = reckoning.month(worst, drop);
    let strains = strains(&reckoning.debts, plan, month, reckoning.limits);
    let percent = (drop * Decimal::ONE_HUNDRED).normalize().to_string();
    Ok((strains, percent))
}
