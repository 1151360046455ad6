//! `deadlines/*.toml`: one time limit a file, from raw text to a checked rule.

use super::checking::{Checking, read};
use super::library::{ContentError, Layer, Library};
use super::parameters::{RawDated, RawParameter, parameter, parameters};
use super::problem::Problems;
use crate::domain::deadline::{Actor, DeadlineRule, EventKind};
use crate::domain::law::{Confidence, Force};
use crate::domain::loan::LenderKind;
use crate::domain::parameter::{Parameter, Parameters};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Its length stands here, or is a quantity of `parameters/` that other commands use as well.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    event: EventKind,
    by: Actor,
    calendar: Option<String>,
    series: Option<String>,
    #[serde(default)]
    lender_kinds: Vec<LenderKind>,
    #[serde(default)]
    letters: Vec<String>,
    quantity: Option<String>,
    unit: Option<String>,
    source: Option<String>,
    #[serde(default)]
    citations: Vec<String>,
    force: Option<Force>,
    confidence: Option<Confidence>,
    checked: Option<String>,
    #[serde(default)]
    values: Vec<RawDated>,
}

/// The time limits, sorted by id; a later layer's replaces an earlier one of the same id.
///
/// # Errors
/// Every problem found, with file and line.
pub fn load_deadline_rules(library: &Library) -> Result<Vec<DeadlineRule>, ContentError> {
    let mut problems = Problems::new();
    let quantities = parameters(library, &mut problems);
    let rules = deadline_rules(library, &quantities, &mut problems);
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

/// The time limits, sorted by id; everything wrong with their files is added to the problems.
pub(super) fn deadline_rules(
    library: &Library,
    quantities: &Parameters,
    problems: &mut Problems,
) -> Vec<DeadlineRule> {
    let mut rules = BTreeMap::new();
    let mut layers: BTreeMap<String, Layer> = BTreeMap::new();
    for source in library.folder("deadlines") {
        let Some(raw) = read::<RawRule>(&source, problems) else {
            continue;
        };
        let mut checking = Checking::new(&source, problems);
        if layers.insert(raw.id.clone(), source.layer) == Some(source.layer) {
            checking.refuse("content-duplicate-id", "id");
            continue;
        }
        if let Some(rule) = rule(raw, quantities, &mut checking) {
            rules.insert(rule.id.clone(), rule);
        }
    }
    rules.into_values().collect()
}

fn rule(
    mut raw: RawRule,
    quantities: &Parameters,
    checking: &mut Checking<'_>,
) -> Option<DeadlineRule> {
    let quantity = match raw.quantity.take() {
        Some(id) => quantities.get(&id).ok().cloned().or_else(|| {
            checking.refuse("content-unknown-entry", "quantity");
            None
        }),
        None => own_quantity(&mut raw, checking),
    }?;
    if !["days", "months"].contains(&quantity.unit.as_str()) {
        checking.refuse("content-unknown-word", "unit");
        return None;
    }
    Some(DeadlineRule {
        id: raw.id,
        event: raw.event,
        by: raw.by,
        calendar: raw.calendar,
        series: raw.series,
        lender_kinds: raw.lender_kinds,
        letters: raw.letters,
        quantity,
    })
}

fn own_quantity(raw: &mut RawRule, checking: &mut Checking<'_>) -> Option<Parameter> {
    let Some(checked) = raw.checked.take() else {
        checking.refuse_entry("content-missing-member", "checked");
        return None;
    };
    let stated = RawParameter {
        id: raw.id.clone(),
        unit: raw.unit.take(),
        source: raw.source.take(),
        citations: Some(std::mem::take(&mut raw.citations)),
        force: raw.force,
        confidence: raw.confidence,
        checked,
        verified_to: None,
        values: std::mem::take(&mut raw.values),
    };
    parameter(stated, None, checking)
}
