//! Dated quantities of the law: one a file, from raw text to checked values.

use super::checking::{Checking, read};
use super::library::{ContentError, Layer, Library};
use super::problem::Problems;
use crate::domain::law::{Confidence, Force};
use crate::domain::parameter::{Dated, Parameter, Parameters};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawParameter {
    pub(super) id: String,
    pub(super) unit: String,
    pub(super) source: String,
    #[serde(default)]
    pub(super) citations: Vec<String>,
    pub(super) force: Force,
    pub(super) confidence: Confidence,
    pub(super) checked: String,
    pub(super) verified_to: Option<String>,
    pub(super) values: Vec<RawDated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDated {
    from: String,
    to: Option<String>,
    value: String,
    /// How many independent places gave the value; kept in the file for whoever checks it next.
    #[serde(default, rename = "sources")]
    _sources: Option<u32>,
}

/// The dated parameters alone.
///
/// # Errors
/// Every problem found, with file and line.
pub fn load_parameters(library: &Library) -> Result<Parameters, ContentError> {
    let mut problems = Problems::new();
    let parameters = parameters(library, &mut problems);
    if problems.is_empty() {
        Ok(parameters)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

pub(super) fn parameters(library: &Library, problems: &mut Problems) -> Parameters {
    let mut list = Vec::new();
    let mut layers: BTreeMap<String, Layer> = BTreeMap::new();
    for source in library.folder("parameters") {
        if let Some(raw) = read::<RawParameter>(&source, problems) {
            let mut checking = Checking::new(&source, problems);
            if layers.insert(raw.id.clone(), source.layer) == Some(source.layer) {
                checking.refuse("content-duplicate-id", "id");
                continue;
            }
            list.extend(parameter(raw, &mut checking));
        }
    }
    Parameters::new(list)
}

pub(super) fn parameter(raw: RawParameter, checking: &mut Checking<'_>) -> Option<Parameter> {
    let mut values = Vec::with_capacity(raw.values.len());
    for (i, dated) in raw.values.iter().enumerate() {
        let from = checking.day(&dated.from, &format!("values.{i}.from"));
        let to = checking.optional_day(dated.to.as_deref(), &format!("values.{i}.to"));
        let value = Decimal::from_str_exact(&dated.value).ok();
        if value.is_none_or(|v| v.is_sign_negative()) {
            checking.refuse("content-bad-value", &format!("values.{i}.value"));
        }
        let (Some(from), Some(value)) = (from, value) else {
            continue;
        };
        if to.is_some_and(|to| to < from) {
            checking.refuse("content-out-of-order", &format!("values.{i}.to"));
        }
        values.push(Dated { from, to, value });
    }
    for (i, pair) in values.windows(2).enumerate() {
        let overlap = pair[0].to.is_some_and(|to| to >= pair[1].from);
        if pair[1].from <= pair[0].from || overlap {
            checking.refuse(
                "content-parameter-overlap",
                &format!("values.{}.from", i + 1),
            );
        }
    }
    if values.is_empty() {
        checking.refuse_entry("content-parameter-empty", &raw.id);
    }
    Some(Parameter {
        checked: checking.day(&raw.checked, "checked")?,
        verified_to: checking.optional_day(raw.verified_to.as_deref(), "verified_to"),
        id: raw.id,
        unit: raw.unit,
        source: raw.source,
        citations: raw.citations,
        force: raw.force,
        confidence: raw.confidence,
        values,
    })
}
