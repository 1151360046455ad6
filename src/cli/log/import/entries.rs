//! A row as an entry of the log, and entries of the log as rows are compared with them.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::super::add;
use super::whose::Whose;
use crate::domain::evidence::{Content, EntryKind, EntryView, OccurredAt};
use crate::domain::import::{Contact, ContactKind, KnownContact, Way, number_cell};
use chrono::TimeDelta;
use serde_json::{Map, Value, json};

/// The table an entry comes from.
pub struct Source<'s> {
    /// The file's name.
    pub name: &'s str,
    /// SHA-256 of its bytes.
    pub sha256: &'s str,
    /// What it lists.
    pub kind: ContactKind,
}

/// The entry of a row. A list is paper: the grade says so, and the entry names the file, its hash and
/// the line, so that anybody who has the file can look.
///
/// # Errors
/// The row can't be an entry.
pub fn content(
    context: &Context,
    row: &Contact,
    source: &Source<'_>,
    whose: &Whose,
) -> Result<Content, Failure> {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    put("kind", source.kind.entry().id().into());
    put("occurred_at", row.at.to_string().into());
    if let Some(until) = until(row) {
        put("occurred_until", until.to_string().into());
    }
    let precision = if row.at.time.is_some() {
        "exact"
    } else {
        "day"
    };
    put("precision", precision.into());
    put("summary", summary(context, row, source.kind).into());
    put("grade", "documented".into());
    if let Some(way) = row.way {
        put("direction", way.word().into());
    }
    for (name, value) in [("answered", row.answered), ("robot", row.robot)] {
        if let Some(truth) = value {
            put(name, truth.into());
        }
    }
    if let Some(body) = &row.body {
        put("quote", body.as_str().into());
    }
    if let Some(channel) = whose.channel {
        put("channel", channel.into());
    }
    // Whom a call of one's own reached is the other side.
    if let (Some(owner), Some(Way::In)) = (whose.owner, row.way) {
        put("target", owner.into());
    }
    let of = whose.of(row);
    let mut party = Map::new();
    for (part, value) in [
        ("phone", row.number.as_ref()),
        ("principal", of.and_then(|o| o.principal.as_ref())),
        ("employer", of.and_then(|o| o.employer.as_ref())),
    ] {
        if let Some(text) = value {
            party.insert(part.to_owned(), text.as_str().into());
        }
    }
    if !party.is_empty() {
        put("party", party.into());
    }
    if let Some(loan) = of.and_then(|o| o.loan.as_deref()) {
        put("loan", loan.into());
    }
    let mut imported = json!({"file": source.name, "line": row.line, "sha256": source.sha256});
    if let Some(name) = &row.name {
        imported["contact"] = name.as_str().into();
    }
    put("imported", imported);
    add::check(context, members)
}

/// When a call ended, where both its beginning and its length are known to the second.
fn until(row: &Contact) -> Option<OccurredAt> {
    let (time, true) = row.at.time? else {
        return None;
    };
    let begun = row.at.date.and_time(time);
    let ended = begun.checked_add_signed(TimeDelta::seconds(i64::from(row.seconds?)))?;
    Some(OccurredAt {
        date: ended.date(),
        time: Some((ended.time(), true)),
    })
}

/// What happened, as far as a list says it.
fn summary(context: &Context, row: &Contact, kind: ContactKind) -> String {
    let word = |truth: Option<bool>| match truth {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let way = row.way.map_or("", Way::word);
    let seconds = row.seconds.unwrap_or(0);
    let key = match kind {
        ContactKind::Calls => "log-import.summary.call",
        ContactKind::Messages => "log-import.summary.message",
    };
    let values = [
        ("way", way.to_owned()),
        ("answered", word(row.answered).to_owned()),
        ("robot", word(row.robot).to_owned()),
        ("minutes", (seconds / 60).to_string()),
        ("seconds", (seconds % 60).to_string()),
        ("long", if seconds > 0 { "1" } else { "" }.to_owned()),
        ("line", row.line.to_string()),
    ];
    context.paper.say(key, values)
}

/// Entries of this kind as rows are compared with them, each as first written and as it stands: a
/// corrected time is the same call, and one that was withdrawn isn't to come back.
pub fn known(views: &[EntryView], kind: ContactKind) -> Vec<KnownContact> {
    let mut known = Vec::new();
    for view in views {
        let stands = view.current.as_ref().and_then(|m| of_entry(view, m, kind));
        let first = view.original.content.as_ref();
        let first = first.and_then(|m| of_entry(view, m, kind));
        if first != stands {
            known.extend(first);
        }
        known.extend(stands);
    }
    known
}

fn of_entry(
    view: &EntryView,
    members: &Map<String, Value>,
    kind: ContactKind,
) -> Option<KnownContact> {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let of_kind = text("kind").and_then(EntryKind::from_id) == Some(kind.entry());
    let at = OccurredAt::parse(text("occurred_at")?).filter(|_| of_kind)?;
    let phone = members.get("party").and_then(|party| party.get("phone"));
    Some(KnownContact {
        seq: view.original.seq,
        at,
        number: phone.and_then(Value::as_str).and_then(number_cell),
        quote: text("quote").map(str::to_owned),
    })
}
