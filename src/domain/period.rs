//! A period counted from an event: the day of the event doesn't count, a period of months ends on
//! the same day of the month or on its last one, and a last day that is a day of rest moves to the
//! first day after it.

use super::calendar::months_after;
use super::guidance::RestDays;
use chrono::{Days, NaiveDate};
use serde::Serialize;

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "unit", content = "count")]
pub enum Length {
    /// Calendar days.
    Days(u32),
    /// Calendar months.
    Months(u32),
}

/// A period, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The day of the event; it isn't counted.
    pub event: NaiveDate,
    /// How long.
    pub length: Length,
    /// The last day by counting alone.
    pub counted_last: NaiveDate,
    /// The last day after it moved from a day of rest; never before `counted_last`.
    pub last: NaiveDate,
    /// The last working day up to `counted_last`: in time under every reading of the calendar.
    pub safe: NaiveDate,
    /// Are the public holidays of the years around the end all known? Without them the last day may
    /// move further than said, or not at all. `None` where days of rest don't matter.
    pub holidays_known: Option<bool>,
}

/// No run of days of rest is longer; a calendar that says otherwise is not followed for ever.
const LONGEST_REST: u32 = 60;

impl Period {
    /// Counts it. Without `rest` the last day doesn't move.
    pub fn new(event: NaiveDate, length: Length, rest: Option<&RestDays>) -> Period {
        let counted_last = match length {
            Length::Days(days) => event
                .checked_add_days(Days::new(u64::from(days)))
                .unwrap_or(NaiveDate::MAX),
            Length::Months(months) => months_after(event, months),
        };
        let Some(rest) = rest else {
            return Period {
                event,
                length,
                counted_last,
                last: counted_last,
                safe: counted_last,
                holidays_known: None,
            };
        };
        let last = working_day(counted_last, rest, |day| day.succ_opt());
        let safe = working_day(counted_last, rest, |day| day.pred_opt()).max(event);
        Period {
            event,
            length,
            counted_last,
            last,
            safe,
            holidays_known: Some(rest.knows_year_of(counted_last) && rest.knows_year_of(last)),
        }
    }

    /// Did the last day move?
    pub fn moved(&self) -> bool {
        self.last != self.counted_last
    }

    /// Days from `on` to the last day; negative once it has passed.
    pub fn days_left(&self, on: NaiveDate) -> i64 {
        (self.last - on).num_days()
    }
}

/// The first day that isn't one of rest, going from day to day.
fn working_day(
    from: NaiveDate,
    rest: &RestDays,
    next: impl Fn(NaiveDate) -> Option<NaiveDate>,
) -> NaiveDate {
    let mut day = from;
    for _ in 0..LONGEST_REST {
        match next(day) {
            Some(other) if rest.is_rest(day) => day = other,
            _ => return day,
        }
    }
    day
}
