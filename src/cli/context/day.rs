//! The day of `--as-of`, as scripts and as people write it.

use super::super::failure::Failure;
use crate::domain::coded::{Args, Kind};
use crate::interview::flow::Kind as AnswerKind;
use crate::interview::reading;
use chrono::NaiveDate;

/// The day as written: `2026-11-21`, or in Chinese words as every question takes it (`昨天`,
/// `11月18日`), counted from `today`. Other forms in figures stay refused: a script that writes the
/// month first must not be understood by chance.
///
/// # Errors
/// `usage-bad-day`.
pub(super) fn day_as_written(text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    let refused = || Failure::new("usage-bad-day", Kind::Usage, Args::new());
    if text.is_ascii() {
        return exact(text).ok_or_else(refused);
    }
    let read = reading::read(&AnswerKind::Date { future: true }, text, today);
    read.ok()
        .and_then(|reading| reading.value.given()?.parse().ok())
        .ok_or_else(refused)
}

/// Four figures, two and two, and such a day.
fn exact(text: &str) -> Option<NaiveDate> {
    let well_formed = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| well_formed)
}
