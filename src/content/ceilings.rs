//! Ceilings: several a file, from raw shapes to checked rules.

use super::checking::{Checking, read};
use super::library::{Layer, Library};
use super::problem::Problems;
use crate::domain::ceiling::{
    Applies, CeilingRule, Measure, PlatformReasons, RateSource, Reason, ValueDay,
};
use crate::domain::law::{Confidence, Force};
use crate::domain::loan::LenderKind;
use crate::domain::parameter::Parameters;
use crate::domain::rate::Multiple;
use serde::Deserialize;
use std::collections::BTreeMap;

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

pub(super) fn ceilings(
    library: &Library,
    parameters: &Parameters,
    problems: &mut Problems,
) -> Vec<CeilingRule> {
    let mut rules: Vec<CeilingRule> = Vec::new();
    let mut layers: BTreeMap<String, Layer> = BTreeMap::new();
    for source in library.folder("ceilings") {
        let Some(raw) = read::<RawCeilings>(&source, problems) else {
            continue;
        };
        let mut checking = Checking::new(&source, problems);
        for (i, raw) in raw.ceiling.into_iter().enumerate() {
            checking.entry = Some((raw.id.clone(), format!("ceiling.{i}")));
            let Some(rule) = ceiling(raw, parameters, &mut checking) else {
                continue;
            };
            if layers.insert(rule.id.clone(), source.layer) == Some(source.layer) {
                checking.refuse("content-duplicate-id", "id");
                continue;
            }
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
            None => checking.refuse("content-lender-missing", &format!("lenders.{word}")),
        }
    }
    for word in raw.lenders.keys() {
        if !LenderKind::ALL.iter().any(|(known, _)| known == word) {
            checking.refuse("content-lender-unknown", &format!("lenders.{word}"));
        }
    }
    let mut rates = Vec::with_capacity(raw.rates.len());
    for (i, rate) in raw.rates.iter().enumerate() {
        let place = |member: &str| format!("rates.{i}.{member}");
        if parameters.get(&rate.parameter).is_err() {
            checking.refuse("content-parameter-unknown", &place("parameter"));
        }
        let times = Multiple::parse(&rate.times).ok();
        if times.is_none() {
            checking.refuse("content-bad-value", &place("times"));
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
        checking.refuse_entry("content-ceiling-without-rate", &id);
    }
    let mut bound = |raw: Option<RawBound>, member: &str| {
        raw.and_then(|b| {
            let day = checking.day(&b.day, &format!("{member}.day"))?;
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
        checked: checking.day(&raw.checked, "checked")?,
        source: checking.worded(&id, "source", raw.source),
        id,
        measure: raw.measure,
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
