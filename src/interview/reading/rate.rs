//! Rates of interest as people and lenders write them.

use super::normal::tight;
use super::numeral::{NotNumeral, han_digit, numeral};
use super::{Reading, Rejected};
use crate::domain::coded::args;
use crate::interview::answers::Value;
use rust_decimal::Decimal;

/// What a rate is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateUnit {
    /// A year.
    Annual,
    /// A month.
    Monthly,
    /// A day.
    Daily,
}

impl RateUnit {
    /// The member of a loan's `rate` that holds it.
    pub fn member(self) -> &'static str {
        match self {
            RateUnit::Annual => "annual",
            RateUnit::Monthly => "monthly",
            RateUnit::Daily => "daily",
        }
    }

    /// The unit of this member.
    pub fn of_member(member: &str) -> Option<RateUnit> {
        [RateUnit::Annual, RateUnit::Monthly, RateUnit::Daily]
            .into_iter()
            .find(|unit| unit.member() == member)
    }

    /// Is a rate (a canonical fraction) so high for this unit that it is asked about: 100 % a year,
    /// 10 % a month, 1 % a day, or more?
    pub fn is_doubted(self, rate: &str) -> bool {
        let from = match self {
            RateUnit::Annual => Decimal::ONE,
            RateUnit::Monthly => Decimal::new(1, 1),
            RateUnit::Daily => Decimal::new(1, 2),
        };
        rate.parse().is_ok_and(|rate: Decimal| rate >= from)
    }
}

/// No rate of ours reaches this, whatever its unit; ten thousand percent.
const LARGEST: u32 = 100;
const MOST_DECIMALS: u32 = 10;

/// Words before or after the figure that name the unit; longer ones before those they begin or end with.
const UNIT_WORDS: [(&str, RateUnit); 43] = [
    ("综合年化", RateUnit::Annual),
    ("年化利率", RateUnit::Annual),
    ("年化率", RateUnit::Annual),
    ("年化", RateUnit::Annual),
    ("年利率", RateUnit::Annual),
    ("年利息", RateUnit::Annual),
    ("年费率", RateUnit::Annual),
    ("年息", RateUnit::Annual),
    ("年利", RateUnit::Annual),
    ("每年", RateUnit::Annual),
    ("一年", RateUnit::Annual),
    ("按年", RateUnit::Annual),
    ("/年", RateUnit::Annual),
    ("年", RateUnit::Annual),
    ("apr", RateUnit::Annual),
    ("月化利率", RateUnit::Monthly),
    ("月利率", RateUnit::Monthly),
    ("月利息", RateUnit::Monthly),
    ("月费率", RateUnit::Monthly),
    ("月息", RateUnit::Monthly),
    ("月利", RateUnit::Monthly),
    ("每个月", RateUnit::Monthly),
    ("一个月", RateUnit::Monthly),
    ("每月", RateUnit::Monthly),
    ("按月", RateUnit::Monthly),
    ("/月", RateUnit::Monthly),
    ("月", RateUnit::Monthly),
    ("日利率", RateUnit::Daily),
    ("日利息", RateUnit::Daily),
    ("日费率", RateUnit::Daily),
    ("日息", RateUnit::Daily),
    ("日利", RateUnit::Daily),
    ("每日", RateUnit::Daily),
    ("每天", RateUnit::Daily),
    ("一天", RateUnit::Daily),
    ("一日", RateUnit::Daily),
    ("按日", RateUnit::Daily),
    ("按天", RateUnit::Daily),
    ("天天", RateUnit::Daily),
    ("/日", RateUnit::Daily),
    ("/天", RateUnit::Daily),
    ("日", RateUnit::Daily),
    ("天", RateUnit::Daily),
];

/// Reads a rate whose unit the question names, as a decimal fraction (`15%` → `0.15`). Figures
/// without a sign are percent from 1 on; below 1 they may be percent or a fraction, and are asked.
///
/// # Errors
/// `empty`, `rate-form`, `rate-negative`, `rate-too-large`, `doubtful-rate`, and
/// `rate-unit-unexpected` where a unit is written too (it might not be the question's).
pub fn rate(line: &str) -> Result<Decimal, Rejected> {
    let text = prepared(line)?;
    let (unit, body) = unit_of(&text)?;
    if unit.is_some() || by_custom(body).is_some() {
        return Err(Rejected::new("rate-unit-unexpected"));
    }
    share(body)
}

/// A rate written with its unit (日息万五), where the question is of that unit (`daily`).
///
/// # Errors
/// As [`read_rate_with_unit`]; `rate-unit-unexpected` where it is written in another unit.
pub fn read_rate_of(unit: &str, line: &str) -> Result<Reading, Rejected> {
    let (written, rate) = read_rate_with_unit(line)?;
    if written.member() != unit {
        return Err(Rejected::new("rate-unit-unexpected"));
    }
    Ok(Reading {
        echo: Some(super::percent(&rate)),
        value: Value::Given(rate),
    })
}

/// Reads a rate together with its unit: `日息万五`, `日利率0.05%`, `月1.5%`, `月息一分五`, `年化24%`.
/// The fraction is in plain decimal form, without trailing zeros.
///
/// # Errors
/// Those of [`rate`] but the unexpected unit, and `rate-unit-missing`, `rate-unit-conflict`, and
/// `doubtful-fen` for 分 and 厘 by the year or the day, where custom and percent differ tenfold.
pub fn read_rate_with_unit(line: &str) -> Result<(RateUnit, String), Rejected> {
    let text = prepared(line)?;
    let (unit, body) = unit_of(&text)?;
    let Some(unit) = unit else {
        // A line that is no rate at all is told so first.
        if by_custom(body).is_none() {
            share(body)?;
        }
        return Err(Rejected::new("rate-unit-missing"));
    };
    let fraction = match by_custom(body) {
        None => share(body)?,
        Some(per_month) => match unit {
            RateUnit::Monthly => bounded(per_month)?,
            // 1 分 is a tenth a year, a hundredth a month, a thousandth a day, if the old custom is meant.
            RateUnit::Annual => return Err(doubtful_fen(per_month * Decimal::TEN, per_month)),
            RateUnit::Daily => return Err(doubtful_fen(per_month / Decimal::TEN, per_month)),
        },
    };
    Ok((unit, fraction.normalize().to_string()))
}

/// A fraction as people read it: `0.0005` → `0.05%`.
pub fn as_percent(fraction: Decimal) -> String {
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{}%", percent.normalize()),
        None => fraction.to_string(),
    }
}

fn prepared(line: &str) -> Result<String, Rejected> {
    let text = tight(line).to_lowercase();
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    Ok(text)
}

/// The unit named before or after the figure, and what is left.
fn unit_of(text: &str) -> Result<(Option<RateUnit>, &str), Rejected> {
    let mut rest = text;
    let mut before = None;
    if let Some((r, unit)) = UNIT_WORDS
        .iter()
        .find_map(|(word, unit)| rest.strip_prefix(word).map(|r| (r, *unit)))
    {
        rest = r;
        before = Some(unit);
    }
    for filler in ["利率", "费率", "利息", "率", "为", "是", "=", ":"] {
        rest = rest.strip_prefix(filler).unwrap_or(rest);
    }
    let mut after = None;
    if let Some((r, unit)) = UNIT_WORDS
        .iter()
        .find_map(|(word, unit)| rest.strip_suffix(word).map(|r| (r, *unit)))
    {
        rest = r;
        after = Some(unit);
    }
    for filler in ["利息", "息", "利", "的", ",", "/"] {
        rest = rest.strip_suffix(filler).unwrap_or(rest);
    }
    match (before, after) {
        (Some(a), Some(b)) if a != b => Err(Rejected::new("rate-unit-conflict")),
        _ => Ok((before.or(after), rest)),
    }
}

/// 分 and 厘 as the month's rate they mean by custom: `一分五` → 0.015, `8厘` → 0.008.
/// `None` if the text isn't of that form.
fn by_custom(text: &str) -> Option<Decimal> {
    let number = |t: &str| {
        let read = numeral(t).ok()?;
        (read.elided.is_none() && read.value < Decimal::ONE_HUNDRED).then_some(read.value)
    };
    let (fen, li) = match text.split_once('分') {
        Some((head, tail)) if !tail.starts_with('之') => {
            let li = match tail.strip_suffix('厘').unwrap_or(tail) {
                "" => Decimal::ZERO,
                "半" => Decimal::from(5),
                digit => {
                    let mut chars = digit.chars();
                    let value = chars
                        .next()
                        .and_then(|c| c.to_digit(10).or_else(|| han_digit(c)))?;
                    if chars.next().is_some() {
                        return None;
                    }
                    Decimal::from(value)
                }
            };
            (number(head)?, li)
        }
        Some(_) => return None,
        None => (Decimal::ZERO, number(text.strip_suffix('厘')?)?),
    };
    Some(fen / Decimal::ONE_HUNDRED + li / Decimal::ONE_THOUSAND)
}

fn doubtful_fen(custom: Decimal, percent: Decimal) -> Rejected {
    Rejected::with(
        "doubtful-fen",
        args([
            ("first", as_percent(custom)),
            ("second", as_percent(percent)),
        ]),
    )
}

/// The figure alone as a fraction.
pub(super) fn share(text: &str) -> Result<Decimal, Rejected> {
    if text.starts_with(['-', '负']) {
        return Err(Rejected::new("rate-negative"));
    }
    let signs_after = [
        ("%", 100),
        ("‰", 1_000),
        ("‱", 10_000),
        ("个百分点", 100),
        ("个点", 100),
    ];
    let words_before = [
        ("百分之", 100),
        ("千分之", 1_000),
        ("万分之", 10_000),
        ("千分", 1_000),
        ("万分", 10_000),
        ("千", 1_000),
        ("万", 10_000),
    ];
    let signed = signs_after
        .iter()
        .find_map(|(sign, per)| text.strip_suffix(sign).map(|t| (t, *per)))
        .or_else(|| {
            words_before
                .iter()
                .find_map(|(word, per)| text.strip_prefix(word).map(|t| (t, *per)))
        });
    if let Some((figure, per)) = signed {
        return bounded(plain_number(figure)? / Decimal::from(per));
    }
    let value = plain_number(text)?;
    if value > Decimal::ZERO && value < Decimal::ONE {
        let readings = [
            ("first", as_percent(value / Decimal::ONE_HUNDRED)),
            ("second", as_percent(value)),
        ];
        return Err(Rejected::with("doubtful-rate", args(readings)));
    }
    bounded(value / Decimal::ONE_HUNDRED)
}

fn plain_number(text: &str) -> Result<Decimal, Rejected> {
    match numeral(text) {
        Ok(read) if read.elided.is_none() && read.value.scale() <= MOST_DECIMALS => Ok(read.value),
        Err(NotNumeral::TooLarge) => Err(Rejected::new("rate-too-large")),
        _ => Err(Rejected::new("rate-form")),
    }
}

fn bounded(fraction: Decimal) -> Result<Decimal, Rejected> {
    if fraction >= Decimal::from(LARGEST) {
        return Err(Rejected::new("rate-too-large"));
    }
    Ok(fraction.normalize())
}
