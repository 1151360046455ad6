//! `menshen due`: time limits and promised days, what they are counted from, limitation loan by
//! loan, and reminders for a calendar.

mod ahead;
mod anchors;
mod change;
mod period;

pub use ahead::limits;
pub use anchors::views;
pub use period::{Weighing, known_of, periods};

use super::Failure;
use super::citing::Sources;
use super::context::{Context, RestsOn};
use crate::content::{load_deadline_rules, load_rest_days};
use crate::domain::case::Case;
use crate::domain::deadline::{
    Actor, Anchor, Deadline, DeadlineRule, DeadlineState, EventKind, deadlines, next_of_series,
};
use crate::domain::guidance::RestDays;
use crate::domain::law::Confidence;
use crate::render::due::{Cited, DuePage, due_line, due_screen, due_title, period_words};
use crate::render::ics::{Event, calendar, day_after};
use crate::render::texts::Texts;
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What limitation rests on.
const LIMITATION: [&str; 7] = [
    "CC-188", "CC-189", "CC-192", "CC-195", "LIM-8", "LIM-14", "LIM-19",
];

/// Days before a day of the borrower's own on which a calendar reminds.
const BEFORE: [u32; 2] = [3, 1];

/// Days ahead within which a day presses.
const URGENT_WITHIN: i64 = 7;

/// Runs the command.
///
/// # Errors
/// The case or the rule book can't be read; otherwise as each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("add", m)) => change::add(context, m),
        Some(("change", m)) => change::change(context, m),
        Some((_, m)) => change::done(context, m),
        None if matches.get_flag("ics") => reminders(context, matches.get_flag("full-titles")),
        None => list(context),
    }
}

/// What the time limits of a case are made from.
struct Ground {
    rules: Vec<DeadlineRule>,
    calendars: BTreeMap<String, RestDays>,
    anchors: Vec<Anchor>,
}

impl Ground {
    fn of(context: &Context, case: &Case) -> Result<Ground, Failure> {
        let rules = load_deadline_rules(&context.library)?;
        let anchors = anchors::anchors(case, &views(context)?, &rules);
        Ok(Ground {
            calendars: load_rest_days(&context.library)?,
            rules,
            anchors,
        })
    }

    fn deadlines(&self) -> Vec<Deadline<'_>> {
        deadlines(&self.anchors, &self.rules, &self.calendars)
    }
}

/// The case in use, or an empty one where there is none yet.
fn case_of(context: &Context) -> Result<(String, Case), Failure> {
    Ok(match context.existing_case()? {
        Some(folder) => (folder.name().to_owned(), folder.load()?),
        None => (String::new(), Case::new(context.as_of())),
    })
}

fn list(context: &Context) -> Result<(), Failure> {
    let (_, case) = case_of(context)?;
    let as_of = context.as_of();
    let ground = Ground::of(context, &case)?;
    let all = ground.deadlines();
    let is_done = |d: &&Deadline<'_>| d.state(as_of) == DeadlineState::Done;
    let sources = Sources::load(context)?;
    let cited = |deadline| Cited {
        deadline,
        sources: sources_of(context, &sources, deadline),
    };
    let shown = next_of_series(&all, as_of);
    let (done, open): (Vec<_>, Vec<_>) = shown.into_iter().partition(is_done);
    let unsure = open.iter().find_map(|d| {
        let unsure = d.period?.holidays_known == Some(false);
        let calendar = d.rule?.calendar.as_ref()?;
        ground.calendars.get(calendar).filter(|_| unsure)
    });
    let periods = periods(context, &case)?;
    let ids: Vec<String> = LIMITATION.iter().map(|id| (*id).to_owned()).collect();
    let page = DuePage {
        as_of,
        items: open.into_iter().map(cited).collect(),
        done: done.iter().map(|d| d.anchor.id.clone()).collect(),
        period_sources: sources.words(&context.texts, &ids, as_of),
        periods,
        rest_days: unsure.map(|calendar| calendar.zh.clone()),
    };
    let items: Vec<Value> = all
        .iter()
        .map(|d| as_json(context, d, &sources_of(context, &sources, d)))
        .collect();
    let limitation: Vec<Value> = page
        .periods
        .iter()
        .map(|p| {
            json!({
                "loan": p.loan,
                "limitation": p.standing,
                "unassigned_entries": p.unassigned,
                "older_law": p.older_law,
                "words": period_words(&context.texts, p),
            })
        })
        .collect();
    context.rests_on(RestsOn::Limits, as_of)?;
    context.emit(
        &due_screen(&context.texts, &page),
        &json!({"ok": true, "as_of": as_of, "items": items, "limitation": limitation}),
    )
}

fn sources_of(context: &Context, sources: &Sources, deadline: &Deadline<'_>) -> Vec<String> {
    let ids = deadline.rule.map(|r| r.quantity.citations.as_slice());
    sources.words(&context.texts, ids.unwrap_or_default(), context.as_of())
}

fn as_json(context: &Context, deadline: &Deadline<'_>, sources: &[String]) -> Value {
    let as_of = context.as_of();
    let quantity = deadline.rule.map(|r| &r.quantity);
    let mut out = json!({
        "id": deadline.anchor.id,
        "rule": deadline.rule.map(|r| &r.id),
        "anchor": deadline.anchor,
        "title": due_title(&context.texts, deadline),
        "by": deadline.by,
        "state": deadline.state(as_of),
        "day": deadline.day(),
        "period": deadline.period,
        "days_left": deadline.period.map(|p| p.days_left(as_of)),
        "sources": sources,
    });
    if let (Some(object), Some(quantity)) = (out.as_object_mut(), quantity) {
        object.insert("force".into(), json!(quantity.force));
        object.insert("confidence".into(), json!(quantity.confidence));
        object.insert(
            "by_report".into(),
            json!(quantity.confidence == Confidence::Secondary),
        );
        object.insert("checked".into(), json!(quantity.checked));
    }
    out
}

/// Reminders for a calendar that others may see: without `full_titles` an event says only which
/// line of `menshen due` it is.
fn reminders(context: &Context, full_titles: bool) -> Result<(), Failure> {
    let (name, case) = case_of(context)?;
    let texts = &context.texts;
    let as_of = context.as_of();
    let ground = Ground::of(context, &case)?;
    let all = ground.deadlines();
    let events: Vec<Event> = all
        .iter()
        .filter_map(|d| {
            let id = &d.anchor.id;
            // A deadline of the other side is looked after once it has passed.
            let (day, reminders) = match d.by {
                Actor::You => (d.day()?, BEFORE.to_vec()),
                Actor::Them => (day_after(d.day()?), vec![0]),
            };
            let title = if full_titles {
                due_title(texts, d)
            } else {
                texts.say("due.ics.title", [("id", id)])
            };
            Some(Event {
                identity: [&name, &case.created_on.to_string(), d.name(), id].join("\n"),
                day,
                title,
                details: texts.say("due.ics.details", [("id", id)]),
                reminders,
                cancelled: d.state(as_of) == DeadlineState::Done,
            })
        })
        .collect();
    let file = calendar(&events, as_of);
    if context.json {
        let json = json!({"ok": true, "events": events.len(), "ics": file});
        return context.put(&format!("{json}\n"));
    }
    context.put(&file)?;
    let args = crate::domain::coded::args([("count", events.len().to_string())]);
    context.note("due.ics.written", args);
    Ok(())
}

/// The days by which an answer is looked for to a complaint in the log, by its entry; none where the
/// rule book has no value for that lender.
///
/// # Errors
/// The log or the rule book can't be read.
pub fn reply_days(context: &Context, case: &Case, entry: u64) -> Result<Vec<NaiveDate>, Failure> {
    let ground = Ground::of(context, case)?;
    let id = format!("E{entry}");
    let all = ground.deadlines();
    let days = all.iter().filter(|d| d.anchor.id == id);
    let mut days: Vec<NaiveDate> = days.filter_map(Deadline::day).collect();
    days.sort();
    Ok(days)
}

/// A day of the case that is still open.
pub struct OpenDay {
    /// Which, what for and how far off, in one line.
    pub line: String,
    /// Has it passed, is it today, does it come within the week, or did a court set it running?
    pub is_urgent: bool,
    /// Has it passed?
    pub is_past: bool,
    /// What a court sent or set, where the day follows from that.
    pub court: Option<EventKind>,
}

/// The next open days in one line each, what comes first first.
///
/// # Errors
/// The log or the rule book can't be read.
pub fn next_days(context: &Context, case: &Case, count: usize) -> Result<Vec<String>, Failure> {
    let days = open_days(context, &context.texts, case)?.into_iter();
    Ok(days.take(count).map(|day| day.line).collect())
}

/// All open days in these words, what comes first first.
///
/// # Errors
/// The log or the rule book can't be read.
pub fn open_days(context: &Context, texts: &Texts, case: &Case) -> Result<Vec<OpenDay>, Failure> {
    let rules = load_deadline_rules(&context.library)?;
    let anchors = anchors::anchors(case, &views(context)?, &rules);
    if anchors.is_empty() {
        return Ok(Vec::new());
    }
    let ground = Ground {
        calendars: load_rest_days(&context.library)?,
        rules,
        anchors,
    };
    let all = ground.deadlines();
    let as_of = context.as_of();
    let open = next_of_series(&all, as_of)
        .into_iter()
        .filter(|d| d.period.is_some() && d.state(as_of) != DeadlineState::Done);
    Ok(open
        .map(|d| {
            let court = Some(d.anchor.kind).filter(|kind| kind.is_before_court());
            let day = d.day();
            // A court's days are few and don't come back: they press from the first.
            let soon = day.is_some_and(|day| (day - as_of).num_days() <= URGENT_WITHIN);
            OpenDay {
                line: due_line(texts, d, as_of),
                is_urgent: soon || court.is_some(),
                is_past: d.state(as_of) == DeadlineState::Past,
                court,
            }
        })
        .collect())
}
