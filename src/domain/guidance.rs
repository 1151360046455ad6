//! What stands beside the law in the rule book: where to turn, what isn't true though often said,
//! how days are counted, and what changed.

use super::law::{CheckedOn, Confidence};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

/// Somewhere to turn. Never a lender's own number: those come from the contract or the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Stable kebab-case id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Number to dial, where it is a line.
    pub hotline: Option<String>,
    /// What it is for.
    pub zh: String,
    /// What it is for, in English.
    pub en: String,
    /// What it can't do, or what to check first.
    pub caution: Option<String>,
    /// What has to be named or brought.
    pub needs: Vec<String>,
    /// How long an answer takes by its rules, in words.
    pub clock: Option<String>,
    /// On what grounds it turns a matter away.
    pub refuses: Vec<String>,
    /// Does a matter find an end here (a decision, help at once)? Every route leads to one.
    pub ends: bool,
    /// Provisions that rests on.
    pub cites: Vec<String>,
    /// How well that was checked.
    pub confidence: Confidence,
    /// When.
    pub checked: CheckedOn,
}

/// The order in which channels are used for one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Stable kebab-case id of the matter.
    pub id: String,
    /// The matter in a few words.
    pub name: String,
    /// Kinds of lender it is for (words of a loan's `lender_kind`); empty where it doesn't matter.
    pub lender_kinds: Vec<String>,
    /// Ids of channels, first step first.
    pub steps: Vec<String>,
    /// What to bring and to expect.
    pub zh: String,
    /// Provisions it rests on.
    pub cites: Vec<String>,
}

/// Something often said that isn't so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Myth {
    /// Stable kebab-case id.
    pub id: String,
    /// What is said.
    pub said: String,
    /// How it is.
    pub so: String,
    /// Why, or what to do instead.
    pub why: String,
    /// Provisions it rests on, as of the content's date.
    pub cites: Vec<String>,
    /// Words people search by.
    pub topics: Vec<String>,
    /// When it was checked.
    pub checked: CheckedOn,
}

/// Which days aren't working days, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestDays {
    /// Stable kebab-case id.
    pub id: String,
    /// Weekdays of rest.
    #[serde(serialize_with = "weekday_words")]
    pub weekdays: Vec<Weekday>,
    /// Public holidays that are known to be off.
    pub holidays: Vec<NaiveDate>,
    /// Days of a weekend that are worked in exchange for a holiday.
    pub workdays: Vec<NaiveDate>,
    /// Years whose public holidays are all listed; in any other year a date near a public holiday
    /// must be checked by the reader.
    pub years_known: Vec<i32>,
    /// What must be said with a date computed by it.
    pub zh: String,
    /// Provisions it rests on.
    pub cites: Vec<String>,
    /// When it was checked.
    pub checked: CheckedOn,
}

impl RestDays {
    /// Is this a day of rest, as far as is known?
    pub fn is_rest(&self, day: NaiveDate) -> bool {
        let weekend = self.weekdays.contains(&day.weekday()) && !self.workdays.contains(&day);
        weekend || self.holidays.contains(&day)
    }

    /// Are the public holidays of the day's year all listed?
    pub fn knows_year_of(&self, day: NaiveDate) -> bool {
        self.years_known.contains(&day.year())
    }
}

fn weekday_words<S: serde::Serializer>(days: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(days.iter().map(ToString::to_string))
}

/// One change of the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Stable id.
    pub id: String,
    /// The day the content changed.
    pub on: NaiveDate,
    /// The first day of law it touches; absent where it touches all.
    pub touches_from: Option<NaiveDate>,
    /// The last such day.
    pub touches_until: Option<NaiveDate>,
    /// Ids of the entries it touches.
    pub touches: Vec<String>,
    /// What changed and why.
    pub zh: String,
}
