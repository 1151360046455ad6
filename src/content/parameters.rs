//! The legal book of a reconciliation: dated parameters, ceilings, orders of allocation and what
//! findings rest on, from raw files to checked values.

use super::library::{ContentError, Library, Source};
use super::problem::{Problems, line_of};
use crate::domain::allocation::{Component, Order, OrderName};
use crate::domain::calendar;
use crate::domain::ceiling::{
    Applies, CeilingRule, LegalBook, Measure, PlatformReasons, RateSource, Reason, ValueDay,
};
use crate::domain::law::{Confidence, Force};
use crate::domain::loan::LenderKind;
use crate::domain::parameter::{Dated, Parameter, Parameters};
use crate::domain::rate::Multiple;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameter {
    id: String,
    unit: String,
    source: String,
    #[serde(default)]
    citations: Vec<String>,
    force: Force,
    confidence: Confidence,
    checked: String,
    verified_to: Option<String>,
    values: Vec<RawDated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDated {
    from: String,
    to: Option<String>,
    value: String,
    /// How many independent places gave the value; kept in the file for whoever checks it next.
    #[serde(default, rename = "sources")]
    _sources: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCeilings {
    ceiling: Vec<RawCeiling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCeiling {
    id: String,
    measure: Measure,
    source: String,
    citations: Vec<String>,
    force: Force,
    confidence: Confidence,
    checked: String,
    contract_from: Option<RawBound>,
    contract_to: Option<RawBound>,
    platform: Option<RawPlatform>,
    lenders: BTreeMap<String, RawReason>,
    rates: Vec<RawRate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBound {
    day: String,
    applies: Applies,
    why: String,
    #[serde(default)]
    citations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReason {
    applies: Applies,
    why: String,
    #[serde(default)]
    citations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlatform {
    no: RawReason,
    unknown: RawReason,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRate {
    from: Option<String>,
    to: Option<String>,
    parameter: String,
    times: String,
    on: ValueDay,
}

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

// The changes themselves are the rule book's to check; here only the version is read.
#[derive(Deserialize)]
struct RawVersion {
    version: String,
    #[serde(flatten)]
    _rest: BTreeMap<String, toml::Value>,
}

/// A file being checked: where its problems go.
struct Checking<'c> {
    file: &'c str,
    problems: &'c mut Problems,
}

impl Checking<'_> {
    fn day(&mut self, text: &str, member: &str) -> Option<NaiveDate> {
        let day = calendar::date(text).ok();
        if day.is_none() {
            self.problems.add(self.file, 0, "content-bad-date", member);
        }
        day
    }

    fn optional_day(&mut self, text: Option<&str>, member: &str) -> Option<NaiveDate> {
        text.and_then(|t| self.day(t, member))
    }

    fn refuse(&mut self, code: &'static str, detail: impl Into<String>) {
        self.problems.add(self.file, 0, code, detail);
    }
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
    let content_version = version(library, &mut problems);
    let mut order = |name| {
        let order = orders.get(&name).cloned();
        if order.is_none() {
            problems.add(
                "allocation",
                0,
                "content-order-missing",
                format!("{name:?}"),
            );
        }
        order
    };
    let statutory = order(OrderName::CivilCode561);
    let lender = order(OrderName::LenderPractice);
    match (statutory, lender) {
        (Some(statutory_order), Some(lender_order)) if problems.is_empty() => Ok(LegalBook {
            content_version,
            parameters,
            ceilings,
            statutory_order,
            lender_order,
            finding_citations,
        }),
        _ => Err(ContentError::Rejected(problems.into_sorted())),
    }
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

fn read<T: DeserializeOwned>(source: &Source, problems: &mut Problems) -> Option<T> {
    toml::from_str(&source.text)
        .map_err(|e| {
            let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
            problems.add(&source.path, line, "content-not-readable", e.message());
        })
        .ok()
}

fn parameters(library: &Library, problems: &mut Problems) -> Parameters {
    let mut list = Vec::new();
    for source in library.folder("parameters") {
        if let Some(raw) = read::<RawParameter>(&source, problems) {
            let mut checking = Checking {
                file: &source.path,
                problems,
            };
            list.extend(parameter(raw, &mut checking));
        }
    }
    Parameters::new(list)
}

fn parameter(raw: RawParameter, checking: &mut Checking<'_>) -> Option<Parameter> {
    let mut values = Vec::with_capacity(raw.values.len());
    for (i, dated) in raw.values.iter().enumerate() {
        let from = checking.day(&dated.from, &format!("values.{i}.from"));
        let to = checking.optional_day(dated.to.as_deref(), &format!("values.{i}.to"));
        let value = Decimal::from_str_exact(&dated.value).ok();
        if value.is_none_or(|v| v.is_sign_negative()) {
            checking.refuse("content-bad-value", format!("values.{i}.value"));
        }
        let (Some(from), Some(value)) = (from, value) else {
            continue;
        };
        if to.is_some_and(|to| to < from) {
            checking.refuse("content-out-of-order", format!("values.{i}.to"));
        }
        values.push(Dated { from, to, value });
    }
    for (i, pair) in values.windows(2).enumerate() {
        let overlap = pair[0].to.is_some_and(|to| to >= pair[1].from);
        if pair[1].from <= pair[0].from || overlap {
            checking.refuse(
                "content-parameter-overlap",
                format!("values.{}.from", i + 1),
            );
        }
    }
    if values.is_empty() {
        checking.refuse("content-parameter-empty", raw.id.clone());
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

fn ceilings(
    library: &Library,
    parameters: &Parameters,
    problems: &mut Problems,
) -> Vec<CeilingRule> {
    let mut rules: Vec<CeilingRule> = Vec::new();
    for source in library.folder("ceilings") {
        let Some(raw) = read::<RawCeilings>(&source, problems) else {
            continue;
        };
        let mut checking = Checking {
            file: &source.path,
            problems,
        };
        for raw in raw.ceiling {
            let Some(rule) = ceiling(raw, parameters, &mut checking) else {
                continue;
            };
            // A file laid over the book replaces a ceiling in its place.
            match rules.iter_mut().find(|known| known.id == rule.id) {
                Some(known) => *known = rule,
                None => rules.push(rule),
            }
        }
    }
    rules
}

fn ceiling(
    raw: RawCeiling,
    parameters: &Parameters,
    checking: &mut Checking<'_>,
) -> Option<CeilingRule> {
    let id = raw.id;
    let mut lenders = BTreeMap::new();
    for (word, kind) in LenderKind::ALL {
        match raw.lenders.get(word) {
            Some(answer) => {
                lenders.insert(kind, reason(answer));
            }
            None => checking.refuse("content-lender-missing", format!("{id}.lenders.{word}")),
        }
    }
    for word in raw.lenders.keys() {
        if !LenderKind::ALL.iter().any(|(known, _)| known == word) {
            checking.refuse("content-lender-unknown", format!("{id}.lenders.{word}"));
        }
    }
    let mut rates = Vec::with_capacity(raw.rates.len());
    for (i, rate) in raw.rates.iter().enumerate() {
        let place = |member: &str| format!("{id}.rates.{i}.{member}");
        if parameters.get(&rate.parameter).is_err() {
            checking.refuse("content-parameter-unknown", place("parameter"));
        }
        let times = Multiple::parse(&rate.times).ok();
        if times.is_none() {
            checking.refuse("content-bad-value", place("times"));
        }
        rates.push(RateSource {
            from: checking.optional_day(rate.from.as_deref(), &place("from")),
            to: checking.optional_day(rate.to.as_deref(), &place("to")),
            parameter: rate.parameter.clone(),
            times: times?,
            on: rate.on,
        });
    }
    if rates.is_empty() {
        checking.refuse("content-ceiling-without-rate", id.clone());
    }
    let mut bound = |raw: Option<RawBound>, member: &str| {
        raw.and_then(|b| {
            let day = checking.day(&b.day, &format!("{id}.{member}.day"))?;
            let reason = Reason {
                applies: b.applies,
                why: b.why,
                citations: b.citations,
            };
            Some((day, reason))
        })
    };
    let contract_from = bound(raw.contract_from, "contract_from");
    let contract_to = bound(raw.contract_to, "contract_to");
    Some(CeilingRule {
        contract_from,
        contract_to,
        checked: checking.day(&raw.checked, &format!("{id}.checked"))?,
        id,
        measure: raw.measure,
        source: raw.source,
        citations: raw.citations,
        force: raw.force,
        confidence: raw.confidence,
        platform_only: raw.platform.map(|p| PlatformReasons {
            no: reason(&p.no),
            unknown: reason(&p.unknown),
        }),
        lenders,
        rates,
    })
}

fn reason(raw: &RawReason) -> Reason {
    Reason {
        applies: raw.applies,
        why: raw.why.clone(),
        citations: raw.citations.clone(),
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
            _ => problems.add(&source.path, 0, "content-order-incomplete", "parts"),
        }
    }
    orders
}
