//! When a contact was, as narrowly as its entry tells it.

use super::contact::Shape;
use super::{MinuteOfDay, Reading, Threshold};
use crate::domain::chain::RecordedAt;
use crate::domain::evidence::{Days, OccurredAt};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// A time that is only about right may be off by this much to either side. A convention of this
/// count, not of any rule: it makes counts near a boundary a range.
pub const ABOUT: TimeDelta = TimeDelta::hours(1);

/// A span is spread over this many days at most: a slip in the year of an end mustn't fill a calendar.
const MOST_DAYS: usize = 366;

/// Beyond this long every hour of the day has come by.
const WHOLE_DAY: TimeDelta = TimeDelta::days(1);

/// The times at which a contact can have begun and ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// As recorded.
    pub told: String,
    /// The earliest it can have begun.
    pub earliest: NaiveDateTime,
    /// The latest it can have begun; the same where the time is exact.
    pub latest: NaiveDateTime,
    /// The earliest and the latest it can have ended, where an end is told.
    pub end: Option<(NaiveDateTime, NaiveDateTime)>,
    /// Were the seconds told?
    pub to_the_second: bool,
}

impl Moment {
    /// From the members of an entry; `None` where the time can't be read.
    pub fn read(
        told: &str,
        until: Option<&str>,
        precision: Option<&str>,
        recorded_at: &str,
    ) -> Option<Moment> {
        let at = OccurredAt::parse(told)?;
        let (mut earliest, mut latest) = spread(&at, precision);
        // Taken from the clock at the time of writing, for want of a better: it was before that.
        let written = RecordedAt::parse(recorded_at).map(RecordedAt::local);
        let taken = precision == Some("about")
            && at.time.is_some_and(|(time, _)| {
                let begun = at.date.and_time(time);
                written.is_some_and(|w| to_the_minute(w) == to_the_minute(begun))
            });
        if taken && let Some((time, _)) = at.time {
            earliest = at.date.and_time(NaiveTime::MIN);
            latest = at.date.and_time(time);
        }
        let end = until.and_then(OccurredAt::parse).map(|until| {
            let (from, to) = spread(&until, precision);
            (from.max(earliest), to.max(latest))
        });
        Some(Moment {
            told: told.to_owned(),
            earliest,
            latest,
            end,
            to_the_second: at.time.is_some_and(|(_, seconds)| seconds),
        })
    }

    /// Is the time only about right, or the day alone?
    pub fn is_approximate(&self) -> bool {
        self.earliest != self.latest
    }

    /// The minute it began in, as told.
    pub fn minute(&self) -> NaiveDateTime {
        to_the_minute(self.earliest)
    }

    /// From the beginning to the end, as told; `None` where no end is told.
    pub fn lasted(&self) -> Option<TimeDelta> {
        self.end.map(|(_, end)| end - self.latest)
    }

    /// The days on which it can have been counted: those it can have begun on, and, where it stands
    /// for several contacts, those up to its end.
    pub fn days(&self, several: bool) -> Vec<NaiveDate> {
        let last = match self.end {
            Some((_, end)) if several => end.date(),
            _ => self.latest.date(),
        };
        let first = self.earliest.date();
        first
            .iter_days()
            .take(MOST_DAYS)
            .take_while(|day| *day <= last)
            .collect()
    }

    /// Can it have been on one of these days?
    pub fn may_touch(&self, days: Days) -> bool {
        let last = self.end.map_or(self.latest, |(_, end)| end).date();
        days.from.is_none_or(|from| last >= from)
            && days.to.is_none_or(|to| self.earliest.date() <= to)
    }

    /// The hour it began in, where that is certain.
    pub fn hour(&self) -> Option<usize> {
        let exact = !self.is_approximate();
        usize::try_from(self.earliest.hour()).ok().filter(|_| exact)
    }

    /// Was it in quiet hours, understood like this? `NotRecorded` where the time isn't told closely
    /// enough.
    pub fn quiet(&self, threshold: &Threshold, shape: Shape) -> Reading {
        let quiet = |at: NaiveDateTime| {
            let minute = u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0);
            MinuteOfDay::new(minute / 60, minute % 60).is_some_and(|m| threshold.is_quiet(m))
        };
        let beginnings = minutes(self.earliest, self.latest);
        let begun_quiet = beginnings.clone().all(quiet);
        let (certain, possible) = match (self.end, shape) {
            (None, _) => (begun_quiet, beginnings.clone().any(quiet)),
            (Some((soonest, end)), Shape::Several) => (
                begun_quiet || minutes(soonest, end).all(quiet),
                self.any_minute(end, quiet),
            ),
            (Some((soonest, end)), Shape::One) => {
                // Up to the end, and not the minute after it. Who began last outside quiet hours had
                // the least time to run into them.
                let last = |end: NaiveDateTime| end - TimeDelta::seconds(1);
                let certain = match beginnings.clone().filter(|at| !quiet(*at)).last() {
                    None => true,
                    Some(begun) => minutes(begun, last(soonest)).any(quiet),
                };
                (certain, self.any_minute(last(end), quiet))
            }
        };
        match (certain, possible) {
            (true, _) => Reading::Met,
            (false, false) => Reading::NotMet,
            (false, true) => Reading::NotRecorded(vec!["occurred_at"]),
        }
    }
}

impl Moment {
    /// Can it have touched such a minute, from its earliest beginning up to this time?
    fn any_minute(&self, to: NaiveDateTime, is: impl Fn(NaiveDateTime) -> bool) -> bool {
        minutes(self.earliest, to.max(self.latest)).any(is)
    }
}

/// The earliest and the latest time a recorded one stands for.
fn spread(at: &OccurredAt, precision: Option<&str>) -> (NaiveDateTime, NaiveDateTime) {
    let midnight = at.date.and_time(NaiveTime::MIN);
    match at.time {
        Some((time, _)) if precision == Some("about") => {
            let told = at.date.and_time(time);
            (told - ABOUT, told + ABOUT)
        }
        Some((time, _)) if precision != Some("day") => {
            (at.date.and_time(time), at.date.and_time(time))
        }
        _ => (midnight, midnight + WHOLE_DAY - TimeDelta::minutes(1)),
    }
}

fn to_the_minute(at: NaiveDateTime) -> NaiveDateTime {
    at.with_second(0).unwrap_or(at)
}

/// Every minute from one time to another, both included; a day's worth holds every hour.
fn minutes(from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> + Clone {
    let from = to_the_minute(from);
    let to = to.min(from + WHOLE_DAY);
    (0..=WHOLE_DAY.num_minutes())
        .map(move |n| from + TimeDelta::minutes(n))
        .take_while(move |at| *at <= to)
}
