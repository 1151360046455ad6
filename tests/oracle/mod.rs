//! The reconciliation against a second, independent reckoning.
//!
//! `tests/reference/reconcile.py` is written from the written rules alone: it
//! walks every day of a loan and shares nothing with the program. Here its
//! figures and ours are laid side by side, to the fen. `answered.jsonl` holds
//! loans with its answers, so that no Python is needed; a second test has it
//! draw and answer loans that stand in no file.

mod compare;

use crate::oracle::compare::{Answered, differences};
use menshen::content::{Library, load_legal_book};
use menshen::domain::ceiling::LegalBook;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

static BOOK: LazyLock<LegalBook> =
    LazyLock::new(|| load_legal_book(&Library::built_in()).expect("the built-in book is sound"));

/// How many loans the second test has drawn.
const DRAWN: &str = "150";

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn answered(text: &str) -> Vec<Answered> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("one answered loan a line"))
        .collect()
}

/// Fails with every loan whose figures differ, each with the figures.
fn assert_agreement(loans: &[&Answered]) {
    let report: Vec<String> = loans
        .iter()
        .filter_map(|answered| {
            let found = differences(answered, &BOOK);
            (!found.is_empty()).then(|| format!("{}\n  {}", answered.loan, found.join("\n  ")))
        })
        .collect();
    assert!(
        report.is_empty(),
        "{} of {} loans differ:\n{}",
        report.len(),
        loans.len(),
        report.join("\n")
    );
}

#[test]
fn agrees_with_the_second_reckoning_on_file() {
    let text = std::fs::read_to_string(tests_folder().join("oracle/answered.jsonl")).unwrap();
    let loans = answered(&text);
    assert!(loans.len() >= 600, "{} loans on file", loans.len());
    for shape in [
        "equal-installment",
        "equal-principal",
        "interest-first",
        "bullet",
        "flat",
        "rows",
    ] {
        let drawn = loans.iter().filter(|one| one.shape() == shape).count();
        assert!(drawn >= 50, "{drawn} loans of shape {shape}");
    }
    assert!(loans.iter().all(|one| one.decided.is_none()));
    assert_agreement(&loans.iter().collect::<Vec<_>>());
}

/// Where the rules leave room, a reading was decided; its reason stands in `tests/reference/README.md`.
#[test]
fn agrees_on_what_the_rules_leave_room_for() {
    let text = std::fs::read_to_string(tests_folder().join("oracle/decided.jsonl")).unwrap();
    let loans = answered(&text);
    for reading in [
        "early-interest-after-the-plan-ended",
        "interest-paid-beside-an-unknown",
        "yearly-cost-beyond-ten-thousand-percent",
    ] {
        let named = |one: &&Answered| one.decided.as_deref() == Some(reading);
        assert_eq!(loans.iter().filter(named).count(), 5, "{reading}");
    }
    assert_agreement(&loans.iter().collect::<Vec<_>>());
}

/// Loans that stand in no file. `MENSHEN_ORACLE_SEED` draws others.
#[test]
fn agrees_with_the_second_reckoning_on_loans_newly_drawn() {
    let seed = std::env::var("MENSHEN_ORACLE_SEED").unwrap_or_else(|_| "drawn".to_owned());
    let output = Command::new("python3")
        .arg("-B")
        .arg(tests_folder().join("reference/random_loans.py"))
        .args([&seed, DRAWN, "--answered"])
        .output()
        .expect("python3 runs: the second reckoning is written in it");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let loans = answered(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(loans.len().to_string(), DRAWN);
    assert_agreement(&loans.iter().collect::<Vec<_>>());
}

/// A comparison that can't fail proves nothing: one fen off is seen.
#[test]
fn one_fen_off_is_a_difference() {
    let text = std::fs::read_to_string(tests_folder().join("oracle/answered.jsonl")).unwrap();
    let mut one = answered(&text).swap_remove(0);
    assert_eq!(differences(&one, &BOOK), Vec::<String>::new());
    one.expected["settlement"]["total"] = "21074.13".into();
    one.expected["paid"]["unapplied"] = serde_json::Value::Null;
    one.expected["annual_cost"]["nominal"] = "0.31111777".into();
    assert_eq!(
        differences(&one, &BOOK),
        [
            "annual_cost.nominal: expected \"0.31111777\", got 0.31111757",
            "paid.unapplied: expected null, got \"0.00\"",
            "settlement.total: expected \"21074.13\", got \"21074.12\"",
        ]
    );
}
