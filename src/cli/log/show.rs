//! `menshen log list` and `menshen log show`.

use super::super::Failure;
use super::super::context::Context;
use super::words;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{EntryView, attachments_in, overlaid};
use crate::render::screen::{Grid, Screen};
use crate::storage::log::{Log, entries};
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

/// Every entry, as it stands now; where one was amended, the original with it.
///
/// # Errors
/// The log can't be read.
pub fn list(context: &Context) -> Result<(), Failure> {
    let log = context
        .existing_case()?
        .map(|folder| Log::of_case(folder.path()))
        .filter(Log::exists);
    let views = match log {
        Some(log) => overlaid(entries(&log.path())?),
        None => Vec::new(),
    };
    if context.json {
        let lines: String = views.iter().map(|v| format!("{}\n", as_json(v))).collect();
        return context.put(&lines);
    }
    let texts = &context.texts;
    let mut grid = Grid {
        head: ["seq", "when", "kind", "summary", "remark"]
            .map(|column| texts.t(&format!("log.column.{column}")))
            .to_vec(),
        figures: vec![0],
        ..Grid::default()
    };
    for view in &views {
        grid.rows.push(row(
            context,
            view,
            view.current.as_ref(),
            remark(context, view),
        ));
        if !view.amendments.is_empty() {
            let original = view.original.content.as_ref();
            grid.rows
                .push(row(context, view, original, texts.t("log.remark.original")));
        }
    }
    let mut screen = Screen::new();
    if views.is_empty() {
        screen.text(texts.t("log.none"));
    }
    screen.grid(grid);
    context.emit(&screen, &Value::Null)
}

fn row(
    context: &Context,
    view: &EntryView,
    members: Option<&Map<String, Value>>,
    remark: String,
) -> Vec<String> {
    let seq = view.original.seq.to_string();
    let Some(members) = members else {
        let unread = context.texts.t("log.content-not-here");
        return vec![seq, String::new(), String::new(), unread, remark];
    };
    let text = |name: &str| {
        members
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let mut when = words::moment(text("occurred_at"));
    if text("precision") == "about" {
        when = context.texts.say("log.about", [("when", when)]);
    }
    let summary = match (text("summary"), view.original.amends()) {
        ("", Some(seq)) => context.texts.say("log.amends", [("seq", seq.to_string())]),
        (summary, _) => words::on_one_line(summary),
    };
    let kind = words::kind_name(&context.texts, text("kind"));
    vec![seq, when, kind, summary, remark]
}

fn remark(context: &Context, view: &EntryView) -> String {
    let mut remarks = Vec::new();
    if view.withdrawn {
        remarks.push(context.texts.t("log.remark.withdrawn"));
    }
    if !view.amendments.is_empty() {
        let by = numbers(&view.amendments);
        remarks.push(context.texts.say("log.remark.amended", [("by", by)]));
    }
    let attachments = view.attachment_count();
    if attachments > 0 {
        let count = attachments.to_string();
        remarks.push(
            context
                .texts
                .say("log.remark.attachments", [("count", count)]),
        );
    }
    remarks.join(" ")
}

fn numbers(seqs: &[u64]) -> String {
    let seqs: Vec<String> = seqs.iter().map(u64::to_string).collect();
    seqs.join("、")
}

/// One entry in full.
///
/// # Errors
/// There is no such entry, or the log can't be read.
pub fn one(context: &Context, seq: u64) -> Result<(), Failure> {
    let log = super::existing_log(context)?;
    let views = overlaid(entries(&log.path())?);
    let Some(view) = views.iter().find(|v| v.original.seq == seq) else {
        let last = views.last().map_or(0, |v| v.original.seq).to_string();
        let args = args([("seq", seq.to_string()), ("last", last)]);
        return Err(Failure::new("log-no-entry", Kind::Case, args));
    };
    let texts = &context.texts;
    let mut screen = Screen::new();
    screen.title(texts.say("log.show.title", [("seq", seq.to_string())]));
    if view.withdrawn {
        screen.text(texts.t("log.show.withdrawn"));
    }
    members(context, &mut screen, view.current.as_ref());
    if !view.amendments.is_empty() {
        screen.title(texts.say("log.show.original", [("by", numbers(&view.amendments))]));
        members(context, &mut screen, view.original.content.as_ref());
    }
    screen.gap();
    let hash = view
        .original
        .hash
        .map(|h| h.to_string())
        .unwrap_or_default();
    screen.text(texts.say(
        "log.show.recorded",
        [
            ("at", words::moment(&view.original.recorded_at)),
            ("hash", hash),
        ],
    ));
    context.emit(&screen, &as_json(view))
}

fn members(context: &Context, screen: &mut Screen, members: Option<&Map<String, Value>>) {
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
            ("attachments", Some(_)) => attachments(context, screen, members),
            ("party", Some(Value::Object(party))) => {
                for (part, value) in party {
                    member(context, screen, &format!("party-{part}"), part, value);
                }
            }
            (_, Some(value)) => member(context, screen, name, name, value),
        }
    }
}

/// One member on lines of its own; unknown ones by the name they have in the file.
fn member(context: &Context, screen: &mut Screen, key: &str, name: &str, value: &Value) {
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
            None => words::in_lines(text),
        },
        Value::Bool(truth) => vec![texts.t(if *truth {
            "log.word.yes"
        } else {
            "log.word.no"
        })],
        Value::Array(list) if list.iter().all(Value::is_string) => {
            vec![
                list.iter()
                    .filter_map(Value::as_str)
                    .map(words::on_one_line)
                    .collect::<Vec<_>>()
                    .join("、"),
            ]
        }
        other => vec![words::on_one_line(&other.to_string())],
    };
    let mut lines = said.into_iter();
    let first = lines.next().unwrap_or_default();
    screen.text(texts.say("log.show.member", [("label", label), ("value", first)]));
    for line in lines {
        screen.item(" ", line);
    }
}

fn attachments(context: &Context, screen: &mut Screen, members: &Map<String, Value>) {
    for attachment in attachments_in(members) {
        screen.text(context.texts.say(
            "log.show.attachment",
            [
                ("name", words::on_one_line(&attachment.name)),
                ("size", attachment.size.to_string()),
                ("type", words::on_one_line(&attachment.media_type)),
                ("id", words::on_one_line(&attachment.id)),
                ("sha256", words::on_one_line(&attachment.sha256)),
            ],
        ));
    }
}

fn as_json(view: &EntryView) -> Value {
    json!({
        "seq": view.original.seq,
        "recorded_at": view.original.recorded_at,
        "hash": view.original.hash.map(|h| h.to_string()),
        "content": view.original.content,
        "current": view.current,
        "amendments": view.amendments,
        "withdrawn": view.withdrawn,
    })
}
