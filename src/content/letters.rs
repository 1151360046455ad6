//! Letters from `letters/*.toml`.

use super::library::{ContentError, Library};
use super::problem::{Problems, line_of};
use crate::domain::letter::{Clause, Effect, Letter, Place, Section};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLetter {
    id: String,
    title: String,
    effects: Spanned<Vec<String>>,
    section: Vec<RawSection>,
    clause: Vec<RawClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    heading: String,
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
    online: Option<String>,
    table: Option<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    citations: Vec<String>,
}

/// Loads the letter of this id (`C1`); a later layer's file of the same path replaces it whole.
///
/// # Errors
/// Every problem of the file at once: not TOML, an unknown place or effect, an id that stands twice.
pub fn load_letter(library: &Library, id: &str) -> Result<Letter, ContentError> {
    let path = format!("letters/{}.toml", id.to_ascii_lowercase());
    let mut problems = Problems::new();
    let Some(source) = library.file(&path).pop() else {
        problems.add(&path, 0, "content-file-missing", id);
        return Err(ContentError::Rejected(problems.into_sorted()));
    };
    let letter = match toml::from_str::<RawLetter>(&source.text) {
        Ok(raw) => Some(checked(&path, &source.text, raw, &mut problems)),
        Err(e) => {
            let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
            problems.add(&path, line, "content-not-toml", e.message());
            None
        }
    };
    match letter {
        Some(letter) if problems.is_empty() => Ok(letter),
        _ => Err(ContentError::Rejected(problems.into_sorted())),
    }
}

fn checked(path: &str, text: &str, raw: RawLetter, problems: &mut Problems) -> Letter {
    let mut effects = BTreeSet::new();
    let effects_line = line_of(text, raw.effects.span().start);
    for effect in raw.effects.into_inner() {
        match effect.as_str() {
            "restarts-limitation" => {
                effects.insert(Effect::RestartsLimitation);
            }
            other => problems.add(path, effects_line, "content-unknown-effect", other),
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
        clauses.push(Clause {
            id: clause.id.into_inner(),
            place,
            when: clause.when,
            unless: clause.unless,
            text: clause.text,
            online: clause.online,
            table: clause.table,
            needs: clause.needs,
            citations: clause.citations,
        });
    }
    Letter {
        id: raw.id,
        title: raw.title,
        sections: raw
            .section
            .into_iter()
            .map(|s| Section {
                heading: s.heading,
                numbered: s.numbered,
            })
            .collect(),
        effects,
        clauses,
    }
}

fn place(text: &str, sections: usize) -> Option<Place> {
    Some(match text {
        "addressee" => Place::Addressee,
        "opening" => Place::Opening,
        "attachment" => Place::Attachment,
        "closing" => Place::Closing,
        "signature" => Place::Signature,
        "contact" => Place::Contact,
        other => {
            let number: usize = other.strip_prefix("section-")?.parse().ok()?;
            if number >= sections {
                return None;
            }
            Place::Section(number)
        }
    })
}
