//! When something happened, as an entry says it.

use crate::domain::chain::RecordedAt;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde_json::{Map, Value};
use std::fmt;

/// A day, or a day and a time of day by China's clock: `YYYY-MM-DD` or
/// `YYYY-MM-DDTHH:MM[:SS]+08:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OccurredAt {
    /// The day.
    pub date: NaiveDate,
    /// The time of day, and whether its seconds were given.
    pub time: Option<(NaiveTime, bool)>,
}

impl OccurredAt {
    /// Reads the two forms of the file; `None` for anything else, such as a 30th of February.
    pub fn parse(text: &str) -> Option<OccurredAt> {
        let fits = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text.bytes().zip(shape.bytes()).all(|(b, s)| match s {
                    b'd' => b.is_ascii_digit(),
                    other => b == other,
                })
        };
        let (day, clock) = match text.split_once('T') {
            Some((day, clock)) => (day, Some(clock.strip_suffix("+08:00")?)),
            None => (text, None),
        };
        if !fits(day, "dddd-dd-dd") || day.starts_with("0000") {
            return None;
        }
        let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
        let time = match clock {
            None => None,
            Some(c) if fits(c, "dd:dd") => {
                Some((NaiveTime::parse_from_str(c, "%H:%M").ok()?, false))
            }
            // chrono takes a 60th second; a person's watch never shows one.
            Some(c) if fits(c, "dd:dd:dd") && !c.ends_with("60") => {
                Some((NaiveTime::parse_from_str(c, "%H:%M:%S").ok()?, true))
            }
            Some(_) => return None,
        };
        Some(OccurredAt { date, time })
    }

    /// Is this surely before the other? A day without a time is before no time of the same day.
    pub fn is_before(&self, other: &OccurredAt) -> bool {
        match (self.time, other.time) {
            (Some((here, _)), Some((there, _))) if self.date == other.date => here < there,
            _ => self.date < other.date,
        }
    }
}

impl fmt::Display for OccurredAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date.format("%Y-%m-%d"))?;
        match self.time {
            None => Ok(()),
            Some((time, true)) => write!(f, "T{}+08:00", time.format("%H:%M:%S")),
            Some((time, false)) => write!(f, "T{}+08:00", time.format("%H:%M")),
        }
    }
}

/// How much later than it happened something was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// Calendar days from the day it happened, or ended, to the day of the recording, both by
    /// China's calendar: the nineteenth to the twenty-first are two, whatever the hours.
    pub days: i64,
    /// Was the time of day recorded too?
    pub hour_known: bool,
}

/// [`lateness_after`] a day: for those who have no rule book at hand.
pub fn lateness(members: &Map<String, Value>, recorded_at: &str) -> Option<Lateness> {
    lateness_after(members, recorded_at, TimeDelta::days(1))
}

/// How late an entry was written down, where that was surely more than so long after the event or
/// the end of the span: a day whose hour nobody recorded counts from its end there, so that nothing
/// is called late on a guess. `None` where it was written down sooner, or the times can't be told.
pub fn lateness_after(
    members: &Map<String, Value>,
    recorded_at: &str,
    after: TimeDelta,
) -> Option<Lateness> {
    let recorded = RecordedAt::parse(recorded_at)?.local();
    let said = |name: &str| {
        let text = members.get(name).and_then(Value::as_str)?;
        OccurredAt::parse(text)
    };
    let happened = said("occurred_until").or_else(|| said("occurred_at"))?;
    let end = match happened.time {
        Some((time, _)) => happened.date.and_time(time),
        None => happened.date.succ_opt()?.and_time(NaiveTime::MIN),
    };
    let between = recorded - end;
    (between > after).then(|| Lateness {
        days: (recorded.date() - happened.date).num_days(),
        hour_known: happened.time.is_some(),
    })
}
