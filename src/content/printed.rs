//! Which cards are printed, for whom: `[[printed]]` tables of `cards/*.toml`. An entry of a later
//! layer replaces the one of its card.

use super::cards::load_cards;
use super::library::{ContentError, Layer, Library};
use super::problem::{Problems, line_of};
use crate::domain::visit::{Audience, PrintedCard};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    printed: Vec<RawPrinted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrinted {
    card: Spanned<String>,
    audience: Spanned<String>,
    /// Lines set large.
    #[serde(default)]
    large: Vec<String>,
    /// Places to fill in by hand: names under `cards.print.blank`.
    #[serde(default)]
    blanks: Vec<String>,
}

/// The cards to print, in the order of the files.
///
/// # Errors
/// Everything wrong in `cards/`, with file and line: not TOML or another shape, a card or line that
/// isn't there, a word that is none, a card named twice in one layer.
pub fn load_printed(library: &Library) -> Result<Vec<PrintedCard>, ContentError> {
    let cards = load_cards(library)?;
    let mut out: Vec<(PrintedCard, Layer)> = Vec::new();
    let mut problems = Problems::new();
    for source in library.folder("cards") {
        let Some(file) = problems.shaped::<File>(&source) else {
            continue;
        };
        for raw in file.printed {
            let line = line_of(&source.text, raw.card.span().start);
            let id = raw.card.get_ref().clone();
            let mut wrong = |code: &'static str, detail: &str| {
                problems.add(&source.path, line, code, detail);
            };
            let Some(card) = cards.get(&id) else {
                wrong("rehearsal-unknown", &id);
                continue;
            };
            let Some(audience) = Audience::from_word(raw.audience.get_ref()) else {
                wrong("content-unknown-word", raw.audience.get_ref());
                continue;
            };
            let key = |name: &String| format!("cards.{id}.{name}");
            if let Some(lost) = raw.large.iter().find(|n| !card.lines.contains(&key(n))) {
                wrong("rehearsal-unknown", &format!("{id}.large {lost}"));
            }
            let printed = PrintedCard {
                title: card.title.clone(),
                large: raw.large.iter().map(key).collect(),
                quiet: card
                    .lines
                    .iter()
                    .filter(|line| !raw.large.iter().any(|n| key(n) == **line))
                    .cloned()
                    .collect(),
                blanks: raw
                    .blanks
                    .iter()
                    .map(|name| format!("cards.print.blank.{name}"))
                    .collect(),
                numbers: card.numbers.clone(),
                checked: card.checked,
                audience,
                id: id.clone(),
            };
            match out.iter_mut().find(|(p, _)| p.id == id) {
                Some((_, layer)) if *layer == source.layer => wrong("content-duplicate-id", &id),
                Some(earlier) => *earlier = (printed, source.layer),
                None => out.push((printed, source.layer)),
            }
        }
    }
    if problems.is_empty() {
        Ok(out.into_iter().map(|(card, _)| card).collect())
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}
