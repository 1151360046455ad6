//! Calendar days as people write them, against the day the statement is made for.

use super::Rejected;
use super::normal::tight;
use super::numeral::{digit_by_digit, whole};
use super::relative;
use crate::domain::coded::args;
use chrono::{Datelike, NaiveDate};

/// Years outside are slips of the finger: no online loan, and no letter of ours, lies there.
pub(super) const FIRST_YEAR: i32 = 1980;
pub(super) const LAST_YEAR: i32 = 2099;

/// A day without its year is taken for the only one this near to today, where both directions are open.
const NEAR_DAYS: i64 = 30;

/// No exact day can be had from these.
const VAGUE: [&str; 22] = [
    "月底",
    "月初",
    "月末",
    "中旬",
    "上旬",
    "下旬",
    "年底",
    "年初",
    "年末",
    "左右",
    "大概",
    "大约",
    "前后",
    "周末",
    "个月前",
    "半月前",
    "周前",
    "星期前",
    "礼拜前",
    "年前",
    "几天",
    "几号",
];
const LUNAR: [&str; 8] = [
    "农历", "阴历", "正月", "腊月", "冬月", "初一", "除夕", "春节",
];

/// Reads a day: `2026-11-21`, `2026.11.21`, `2026/11/21`, `20261121`, `2026年11月21日`, `11月21日`,
/// `11-21`, `昨天`, `三天前`, `上周三`, `上个月15号`.
///
/// A day without its year: where the future is closed, the latest such day not after `today`; where
/// it is open, the one within 30 days of `today` if there is one, else it is asked which.
///
/// # Errors
/// `empty`, `date-form`, `date-impossible`, `date-future`, `date-year-range`, `date-two-digit-year`,
/// `date-order`, `date-day-missing`, `date-month-missing`, `date-approximate`, `date-lunar`,
/// `date-weekday-mismatch`, `doubtful-date`.
pub fn date(line: &str, future: bool, today: NaiveDate) -> Result<NaiveDate, Rejected> {
    let text = tight(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    if LUNAR.iter().any(|w| text.contains(w)) {
        return Err(Rejected::new("date-lunar"));
    }
    if VAGUE.iter().any(|w| text.contains(w)) {
        return Err(Rejected::new("date-approximate"));
    }
    if let Some(day) = relative::day(&text, future, today) {
        return within(day?, future, today);
    }
    let (text, weekday) = relative::without_weekday(&text);
    let day = calendar_day(text, future, today)?;
    if weekday.is_some_and(|w| w != day.weekday()) {
        return Err(Rejected::new("date-weekday-mismatch"));
    }
    within(day, future, today)
}

/// The day, if it lies where days may lie.
fn within(day: NaiveDate, future: bool, today: NaiveDate) -> Result<NaiveDate, Rejected> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
        return Err(Rejected::with(
            "date-year-range",
            args([
                ("first", FIRST_YEAR.to_string()),
                ("last", LAST_YEAR.to_string()),
            ]),
        ));
    }
    if !future && day > today {
        return Err(Rejected::with(
            "date-future",
            args([("today", today.to_string())]),
        ));
    }
    Ok(day)
}

/// Two readings of one line.
pub(super) fn doubtful(first: NaiveDate, second: NaiveDate) -> Rejected {
    Rejected::with(
        "doubtful-date",
        args([("first", first.to_string()), ("second", second.to_string())]),
    )
}

/// A day that must exist.
pub(super) fn existing(year: i32, month: u32, day: u32) -> Result<NaiveDate, Rejected> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Rejected::new("date-impossible"))
}

/// A month's or day's number, in figures or numerals.
pub(super) fn small_number(text: &str) -> Result<u32, Rejected> {
    // A leading zero fills the two places of a month or day.
    let bare = match text.strip_prefix(['0', '零']) {
        Some(rest) if !rest.is_empty() => rest,
        _ => text,
    };
    whole(bare)
        .filter(|_| text.chars().count() <= 3 && !text.contains(','))
        .and_then(|n| u32::try_from(n).ok())
        .filter(|n| *n < 100)
        .ok_or(Rejected::new("date-form"))
}

fn calendar_day(text: &str, future: bool, today: NaiveDate) -> Result<NaiveDate, Rejected> {
    if text.contains(['年', '月']) {
        return named_parts(text, future, today);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return run_of_digits(text);
    }
    let body = text.strip_suffix(['日', '号']).unwrap_or(text);
    let parts: Vec<&str> = body.split(['-', '.', '/', ' ']).collect();
    match parts.as_slice() {
        [y, m, d] => separated(y, m, d),
        [y, _] if y.len() == 4 => Err(Rejected::new("date-day-missing")),
        [m, d] => without_year(small_number(m)?, small_number(d)?, future, today),
        [d] if body != text && small_number(d).is_ok() => Err(Rejected::new("date-month-missing")),
        _ => Err(Rejected::new("date-form")),
    }
}

/// `2026年11月21日`, `11月21号`, `去年11月21日`.
fn named_parts(text: &str, future: bool, today: NaiveDate) -> Result<NaiveDate, Rejected> {
    let (year_text, rest) = match text.split_once('年') {
        Some((y, rest)) => (Some(y), rest),
        None => (None, text),
    };
    let Some((month_text, day_text)) = rest.split_once('月') else {
        return Err(Rejected::new(if rest.is_empty() {
            "date-day-missing"
        } else {
            "date-form"
        }));
    };
    let month = small_number(month_text)?;
    let day_text = day_text.strip_suffix(['日', '号']).unwrap_or(day_text);
    if day_text.is_empty() {
        return Err(Rejected::new("date-day-missing"));
    }
    let day = small_number(day_text)?;
    let back = match year_text {
        None => return without_year(month, day, future, today),
        Some("今" | "本") => 0,
        Some("去") => 1,
        Some("前") => 2,
        Some("明") => -1,
        Some(written) => return written_year(written, month, day),
    };
    existing(today.year() - back, month, day)
}

/// `2026-11-21`; not `21/11/2026` (in which order?) nor `26-11-21` (which century, which part?).
fn separated(year: &str, month: &str, day: &str) -> Result<NaiveDate, Rejected> {
    if day.len() == 4 && day.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Rejected::new("date-order"));
    }
    let (month, day) = (small_number(month)?, small_number(day)?);
    written_year(year, month, day)
}

fn written_year(year: &str, month: u32, day: u32) -> Result<NaiveDate, Rejected> {
    let number = digit_by_digit(year).ok_or(Rejected::new("date-form"))?;
    let number = i32::try_from(number).map_err(|_| Rejected::new("date-form"))?;
    match year.chars().count() {
        4 => existing(number, month, day),
        2 => Err(two_digit_year(existing(2000 + number, month, day)?)),
        _ => Err(Rejected::new("date-form")),
    }
}

fn two_digit_year(reading: NaiveDate) -> Rejected {
    Rejected::with(
        "date-two-digit-year",
        args([("first", reading.to_string())]),
    )
}

/// `20261121`; `261121` is doubtful.
fn run_of_digits(text: &str) -> Result<NaiveDate, Rejected> {
    let part = |from: usize, to: usize| -> Result<u32, Rejected> {
        text.get(from..to)
            .and_then(|t| t.parse().ok())
            .ok_or(Rejected::new("date-form"))
    };
    match text.len() {
        8 => {
            let year = i32::try_from(part(0, 4)?).map_err(|_| Rejected::new("date-form"))?;
            existing(year, part(4, 6)?, part(6, 8)?)
        }
        6 => {
            let year = i32::try_from(part(0, 2)?).map_err(|_| Rejected::new("date-form"))?;
            let reading = existing(2000 + year, part(2, 4)?, part(4, 6)?);
            Err(reading.map_or_else(|_| Rejected::new("date-form"), two_digit_year))
        }
        _ => Err(Rejected::new("date-form")),
    }
}

/// A month and a day: which year?
fn without_year(
    month: u32,
    day: u32,
    future: bool,
    today: NaiveDate,
) -> Result<NaiveDate, Rejected> {
    // The 29th of February comes round within eight years.
    let year = today.year();
    let past = (0..=8)
        .filter_map(|back| NaiveDate::from_ymd_opt(year - back, month, day))
        .find(|d| *d <= today)
        .ok_or(Rejected::new("date-impossible"))?;
    if !future || past == today {
        return Ok(past);
    }
    let next = (0..=8)
        .filter_map(|ahead| NaiveDate::from_ymd_opt(year + ahead, month, day))
        .find(|d| *d > today)
        .ok_or(Rejected::new("date-impossible"))?;
    let near = |d: NaiveDate| (d - today).num_days().abs() <= NEAR_DAYS;
    match (near(past), near(next)) {
        (true, false) => Ok(past),
        (false, true) => Ok(next),
        _ => Err(doubtful(next, past)),
    }
}
