//! What the log has already of a table of calls or messages, and what stands twice in it.

use super::contacts::Contact;
use crate::domain::evidence::OccurredAt;
use chrono::{NaiveDate, Timelike};
use std::collections::BTreeMap;

/// What an entry of the log says that rows are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownContact {
    /// The entry's number.
    pub seq: u64,
    /// When.
    pub at: OccurredAt,
    /// The other side's number.
    pub number: Option<String>,
    /// The words of a message.
    pub quote: Option<String>,
}

/// Rows (by place) that the log has already, each with the entry: the same number at the same
/// time, to the minute where one of the two knows no seconds. Each entry stands for one row.
pub fn already_known(rows: &[Contact], known: &[KnownContact]) -> Vec<(usize, u64)> {
    let mut by_day: BTreeMap<NaiveDate, Vec<&KnownContact>> = BTreeMap::new();
    for entry in known {
        by_day.entry(entry.at.date).or_default().push(entry);
    }
    let mut found = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let Some(entries) = by_day.get_mut(&row.at.date) else {
            continue;
        };
        let same = entries.iter().position(|entry| {
            let other_words = matches!(
                (&row.body, &entry.quote),
                (Some(here), Some(there)) if here != there
            );
            row.number == entry.number && same_moment(&row.at, &entry.at) && !other_words
        });
        if let Some(at) = same {
            found.push((place, entries.remove(at).seq));
        }
    }
    found
}

/// Rows (by place) that say the same as an earlier row of the file, with that row's line.
pub fn repeated_contacts(rows: &[Contact]) -> Vec<(usize, u64)> {
    let mut seen: BTreeMap<(String, Option<&str>), Vec<&Contact>> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let earlier = seen
            .entry((row.at.to_string(), row.number.as_deref()))
            .or_default();
        let same = |e: &&&Contact| {
            e.way == row.way
                && e.body == row.body
                && e.seconds == row.seconds
                && e.answered == row.answered
        };
        match earlier.iter().find(same) {
            Some(first) => found.push((place, first.line)),
            None => earlier.push(row),
        }
    }
    found
}

fn same_moment(here: &OccurredAt, there: &OccurredAt) -> bool {
    if here.date != there.date {
        return false;
    }
    match (here.time, there.time) {
        (None, None) => true,
        (Some((a, true)), Some((b, true))) => a == b,
        (Some((a, _)), Some((b, _))) => (a.hour(), a.minute()) == (b.hour(), b.minute()),
        _ => false,
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It would be a new entry.
    New,
    /// This entry of the log says it already.
    InLog(u64),
    /// This line of the file said it already.
    Repeated(u64),
    /// Its number has nothing to do with the case, as far as the person said.
    NotChosen,
}

impl Fate {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            Fate::New => "new",
            Fate::InLog(_) => "in-log",
            Fate::Repeated(_) => "repeated",
            Fate::NotChosen => "not-chosen",
        }
    }
}
