//! What is said before a letter is written, and whose numbers it shows.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::due::Weighing;
use crate::cli::facts::{Disclosure, Personal};
use crate::domain::case::Borrower;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::masked_numbers;
use crate::domain::letter::{Effect, Facts, Letter};
use crate::domain::limitation::{Known, Restart, Restarted, Standing};
use crate::domain::money::Money;
use crate::interview::reading::read_phone;
use crate::interview::{Answers, Say};
use crate::render::texts::Texts;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What the letter does to limitation, by the dates given and by what the case has recorded. The
/// dates answered win over those of the loan.
pub fn effect_words(texts: &Texts, answers: &Answers, known: &Known, weighing: &Weighing) -> Say {
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
            .map(|(name, day)| ((*name).to_owned(), texts.day(*day)));
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
        .map(|(word, _)| {
            // A letter may say in its own words what it does.
            let here = format!("letter.effect-of.{}.{word}", letter.id);
            if context.texts.has(&here) {
                here
            } else {
                format!("letter.effect.{word}")
            }
        })
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

/// That the name and the number of the case are used as they are, masked as they are said.
pub fn kept_words(texts: &Texts, known: &Answers, asked_once: &[&str]) -> Vec<Say> {
    let kept = asked_once.iter().filter_map(|id| known.given(id));
    let kept: Vec<String> = kept.map(masked_numbers).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    vec![Say::with("letter.kept", [("what", texts.clauses(&kept))])]
}

/// What can be offered on this loan, said before it is asked.
pub fn room_words(room: &Result<Money, Failure>) -> Say {
    match room {
        Err(_) => Say::key("letter.room-unknown"),
        Ok(room) if room.is_zero() => Say::key("letter.room-none"),
        Ok(room) => Say::with("letter.room", [("room", room.grouped())]),
    }
}

/// Keeps what was typed about the borrower.
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

/// Provisions a letter names at most: it is no treatise.
const CITATIONS: usize = 2;

/// Refuses a letter that names more law than a letter should. That each provision was read, is in
/// force and as binding as its clause says is the check of the book, which holds for a letter laid
/// over it too.
///
/// # Errors
/// `letter-citations`: the clauses chosen rest on too many provisions.
pub fn cites_few(letter: &Letter, facts: &Facts) -> Result<(), Failure> {
    let cited: BTreeSet<&String> = letter
        .chosen(facts)
        .iter()
        .flat_map(|clause| &clause.citations)
        .collect();
    if cited.len() <= CITATIONS {
        return Ok(());
    }
    let args = args([("count", cited.len().to_string())]);
    Err(Failure::new("letter-citations", Kind::Content, args))
}
