//! What bodies that take complaints expect, from `reports/*.toml`. An entry of a later layer replaces
//! the one with its id.

use super::library::{ContentError, Layer, Library};
use super::problem::{Problems, line_of};
use crate::domain::report::{Destination, Level};
use serde::Deserialize;
use toml::Spanned;

/// The program a receiver checks the log and the files with: Python's standard library alone.
pub const VERIFIER: &str = include_str!("../../content/reports/verify.py");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    destination: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    level: Spanned<String>,
    #[serde(default)]
    lender_first: bool,
    #[serde(default)]
    wants_callers: bool,
    files_at_most: Option<usize>,
    bytes_at_most: Option<u64>,
}

/// The destinations, in the order of the files.
///
/// # Errors
/// Everything wrong in `reports/`, with file and line: not TOML or another shape, an id given twice
/// in one layer, a level that is none.
pub fn load_destinations(library: &Library) -> Result<Vec<Destination>, ContentError> {
    let mut out: Vec<(Destination, Layer)> = Vec::new();
    let mut problems = Problems::new();
    for source in library.folder("reports") {
        let Some(file) = problems.shaped::<File>(&source) else {
            continue;
        };
        for raw in file.destination {
            let line = line_of(&source.text, raw.id.span().start);
            let Some(level) = Level::from_word(raw.level.get_ref()) else {
                problems.add(&source.path, line, "content-bad-value", raw.level.get_ref());
                continue;
            };
            let destination = Destination {
                id: raw.id.into_inner(),
                level,
                lender_first: raw.lender_first,
                wants_callers: raw.wants_callers,
                files_at_most: raw.files_at_most,
                bytes_at_most: raw.bytes_at_most,
            };
            match out.iter_mut().find(|(d, _)| d.id == destination.id) {
                Some((_, layer)) if *layer == source.layer => {
                    problems.add(&source.path, line, "content-duplicate-id", &destination.id);
                }
                Some(earlier) => *earlier = (destination, source.layer),
                None => out.push((destination, source.layer)),
            }
        }
    }
    if problems.is_empty() {
        Ok(out
            .into_iter()
            .map(|(destination, _)| destination)
            .collect())
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}
