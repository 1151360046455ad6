//! Which book of rules a result rests on: its version, how old its checks are, what a person laid
//! over it.

use super::{Age, CheckedOn};
use chrono::NaiveDate;
use serde::Serialize;

/// Entries of one file a person laid over the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// Path inside the content folder (`parameters/lpr-1y.toml`).
    pub file: String,
    /// Ids of the entries in it, in the order of the file.
    pub ids: Vec<String>,
}

/// The book of rules in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// The version printed on everything; with the fingerprint of all files where a folder is laid
    /// over.
    pub version: String,
    /// The day of the least recent check of any entry.
    pub checked: CheckedOn,
    /// The last day whose state of the law was read; what was made later isn't in the book.
    pub texts_to: NaiveDate,
    /// What was laid over it, by file.
    pub corrections: Vec<Correction>,
}

impl Edition {
    /// How old its least recent check is on a day.
    pub fn age_on(&self, as_of: NaiveDate) -> Age {
        Age::on(self.checked, as_of)
    }

    /// What was laid over these folders of the book.
    pub fn corrections_in<'e>(
        &'e self,
        folders: &'e [&str],
    ) -> impl Iterator<Item = &'e Correction> {
        self.corrections.iter().filter(|c| {
            let folder = c.file.split('/').next().unwrap_or_default();
            folders.contains(&folder)
        })
    }
}
