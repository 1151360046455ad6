//! `menshen check agreement`: fourteen points and the figures, before money moves.

use super::{asking, known};
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::content::load_flow;
use crate::domain::agreement::{AgreedFigures, AgreementGround, PointState, agreement_check};
use crate::domain::money::Money;
use crate::interview::{Answers, Value};
use crate::render::agreement::agreement as agreement_screen;
use clap::ArgMatches;
use serde_json::json;

/// Asks or reads the answers and shows what is open. The answers are kept nowhere.
///
/// # Errors
/// Answers are missing or wrong, nobody can be asked, or the case can't be read.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let flow = load_flow(&context.library, "check-agreement")?;
    let case = known::case(context)?;
    let loans = match &case {
        Some(case) => known::loans(context, case)?,
        None => Vec::new(),
    };
    let loan = known::chosen(case.as_ref(), loans, matches.get_one::<String>("loan"))?;
    let (answers, draft) = asking::answered(context, &flow, &Answers::new())?;

    let offer = case.as_ref().zip(loan.as_ref()).and_then(|(case, loan)| {
        let offers = &case.offers;
        offers.iter().find(|o| o.loan == loan.id).map(|o| o.monthly)
    });
    let ground = AgreementGround {
        overdue: loan.as_ref().and_then(|l| l.overdue),
        everything: loan.as_ref().and_then(|l| l.everything),
        monthly_room: offer,
    };
    let agreed = agreed(&answers);
    let check = agreement_check(|id| state(&answers, id), &agreed, &ground);
    context.rests_on(RestsOn::Papers, context.as_of())?;
    let texts = &context.texts;
    let mut screen = agreement_screen(texts, &check, &agreed, &ground, context.as_of());
    if loan.is_none() {
        screen.text(texts.t("agreement.no-loan"));
    }
    let open: Vec<&str> = check.open().map(|p| p.id).collect();
    let json = json!({
        "ok": true, "points": check.points, "open": open, "figures": check.figures,
        "sum": check.sum, "difference": check.difference, "agreed": agreed, "compared": ground,
        "loan": loan.map(|l| l.id), "as_of": context.as_of(),
    });
    context.emit(&screen, &json)?;
    match draft {
        Some(draft) => Ok(draft.remove()?),
        None => Ok(()),
    }
}

fn state(answers: &Answers, point: &str) -> PointState {
    let id = format!("agreement.{}", point.replace('-', "_"));
    match answers.get(&id).and_then(Value::given) {
        Some("true") => PointState::Written,
        Some(_) => PointState::Open,
        None => PointState::Unknown,
    }
}

fn agreed(answers: &Answers) -> AgreedFigures {
    let given = |name: &str| answers.given(&format!("agreement.{name}"));
    let money = |name: &str| given(name).and_then(|text| Money::parse(text).ok());
    AgreedFigures {
        total: money("total"),
        first: money("first"),
        count: given("count").and_then(|text| text.parse().ok()),
        each: money("each"),
        last: money("last"),
    }
}
