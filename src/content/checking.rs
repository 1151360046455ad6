//! What the loaders share: a file read as TOML, its dates checked, its problems collected.

use super::library::Source;
use super::problem::{Problems, line_of};
use crate::domain::calendar;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;

/// A file being checked: where its problems go.
pub(super) struct Checking<'c> {
    pub(super) file: &'c str,
    pub(super) problems: &'c mut Problems,
}

impl Checking<'_> {
    pub(super) fn day(&mut self, text: &str, member: &str) -> Option<NaiveDate> {
        let day = calendar::date(text).ok();
        if day.is_none() {
            self.problems.add(self.file, 0, "content-bad-date", member);
        }
        day
    }

    pub(super) fn optional_day(&mut self, text: Option<&str>, member: &str) -> Option<NaiveDate> {
        text.and_then(|t| self.day(t, member))
    }

    pub(super) fn refuse(&mut self, code: &'static str, detail: impl Into<String>) {
        self.problems.add(self.file, 0, code, detail);
    }
}

/// One file as its raw shape; what isn't that shape is a problem with its line.
pub(super) fn read<T: DeserializeOwned>(source: &Source, problems: &mut Problems) -> Option<T> {
    toml::from_str(&source.text)
        .map_err(|e| {
            let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
            problems.add(&source.path, line, "content-not-readable", e.message());
        })
        .ok()
}
