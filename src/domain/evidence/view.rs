//! An entry as it reads after its corrections, with the original always beside it.

use super::{EntryKind, attachments_in};
use crate::domain::chain::Hash;
use serde_json::{Map, Value};

/// One line of a log as it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Its place in the order, from 1.
    pub seq: u64,
    /// When it was written down.
    pub recorded_at: String,
    /// The line's own hash.
    pub hash: Option<Hash>,
    /// What was written; `None` where the body is sealed, withheld or unreadable.
    pub content: Option<Map<String, Value>>,
}

impl Recorded {
    /// The entry it corrects, if it is an amendment.
    pub fn amends(&self) -> Option<u64> {
        let members = self.content.as_ref()?;
        let kind = members.get("kind").and_then(Value::as_str);
        match kind.and_then(EntryKind::from_id) {
            Some(EntryKind::Amendment) => members.get("amends").and_then(Value::as_u64),
            _ => None,
        }
    }
}

/// An entry, its amendments, and what they come to.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView {
    /// As first written.
    pub original: Recorded,
    /// The members as they stand now; as first written where nothing was amended.
    pub current: Option<Map<String, Value>>,
    /// The amendments, in order.
    pub amendments: Vec<u64>,
    /// Struck out by an amendment.
    pub withdrawn: bool,
}

impl EntryView {
    /// A member as it stands now, if it is a string.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.current.as_ref()?.get(member)?.as_str()
    }

    /// How many files it names now.
    pub fn attachment_count(&self) -> usize {
        self.current.as_ref().map_or(0, |m| attachments_in(m).len())
    }
}

/// Members of an amendment that speak of the amendment itself.
const OF_THE_AMENDMENT: [&str; 4] = ["kind", "amends", "content_kind", "withdrawn"];

/// The view of every entry, in order: the original overlaid by its amendments in the order of
/// their `seq`. An amendment of an entry that isn't there, or of another amendment, is an entry
/// like any other and changes nothing.
pub fn overlaid(lines: Vec<Recorded>) -> Vec<EntryView> {
    let mut views: Vec<EntryView> = Vec::with_capacity(lines.len());
    for line in lines {
        let target = line
            .amends()
            .and_then(|seq| views.iter().position(|v| v.original.seq == seq))
            .filter(|at| views[*at].original.amends().is_none());
        if let (Some(at), Some(changes)) = (target, &line.content) {
            amend(&mut views[at], line.seq, changes);
        }
        views.push(EntryView {
            current: line.content.clone(),
            amendments: Vec::new(),
            withdrawn: false,
            original: line,
        });
    }
    views
}

fn amend(view: &mut EntryView, seq: u64, changes: &Map<String, Value>) {
    view.amendments.push(seq);
    if changes.get("withdrawn") == Some(&Value::Bool(true)) {
        view.withdrawn = true;
    }
    if let Some(current) = &mut view.current {
        overlay(current, changes);
    }
}

/// Lays an amendment over the members it amends.
pub(super) fn overlay(current: &mut Map<String, Value>, changes: &Map<String, Value>) {
    if let Some(kind) = changes.get("content_kind") {
        current.insert("kind".to_owned(), kind.clone());
    }
    for (name, value) in changes {
        if !OF_THE_AMENDMENT.contains(&name.as_str()) {
            current.insert(name.clone(), value.clone());
        }
    }
}
