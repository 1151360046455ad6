//! Reads TOML entries member by member and keeps the place of each, so that every problem of every
//! file is found in one run. A derived deserialiser would stop at the first.

use crate::content::library::{Layer, Source};
use crate::content::problem::Problems;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where an entry and its members stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) file: String,
    line: usize,
    members: BTreeMap<String, usize>,
}

impl Place {
    /// The line of a member, or of the entry where the member is absent.
    pub(super) fn at(&self, member: &str) -> usize {
        self.members.get(member).copied().unwrap_or(self.line)
    }

    /// Adds a problem at a member.
    pub(super) fn problem(
        &self,
        problems: &mut Problems,
        member: &str,
        code: &'static str,
        detail: impl Into<String>,
    ) {
        problems.add(&self.file, self.at(member), code, detail);
    }
}

/// A value with the place of its entry and the layer it came from.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) place: Place,
    pub(super) layer: Layer,
}

/// Entries by id: a later layer's replaces an earlier layer's, two of one layer are a problem.
pub(super) fn by_id<T>(
    read: Vec<Placed<T>>,
    id: impl Fn(&T) -> &str,
    problems: &mut Problems,
) -> BTreeMap<String, Placed<T>> {
    let mut merged: BTreeMap<String, Placed<T>> = BTreeMap::new();
    for entry in read {
        let key = id(&entry.value).to_owned();
        match merged.get(&key) {
            Some(earlier) if earlier.layer == entry.layer => {
                entry
                    .place
                    .problem(problems, "id", "content-duplicate-id", key);
            }
            _ => {
                merged.insert(key, entry);
            }
        }
    }
    merged
}

/// Where the lines of a file begin, so that the line of an offset is found without reading it again.
#[derive(Debug)]
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines(std::iter::once(0).chain(after_breaks).collect())
    }

    /// The 1-based line of a byte offset.
    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

/// Parses a file and hands its top table over. What isn't TOML becomes problems, all of them.
pub(super) fn with_table(
    source: &Source,
    problems: &mut Problems,
    read: impl FnOnce(&mut Entry<'_>, &mut Problems),
) {
    let lines = Lines::of(&source.text);
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    for error in &errors {
        let line = error.span().map_or(0, |span| lines.at(span.start));
        problems.add(&source.path, line, "content-not-toml", error.message());
    }
    if errors.is_empty() {
        let mut top = Entry::new(source, &lines, table.get_ref(), 1);
        read(&mut top, problems);
        top.finish(problems);
    }
}

/// One table of a file, read member by member.
pub(super) struct Entry<'a> {
    source: &'a Source,
    lines: &'a Lines,
    table: &'a DeTable<'a>,
    place: Place,
    taken: BTreeSet<String>,
    problems: Problems,
}

impl<'a> Entry<'a> {
    fn new(source: &'a Source, lines: &'a Lines, table: &'a DeTable<'a>, line: usize) -> Entry<'a> {
        let members = table
            .iter()
            .map(|(key, value)| {
                let line = lines.at(value.span().start);
                (key.get_ref().to_string(), line)
            })
            .collect();
        Entry {
            source,
            lines,
            table,
            place: Place {
                file: source.path.clone(),
                line,
                members,
            },
            taken: BTreeSet::new(),
            problems: Problems::new(),
        }
    }

    /// Where it stands.
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// Puts a value with its place and layer.
    pub(super) fn placed<T>(&self, value: T) -> Placed<T> {
        Placed {
            value,
            place: self.place.clone(),
            layer: self.source.layer,
        }
    }

    /// Adds a problem at a member of this entry.
    pub(super) fn problem(&mut self, member: &str, code: &'static str, detail: impl Into<String>) {
        let line = self.place.at(member);
        self.problems.add(&self.source.path, line, code, detail);
    }

    /// Members nobody asked for are problems; hands over all that were found.
    pub(super) fn finish(mut self, problems: &mut Problems) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if !self.taken.contains(name) {
                let line = self.lines.at(key.span().start);
                self.problems
                    .add(&self.source.path, line, "content-unknown-member", name);
            }
        }
        problems.extend(self.problems);
    }

    fn value(&mut self, member: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.taken.insert(member.to_owned());
        self.table.get(member)
    }

    fn required<T>(&mut self, member: &str, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.table.contains_key(member) {
            self.problem(member, "content-missing-member", member);
        }
        found
    }

    /// A text; blank ones are refused.
    pub(super) fn optional_text(&mut self, member: &str) -> Option<String> {
        let value = self.value(member)?;
        match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => {
                self.problem(member, "content-empty-text", member);
                None
            }
            Some(text) => Some(self.in_language(member).unwrap_or(text).to_owned()),
            None => {
                self.problem(member, "content-wrong-type", member);
                None
            }
        }
    }

    /// The words of the language asked for, where the file is read in another than its own: the sibling
    /// `en` of a statement, else the text laid beside the book by the kind, the id and the member
    /// (`rule-book.law.civil-code-561.caution`).
    fn in_language(&self, member: &str) -> Option<&'a str> {
        if self.source.words.is_empty() {
            return None;
        }
        let text = |name: &str| self.table.get(name).and_then(|v| v.get_ref().as_str());
        if let Some(sibling) = (member == "zh").then(|| text("en")).flatten() {
            return Some(sibling);
        }
        let kind = self
            .source
            .path
            .split(['/', '.'])
            .next()
            .unwrap_or_default();
        let id = text("id").unwrap_or_default();
        self.source
            .words
            .get(&format!("rule-book.{kind}.{id}.{member}"))
    }

    /// A list of texts in the language asked for: one text beside the book, its parts on lines.
    fn list_in_language(&self, member: &str) -> Option<Vec<String>> {
        let text = self.in_language(member)?;
        Some(text.lines().map(str::to_owned).collect())
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, member: &str) -> Option<String> {
        let found = self.optional_text(member);
        self.required(member, found)
    }

    /// A list of texts, empty where absent.
    pub(super) fn texts(&mut self, member: &str) -> Vec<String> {
        let Some(value) = self.value(member) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.problem(member, "content-wrong-type", member);
            return Vec::new();
        };
        if let Some(list) = self.list_in_language(member) {
            return list;
        }
        let mut out = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => out.push(text.to_owned()),
                _ => self.problem(member, "content-wrong-type", member),
            }
        }
        out
    }

    /// A list of texts with at least one.
    pub(super) fn some_texts(&mut self, member: &str) -> Option<Vec<String>> {
        let list = self.texts(member);
        let empty = self
            .table
            .get(member)
            .and_then(|v| v.get_ref().as_array())
            .is_some_and(|array| array.is_empty());
        if empty {
            self.problem(member, "content-empty-text", member);
        }
        let found = (!list.is_empty()).then_some(list);
        self.required(member, found)
    }

    /// A quoted date.
    pub(super) fn optional_date(&mut self, member: &str) -> Option<NaiveDate> {
        let value = self.value(member)?;
        let Some(text) = value.get_ref().as_str() else {
            self.problem(member, "content-wrong-type", member);
            return None;
        };
        let date = (text.len() == 10)
            .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .flatten();
        if date.is_none() {
            self.problem(member, "content-bad-date", format!("{member} {text}"));
        }
        date
    }

    /// A quoted date that must be there.
    pub(super) fn date(&mut self, member: &str) -> Option<NaiveDate> {
        let found = self.optional_date(member);
        self.required(member, found)
    }

    /// A whole number from 1 to 10,000.
    pub(super) fn optional_count(&mut self, member: &str) -> Option<u32> {
        let value = self.value(member)?;
        let number = value.get_ref().as_integer().and_then(|i| {
            let plain = i.radix() == 10;
            plain.then(|| i.as_str().parse::<u32>().ok()).flatten()
        });
        match number {
            Some(n) if (1..=10_000).contains(&n) => Some(n),
            _ => {
                self.problem(member, "content-bad-number", member);
                None
            }
        }
    }

    /// A whole number from 1 to 10,000 that must be there.
    pub(super) fn count(&mut self, member: &str) -> Option<u32> {
        let found = self.optional_count(member);
        self.required(member, found)
    }

    /// True or false.
    pub(super) fn optional_flag(&mut self, member: &str) -> Option<bool> {
        let value = self.value(member)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.problem(member, "content-wrong-type", member);
        }
        flag
    }

    /// A word out of a closed set, as its type spells it.
    pub(super) fn optional_word<T: DeserializeOwned>(&mut self, member: &str) -> Option<T> {
        let text = self.optional_text(member)?;
        let parsed = T::deserialize(StrDeserializer::<WordError>::new(&text)).ok();
        if parsed.is_none() {
            self.problem(member, "content-unknown-word", format!("{member} {text}"));
        }
        parsed
    }

    /// A word out of a closed set that must be there.
    pub(super) fn word<T: DeserializeOwned>(&mut self, member: &str) -> Option<T> {
        let found = self.optional_word(member);
        self.required(member, found)
    }

    /// The tables of an array of tables.
    pub(super) fn tables(&mut self, member: &str) -> Vec<Entry<'a>> {
        let Some(value) = self.value(member) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.problem(member, "content-wrong-type", member);
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in array.iter() {
            let line = self.lines.at(item.span().start);
            match item.get_ref().as_table() {
                Some(table) => out.push(Entry::new(self.source, self.lines, table, line)),
                None => self.problem(member, "content-wrong-type", member),
            }
        }
        out
    }

    /// One table.
    pub(super) fn table(&mut self, member: &str) -> Option<Entry<'a>> {
        let value = self.value(member)?;
        let line = self.lines.at(value.span().start);
        match value.get_ref().as_table() {
            Some(table) => Some(Entry::new(self.source, self.lines, table, line)),
            None => {
                self.problem(member, "content-wrong-type", member);
                None
            }
        }
    }
}
