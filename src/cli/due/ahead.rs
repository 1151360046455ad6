//! The days of `menshen due` without their explanations, for pages that show them.

use super::Ground;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::case::Case;
use crate::domain::deadline::{Actor, Deadline, DeadlineState, next_of_series};
use crate::render::due::due_title;
use crate::render::page::Limit;

/// What isn't done yet: of a series the next one, passed ones first.
///
/// # Errors
/// The log or the rule book can't be read.
pub fn limits(context: &Context, case: &Case) -> Result<Vec<Limit>, Failure> {
    let as_of = context.as_of();
    let ground = Ground::of(context, case)?;
    let all = ground.deadlines();
    let limit = |deadline: &Deadline<'_>| {
        let ahead = deadline.state(as_of) == DeadlineState::Ahead;
        Limit {
            id: deadline.anchor.id.clone(),
            title: match &deadline.anchor.loan {
                Some(loan) => format!("{} {loan}", due_title(&context.texts, deadline)),
                None => due_title(&context.texts, deadline),
            },
            // As `menshen due` counts: for what the borrower must do, the careful day.
            day: deadline.period.map(|period| match deadline.by {
                Actor::You if ahead => period.safe,
                _ => period.last,
            }),
        }
    };
    let open = next_of_series(&all, as_of);
    let open = open
        .iter()
        .filter(|d| d.state(as_of) != DeadlineState::Done);
    Ok(open.map(|d| limit(d)).collect())
}
