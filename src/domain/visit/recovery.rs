//! What can still be done when something happened at the door before it could be refused.

use super::appraisal::Concern;
use super::words::{Compliance, Demand};
use serde_json::{Map, Value};

/// The way back from one thing that happened. Its words are those of `after.happened.<id>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Stable id, kebab-case.
    pub id: String,
    /// What to do, in order: names of its words.
    pub steps: Vec<String>,
    /// What to photograph or keep: names of its words.
    pub keep: Vec<String>,
    /// Time limits it starts or touches: names of its words. Empty where none is known.
    pub limits: Vec<String>,
    /// Letters that fit now, by their number on the command line.
    pub letters: Vec<String>,
    /// Demands that, met at the door, mean it happened.
    pub met: Vec<Demand>,
    /// The id of what happened, where this is one way of it.
    pub of: Option<String>,
    /// Can it happen only with somebody at the door?
    pub at_door: bool,
    /// How grave it is, and what it rests on.
    pub concern: Concern,
}

/// What happened, as far as the entry of a visit tells: demands noted as met. `members` are those of
/// the entry as it stands now.
pub fn happened<'r>(recoveries: &'r [Recovery], members: &Map<String, Value>) -> Vec<&'r Recovery> {
    let demands = members.get("visit").and_then(|visit| visit.get("demands"));
    let met: Vec<Demand> = demands
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|made| made.get("answer").and_then(Value::as_str) == Some(Compliance::Met.word()))
        .filter_map(|made| made.get("id").and_then(Value::as_str))
        .filter_map(Demand::from_word)
        .collect();
    let of_entry = |r: &&Recovery| r.met.iter().any(|demand| met.contains(demand));
    without_told_closer(recoveries.iter().filter(of_entry).collect())
}

/// Leaves out what happened where the way it happened is there too.
pub fn without_told_closer(chosen: Vec<&Recovery>) -> Vec<&Recovery> {
    let closer: Vec<&str> = chosen.iter().filter_map(|r| r.of.as_deref()).collect();
    let kept = chosen.iter().filter(|r| !closer.contains(&r.id.as_str()));
    kept.copied().collect()
}

/// The parts of the record that are worth having within a quarter of an hour, each with the places
/// in an entry that hold it; one of them is enough. The time it began is never missing.
const RECORD: [(&str, &[&str]); 8] = [
    ("occurred_until", &["/occurred_until"]),
    ("people", &["/people"]),
    ("party", &["/party/name", "/party/employer", "/party/badge"]),
    ("quote", &["/quote"]),
    ("papers", &["/visit/papers"]),
    ("witnesses", &["/witnesses"]),
    ("attachments", &["/attachments"]),
    ("police_slip", &["/visit/police_slip"]),
];

/// Names of the parts of the record an entry doesn't have. Nobody calls the police every time, and
/// so their number is missing only where they were called.
pub fn record_gaps(members: &Map<String, Value>) -> Vec<&'static str> {
    let entry = Value::Object(members.clone());
    let said = |path: &&str| match entry.pointer(path) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    };
    let called = entry.pointer("/visit/police_called") == Some(&Value::Bool(true));
    RECORD
        .iter()
        .filter(|(name, places)| {
            let applies = *name != "police_slip" || called;
            applies && !places.iter().any(said)
        })
        .map(|(name, _)| *name)
        .collect()
}
