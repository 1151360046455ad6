//! A day with a time of day, in one line.

use super::Rejected;
use super::date::date;
use super::normal::tight;
use super::numeral::{is_numeral_char, whole};
use super::recent;
use crate::domain::coded::args;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Beijing time, the only zone of our files.
const ZONE: &str = "+08:00";

/// A moment as far as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// Hour, minute and second; `None` for a day alone.
    pub time: Option<(u32, u32, Option<u32>)>,
    /// Said to be only about then (`大约`, `左右`, `刚才`).
    pub about: bool,
}

impl Moment {
    /// A moment by the clock, to the minute.
    pub(super) fn about(at: NaiveDateTime) -> Moment {
        Moment {
            day: at.date(),
            time: Some((at.hour(), at.minute(), None)),
            about: true,
        }
    }

    /// The time of day on the clock; midnight for a day alone.
    fn clock(&self) -> NaiveTime {
        let (hour, minute, second) = self.time.unwrap_or_default();
        NaiveTime::from_hms_opt(hour, minute, second.unwrap_or_default()).unwrap_or_default()
    }

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

/// A moment as files hold it, the way it is read back: `2026-11-16 19:35` without the zone all times
/// here are in. What isn't one stays as it is.
pub fn spoken_moment(canonical: &str) -> String {
    match canonical.strip_suffix(ZONE) {
        Some(local) => local.replacen('T', " ", 1),
        None => canonical.to_owned(),
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

/// Words that leave the moment about right; longer ones before those they end with.
const ABOUT: [&str; 9] = [
    "差不多",
    "大概",
    "大约",
    "左右",
    "前后",
    "上下",
    "好像",
    "可能",
    "约",
];

/// No hour can be had from these.
const VAGUE: [&str; 2] = ["多", "几点"];

/// What an hour as written may mean.
enum Hour {
    Sure(u32),
    /// Before or after noon.
    EitherHalf(u32, u32),
    /// After midnight of the night named, or early on the day named.
    EitherNight(u32),
}

/// Reads a day with a time, or a day alone; the day must not lie after `today`. `clock` is the time of
/// day now, where it is known and is `today`'s: a time without its day is then today's if that has
/// passed, and `刚才` and `半小时前` can be told. Times of a named day are not compared with it.
///
/// # Errors
/// Those of a date (`date-…`, `doubtful-date`), and `moment-not-yet`, `moment-hour-missing`,
/// `moment-approximate`, `moment-zone`, `moment-form`, `time-impossible`, `time-mismatch`,
/// `doubtful-hour`, `doubtful-night`.
pub fn moment(line: &str, today: NaiveDate, clock: Option<NaiveTime>) -> Result<Moment, Rejected> {
    let text = tight(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let (text, about) = without_about(&without_zone(&text)?);
    let found =
        recent::moment(&text, today, clock).unwrap_or_else(|| at_some_time(&text, today, clock))?;
    Ok(Moment {
        about: found.about || about,
        ..found
    })
}

/// The text without the words that leave it about right, and whether there were any.
fn without_about(text: &str) -> (String, bool) {
    let mut plain = text.to_owned();
    for word in ABOUT {
        plain = plain.replace(word, "");
    }
    // A name of nothing but such words names no time.
    let plain = plain.trim_matches([' ', ',']).to_owned();
    match plain.is_empty() || plain == text {
        true => (text.to_owned(), false),
        false => (plain, true),
    }
}

/// A day with a time, or a day alone.
fn at_some_time(
    text: &str,
    today: NaiveDate,
    clock: Option<NaiveTime>,
) -> Result<Moment, Rejected> {
    if VAGUE.iter().any(|w| text.contains(w)) {
        return Err(Rejected::new("moment-approximate"));
    }
    let Some((marker_at, marker)) = text
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '点' | '时' | '時'))
    else {
        if part_at_end(text).1.is_some() {
            return Err(Rejected::new("moment-hour-missing"));
        }
        return date(text, false, today).map(|day| Moment {
            day,
            time: None,
            about: false,
        });
    };
    let (head, tail) = text.split_at(marker_at);
    let (minute, second) = minutes(tail, marker)?;
    let mut kept: Option<Rejected> = None;
    for (before, hour_text) in hour_splits(head) {
        let hour = (hour_text, marker == ':');
        match on_day(before, hour, (minute, second), (today, clock)) {
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
    (hour_text, colon): (&str, bool),
    (minute, second): (u32, Option<u32>),
    (today, clock): (NaiveDate, Option<NaiveTime>),
) -> Result<Moment, Rejected> {
    let before = before.trim_end_matches([' ', ',', '的']);
    let (mut day_text, mut part) = part_at_end(before);
    // 昨晚凌晨2点: the night belongs to yesterday, its small hours perhaps to today.
    if let (rest, Some(Part::Evening | Part::Night)) = part_at_end(day_text) {
        day_text = rest;
        part = Some(Part::Night);
    }
    let hour = clock_hour(hour_text, colon, part)?;
    let at = |day: NaiveDate, hour: u32| Moment {
        day,
        time: Some((hour, minute, second)),
        about: false,
    };
    let asked = |code, first: Moment, other: Moment| {
        let readings = [("first", first.spoken()), ("second", other.spoken())];
        Err(Rejected::with(code, args(readings)))
    };
    if day_text.is_empty() {
        return match hour {
            Hour::EitherHalf(..) => Err(Rejected::new("moment-day-missing")),
            // The night just past, or the one before it?
            Hour::EitherNight(h) => on_which_day(at(today, h), clock, true),
            Hour::Sure(h) => on_which_day(at(today, h), clock, part == Some(Part::SmallHours)),
        };
    }
    let day = date(day_text, false, today)?;
    match hour {
        Hour::Sure(h) => Ok(at(day, h)),
        Hour::EitherHalf(early, late) => asked("doubtful-hour", at(day, late), at(day, early)),
        Hour::EitherNight(h) => {
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            asked("doubtful-night", at(next, h), at(day, h))
        }
    }
}

/// The day of a time without one: today's, if the clock is past it. The small hours belong to a
/// night that began the day before, so which one is meant is asked; and so it is without a clock.
fn on_which_day(
    today: Moment,
    clock: Option<NaiveTime>,
    at_night: bool,
) -> Result<Moment, Rejected> {
    let back = |days: u64| Moment {
        day: today
            .day
            .checked_sub_days(Days::new(days))
            .unwrap_or(today.day),
        ..today
    };
    let passed = clock.map(|now| today.clock() <= now);
    let (first, second) = match (passed, at_night) {
        (Some(true), false) => return Ok(today),
        (Some(false), false) => {
            let yesterday = args([("first", back(1).spoken())]);
            return Err(Rejected::with("moment-not-yet", yesterday));
        }
        (Some(false), true) => (back(1), back(2)),
        (Some(true) | None, _) => (today, back(1)),
    };
    let readings = [("first", first.spoken()), ("second", second.spoken())];
    Err(Rejected::with("doubtful-day", args(readings)))
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
