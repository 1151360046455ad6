//! What an entry leaves open that matters when entries are counted.

use super::EntryKind;
use serde_json::{Map, Value};

/// Members, by path, that rules about contact look at and that these members of an entry don't
/// say. What doesn't apply isn't open: whether a machine spoke, where nobody answered; anything but
/// the grade, where the recorder made the contact. An entry whose fact can't be found out stays
/// open: not recorded is an answer of its own.
pub fn open_members(members: &Map<String, Value>) -> Vec<&'static str> {
    let kind = members
        .get("kind")
        .and_then(Value::as_str)
        .and_then(EntryKind::from_id);
    let Some(kind) = kind else {
        return Vec::new();
    };
    let said = |path: &str| is_said(members, path);
    let outgoing = members.get("direction").and_then(Value::as_str) == Some("out");
    let mut wanted: Vec<&'static str> = Vec::new();
    match kind {
        EntryKind::Amendment | EntryKind::Note => return wanted,
        _ if outgoing => {}
        EntryKind::Call => {
            wanted.extend(["direction", "answered"]);
            if members.get("answered") == Some(&Value::Bool(true)) {
                wanted.push("robot");
            }
            wanted.extend(["party.phone", "party.principal", "target"]);
        }
        EntryKind::Message => {
            wanted.push("direction");
            if may_have_number(members) {
                wanted.push("party.phone");
            }
            wanted.extend(["party.principal", "target"]);
        }
        EntryKind::Visit => {
            wanted.extend([
                "direction",
                "party.principal",
                "party.employer",
                "target",
                "people",
            ]);
        }
        EntryKind::Letter => wanted.extend(["direction", "party.principal"]),
        EntryKind::Payment => wanted.push("amount"),
        EntryKind::Statement | EntryKind::Agreement | EntryKind::Complaint | EntryKind::Police => {}
    }
    wanted.push("grade");
    wanted.retain(|path| match *path {
        // Either tells whose claim the contact was about.
        "party.principal" => !said("party.principal") && !said("loan"),
        path => !said(path),
    });
    wanted
}

/// Only what comes over the telephone network shows a number.
fn may_have_number(members: &Map<String, Value>) -> bool {
    match members.get("channel").and_then(Value::as_str) {
        Some(channel) => matches!(channel, "phone" | "sms"),
        None => true,
    }
}

fn is_said(members: &Map<String, Value>, path: &str) -> bool {
    let value = match path.split_once('.') {
        Some((outer, part)) => members.get(outer).and_then(|whole| whole.get(part)),
        None => members.get(path),
    };
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(_) => true,
    }
}
