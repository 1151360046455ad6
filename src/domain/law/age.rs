//! How old a check is on a day.

use super::CheckedOn;
use chrono::NaiveDate;
use serde::Serialize;

/// After this many days a check is old: half a year, our own choice and no rule of law.
pub const STALE_AFTER_DAYS: i64 = 180;

/// What the age of a check means for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// Checked on the day asked for or later.
    Checked,
    /// The day asked for lies after the check; not for long yet.
    AfterCheck,
    /// The check is older than [`STALE_AFTER_DAYS`]: look it up again before relying on it.
    Stale,
}

/// How old a check is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Age {
    /// The day of the check.
    pub checked: CheckedOn,
    /// The day asked for.
    pub as_of: NaiveDate,
    /// Whole days from the check to the day asked for; never below nothing.
    pub days: i64,
    /// What that means.
    pub freshness: Freshness,
}

impl Age {
    /// The age of a check on a day.
    pub fn on(checked: CheckedOn, as_of: NaiveDate) -> Age {
        let days = (as_of - checked.0).num_days().max(0);
        let freshness = match days {
            0 => Freshness::Checked,
            d if d <= STALE_AFTER_DAYS => Freshness::AfterCheck,
            _ => Freshness::Stale,
        };
        Age {
            checked,
            as_of,
            days,
            freshness,
        }
    }

    /// Must it be looked up again?
    pub fn is_stale(&self) -> bool {
        self.freshness == Freshness::Stale
    }
}
