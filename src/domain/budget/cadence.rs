//! How often a sum comes or goes, and what that is in a month.

use crate::domain::money::Money;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cadence {
    /// Every week.
    Week,
    /// Every two weeks.
    Fortnight,
    /// Every month.
    #[default]
    Month,
    /// Every three months.
    Quarter,
    /// Once a year for one season (a winter's heating).
    Season,
    /// Every six months.
    HalfYear,
    /// Once a year.
    Year,
}

impl Cadence {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, Cadence); 7] = [
        ("week", Cadence::Week),
        ("fortnight", Cadence::Fortnight),
        ("month", Cadence::Month),
        ("quarter", Cadence::Quarter),
        ("season", Cadence::Season),
        ("half-year", Cadence::HalfYear),
        ("year", Cadence::Year),
    ];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        let named = Cadence::ALL.iter().find(|(_, cadence)| *cadence == self);
        named.map_or("month", |(word, _)| word)
    }

    /// The cadence of this word.
    pub fn from_word(word: &str) -> Option<Cadence> {
        let named = Cadence::ALL.iter().find(|(known, _)| *known == word);
        named.map(|(_, cadence)| *cadence)
    }

    /// How many times a year, by the convention that a year has 52 weeks.
    pub fn times_a_year(self) -> i64 {
        match self {
            Cadence::Week => 52,
            Cadence::Fortnight => 26,
            Cadence::Month => 12,
            Cadence::Quarter => 4,
            Cadence::HalfYear => 2,
            Cadence::Season | Cadence::Year => 1,
        }
    }

    /// What `amount` this often is in a month: × times a year ÷ 12, rounded once, to the fen, half
    /// up. The amount is not below nothing.
    pub fn a_month(self, amount: Money) -> Money {
        let a_year = i128::from(amount.fen()) * i128::from(self.times_a_year());
        let fen = (a_year * 2 + 12).div_euclid(24);
        Money::from_fen(i64::try_from(fen).unwrap_or(i64::MAX))
    }
}

/// A sum as it was said: so much, so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// Yuan each time.
    pub amount: Money,
    /// How often.
    pub every: Cadence,
}

impl Stated {
    /// What it is in a month.
    pub fn a_month(self) -> Money {
        self.every.a_month(self.amount)
    }
}

/// A line as it was entered: a sum, how often, and a note. Written `500.00`, `500.00/week`,
/// `500.00/week;外卖`: without a cadence it is by the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The sum.
    pub stated: Stated,
    /// The borrower's own words.
    pub note: Option<String>,
}

impl Entry {
    /// A sum by the month, without a note.
    pub fn monthly(amount: Money) -> Entry {
        let every = Cadence::Month;
        Entry {
            stated: Stated { amount, every },
            note: None,
        }
    }

    /// Reads the written form; `None` where it isn't one.
    pub fn parse(text: &str) -> Option<Entry> {
        let (sum, note) = match text.split_once(';') {
            Some((sum, note)) => (sum, Some(note.to_owned())),
            None => (text, None),
        };
        let (amount, every) = match sum.split_once('/') {
            Some((amount, word)) => (amount, Cadence::from_word(word)?),
            None => (sum, Cadence::Month),
        };
        let amount = Money::parse(amount).ok()?;
        Some(Entry {
            stated: Stated { amount, every },
            note: note.filter(|words| !words.is_empty()),
        })
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.stated.amount)?;
        if self.stated.every != Cadence::Month {
            write!(f, "/{}", self.stated.every.word())?;
        }
        match &self.note {
            Some(note) => write!(f, ";{note}"),
            None => Ok(()),
        }
    }
}
