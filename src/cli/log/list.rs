//! `menshen log list` and `menshen log open`.

use super::super::Failure;
use super::super::context::Context;
use super::{members, show, when, words};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::{Days, EntryFilter, EntryKind, EntryView, masked_numbers, overlaid};
use crate::render::screen::{Grid, Screen};
use crate::render::wrap::width;
use crate::storage::log::{Log, entries, is_torn};
use chrono::TimeDelta;
use clap::ArgMatches;
use serde_json::{Map, Value, json};

/// Where the summary stands in a row.
const SUMMARY: usize = 3;

/// Where the remark stands, after all that an entry says itself.
const REMARK: usize = 4;

/// The columns that are wrapped where the screen is narrow, and the fewest columns each can be read
/// in: a summary with less tells too little, and a day with its time is never broken.
const WRAPPED: [(usize, usize); 3] = [(SUMMARY, 16), (1, 16), (REMARK, 16)];

/// A list is looked over, not read: of a summary it shows this many columns.
const LONGEST_SUMMARY: usize = 160;

/// Every entry that is wanted, as it stands now; where one was amended, the original with it.
///
/// # Errors
/// An option can't be read, or the log can't.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let filter = filter(context, matches)?;
    let (views, torn) = all(context)?;
    if torn && (context.json || !views.is_empty()) {
        context.note("log.torn", Args::new());
    }
    let (chosen, unread) = filter.chosen(&views);
    if unread > 0 {
        context.note("log.not-compared", args([("count", unread.to_string())]));
    }
    let after = show::late_after(context)?;
    if context.json {
        let lines: String = chosen
            .iter()
            .map(|v| format!("{}\n", show::as_json(v, after)))
            .collect();
        return context.put(&lines);
    }
    let texts = &context.texts;
    let mut grid = Grid {
        head: head(context, &["seq", "when", "kind", "summary", "remark"]),
        figures: vec![0],
        wraps: WRAPPED.to_vec(),
        ..Grid::default()
    };
    for view in &chosen {
        let current = view.current.as_ref();
        let stands = row(context, view, current, remark(context, view, after));
        let original = view.original.content.as_ref();
        let first = row(context, view, original, texts.t("log.remark.original"));
        // Where nothing of the row was amended, the row shows the original's words already.
        let differs = stands.iter().zip(&first).take(REMARK).any(|(a, b)| a != b);
        grid.rows.push(stands);
        if differs {
            grid.rows.push(first);
        }
    }
    let mut screen = Screen::new();
    let counts = [
        ("all", views.len().to_string()),
        ("chosen", chosen.len().to_string()),
    ];
    if views.is_empty() {
        screen.text(texts.t(if torn { "log.none-torn" } else { "log.none" }));
    } else if chosen.is_empty() {
        screen.text(texts.say("log.none-chosen", counts));
    } else if !filter.is_empty() {
        screen.text(texts.say("log.chosen", counts));
    }
    let cut = !context.manner.plain && shorten(&mut grid);
    screen.grid(grid);
    if cut {
        screen.text(texts.t("log.cut"));
    }
    context.emit(&screen, &Value::Null)
}

/// Entries with something to fill in that matters when they are counted.
///
/// # Errors
/// The log can't be read.
pub fn open(context: &Context) -> Result<(), Failure> {
    let (views, _) = all(context)?;
    let unread = views.iter().filter(|v| v.current.is_none()).count();
    if unread > 0 {
        context.note("log.not-compared", args([("count", unread.to_string())]));
    }
    let unfinished: Vec<(&EntryView, Vec<&'static str>)> = views
        .iter()
        .map(|view| (view, show::open(view)))
        .filter(|(_, open)| !open.is_empty())
        .collect();
    if context.json {
        let lines: String = unfinished
            .iter()
            .map(|(view, open)| {
                let line = json!({
                    "seq": view.original.seq,
                    "kind": view.text("kind"),
                    "open": open,
                });
                format!("{line}\n")
            })
            .collect();
        return context.put(&lines);
    }
    let texts = &context.texts;
    let mut screen = Screen::new();
    if unfinished.is_empty() {
        screen.text(texts.t("log.nothing-open"));
        return context.emit(&screen, &Value::Null);
    }
    for (view, open) in &unfinished {
        screen.text(told(context, view));
        let members = members::labels(context, open);
        screen.item(" ", texts.say("log.open-members", [("members", members)]));
    }
    screen.gap();
    screen.text(texts.t("log.open-how"));
    context.emit(&screen, &Value::Null)
}

/// An entry in a line: its number, when, what it was and in which words.
pub(super) fn told(context: &Context, view: &EntryView) -> String {
    let cells = row(context, view, view.current.as_ref(), String::new());
    let names = ["seq", "when", "kind", "summary"];
    let words = names.into_iter().zip(cells);
    context.texts.say("log.open-entry", words)
}

/// All entries as they stand, and whether the log ends in a write that was cut short.
fn all(context: &Context) -> Result<(Vec<EntryView>, bool), Failure> {
    let log = context
        .existing_case()?
        .map(|folder| Log::of_case(folder.path()))
        .filter(Log::exists);
    Ok(match log {
        Some(log) => (overlaid(entries(&log.path())?), is_torn(&log.path())?),
        None => (Vec::new(), false),
    })
}

fn filter(context: &Context, matches: &ArgMatches) -> Result<EntryFilter, Failure> {
    let text = |id: &str| matches.get_one::<String>(id);
    let day = |id: &str| text(id).map(|text| when::day(context, text)).transpose();
    let kind = match text("kind") {
        None => None,
        Some(word) => Some(kind(context, word)?),
    };
    let only = day("day")?;
    let days = Days {
        from: day("from-day")?.or(only),
        to: day("to")?.or(only),
    };
    if let (Some(from), Some(to)) = (days.from, days.to)
        && to < from
    {
        let words = args([("from", from.to_string()), ("to", to.to_string())]);
        return Err(Failure::new("log-day-order", Kind::Usage, words));
    }
    Ok(EntryFilter {
        kind,
        days,
        loan: text("loan").cloned(),
        phone: text("phone").cloned(),
        words: text("word").cloned(),
    })
}

fn kind(context: &Context, word: &str) -> Result<EntryKind, Failure> {
    let amendment = EntryKind::Amendment;
    let texts = &context.texts;
    let name = texts.t(&format!("log.kind.{}", amendment.id()));
    if word == amendment.id() || word == name {
        return Ok(amendment);
    }
    words::kind_of(texts, word).ok_or_else(|| {
        let known = format!("{} {name}", words::known_kinds(texts));
        words::unknown_kind(texts, word, known, false)
    })
}

fn head(context: &Context, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|column| context.texts.t(&format!("log.column.{column}")))
        .collect()
}

/// Cuts the summaries to what a list has room for; true if one was cut.
fn shorten(grid: &mut Grid) -> bool {
    let mut cut = false;
    for cell in grid.rows.iter_mut().filter_map(|row| row.get_mut(SUMMARY)) {
        if width(cell) > LONGEST_SUMMARY {
            *cell = words::shortened(cell, LONGEST_SUMMARY);
            cut = true;
        }
    }
    cut
}

fn row(
    context: &Context,
    view: &EntryView,
    members: Option<&Map<String, Value>>,
    remark: String,
) -> Vec<String> {
    let texts = &context.texts;
    let seq = view.original.seq.to_string();
    let Some(members) = members else {
        let unread = texts.t("log.content-not-here");
        return vec![seq, String::new(), String::new(), unread, remark];
    };
    let text = |name: &str| {
        members
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let when = words::told_minute(texts, members);
    let summary = match (text("summary"), view.original.amends()) {
        ("", Some(seq)) => {
            let withdraws = members.get("withdrawn") == Some(&Value::Bool(true));
            let key = if withdraws {
                "log.withdraws"
            } else {
                "log.amends"
            };
            texts.say(key, [("seq", seq.to_string())])
        }
        (summary, _) => words::on_one_line(&masked_numbers(summary)),
    };
    let kind = words::kind_name(texts, text("kind"));
    vec![seq, when, kind, summary, remark]
}

fn remark(context: &Context, view: &EntryView, after: TimeDelta) -> String {
    let texts = &context.texts;
    let mut remarks = Vec::new();
    let mut add = |key: &str, words: Args| remarks.push(texts.say(key, words));
    // Nothing is amended once it is withdrawn: the withdrawal is one of its amendments.
    if view.withdrawn {
        add("log.remark.withdrawn", Args::new());
    }
    if view.amendments.len() > usize::from(view.withdrawn) {
        add("log.remark.amended", Args::new());
    }
    if let Some(late) = show::late(view, after) {
        let key = match late.hour_known {
            true => "log.remark.late",
            false => "log.remark.late-hour-unknown",
        };
        add(key, args([("days", late.days.to_string())]));
    }
    let imported = view.current.as_ref();
    if imported.is_some_and(|members| members.contains_key("imported")) {
        add("log.remark.imported", Args::new());
    }
    let attachments = view.attachment_count();
    if attachments > 0 {
        let count = attachments.to_string();
        add("log.remark.attachments", args([("count", count)]));
    }
    remarks.join(&texts.t("log.remark.between"))
}
