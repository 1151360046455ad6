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

/// The languages shipped; the first is the reference, and the one papers for others are written in.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// One language as the build lays it out.
struct Language {
    tag: &'static str,
    /// Every key with its text behind it.
    written: &'static str,
    /// Where a key begins, where it ends and its text begins, and where that ends; sorted by key.
    index: &'static [[u32; 3]],
}

// `SHIPPED`, made from `content/text` by the build script.
include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The texts of the built-in book, looked up where they stand: nothing is read before it is asked for.
///
/// A test holds them to [`load_texts`], which reads everything and says what is wrong.
#[derive(Debug, Clone, Copy)]
pub struct BuiltInTexts {
    written: &'static str,
    index: &'static [[u32; 3]],
}

impl BuiltInTexts {
    /// The texts of a language; none of one that isn't shipped.
    pub fn of(lang: &str) -> BuiltInTexts {
        let found = SHIPPED.iter().find(|language| language.tag == lang);
        BuiltInTexts {
            written: found.map_or("", |language| language.written),
            index: found.map_or(&[], |language| language.index),
        }
    }

    /// No words at all.
    pub const NONE: BuiltInTexts = BuiltInTexts {
        written: "",
        index: &[],
    };

    /// Is there no word in it?
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The text of a dotted key.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let place = self
            .index
            .binary_search_by(|[begins, parted, _]| self.part(*begins, *parted).cmp(key));
        let [_, parted, ends] = self.index.get(place.ok()?)?;
        Some(self.part(*parted, *ends))
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let keys = self.index.iter();
        keys.map(|[begins, parted, _]| self.part(*begins, *parted))
    }

    fn part(&self, from: u32, to: u32) -> &'static str {
        self.written
            .get(from as usize..to as usize)
            .unwrap_or_default()
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
