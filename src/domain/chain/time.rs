//! The time a line was recorded: `YYYY-MM-DDTHH:MM:SS+08:00`, China's one time zone.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use std::fmt;

/// Seconds east of Greenwich; China has one time zone and no summer time.
const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

/// When a line was recorded, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordedAt(NaiveDateTime);

impl RecordedAt {
    /// From seconds since 1970-01-01T00:00:00Z. `None` outside the years 1 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Option<RecordedAt> {
        let offset = FixedOffset::east_opt(CHINA_OFFSET_SECONDS)?;
        let local = DateTime::from_timestamp(seconds, 0)?
            .with_timezone(&offset)
            .naive_local();
        let time = RecordedAt(local);
        RecordedAt::parse(&time.to_string())
    }

    /// Reads the one form, a real date and a time of day; `None` for anything else.
    pub fn parse(text: &str) -> Option<RecordedAt> {
        let local = text.strip_suffix("+08:00")?.as_bytes();
        let shape = b"dddd-dd-ddTdd:dd:dd";
        let fits = local.len() == shape.len()
            && local.iter().zip(shape).all(|(b, s)| match s {
                b'd' => b.is_ascii_digit(),
                other => b == other,
            });
        if !fits || local.starts_with(b"0000") {
            return None;
        }
        let number = |from: usize, to: usize| {
            let digits = local.get(from..to).unwrap_or_default();
            digits.iter().fold(0, |n, d| n * 10 + u32::from(d - b'0'))
        };
        let year = i32::try_from(number(0, 4)).ok()?;
        let day = NaiveDate::from_ymd_opt(year, number(5, 7), number(8, 10))?;
        // No 60th second: clocks that smear or step never show one.
        day.and_hms_opt(number(11, 13), number(14, 16), number(17, 19))
            .map(RecordedAt)
    }

    /// The same time by China's wall clock.
    pub fn local(self) -> NaiveDateTime {
        self.0
    }
}

impl fmt::Display for RecordedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+08:00", self.0.format("%Y-%m-%dT%H:%M:%S"))
    }
}
