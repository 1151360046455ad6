//! Words to look at in one's own letters, from `tone/*.toml`. An entry of a later layer replaces the
//! one with its id; what begins a report is added to what the layers before have.

use super::library::{ContentError, Layer, Library};
use super::problem::{Problems, line_of};
use crate::domain::tone::{Extent, ToneBook, ToneWord};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    reported: Vec<String>,
    #[serde(default)]
    word: Vec<RawWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWord {
    id: Spanned<String>,
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    extent: Option<Spanned<String>>,
    instead: Option<String>,
    reason: String,
    #[serde(default)]
    care: bool,
}

/// All words of the book.
///
/// # Errors
/// Everything wrong in the files: not TOML, an id that stands twice, an entry without words, an
/// unknown extent.
pub fn load_tone(library: &Library) -> Result<ToneBook, ContentError> {
    let mut book = ToneBook::default();
    let mut layers: Vec<Layer> = Vec::new();
    let mut problems = Problems::new();
    for source in library.folder("tone") {
        let Some(file) = problems.shaped::<RawFile>(&source) else {
            continue;
        };
        book.reported.extend(file.reported);
        for raw in file.word {
            let line = line_of(&source.text, raw.id.span().start);
            let id = raw.id.into_inner();
            if raw.words.iter().all(|w| w.trim().is_empty()) {
                let detail = format!("{id}.words");
                problems.add(&source.path, line, "content-missing", detail);
                continue;
            }
            let word = raw.extent.as_ref().map(|e| e.get_ref().as_str());
            let known = Extent::ALL.iter().find(|(name, _)| Some(*name) == word);
            if let (Some(extent), None) = (&raw.extent, known) {
                let line = line_of(&source.text, extent.span().start);
                problems.add(&source.path, line, "content-unknown-word", extent.get_ref());
                continue;
            }
            let entry = ToneWord {
                words: raw.words,
                except: raw.except,
                near: raw.near,
                unless: raw.unless,
                extent: known.map_or(Extent::Words, |(_, extent)| *extent),
                instead: raw.instead,
                reason: raw.reason,
                care: raw.care,
                id,
            };
            match book.words.iter().position(|w| w.id == entry.id) {
                Some(at) if layers.get(at) == Some(&source.layer) => {
                    problems.add(&source.path, line, "content-duplicate-id", entry.id);
                }
                Some(at) => {
                    book.words[at] = entry;
                    layers[at] = source.layer;
                }
                None => {
                    book.words.push(entry);
                    layers.push(source.layer);
                }
            }
        }
    }
    if problems.is_empty() {
        Ok(book)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}
