//! The entry a call becomes.

use super::super::sent::of_loan;
use super::Subject;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::deadline::EventKind;
use crate::interview::call::{ENDED, HEARD, time_of};
use crate::interview::{Answers, Value};
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use chrono::NaiveDate;
use serde_json::{Map, json};
use std::path::PathBuf;

/// Adds the entry, and the day an answer was promised for; says what came of it.
///
/// # Errors
/// The log or the case can't be written.
pub fn write(
    context: &Context,
    folder: &CaseFolder,
    subject: &Subject,
    answers: &Answers,
    heard: &Answers,
) -> Result<(), Failure> {
    let texts = &context.texts;
    let given = |id: &str| answers.given(&format!("call.{id}"));
    let at = given("at").unwrap_or_default();
    let mut members = Map::new();
    let mut put = |name: &str, value: &str| {
        members.insert(name.to_owned(), value.into());
    };
    put("kind", "call");
    put("occurred_at", at);
    put("precision", if at.contains('T') { "exact" } else { "day" });
    put("summary", &summary(context, subject, answers, heard));
    put("direction", given("direction").unwrap_or("out"));
    put("channel", "phone");
    put("grade", given("grade").unwrap_or("memory"));
    if let Some(words) = given("words") {
        put("quote", words);
    }
    if given("direction") == Some("in") {
        put("target", "borrower");
    }
    let ended = heard.iter().find(|a| a.id == ENDED);
    // A time that was corrected to a later one leaves no room for an end before it.
    if let Some(until) = ended.and_then(|a| a.at.as_deref())
        && at.contains('T')
        && at <= until
    {
        put("occurred_until", until);
    }
    members.insert("answered".to_owned(), true.into());
    let robot = heard.get(&format!("{HEARD}robot")).is_some();
    if robot {
        members.insert("robot".to_owned(), true.into());
    }
    of_loan(&mut members, &subject.loan, &subject.lender);
    let party = members.entry("party").or_insert_with(|| json!({}));
    for (name, part) in [("badge", "badge"), ("phone", "phone")] {
        if let (Some(party), Some(value)) = (party.as_object_mut(), given(part)) {
            party.insert(name.to_owned(), value.into());
        }
    }
    let files: Vec<PathBuf> = match answers.get("call.files") {
        Some(Value::Many(paths)) => paths.iter().map(PathBuf::from).collect(),
        _ => Vec::new(),
    };
    let entry = crate::cli::log::entered(context, folder, members, &files)?;

    let mut screen = Screen::new();
    screen.text(texts.say("call.done", [("entry", entry)]));
    let reply_by = given("reply_by").and_then(|d| d.parse::<NaiveDate>().ok());
    let mut date = None;
    if let Some(on) = reply_by {
        let lock = folder.lock()?;
        let mut case = folder.load()?;
        let loan = Some(subject.loan.clone()).filter(|l| !l.is_empty());
        let note = given("promised").map(str::to_owned);
        let fact = case.dates.add(EventKind::PromisedReply, on, loan, note);
        folder.save(&case, &lock)?;
        let said = [("id", fact.id()), ("day", context.texts.day(on))];
        screen.text(texts.say("call.reply-by", said));
        date = Some(fact.id());
    }
    if given("grade") == Some("recorded") {
        screen.text(texts.t("call.recording"));
    }
    screen.text(texts.say("call.next", [("letter", &subject.letter.id)]));
    context.emit(
        &screen,
        &json!({"ok": true, "entry": entry, "letter": subject.letter.id, "reply_by": date}),
    )
}

/// The call in a few sentences: what was said stands with its time, never what the cards advised,
/// since nobody can know whether it was read out.
fn summary(context: &Context, subject: &Subject, answers: &Answers, heard: &Answers) -> String {
    let texts = &context.paper;
    let given = |id: &str| answers.given(&format!("call.{id}")).unwrap_or_default();
    let lender = match subject.lender.is_empty() {
        true => texts.t("call.lender-unknown"),
        false => subject.lender.clone(),
    };
    let title = subject.letter.title.clone();
    let about = [("lender", lender), ("title", title)];
    let mut out = texts.say(&format!("call.summary-{}", direction(answers)), about);
    let list: Vec<String> = heard
        .iter()
        .filter_map(|a| {
            let id = a.id.strip_prefix(HEARD)?;
            // The second time the same was said stands as `today.2`.
            let id = id.split('.').next().unwrap_or(id);
            let says = texts.t(&format!("replies.{id}.says"));
            Some(match &a.at {
                Some(at) => {
                    let said = [("says", says), ("time", time_of(at))];
                    texts.say("call.heard-line", said)
                }
                None => texts.say("call.heard-bare", [("says", says)]),
            })
        })
        .collect();
    let list = list.join(&texts.t("call.list-joiner"));
    let ticket = given("ticket");
    let promised = given("promised");
    for (key, name, value) in [
        ("call.summary-heard", "list", list.as_str()),
        ("call.summary-ticket", "ticket", ticket),
        ("call.summary-promised", "promised", promised),
    ] {
        if !value.is_empty() {
            out.push_str(&texts.say(key, [(name, value)]));
        }
    }
    out
}

fn direction(answers: &Answers) -> &'static str {
    match answers.given("call.direction") {
        Some("in") => "in",
        _ => "out",
    }
}
