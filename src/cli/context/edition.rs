//! The age of the book and what was laid over it, said on every result that rests on it.

use super::Context;
use crate::cli::Failure;
use crate::content::{Library, load_edition};
use crate::domain::coded::args;
use crate::domain::law::{Age, Correction, Edition};
use crate::render::rules::word;
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The folders of the book a kind of result rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestsOn {
    /// A statement of what is owed, or a plan made from one.
    Reckoning,
    /// A letter.
    Letter,
    /// What a visit came to.
    Visit,
    /// Time limits and the days counted for them.
    Limits,
    /// A check of a notice, a request for payment or an agreement.
    Papers,
    /// What the other side said, read against the conduct rules.
    Words,
    /// An answer of the rule book itself.
    Book,
}

impl RestsOn {
    fn folders(self) -> &'static [&'static str] {
        match self {
            RestsOn::Reckoning => &[
                "law",
                "conduct",
                "calendars",
                "parameters",
                "ceilings",
                "allocation",
                "guesses",
                "budget",
                "findings",
                "flows",
                "text",
            ],
            RestsOn::Letter => &[
                "letters",
                "budget",
                "law",
                "parameters",
                "calendars",
                "ceilings",
                "allocation",
                "flows",
                "text",
            ],
            RestsOn::Visit => &["visit", "cards", "conduct", "law", "text"],
            RestsOn::Limits => &["deadlines", "calendars", "parameters", "law", "text"],
            RestsOn::Words => &["words", "conduct", "law", "text"],
            RestsOn::Papers => &["notices", "channels", "law", "flows", "text"],
            RestsOn::Book => &[
                "law",
                "conduct",
                "channels",
                "calendars",
                "cards",
                "parameters",
                "deadlines",
                "notices",
                "text",
            ],
        }
    }
}

/// Ids of one file named on a page; the rest is counted.
const NAMED: usize = 5;

/// What is said on a result about the book it rests on.
pub(super) struct Said {
    edition: Edition,
    age: Age,
    corrections: Vec<Correction>,
    /// Entries say their own age: only what needs care is added.
    briefly: bool,
}

impl Context {
    /// The book in the language of the screen, where the command's own is as it is written because of
    /// the paper it makes. Programs are given it as it is written.
    pub fn library_on_screen(&self) -> Library {
        match self.json {
            true => self.library.clone(),
            false => self.library.clone().in_language(self.lang),
        }
    }

    /// From here on the result rests on the book: its age on this day, and what was laid over the
    /// folders asked, go onto the page and into the JSON.
    ///
    /// # Errors
    /// The book's own date can't be read.
    pub fn rests_on(&self, kind: RestsOn, as_of: NaiveDate) -> Result<(), Failure> {
        let edition = load_edition(&self.library)?;
        let corrections = edition.corrections_in(kind.folders()).cloned().collect();
        self.book_said.replace(Some(Said {
            age: edition.age_on(as_of),
            corrections,
            edition,
            briefly: kind == RestsOn::Book,
        }));
        Ok(())
    }

    /// Ends a page with it.
    pub(super) fn say_book(&self, screen: &mut Screen, said: Option<&Said>) {
        let lines = said.map(|said| self.said_of_book(&self.texts, said, false));
        let lines = lines.unwrap_or_default();
        if !lines.is_empty() {
            screen.gap();
        }
        for line in lines {
            screen.text(line);
        }
    }

    /// The lines a page ends with; `briefly` leaves out what needs no care.
    fn said_of_book(&self, texts: &Texts, said: &Said, briefly: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let briefly = briefly || said.briefly;
        if !briefly || said.age.is_stale() {
            let key = format!("book.age.{}", word(&said.age.freshness));
            lines.push(texts.say(
                &key,
                args([
                    ("version", said.edition.version.clone()),
                    ("checked", said.age.checked.0.to_string()),
                    ("texts_to", said.edition.texts_to.to_string()),
                    ("as_of", said.age.as_of.to_string()),
                    ("days", said.age.days.to_string()),
                ]),
            ));
        }
        if !said.corrections.is_empty() {
            let list = said.corrections.iter().map(|c| named(texts, c));
            let list: Vec<String> = list.collect();
            let list = args([("list", texts.listed(&list))]);
            lines.push(texts.say("book.corrections", list));
        }
        lines
    }

    /// The age of the book and what was laid over it, for a page that is a file of its own.
    ///
    /// # Errors
    /// The book's own date can't be read.
    pub fn book_lines(&self, kind: RestsOn) -> Result<Vec<String>, Failure> {
        self.rests_on(kind, self.as_of())?;
        let said = self.book_said.borrow();
        let lines = said
            .as_ref()
            .map(|said| self.said_of_book(&self.texts, said, false));
        Ok(lines.unwrap_or_default())
    }

    /// What a letter must have taken off before it is sent: an old book, corrections of one's own. It
    /// stands in the letter and is in the letter's language, not the screen's.
    ///
    /// # Errors
    /// The book's own date can't be read.
    pub fn before_sending(&self) -> Result<Vec<String>, Failure> {
        self.rests_on(RestsOn::Letter, self.as_of())?;
        let said = self.book_said.borrow();
        let lines = said
            .as_ref()
            .map(|said| self.said_of_book(&self.paper, said, true));
        let marked = lines.into_iter().flatten().map(|line| {
            let line = args([("line", line)]);
            self.paper.say("book.before-sending", line)
        });
        Ok(marked.collect())
    }

    /// Says on standard error what needs care, for results that are no page.
    ///
    /// # Errors
    /// The book's own date can't be read.
    pub fn note_book(&self, kind: RestsOn, as_of: NaiveDate) -> Result<(), Failure> {
        self.rests_on(kind, as_of)?;
        if let Some(said) = self.book_said.take() {
            for line in self.said_of_book(&self.texts, &said, true) {
                self.note("book.line", args([("line", line)]));
            }
        }
        Ok(())
    }
}

/// A correction by its file and the first of what it corrects.
fn named(texts: &Texts, correction: &Correction) -> String {
    let ids = correction.ids.iter().map(String::as_str);
    let some: Vec<&str> = ids.take(NAMED).collect();
    let more = correction.ids.len().saturating_sub(NAMED);
    let more = if more > 0 {
        more.to_string()
    } else {
        String::new()
    };
    let words = args([
        ("file", correction.file.clone()),
        ("ids", texts.listed(&some)),
        ("more", more),
    ]);
    texts.say("book.correction", words)
}

/// The member of a result that says it to machines.
pub(super) fn member(said: &Said) -> (String, Value) {
    let book = json!({
        "version": said.edition.version,
        "checked": said.age.checked,
        "texts_to": said.edition.texts_to,
        "as_of": said.age.as_of,
        "days": said.age.days,
        "freshness": said.age.freshness,
        "corrections": said.corrections,
    });
    ("book".to_owned(), book)
}
