//! The categories of a household's spending, from `budget/*.toml`. A group or a category of a later
//! layer replaces the one with its id.

use super::checking::{Checking, read};
use super::library::{ContentError, Layer, Library};
use super::problem::Problems;
use crate::domain::budget::{AskIfNothing, Categories, Category, Group};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    group: Vec<RawGroup>,
    #[serde(default)]
    category: Vec<RawCategory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    id: String,
    ask_if_nothing: Option<AskIfNothing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCategory {
    id: String,
    group: String,
    #[serde(default)]
    spare: bool,
    within: Option<String>,
}

/// The categories, in the order of the files.
///
/// # Errors
/// Everything wrong in `budget/`, with file and line: not TOML or another shape, an id given twice in
/// one layer, a group that isn't there, a line within one that isn't there or is itself a part.
pub fn load_budget_categories(library: &Library) -> Result<Categories, ContentError> {
    let mut problems = Problems::new();
    let mut groups: Vec<(Group, Layer)> = Vec::new();
    let mut list: Vec<(Category, Layer)> = Vec::new();
    let sources = library.folder("budget");
    // Looked at once all is read: a part may stand before the line it belongs to.
    let mut parts = Vec::new();
    for source in &sources {
        let Some(file) = read::<File>(source, &mut problems) else {
            continue;
        };
        let mut checking = Checking::new(source, &mut problems);
        for (i, raw) in file.group.into_iter().enumerate() {
            checking.entry = Some((raw.id.clone(), format!("group.{i}")));
            let group = Group {
                id: raw.id,
                ask_if_nothing: raw.ask_if_nothing,
            };
            let same = |(known, _): &(Group, Layer)| known.id == group.id;
            match groups.iter().position(same) {
                Some(at) if groups[at].1 == source.layer => {
                    checking.refuse("content-duplicate-id", "id");
                }
                Some(at) => groups[at] = (group, source.layer),
                None => groups.push((group, source.layer)),
            }
        }
        for (i, raw) in file.category.into_iter().enumerate() {
            checking.entry = Some((raw.id.clone(), format!("category.{i}")));
            if !groups.iter().any(|(known, _)| known.id == raw.group) {
                checking.refuse("content-unknown-entry", "group");
            }
            if let Some(within) = &raw.within {
                parts.push((source, i, raw.id.clone(), within.clone()));
            }
            let category = Category {
                id: raw.id,
                group: raw.group,
                spare: raw.spare,
                within: raw.within,
            };
            let same = |(known, _): &(Category, Layer)| known.id == category.id;
            match list.iter().position(same) {
                Some(at) if list[at].1 == source.layer => {
                    checking.refuse("content-duplicate-id", "id");
                }
                Some(at) => list[at] = (category, source.layer),
                None => list.push((category, source.layer)),
            }
        }
    }
    for (source, i, id, within) in parts {
        let asked_quickly = |(c, _): &(Category, Layer)| c.id == within && c.within.is_none();
        if !list.iter().any(asked_quickly) {
            let mut checking = Checking::new(source, &mut problems);
            checking.entry = Some((id, format!("category.{i}")));
            checking.refuse("content-unknown-entry", "within");
        }
    }
    if !problems.is_empty() {
        return Err(ContentError::Rejected(problems.into_sorted()));
    }
    Ok(Categories {
        groups: groups.into_iter().map(|(group, _)| group).collect(),
        list: list.into_iter().map(|(category, _)| category).collect(),
    })
}
