//! The legal book of a reconciliation: dated parameters, ceilings, orders of allocation and what
//! findings rest on.

use super::ceilings::ceilings;
use super::checking::{Checking, read};
use super::guesses::guesses;
use super::library::{ContentError, Library};
use super::parameters::parameters;
use super::problem::Problems;
use super::rules::rest_days;
use crate::domain::allocation::{Component, Order, OrderName};
use crate::domain::ceiling::LegalBook;
use crate::domain::law::{Confidence, Force};
use crate::domain::limitation::CALENDAR;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOrder {
    name: OrderName,
    parts: Vec<Component>,
    #[serde(default)]
    citations: Vec<String>,
    force: Force,
    confidence: Confidence,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "checked")]
    _checked: String,
}

/// What of `changes.toml` concerns us; the rest is read where the changes are shown.
#[derive(Deserialize)]
struct RawVersion {
    version: String,
}

/// Everything a reconciliation asks of the rule book.
///
/// # Errors
/// A file can't be read as what it should be; every problem found, with file and line.
pub fn load_legal_book(library: &Library) -> Result<LegalBook, ContentError> {
    let mut problems = Problems::new();
    let parameters = parameters(library, &mut problems);
    let ceilings = ceilings(library, &parameters, &mut problems);
    let orders = orders(library, &mut problems);
    let mut finding_citations = BTreeMap::new();
    for source in library.folder("findings") {
        let read = read::<BTreeMap<String, Vec<String>>>(&source, &mut problems);
        finding_citations.extend(read.unwrap_or_default());
    }
    let guesses = guesses(library, &parameters, &mut problems);
    let limitation_rest = rest_days(library, &mut problems).remove(CALENDAR);
    let content_version = version(library, &mut problems);
    let statutory = orders.get(&OrderName::CivilCode561).cloned();
    let lender = orders.get(&OrderName::LenderPractice).cloned();
    match (statutory, lender) {
        (Some(statutory_order), Some(lender_order)) if problems.is_empty() => Ok(LegalBook {
            content_version,
            parameters,
            ceilings,
            statutory_order,
            lender_order,
            guesses,
            limitation_rest,
            finding_citations,
        }),
        _ => Err(ContentError::Rejected(problems.into_sorted())),
    }
}

/// The version printed on everything: that of the built-in book, with the fingerprint of all files
/// where a folder is laid over it.
///
/// # Errors
/// `changes.toml` can't be read.
pub fn content_version(library: &Library) -> Result<String, ContentError> {
    let mut problems = Problems::new();
    let version = version(library, &mut problems);
    if problems.is_empty() {
        Ok(version)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

fn version(library: &Library, problems: &mut Problems) -> String {
    let files = library.file("changes.toml");
    let read = files.first().and_then(|f| read::<RawVersion>(f, problems));
    let version = read.map(|raw| raw.version).unwrap_or_default();
    if library.has_overlay() {
        format!("{version}+{}", library.fingerprint())
    } else {
        version
    }
}

fn orders(library: &Library, problems: &mut Problems) -> BTreeMap<OrderName, Order> {
    let mut orders = BTreeMap::new();
    for source in library.folder("allocation") {
        let Some(raw) = read::<RawOrder>(&source, problems) else {
            continue;
        };
        let complete = Component::ALL.iter().all(|c| raw.parts.contains(c));
        // Enforcement costs stand outside the instalments; the ledger pays them before any.
        let costs_first = raw.parts.first() == Some(&Component::EnforcementCosts);
        match <[Component; 6]>::try_from(raw.parts) {
            Ok(parts) if complete && costs_first => {
                let order = Order {
                    name: raw.name,
                    parts,
                    citations: raw.citations,
                    force: raw.force,
                    confidence: raw.confidence,
                };
                orders.insert(order.name, order);
            }
            _ => Checking::new(&source, problems).refuse("content-order-incomplete", "parts"),
        }
    }
    orders
}
