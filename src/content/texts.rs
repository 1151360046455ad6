//! Every word a user reads: `text/<lang>/*.toml`, nested tables flattened to dotted keys.

use super::checking::line_at;
use super::library::{ContentError, Library, Source};
use super::problem::{Problem, Problems, line_of};
use std::collections::BTreeMap;

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
