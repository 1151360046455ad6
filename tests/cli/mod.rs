//! The binary as a script calls it: what `--json`, the exit codes and the answers file promise.

mod answers;
mod audit;
mod audit_cases;
mod bad_input;
mod check;
mod demo;
pub mod disk;
mod encodings;
mod errors;
mod everywhere;
mod narrow;
mod places;
mod promises;
mod questions;
mod words;
