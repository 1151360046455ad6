//! Dates: the strict form of files, spans in days, due dates on the same day of the month.

use chrono::{Datelike, Months, NaiveDate};

/// First and last year a date may lie in; keeps spans small enough for exact products.
pub const YEARS: std::ops::RangeInclusive<i32> = 1980..=2199;

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDate {
    /// Not `YYYY-MM-DD`.
    Form,
    /// The form is right but there is no such day (31 February).
    Impossible,
    /// Outside [`YEARS`].
    OutOfRange,
}

/// Reads exactly `YYYY-MM-DD`.
///
/// # Errors
/// Says which rule the text breaks.
pub fn date(text: &str) -> Result<NaiveDate, NotDate> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                *b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if !shape {
        return Err(NotDate::Form);
    }
    let number = |range: std::ops::Range<usize>| -> u32 {
        bytes[range]
            .iter()
            .fold(0, |n, b| n * 10 + u32::from(b - b'0'))
    };
    let year = number(0..4).cast_signed();
    let day =
        NaiveDate::from_ymd_opt(year, number(5..7), number(8..10)).ok_or(NotDate::Impossible)?;
    if YEARS.contains(&year) {
        Ok(day)
    } else {
        Err(NotDate::OutOfRange)
    }
}

/// Days from `a` to `b`: `b − a`, so that the first day counts and the last doesn't.
pub fn days(a: NaiveDate, b: NaiveDate) -> i64 {
    i64::from(b.num_days_from_ce()) - i64::from(a.num_days_from_ce())
}

/// The same day of the month `months` later, clamped to the month's end, counted from the first
/// date and not from the one before (31 January, 28 February, 31 March).
pub fn months_after(first: NaiveDate, months: u32) -> NaiveDate {
    first
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// Do these dates follow each other monthly, on the same day of the month or, where a month has
/// no such day, on its last one?
pub fn monthly(dates: &[NaiveDate]) -> bool {
    let day_of_month = dates.iter().map(Datelike::day).max().unwrap_or(1);
    let follows = dates.windows(2).all(|pair| {
        let month = |d: NaiveDate| d.year() * 12 + d.month0().cast_signed();
        month(pair[1]) == month(pair[0]) + 1
    });
    follows
        && dates
            .iter()
            .all(|d| d.day() == day_of_month || d.succ_opt().is_none_or(|next| next.day() == 1))
}
