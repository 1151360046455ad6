//! Days named by their distance from today: 昨天, 三天前, 上周三, 上个月15号.

use super::Rejected;
use super::date::{doubtful, existing, small_number};
use super::numeral::whole;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Farther back than this nobody counts in days.
const MOST_DAYS: u64 = 3_700;

/// The day, if the text names one by distance; `None` if it is written in another way.
pub fn day(text: &str, future: bool, today: NaiveDate) -> Option<Result<NaiveDate, Rejected>> {
    if let Some(offset) = word_offset(text) {
        return Some(shifted(today, offset));
    }
    days_away(text, today)
        .or_else(|| of_week(text, future, today))
        .or_else(|| of_month(text, today))
}

/// Days from today of a word for a day.
fn word_offset(text: &str) -> Option<i64> {
    Some(match text {
        "今天" | "今日" | "当天" | "今" => 0,
        "昨天" | "昨日" | "昨" => -1,
        "前天" | "前日" | "前" => -2,
        "大前天" | "大前日" => -3,
        "明天" | "明日" => 1,
        "后天" | "后日" => 2,
        "大后天" | "大后日" => 3,
        _ => return None,
    })
}

fn shifted(today: NaiveDate, days: i64) -> Result<NaiveDate, Rejected> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        today.checked_sub_days(distance)
    } else {
        today.checked_add_days(distance)
    }
    .ok_or(Rejected::new("date-impossible"))
}

/// `三天前`, `14天后`.
fn days_away(text: &str, today: NaiveDate) -> Option<Result<NaiveDate, Rejected>> {
    let (head, sign) = ["以前", "之前", "前"]
        .iter()
        .find_map(|w| text.strip_suffix(w).map(|h| (h, -1)))
        .or_else(|| {
            ["以后", "之后", "后"]
                .iter()
                .find_map(|w| text.strip_suffix(w).map(|h| (h, 1)))
        })?;
    let count = head.strip_suffix(['天', '日'])?;
    let days = whole(count).filter(|n| *n <= MOST_DAYS)?;
    Some(shifted(today, sign * i64::try_from(days).ok()?))
}

/// The weekday a word names.
fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "一" | "1" => Weekday::Mon,
        "二" | "2" => Weekday::Tue,
        "三" | "3" => Weekday::Wed,
        "四" | "4" => Weekday::Thu,
        "五" | "5" => Weekday::Fri,
        "六" | "6" => Weekday::Sat,
        "日" | "天" | "7" => Weekday::Sun,
        _ => return None,
    })
}

const WEEK_WORDS: [&str; 3] = ["星期", "礼拜", "周"];

/// `上周三`, `这个星期五`, `周三`. A week begins on Monday. Without 上 or 这 there are two readings.
fn of_week(text: &str, future: bool, today: NaiveDate) -> Option<Result<NaiveDate, Rejected>> {
    let (head, name) = WEEK_WORDS.iter().find_map(|w| text.rsplit_once(w))?;
    let target = weekday(name)?;
    let weeks = match head.strip_suffix('个').unwrap_or(head) {
        "上上" => -2,
        "上" => -1,
        "这" | "本" => 0,
        "下" => 1,
        "下下" => 2,
        "" => {
            let back = i64::from(today.weekday().days_since(target));
            let last = shifted(today, -back);
            let other = shifted(today, if future { 7 - back } else { -7 - back });
            return Some(last.and_then(|a| other.and_then(|b| Err(doubtful(a, b)))));
        }
        _ => return None,
    };
    let monday = -i64::from(today.weekday().num_days_from_monday());
    let offset = monday + weeks * 7 + i64::from(target.num_days_from_monday());
    Some(shifted(today, offset))
}

/// `上个月15号`, `本月3日`.
fn of_month(text: &str, today: NaiveDate) -> Option<Result<NaiveDate, Rejected>> {
    let (head, day_text) = text.split_once('月')?;
    let months = match head.strip_suffix('个').unwrap_or(head) {
        "上上" => -2,
        "上" => -1,
        "这" | "本" | "当" => 0,
        "下" => 1,
        "下下" => 2,
        _ => return None,
    };
    let day_text = day_text.strip_suffix(['日', '号']).unwrap_or(day_text);
    if day_text.is_empty() {
        return Some(Err(Rejected::new("date-day-missing")));
    }
    let index = i64::from(today.year()) * 12 + i64::from(today.month0()) + months;
    let year = i32::try_from(index.div_euclid(12)).ok()?;
    let month = u32::try_from(index.rem_euclid(12)).ok()? + 1;
    Some(small_number(day_text).and_then(|day| existing(year, month, day)))
}

/// A calendar day without the weekday behind it, and that weekday: `2026年11月21日(星期六)`.
pub fn without_weekday(text: &str) -> (&str, Option<Weekday>) {
    let (body, bracketed) = match text.strip_suffix(')') {
        Some(body) => (body, true),
        None => (text, false),
    };
    let found = WEEK_WORDS.iter().find_map(|w| {
        let (head, name) = body.rsplit_once(w)?;
        let day = weekday(name)?;
        let head = if bracketed {
            head.strip_suffix('(')?
        } else {
            head
        };
        Some((head.trim_end_matches(','), day))
    });
    match found {
        Some((head, day)) if !head.is_empty() => (head, Some(day)),
        _ => (text, None),
    }
}
