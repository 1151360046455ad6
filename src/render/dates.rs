//! Days as letters and screens write them: Arabic figures, no leading zeros.

use chrono::{Datelike, NaiveDate, Weekday};

/// `2026年11月21日`, `2026年1月5日`.
pub fn long_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `星期六`.
pub fn weekday(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "星期一",
        Weekday::Tue => "星期二",
        Weekday::Wed => "星期三",
        Weekday::Thu => "星期四",
        Weekday::Fri => "星期五",
        Weekday::Sat => "星期六",
        Weekday::Sun => "星期日",
    }
}

/// `2026年11月21日（星期六）`.
pub fn long_date_with_weekday(day: NaiveDate) -> String {
    format!("{}（{}）", long_date(day), weekday(day))
}

/// A day for the head or the cell of a table on a page made for `page`: `11-19`, with its year where
/// that is another one.
pub fn short_date(day: NaiveDate, page: NaiveDate) -> String {
    let form = if day.year() == page.year() {
        "%m-%d"
    } else {
        "%Y-%m-%d"
    };
    day.format(form).to_string()
}
