//! The one test runner. Vectors stand beside it as files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
mod architecture;
mod cases;
mod check;
mod cli;
mod conduct;
mod due;
mod english;
#[cfg(feature = "seal")]
mod evening;
mod fuzz;
mod import;
mod letters;
mod log;
mod nothing_sent;
mod oracle;
mod page;
mod plan;
mod pty;
mod reading;
mod reconcile;
mod render;
mod report;
mod rules;
#[cfg(feature = "seal")]
mod seal;
mod support;
mod texts;
mod visit;
mod words;
