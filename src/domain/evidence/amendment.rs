//! Putting an amendment together: only the members that change go into it.

use super::view::overlay;
use super::{Content, ContentProblem};
use serde_json::{Map, Value, json};

/// An amendment, and what the entry comes to with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amended {
    /// The entry to append; `None` where nothing changes.
    pub amendment: Option<Content>,
    /// Paths of the members that change, in the order given.
    pub changed: Vec<String>,
}

/// The amendment of entry `seq`, whose members stand as `current`, that gives these members (by
/// path, such as `summary` or `party.phone`) these values. What is so already is left out. `party`
/// goes in whole when one of its parts changes, since an amendment replaces whole members. No path
/// may stand twice.
///
/// # Errors
/// Everything wrong with the amendment, or with the entry as it would stand after it.
pub fn amended(
    seq: u64,
    current: &Map<String, Value>,
    wanted: &[(String, Value)],
) -> Result<Amended, Vec<ContentProblem>> {
    let mut changes = Map::new();
    let mut changed = Vec::new();
    for (path, value) in wanted {
        match path.split_once('.') {
            Some((outer, part)) => {
                let mut whole = changes
                    .get(outer)
                    .or_else(|| current.get(outer))
                    .and_then(Value::as_object)
                    .cloned()
                    .unwrap_or_default();
                if whole.get(part) == Some(value) {
                    continue;
                }
                whole.insert(part.to_owned(), value.clone());
                changes.insert(outer.to_owned(), Value::Object(whole));
            }
            None if current.get(path) == Some(value) => continue,
            None => {
                changes.insert(name_in_file(path).to_owned(), value.clone());
            }
        }
        changed.push(path.clone());
    }
    if changes.is_empty() {
        return Ok(Amended {
            amendment: None,
            changed: Vec::new(),
        });
    }
    let mut standing = current.clone();
    overlay(&mut standing, &changes);
    Content::check(standing)?;
    Ok(Amended {
        amendment: Some(Content::check(of_entry(seq, changes))?),
        changed,
    })
}

/// The amendment that strikes entry `seq` out. The reason stands in a member of its own: as
/// `summary` it would take the place of the entry's words.
///
/// # Errors
/// Everything wrong with it.
pub fn withdrawal(seq: u64, reason: Option<&str>) -> Result<Content, Vec<ContentProblem>> {
    let mut members = Map::from_iter([("withdrawn".to_owned(), Value::Bool(true))]);
    if let Some(reason) = reason {
        members.insert("reason".to_owned(), reason.into());
    }
    Content::check(of_entry(seq, members))
}

/// In an amendment `kind` says that it is one; the kind it corrects to has a name of its own.
fn name_in_file(path: &str) -> &str {
    match path {
        "kind" => "content_kind",
        other => other,
    }
}

fn of_entry(seq: u64, mut members: Map<String, Value>) -> Map<String, Value> {
    members.insert("kind".to_owned(), json!("amendment"));
    members.insert("amends".to_owned(), json!(seq));
    members
}
