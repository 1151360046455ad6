//! Days counted, periods weighed, time limits listed, reminders written.

mod command;
mod counting;
mod reminders;
mod weekend;
mod weighing;

use chrono::{NaiveDate, Weekday};
use menshen::domain::guidance::RestDays;
use menshen::domain::law::CheckedOn;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Saturdays and Sundays, and whatever else a vector says.
fn weekends() -> RestDays {
    RestDays {
        id: "weekends".into(),
        weekdays: vec![Weekday::Sat, Weekday::Sun],
        holidays: Vec::new(),
        workdays: Vec::new(),
        years_known: Vec::new(),
        zh: String::new(),
        cites: Vec::new(),
        checked: CheckedOn(day("2026-11-21")),
    }
}

/// Every day of the years asked about.
fn every_day() -> impl Iterator<Item = NaiveDate> {
    day("2015-01-01")
        .iter_days()
        .take_while(|d| *d <= day("2027-12-31"))
}
