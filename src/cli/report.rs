//! `menshen report`: papers for somebody else. A bundle for a complaint, the police or a court, the
//! timeline, one page for a counselor or lawyer, and that a complaint was handed in.

mod assembled;
mod bundle;
mod complaint;
mod contacts;
mod cover;
mod filed;
mod leaving;
mod page;
mod place;
mod summary;
mod timeline;
mod wanted;

use super::Failure;
use super::context::Context;
use super::letter::in_bundle;
use crate::content::load_flow;
use crate::interview::questionnaire::Questionnaire;
use clap::ArgMatches;

/// Every question of a subcommand, for a blank file of answers; none where it asks nothing.
///
/// # Errors
/// The rule book was rejected.
pub fn questions(context: &Context, subcommand: &str) -> Result<Option<Questionnaire>, Failure> {
    let letter = match subcommand {
        "complaint" => "c5",
        "police" => "c6",
        "court" => "c9",
        "filed" => return Ok(Some(load_flow(&context.library, "report-filed")?)),
        _ => return Ok(None),
    };
    let first = load_flow(&context.library, &format!("report-{subcommand}"))?;
    Ok(Some(in_bundle(context, first, letter)?))
}

/// Runs the subcommand.
///
/// # Errors
/// As each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("complaint", m)) => complaint::run(context, m),
        Some(("police", m)) => bundle::police(context, m),
        Some(("court", m)) => bundle::court(context, m),
        Some(("timeline", m)) => timeline::run(context, m),
        Some(("page", m)) => page::run(context, m),
        Some(("filed", m)) => filed::run(context, m),
        Some((_, m)) => summary::run(context, m),
        None => Ok(()),
    }
}
