//! Cards from `cards/*.toml`: ordered lines to read aloud or in quiet, with the service numbers on
//! them and the day they were checked. A card of a later layer replaces the one with its id.
//!
//! Files of the folder may hold tables of other kinds; only `[[card]]` is read here.

use super::library::{ContentError, Layer, Library};
use super::problem::{Problems, line_of};
use crate::interview::door::Card;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    card: Vec<RawCard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCard {
    id: Spanned<String>,
    lines: Vec<String>,
    #[serde(default)]
    numbers: Vec<String>,
    checked: Spanned<String>,
}

/// All cards by id.
///
/// # Errors
/// Everything wrong in the cards, with file and line.
pub fn load_cards(library: &Library) -> Result<BTreeMap<String, Card>, ContentError> {
    let mut cards: BTreeMap<String, (Card, Layer)> = BTreeMap::new();
    let mut problems = Problems::new();
    for source in library.folder("cards") {
        let Some(file) = problems.shaped::<File>(&source) else {
            continue;
        };
        for raw in file.card {
            let line = line_of(&source.text, raw.id.span().start);
            let id = raw.id.into_inner();
            let Ok(checked) = raw.checked.get_ref().parse::<NaiveDate>() else {
                let line = line_of(&source.text, raw.checked.span().start);
                problems.add(
                    &source.path,
                    line,
                    "content-bad-value",
                    raw.checked.get_ref(),
                );
                continue;
            };
            if cards.get(&id).is_some_and(|(_, l)| *l == source.layer) {
                problems.add(&source.path, line, "content-duplicate-id", id);
                continue;
            }
            if raw.lines.is_empty() {
                problems.add(&source.path, line, "content-missing", format!("{id}.lines"));
                continue;
            }
            let key = |name: &str| format!("cards.{id}.{name}");
            let card = Card {
                title: key("title"),
                lines: raw.lines.iter().map(|l| key(l)).collect(),
                numbers: raw.numbers,
                checked,
                id: id.clone(),
            };
            cards.insert(id, (card, source.layer));
        }
    }
    let problems = problems.into_sorted();
    if problems.is_empty() {
        Ok(cards.into_iter().map(|(id, (c, _))| (id, c)).collect())
    } else {
        Err(ContentError::Rejected(problems))
    }
}
