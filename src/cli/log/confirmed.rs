//! Conduct rules a person confirmed, put beside those an entry already has.

use super::super::Failure;
use super::super::context::Context;
use super::{add, amend, members};
use crate::content::load_conduct;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::amended;
use serde_json::{Map, Value, json};

/// The member `conduct` with these rules added; nothing where none is given.
///
/// # Errors
/// One of them is no rule of the book. What was typed isn't said back.
pub(super) fn with(
    context: &Context,
    current: &Map<String, Value>,
    ids: &[String],
) -> Result<Option<members::Written>, Failure> {
    if ids.is_empty() {
        return Ok(None);
    }
    let (_, rules) = load_conduct(&context.library)?;
    if ids.iter().any(|id| !rules.contains_key(id)) {
        let known = rules
            .values()
            .map(|r| format!("{}{}", r.id, context.texts.aside(&r.name)));
        let failure = Failure::new("log-conduct-unknown", Kind::Usage, args([]));
        return Err(failure.with_details(known.collect()));
    }
    let standing = current.get("conduct").and_then(Value::as_array);
    let mut all: Vec<String> = standing
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect();
    for id in ids {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    Ok(Some(("conduct".to_owned(), json!(all))))
}

/// Adds confirmed rules to an entry by an amendment; false where it has them all already.
///
/// # Errors
/// There is no such entry, or the log can't be written: nothing was added.
pub(in super::super) fn confirmed(
    context: &Context,
    seq: u64,
    ids: &[String],
) -> Result<bool, Failure> {
    let target = amend::target(context, seq)?;
    let wanted: Vec<members::Written> = with(context, &target.current, ids)?.into_iter().collect();
    let amendment = amended(seq, &target.current, &wanted)
        .map_err(|problems| add::rejected(context, &[(None, problems)]))?;
    let Some(content) = amendment.amendment else {
        return Ok(false);
    };
    super::append(context, &target.folder, &[content], false)?;
    Ok(true)
}
