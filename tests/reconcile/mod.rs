//! Reconciliation: what is owed, what is claimed, what law allows.

mod allocation;
mod annual_cost;
mod audit;
mod ceilings;
mod content;
mod exact;
mod internal_rate;
mod paper;
mod pictures;
mod problems;
mod properties;
mod ranges;
mod unknown;
mod vectors;
mod words;

use menshen::content::{Library, load_legal_book};
use menshen::domain::ceiling::LegalBook;
use menshen::domain::loan::Loan;
use menshen::domain::statement::{Options, Statement, reconcile};
use serde_json::Value;
use std::sync::LazyLock;

/// The built-in book, read once.
pub static BOOK: LazyLock<LegalBook> =
    LazyLock::new(|| load_legal_book(&Library::built_in()).expect("the built-in book is sound"));

/// A loan from TOML that must be sound.
pub fn loan(toml: &str) -> Loan {
    Loan::from_toml(toml, None).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Its statement, without working or schedule.
pub fn statement(toml: &str) -> Statement {
    reconcile(&loan(toml), &BOOK, &Options::default())
}

/// Its statement as a script sees it.
pub fn json(toml: &str) -> Value {
    serde_json::to_value(statement(toml)).expect("a statement serialises")
}

/// The codes of its findings.
pub fn codes(statement: &Statement) -> Vec<&'static str> {
    statement.findings.iter().map(|f| f.code).collect()
}
