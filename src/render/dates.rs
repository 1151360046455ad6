//! Days as letters and screens write them: Arabic figures, no leading zeros.

use super::texts::Texts;
use chrono::{Datelike, NaiveDate};

/// `2026年11月21日`, `2026年1月5日`.
pub fn long_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The words a language writes days with.
#[derive(Debug, Clone)]
pub(super) struct DateWords {
    long: String,
    months: Vec<String>,
}

impl DateWords {
    /// Out of the texts; `None` where they have none.
    pub(super) fn of(texts: &Texts) -> Option<DateWords> {
        let month = |n: u32| texts.get(&format!("dates.month.{n}")).map(str::to_owned);
        Some(DateWords {
            long: texts.get("dates.long")?.to_owned(),
            months: (1..=12).map(month).collect::<Option<Vec<String>>>()?,
        })
    }

    /// A day written out.
    pub(super) fn long(&self, day: NaiveDate) -> String {
        let month = self.months.get(day.month0() as usize);
        self.long
            .replace("{{ year }}", &day.year().to_string())
            .replace("{{ month }}", month.map_or("", String::as_str))
            .replace("{{ day }}", &day.day().to_string())
    }
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
