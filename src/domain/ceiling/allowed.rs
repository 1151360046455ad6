//! What a ceiling allows, in fen: the stretches of its rate, day by day.

use super::{CeilingRule, Charged, Measure, RateSource, ValueDay};
use crate::domain::calendar::days;
use crate::domain::coded::Coded;
use crate::domain::loan::{Loan, Terms};
use crate::domain::money::Money;
use crate::domain::parameter::{ParameterError, Parameters};
use crate::domain::rate::{Multiple, PerDay, RATE_PARTS, Rate, rounded};
use chrono::NaiveDate;

/// A stretch with its rate found: first day, day after the last, rate, the day looked up.
struct Stretch {
    from: NaiveDate,
    until: NaiveDate,
    rate: Rate,
    on: NaiveDate,
}

impl CeilingRule {
    /// The rate allowed, the day it was looked up for and the sum; or why it isn't known.
    pub(super) fn allowed(
        &self,
        loan: &Loan,
        terms: &Terms,
        parameters: &Parameters,
        contracted_on: NaiveDate,
        charged: &Charged<'_>,
    ) -> Result<(Rate, NaiveDate, Money), &'static str> {
        let stretches = self.stretches(loan, terms, parameters, contracted_on)?;
        let last = stretches.last().ok_or("parameter-gap")?;
        let (rate, on) = (last.rate, last.on);
        match self.measure {
            Measure::AllCharges => {
                let limit = cost_allowed(terms.received(), charged.repaid, &stretches);
                Ok((rate, on, limit))
            }
            Measure::DefaultInterest => {
                // Here the parameter is a multiple of the contract rate, not a rate.
                let multiple = Multiple::from_decimal(rate.decimal()).ok_or("parameter-gap")?;
                let contract = terms.contract_rate().ok_or("contract-rate-unknown")?;
                let year = terms.default_basis.days();
                let per_day = PerDay::of_year(contract, year)
                    .times(multiple)
                    .lowest_terms();
                let limit = charged
                    .default_balance_days
                    .iter()
                    .map(|balance_days| per_day.interest(*balance_days))
                    .sum();
                Ok((contract.times(multiple), on, limit))
            }
        }
    }

    fn stretches(
        &self,
        loan: &Loan,
        terms: &Terms,
        parameters: &Parameters,
        contracted_on: NaiveDate,
    ) -> Result<Vec<Stretch>, &'static str> {
        let paid_out = terms.disbursed_on;
        let span = |source: &RateSource| {
            let from = source.from.unwrap_or(paid_out).max(paid_out);
            let day_after = source.to.and_then(|d| d.succ_opt()).unwrap_or(loan.as_of);
            (from, day_after.min(loan.as_of))
        };
        let has_days = |source: &&RateSource| {
            let (from, until) = span(source);
            from < until
        };
        let mut counted: Vec<&RateSource> = self.rates.iter().filter(has_days).collect();
        if counted.is_empty() {
            // No day has passed; the first stretch still says which rate holds.
            counted.extend(self.rates.first());
        }
        let mut found = Vec::with_capacity(counted.len());
        for source in counted {
            let (from, until) = span(source);
            let on = match source.on {
                ValueDay::Contract => contracted_on,
                ValueDay::Filing => loan.filed_on.ok_or("filing-date-unknown")?,
                ValueDay::AsOf => loan.as_of,
                ValueDay::Start => from,
            };
            let value = parameters
                .value(&source.parameter, on)
                .map_err(|e: ParameterError| e.code())?;
            let rate = Rate::from_decimal(value.value).ok_or("parameter-gap")?;
            found.push(Stretch {
                from,
                until,
                rate: rate.times(source.times),
                on,
            });
        }
        Ok(found)
    }
}

/// `round(Σ over days of max(0, received − principal repaid) × that day's rate / 365)`, exact until
/// that one rounding. A repayment counts from its own day.
fn cost_allowed(received: Money, repaid: &[(NaiveDate, Money)], stretches: &[Stretch]) -> Money {
    let mut sum: i128 = 0;
    for stretch in stretches {
        let mut balance_days: i128 = 0;
        let mut day = stretch.from;
        let before = repaid.partition_point(|(on, _)| *on <= day);
        let mut balance = balance_after(received, before.checked_sub(1).map(|i| repaid[i].1));
        let changes = repaid[before..]
            .iter()
            .take_while(|(on, _)| *on < stretch.until)
            .map(|(on, total)| (*on, Some(*total)))
            .chain(std::iter::once((stretch.until, None)));
        for (on, total) in changes {
            let span = i128::from(days(day, on).max(0));
            balance_days += i128::from(balance.fen()) * span;
            day = on;
            balance = balance_after(received, total);
        }
        sum += balance_days * stretch.rate.parts();
    }
    rounded(sum, RATE_PARTS * 365)
}

fn balance_after(received: Money, repaid: Option<Money>) -> Money {
    (received - repaid.unwrap_or_default()).at_least_zero()
}
