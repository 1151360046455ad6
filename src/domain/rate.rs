//! Rates as exact integers. A rate always says its unit; nothing here is a float.

use super::money::Money;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::fmt;

/// How many parts make one whole in a [`Rate`].
pub const RATE_PARTS: i128 = 10_000_000_000;
const RATE_DECIMALS: usize = 10;
/// How many parts make one whole in a [`Multiple`].
pub const MULTIPLE_PARTS: i128 = 10_000;
const MULTIPLE_DECIMALS: usize = 4;
/// At most so many digits stand before the point.
const WHOLE_DIGITS: usize = 4;

/// A rate as a fraction ("0.234" is 23.4 %), in units of 10^-10. Never negative.
///
/// With at most ten decimals and at most [`StatedRate::LARGEST`], every product of a rate, a
/// multiple, an amount and a span of this module stays far below the range of an `i128`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

/// How many times another rate, in units of 10^-4. Never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Multiple(i64);

/// The text is not a plain decimal within bounds. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotRate;

impl Rate {
    /// No interest.
    pub const ZERO: Rate = Rate(0);

    /// From parts of 10^-10.
    pub const fn from_parts(parts: i64) -> Rate {
        Rate(parts)
    }

    /// Parts of 10^-10.
    pub const fn parts(self) -> i128 {
        self.0 as i128
    }

    /// Reads plain digits with a point: no sign, no exponent, at most ten decimals, four digits before the point.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Rate, NotRate> {
        fixed_point(text, RATE_DECIMALS).map(Rate)
    }

    /// From an exact decimal of the rule book.
    pub fn from_decimal(value: Decimal) -> Option<Rate> {
        parts_of(value, RATE_DECIMALS).map(Rate)
    }

    /// As an exact decimal fraction.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, RATE_DECIMALS as u32).normalize()
    }

    /// This rate times a whole or fractional multiple, cut (never rounded up) to ten decimals.
    #[must_use]
    pub fn times(self, multiple: Multiple) -> Rate {
        let parts = self.parts() * multiple.parts() / MULTIPLE_PARTS;
        Rate(i64::try_from(parts).unwrap_or(i64::MAX))
    }

    /// In per cent with two decimals, half up, for people ("23.40").
    pub fn percent(self) -> String {
        rounded(self.parts() * 10_000, RATE_PARTS).to_string()
    }

    /// One month's interest on a balance at this annual rate: `round(balance × rate / 12)`, one rounding.
    pub fn month_of(self, balance: Money) -> Money {
        rounded(i128::from(balance.fen()) * self.parts(), 12 * RATE_PARTS)
    }
}

impl Multiple {
    /// Reads plain digits with a point, at most four decimals and at most 10.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Multiple, NotRate> {
        let parts = fixed_point(text, MULTIPLE_DECIMALS)?;
        if i128::from(parts) > 10 * MULTIPLE_PARTS {
            return Err(NotRate);
        }
        Ok(Multiple(parts))
    }

    /// From an exact decimal of the rule book.
    pub fn from_decimal(value: Decimal) -> Option<Multiple> {
        parts_of(value, MULTIPLE_DECIMALS)
            .filter(|parts| i128::from(*parts) <= 10 * MULTIPLE_PARTS)
            .map(Multiple)
    }

    /// Parts of 10^-4.
    pub const fn parts(self) -> i128 {
        self.0 as i128
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal().fmt(f)
    }
}

impl fmt::Display for Multiple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0, MULTIPLE_DECIMALS as u32)
            .normalize()
            .fmt(f)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Multiple {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A rate with the unit its contract states it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatedRate {
    /// A year.
    Annual(Rate),
    /// A month.
    Monthly(Rate),
    /// A day.
    Daily(Rate),
}

impl StatedRate {
    /// Largest accepted annual rate (10,000 %); a month takes a tenth of it and a day a hundredth.
    pub const LARGEST: Rate = Rate(1_000_000_000_000);

    /// The contract rate: the annual rate, the monthly × 12 or the daily × 360 (`spec`, "rate").
    pub fn contract_rate(self) -> Rate {
        match self {
            StatedRate::Annual(r) => r,
            StatedRate::Monthly(r) => Rate(r.0.saturating_mul(12)),
            StatedRate::Daily(r) => Rate(r.0.saturating_mul(360)),
        }
    }

    /// Is it small enough to count with?
    pub fn within_bounds(self) -> bool {
        match self {
            StatedRate::Annual(r) => r <= StatedRate::LARGEST,
            StatedRate::Monthly(r) => r.0 <= StatedRate::LARGEST.0 / 10,
            StatedRate::Daily(r) => r.0 <= StatedRate::LARGEST.0 / 100,
        }
    }
}

/// An exact fraction of the balance that one day costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerDay {
    numerator: i128,
    denominator: i128,
}

impl PerDay {
    /// Nothing a day.
    pub const NOTHING: PerDay = PerDay {
        numerator: 0,
        denominator: 1,
    };

    /// An annual rate over a year of so many days.
    pub const fn of_year(annual: Rate, days_in_year: u32) -> PerDay {
        PerDay {
            numerator: annual.parts(),
            denominator: RATE_PARTS * days_in_year as i128,
        }
    }

    /// A daily rate.
    pub const fn of_day(daily: Rate) -> PerDay {
        PerDay {
            numerator: daily.parts(),
            denominator: RATE_PARTS,
        }
    }

    /// The same, taken so many times.
    #[must_use]
    pub const fn times(self, multiple: Multiple) -> PerDay {
        PerDay {
            numerator: self.numerator * multiple.parts(),
            denominator: self.denominator * MULTIPLE_PARTS,
        }
    }

    /// The same fraction in its lowest terms: rates of contracts have few digits, and products with
    /// what is left of them fit half the width. Whoever multiplies often reduces once.
    #[must_use]
    pub fn lowest_terms(self) -> PerDay {
        let sides = (
            u64::try_from(self.numerator),
            u64::try_from(self.denominator),
        );
        let (Ok(numerator), Ok(denominator)) = sides else {
            return self;
        };
        // Euclid's; a denominator is never zero.
        let (mut divisor, mut rest) = (denominator, numerator);
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        PerDay {
            numerator: i128::from(numerator / divisor),
            denominator: i128::from(denominator / divisor),
        }
    }

    /// The interest on a sum of balance × days (fen × days), rounded once, half up.
    pub fn interest(self, balance_days: i128) -> Money {
        rounded(balance_days * self.numerator, self.denominator)
    }

    /// Does a day cost nothing?
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Is this more a day than the other?
    pub const fn exceeds(self, other: PerDay) -> bool {
        self.numerator * other.denominator > other.numerator * self.denominator
    }
}

/// `numerator / denominator` fen to the whole fen, half up. Both are never negative here.
pub fn rounded(numerator: i128, denominator: i128) -> Money {
    let (above, below) = (2 * numerator + denominator, 2 * denominator);
    // Nearly always both fit half the width, which a processor divides at once.
    let fen = match (u64::try_from(above), u64::try_from(below)) {
        (Ok(above), Ok(below)) => i128::from(above / below),
        _ => above / below,
    };
    Money::from_fen(i64::try_from(fen).unwrap_or(i64::MAX))
}

fn fixed_point(text: &str, decimals: usize) -> Result<i64, NotRate> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if !digits(whole) || !digits(fraction) || leading_zero || whole.len() > WHOLE_DIGITS {
        return Err(NotRate);
    }
    // Trailing zeros say nothing; only digits that count are limited.
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > decimals {
        return Err(NotRate);
    }
    let zeros = std::iter::repeat_n(b'0', decimals - fraction.len());
    // Fourteen digits at most, which an i64 holds.
    let digits = whole.bytes().chain(fraction.bytes()).chain(zeros);
    Ok(digits.fold(0, |n, digit| n * 10 + i64::from(digit - b'0')))
}

/// A decimal in parts of 10^-decimals, within the bounds of [`fixed_point`].
fn parts_of(value: Decimal, decimals: usize) -> Option<i64> {
    let value = value.normalize();
    let missing = u32::try_from(decimals).ok()?.checked_sub(value.scale())?;
    let parts = value
        .mantissa()
        .checked_mul(10_i128.checked_pow(missing)?)?;
    let bound = 10_i128.checked_pow(u32::try_from(decimals + WHOLE_DIGITS).ok()?)?;
    i64::try_from(parts)
        .ok()
        .filter(|_| (0..bound).contains(&parts))
}
