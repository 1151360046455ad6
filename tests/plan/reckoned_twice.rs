//! Capital numerals and months from other periods, against a second reckoning in another language.

use menshen::domain::budget::Cadence;
use menshen::domain::money::Money;
use menshen::render::capitals::capitals;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Amounts in fen of every length, many of their digits nought, the same on every run.
fn amounts() -> Vec<i64> {
    let mut amounts = vec![0, 5, 1_000, 10_700_053, 100_000_000_001, 1_640_902];
    let mut state: u64 = 2026;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state >> 33
    };
    for length in 1..=14 {
        for _ in 0..60 {
            let digits = (0..length).map(|_| match next() % 20 {
                digit @ 0..=9 => digit,
                _ => 0,
            });
            let amount = digits.fold(0, |sum, digit| sum * 10 + digit);
            amounts.push(i64::try_from(amount).unwrap());
        }
    }
    amounts
}

fn second_reckoning(asked: &Value) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/household.py");
    let mut child = Command::new("python3")
        .arg(script)
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(asked.to_string().as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn capitals_and_months_come_out_the_same_twice() {
    let amounts = amounts();
    let each = amounts.iter().flat_map(|fen| {
        let cadences = Cadence::ALL.iter();
        cadences.map(move |(word, cadence)| (*fen, *word, *cadence))
    });
    let monthly: Vec<Value> = each
        .clone()
        .map(|(fen, word, _)| json!([fen, word]))
        .collect();
    let again = second_reckoning(&json!({"capitals": amounts, "monthly": monthly}));
    for (fen, theirs) in amounts.iter().zip(again["capitals"].as_array().unwrap()) {
        let ours = capitals(Money::from_fen(*fen)).unwrap();
        assert_eq!(Some(ours.as_str()), theirs.as_str(), "{fen}");
    }
    let theirs = again["monthly"].as_array().unwrap();
    assert_eq!(theirs.len(), amounts.len() * Cadence::ALL.len());
    for ((fen, word, cadence), theirs) in each.zip(theirs) {
        let ours = cadence.a_month(Money::from_fen(fen)).fen();
        assert_eq!(Some(ours), theirs.as_i64(), "{fen} {word}");
    }
}
