//! The only place that asks what time it is.

use chrono::{DateTime, FixedOffset, NaiveDate};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// This machine's UTC clock.
    Machine,
    /// One fixed moment, for tests; said aloud whenever it is used.
    Fixed(DateTime<FixedOffset>),
}

/// China has one time zone and no summer time; the time zone set on the laptop doesn't matter.
const CHINA: i32 = 8 * 3600;

impl Clock {
    /// The machine's clock, or the fixed one named in the environment's value.
    pub fn from_environment(value: Option<&str>) -> Clock {
        match value.and_then(|v| DateTime::parse_from_rfc3339(v).ok()) {
            Some(moment) => Clock::Fixed(moment),
            None => Clock::Machine,
        }
    }

    /// Now, in China.
    pub fn now(self) -> DateTime<FixedOffset> {
        let china = FixedOffset::east_opt(CHINA);
        let moment = match self {
            Clock::Fixed(moment) => moment,
            Clock::Machine => {
                let since = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
                DateTime::from_timestamp(seconds, 0)
                    .unwrap_or_default()
                    .fixed_offset()
            }
        };
        china.map_or(moment, |zone| moment.with_timezone(&zone))
    }

    /// Now as the log writes it, `YYYY-MM-DDTHH:MM:SS+08:00`.
    pub fn stamp(self) -> String {
        self.now().format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// Today in China.
    pub fn today(self) -> NaiveDate {
        self.now().date_naive()
    }
}
