//! The internal rate against a second solver in 50 decimals, and at the edges.

// The rate under test is a float, and so are the years it is counted over.
#![allow(clippy::float_arithmetic)]

use menshen::domain::annual_cost::{Cost, Flow, internal_rate};
use menshen::domain::money::Money;
use std::io::Write;
use std::process::{Command, Stdio};

fn flows(list: &[(i64, i64)]) -> Vec<Flow> {
    let flow = |(days, fen): &(i64, i64)| Flow {
        at: *days,
        amount: Money::from_fen(*fen),
    };
    list.iter().map(flow).collect()
}

/// Loans of many lengths and prices, one paid back for less than was lent, one of 600 payments.
fn drawn() -> Vec<Vec<(i64, i64)>> {
    let mut all = vec![
        vec![(0, -1_000_000), (365, 20_000)],
        vec![(0, -50_000), (7, 54_500)],
        vec![(0, -1_000_000), (3650, 1_000_001)],
    ];
    for (count, step, payment) in [
        (1, 30, 1_050_000),
        (3, 30, 400_000),
        (12, 30, 100_000),
        (24, 31, 41_700),
        (36, 91, 60_000),
        (600, 7, 2_500),
    ] {
        for start in [600_000, 1_000_000] {
            let payments = (1..=count).map(|n| (n * step, payment + n % 7));
            all.push(std::iter::once((0, -start)).chain(payments).collect());
        }
    }
    all
}

#[test]
fn agrees_with_a_solver_in_fifty_decimals_and_leaves_less_than_half_a_fen() {
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/reference/internal_rate.py"
    );
    let mut child = Command::new("python3")
        .args(["-B", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs: the second solver is written in it");
    let all = drawn();
    let lines: String = all
        .iter()
        .map(|list| format!("{}\n", serde_json::to_string(list).unwrap()))
        .collect();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), all.len());
    for (list, answer) in all.iter().zip(answers.lines()) {
        match internal_rate(&flows(list), 365) {
            Cost::Rate(rate) => {
                let expected: f64 = answer.parse().unwrap();
                assert!(
                    (rate - expected).abs() <= 1.5e-8,
                    "{list:?}: {rate} {expected}"
                );
                let worth = |r: f64| -> f64 {
                    let one = |(days, fen): &(i64, i64)| {
                        *fen as f64 * (1.0 + r).powf(-(*days as f64) / 365.0)
                    };
                    list.iter().map(one).sum()
                };
                assert!(
                    worth(rate).abs() < 0.5,
                    "{list:?}: {} fen left",
                    worth(rate)
                );
            }
            other => assert_eq!(answer, "none", "{other:?} {list:?}"),
        }
    }
}

#[test]
fn payments_of_one_day_are_one_payment() {
    assert_eq!(
        internal_rate(&flows(&[(0, -1000), (0, 1200)]), 365),
        Cost::NoSignChange
    );
    assert_eq!(
        internal_rate(&flows(&[(0, -1000), (0, 1000)]), 365),
        Cost::NoSignChange
    );
    let split = flows(&[(0, -100_000), (365, 50_000), (365, 60_000)]);
    assert_eq!(internal_rate(&split, 365), Cost::Rate(0.1));
}

#[test]
fn the_range_ends_at_ten_thousand_per_cent() {
    // 100 times the sum after a year is 9,900 %, 101 times 10,000 %, 102 times above.
    assert_eq!(
        internal_rate(&flows(&[(0, -100), (365, 10_000)]), 365),
        Cost::Rate(99.0)
    );
    assert_eq!(
        internal_rate(&flows(&[(0, -100), (365, 10_200)]), 365),
        Cost::AboveRange
    );
    // A second rate above the range is a second rate all the same.
    let twice = flows(&[(0, -100), (365, 100 * 103 + 110), (730, -103 * 110)]);
    assert_eq!(internal_rate(&twice, 365), Cost::MultipleRoots);
}
