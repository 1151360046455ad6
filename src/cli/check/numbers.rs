//! Company codes, identity numbers, case numbers: their form. A pass never proves identity.

use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::domain::coded::{Args, Kind};
use crate::domain::identifier::{
    CaseNumber, credit_code_faults, identity_faults, mask_identity, normalised_credit_code,
};
use crate::interview::reading::plain_form;
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde_json::json;
use std::io::{IsTerminal, Read};

/// Runs the subcommand. Exit code 0 whether the number passes or not: both are answers.
///
/// # Errors
/// Nothing was given to check.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    context.rests_on(RestsOn::Papers, context.as_of())?;
    let code = |m: &ArgMatches| m.get_one::<String>("code").cloned().unwrap_or_default();
    match matches.subcommand() {
        Some(("id", _)) => identity(context),
        Some(("case-number", m)) => case_number(context, &code(m)),
        Some((_, m)) => credit_code(context, &code(m)),
        None => Ok(()),
    }
}

/// The words of the faults, or of a pass.
fn answer(context: &Context, what: &str, shown: &str, faults: &[&str]) -> Screen {
    let texts = &context.texts;
    let mut screen = Screen::new();
    if faults.is_empty() {
        screen.text(texts.say(&format!("check.{what}.pass"), [("shown", shown)]));
    } else {
        screen.text(texts.say(&format!("check.{what}.fail"), [("shown", shown)]));
        for fault in faults {
            screen.item("-", texts.t(&format!("rejected.{fault}")));
        }
    }
    screen.text(texts.t(&format!("check.{what}.limit")));
    screen
}

fn credit_code(context: &Context, given: &str) -> Result<(), Failure> {
    let normalised = normalised_credit_code(&plain_form(given));
    let faults: Vec<&str> = credit_code_faults(&normalised)
        .into_iter()
        .map(|f| f.code())
        .collect();
    let mut screen = answer(context, "uscc", &normalised, &faults);
    if normalised != given {
        screen.text(context.texts.t("check.normalised"));
    }
    context.emit(
        &screen,
        &json!({"valid": faults.is_empty(), "normalised": normalised, "reasons": faults}),
    )
}

/// The number comes from standard input or a hidden prompt, is never stored and never shown whole.
fn identity(context: &Context) -> Result<(), Failure> {
    let given = if std::io::stdin().is_terminal() {
        context.need_terminal(vec!["id".into()])?;
        crate::terminal::secret(&context.texts.t("check.id.ask"), context.manner)
            .ok_or_else(|| Failure::new("interrupted", Kind::Interrupted, Args::new()))?
    } else {
        let mut text = String::new();
        // A stream that breaks off is checked as far as it came; an empty one is refused below.
        let _ = std::io::stdin().take(200).read_to_string(&mut text);
        text
    };
    let number = plain_form(&given).to_ascii_uppercase();
    if number.is_empty() {
        return Err(
            Failure::new("check-nothing-given", Kind::AnswerNeeded, Args::new())
                .with_needed(vec!["id".into()]),
        );
    }
    let faults: Vec<&str> = identity_faults(&number)
        .into_iter()
        .map(|f| f.code())
        .collect();
    let shown = mask_identity(&number);
    let screen = answer(context, "id", &shown, &faults);
    context.emit(
        &screen,
        &json!({"valid": faults.is_empty(), "masked": shown, "reasons": faults}),
    )
}

fn case_number(context: &Context, given: &str) -> Result<(), Failure> {
    match CaseNumber::parse(given) {
        Ok(number) => {
            let mut screen = answer(context, "case-number", &number.to_string(), &[]);
            let level = context
                .texts
                .t(&format!("check.court.{}", number.level.word()));
            screen.text(context.texts.say(
                "check.case-number.parts",
                [
                    ("year", number.year.to_string()),
                    ("court", number.court.clone()),
                    ("level", level),
                    ("kind", number.case_type.clone()),
                    ("number", number.number.to_string()),
                ],
            ));
            context.emit(
                &screen,
                &json!({
                    "valid": true, "normalised": number.to_string(), "reasons": [],
                    "year": number.year, "court": number.court, "kind": number.case_type,
                    "number": number.number,
                }),
            )
        }
        Err(fault) => {
            let screen = answer(context, "case-number", given, &[fault.code()]);
            let reasons = [fault.code()];
            context.emit(
                &screen,
                &json!({"valid": false, "normalised": null, "reasons": reasons}),
            )
        }
    }
}
