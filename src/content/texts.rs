//! Every word a user reads: `text/<lang>/*.toml`, nested tables flattened to dotted keys.

use super::checking::line_at;
use super::library::{ContentError, Library, Source};
use super::problem::{Problem, Problems, line_of};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// All texts of a language by dotted key, overlays laid over by key.
///
/// # Errors
/// A file isn't TOML or holds something other than tables of strings.
pub fn load_texts(library: &Library, lang: &str) -> Result<BTreeMap<String, String>, ContentError> {
    let mut entries = BTreeMap::new();
    let mut problems = Problems::new();
    for source in library.folder(&format!("text/{lang}")) {
        match toml::from_str::<toml::Table>(&source.text) {
            Ok(table) => flatten(&source, "", &table, &mut entries, &mut problems),
            Err(e) => {
                let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
                problems.add(&source.path, line, "content-not-toml", e.message());
            }
        }
    }
    let problems: Vec<Problem> = problems.into_sorted();
    if problems.is_empty() {
        Ok(entries)
    } else {
        Err(ContentError::Rejected(problems))
    }
}

/// The texts of the built-in book, each top-level table read when a key of it is first asked for: a
/// command that speaks of the door doesn't read the letters' words.
///
/// A test holds them to [`load_texts`], which reads everything and says what is wrong.
#[derive(Debug)]
pub struct TextsOnDemand {
    tables: BTreeMap<String, Table>,
}

#[derive(Debug, Default)]
struct Table {
    parts: Vec<Source>,
    entries: OnceLock<BTreeMap<String, String>>,
}

impl TextsOnDemand {
    /// The texts of a language; nothing is read yet.
    pub fn built_in(lang: &str) -> TextsOnDemand {
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for source in Library::built_in().folder(&format!("text/{lang}")) {
            let Cow::Borrowed(text) = source.text else {
                continue;
            };
            for (table, text) in parts(text) {
                let parts = &mut tables.entry(table.to_owned()).or_default().parts;
                parts.push(Source {
                    path: source.path.clone(),
                    text: text.into(),
                    layer: source.layer,
                });
            }
        }
        TextsOnDemand { tables }
    }

    /// The text of a dotted key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let table = key.split('.').next().unwrap_or(key);
        let entries = self.tables.get(table)?.entries();
        entries.get(key).map(String::as_str)
    }

    /// All keys, sorted; reads everything.
    pub fn keys(&self) -> Vec<&str> {
        let entries = self.tables.values().flat_map(|t| t.entries().keys());
        let mut keys: Vec<&str> = entries.map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }
}

impl Table {
    fn entries(&self) -> &BTreeMap<String, String> {
        self.entries.get_or_init(|| {
            let mut entries = BTreeMap::new();
            for source in &self.parts {
                if let Ok(table) = toml::from_str::<toml::Table>(&source.text) {
                    flatten(source, "", &table, &mut entries, &mut Problems::new());
                }
            }
            entries
        })
    }
}

/// A file cut at its headers, each stretch under one top-level table with that table's name.
fn parts(text: &str) -> Vec<(&str, &str)> {
    let mut starts: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(header) = line.strip_prefix('[') {
            let table = header.split(['.', ']']).next().unwrap_or_default().trim();
            if starts.last().is_none_or(|(last, _)| *last != table) {
                starts.push((table, at));
            }
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    let spans = starts.iter().zip(ends);
    spans
        .filter_map(|((table, from), to)| Some((*table, text.get(*from..to)?)))
        .collect()
}

fn flatten(
    source: &Source,
    prefix: &str,
    table: &toml::Table,
    out: &mut BTreeMap<String, String>,
    problems: &mut Problems,
) {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::String(text) => {
                out.insert(key, text.clone());
            }
            toml::Value::Table(inner) => flatten(source, &key, inner, out, problems),
            _ => {
                let line = line_at(&source.text, &key);
                problems.add(&source.path, line, "content-text-not-string", key);
            }
        }
    }
}
