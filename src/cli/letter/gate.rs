//! What is said before a letter is written, what the case knows already, and what refuses it.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::due::Weighing;
use crate::cli::facts::{Disclosure, Personal};
use crate::domain::case::{Borrower, Case};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{Effect, Letter, are_enough};
use crate::domain::limitation::{Known, Restart, Restarted, Standing};
use crate::domain::loan::Loan;
use crate::domain::money::Money;
use crate::domain::schedule::Plan;
use crate::interview::reading::read_phone;
use crate::interview::{Answers, Say, Value};
use crate::render::dates::long_date;
use chrono::NaiveDate;

/// What the letter does to limitation, by the dates given and by what the case has recorded. The
/// dates answered win over those of the loan.
pub fn effect_words(answers: &Answers, known: &Known, weighing: &Weighing) -> Say {
    let day = |id: &str| answers.given(id).and_then(|d| d.parse::<NaiveDate>().ok());
    let key = "letter.effect.restarts-limitation";
    let mut known = known.clone();
    known.last_due = day("limitation.last_due_on");
    let answered = day("limitation.last_demand_on").map(|on| Restarted {
        on,
        by: Restart::Demand,
        entry: None,
    });
    known.restarts.extend(answered);
    let say = |what: &str, values: &[(&str, NaiveDate)]| {
        let values = values
            .iter()
            .map(|(name, day)| ((*name).to_owned(), long_date(*day)));
        Say::Key(format!("{key}.{what}"), values.collect())
    };
    match weighing.standing(&known) {
        Standing::Running { until, .. } | Standing::NotBegun { until, .. } => {
            say("running", &[("until", until)])
        }
        Standing::Doubtful { ended, until, .. } => {
            say("doubtful", &[("ended", ended), ("until", until)])
        }
        Standing::MayHaveRun { ended, .. } => say("may-have-run", &[("ended", ended)]),
        Standing::ActedAfter { ended, act } => {
            say("acted-after", &[("ended", ended), ("acted", act.on)])
        }
        Standing::InCourt { since } => say("in-court", &[("since", since)]),
        Standing::Unknown { .. } => Say::key(format!("{key}.unknown")),
    }
}

/// The keys of what a letter does in law besides limitation, which is told with its days.
pub fn effect_keys(context: &Context, letter: &Letter) -> Vec<String> {
    let own = format!("letter.safe.{}", letter.id);
    let mut keys: Vec<String> = Effect::ALL
        .iter()
        .filter(|(_, effect)| *effect != Effect::RestartsLimitation)
        .filter(|(_, effect)| letter.effects.contains(effect))
        .map(|(word, _)| format!("letter.effect.{word}"))
        .collect();
    if context.texts.has(&own) {
        keys.push(own);
    }
    keys
}

/// The same before the first question.
pub fn effects_said(context: &Context, letter: &Letter) -> Vec<Say> {
    let keys = effect_keys(context, letter).into_iter();
    keys.map(Say::key).collect()
}

/// What can be offered on this loan, said before it is asked.
pub fn room_words(room: &Option<Money>) -> Say {
    match room {
        None => Say::key("letter.room-unknown"),
        Some(room) if room.is_zero() => Say::key("letter.room-none"),
        Some(room) => Say::with("letter.room", [("room", room.grouped())]),
    }
}

/// What the case knows already: nothing is typed twice.
pub fn known_answers(case: &Case, loan: Option<&Loan>, letter: &Letter) -> Answers {
    let mut answers = Answers::new();
    let mut given = |id: &str, text: Option<String>| {
        if let Some(text) = text {
            answers.set(id, Value::Given(text), None);
        }
    };
    given("borrower.name", case.borrower.name.clone());
    given("borrower.phone", case.borrower.phone.clone());
    if let Some(loan) = loan.filter(|_| letter.effects.contains(&Effect::RestartsLimitation)) {
        let last = loan.terms.as_ref().and_then(|terms| {
            let rows = Plan::new(terms, Plan::principal_of(terms, terms.contract_amount)).rows();
            let last = rows.last().map(|row| row.due);
            // A notice calling in the rest makes everything due that day.
            terms.accelerated_on.or(last).map(|day| day.to_string())
        });
        given("limitation.last_due_on", last);
        given(
            "limitation.last_demand_on",
            loan.last_demand_on.map(|d| d.to_string()),
        );
    }
    answers
}

pub fn remember_borrower(borrower: &mut Borrower, answers: &Answers, personal: &Personal) {
    // An empty answer never takes a stored fact away.
    if let Some(name) = answers.given("borrower.name") {
        borrower.name = Some(name.to_owned());
    }
    if let Some(phone) = &personal.phone {
        borrower.phone = Some(phone.clone());
    }
    // Of the identity number, never more than its end.
    if let Some(number) = &personal.id_number {
        borrower.id_tail = number.get(14..).map(str::to_owned);
    }
}

/// The personal numbers, and whether this letter shows them whole. Where it isn't known where the
/// letter goes, it doesn't.
///
/// # Errors
/// The telephone number of the case can't be one; it isn't repeated.
pub fn personal(answers: &Answers) -> Result<Personal, Failure> {
    // Numbers that were typed are checked already; one out of a case file changed by hand is not.
    let wrong = |_| Failure::new("letter-phone", Kind::Usage, Args::new());
    let phone = match answers.given("borrower.phone") {
        Some(number) => Some(read_phone(number).map_err(wrong)?.1),
        None => None,
    };
    let id_number = answers.given("borrower.id_number").map(str::to_owned);
    let disclosure = match answers.given("copy") {
        Some("official") => Disclosure::Full,
        _ => Disclosure::Masked,
    };
    Ok(Personal {
        phone,
        id_number,
        disclosure,
    })
}

/// A day that was asked for has to lie ahead.
///
/// # Errors
/// It has passed.
pub fn days_ahead(context: &Context, answers: &Answers) -> Result<(), Failure> {
    for (id, label) in [("request.first_on", "first_on"), ("request.until", "until")] {
        let day = answers.given(id).and_then(|d| d.parse::<NaiveDate>().ok());
        if let Some(day) = day.filter(|day| *day <= context.as_of()) {
            let what = context.texts.t(&format!("letter.label.{label}"));
            let args = args([("what", what), ("day", long_date(day))]);
            return Err(Failure::new("letter-date-passed", Kind::Usage, args));
        }
    }
    Ok(())
}

/// A request is refused where it would promise what the household can't keep, or say nothing of
/// one's own.
pub fn gate(context: &Context, case: &Case, loan: &str, answers: &Answers) -> Result<(), Failure> {
    let words = answers.given("reason.words").unwrap_or_default();
    if !are_enough(words) {
        return Err(Failure::new("letter-own-words", Kind::Usage, Args::new()));
    }
    if answers.given("request.kind") == Some("instalments") {
        let room = crate::cli::plan::room_for(context, case, loan)?;
        let monthly = answers
            .given("request.monthly")
            .and_then(|m| Money::parse(m).ok());
        if let Some(monthly) = monthly.filter(|m| *m > room) {
            let args = args([("monthly", monthly.grouped()), ("capacity", room.grouped())]);
            return Err(Failure::new("letter-above-capacity", Kind::Case, args));
        }
    }
    Ok(())
}
