//! Letters that aren't written because they would be false, come too late, or say nothing a court
//! may weigh.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::{load_deadline_rules, load_rest_days};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::deadline::EventKind;
use crate::domain::letter::{Gate, Letter};
use crate::domain::period::Period;
use crate::interview::{Answers, Say};
use chrono::NaiveDate;

/// The question before which the last day is said: the one after the day the papers came.
pub const AFTER_COURT_DAY: &str = "fact.court_name";

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
    let (event, period) = court_period(context, answers)?;
    if event == EventKind::PaymentOrder {
        if let Some(period) = period.filter(|p| context.as_of() > p.last) {
            let args = args([("last", context.texts.day(period.last))]);
            return Err(Failure::new("letter-objection-too-late", Kind::Case, args));
        }
        if !is_about_the_debt(answers) {
            return Err(Failure::new("letter-no-objection", Kind::Case, Args::new()));
        }
    }
    // A person was told when they said the day.
    if context.answers.is_some() {
        for say in court_day_words(context, answers) {
            if let Say::Key(key, values) = say {
                let last = values.into_iter().map(|(_, day)| ("last", day));
                context.note(&key, last.collect());
            }
        }
    }
    Ok(period.map(|p| p.counted_last))
}

fn is_about_the_debt(answers: &Answers) -> bool {
    let holds = |id: &&str| answers.given(id) == Some("true");
    ABOUT_THE_DEBT.iter().any(holds)
}

/// Said once every ground was denied: there is nothing to object with, and no need to go on.
pub fn no_objection_words(letter: &Letter, answers: &Answers) -> Vec<Say> {
    let order = answers.given("fact.court") == Some("order");
    let in_vain = letter.gates.contains(&Gate::ObjectionInTime) && order;
    if in_vain && !is_about_the_debt(answers) {
        vec![Say::key("letter.no-objection")]
    } else {
        Vec::new()
    }
}

/// Said once the day is known that the papers of a court came: the last day, or that it has passed.
pub fn court_day_words(context: &Context, answers: &Answers) -> Vec<Say> {
    let Ok((event, Some(period))) = court_period(context, answers) else {
        return Vec::new();
    };
    // Ahead, the day that is safe is said, which may be earlier; passed is only the very last.
    let (key, day) = match (event, context.as_of() > period.last) {
        (EventKind::PaymentOrder, true) => ("letter.court-day.order-passed", period.last),
        (_, true) => ("letter.court-day.passed", period.last),
        (_, false) => ("letter.court-day.ahead", period.safe),
    };
    vec![Say::with(key, [("last", context.texts.day(day))])]
}

/// Which papers of a court came, and the time limit that runs from the day they did.
fn court_period(
    context: &Context,
    answers: &Answers,
) -> Result<(EventKind, Option<Period>), Failure> {
    let event = match answers.given("fact.court") {
        Some("order") => EventKind::PaymentOrder,
        _ => EventKind::SuitPapers,
    };
    let received = answers.given("fact.received_on");
    let received = received.and_then(|day| day.parse::<NaiveDate>().ok());
    let period = received.map(|day| counted(context, event, day));
    Ok((event, period.transpose()?.flatten()))
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
