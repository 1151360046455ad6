//! Law as dated data: instruments, provisions, how binding a source is and how well it was checked.

mod age;
mod book;
mod edition;
mod error;

pub use age::{Age, Freshness, STALE_AFTER_DAYS};
pub use book::{LawBook, Mention};
pub use edition::{Correction, Edition};
pub use error::LawError;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How binding a source is, strongest first. Wording follows it: a breach of the weaker ones
/// supports a complaint; it doesn't cancel a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// A law of the National People's Congress or its committee (法律), or a State Council regulation.
    Statute,
    /// 司法解释.
    JudicialInterpretation,
    /// A court's policy document; looked to, not cited as the basis of a judgment.
    CourtPolicy,
    /// 部门规章 and ministries' notices.
    MinistryRule,
    /// A recommended national standard (GB/T).
    RecommendedStandard,
    /// An association's rules for its members.
    SelfRegulation,
    /// What is usually done.
    Practice,
}

/// How well a row was checked against its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The provision itself was read, with its number. Only these are cited with an article number.
    VerifiedText,
    /// Reported by others: worded "据公开报道", leads to a question and not to an accusation.
    Secondary,
}

/// The day a row was last checked against its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckedOn(pub NaiveDate);

/// When something holds: from a first day, up to and without an end. Files write the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Validity {
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it no longer holds; `None` while no end is known.
    pub end: Option<NaiveDate>,
}

impl Validity {
    /// From a first and a last day as files write them. `None` where the last is before the first,
    /// or has no day after it.
    pub fn through(from: NaiveDate, last: Option<NaiveDate>) -> Option<Validity> {
        let end = match last {
            Some(day) if day < from => return None,
            Some(day) => Some(day.succ_opt()?),
            None => None,
        };
        Some(Validity { from, end })
    }

    /// Does it hold on this day?
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        self.from <= on && !self.ended_by(on)
    }

    /// Has it ended by this day?
    pub fn ended_by(&self, on: NaiveDate) -> bool {
        self.end.is_some_and(|end| end <= on)
    }

    /// The last day, as people write it; `None` while no end is known.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end.and_then(|end| end.pred_opt())
    }

    /// Is every day of this one also a day of the other?
    pub fn within(&self, other: &Validity) -> bool {
        let ends_in_time = match (self.end, other.end) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(mine), Some(theirs)) => mine <= theirs,
        };
        self.from >= other.from && ends_in_time
    }
}

/// A law, interpretation, rule, standard or guideline, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instrument {
    /// Stable kebab-case id.
    pub id: String,
    /// Full title, with the year of the revision where several are told apart by it.
    pub title: String,
    /// What a person calls it.
    pub short: String,
    /// Document number, only where it was read.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// How binding it is.
    pub force: Force,
    /// The days it is in force.
    pub validity: Validity,
    /// Id of what took its place.
    pub superseded_by: Option<String>,
    /// How well its dates and title were checked.
    pub confidence: Confidence,
    /// When.
    pub checked: CheckedOn,
    /// What must be known before relying on it.
    pub note: Option<String>,
}

/// What one or a few articles of an instrument say, in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// Stable id (`CC-670`).
    pub id: String,
    /// Id of the instrument.
    pub instrument: String,
    /// As it is cited (`第670条`); only where the text itself was read.
    pub article: Option<String>,
    /// The days it holds.
    pub validity: Validity,
    /// How binding: that of its instrument.
    pub force: Force,
    /// How well it was checked.
    pub confidence: Confidence,
    /// Independent reports it rests on, where the text itself wasn't read.
    pub reports: Option<u32>,
    /// When it was checked.
    pub checked: CheckedOn,
    /// Questions it answers; on any day at most one provision answers each.
    pub subjects: Vec<String>,
    /// Id of the provision that says it afterwards.
    pub successor: Option<String>,
    /// Words people search by.
    pub topics: Vec<String>,
    /// What it says, in Chinese.
    pub zh: String,
    /// What it says, in English, one line.
    pub en: String,
    /// What must not be read into it.
    pub caution: Option<String>,
}

impl Provision {
    /// Does it rest on a single report?
    pub fn rests_on_one_report(&self) -> bool {
        self.confidence == Confidence::Secondary && self.reports.unwrap_or(0) <= 1
    }
}

/// A provision found to hold on the day asked for.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// The provision.
    pub provision: &'a Provision,
    /// The instrument it stands in.
    pub instrument: &'a Instrument,
    /// The day asked for.
    pub on: NaiveDate,
    /// The day asked for is later than the day of the last check: it may have changed since.
    pub beyond_checked: bool,
}

impl InForce<'_> {
    /// The citation of it, as of the day asked for.
    pub fn citation(&self) -> Citation {
        Citation {
            provision: self.provision.id.clone(),
            title: self.instrument.title.clone(),
            short: self.instrument.short.clone(),
            number: self.instrument.number.clone(),
            article: self.provision.article.clone(),
            force: self.provision.force,
            confidence: self.provision.confidence,
            checked: self.provision.checked,
            on: self.on,
        }
    }
}

/// A reference to a provision as it stood on a day, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Id of the provision.
    pub provision: String,
    /// Title of its instrument.
    pub title: String,
    /// What a person calls the instrument.
    pub short: String,
    /// Its document number, where it was read.
    pub number: Option<String>,
    /// The article, where one may be named.
    pub article: Option<String>,
    /// How binding.
    pub force: Force,
    /// How well checked.
    pub confidence: Confidence,
    /// When.
    pub checked: CheckedOn,
    /// The day it is cited for.
    pub on: NaiveDate,
}

/// As letters write it: the title in its marks, its number, then the article if one may be named.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A title in another language holds the instrument's own name in its marks already.
        let own_marks = self.title.ends_with('》');
        match own_marks {
            true => f.write_str(&self.title)?,
            false => write!(f, "《{}》", self.title)?,
        }
        match &self.number {
            Some(number) if own_marks => write!(f, " ({number})")?,
            Some(number) => write!(f, "（{number}）")?,
            None => {}
        }
        f.write_str(self.article.as_deref().unwrap_or_default())
    }
}

/// One line of a table from old numbers to new ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renumbering {
    /// What it is about.
    pub conduct: String,
    /// Number in the old instrument; `None` where the old one had no such article.
    pub old_article: Option<String>,
    /// Number in the new instrument.
    pub new_article: Option<String>,
    /// Provision id of the old article.
    pub old: Option<String>,
    /// Provision id of the new article.
    pub new: Option<String>,
    /// What changed.
    pub change: String,
}

/// A table from the numbers of one instrument to those of the one that took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Succession {
    /// Stable id.
    pub id: String,
    /// Id of the old instrument.
    pub old: String,
    /// Id of the new instrument.
    pub new: String,
    /// The first day of the new one.
    pub cut_over: NaiveDate,
    /// Which text applies to which act.
    pub zh: String,
    /// Provisions that say so.
    pub cites: Vec<String>,
    /// Line by line.
    pub rows: Vec<Renumbering>,
}
