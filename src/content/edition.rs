//! The edition of the book in use, read without reading the book: `changes.toml` and the files laid
//! over.

use super::legal_book::content_version;
use super::library::{ContentError, Library, Source};
use super::problem::Problems;
use crate::domain::law::{CheckedOn, Correction, Edition};
use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

/// Version, checks and corrections of the book in use.
///
/// # Errors
/// The book's own `changes.toml` doesn't say when it was checked.
pub fn load_edition(library: &Library) -> Result<Edition, ContentError> {
    const FILE: &str = "changes.toml";
    let version = content_version(library)?;
    let built_in = library.file(FILE);
    let text = built_in.first().map_or("", |source| source.text.as_ref());
    let top = DeTable::parse(text).ok();
    let stated = |member: &str| -> Option<NaiveDate> {
        let value = top.as_ref()?.get_ref().get(member)?;
        value.get_ref().as_str()?.parse().ok()
    };
    let (Some(checked), Some(texts_to)) = (stated("checked"), stated("texts_to")) else {
        let mut problems = Problems::new();
        problems.add(FILE, 0, "content-missing", "checked, texts_to");
        return Err(ContentError::Rejected(problems.into_sorted()));
    };
    let mut oldest = checked;
    let mut corrections = Vec::new();
    for source in library.overlay_files() {
        if source.path == FILE {
            continue;
        }
        let laid = Laid::of(source);
        oldest = laid.checked.into_iter().fold(oldest, NaiveDate::min);
        corrections.push(Correction {
            file: source.path.clone(),
            ids: laid.ids,
        });
    }
    Ok(Edition {
        version,
        checked: CheckedOn(oldest),
        texts_to,
        corrections,
    })
}

/// What a file laid over holds.
#[derive(Default)]
struct Laid {
    ids: Vec<String>,
    checked: Vec<NaiveDate>,
}

impl Laid {
    fn of(source: &Source) -> Laid {
        let mut laid = Laid::default();
        if let Ok(top) = DeTable::parse(&source.text) {
            if source.path.starts_with("text/") {
                laid.keys("", top.get_ref());
            } else if source.path.starts_with("findings/") {
                let keys = top.get_ref().iter().map(|(key, _)| key.get_ref());
                laid.ids.extend(keys.map(ToString::to_string));
            } else {
                laid.entry(top.get_ref());
            }
        }
        laid
    }

    /// The id of this table, or those of the tables in its lists.
    fn entry(&mut self, table: &DeTable<'_>) {
        let text = |member: &str| table.get(member)?.get_ref().as_str();
        self.checked
            .extend(text("checked").and_then(|day| day.parse::<NaiveDate>().ok()));
        if let Some(id) = text("id").or_else(|| text("code")).or_else(|| text("name")) {
            self.ids.push(id.to_owned());
            return;
        }
        for (_, value) in table {
            if let DeValue::Array(list) = value.get_ref() {
                for inner in list.iter().filter_map(|v| v.get_ref().as_table()) {
                    self.entry(inner);
                }
            }
        }
    }

    /// The dotted keys of the texts.
    fn keys(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key = match prefix {
                "" => name.get_ref().to_string(),
                _ => format!("{prefix}.{}", name.get_ref()),
            };
            match value.get_ref() {
                DeValue::Table(inner) => self.keys(&key, inner),
                _ => self.ids.push(key),
            }
        }
    }
}
