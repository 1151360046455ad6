//! `menshen letter sent` and `replied`: that a letter went out, and the answer to it, in the log
//! and in the case.

use crate::cli::Failure;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::content::{load_flow, load_letter, load_parameters};
use crate::domain::case::sending::{LetterReply, Sending};
use crate::domain::case::{Case, LetterRecord};
use crate::domain::coded::{Kind, args};
use crate::interview::{Answers, Objection, Value};
use crate::render::screen::Screen;
use chrono::{Days, NaiveDate};
use clap::ArgMatches;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, json};
use std::path::PathBuf;

/// Records that a letter went out.
///
/// # Errors
/// No such letter was written, nobody can be asked, the person left, or the disk refuses.
pub fn sent(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "letter-sent")?;
    let case = folder.load()?;
    let record = written(context, &case, matches)?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let draft = folder.loan_draft(&format!("letter-sent-{}", record.letter), &record.loan);
    let mut known = Answers::new();
    let given = |day: NaiveDate| Value::Given(day.to_string());
    known.set("sent.on", given(context.as_of()), None);
    known.set(
        "sent.follow_up",
        given(follow_up(context, record.on)?),
        None,
    );
    let check = |answers: &Answers| out_of_order(context, answers);
    let answers = ask::checked_answers(
        context,
        &flow,
        &known,
        &draft,
        &|_, _| vec![],
        &check,
        &lock,
    )?;
    if !check(&answers).is_empty() {
        return Err(Failure::new("letter-sent-order", Kind::Usage, args([])));
    }
    let texts = &context.texts;
    let title = title(context, &record.letter);
    let channel = answers.given("sent.channel").unwrap_or("other").to_owned();
    let proof = answers.given("sent.proof").map(str::to_owned);
    let files = files(&answers, "sent.files");
    let on = day(&answers, "sent.on").unwrap_or(context.as_of());
    let channel_name = context.paper.t(&format!("sent.channel.{channel}"));
    let lender = lender(&case, &record.loan);
    let summary = context.paper.say(
        "sent.summary",
        [
            ("title", &title),
            ("lender", &lender),
            ("channel", &channel_name),
            ("proof", &proof.clone().unwrap_or_default()),
        ],
    );
    let grade = match proof.is_some() || !files.is_empty() {
        true => "documented",
        false => "memory",
    };
    let mut members = members("letter", on, &channel, "out", &summary, grade);
    of_loan(&mut members, &record.loan, &lender);
    let entry = crate::cli::log::entered(context, &folder, members, &files)?;
    let number = case.sent.iter().map(|s| s.number).max().unwrap_or(0) + 1;
    let sending = Sending {
        number,
        letter: record.letter.clone(),
        loan: record.loan.clone(),
        written_on: record.on,
        on,
        channel: channel.clone(),
        proof: proof.clone(),
        follow_up: day(&answers, "sent.follow_up").unwrap_or(on),
        entry,
        reply: None,
    };
    case.sent.push(sending.clone());
    folder.save(&case, &lock)?;
    draft.remove()?;

    let mut screen = Screen::new();
    let said = [
        ("id", sending.id()),
        ("title", title),
        ("loan", record.loan.clone()),
        ("on", texts.day(on)),
        ("channel", channel_name),
        ("entry", entry.to_string()),
    ];
    screen.text(texts.say("sent.done", said));
    screen.text(texts.t(&format!("sent.keep.{channel}")));
    if proof.is_none() {
        screen.text(texts.say("sent.no-proof", [("entry", entry)]));
    }
    let day = texts.day(sending.follow_up);
    screen.text(texts.say("sent.follow-up", [("day", day)]));
    screen.append(crate::cli::tonight::next_step_of(context, &case)?);
    context.emit(
        &screen,
        &json!({"ok": true, "sent": sending, "entry": entry}),
    )
}

/// Records the answer to a letter that went out.
///
/// # Errors
/// No letter is waiting for one, nobody can be asked, the person left, or the disk refuses.
pub fn replied(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "letter-replied")?;
    let waiting = waiting(context, &folder.load()?, matches)?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let draft = folder.draft(&format!("letter-replied-{}", waiting.number));
    let mut known = Answers::new();
    let today = Value::Given(context.as_of().to_string());
    known.set("reply.on", today, None);
    let check = |answers: &Answers| replied_early(context, &waiting, answers);
    let answers = ask::checked_answers(
        context,
        &flow,
        &known,
        &draft,
        &|_, _| vec![],
        &check,
        &lock,
    )?;
    if !check(&answers).is_empty() {
        return Err(Failure::new("letter-reply-order", Kind::Usage, args([])));
    }
    let texts = &context.texts;
    let title = title(context, &waiting.letter);
    let channel = answers.given("reply.channel").unwrap_or("other").to_owned();
    let outcome = answers.given("reply.outcome").unwrap_or("other").to_owned();
    let files = files(&answers, "reply.files");
    let on = day(&answers, "reply.on").unwrap_or(context.as_of());
    let summary = context.paper.say(
        "sent.reply-summary",
        [
            ("title", title.as_str()),
            (
                "channel",
                &context.paper.t(&format!("sent.channel.{channel}")),
            ),
            ("words", answers.given("reply.words").unwrap_or_default()),
        ],
    );
    // By telephone it was a call, in a chat a message; on paper a letter.
    let kind = match channel.as_str() {
        "phone" => "call",
        "sms" | "wechat" | "app" => "message",
        _ => "letter",
    };
    let grade = if files.is_empty() {
        "memory"
    } else {
        "documented"
    };
    let mut members = members(kind, on, &channel, "in", &summary, grade);
    members.insert("target".to_owned(), "borrower".into());
    of_loan(&mut members, &waiting.loan, &lender(&case, &waiting.loan));
    let entry = crate::cli::log::entered(context, &folder, members, &files)?;
    let reply = LetterReply {
        on,
        outcome: outcome.clone(),
        entry,
    };
    // One answer is the answer to every time the letter went out.
    let same = |s: &&mut Sending| s.letter == waiting.letter && s.loan == waiting.loan;
    for sending in case.sent.iter_mut().filter(same) {
        sending.reply.get_or_insert_with(|| reply.clone());
    }
    folder.save(&case, &lock)?;
    draft.remove()?;

    let mut screen = Screen::new();
    let said = [
        ("id", waiting.id()),
        ("title", title),
        ("loan", waiting.loan.clone()),
        ("on", texts.day(on)),
        ("entry", entry.to_string()),
    ];
    screen.text(texts.say("sent.reply-done", said));
    let next = [("loan", waiting.loan.as_str())];
    screen.text(texts.say(&format!("sent.next.{outcome}"), next));
    screen.text(texts.t("sent.limitation"));
    let json = json!({"ok": true, "sent": waiting.id(), "reply": reply, "entry": entry});
    context.emit(&screen, &json)
}

/// The day to look for an answer: the one the letter names, or as long from today where that has
/// passed.
fn follow_up(context: &Context, written_on: NaiveDate) -> Result<NaiveDate, Failure> {
    let as_of = context.as_of();
    let parameters = load_parameters(&context.library)?;
    let days = parameters.value("reply-days-asked", as_of)?.value;
    let days = Days::new(days.to_u64().unwrap_or_default());
    let named = written_on.checked_add_days(days).filter(|day| *day > as_of);
    Ok(named.or(as_of.checked_add_days(days)).unwrap_or(as_of))
}

/// The day to look for an answer can't come before the letter went out.
fn out_of_order(context: &Context, answers: &Answers) -> Vec<Objection> {
    match (day(answers, "sent.on"), day(answers, "sent.follow_up")) {
        (Some(on), Some(follow_up)) if follow_up < on => vec![Objection {
            id: "sent.follow_up".to_owned(),
            words: context.texts.t("errors.letter-sent-order.message"),
        }],
        _ => Vec::new(),
    }
}

/// The answer to a letter can't come before the letter went out.
fn replied_early(context: &Context, waiting: &Sending, answers: &Answers) -> Vec<Objection> {
    match day(answers, "reply.on") {
        Some(on) if on < waiting.on => vec![Objection {
            id: "reply.on".to_owned(),
            words: context.texts.t("errors.letter-reply-order.message"),
        }],
        _ => Vec::new(),
    }
}

fn day(answers: &Answers, id: &str) -> Option<NaiveDate> {
    answers.given(id)?.parse().ok()
}

fn files(answers: &Answers, id: &str) -> Vec<PathBuf> {
    match answers.get(id) {
        Some(Value::Many(paths)) => paths.iter().map(PathBuf::from).collect(),
        _ => Vec::new(),
    }
}

/// The members every entry of a letter has.
fn members(
    kind: &str,
    on: NaiveDate,
    channel: &str,
    direction: &str,
    summary: &str,
    grade: &str,
) -> Map<String, serde_json::Value> {
    let on = on.to_string();
    [
        ("kind", kind),
        ("occurred_at", on.as_str()),
        ("precision", "day"),
        ("summary", summary),
        ("direction", direction),
        ("channel", channel),
        ("grade", grade),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.into()))
    .collect()
}

/// Whom it concerns.
pub(super) fn of_loan(members: &mut Map<String, serde_json::Value>, loan: &str, lender: &str) {
    if !loan.is_empty() {
        members.insert("loan".to_owned(), loan.into());
    }
    if !lender.is_empty() {
        members.insert("party".to_owned(), json!({"principal": lender}));
    }
}

/// The lender of a loan of the case; empty where it isn't known.
pub(super) fn lender(case: &Case, loan: &str) -> String {
    let lender = case.loan(loan).and_then(|l| l.get("lender"));
    let lender = lender.and_then(toml::Value::as_str);
    lender.unwrap_or_default().to_owned()
}

/// The title of a letter of the book; its id where the book has it no more.
pub(super) fn title(context: &Context, id: &str) -> String {
    load_letter(&context.library, id).map_or_else(|_| id.to_owned(), |letter| letter.title)
}

/// What was asked for on the command line: letter and loan, where given.
fn wanted(matches: &ArgMatches) -> (Option<String>, Option<String>) {
    let text = |id: &str| matches.get_one::<String>(id);
    let letter = text("letter").map(|l| l.to_ascii_uppercase());
    (letter, text("loan").cloned())
}

/// The letter that was written, the newest version of each for each loan.
fn written(context: &Context, case: &Case, matches: &ArgMatches) -> Result<LetterRecord, Failure> {
    let mut newest: Vec<LetterRecord> = Vec::new();
    for record in case.letters.iter().rev() {
        let same = |r: &LetterRecord| r.letter == record.letter && r.loan == record.loan;
        if !newest.iter().any(same) {
            newest.push(record.clone());
        }
    }
    newest.reverse();
    let of = |r: &LetterRecord| (r.letter.clone(), r.loan.clone(), r.on);
    one_of(context, newest, of, matches, "letter-not-written")
}

/// The letter that waits for an answer.
fn waiting(context: &Context, case: &Case, matches: &ArgMatches) -> Result<Sending, Failure> {
    let open = case.last_sendings().filter(|s| s.reply.is_none());
    let of = |s: &Sending| (s.letter.clone(), s.loan.clone(), s.on);
    one_of(
        context,
        open.cloned().collect(),
        of,
        matches,
        "letter-not-sent",
    )
}

/// The only one that fits what was asked for, or the one picked.
fn one_of<T: Clone>(
    context: &Context,
    all: Vec<T>,
    of: fn(&T) -> (String, String, NaiveDate),
    matches: &ArgMatches,
    none: &'static str,
) -> Result<T, Failure> {
    let (letter, loan) = wanted(matches);
    let fits = |one: &&T| {
        let (its_letter, its_loan, _) = of(one);
        letter.as_ref().is_none_or(|l| *l == its_letter)
            && loan.as_ref().is_none_or(|l| *l == its_loan)
    };
    let name = |one: &T| {
        let (letter, loan, on) = of(one);
        let title = title(context, &letter);
        let on = on.to_string();
        let said = [
            ("letter", letter),
            ("title", title),
            ("loan", loan),
            ("on", on),
        ];
        context.texts.say("sent.line", said)
    };
    let fitting: Vec<T> = all.iter().filter(fits).cloned().collect();
    let names = |list: &[T]| list.iter().map(name).collect::<Vec<String>>();
    match fitting.as_slice() {
        [] => {
            let letter = letter.unwrap_or_default();
            let args = args([("letter", letter), ("known", names(&all).join("；"))]);
            Err(Failure::new(none, Kind::Case, args))
        }
        [only] => Ok(only.clone()),
        several if context.can_ask() => {
            let prompt = context.texts.t("sent.pick");
            crate::terminal::pick(&prompt, &names(several), context.manner)
                .and_then(|i| several.get(i).cloned())
                .ok_or_else(super::interrupted)
        }
        several => {
            let args = args([("known", names(several).join("；"))]);
            let needed = vec!["letter".to_owned(), "loan".to_owned()];
            Err(Failure::new("letter-which", Kind::AnswerNeeded, args).with_needed(needed))
        }
    }
}
