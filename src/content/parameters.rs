//! Dated quantities of the law: one a file, from raw text to checked values.

use super::checking::{Checking, read};
use super::library::{ContentError, Layer, Library};
use super::problem::Problems;
use crate::domain::law::{Confidence, Force};
use crate::domain::parameter::{Dated, Parameter, Parameters};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file laid over a quantity of the book gives only what it adds or corrects: the day it was
/// checked and its values; what it leaves out stays as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawParameter {
    pub(super) id: String,
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
    pub(super) citations: Option<Vec<String>>,
    pub(super) force: Option<Force>,
    pub(super) confidence: Option<Confidence>,
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

/// The quantities, those of a later layer laid over the earlier ones'; everything wrong with their
/// files is added to the problems.
pub(super) fn parameters(library: &Library, problems: &mut Problems) -> Parameters {
    let mut known: BTreeMap<String, (Layer, Parameter)> = BTreeMap::new();
    for source in library.folder("parameters") {
        let Some(raw) = read::<RawParameter>(&source, problems) else {
            continue;
        };
        let mut checking = Checking::new(&source, problems);
        let earlier = known.get(&raw.id);
        if earlier.is_some_and(|(layer, _)| *layer == source.layer) {
            checking.refuse("content-duplicate-id", "id");
            continue;
        }
        if let Some(read) = parameter(raw, earlier.map(|(_, earlier)| earlier), &mut checking) {
            known.insert(read.id.clone(), (source.layer, read));
        }
    }
    Parameters::new(known.into_values().map(|(_, parameter)| parameter))
}

/// One quantity from its raw shape, laid over what an earlier layer says of it.
pub(super) fn parameter(
    raw: RawParameter,
    earlier: Option<&Parameter>,
    checking: &mut Checking<'_>,
) -> Option<Parameter> {
    let unit = stated(raw.unit, earlier.map(|e| &e.unit), "unit", checking);
    let source = stated(raw.source, earlier.map(|e| &e.source), "source", checking);
    let force = stated(raw.force, earlier.map(|e| &e.force), "force", checking);
    let confidence = earlier.map(|e| &e.confidence);
    let confidence = stated(raw.confidence, confidence, "confidence", checking);
    let checked = checking.day(&raw.checked, "checked");
    let own_end = checking.optional_day(raw.verified_to.as_deref(), "verified_to");
    if let (Some(earlier), Some(unit)) = (earlier, &unit)
        && earlier.unit != *unit
    {
        // A rate laid over as yuan would be read as a rate all the same.
        checking.refuse("content-bad-value", "unit");
    }
    let own = values(&raw.values, unit.as_deref(), checking);
    let values = laid_over(earlier, own, checking);
    let verified_to = own_end.or_else(|| earlier?.verified_to);
    // A value later than the last day verified would never be used, and nobody would notice.
    if let (Some(end), Some(newest)) = (verified_to, values.last())
        && newest.from > end
    {
        checking.refuse("content-out-of-order", "verified_to");
    }
    let source = source.map(|own| checking.worded(&raw.id, "source", own));
    Some(Parameter {
        id: raw.id,
        unit: unit?,
        source: source?,
        citations: raw
            .citations
            .or_else(|| earlier.map(|e| e.citations.clone()))
            .unwrap_or_default(),
        force: force?,
        confidence: confidence?,
        checked: checked?,
        verified_to,
        values,
    })
}

/// What the file gives, or what stood there before; one of them there must be.
fn stated<T: Clone>(
    own: Option<T>,
    earlier: Option<&T>,
    member: &str,
    checking: &mut Checking<'_>,
) -> Option<T> {
    let value = own.or_else(|| earlier.cloned());
    if value.is_none() {
        checking.refuse_entry("content-missing-member", member);
    }
    value
}

/// The values of one file, each for its days and in their order.
fn values(raw: &[RawDated], unit: Option<&str>, checking: &mut Checking<'_>) -> Vec<Dated> {
    let is_share = unit.is_some_and(|unit| unit.starts_with("fraction"));
    let mut values = Vec::with_capacity(raw.len());
    for (i, dated) in raw.iter().enumerate() {
        let from = checking.day(&dated.from, &format!("values.{i}.from"));
        let to = checking.optional_day(dated.to.as_deref(), &format!("values.{i}.to"));
        let value = Decimal::from_str_exact(&dated.value).ok();
        // A share above one is a percentage typed without its sign: 3 for 3 %.
        if value.is_none_or(|v| v.is_sign_negative() || (is_share && v > Decimal::ONE)) {
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
        if overlap(pair) {
            let at = format!("values.{}.from", i + 1);
            checking.refuse("content-parameter-overlap", &at);
        }
    }
    if raw.is_empty() {
        checking.refuse_entry("content-parameter-empty", "values");
    }
    values
}

/// The values of an earlier layer with these laid over: one from the same day takes its place, the
/// others stand where their day puts them.
fn laid_over(
    earlier: Option<&Parameter>,
    own: Vec<Dated>,
    checking: &mut Checking<'_>,
) -> Vec<Dated> {
    let Some(earlier) = earlier else {
        return own;
    };
    let mut days: BTreeMap<NaiveDate, Dated> = BTreeMap::new();
    for dated in earlier.values.iter().chain(&own) {
        days.insert(dated.from, dated.clone());
    }
    let merged: Vec<Dated> = days.into_values().collect();
    if merged.windows(2).any(overlap) {
        checking.refuse("content-parameter-overlap", "values");
    }
    merged
}

/// Do two values that follow one another claim the same day, or stand the wrong way round?
fn overlap(pair: &[Dated]) -> bool {
    match pair {
        [first, next] => next.from <= first.from || first.to.is_some_and(|to| to >= next.from),
        _ => false,
    }
}
