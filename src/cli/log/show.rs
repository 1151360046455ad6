//! `menshen log show`: one entry as it stands and as it was first written.

use super::super::Failure;
use super::super::context::Context;
use super::words;
use crate::content::load_parameters;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{
    EntryView, Lateness, attachments_in, lateness_after, masked_numbers, open_members, overlaid,
};
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use crate::storage::log::entries;
use chrono::TimeDelta;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};

/// Members in the order people tell a story; the rest follow by name.
const ORDER: [&str; 15] = [
    "kind",
    "occurred_at",
    "occurred_until",
    "precision",
    "summary",
    "quote",
    "grade",
    "loan",
    "direction",
    "channel",
    "answered",
    "robot",
    "target",
    "people",
    "place",
];

/// Numbers of entries in one line.
pub fn numbers(texts: &Texts, seqs: &[u64]) -> String {
    let seqs: Vec<String> = seqs.iter().map(u64::to_string).collect();
    texts.listed(&seqs)
}

/// One entry. Numbers of people are hidden unless `full`.
///
/// # Errors
/// There is no such entry, or the log can't be read.
pub fn one(context: &Context, seq: u64, full: bool) -> Result<(), Failure> {
    let log = super::existing_log(context)?;
    let views = overlaid(entries(&log.path())?);
    let view = found(&views, seq)?;
    let after = late_after(context)?;
    let mut screen = entry(context, view, full, after);
    super::say_open(context, &mut screen, seq, &open(view));
    context.emit(&screen, &as_json(view, after))
}

/// The entry of this number.
///
/// # Errors
/// There is none.
pub fn found(views: &[EntryView], seq: u64) -> Result<&EntryView, Failure> {
    views.iter().find(|v| v.original.seq == seq).ok_or_else(|| {
        let last = views.last().map_or(0, |v| v.original.seq).to_string();
        let args = args([("seq", seq.to_string()), ("last", last)]);
        Failure::new("log-no-entry", Kind::Case, args)
    })
}

/// An entry as it stands, the original where it was amended, and when it was recorded; with the time
/// from which on one is late.
pub fn entry(context: &Context, view: &EntryView, full: bool, after: TimeDelta) -> Screen {
    let texts = &context.texts;
    let seq = view.original.seq;
    let mut screen = Screen::new();
    screen.title(texts.say("log.show.title", [("seq", seq.to_string())]));
    // First of all: nobody should read the rest as what is still said.
    if view.withdrawn {
        screen.text(texts.t("log.show.withdrawn"));
    } else if !view.amendments.is_empty() {
        let by = numbers(texts, &view.amendments);
        screen.text(texts.say("log.show.amended", [("by", by)]));
    }
    let hide = if full { as_it_is } else { masked_numbers };
    members(context, &mut screen, view.current.as_ref(), hide);
    if !view.amendments.is_empty() {
        let by = numbers(texts, &view.amendments);
        screen.title(texts.say("log.show.original", [("by", by)]));
        let original = view.original.content.as_ref();
        members(context, &mut screen, original, hide);
    }
    screen.gap();
    let hash = view.original.hash.map(|h| h.to_string());
    screen.text(texts.say(
        "log.show.recorded",
        [
            ("at", words::moment(&view.original.recorded_at)),
            ("hash", hash.unwrap_or_default()),
        ],
    ));
    if let Some(late) = late(view, after) {
        let key = match late.hour_known {
            true => "log.show.late",
            false => "log.show.late-hour-unknown",
        };
        screen.text(texts.say(key, [("days", late.days.to_string())]));
    }
    if !full && hides_something(view) {
        screen.text(texts.say("log.show.masked", [("seq", seq.to_string())]));
    }
    screen
}

/// How late an entry was written down, where that was later than `after`.
pub fn late(view: &EntryView, after: TimeDelta) -> Option<Lateness> {
    lateness_after(view.current.as_ref()?, &view.original.recorded_at, after)
}

/// From how long after the event on an entry is late, as the rule book has it.
///
/// # Errors
/// The rule book was rejected, or has no such value today.
pub fn late_after(context: &Context) -> Result<TimeDelta, Failure> {
    let parameters = load_parameters(&context.library)?;
    let hours = parameters.value("late-entry-hours", context.as_of())?.value;
    Ok(TimeDelta::hours(
        hours.to_i64().unwrap_or(i64::MAX / 3_600_000),
    ))
}

/// What can still be filled in; nothing in what was struck out.
pub fn open(view: &EntryView) -> Vec<&'static str> {
    match &view.current {
        Some(current) if !view.withdrawn => open_members(current),
        _ => Vec::new(),
    }
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

fn hides_something(view: &EntryView) -> bool {
    fn hides(value: &Value) -> bool {
        match value {
            Value::String(text) => masked_numbers(text) != *text,
            Value::Array(list) => list.iter().any(hides),
            Value::Object(parts) => parts.values().any(hides),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
    let shown = |(name, value): (&String, &Value)| name != "attachments" && hides(value);
    let names = |members: &Map<String, Value>| {
        attachments_in(members)
            .iter()
            .any(|a| masked_numbers(&a.name) != a.name)
    };
    [view.current.as_ref(), view.original.content.as_ref()]
        .into_iter()
        .flatten()
        .any(|members| members.iter().any(shown) || names(members))
}

/// How a text is shown: as it is, or with numbers of people hidden.
type Hide = fn(&str) -> String;

/// What an entry says, as it is, apart from these members: a line about it holds them already.
pub fn further_members(
    context: &Context,
    screen: &mut Screen,
    members: &Map<String, Value>,
    said: &[&str],
) {
    let rest: Map<String, Value> = members
        .iter()
        .filter(|(name, _)| !said.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    self::members(context, screen, Some(&rest), masked_numbers);
}

fn members(
    context: &Context,
    screen: &mut Screen,
    members: Option<&Map<String, Value>>,
    hide: Hide,
) {
    let Some(members) = members else {
        screen.text(context.texts.t("log.content-not-here"));
        return;
    };
    let rest = members.keys().map(String::as_str);
    let ordered = ORDER
        .into_iter()
        .chain(rest.filter(|name| !ORDER.contains(name)));
    for name in ordered {
        match (name, members.get(name)) {
            (_, None) => {}
            ("attachments", Some(_)) => attachments(context, screen, members, hide),
            ("party", Some(Value::Object(party))) => {
                for (part, value) in party {
                    let key = format!("party-{part}");
                    member(context, screen, (&key, part), value, hide);
                }
            }
            ("imported", Some(Value::Object(from))) => imported(context, screen, from, hide),
            ("visit", Some(Value::Object(visit))) => self::visit(context, screen, visit, hide),
            (_, Some(value)) => member(context, screen, (name, name), value, hide),
        }
    }
}

/// The table and the line an entry was read from.
fn imported(context: &Context, screen: &mut Screen, from: &Map<String, Value>, hide: Hide) {
    let texts = &context.texts;
    let text = |name: &str| match from.get(name) {
        Some(Value::String(text)) => words::on_one_line(&hide(text)),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let hash = from.get("sha256").and_then(Value::as_str);
    let values = [
        ("file", text("file")),
        ("line", text("line")),
        ("contact", text("contact")),
        ("sha256", words::on_one_line(hash.unwrap_or_default())),
    ];
    let value = texts.say("log.show.imported", values);
    let label = texts.t("log.member.imported");
    screen.text(texts.say("log.show.member", [("label", label), ("value", value)]));
}

/// What the door flow noted, in the words it was shown in. The keys that were pressed, one by one,
/// are for programs: `--json` has them.
fn visit(context: &Context, screen: &mut Screen, visit: &Map<String, Value>, hide: Hide) {
    let texts = &context.texts;
    let word = |list: &str, value: Option<&Value>| {
        let id = value.and_then(Value::as_str)?;
        let key = format!("visit.{list}.{id}");
        Some(texts.get(&key).map_or_else(|| id.to_owned(), str::to_owned))
    };
    let pairs = |name: &str, first: &str, (second, member): (&str, &str)| -> Vec<String> {
        let list = visit.get(name).and_then(Value::as_array);
        list.into_iter()
            .flatten()
            // What nobody asked or compared is no part of what happened.
            .filter(|v| {
                let result = v.get(member).and_then(Value::as_str);
                !matches!(result, Some("not-asked" | "not-checked"))
            })
            .filter_map(|v| {
                let what = word(first, v.get("id"))?;
                let how = word(second, v.get(member))?;
                Some(texts.say("log.show.pair", [("what", what), ("how", how)]))
            })
            .collect()
    };
    let mut said: Vec<(&str, String)> = Vec::new();
    for name in ["outcome", "verdict"] {
        said.extend(word(name, visit.get(name)).map(|words| (name, words)));
    }
    let items = pairs("items", "item", ("result", "result"));
    let demands = pairs("demands", "demand", ("compliance", "answer"));
    for (name, list) in [("items", items), ("demands", demands)] {
        if !list.is_empty() {
            said.push((name, context.texts.listed(&list)));
        }
    }
    for name in ["papers", "company_code", "loan_tail", "police_slip"] {
        let noted = visit.get(name).and_then(Value::as_str);
        said.extend(noted.map(|text| (name, hide(text))));
    }
    if visit.get("police_called") == Some(&Value::Bool(true)) {
        said.push(("police_called", texts.t("log.word.yes")));
    }
    for (name, value) in said {
        let label = texts.t(&format!("log.member.visit-{name}"));
        let value = words::on_one_line(&value);
        screen.text(texts.say("log.show.member", [("label", label), ("value", value)]));
    }
}

/// One member on lines of its own, by the key of its label; unknown ones by the name they have in
/// the file.
fn member(
    context: &Context,
    screen: &mut Screen,
    (key, name): (&str, &str),
    value: &Value,
    hide: Hide,
) {
    let texts = &context.texts;
    let label = texts
        .get(&format!("log.member.{key}"))
        .map_or_else(|| words::on_one_line(name), str::to_owned);
    let said = match value {
        Value::String(text) if name == "kind" || name == "content_kind" => {
            vec![words::kind_name(texts, text)]
        }
        Value::String(text) if name.starts_with("occurred_") => vec![words::moment(text)],
        Value::String(text) => match texts.get(&format!("log.word.{name}.{text}")) {
            Some(word) => vec![word.to_owned()],
            None => words::in_lines(&hide(text)),
        },
        Value::Bool(truth) => vec![texts.t(if *truth {
            "log.word.yes"
        } else {
            "log.word.no"
        })],
        Value::Array(list) if list.iter().all(Value::is_string) => {
            vec![
                texts.listed(
                    &list
                        .iter()
                        .filter_map(Value::as_str)
                        .map(|text| match texts.get(&format!("log.word.{name}.{text}")) {
                            Some(word) => word.to_owned(),
                            None => words::on_one_line(&hide(text)),
                        })
                        .collect::<Vec<_>>(),
                ),
            ]
        }
        other => vec![words::on_one_line(&hide(&other.to_string()))],
    };
    let mut lines = said.into_iter();
    let first = lines.next().unwrap_or_default();
    screen.text(texts.say("log.show.member", [("label", label), ("value", first)]));
    for line in lines {
        screen.item(" ", line);
    }
}

fn attachments(context: &Context, screen: &mut Screen, members: &Map<String, Value>, hide: Hide) {
    for attachment in attachments_in(members) {
        screen.text(context.texts.say(
            "log.show.attachment",
            [
                ("name", words::on_one_line(&hide(&attachment.name))),
                ("size", attachment.size.to_string()),
                ("type", words::on_one_line(&attachment.media_type)),
                ("id", words::on_one_line(&attachment.id)),
                ("sha256", words::on_one_line(&attachment.sha256)),
            ],
        ));
    }
}

/// An entry for programs, with what is stored.
pub fn as_json(view: &EntryView, after: TimeDelta) -> Value {
    json!({
        "seq": view.original.seq,
        "recorded_at": view.original.recorded_at,
        "hash": view.original.hash.map(|h| h.to_string()),
        "content": view.original.content,
        "current": view.current,
        "amendments": view.amendments,
        "withdrawn": view.withdrawn,
        "days_late": late(view, after).map(|late| late.days),
        "open": open(view),
    })
}
