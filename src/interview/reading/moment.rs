//! A day with a time of day, in one line.

use super::Rejected;
use super::date::date;
use super::normal::tight;
use super::numeral::{is_numeral_char, whole};
use crate::domain::coded::args;
use chrono::{Days, NaiveDate};

/// Beijing time, the only zone of our files.
const ZONE: &str = "+08:00";

/// A moment as far as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// Hour, minute and second; `None` for a day alone.
    pub time: Option<(u32, u32, Option<u32>)>,
}

impl Moment {
    /// For files: `2026-11-16T19:35+08:00` (with seconds where they were given) or `2026-11-16`.
    pub fn canonical(&self) -> String {
        match self.time {
            None => self.day.to_string(),
            Some((h, m, None)) => format!("{}T{h:02}:{m:02}{ZONE}", self.day),
            Some((h, m, Some(s))) => format!("{}T{h:02}:{m:02}:{s:02}{ZONE}", self.day),
        }
    }

    /// For reading back: `2026-11-16 19:35`.
    pub fn spoken(&self) -> String {
        match self.time {
            None => self.day.to_string(),
            Some((h, m, None)) => format!("{} {h:02}:{m:02}", self.day),
            Some((h, m, Some(s))) => format!("{} {h:02}:{m:02}:{s:02}", self.day),
        }
    }
}

/// The part of the day a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    SmallHours,
    Morning,
    Forenoon,
    Noon,
    Afternoon,
    Dusk,
    Evening,
    Night,
}

/// Longer words before those they end with.
const PARTS: [(&str, Part); 22] = [
    ("凌晨", Part::SmallHours),
    ("清晨", Part::Morning),
    ("清早", Part::Morning),
    ("大早", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("早", Part::Morning),
    ("晨", Part::Morning),
    ("上午", Part::Forenoon),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("午后", Part::Afternoon),
    ("傍晚", Part::Dusk),
    ("晚上", Part::Evening),
    ("晚间", Part::Evening),
    ("夜晚", Part::Evening),
    ("晚", Part::Evening),
    ("半夜", Part::Night),
    ("深夜", Part::Night),
    ("夜里", Part::Night),
    ("夜间", Part::Night),
    ("夜", Part::Night),
];

const VAGUE: [&str; 8] = ["左右", "大概", "大约", "差不多", "前后", "多", "几点", "约"];

/// What an hour as written may mean.
enum Hour {
    Sure(u32),
    /// Before or after noon.
    EitherHalf(u32, u32),
    /// After midnight of the night named, or early on the day named.
    EitherNight(u32),
}

/// Reads a day with a time, or a day alone; the day must not lie after `today` (what the clock shows
/// now isn't known here, so times are not compared).
///
/// # Errors
/// Those of a date (`date-…`, `doubtful-date`), and `moment-day-missing`, `moment-hour-missing`,
/// `moment-approximate`, `moment-zone`, `moment-form`, `time-impossible`, `time-mismatch`,
/// `doubtful-hour`, `doubtful-night`.
pub fn moment(line: &str, today: NaiveDate) -> Result<Moment, Rejected> {
    let text = tight(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let text = without_zone(&text)?;
    if VAGUE.iter().any(|w| text.contains(w)) {
        return Err(Rejected::new("moment-approximate"));
    }
    let Some((marker_at, marker)) = text
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '点' | '时' | '時'))
    else {
        if part_at_end(&text).1.is_some() {
            return Err(Rejected::new("moment-hour-missing"));
        }
        return date(&text, false, today).map(|day| Moment { day, time: None });
    };
    let (head, tail) = text.split_at(marker_at);
    let (minute, second) = minutes(tail, marker)?;
    let mut kept: Option<Rejected> = None;
    for (before, hour_text) in hour_splits(head) {
        match on_day(before, hour_text, marker == ':', (minute, second), today) {
            Ok(found) => return Ok(found),
            Err(refusal) => {
                // A doubt tells the person more than a form nobody meant.
                let known_doubt = |r: &Rejected| r.code.starts_with("doubtful");
                if !kept
                    .as_ref()
                    .is_some_and(|k| known_doubt(k) || !known_doubt(&refusal))
                {
                    kept = Some(refusal);
                }
            }
        }
    }
    Err(kept.unwrap_or(Rejected::new("moment-form")))
}

/// The text without an ISO zone mark, `T` as a space.
fn without_zone(text: &str) -> Result<String, Rejected> {
    let upper = text.to_uppercase();
    let body = upper.strip_suffix(ZONE).unwrap_or(&upper);
    let time_at = body.find(':').unwrap_or(body.len());
    let after = body.get(time_at..).unwrap_or_default();
    if body.ends_with('Z') || after.contains('+') {
        return Err(Rejected::new("moment-zone"));
    }
    Ok(body.replacen('T', " ", 1))
}

/// The ways to cut a head into what names the day and what names the hour, the longest hour first
/// (in `上周三十点` the hour is 十, in `昨天二十点` it is 二十).
fn hour_splits(head: &str) -> Vec<(&str, &str)> {
    let numeral_start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_numeral_char(*c))
        .last()
        .map_or(head.len(), |(at, _)| at);
    let run = head.get(numeral_start..).unwrap_or_default();
    if run.bytes().all(|b| b.is_ascii_digit()) {
        return vec![head.split_at(numeral_start)];
    }
    head.char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at >= numeral_start)
        .map(|at| head.split_at(at))
        .collect()
}

/// What stands behind the hour: `:35`, `:35:20`, `点`, `点半`, `点一刻`, `点35分`, `点整`.
fn minutes(tail: &str, marker: char) -> Result<(u32, Option<u32>), Rejected> {
    let rest = tail.strip_prefix(marker).unwrap_or(tail);
    let two = |t: &str| -> Result<u32, Rejected> {
        t.parse()
            .ok()
            .filter(|_| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit()))
            .ok_or(Rejected::new("moment-form"))
    };
    let below_sixty = |n: u32| {
        (n < 60)
            .then_some(n)
            .ok_or(Rejected::new("time-impossible"))
    };
    if marker == ':' {
        let (minute, second) = match rest.split_once(':') {
            Some((m, s)) => (m, Some(below_sixty(two(s)?)?)),
            None => (rest, None),
        };
        return Ok((below_sixty(two(minute)?)?, second));
    }
    let minute = match rest.strip_prefix('钟').unwrap_or(rest) {
        "" | "整" => 0,
        "半" => 30,
        "一刻" => 15,
        "三刻" => 45,
        other => {
            let number = other.strip_suffix(['分', '钟']).unwrap_or(other);
            let number = number.strip_suffix('分').unwrap_or(number);
            let bare = match number.strip_prefix(['0', '零']) {
                Some(rest) if !rest.is_empty() => rest,
                _ => number,
            };
            let value = whole(bare).and_then(|n| u32::try_from(n).ok());
            below_sixty(value.ok_or(Rejected::new("moment-form"))?)?
        }
    };
    Ok((minute, None))
}

/// The part of the day a text ends with, and what stands before it.
fn part_at_end(text: &str) -> (&str, Option<Part>) {
    PARTS
        .iter()
        .find_map(|(word, part)| text.strip_suffix(word).map(|head| (head, Some(*part))))
        .unwrap_or((text, None))
}

fn on_day(
    before: &str,
    hour_text: &str,
    colon: bool,
    (minute, second): (u32, Option<u32>),
    today: NaiveDate,
) -> Result<Moment, Rejected> {
    let before = before.trim_end_matches([' ', ',', '的']);
    let (mut day_text, mut part) = part_at_end(before);
    // 昨晚凌晨2点: the night belongs to yesterday, its small hours perhaps to today.
    if let (rest, Some(Part::Evening | Part::Night)) = part_at_end(day_text) {
        day_text = rest;
        part = Some(Part::Night);
    }
    let hour = clock_hour(hour_text, colon, part)?;
    if day_text.is_empty() {
        return Err(Rejected::new("moment-day-missing"));
    }
    let day = date(day_text, false, today)?;
    let at = |day: NaiveDate, hour: u32| Moment {
        day,
        time: Some((hour, minute, second)),
    };
    let asked = |code, first: Moment, other: Moment| {
        let readings = [("first", first.spoken()), ("second", other.spoken())];
        Err(Rejected::with(code, args(readings)))
    };
    match hour {
        Hour::Sure(h) => Ok(at(day, h)),
        Hour::EitherHalf(early, late) => asked("doubtful-hour", at(day, late), at(day, early)),
        Hour::EitherNight(h) => {
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            asked("doubtful-night", at(next, h), at(day, h))
        }
    }
}

/// The hour of the 24-hour clock.
fn clock_hour(text: &str, colon: bool, part: Option<Part>) -> Result<Hour, Rejected> {
    let bare = match text.strip_prefix(['0', '零']) {
        Some(rest) if !rest.is_empty() => rest,
        _ => text,
    };
    if text.is_empty() || text.chars().count() > 3 || text.len() > 2 && text.is_ascii() {
        return Err(Rejected::new("moment-form"));
    }
    let hour = whole(bare)
        .and_then(|n| u32::try_from(n).ok())
        .ok_or(Rejected::new("moment-form"))?;
    if hour > 23 {
        return Err(Rejected::new("time-impossible"));
    }
    let Some(part) = part else {
        // 19:35, 07:30 and 10:12 are the 24-hour clock's form; 7:30, 7点 and 10点 may be either half.
        let written_out = text.len() == 2 && text.is_ascii() && (colon || text.starts_with('0'));
        return Ok(match hour {
            0 | 13..=23 => Hour::Sure(hour),
            _ if written_out => Hour::Sure(hour),
            12 => Hour::EitherHalf(0, 12),
            _ => Hour::EitherHalf(hour, hour + 12),
        });
    };
    let sure = match (part, hour) {
        (Part::SmallHours, 12) => 0,
        (Part::SmallHours, 0..=6) | (Part::Morning, 4..=11) => hour,
        (Part::Forenoon, 5..=12) | (Part::Noon, 11..=14) => hour,
        (Part::Noon, 1..=2) | (Part::Afternoon, 1..=7) | (Part::Dusk, 4..=8) => hour + 12,
        (Part::Afternoon, 12..=19) | (Part::Dusk, 16..=20) => hour,
        (Part::Evening, 5..=11) | (Part::Night, 7..=11) => hour + 12,
        (Part::Evening, 17..=23) | (Part::Night, 19..=23) => hour,
        (Part::Evening | Part::Night, 0..=4) => return Ok(Hour::EitherNight(hour)),
        (Part::Night, 5) => return Ok(Hour::EitherNight(hour)),
        (Part::Evening | Part::Night, 12) => return Ok(Hour::EitherNight(0)),
        _ => return Err(Rejected::new("time-mismatch")),
    };
    Ok(Hour::Sure(sure))
}
