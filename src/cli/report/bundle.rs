//! `menshen report police` and `court`: the letter for them with its evidence.

use super::assembled::{Purpose, assembled};
use super::wanted::Wanted;
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::cli::letter::{Order, answered, loan_for};
use crate::content::load_flow;
use clap::ArgMatches;

/// A bundle for the police: the account of what happened.
///
/// # Errors
/// The log has nothing to tell, a question is open, or the disk refuses.
pub fn police(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    written(context, matches, "police", "C6")
}

/// A bundle for a court: the objection to a payment order, or the points of an answer.
///
/// # Errors
/// As [`police`]; or the day for it has passed.
pub fn court(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    written(context, matches, "court", "C9")
}

fn written(
    context: &Context,
    matches: &ArgMatches,
    kind: &'static str,
    letter: &str,
) -> Result<(), Failure> {
    let wanted = Wanted::of(matches)?;
    let folder = context.open_case()?;
    let loan = loan_for(context, &folder.load()?, letter, wanted.loan.as_deref())?;
    let order = Order {
        letter,
        entries: wanted.entries.clone(),
        first: load_flow(&context.library, &format!("report-{kind}"))?,
        settled: Vec::new(),
        suggested: Vec::new(),
        own_numbers: wanted.own_numbers,
        told_numbers: wanted.told_numbers,
    };
    let answered = answered(context, &folder, loan, order)?;
    let purpose = Purpose {
        kind,
        to: String::new(),
        destination: None,
    };
    let mut done = assembled(context, &folder, &answered, &wanted, &purpose)?;
    let texts = &context.texts;
    done.screen.title(texts.t("report.next.title"));
    done.screen.text(texts.t(&format!("report.next.{kind}")));
    context.rests_on(RestsOn::Letter, context.as_of())?;
    context.tell(&done.screen, &done.json)
}
