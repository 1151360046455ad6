//! What a folder laid over the book may hold: known folders, and texts whose placeholders are those
//! of the built-in text. A file nobody reads, or a text that can't be filled, would otherwise be
//! found out only when a borrower needs it.

use super::super::library::{Layer, Library, Source};
use super::super::problem::{Problems, line_of};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};

/// Folders a content folder may hold: all that the program ships.
pub(super) const KNOWN: &[&str] = &[
    "law",
    "parameters",
    "conduct",
    "ceilings",
    "guesses",
    "imports",
    "allocation",
    "calendars",
    "deadlines",
    "channels",
    "notices",
    "findings",
    "flows",
    "visit",
    "reports",
    "letters",
    "cards",
    "replies",
    "tone",
    "words",
    "rehearsals",
    "recovery",
    "budget",
    "demo",
    "text",
];

/// The one file that stands in no folder.
const CHANGES: &str = "changes.toml";

/// Names every file of the overlays that nothing reads and every text that can't be filled.
pub(super) fn check(library: &Library, problems: &mut Problems) {
    if !library.has_overlay() {
        return;
    }
    for source in library.overlay_files() {
        let first = source.path.split('/').next().unwrap_or_default();
        if source.path != CHANGES && !KNOWN.contains(&first) {
            problems.add(&source.path, 0, "content-unknown-folder", first);
        }
    }
    let texts: Vec<&Source> = library
        .overlay_files()
        .into_iter()
        .filter(|s| s.path.starts_with("text/"))
        .collect();
    let languages: BTreeSet<&str> = texts
        .iter()
        .filter_map(|s| s.path.split('/').nth(1))
        .collect();
    for language in languages {
        let folder = format!("text/{language}");
        let built_in: BTreeMap<String, String> = library
            .folder(&folder)
            .iter()
            .filter(|s| s.layer == Layer::BuiltIn)
            .flat_map(placed)
            .map(|(key, _, text)| (key, text))
            .collect();
        let prefix = format!("{folder}/");
        for source in texts.iter().filter(|s| s.path.starts_with(&prefix)) {
            check_texts(source, &built_in, problems);
        }
    }
}

fn check_texts(source: &Source, built_in: &BTreeMap<String, String>, problems: &mut Problems) {
    for (key, offset, text) in placed(source) {
        let line = line_of(&source.text, offset);
        let Some(names) = placeholders(&text) else {
            problems.add(&source.path, line, "content-text-not-a-template", key);
            continue;
        };
        // A key the program doesn't ship is never shown, so there is nothing to compare.
        let Some(known) = built_in.get(&key).and_then(|text| placeholders(text)) else {
            continue;
        };
        for name in names.difference(&known) {
            let detail = format!("{key}: {name}");
            problems.add(&source.path, line, "content-text-placeholder", detail);
        }
    }
}

/// The names a text wants filled; `None` if it isn't a template at all.
fn placeholders(text: &str) -> Option<BTreeSet<String>> {
    let engine = minijinja::Environment::new();
    let template = engine.template_from_str(text).ok()?;
    Some(template.undeclared_variables(false).into_iter().collect())
}

/// Every text of a file by its dotted key, with where it stands. A file that isn't TOML is named by
/// those who load the texts.
fn placed(source: &Source) -> Vec<(String, usize, String)> {
    let mut out = Vec::new();
    if let Ok(table) = DeTable::parse(&source.text) {
        walk("", table.get_ref(), &mut out);
    }
    out
}

fn walk(prefix: &str, table: &DeTable<'_>, out: &mut Vec<(String, usize, String)>) {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.get_ref().to_string()
        } else {
            format!("{prefix}.{}", name.get_ref())
        };
        match value.get_ref() {
            DeValue::String(text) => out.push((key, name.span().start, text.to_string())),
            DeValue::Table(inner) => walk(&key, inner, out),
            _ => {}
        }
    }
}
