//! Letters that aren't written because they would be false, come too late, or say nothing a court
//! may weigh.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::{load_deadline_rules, load_rest_days};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::deadline::EventKind;
use crate::domain::letter::{Gate, Letter};
use crate::domain::period::Period;
use crate::interview::Answers;
use crate::render::dates::long_date;
use chrono::NaiveDate;

/// What a payment order can be objected to with: the debt itself. That one can't pay isn't enough.
const ABOUT_THE_DEBT: [&str; 4] = [
    "fact.amount_wrong",
    "fact.payments_missing",
    "fact.creditor_unclear",
    "fact.too_old",
];

/// Characters a statement of one's own in a credit report holds at most.
const STATEMENT_CHARACTERS: usize = 200;

/// Refuses what the answers speak against; gives the last day a court counts before it moves from a
/// day of rest, where there is one.
///
/// # Errors
/// The record is right, the day has passed, or there is nothing to object with.
pub fn refuse(
    context: &Context,
    letter: &Letter,
    answers: &Answers,
) -> Result<Option<NaiveDate>, Failure> {
    let is = |id: &str, word: &str| answers.given(id) == Some(word);
    if letter.gates.contains(&Gate::RecordIsWrong) && !is("fact.record", "wrong") {
        return Err(Failure::new("letter-record-right", Kind::Case, Args::new()));
    }
    let statement = answers.given("fact.statement").unwrap_or_default();
    let characters = statement.chars().count();
    if characters > STATEMENT_CHARACTERS {
        let args = args([
            ("characters", characters.to_string()),
            ("most", STATEMENT_CHARACTERS.to_string()),
        ]);
        return Err(Failure::new("letter-statement-long", Kind::Usage, args));
    }
    if !letter.gates.contains(&Gate::ObjectionInTime) {
        return Ok(None);
    }
    let event = match answers.given("fact.court") {
        Some("order") => EventKind::PaymentOrder,
        _ => EventKind::SuitPapers,
    };
    let received = answers.given("fact.received_on");
    let received = received.and_then(|day| day.parse::<NaiveDate>().ok());
    let period = received
        .map(|day| counted(context, event, day))
        .transpose()?
        .flatten();
    if event == EventKind::PaymentOrder {
        if let Some(period) = period.filter(|p| context.as_of() > p.last) {
            let args = args([("last", long_date(period.last))]);
            return Err(Failure::new("letter-objection-too-late", Kind::Case, args));
        }
        if !ABOUT_THE_DEBT.iter().any(|id| is(id, "true")) {
            return Err(Failure::new("letter-no-objection", Kind::Case, Args::new()));
        }
    }
    if let Some(period) = period {
        let passed = context.as_of() > period.last;
        let key = if passed {
            "letter.court-day.passed"
        } else {
            "letter.court-day.ahead"
        };
        let last = long_date(if passed { period.last } else { period.safe });
        context.note(key, args([("last", last)]));
    }
    Ok(period.map(|p| p.counted_last))
}

/// The time limit that runs from papers received on a day.
fn counted(
    context: &Context,
    event: EventKind,
    received: NaiveDate,
) -> Result<Option<Period>, Failure> {
    let rules = load_deadline_rules(&context.library)?;
    let calendars = load_rest_days(&context.library)?;
    let period = rules.iter().filter(|r| r.event == event).find_map(|rule| {
        let rest = rule.calendar.as_ref().and_then(|id| calendars.get(id));
        let length = rule.length_on(received)?;
        Some(Period::new(received, length, rest))
    });
    Ok(period)
}
