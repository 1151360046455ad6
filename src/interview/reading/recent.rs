//! Moments named by their distance from now: 刚才, 十分钟前, 半小时前, 一个半小时前.

use super::Rejected;
use super::moment::Moment;
use super::numeral::whole;
use chrono::{NaiveDate, NaiveTime, TimeDelta};

/// What people say of a moment ago.
const JUST_NOW: [&str; 8] = [
    "刚才",
    "刚刚",
    "刚",
    "方才",
    "刚才不久",
    "现在",
    "这会儿",
    "此刻",
];

/// Farther back than this nobody counts in hours.
const MOST_MINUTES: i64 = 48 * 60;

/// The moment, if the text names one by its distance from now; `None` if it is written in another
/// way. It is about then: nobody counts minutes. Without a clock the hour has to be written.
pub fn moment(
    text: &str,
    today: NaiveDate,
    clock: Option<NaiveTime>,
) -> Option<Result<Moment, Rejected>> {
    let minutes = match JUST_NOW.contains(&text) {
        true => 0,
        false => minutes_ago(text)?,
    };
    let Some(clock) = clock else {
        return Some(Err(Rejected::new("moment-hour-missing")));
    };
    let at = today.and_time(clock) - TimeDelta::minutes(minutes);
    Some(Ok(Moment::about(at)))
}

/// `10分钟前`, `半小时以前`, `两个小时前`, `一个半小时前`, `一刻钟前`.
fn minutes_ago(text: &str) -> Option<i64> {
    let span = ["以前", "之前", "前"]
        .iter()
        .find_map(|word| text.strip_suffix(word))?;
    let minutes = if span == "一刻钟" {
        15
    } else if let Some(count) = span.strip_suffix("分钟").or(span.strip_suffix('分')) {
        i64::try_from(whole(count)?).ok()?
    } else {
        let count = ["个小时", "个钟头", "小时", "钟头"]
            .iter()
            .find_map(|unit| span.strip_suffix(unit))?;
        let half = |count: &str| count.strip_suffix('半').map(str::to_owned);
        match count {
            "半" | "半个" => 30,
            _ => match half(count) {
                // 一个半小时: the unit's 个 stands before the 半.
                Some(hours) => 60 * hours_of(hours.trim_end_matches('个'))? + 30,
                None => 60 * hours_of(count)?,
            },
        }
    };
    (minutes <= MOST_MINUTES).then_some(minutes)
}

fn hours_of(count: &str) -> Option<i64> {
    i64::try_from(whole(count)?).ok().filter(|n| *n <= 48)
}
