//! Which entries leave together, and which of them hold numbers of people.

use crate::domain::evidence::{EntryView, masked_numbers};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The longest run of numbers written with a dash (`3-8`).
const LONGEST_RUN: u64 = 100_000;

/// The numbers of entries in a list as people write it: `3`, `3,5`, `3、5-8`. `None` where there is
/// something else in it, or a run that goes backwards.
pub fn numbers_in(text: &str) -> Option<BTreeSet<u64>> {
    let mut out = BTreeSet::new();
    let parts = text.split(|c: char| c.is_whitespace() || ",，、;；".contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        match part.split_once(['-', '~', '至', '到']) {
            None => {
                out.insert(part.parse().ok()?);
            }
            Some((from, to)) => {
                let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
                if from > to || to - from > LONGEST_RUN {
                    return None;
                }
                out.extend(from..=to);
            }
        }
    }
    Some(out)
}

/// These lines with all that belongs to them: an entry and its amendments leave together or stay
/// together. Without them a correction would be hidden, or what was kept back be told by its
/// correction.
pub fn together(views: &[EntryView], lines: &BTreeSet<u64>) -> BTreeSet<u64> {
    let mut out = lines.clone();
    for view in views {
        let seq = view.original.seq;
        let group = || std::iter::once(seq).chain(view.amendments.iter().copied());
        if group().any(|line| lines.contains(&line)) {
            out.extend(group());
        }
    }
    out
}

/// Members that hold numbers of no person.
const NO_PERSONS: [&str; 6] = [
    "id",
    "sha256",
    "size",
    "occurred_at",
    "occurred_until",
    "kind",
];

/// Does a text in these members hold a telephone, card or identity number whole?
pub fn has_numbers(members: &Map<String, Value>) -> bool {
    members
        .iter()
        .filter(|(name, _)| !NO_PERSONS.contains(&name.as_str()))
        .any(|(_, value)| holds_number(value))
}

fn holds_number(value: &Value) -> bool {
    match value {
        Value::String(text) => masked_numbers(text) != *text,
        Value::Array(list) => list.iter().any(holds_number),
        Value::Object(members) => has_numbers(members),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
