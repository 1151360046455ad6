//! What the loaders share: a file read as TOML, its dates checked, its problems collected.

use super::library::Source;
use super::problem::{Problems, line_of};
use crate::domain::calendar;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

/// A file being checked: where its problems go.
pub(super) struct Checking<'c> {
    pub(super) source: &'c Source,
    pub(super) problems: &'c mut Problems,
    /// The entry being checked, as it is named in a problem and as the file reaches it
    /// (`consumer-finance-cost`, `ceiling.2`); nothing where the file is one entry.
    pub(super) entry: Option<(String, String)>,
}

impl<'c> Checking<'c> {
    /// A file that is one entry.
    pub(super) fn new(source: &'c Source, problems: &'c mut Problems) -> Checking<'c> {
        Checking {
            source,
            problems,
            entry: None,
        }
    }

    /// A text in the language the book is read in, where that is another than its own.
    pub(super) fn worded(&self, id: &str, member: &str, own: String) -> String {
        if self.source.words.is_empty() {
            return own;
        }
        let kind = self.source.path.split('/').next().unwrap_or_default();
        let laid_beside = self
            .source
            .words
            .get(&format!("rule-book.{kind}.{id}.{member}"));
        laid_beside.map_or(own, str::to_owned)
    }

    pub(super) fn day(&mut self, text: &str, member: &str) -> Option<NaiveDate> {
        let day = calendar::date(text).ok();
        if day.is_none() {
            self.refuse("content-bad-date", member);
        }
        day
    }

    pub(super) fn optional_day(&mut self, text: Option<&str>, member: &str) -> Option<NaiveDate> {
        text.and_then(|t| self.day(t, member))
    }

    /// Adds a problem at a member of the entry (`rates.0.times`), or at the entry where `member` is
    /// empty.
    pub(super) fn refuse(&mut self, code: &'static str, member: &str) {
        let (name, path) = match &self.entry {
            None => (member.to_owned(), member.to_owned()),
            Some((id, at)) => (joined(id, member), joined(at, member)),
        };
        let line = line_at(&self.source.text, &path);
        self.problems.add(&self.source.path, line, code, name);
    }

    /// Adds a problem with the entry itself.
    pub(super) fn refuse_entry(&mut self, code: &'static str, id: &str) {
        let at = self.entry.as_ref().map_or("id", |(_, at)| at.as_str());
        let line = line_at(&self.source.text, at);
        self.problems.add(&self.source.path, line, code, id);
    }
}

fn joined(first: &str, member: &str) -> String {
    if member.is_empty() {
        first.to_owned()
    } else {
        format!("{first}.{member}")
    }
}

/// The 1-based line of a member reached by its dotted path (`values.3.from`); of the nearest thing
/// around it where it is absent.
pub(super) fn line_at(text: &str, path: &str) -> usize {
    let Ok(top) = DeTable::parse(text) else {
        return 0;
    };
    let mut offset = 0;
    let mut at: Option<&DeValue<'_>> = None;
    for (i, step) in path.split('.').enumerate() {
        let table = match at {
            None if i == 0 => Some(top.get_ref()),
            None => None,
            Some(value) => value.as_table(),
        };
        let next = table.and_then(|t| t.get(step)).or_else(|| {
            let index: usize = step.parse().ok()?;
            at?.as_array()?.get(index)
        });
        let Some(next) = next else { break };
        offset = next.span().start;
        at = Some(next.get_ref());
    }
    line_of(text, offset)
}

/// One file as its raw shape; what isn't TOML or not that shape is a problem with its line.
pub(super) fn read<T: DeserializeOwned>(source: &Source, problems: &mut Problems) -> Option<T> {
    toml::from_str(&source.text)
        .map_err(|e| {
            let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
            let (code, detail) = named_fault(e.message());
            problems.add(&source.path, line, code, detail);
        })
        .ok()
}

/// The two commonest slips by their own codes, with the member's name; the rest in the parser's words.
fn named_fault(message: &str) -> (&'static str, &str) {
    let member = |start: &str| message.strip_prefix(start)?.split('`').next();
    if let Some(name) = member("missing field `") {
        ("content-missing-member", name)
    } else if let Some(name) = member("unknown field `") {
        ("content-unknown-member", name)
    } else {
        ("content-not-readable", message)
    }
}
