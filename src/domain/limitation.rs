//! Has the time for suing run out? From the last due date and the last demand alone; anything else
//! that interrupts (a part payment, an agreement, a suit) moves the answer later, never earlier.

use chrono::{Months, NaiveDate};
use serde::Serialize;

/// What the dates given say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Limitation {
    /// By these dates it runs at least to `until`, that day included.
    Running {
        /// Last day by the dates given.
        until: NaiveDate,
    },
    /// By these dates it ended with `ended`; an interruption not known here may have moved it.
    MayHaveRun {
        /// Last day by the dates given.
        ended: NaiveDate,
    },
    /// The dates it starts from aren't known.
    Unknown,
}

/// The last day of the period: from the last due date, and anew from each event (a demand that
/// arrived, a payment, an agreement) that came while it ran. One that came after its end doesn't
/// bring it back. `years` is the rule book's period; the days may stand in any order.
pub fn period_end(
    last_due: NaiveDate,
    events: impl IntoIterator<Item = NaiveDate>,
    years: u32,
) -> Option<NaiveDate> {
    let end_after = |start: NaiveDate| start.checked_add_months(Months::new(12 * years));
    let mut events: Vec<NaiveDate> = events.into_iter().filter(|on| *on > last_due).collect();
    events.sort_unstable();
    let mut end = end_after(last_due)?;
    for event in events {
        if event <= end {
            end = end_after(event)?;
        }
    }
    Some(end)
}

/// What the dates given say on a day. Events not known of can only move the end later, so
/// [`Limitation::MayHaveRun`] stays a "may".
pub fn limitation(
    last_due: Option<NaiveDate>,
    events: impl IntoIterator<Item = NaiveDate>,
    years: u32,
    as_of: NaiveDate,
) -> Limitation {
    // An event without a due date says that the period ran, not when it began.
    match last_due.and_then(|due| period_end(due, events, years)) {
        None => Limitation::Unknown,
        Some(end) if end >= as_of => Limitation::Running { until: end },
        Some(end) => Limitation::MayHaveRun { ended: end },
    }
}
