//! What the other side said, read against the conduct rules.

mod command;
mod content;
mod reading;
mod vectors;

use menshen::content::{Library, load_conduct, load_words};
use menshen::domain::conduct::Threshold;
use menshen::domain::words::{Proposal, WordBook, proposals};
use std::sync::LazyLock;

/// The shipped book, read once.
static BOOK: LazyLock<(WordBook, Option<Threshold>)> = LazyLock::new(|| {
    let library = Library::built_in();
    let (_, rules) = load_conduct(&library).unwrap();
    let book = load_words(&library, &|id| rules.contains_key(id)).unwrap();
    let quiet = rules["quiet-hours"].threshold;
    (book, quiet)
});

/// What the shipped book finds in a text.
fn found(text: &str) -> Vec<Proposal> {
    proposals(text, &BOOK.0, BOOK.1.as_ref())
}

/// The rules it finds, sorted, each once.
fn rules_in(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = found(text).into_iter().map(|p| p.conduct).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// The words of the places it finds.
fn quoted(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let words = |p: Proposal| chars[p.span.0..p.span.1].iter().collect();
    found(text).into_iter().map(words).collect()
}
