//! Where a household's income comes from. What changes from month to month counts by its lowest
//! month: a plan made for a mean breaks in the first month below it.

use super::cadence::{Cadence, Entry, Stated};
use crate::domain::money::Money;
use serde::{Deserialize, Serialize};

/// The source that stands for all income, where it wasn't told apart.
pub const ALL_INCOME: &str = "all";

/// One source of income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `wages`, `varying`, `pension` …; [`ALL_INCOME`] where sources weren't told apart.
    pub id: String,
    /// Yuan a month that count: of several months, the lowest.
    pub amount: Money,
    /// Take-home pay of each month that was told, for income that changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<Money>,
    /// As it was said, where not by the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Stated>,
    /// The borrower's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Source {
    /// A steady one.
    pub fn steady(id: impl Into<String>, entry: Entry) -> Source {
        Source {
            id: id.into(),
            amount: entry.stated.a_month(),
            months: Vec::new(),
            stated: Some(entry.stated).filter(|s| s.every != Cadence::Month),
            note: entry.note,
        }
    }

    /// One that changes from month to month; `None` where no month was told.
    pub fn varying(id: impl Into<String>, months: Vec<Money>) -> Option<Source> {
        Some(Source {
            id: id.into(),
            amount: months.iter().min().copied()?,
            months,
            stated: None,
            note: None,
        })
    }

    /// The mean of the months told, to the fen, half up; what counts where none were.
    pub fn mean(&self) -> Money {
        let Ok(count) = i64::try_from(self.months.len()) else {
            return self.amount;
        };
        if count == 0 {
            return self.amount;
        }
        let sum: Money = self.months.iter().copied().sum();
        Money::from_fen((sum.fen() * 2 + count).div_euclid(count * 2))
    }

    /// As it would be entered again, where it is steady.
    pub fn entry(&self) -> Entry {
        let monthly = Entry::monthly(self.amount);
        Entry {
            stated: self.stated.unwrap_or(monthly.stated),
            note: self.note.clone(),
        }
    }
}
