//! `menshen due add`, `change`, `done`: days recorded, moved, put behind one.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::case::Case;
use crate::domain::case::dates::{DateError, DateFact};
use crate::domain::case::fact::FactError;
use crate::domain::coded::{Args, Kind as FailureKind, args};
use crate::domain::deadline::{EventKind, next_of_series};
use crate::interview::flow::Kind;
use crate::interview::{Page, Prompter, Reply, Say, reading};
use crate::render::due::due_line;
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::json;

/// Records a day. What isn't on the line is asked.
///
/// # Errors
/// The kind, the day or the loan isn't one, or somebody would have to be asked.
pub fn add(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let needed = [("kind", "due-kind"), ("on", "on")];
    let missing = needed.iter().filter(|(_, arg)| text(arg).is_none());
    context.need_terminal(missing.map(|(id, _)| (*id).to_owned()).collect())?;
    let kind = match text("due-kind") {
        Some(word) => kind_of(context, word)?,
        None => picked_kind(context)?,
    };
    let on = match text("on") {
        Some(word) => day(context, word)?,
        None => asked_day(context, kind)?,
    };
    possible(context, kind, on)?;
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let loan = text("loan").map(|id| known_loan(&case, id)).transpose()?;
    let note = text("note").map(str::trim).filter(|n| !n.is_empty());
    let fact = case.dates.add(kind, on, loan, note.map(str::to_owned));
    folder.save(&case, &lock)?;
    said(context, &case, &fact, "due.added")
}

/// Moves a day that was recorded; it keeps its number, and with it its place in calendars.
///
/// # Errors
/// Nothing recorded here has the id, or the day isn't one.
pub fn change(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let id = known_id(context, &case, text("due-id").unwrap_or_default())?;
    let loan = text("loan").map(|id| known_loan(&case, id)).transpose()?;
    let on = text("on").map(|word| day(context, word)).transpose()?;
    let Some(fact) = case.dates.fact_mut(&id) else {
        return Err(DateError::NotRecordedHere { id }.into());
    };
    if let Some(on) = on {
        possible(context, fact.kind, on)?;
        fact.on = on;
    }
    fact.loan = loan.or(fact.loan.take());
    if let Some(note) = text("note").map(str::trim).filter(|n| !n.is_empty()) {
        fact.note = Some(note.to_owned());
    }
    let fact = fact.clone();
    folder.save(&case, &lock)?;
    said(context, &case, &fact, "due.changed")
}

/// Puts a line behind one, or takes it up again.
///
/// # Errors
/// Nothing has the id.
pub fn done(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let id = matches
        .get_one::<String>("due-id")
        .map_or("", String::as_str);
    let undo = matches.get_flag("undo");
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let id = known_id(context, &case, id)?;
    if undo {
        case.dates.done.remove(&id);
    } else {
        case.dates.done.insert(id.clone(), context.as_of());
    }
    folder.save(&case, &lock)?;
    let key = if undo {
        "due.taken-up"
    } else {
        "due.put-behind"
    };
    let mut screen = Screen::new();
    screen.text(context.texts.say(key, [("id", &id)]));
    context.emit(&screen, &json!({"ok": true, "id": id, "done": !undo}))
}

/// What was recorded, and what follows from it.
fn said(context: &Context, case: &Case, fact: &DateFact, key: &str) -> Result<(), Failure> {
    let texts = &context.texts;
    let ground = super::Ground::of(context, case)?;
    let all = ground.deadlines();
    let id = fact.id();
    let mut screen = Screen::new();
    let kind = texts.t(&format!("due.kind.{}.name", fact.kind.id()));
    let words = args([
        ("id", id.clone()),
        ("kind", kind),
        ("day", context.texts.day_with_weekday(fact.on)),
        ("loan", fact.loan.clone().unwrap_or_default()),
    ]);
    screen.text(texts.say(key, words));
    let following: Vec<_> = all.iter().filter(|d| d.anchor.id == id).collect();
    let next = next_of_series(&all, context.as_of());
    for deadline in next.iter().filter(|d| d.anchor.id == id) {
        screen.item("-", due_line(texts, deadline, context.as_of()));
    }
    screen.text(texts.t("due.see"));
    let days: Vec<serde_json::Value> = following
        .iter()
        .map(|d| json!({"rule": d.rule.map(|r| &r.id), "day": d.day(), "period": d.period}))
        .collect();
    context.emit(
        &screen,
        &json!({"ok": true, "id": id, "fact": fact, "days": days}),
    )
}

/// The kind of this Chinese name or of this word of the files.
fn kind_of(context: &Context, word: &str) -> Result<EventKind, Failure> {
    let word = word.trim();
    let texts = &context.texts;
    let named = |kind: &EventKind| {
        let key = format!("due.kind.{}.name", kind.id());
        kind.id() == word || texts.t(&key) == word || context.paper.t(&key) == word
    };
    EventKind::RECORDED.into_iter().find(named).ok_or_else(|| {
        let known = texts.listed(&kind_names(texts));
        DateError::KindUnknown { known }.into()
    })
}

fn kind_names(texts: &Texts) -> Vec<String> {
    EventKind::RECORDED
        .iter()
        .map(|kind| texts.t(&format!("due.kind.{}.name", kind.id())))
        .collect()
}

fn picked_kind(context: &Context) -> Result<EventKind, Failure> {
    let texts = &context.texts;
    let lines: Vec<String> = EventKind::RECORDED
        .iter()
        .map(|kind| {
            let key = format!("due.kind.{}", kind.id());
            let name = texts.t(&format!("{key}.name"));
            let ask = texts.t(&format!("{key}.day"));
            texts.say("due.kind-line", [("name", name), ("day", ask)])
        })
        .collect();
    crate::terminal::pick(&texts.t("due.pick-kind"), &lines, context.manner)
        .and_then(|i| EventKind::RECORDED.get(i).copied())
        .ok_or_else(interrupted)
}

fn interrupted() -> Failure {
    Failure::new("interrupted", FailureKind::Interrupted, Args::new())
}

fn read_day(context: &Context, text: &str) -> Result<NaiveDate, Option<Say>> {
    let kind = Kind::Date { future: true };
    let reading = reading::read(&kind, text, context.as_of()).map_err(|rejected| {
        let values = rejected.args.into_iter();
        let values = values.map(|(name, value)| (name.to_owned(), value));
        Some(Say::Key(
            format!("rejected.{}", rejected.code),
            values.collect(),
        ))
    })?;
    let day = reading.value.given().and_then(|day| day.parse().ok());
    day.ok_or(None)
}

fn day(context: &Context, text: &str) -> Result<NaiveDate, Failure> {
    read_day(context, text).map_err(|why| {
        let details = match why {
            Some(Say::Key(key, values)) => vec![context.texts.say(&key, values)],
            _ => Vec::new(),
        };
        Failure::from(DateError::BadDay).with_details(details)
    })
}

/// The day, asked until it can be read.
fn asked_day(context: &Context, kind: EventKind) -> Result<NaiveDate, Failure> {
    let mut prompter = context.prompter();
    let page = Page {
        body: vec![Say::key(format!("due.kind.{}.day", kind.id()))],
        ..Page::default()
    };
    loop {
        let Reply::Line(line) = prompter.ask(&page) else {
            return Err(interrupted());
        };
        match read_day(context, &line) {
            Ok(day) => return Ok(day),
            Err(why) => {
                prompter.show(&[why.unwrap_or_else(|| Say::key("errors.due-bad-day.message"))])
            }
        }
    }
}

/// What was received or handed in can't lie ahead; what is arranged may.
fn possible(context: &Context, kind: EventKind, on: NaiveDate) -> Result<(), Failure> {
    if kind.is_the_day_of().is_none() && on > context.as_of() {
        return Err(DateError::Ahead { on }.into());
    }
    Ok(())
}

fn known_loan(case: &Case, id: &str) -> Result<String, Failure> {
    if case.loan(id).is_some() {
        return Ok(id.to_owned());
    }
    Err(FactError::NoSuchLoan {
        id: id.to_owned(),
        known: case.loan_ids().map(str::to_owned).collect(),
    }
    .into())
}

/// The id as it is stored, from what was typed in either case of its letters.
fn known_id(context: &Context, case: &Case, typed: &str) -> Result<String, Failure> {
    let ground = super::Ground::of(context, case)?;
    let mut ids: Vec<String> = ground.anchors.iter().map(|a| a.id.clone()).collect();
    ids.dedup();
    let typed = typed.trim();
    if let Some(id) = ids.iter().find(|id| id.eq_ignore_ascii_case(typed)) {
        return Ok(id.clone());
    }
    Err(DateError::NoSuchDate {
        id: typed.to_owned(),
        known: ids,
    }
    .into())
}
