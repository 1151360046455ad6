//! Answers for the telephone, from `replies/*.toml`. A group of a later layer replaces the one with
//! its id.

use super::library::{ContentError, Layer, Library};
use super::problem::{Problems, line_of};
use crate::interview::call::{MOST_GROUPS, MOST_REPLIES, ReplyBook, ReplyGroup};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    id: Spanned<String>,
    replies: Vec<String>,
}

/// All groups with their cards.
///
/// # Errors
/// Everything wrong: not TOML, an id that stands twice, a group without cards, more groups or cards
/// than there are keys.
pub fn load_replies(library: &Library) -> Result<ReplyBook, ContentError> {
    let mut groups: Vec<(ReplyGroup, Layer)> = Vec::new();
    let mut problems = Problems::new();
    for source in library.folder("replies") {
        let Some(file) = problems.shaped::<RawFile>(&source) else {
            continue;
        };
        for raw in file.group {
            let line = line_of(&source.text, raw.id.span().start);
            let group = ReplyGroup {
                id: raw.id.into_inner(),
                replies: raw.replies,
            };
            let unique: BTreeSet<&String> = group.replies.iter().collect();
            if group.replies.is_empty() {
                let detail = format!("{}.replies", group.id);
                problems.add(&source.path, line, "content-missing", detail);
                continue;
            }
            if group.replies.len() > MOST_REPLIES || unique.len() < group.replies.len() {
                problems.add(&source.path, line, "content-bad-value", &group.id);
                continue;
            }
            match groups.iter().position(|(g, _)| g.id == group.id) {
                Some(at) if groups[at].1 == source.layer => {
                    problems.add(&source.path, line, "content-duplicate-id", &group.id);
                }
                Some(at) => groups[at] = (group, source.layer),
                None if groups.len() == MOST_GROUPS => {
                    problems.add(&source.path, line, "content-bad-value", &group.id);
                }
                None => groups.push((group, source.layer)),
            }
        }
    }
    if problems.is_empty() {
        let groups = groups.into_iter().map(|(group, _)| group).collect();
        Ok(ReplyBook { groups })
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}
