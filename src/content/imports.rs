//! The names of columns in other people's tables.

use super::checking::{Checking, read};
use super::library::{ContentError, Library};
use super::problem::Problems;
use crate::domain::import::{Column, ColumnNames, ContactWords, Words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of names; the words are those of one sort of table, and a file laid over the book gives
/// a sort's words whole or not at all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    columns: BTreeMap<Column, Vec<String>>,
    words: Option<Words>,
    contact_words: Option<ContactWords>,
}

/// Names of columns and words in cells of tables of payments and plans; a file laid over the book
/// replaces a column's whole list.
///
/// # Errors
/// A file can't be read as what it should be; every problem found, with file and line.
pub fn load_column_names(library: &Library) -> Result<ColumnNames, ContentError> {
    Ok(names(library)?.0)
}

/// Names of columns and words in cells of call lists and message exports.
///
/// # Errors
/// As for [`load_column_names`].
pub fn load_contact_names(library: &Library) -> Result<(ColumnNames, ContactWords), ContentError> {
    names(library)
}

fn names(library: &Library) -> Result<(ColumnNames, ContactWords), ContentError> {
    let mut problems = Problems::new();
    let mut names = ColumnNames::default();
    let mut contact_words = ContactWords::default();
    for source in library.folder("imports") {
        if let Some(read) = read::<RawNames>(&source, &mut problems) {
            if read.words.is_none() && read.contact_words.is_none() {
                Checking::new(&source, &mut problems).refuse("content-missing-member", "words");
                continue;
            }
            names.columns.extend(read.columns);
            names.words = read.words.unwrap_or(names.words);
            contact_words = read.contact_words.unwrap_or(contact_words);
        }
    }
    if problems.is_empty() {
        Ok((names, contact_words))
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}
