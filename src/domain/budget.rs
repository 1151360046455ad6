//! The household's month: what comes in, what must go out, what is set aside, what is left; and
//! what comes only once, which is no part of it.

mod cadence;
mod category;
mod doubt;
mod income;
mod resource;

pub use cadence::{Cadence, Entry, Stated};
pub use category::{AskIfNothing, Categories, Category, Group, GroupTotal};
pub use doubt::{Doubt, doubts};
pub use income::{ALL_INCOME, Source};
pub use resource::{Resource, ResourceKind};

use super::money::Money;
use serde::{Deserialize, Serialize};

/// One line of the budget. A line that isn't there is unknown, not zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Category id (`rent`, `food` …).
    pub id: String,
    /// Yuan a month.
    pub amount: Money,
    /// The borrower's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// As it was said, where not by the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Stated>,
    /// Can the household live and earn without it for a while?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spare: bool,
}

impl Line {
    /// A line as it was entered.
    pub fn entered(id: impl Into<String>, entry: Entry, spare: bool) -> Line {
        Line {
            id: id.into(),
            amount: entry.stated.a_month(),
            note: entry.note,
            stated: Some(entry.stated).filter(|s| s.every != Cadence::Month),
            spare,
        }
    }

    /// As it would be entered again.
    pub fn entry(&self) -> Entry {
        let monthly = Entry::monthly(self.amount);
        Entry {
            stated: self.stated.unwrap_or(monthly.stated),
            note: self.note.clone(),
        }
    }
}

/// A household's month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// Net income a month; of an irregular one, the lowest month. Where sources are told apart,
    /// their sum.
    pub income: Money,
    /// Where it comes from; empty where that wasn't told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Does the income change from month to month?
    #[serde(default)]
    pub irregular: bool,
    /// Spending, line by line.
    #[serde(default)]
    pub spending: Vec<Line>,
    /// Categories the borrower doesn't know yet: the surplus is then only an upper bound.
    #[serde(default)]
    pub unknown: Vec<String>,
    /// Set aside each month; absent: the share of income that the rule book names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<Money>,
    /// Secured and household arrears to be paid down each month before lenders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrears: Option<Money>,
    /// Money that comes once: never part of the month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
}

/// The two conventions of the rule book that turn a month into what can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// Per cent of income set aside where nothing else is said, rounded up to whole yuan.
    pub reserve_percent: i64,
    /// Offers are whole multiples of this.
    pub step: Money,
}

/// What is left, and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Surplus {
    /// Income a month.
    pub income: Money,
    /// Necessary spending.
    pub necessary: Money,
    /// Spending one can do without for a while; it goes out all the same until it is stopped.
    pub spare: Money,
    /// Arrears that go before lenders.
    pub arrears: Money,
    /// Set aside.
    pub reserve: Money,
    /// Income less all of these; negative where the month doesn't close.
    pub surplus: Money,
    /// The surplus rounded down to the step, never below nothing: no plan goes above it.
    pub capacity: Money,
}

impl Household {
    /// Is every line known that was asked for? If not, the capacity is an upper bound and nothing
    /// can be offered on it.
    pub fn is_complete(&self) -> bool {
        self.unknown.is_empty()
    }

    /// The ids of all lines, known or not.
    pub fn line_ids(&self) -> impl Iterator<Item = &str> {
        let known = self.spending.iter().map(|l| l.id.as_str());
        known.chain(self.unknown.iter().map(String::as_str))
    }

    /// The mean income a month, where months were told; beside the lowest, which counts.
    pub fn mean_income(&self) -> Option<Money> {
        let told = self.sources.iter().any(|s| !s.months.is_empty());
        told.then(|| self.sources.iter().map(Source::mean).sum())
    }

    /// Puts a source in, replacing the one of the same id in its place, and sums the income anew.
    /// Income that wasn't told apart before stays in the sum, as a source of its own.
    pub fn put_source(&mut self, source: Source) {
        if self.sources.is_empty() && !self.income.is_zero() && source.id != ALL_INCOME {
            let all = Entry::monthly(self.income);
            self.sources.push(Source::steady(ALL_INCOME, all));
        }
        match self.sources.iter_mut().find(|s| s.id == source.id) {
            Some(old) => *old = source,
            None => self.sources.push(source),
        }
        self.sum_income();
    }

    /// Takes a source out and sums the income anew; `None` if there is none of this id.
    pub fn take_source(&mut self, id: &str) -> Option<Source> {
        let place = self.sources.iter().position(|s| s.id == id)?;
        let taken = self.sources.remove(place);
        self.sum_income();
        Some(taken)
    }

    fn sum_income(&mut self) {
        self.income = self.sources.iter().map(|s| s.amount).sum();
        // What wasn't told apart keeps its word; told apart, each source says it by its months.
        let whole = self.sources.iter().any(|s| s.id == ALL_INCOME);
        let varies = self.sources.iter().any(|s| !s.months.is_empty());
        self.irregular = varies || (whole && self.irregular);
    }

    /// What is left of the month under these conventions.
    pub fn surplus(&self, conventions: Conventions) -> Surplus {
        let spent = |spare: bool| -> Money {
            let lines = self.spending.iter().filter(|l| l.spare == spare);
            lines.map(|l| l.amount).sum()
        };
        let (necessary, spare) = (spent(false), spent(true));
        let arrears = self.arrears.unwrap_or(Money::ZERO);
        let reserve = self.reserve.unwrap_or_else(|| {
            // Per cent of fen, up to the next whole yuan.
            let share = i128::from(self.income.fen()) * i128::from(conventions.reserve_percent);
            let yuan = (share + 9_999).div_euclid(10_000);
            Money::from_fen(i64::try_from(yuan * 100).unwrap_or(i64::MAX))
        });
        let surplus = self.income - necessary - spare - arrears - reserve;
        let capacity = surplus.at_least_zero().floor_to(conventions.step);
        Surplus {
            income: self.income,
            necessary,
            spare,
            arrears,
            reserve,
            surplus,
            capacity,
        }
    }
}
