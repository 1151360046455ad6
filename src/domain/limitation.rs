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

/// The last day on which the period runs, from the later of the last due date and the last act that
/// restarted it. `years` is the rule book's period.
///
/// An unknown demand leaves the due date as the earliest start: the answer is then a lower bound,
/// which matters only in one direction, so [`Limitation::Running`] stays certain and
/// [`Limitation::MayHaveRun`] stays a "may".
pub fn limitation(
    last_due: Option<NaiveDate>,
    last_restart: Option<NaiveDate>,
    years: u32,
    as_of: NaiveDate,
) -> Limitation {
    let Some(start) = last_due.max(last_restart) else {
        return Limitation::Unknown;
    };
    if last_due.is_none() {
        // A demand without a due date says when the period ran, not that it started there.
        return Limitation::Unknown;
    }
    let Some(end) = start.checked_add_months(Months::new(12 * years)) else {
        return Limitation::Unknown;
    };
    if end >= as_of {
        Limitation::Running { until: end }
    } else {
        Limitation::MayHaveRun { ended: end }
    }
}
