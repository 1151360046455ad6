//! Letters from `letters/*.toml`.

mod gloss;

pub use gloss::load_gloss;

use super::library::{ContentError, Library};
use super::problem::{Problems, line_of};
use crate::domain::evidence::EntryKind;
use crate::domain::law::Force;
use crate::domain::letter::{About, Clause, Effect, Gate, Letter, Place, Section, ShortForm};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLetter {
    id: String,
    title: String,
    title_gloss: Option<String>,
    #[serde(default)]
    titles: Vec<RawTitle>,
    #[serde(default)]
    page: String,
    page_gloss: Option<String>,
    effects: Spanned<Vec<String>>,
    about: Option<Spanned<String>>,
    #[serde(default)]
    gates: Vec<Spanned<String>>,
    #[serde(default)]
    entries: Vec<Spanned<String>>,
    #[serde(default)]
    short: Vec<Spanned<String>>,
    #[serde(default = "yes")]
    civility: bool,
    civility_to: Option<String>,
    #[serde(default = "yes")]
    measured: bool,
    section: Vec<RawSection>,
    clause: Vec<RawClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitle {
    when: String,
    text: String,
    gloss: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    heading: String,
    gloss: Option<String>,
    numbered: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    id: Spanned<String>,
    place: Spanned<String>,
    #[serde(default)]
    when: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    text: String,
    gloss: Option<String>,
    online: Option<String>,
    sms: Option<String>,
    script: Option<String>,
    table: Option<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    citations: Vec<String>,
    force: Option<Force>,
}

/// Most letters are requests of one's own.
fn yes() -> bool {
    true
}

/// Provisions a clause names at most: a letter is no treatise.
const CITATIONS: usize = 2;

/// The value of this word.
fn known<T: Copy>(all: &[(&'static str, T)], word: &str) -> Option<T> {
    all.iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

/// Loads the letter of this id (`C1`); a later layer's file of the same path replaces it whole.
///
/// # Errors
/// Every problem of the file at once: not TOML, an unknown place or effect, an id that stands twice.
pub fn load_letter(library: &Library, id: &str) -> Result<Letter, ContentError> {
    let (path, text, raw) = read(library, id)?;
    let mut problems = Problems::new();
    let letter = checked(&path, &text, raw, &mut problems);
    if problems.is_empty() {
        Ok(letter)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

/// The path, the text and the members of the file in use.
fn read(library: &Library, id: &str) -> Result<(String, String, RawLetter), ContentError> {
    let path = format!("letters/{}.toml", id.to_ascii_lowercase());
    let rejected = |line: usize, code: &'static str, detail: &str| {
        let mut problems = Problems::new();
        problems.add(&path, line, code, detail);
        ContentError::Rejected(problems.into_sorted())
    };
    let Some(source) = library.file(&path).pop() else {
        return Err(rejected(0, "content-file-missing", id));
    };
    match toml::from_str::<RawLetter>(&source.text) {
        Ok(raw) => Ok((path, source.text.into_owned(), raw)),
        Err(e) => {
            let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
            Err(rejected(line, "content-not-toml", e.message()))
        }
    }
}

fn checked(path: &str, text: &str, raw: RawLetter, problems: &mut Problems) -> Letter {
    let mut effects = BTreeSet::new();
    let effects_line = line_of(text, raw.effects.span().start);
    for effect in raw.effects.into_inner() {
        match known(&Effect::ALL, &effect) {
            Some(effect) => {
                effects.insert(effect);
            }
            None => problems.add(path, effects_line, "content-unknown-effect", &effect),
        }
    }
    let mut gates = BTreeSet::new();
    for gate in raw.gates {
        match known(&Gate::ALL, gate.get_ref()) {
            Some(gate) => {
                gates.insert(gate);
            }
            None => {
                let line = line_of(text, gate.span().start);
                problems.add(path, line, "content-unknown-word", gate.get_ref());
            }
        }
    }
    let mut entries = BTreeSet::new();
    for kind in raw.entries {
        match EntryKind::from_id(kind.get_ref()) {
            Some(kind) => {
                entries.insert(kind);
            }
            None => {
                let line = line_of(text, kind.span().start);
                problems.add(path, line, "content-unknown-kind", kind.get_ref());
            }
        }
    }
    let mut about = About::OpenLoan;
    if let Some(word) = raw.about {
        match known(&About::ALL, word.get_ref()) {
            Some(known) => about = known,
            None => {
                let line = line_of(text, word.span().start);
                problems.add(path, line, "content-unknown-word", word.get_ref());
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut clauses = Vec::new();
    for clause in raw.clause {
        let line = line_of(text, clause.id.span().start);
        if !seen.insert(clause.id.get_ref().clone()) {
            problems.add(path, line, "content-duplicate-id", clause.id.get_ref());
        }
        let Some(place) = place(clause.place.get_ref(), raw.section.len()) else {
            let line = line_of(text, clause.place.span().start);
            problems.add(path, line, "content-unknown-place", clause.place.get_ref());
            continue;
        };
        let unsaid = clause.force.is_none() && !clause.citations.is_empty();
        if unsaid || clause.citations.len() > CITATIONS {
            problems.add(path, line, "content-letter-citations", clause.id.get_ref());
        }
        clauses.push(Clause {
            id: clause.id.into_inner(),
            place,
            when: clause.when,
            unless: clause.unless,
            text: clause.text,
            online: clause.online,
            sms: clause.sms,
            script: clause.script,
            table: clause.table,
            needs: clause.needs,
            citations: clause.citations,
            force: clause.force,
        });
    }
    let short = short_forms(path, text, raw.short, &clauses, problems);
    Letter {
        id: raw.id,
        title: raw.title,
        titles: raw.titles.into_iter().map(|t| (t.when, t.text)).collect(),
        page: raw.page,
        sections: raw
            .section
            .into_iter()
            .map(|s| Section {
                heading: s.heading,
                numbered: s.numbered,
            })
            .collect(),
        effects,
        about,
        gates,
        entries,
        short,
        civility: raw.civility,
        civility_to: raw.civility_to,
        measured: raw.measured,
        clauses,
    }
}

/// The short versions a letter declares; each must be carried by some clause.
fn short_forms(
    path: &str,
    text: &str,
    declared: Vec<Spanned<String>>,
    clauses: &[Clause],
    problems: &mut Problems,
) -> BTreeSet<ShortForm> {
    let mut out = BTreeSet::new();
    for word in declared {
        let line = line_of(text, word.span().start);
        let Some(form) = known(&ShortForm::ALL, word.get_ref()) else {
            problems.add(path, line, "content-unknown-word", word.get_ref());
            continue;
        };
        let carried = clauses.iter().any(|c| match form {
            ShortForm::Sms => c.sms.is_some(),
            ShortForm::Chat => c.online.is_some(),
            ShortForm::Script => c.script.is_some(),
        });
        if !carried {
            problems.add(path, line, "content-missing", word.get_ref());
        }
        out.insert(form);
    }
    out
}

fn place(text: &str, sections: usize) -> Option<Place> {
    Some(match text {
        "addressee" => Place::Addressee,
        "opening" => Place::Opening,
        "attachment" => Place::Attachment,
        "closing" => Place::Closing,
        "signature" => Place::Signature,
        "contact" => Place::Contact,
        "page" => Place::Page,
        other => {
            let number: usize = other.strip_prefix("section-")?.parse().ok()?;
            if number >= sections {
                return None;
            }
            Place::Section(number)
        }
    })
}
