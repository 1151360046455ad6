//! Every vector: a loan in TOML and, beside it, the members of the statement that were worked out
//! by hand or by an independent exact calculation. A member that isn't named is not compared.

use super::{BOOK, loan};
use menshen::domain::statement::{Options, reconcile};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/reconcile")
}

fn loans_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("vectors are there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            loans_under(&path, found);
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
}

/// Every member of `expected` must be in `actual` with the same value; lists in full.
fn compare(place: &str, expected: &Value, actual: &Value, wrong: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (name, value) in expected {
                let place = format!("{place}.{name}");
                match actual.get(name) {
                    Some(found) => compare(&place, value, found, wrong),
                    None => wrong.push(format!("{place}: missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (i, (value, found)) in expected.iter().zip(actual).enumerate() {
                compare(&format!("{place}.{i}"), value, found, wrong);
            }
        }
        _ if expected == actual => {}
        _ => wrong.push(format!("{place}: expected {expected}, found {actual}")),
    }
}

#[test]
fn every_vector_gives_its_statement_to_the_fen() {
    let mut loans = Vec::new();
    loans_under(&folder(), &mut loans);
    loans.sort();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for path in loans {
        let expected = path.with_extension("json");
        if !expected.exists() {
            continue; // a fixture of another test
        }
        let toml = std::fs::read_to_string(&path).expect("readable");
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(&expected).expect("readable"))
                .expect("expected members are JSON");
        let options = Options {
            explain: true,
            schedule: true,
        };
        let statement = reconcile(&loan(&toml), &BOOK, &options);
        let mut actual = serde_json::to_value(&statement).expect("serialises");
        let codes: Vec<&str> = statement.findings.iter().map(|f| f.code).collect();
        actual["codes"] = serde_json::json!(codes);
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        compare(&name, &expected, &actual, &mut wrong);
        compared += 1;
    }
    assert!(compared >= 3, "only {compared} vectors were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
