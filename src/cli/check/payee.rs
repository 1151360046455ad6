//! `menshen check payee`: who is to be paid, how, and whether that is the lender's own channel.

use super::{asking, known, notice};
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::content::{load_flow, load_notices};
use crate::domain::notice::{appraisal, payee_signs};
use crate::interview::{Answers, Value};
use crate::render::notice::{Beside, appraisal as appraisal_screen};
use clap::ArgMatches;
use serde_json::json;

/// Asks or reads the answers and says what they add up to. The answers are kept nowhere.
///
/// # Errors
/// Answers are missing or wrong, nobody can be asked, or the case can't be read.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let (book, channels) = load_notices(&context.library)?;
    let flow = load_flow(&context.library, "check-payee")?;
    let case = known::case(context)?;
    let loans = match &case {
        Some(case) => known::loans(context, case)?,
        None => Vec::new(),
    };
    let loan = known::chosen(case.as_ref(), loans, matches.get_one::<String>("loan"))?;
    let (answers, draft) = asking::answered(context, &flow, &Answers::new())?;

    let lenders = loan.as_ref().map(|l| l.names.clone()).unwrap_or_default();
    let given = answers.iter().map(|a| (a.id.as_str(), word(&a.value)));
    let signs = payee_signs(given, answers.given("payee.name"), &lenders);
    let found = appraisal(&signs, &book.payee_rules);

    context.rests_on(RestsOn::Papers, context.as_of())?;
    let texts = &context.texts;
    let sources = notice::sources(context, &found)?;
    let beside = Beside {
        channels: &channels,
        sources: &sources,
        findings: "payee.finding",
        verdict: "payee.verdict",
    };
    let mut screen = appraisal_screen(texts, &found, beside);
    screen.gap();
    match (&loan, answers.given("payee.name")) {
        (Some(loan), Some(_)) if !loan.names.is_empty() => {
            screen.text(texts.say("payee.name-compared", [("loan", &loan.id)]));
        }
        (None, Some(_)) => {
            screen.text(texts.t("payee.no-loan"));
        }
        _ => {}
    }
    screen.text(texts.t("payee.limit"));
    screen.text(texts.t("payee.paid-already"));
    let json = json!({
        "ok": true, "verdict": found.verdict, "findings": found.findings, "steps": found.steps,
        "avoid": found.avoid, "channels": found.channels, "loan": loan.map(|l| l.id),
    });
    context.emit(&screen, &json)?;
    match draft {
        Some(draft) => Ok(draft.remove()?),
        None => Ok(()),
    }
}

/// An answer as the word of a sign.
fn word(value: &Value) -> &str {
    match value {
        Value::Given(text) => text,
        Value::Many(_) => "many",
        Value::Unknown => "unknown",
        Value::Skipped => "skipped",
    }
}
