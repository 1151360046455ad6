//! Has the time for suing run out? From the last due date and whatever is known to have interrupted
//! the period since. An interruption not known of can only move the answer later, never earlier: a
//! period that seems to have ended stays a "may have".
//!
//! [`period_end`] is the bare count; [`standing()`] weighs what is known with what is doubtful.

mod logged;
mod standing;

pub use logged::{Logged, logged};
pub use standing::{Known, Restart, Restarted, Standing, Why, standing};

use chrono::{Months, NaiveDate};

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
