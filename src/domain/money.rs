//! Money as whole fen (1/100 yuan). Rounding happens only where a rule names it, half up.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in fen. May be negative (a variance); what is read from a file or a person may not.
///
/// Sums of amounts read through [`Money::parse`] (below 10^12 yuan each) can't overflow an `i64`
/// before about 90,000 of the largest are added; additions saturate rather than wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// Why a text is not an amount of the strict form `(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMoney {
    /// More than two decimals.
    TooManyDecimals,
    /// A minus sign.
    Negative,
    /// More than twelve digits before the point.
    TooLarge,
    /// Anything else.
    Form,
}

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// From whole fen.
    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    /// Whole fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads the strict form of files: plain digits, a point, at most two decimals, in yuan.
    ///
    /// # Errors
    /// Says which rule the text breaks; the text itself is not repeated.
    pub fn parse(text: &str) -> Result<Money, NotMoney> {
        if text.starts_with('-') {
            return Err(NotMoney::Negative);
        }
        let (whole, fraction) = match text.split_once('.') {
            Some((w, f)) => (w, Some(f)),
            None => (text, None),
        };
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(NotMoney::Form);
        }
        if whole.len() > 12 {
            return Err(NotMoney::TooLarge);
        }
        let yuan: i64 = whole.parse().map_err(|_| NotMoney::Form)?;
        let fen = match fraction {
            None => 0,
            Some(f) if !digits(f) => return Err(NotMoney::Form),
            Some(f) if f.len() > 2 => return Err(NotMoney::TooManyDecimals),
            Some(f) => {
                let n: i64 = f.parse().map_err(|_| NotMoney::Form)?;
                if f.len() == 1 { n * 10 } else { n }
            }
        };
        Ok(Money(yuan * 100 + fen))
    }

    /// The amount in yuan, exact.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Rounds an exact amount in yuan to the fen, half up (away from zero).
    /// `None` where it doesn't fit.
    pub fn round_from_yuan(yuan: Decimal) -> Option<Money> {
        let fen = yuan
            .checked_mul(Decimal::ONE_HUNDRED)?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        fen.to_i64().map(Money)
    }

    /// Never below nothing.
    pub fn at_least_zero(self) -> Money {
        Money(self.0.max(0))
    }

    /// Is it nothing?
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Rounded down to a multiple of `step` (a positive amount).
    pub fn floor_to(self, step: Money) -> Money {
        if step.0 <= 0 {
            return self;
        }
        Money(self.0.div_euclid(step.0) * step.0)
    }

    /// For people: `12,345.60`.
    pub fn grouped(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let yuan = (self.0.unsigned_abs() / 100).to_string();
        let mut out = String::with_capacity(yuan.len() + yuan.len() / 3 + 4);
        for (i, c) in yuan.chars().enumerate() {
            if i > 0 && (yuan.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        format!("{sign}{out}.{:02}", self.0.unsigned_abs() % 100)
    }
}

/// An amount as files have it, on the stack: a statement holds a hundred of them, and the
/// formatting machinery costs more than all its arithmetic.
struct Written {
    /// The text ends with the array and begins at `start`. A sign, 17 digits of yuan, a point and
    /// two decimals are the most there can be.
    bytes: [u8; 24],
    start: usize,
}

impl Written {
    fn of(amount: Money) -> Written {
        let mut written = Written {
            bytes: [b'0'; 24],
            start: 24,
        };
        let mut left = amount.0.unsigned_abs();
        let mut digits = 0;
        // At least one digit stands before the point.
        while left > 0 || digits < 3 {
            if digits == 2 {
                written.put(b'.');
            }
            written.put(b'0' + (left % 10) as u8);
            left /= 10;
            digits += 1;
        }
        if amount.0 < 0 {
            written.put(b'-');
        }
        written
    }

    fn put(&mut self, byte: u8) {
        self.start -= 1;
        self.bytes[self.start] = byte;
    }

    fn text(&self) -> &str {
        // Only ASCII was put in.
        std::str::from_utf8(&self.bytes[self.start..]).unwrap_or_default()
    }
}

/// For machines: `12345.60`, always two decimals.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Written::of(*self).text())
    }
}

/// Where a sum or a difference that begins with `first` stops growing. Apart from the addition, and
/// cold: a look at the overflow bit is then all that an addition costs besides itself.
#[cold]
fn bound(first: Money) -> i64 {
    // Only two of one sign overflow a sum, and only two of different signs a difference: either way
    // the first one says which end it is.
    if first.0 < 0 { i64::MIN } else { i64::MAX }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.checked_add(other.0).unwrap_or_else(|| bound(self)))
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.checked_sub(other.0).unwrap_or_else(|| bound(self)))
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(iter: I) -> Money {
        iter.fold(Money::ZERO, |a, b| a + b)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Written::of(*self).text())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let text = String::deserialize(deserializer)?;
        Money::parse(&text).map_err(|e| serde::de::Error::custom(format!("{e:?}")))
    }
}
