//! What a loan costs a year, all charges included. The only place of the domain that uses floats:
//! an internal rate has no exact form. Amounts go in as whole fen and never come back out of here.
#![allow(clippy::float_arithmetic)]

use super::calendar::{days, monthly, months_after};
use super::loan::Terms;
use super::money::Money;
use super::rate::{RATE_PARTS, Rate};
use super::schedule::Row;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// Lowest and highest effective annual rate looked for: −99 % and 10,000 %.
const LOWEST: f64 = -0.99;
const HIGHEST: f64 = 100.0;
/// Points at which a cash flow with several changes of sign is looked at.
const GRID: u32 = 400;
/// Where the search begins if nothing better is known.
const START: f64 = 0.1;
/// A Newton step as short as this ends the search: the steps shrink quadratically, so the next one
/// would change nothing that a float can hold.
const LAST_STEP: f64 = 1e-9;
/// So many distances between payments are recognised when they come again; a plan has four or five,
/// and looking through more would cost more than it saves.
const FEW: usize = 8;
/// Ends of a range as close as this are one number.
const ONE_NUMBER: f64 = 1e-14;

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

/// A payment; what the borrower receives is negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Periods from the start.
    pub at: i64,
    /// The amount.
    pub amount: Money,
}

/// The cost of a loan as contracted: what arrived less charges paid separately that day, then
/// every planned payment with its charges. `rows` are the plan on the contract's amount.
pub fn annual_cost(terms: &Terms, rows: &[Row]) -> AnnualCost {
    let start = Flow {
        at: 0,
        amount: terms.paid_separately() - terms.received(),
    };
    let flows = |at: &dyn Fn(&Row) -> i64| -> Vec<Flow> {
        let rest = rows.iter().map(|row| Flow {
            at: at(row),
            amount: row.total(),
        });
        std::iter::once(start).chain(rest).collect()
    };
    // Without charges the cost is the contract rate itself, and with them it isn't far.
    let contract = terms.contract_rate().map_or(START, |rate| {
        12.0 * (rate.parts() as f64 / RATE_PARTS as f64 / 12.0).ln_1p()
    });
    let monthly = follow_monthly(terms.disbursed_on, rows)
        .then(|| log_rate(&flows(&|row| i64::from(row.number)), 12.0, contract));
    let (nominal, effective) = match monthly {
        Some(yearly) => (
            named(yearly, |x| 12.0 * (x / 12.0).exp_m1()),
            named(yearly, f64::exp_m1),
        ),
        None => (Cost::NotMonthly, Cost::NotMonthly),
    };
    let near = monthly.and_then(Result::ok).unwrap_or(contract);
    let by_date = flows(&|row| days(terms.disbursed_on, row.due));
    AnnualCost {
        nominal,
        effective,
        xirr: named(log_rate(&by_date, 365.0, near), f64::exp_m1),
    }
}

/// The effective annual rate at which the flows are worth nothing today, with so many periods to
/// the year.
pub fn internal_rate(flows: &[Flow], periods_a_year: u32) -> Cost {
    named(
        log_rate(flows, f64::from(periods_a_year), START),
        f64::exp_m1,
    )
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

/// ln(1 + effective annual rate): the root of Σ amount · e^(−x·years). The search begins at `start`;
/// where it ends doesn't hang on it.
fn log_rate(flows: &[Flow], periods_a_year: f64, start: f64) -> Result<f64, Cost> {
    let flows = netted(flows);
    let (low, high) = (LOWEST.ln_1p(), HIGHEST.ln_1p());
    let mut discounted = Discounted::of(&flows, periods_a_year);
    // At ever higher rates only the first payment counts: while the later ones still outweigh it at
    // the end of the range, a rate above fits.
    let first = flows.first().map(|f| f.amount > Money::ZERO);
    let above = |d: &mut Discounted| first.is_some_and(|up| (d.worth(high).0 > 0.0) != up);
    match sign_changes(&flows) {
        0 => Err(Cost::NoSignChange),
        // With one change of sign there is exactly one root, somewhere; left of it the last flow
        // outweighs the others. Whether it lies in the range is asked only if a step leads out.
        1 => {
            let range = Range {
                low,
                high,
                positive_at_low: flows.last().is_some_and(|f| f.amount > Money::ZERO),
                sure: false,
            };
            match discounted.root(range, start) {
                Some(root) => Ok(root),
                None if above(&mut discounted) => Err(Cost::AboveRange),
                None => Err(Cost::NoRoot),
            }
        }
        _ => {
            let above = above(&mut discounted);
            let step = (high - low) / f64::from(GRID);
            let point = |i: u32| low + step * f64::from(i);
            let mut roots =
                (0..GRID).filter_map(|i| discounted.root_between(point(i), point(i + 1)));
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
fn netted(flows: &[Flow]) -> Cow<'_, [Flow]> {
    let in_order = flows.windows(2).all(|pair| pair[0].at < pair[1].at);
    if in_order && flows.iter().all(|flow| !flow.amount.is_zero()) {
        return Cow::Borrowed(flows);
    }
    let mut sorted = flows.to_vec();
    sorted.sort_by_key(|flow| flow.at);
    let mut netted: Vec<Flow> = Vec::with_capacity(sorted.len());
    for flow in sorted {
        match netted.last_mut() {
            Some(last) if last.at == flow.at => last.amount += flow.amount,
            _ => netted.push(flow),
        }
    }
    netted.retain(|flow| !flow.amount.is_zero());
    Cow::Owned(netted)
}

/// How often the flows change their sign, one after the other.
fn sign_changes(flows: &[Flow]) -> usize {
    let ups = flows.windows(2);
    ups.filter(|pair| (pair[0].amount > Money::ZERO) != (pair[1].amount > Money::ZERO))
        .count()
}

/// Where a root is looked for.
#[derive(Debug, Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
    /// Is the worth positive left of the root?
    positive_at_low: bool,
    /// Is it known that the root lies inside?
    sure: bool,
}

impl Range {
    fn holds(&self, x: f64) -> bool {
        self.low < x && x < self.high
    }
}

/// A cash flow ready to be discounted at many rates. Payments follow each other at few different
/// distances (a month; 28 to 31 days), so that a rate costs a power for each distance and a product
/// for each payment.
struct Discounted {
    /// Place of the distance from the payment before, years from the start, fen.
    payments: Vec<(usize, f64, f64)>,
    /// The distances: periods, years, and what one fen later by that much is worth.
    distances: Vec<(i64, f64, f64)>,
}

impl Discounted {
    fn of(flows: &[Flow], periods_a_year: f64) -> Discounted {
        let mut discounted = Discounted {
            payments: Vec::with_capacity(flows.len()),
            distances: Vec::with_capacity(FEW),
        };
        let mut before = 0;
        for flow in flows {
            let periods = flow.at - before;
            before = flow.at;
            let mut few = discounted.distances.iter().take(FEW);
            let known = few.position(|d| d.0 == periods);
            let place = known.unwrap_or_else(|| {
                let years = periods as f64 / periods_a_year;
                discounted.distances.push((periods, years, 1.0));
                discounted.distances.len() - 1
            });
            let years = flow.at as f64 / periods_a_year;
            let fen = flow.amount.fen() as f64;
            discounted.payments.push((place, years, fen));
        }
        discounted
    }

    /// The worth today at a rate, and its slope.
    fn worth(&mut self, x: f64) -> (f64, f64) {
        for (_, years, factor) in &mut self.distances {
            *factor = (-x * *years).exp();
        }
        let (mut value, mut slope, mut discount) = (0.0, 0.0, 1.0);
        for (place, years, fen) in &self.payments {
            discount *= self.distances[*place].2;
            let today = fen * discount;
            value += today;
            slope -= years * today;
        }
        (value, slope)
    }

    /// The root between two ends, if the worth changes sign there. A root at the upper end belongs
    /// to the next stretch.
    fn root_between(&mut self, low: f64, high: f64) -> Option<f64> {
        let (at_low, at_high) = (self.worth(low).0, self.worth(high).0);
        if at_low == 0.0 {
            return Some(low);
        }
        let positive_at_low = at_low > 0.0;
        if positive_at_low == (at_high > 0.0) || at_high == 0.0 {
            return None;
        }
        let range = Range {
            low,
            high,
            positive_at_low,
            sure: true,
        };
        self.root(range, f64::midpoint(low, high))
    }

    /// The root in a range: Newton's step where it stays inside, else halving.
    fn root(&mut self, mut range: Range, start: f64) -> Option<f64> {
        let mut x = if range.holds(start) { start } else { START };
        for _ in 0..200 {
            let (value, slope) = self.worth(x);
            if value == 0.0 {
                break;
            }
            if (value > 0.0) == range.positive_at_low {
                range.low = x;
            } else {
                range.high = x;
            }
            let newton = x - value / slope;
            if range.holds(newton) {
                let step = newton - x;
                x = newton;
                if step.abs() < LAST_STEP {
                    break;
                }
                continue;
            }
            if !range.sure {
                let at = |end| self.worth(end).0;
                let [at_low, at_high] = [range.low, range.high].map(at);
                if (at_low > 0.0) != range.positive_at_low && at_low != 0.0
                    || (at_high > 0.0) == range.positive_at_low
                {
                    return None;
                }
                range.sure = true;
            }
            x = f64::midpoint(range.low, range.high);
            if range.high - range.low < ONE_NUMBER {
                break;
            }
        }
        Some(x)
    }
}
