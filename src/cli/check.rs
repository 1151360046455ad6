//! `menshen check`: numbers whose form can be checked offline, notices, requests for payment,
//! agreements before money moves, what a file carries along. A pass never proves anything genuine, and nothing is stored.

mod agreement;
mod asking;
pub(super) mod file;
mod known;
mod notice;
mod numbers;
mod payee;
mod words;

use super::Failure;
use super::context::Context;
use clap::ArgMatches;

/// Runs the subcommand. Exit code 0 whatever the answer is: each is an answer.
///
/// # Errors
/// Nothing was given to check, or it can't be read.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("notice", m)) => notice::run(context, m),
        Some(("payee", m)) => payee::run(context, m),
        Some(("agreement", m)) => agreement::run(context, m),
        Some(("words", m)) => words::run(context, m),
        Some(("file", m)) => file::run(context, m),
        _ => numbers::run(context, matches),
    }
}
