//! Reading values as people write them, and writing amounts and dates for letters.

mod capitals;
mod identifiers;
mod never_panics;
mod vectors;
mod words;

use chrono::NaiveDate;
use serde::Deserialize;

/// The day all of these readings are made on, a Saturday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// One line and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    line: String,
    gives: Option<String>,
    rejected: Option<String>,
    first: Option<String>,
    second: Option<String>,
    faults: Option<String>,
    about: Option<bool>,
}

#[derive(Deserialize)]
struct Vectors {
    case: Vec<Case>,
}

fn vectors(name: &str) -> Vec<Case> {
    let path = format!(
        "{}/tests/vectors/reading/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap();
    let vectors: Vectors = toml::from_str(&text).unwrap();
    assert!(!vectors.case.is_empty(), "{path} holds no case");
    vectors.case
}
