//! One loan's figures beside the expected ones.

use menshen::domain::ceiling::LegalBook;
use menshen::domain::loan::Loan;
use menshen::domain::statement::{Options, reconcile};
use serde::Deserialize;
use serde_json::Value;

/// How far two yearly costs may lie apart, absolutely below a rate of 1 and
/// relatively above it.
const RATE_TOLERANCE: f64 = 1e-7;

/// A loan with the figures the second reckoning finds.
#[derive(Deserialize)]
pub struct Answered {
    /// The loan as a line of `menshen audit` has it.
    pub loan: Value,
    /// Figures by member; `null` is "can't be known", not "not compared".
    pub expected: Value,
    /// Which reading its figures rest on, where the written rules leave room for another.
    #[serde(default)]
    pub decided: Option<String>,
}

impl Answered {
    /// The kind of repayment.
    pub fn shape(&self) -> &str {
        self.loan["repayment"].as_str().expect("a shape")
    }
}

/// Every figure in which the program and the expectation differ, by member.
pub fn differences(answered: &Answered, book: &LegalBook) -> Vec<String> {
    let loan = match Loan::from_json(&answered.loan.to_string(), None) {
        Ok(loan) => loan,
        Err(problems) => return vec![format!("refused: {problems:?}")],
    };
    let statement = serde_json::to_value(reconcile(&loan, book, &Options::default()))
        .expect("a statement serialises");
    let mut found = Vec::new();
    for (member, expected) in answered.expected.as_object().expect("figures by member") {
        walk(member, expected, &statement[member], &mut found);
    }
    found
}

/// Goes down both trees together; only what is expected is looked at.
fn walk(path: &str, expected: &Value, got: &Value, found: &mut Vec<String>) {
    if let Some(members) = expected.as_object() {
        for (member, below) in members {
            match got.get(member) {
                Some(value) => walk(&format!("{path}.{member}"), below, value, found),
                None => found.push(format!("{path}.{member}: missing, expected {below}")),
            }
        }
    } else if !same(path, expected, got) {
        found.push(format!("{path}: expected {expected}, got {got}"));
    }
}

/// Money, days, dates and unknowns are the same or they aren't; a yearly cost
/// is a number found by nearing it.
#[allow(clippy::float_arithmetic)] // the distance of two yearly costs
fn same(path: &str, expected: &Value, got: &Value) -> bool {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    match (number(expected), number(got)) {
        (Some(expected), Some(got)) if path.starts_with("annual_cost.") => {
            (expected - got).abs() <= RATE_TOLERANCE * expected.abs().max(1.0)
        }
        _ => expected == got,
    }
}
