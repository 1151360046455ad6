//! The whole book at once: every loader, and then what must hold between the folders. Run on every
//! folder laid over the book, so that nobody finds a slip in it at the door.

mod cited;
mod raw;
mod worded;

use super::budget::load_budget_categories;
use super::deadlines::load_deadline_rules;
use super::imports::load_column_names;
use super::legal_book::load_legal_book;
use super::library::{ContentError, Library};
use super::printed::load_printed;
use super::problem::{Problem, Problems};
use super::recovery::load_recoveries;
use super::rehearsals::load_rehearsals;
use super::replies::load_replies;
use super::reports::load_destinations;
use super::rules::RuleBook;
use super::texts::load_texts;
use super::tone::load_tone;
use super::words::load_words;
use super::{load_cards, load_door, load_flow, load_gloss, load_letter};
use std::collections::BTreeSet;
use std::path::Path;
use toml::de::DeTable;

/// The language whose texts a folder is checked for.
pub(super) const LANG: &str = "zh-CN";

/// Lays a folder over the built-in book and checks everything.
///
/// # Errors
/// The folder can't be read, or every problem found, folders nobody reads included.
pub fn check_folder(folder: &Path) -> Result<RuleBook, ContentError> {
    let mut library = Library::built_in();
    library.lay(folder)?;
    let mut found: BTreeSet<Problem> = BTreeSet::new();
    let book = kept(check(&library), &mut found)?;
    // A book in use may lack a letter's English: only whoever asks for it is told.
    for source in library.folder("letters") {
        kept(load_gloss(&library, &name_of(&source.path)), &mut found)?;
    }
    match book {
        Some(book) if found.is_empty() => Ok(book),
        _ => Err(ContentError::Rejected(found.into_iter().collect())),
    }
}

/// Checks the whole book.
///
/// # Errors
/// Every problem of every file, each once, by file and line.
pub(super) fn check(library: &Library) -> Result<RuleBook, ContentError> {
    let mut found: BTreeSet<Problem> = BTreeSet::new();
    let texts = kept(load_texts(library, LANG), &mut found)?;
    let mut between = Problems::new();
    let book = RuleBook::read(library, &mut between);
    kept(load_legal_book(library), &mut found)?;
    kept(load_deadline_rules(library), &mut found)?;
    kept(load_column_names(library), &mut found)?;
    kept(load_budget_categories(library), &mut found)?;
    kept(load_door(library), &mut found)?;
    kept(load_cards(library), &mut found)?;
    kept(load_printed(library), &mut found)?;
    kept(load_tone(library), &mut found)?;
    let is_rule = |id: &str| book.conduct.contains_key(id);
    kept(load_words(library, &is_rule), &mut found)?;
    kept(load_replies(library), &mut found)?;
    kept(load_rehearsals(library), &mut found)?;
    kept(load_recoveries(library), &mut found)?;
    kept(load_destinations(library), &mut found)?;
    for source in library.folder("flows") {
        kept(load_flow(library, &name_of(&source.path)), &mut found)?;
    }
    for source in library.folder("letters") {
        let name = name_of(&source.path);
        kept(load_letter(library, &name), &mut found)?;
        // What a letter needs beyond the case is asked by the flow of its name.
        kept(load_flow(library, &format!("letter-{name}")), &mut found)?;
    }
    for source in library.folder("demo") {
        for error in DeTable::parse_recoverable(&source.text).1 {
            let line = error.span().map_or(0, |s| raw::line(&source, s.start));
            between.add(&source.path, line, "content-not-toml", error.message());
        }
    }
    if let Some(texts) = &texts {
        worded::check(library, texts, &mut between);
    }
    cited::check(library, &book, &mut between);
    found.extend(between.into_sorted());
    if found.is_empty() {
        Ok(book)
    } else {
        Err(ContentError::Rejected(found.into_iter().collect()))
    }
}

/// What a loader gave; its refusal is taken apart and kept. What can't be read at all ends the check.
fn kept<T>(
    read: Result<T, ContentError>,
    found: &mut BTreeSet<Problem>,
) -> Result<Option<T>, ContentError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(ContentError::Rejected(problems)) => {
            found.extend(problems);
            Ok(None)
        }
        Err(unreadable) => Err(unreadable),
    }
}

/// `c1` of `letters/c1.toml`.
fn name_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.trim_end_matches(".toml").to_owned()
}
