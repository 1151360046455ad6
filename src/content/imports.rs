//! The names of columns in other people's tables.

use super::checking::read;
use super::library::{ContentError, Library};
use super::problem::Problems;
use crate::domain::import::ColumnNames;

/// Names of columns and words in cells; a file laid over the book replaces a column's whole list.
///
/// # Errors
/// A file can't be read as what it should be; every problem found, with file and line.
pub fn load_column_names(library: &Library) -> Result<ColumnNames, ContentError> {
    let mut problems = Problems::new();
    let mut names = ColumnNames::default();
    for source in library.folder("imports") {
        if let Some(read) = read::<ColumnNames>(&source, &mut problems) {
            names.columns.extend(read.columns);
            names.words = read.words;
        }
    }
    if problems.is_empty() {
        Ok(names)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}
