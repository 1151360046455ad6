//! Interest by days, exactly: balance × days is summed as an integer and rounded once at the end,
//! so cutting a span in two changes nothing.

use super::calendar::days;
use super::money::Money;
use super::rate::PerDay;
use chrono::NaiveDate;

/// A running sum of balance × days, in fen × days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accrual {
    balance_days: i128,
    counted_to: NaiveDate,
}

impl Accrual {
    /// Nothing yet; the first day counted is `from`.
    pub fn starting(from: NaiveDate) -> Accrual {
        Accrual {
            balance_days: 0,
            counted_to: from,
        }
    }

    /// Counts `balance` for every day up to (not including) `to`. A day before what is counted
    /// already changes nothing. Answers whether any day was counted.
    pub fn advance(&mut self, balance: Money, to: NaiveDate) -> bool {
        let later = !self.reaches(to);
        if later {
            self.balance_days += i128::from(balance.fen()) * i128::from(days(self.counted_to, to));
            self.counted_to = to;
        }
        later
    }

    /// Is every day before this one counted?
    pub fn reaches(self, day: NaiveDate) -> bool {
        day <= self.counted_to
    }

    /// All so far, in fen × days.
    pub fn balance_days(self) -> i128 {
        self.balance_days
    }

    /// All interest so far, rounded once.
    pub fn interest(self, rate: PerDay) -> Money {
        rate.interest(self.balance_days)
    }
}
