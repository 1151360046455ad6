//! What is wrong with a content file, and where.

use super::library::Source;
use serde::de::DeserializeOwned;
use std::fmt;

/// One thing wrong in one content file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path inside the content folder, with forward slashes.
    pub file: String,
    /// 1-based; 0 when the problem is the file as a whole.
    pub line: usize,
    /// Stable kebab-case code (`content-…`); each has a broken fixture under `tests/content/invalid`.
    pub code: &'static str,
    /// What exactly: the member or value concerned. Not prose.
    pub detail: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {} {}",
            self.file, self.line, self.code, self.detail
        )
    }
}

/// Problems collected over many files.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// None so far.
    pub fn new() -> Problems {
        Problems::default()
    }

    /// Adds one.
    pub fn add(&mut self, file: &str, line: usize, code: &'static str, detail: impl Into<String>) {
        self.0.push(Problem {
            file: file.into(),
            line,
            code,
            detail: detail.into(),
        });
    }

    /// The file in its raw shape; where it isn't TOML or of another shape, that is added.
    pub fn shaped<T: DeserializeOwned>(&mut self, source: &Source) -> Option<T> {
        match toml::from_str(&source.text) {
            Ok(file) => Some(file),
            Err(e) => {
                let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
                self.add(&source.path, line, "content-not-toml", e.message());
                None
            }
        }
    }

    /// Takes over those of another list.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, sorted by file and line.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.0.sort();
        self.0
    }
}

/// The 1-based line of a byte offset.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(offset)
        .filter(|b| **b == b'\n')
        .count()
        + 1
}
