//! `menshen report filed`: that a complaint was handed in, where, when and under what number. It goes
//! into the log; the lender's time to answer is counted from it.

use super::complaint::{channel_of, destination};
use crate::cli::Failure;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::loan::stored;
use crate::content::{RuleBook, load_flow};
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::report::{Level, RECEIPT, TO};
use crate::interview::flow::Kind as Takes;
use crate::interview::{Answers, Value};
use crate::render::screen::Screen;
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Map, Value as Json, json};
use std::path::PathBuf;

/// Records it.
///
/// # Errors
/// No such channel or loan, a question is open, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let destination = destination(context, &book, text("channel"))?;
    let channel = channel_of(&book, &destination.id)?;
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let case = folder.load()?;
    let loan = loan_of(&case, text("loan"))?;
    let answers = answered(context, &folder, &lock, matches)?;
    let on: NaiveDate = answers
        .given("filed.on")
        .and_then(|day| day.parse().ok())
        .unwrap_or(context.as_of());
    let receipt = answers.given("filed.receipt").map(str::to_owned);
    let files: Vec<PathBuf> = match answers.get("filed.files") {
        Some(Value::Many(paths)) => paths.iter().map(PathBuf::from).collect(),
        _ => Vec::new(),
    };
    let texts = &context.texts;
    let lender = case.loan(&loan).and_then(|l| l.get("lender")?.as_str());
    let lender = lender.unwrap_or_default().to_owned();
    let summary = context.paper.say(
        "report.filed.summary",
        [
            ("name", channel.name.clone()),
            ("lender", lender.clone()),
            ("receipt", receipt.clone().unwrap_or_default()),
        ],
    );
    let graded = receipt.is_some() || !files.is_empty();
    let mut members: Map<String, Json> = Map::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            members.insert(name.to_owned(), value.into());
        }
    };
    put("kind", "complaint");
    put("occurred_at", &on.to_string());
    put("precision", "day");
    put("summary", &summary);
    put("direction", "out");
    put("grade", if graded { "documented" } else { "memory" });
    put("loan", &loan);
    put(TO, &destination.id);
    put(RECEIPT, receipt.as_deref().unwrap_or_default());
    if !lender.is_empty() {
        members.insert("party".to_owned(), json!({"principal": lender}));
    }
    let entry = crate::cli::log::entered(context, &folder, members, &files)?;
    folder.draft(FLOW).remove()?;

    // The book is as it is written here, for the record; on the screen its words are the screen's.
    let in_language = texts.get(&format!("rule-book.channels.{}.name", channel.id));
    let said_name = in_language.unwrap_or(&channel.name).to_owned();
    let mut screen = Screen::new();
    let said = [
        ("name", said_name),
        ("on", texts.day(on)),
        ("entry", entry.to_string()),
        ("loan", loan.clone()),
    ];
    screen.text(texts.say("report.filed.done", said));
    if receipt.is_none() {
        screen.text(texts.say("report.filed.no-receipt", [("entry", entry)]));
    }
    let days = due::reply_days(context, &case, entry)?;
    let by = days.first().copied();
    match by {
        Some(by) => {
            let words = [("by", texts.day(by))];
            screen.text(texts.say("report.filed.by", words));
        }
        None => {
            screen.text(texts.t("report.filed.no-clock"));
        }
    }
    let level = destination.level.word();
    for what in ["silent", "refused"] {
        let key = format!("report.filed.{what}-{level}");
        screen.item("-", texts.say(&key, [("loan", &loan)]));
    }
    screen.text(texts.t("report.filed.once"));
    let next = match destination.level {
        Level::Lender => by,
        Level::Authority => None,
    };
    context.emit(
        &screen,
        &json!({
            "ok": true, "entry": entry, "to": destination.id, "on": on, "receipt": receipt,
            "loan": loan, "reply_days": days, "next_on": next,
        }),
    )
}

/// The questions and their draft.
const FLOW: &str = "report-filed";

/// The loan named, or the only one; empty where it is about none or can't be told.
///
/// # Errors
/// There is none of that name, or there are several and none was named.
fn loan_of(case: &Case, named: Option<&str>) -> Result<String, Failure> {
    if let Some(id) = named {
        stored(case, id)?;
        return Ok(id.to_owned());
    }
    let ids: Vec<&str> = case.loan_ids().collect();
    match ids.as_slice() {
        [] => Ok(String::new()),
        [only] => Ok((*only).to_owned()),
        several => {
            let args = args([("known", several.join("、"))]);
            Err(Failure::new("letter-loan-needed", Kind::AnswerNeeded, args)
                .with_needed(vec!["loan".to_owned()]))
        }
    }
}

/// The day, the number and the papers: from the line where the day stands there, else asked.
fn answered(
    context: &Context,
    folder: &crate::storage::CaseFolder,
    lock: &crate::storage::CaseLock,
    matches: &ArgMatches,
) -> Result<Answers, Failure> {
    let flow = load_flow(&context.library, FLOW)?;
    let mut known = Answers::new();
    let text = |id: &str| matches.get_one::<String>(id);
    if let Some(day) = text("on") {
        let kind = Takes::Date { future: false };
        let day = crate::cli::loan::read_value(context, &kind, day)?;
        known.set("filed.on", Value::Given(day), None);
    }
    if let Some(number) = text("receipt") {
        known.set(
            "filed.receipt",
            Value::Given(number.trim().to_owned()),
            None,
        );
    }
    let files: Vec<String> = matches
        .get_many::<String>("attach")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if !files.is_empty() {
        known.set("filed.files", Value::Many(files), None);
    }
    if known.get("filed.on").is_some() && context.answers.is_none() {
        return Ok(ask::unasked(&flow, &known));
    }
    let aside = |_: &str, _: &Answers| Vec::new();
    ask::answers(context, &flow, &known, &folder.draft(FLOW), &aside, lock)
}
