//! One cell as a day with its time. A cell that can be read in two ways is not read.

use super::cell::{NotDay, day_cell, plain};
use crate::domain::evidence::OccurredAt;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta};

/// Seconds by which China's clock is ahead of the world's.
const CHINA: i32 = 8 * 3600;

/// A cell read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MomentCell {
    /// The day, with the time where there is one, by China's clock.
    pub at: OccurredAt,
    /// Was it written for another time zone, or as a count of seconds, and put into China's clock?
    pub shifted: bool,
}

/// Why a cell is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMoment {
    /// Nothing stands in it.
    Empty,
    /// A day and a month that could change places, or a year of two figures.
    Doubtful,
    /// A month and a day without a year, and no year was said.
    NoYear,
    /// The number a spreadsheet keeps a day as.
    Serial,
    /// Anything else, or a time that doesn't exist.
    Form,
}

impl From<NotDay> for NotMoment {
    fn from(not: NotDay) -> NotMoment {
        match not {
            NotDay::Empty => NotMoment::Empty,
            NotDay::Doubtful => NotMoment::Doubtful,
            NotDay::Serial => NotMoment::Serial,
            NotDay::Form => NotMoment::Form,
        }
    }
}

/// Reads a time: `2026-11-16 19:35:02`, `2026/11/16 下午7:35`, `20261116193502`,
/// `2026年11月16日 19时35分`, `2026-11-16T11:35:02Z`, a count of seconds or milliseconds since 1970;
/// a day alone. `year` is the year of a cell that says none (`11-16 19:35`).
///
/// # Errors
/// The cell is empty, no time, or could be two.
pub fn moment_cell(cell: &str, year: Option<i32>) -> Result<MomentCell, NotMoment> {
    let text = plain(cell);
    if text.is_empty() {
        return Err(NotMoment::Empty);
    }
    if let Some(moment) = since_1970(&text) {
        return Ok(moment);
    }
    let run_on = text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 12 | 14);
    let (day, clock) = match (run_on, clock_begins(&text)) {
        (true, _) => text.split_at(8),
        (false, Some(at)) => text.split_at(at),
        (false, None) => (text.as_str(), ""),
    };
    let day = day.trim().trim_end_matches(['T', 't', ',']).trim_end();
    let date = match with_year(day, year) {
        Some(date) => date?,
        None => day_cell(day)?,
    };
    let clock = clock.trim_start_matches(['T', 't', ' ', ',']);
    if clock.is_empty() {
        let at = OccurredAt { date, time: None };
        return Ok(MomentCell { at, shifted: false });
    }
    let (clock, zone) = zone_of(clock)?;
    let (time, seconds) = clock_cell(clock).ok_or(NotMoment::Form)?;
    // Left where it is, or moved to China's clock; past midnight the day moves along.
    let moved = zone.map_or(0, |zone| CHINA - zone);
    let there = date.and_time(time) + TimeDelta::seconds(i64::from(moved));
    Ok(MomentCell {
        at: OccurredAt {
            date: there.date(),
            time: Some((there.time(), seconds)),
        },
        shifted: moved != 0,
    })
}

/// Seconds (ten figures) or milliseconds (thirteen) since 1970, as telephones keep times.
fn since_1970(text: &str) -> Option<MomentCell> {
    let count: i64 = match text.len() {
        10 | 13 if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok()?,
        _ => return None,
    };
    let seconds = if text.len() == 13 {
        count / 1000
    } else {
        count
    };
    let zone = FixedOffset::east_opt(CHINA)?;
    let local = DateTime::from_timestamp(seconds, 0)?
        .with_timezone(&zone)
        .naive_local();
    // Other figures of this length are somebody's number, put in the wrong column.
    (2000..=2100).contains(&local.year()).then(|| MomentCell {
        at: OccurredAt {
            date: local.date(),
            time: Some((local.time(), true)),
        },
        shifted: true,
    })
}

/// Where the time of day begins: behind the first blank or `T` that a time follows, or behind the
/// word for the day.
fn clock_begins(text: &str) -> Option<usize> {
    let told = |rest: &str| {
        let rest = half_of_day(rest).0.trim_start();
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(figures..).unwrap_or_default();
        matches!(figures, 1 | 2) && after.starts_with([':', '时', '点'])
    };
    text.char_indices()
        .filter(|(_, c)| matches!(c, ' ' | 'T' | 't' | '日' | '号'))
        .map(|(at, c)| match c {
            '日' | '号' => at + c.len_utf8(),
            _ => at,
        })
        .find(|at| {
            let rest = text.get(*at..).unwrap_or_default();
            told(rest.trim_start_matches(['T', 't', ' ']))
        })
}

/// A month and a day without a year: `11-16`, `11/16`, `11月16日`. `None` where a year stands.
fn with_year(day: &str, year: Option<i32>) -> Option<Result<NaiveDate, NotMoment>> {
    let bare = day.trim_end_matches(['日', '号']);
    let mut parts = bare.split(['-', '/', '月']);
    let (month, day, rest) = (parts.next()?, parts.next()?, parts.next());
    let figures = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if rest.is_some() || !figures(month) || !figures(day) {
        return None;
    }
    let Some(year) = year else {
        return Some(Err(NotMoment::NoYear));
    };
    let date = match (month.parse(), day.parse()) {
        (Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    };
    Some(date.ok_or(NotMoment::Form))
}

/// The time without the zone behind it, and the zone in seconds east of Greenwich.
fn zone_of(clock: &str) -> Result<(&str, Option<i32>), NotMoment> {
    if let Some(rest) = clock.strip_suffix(['Z', 'z']) {
        return Ok((rest.trim_end(), Some(0)));
    }
    let Some(at) = clock.rfind(['+', '-']) else {
        return Ok((clock, None));
    };
    let (rest, zone) = clock.split_at(at);
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let figures: String = zone.chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| figures.get(from..to).and_then(|p| p.parse::<i32>().ok());
    match (figures.len(), part(0, 2), part(2, 4)) {
        (2, Some(hours), _) if hours <= 14 => Ok((rest.trim_end(), Some(sign * hours * 3600))),
        (4, Some(hours), Some(minutes)) if hours <= 14 && minutes < 60 => {
            let seconds = sign * (hours * 3600 + minutes * 60);
            Ok((rest.trim_end(), Some(seconds)))
        }
        _ => Err(NotMoment::Form),
    }
}

/// The words before or behind a time that say which half of the day it is in: the rest, and whether
/// it is the second half.
fn half_of_day(text: &str) -> (&str, Option<bool>) {
    for (word, second) in [("上午", false), ("下午", true), ("AM", false), ("PM", true)] {
        if let Some(rest) = text.strip_prefix(word) {
            return (rest, Some(second));
        }
        if let Some(rest) = text.strip_suffix(word) {
            return (rest, Some(second));
        }
    }
    (text, None)
}

/// `19:35`, `19:35:02`, `19:35:02.123`, `193502`, `19时35分02秒`, `下午7:35`; whether seconds stand
/// in it.
fn clock_cell(text: &str) -> Option<(NaiveTime, bool)> {
    let (text, second_half) = half_of_day(text.trim());
    let text = text.trim();
    let run_on = text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 4 | 6);
    let parts: Vec<&str> = if run_on {
        [text.get(0..2), text.get(2..4), text.get(4..6)]
            .into_iter()
            .flatten()
            .collect()
    } else {
        text.trim_end_matches(['秒', '分'])
            .split([':', '时', '点', '分'])
            .collect()
    };
    let whole = |part: &str| -> Option<u32> {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| fits)
    };
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (whole(hour)?, whole(minute)?, None),
        [hour, minute, second] => {
            let second = second.split_once('.').map_or(*second, |(whole, _)| whole);
            (whole(hour)?, whole(minute)?, Some(whole(second)?))
        }
        _ => return None,
    };
    let hour = match second_half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(second) => hour % 12 + if second { 12 } else { 0 },
        None => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))?;
    Some((time, second.is_some()))
}

/// A day from one cell and its time from another.
///
/// # Errors
/// As for [`moment_cell`], of the cell that can't be read.
pub(super) fn joined(
    day: &str,
    clock: Option<&str>,
    year: Option<i32>,
) -> Result<MomentCell, NotMoment> {
    let mut moment = moment_cell(day, year)?;
    if let (None, Some(clock)) = (moment.at.time, clock) {
        match clock_cell(&plain(clock)) {
            Some(read) => moment.at.time = Some(read),
            // Some lists repeat the day beside the time.
            None => return moment_cell(clock, year),
        }
    }
    Ok(moment)
}
