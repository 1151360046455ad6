//! What a loan costs a year, all charges included. The only place of the domain that uses floats:
//! an internal rate has no exact form. Amounts go in as whole fen and never come back out of here.
#![allow(clippy::float_arithmetic)]

use super::calendar::{days, monthly, months_after};
use super::loan::Terms;
use super::money::Money;
use super::rate::Rate;
use super::schedule::{Plan, Row};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// Lowest and highest effective annual rate looked for: −99 % and 10,000 %.
const LOWEST: f64 = -0.99;
const HIGHEST: f64 = 100.0;
/// Points at which a cash flow with several changes of sign is looked at.
const GRID: u32 = 400;

/// An annual rate, or why there is none to name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cost {
    /// The rate as a fraction, to eight decimals.
    Rate(f64),
    /// The payments don't follow each other monthly.
    NotMonthly,
    /// Money flows one way only.
    NoSignChange,
    /// More than one rate fits.
    MultipleRoots,
    /// The one that fits lies above 10,000 %.
    AboveRange,
    /// No rate from −99 % on fits.
    NoRoot,
}

impl Cost {
    /// The rate in per cent with two decimals (`31.11%`), as people compare it, if there is one.
    pub fn percent(self) -> Option<String> {
        self.rate().map(|rate| format!("{:.2}%", rate * 100.0))
    }

    /// The rate, if there is one.
    pub fn rate(self) -> Option<f64> {
        match self {
            Cost::Rate(rate) => Some(rate),
            _ => None,
        }
    }
}

impl Serialize for Cost {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cost::Rate(rate) => serializer.serialize_f64(*rate),
            Cost::NotMonthly => serializer.serialize_str("not-monthly"),
            Cost::NoSignChange => serializer.serialize_str("no-sign-change"),
            Cost::MultipleRoots => serializer.serialize_str("multiple-roots"),
            Cost::AboveRange => serializer.serialize_str("above-10000-percent"),
            Cost::NoRoot => serializer.serialize_str("no-root"),
        }
    }
}

/// The three ways of saying it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AnnualCost {
    /// Twelve times the monthly internal rate.
    pub nominal: Cost,
    /// The monthly internal rate compounded over twelve months.
    pub effective: Cost,
    /// On actual dates, act/365.
    pub xirr: Cost,
}

impl AnnualCost {
    /// The cost in the terms in which contracts state a rate, twelve times a month's, to be held
    /// against a stated annual rate. From the dates where the payments aren't monthly.
    pub fn as_stated(&self) -> Option<Rate> {
        let nominal = self
            .nominal
            .rate()
            .or_else(|| Some(12.0 * (self.xirr.rate()?.ln_1p() / 12.0).exp_m1()))?;
        // From 10^-8 to the 10^-10 of a Rate.
        let parts = (nominal * 1e8).round() as i64;
        (parts >= 0).then(|| Rate::from_parts(parts * 100))
    }
}

/// A payment at a time counted in years; what the borrower receives is negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Years from the start.
    pub years: f64,
    /// The amount.
    pub amount: Money,
}

/// The cost of a loan as contracted: what arrived less charges paid separately that day, then
/// every planned payment with its charges.
pub fn annual_cost(terms: &Terms) -> AnnualCost {
    let rows = Plan::new(terms, Plan::principal_of(terms, terms.contract_amount)).rows();
    let start = terms.paid_separately() - terms.received();
    let flows = |years: &dyn Fn(&Row) -> f64| -> Vec<Flow> {
        let first = Flow {
            years: 0.0,
            amount: start,
        };
        let rest = rows.iter().map(|row| Flow {
            years: years(row),
            amount: row.total(),
        });
        std::iter::once(first).chain(rest).collect()
    };
    let (nominal, effective) = if follow_monthly(terms.disbursed_on, &rows) {
        let yearly = log_rate(&flows(&|row| f64::from(row.number) / 12.0));
        (
            named(yearly, |x| 12.0 * (x / 12.0).exp_m1()),
            named(yearly, f64::exp_m1),
        )
    } else {
        (Cost::NotMonthly, Cost::NotMonthly)
    };
    let by_date = flows(&|row| days(terms.disbursed_on, row.due) as f64 / 365.0);
    AnnualCost {
        nominal,
        effective,
        xirr: internal_rate(&by_date),
    }
}

/// The effective annual rate at which the flows are worth nothing today.
pub fn internal_rate(flows: &[Flow]) -> Cost {
    named(log_rate(flows), f64::exp_m1)
}

/// Monthly from row to row, and the first less than two months after the payout; a single row
/// exactly one month after it, since nothing else says that its period is a month.
fn follow_monthly(disbursed_on: NaiveDate, rows: &[Row]) -> bool {
    let due: Vec<NaiveDate> = rows.iter().map(|row| row.due).collect();
    match due[..] {
        [] => false,
        [only] => only == months_after(disbursed_on, 1),
        [first, ..] => {
            first > disbursed_on && first < months_after(disbursed_on, 2) && monthly(&due)
        }
    }
}

fn named(log_rate: Result<f64, Cost>, rate: impl Fn(f64) -> f64) -> Cost {
    match log_rate {
        Ok(x) => {
            let rounded = (rate(x) * 1e8).round() / 1e8;
            // −0.0 is how a float says zero from below.
            Cost::Rate(if rounded == 0.0 { 0.0 } else { rounded })
        }
        Err(why) => why,
    }
}

/// ln(1 + effective annual rate): the root of Σ amount · e^(−x·years).
fn log_rate(flows: &[Flow]) -> Result<f64, Cost> {
    let flows = netted(flows);
    let (low, high) = (LOWEST.ln_1p(), HIGHEST.ln_1p());
    // At ever higher rates only the first payment counts: while the later ones still outweigh it at
    // the end of the range, a rate above fits.
    let first = flows.first().map(|f| f.amount > Money::ZERO);
    let above = first.is_some_and(|up| (worth(&flows, high).0 > 0.0) != up);
    match sign_changes(&flows) {
        0 => Err(Cost::NoSignChange),
        // With one change of sign there is at most one root, and the ends of the range tell.
        1 => bracketed(&flows, low, high).ok_or(if above {
            Cost::AboveRange
        } else {
            Cost::NoRoot
        }),
        _ => {
            let step = (high - low) / f64::from(GRID);
            let point = |i: u32| low + step * f64::from(i);
            let mut roots = (0..GRID).filter_map(|i| bracketed(&flows, point(i), point(i + 1)));
            match (roots.next(), roots.next(), above) {
                (None, _, true) => Err(Cost::AboveRange),
                (None, _, false) => Err(Cost::NoRoot),
                (Some(root), None, false) => Ok(root),
                (Some(_), _, _) => Err(Cost::MultipleRoots),
            }
        }
    }
}

/// Payments of one moment as one; those that cancel out are no payment. In the order of time.
fn netted(flows: &[Flow]) -> Vec<Flow> {
    let mut sorted = flows.to_vec();
    sorted.sort_by(|a, b| a.years.total_cmp(&b.years));
    let mut netted: Vec<Flow> = Vec::with_capacity(sorted.len());
    for flow in sorted {
        match netted.last_mut() {
            Some(last) if last.years.total_cmp(&flow.years).is_eq() => last.amount += flow.amount,
            _ => netted.push(flow),
        }
    }
    netted.retain(|flow| !flow.amount.is_zero());
    netted
}

/// How often the flows change their sign, one after the other.
fn sign_changes(flows: &[Flow]) -> usize {
    let ups = flows.windows(2);
    ups.filter(|pair| (pair[0].amount > Money::ZERO) != (pair[1].amount > Money::ZERO))
        .count()
}

/// The root between two ends of opposite sign: Newton's step where it stays inside, else halving.
fn bracketed(flows: &[Flow], low: f64, high: f64) -> Option<f64> {
    let (at_low, at_high) = (worth(flows, low).0, worth(flows, high).0);
    if at_low == 0.0 {
        return Some(low);
    }
    if at_low.is_sign_positive() == at_high.is_sign_positive() || at_high == 0.0 {
        return None;
    }
    let (mut low, mut high) = (low, high);
    let mut x = if low < 0.1 && 0.1 < high {
        0.1
    } else {
        f64::midpoint(low, high)
    };
    for _ in 0..200 {
        let (value, slope) = worth(flows, x);
        if value == 0.0 {
            return Some(x);
        }
        if value.is_sign_positive() == at_low.is_sign_positive() {
            low = x;
        } else {
            high = x;
        }
        let newton = x - value / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            f64::midpoint(low, high)
        };
        if (next - x).abs() < 1e-14 {
            return Some(next);
        }
        x = next;
    }
    Some(x)
}

/// The worth today at a rate, and its slope.
fn worth(flows: &[Flow], x: f64) -> (f64, f64) {
    flows.iter().fold((0.0, 0.0), |(value, slope), flow| {
        let today = flow.amount.fen() as f64 * (-x * flow.years).exp();
        (value + today, slope - flow.years * today)
    })
}
