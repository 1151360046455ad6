//! A bank's or an app's list as payments on a loan.

use super::LeftOut;
use super::cell::{NotAmount, NotDay, amount_cell, day_cell, plain};
use super::columns::{Column, Columns, Words};
use super::table::{Line, Table};
use crate::domain::coded::{Args, args};
use crate::domain::loan::Repayment;
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// A payment understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// Its line in the file.
    pub line: u64,
    /// The day.
    pub on: NaiveDate,
    /// How much, above zero.
    pub amount: Money,
    /// What its own parts add up to, where that is another sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Money>,
}

/// Which way money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the other side.
    Out,
    /// Back.
    In,
}

/// What the sign of an amount means where no column says which way money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Payments stand without a minus; a minus is money back.
    PaymentsPositive,
    /// Payments stand with a minus, as in an account; without one it is money in.
    PaymentsNegative,
}

/// Everything a list gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Payments {
    /// Payments, in the order of the file.
    pub used: Vec<Payment>,
    /// All other lines.
    pub left_out: Vec<LeftOut>,
    /// The sum that a line of sums states, with that line's number, where there is one.
    pub stated_sum: Option<(u64, Money)>,
}

impl Payments {
    /// The sum of the payments used.
    pub fn sum(&self) -> Money {
        self.used.iter().map(|p| p.amount).sum()
    }
}

/// What the signs in the amount column say by themselves: `None` where some amounts are below zero
/// and some above, and no column says which way the money went.
pub fn understood_sign(table: &Table, columns: &Columns, words: &Words) -> Option<Sign> {
    if columns.place(Column::Direction).is_some() || columns.place(Column::Amount).is_none() {
        return Some(Sign::PaymentsPositive);
    }
    let (mut below, mut above) = (false, false);
    for line in table
        .lines
        .iter()
        .filter(|l| !l.is_total(&words.total_line))
    {
        let cell = columns.cell(Column::Amount, &line.cells).unwrap_or("");
        if let Ok(amount) = amount_cell(cell) {
            below |= amount < Money::ZERO;
            above |= amount > Money::ZERO;
        }
    }
    match (below, above) {
        (true, true) => None,
        (true, false) => Some(Sign::PaymentsNegative),
        _ => Some(Sign::PaymentsPositive),
    }
}

/// The payees of a list with their numbers of lines, where it names more than one.
pub fn understood_payees(table: &Table, columns: &Columns, words: &Words) -> Vec<(String, usize)> {
    let mut payees: BTreeMap<String, usize> = BTreeMap::new();
    for line in table
        .lines
        .iter()
        .filter(|l| !l.is_total(&words.total_line))
    {
        if let Some(payee) = columns.cell(Column::Payee, &line.cells) {
            *payees.entry(plain(payee)).or_default() += 1;
        }
    }
    let mut list: Vec<(String, usize)> = payees.into_iter().collect();
    list.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    list
}

/// How a list is to be read, all of it decided.
#[derive(Debug, Clone)]
pub struct Reading<'r> {
    /// Where the columns stand.
    pub columns: &'r Columns,
    /// Words in cells.
    pub words: &'r Words,
    /// What a sign means.
    pub sign: Sign,
    /// Do lines whose direction is neither out nor in count as payments?
    pub neutral: bool,
    /// Payees whose lines count; `None`: all of them.
    pub payees: Option<&'r [String]>,
    /// The day of the payout: nothing was repaid before.
    pub from: Option<NaiveDate>,
    /// Today: nothing was repaid after.
    pub to: NaiveDate,
}

/// Reads the payments of a list.
pub fn payments(table: &Table, reading: &Reading<'_>) -> Payments {
    let mut found = Payments::default();
    for line in &table.before {
        found
            .left_out
            .push(LeftOut::new(*line, "before-header", Args::new()));
    }
    let mut serials: BTreeMap<String, u64> = BTreeMap::new();
    for line in &table.lines {
        if table.is_header_again(line) {
            let again = LeftOut::new(line.number, "header-again", Args::new());
            found.left_out.push(again);
            continue;
        }
        if line.is_total(&reading.words.total_line) {
            // A sum over all payees says nothing of one of them.
            let stated = amount(line, reading).ok().map(|(sum, _, _)| sum);
            let stated = stated.filter(|_| reading.payees.is_none());
            let first = found.stated_sum.is_none();
            found.stated_sum = found
                .stated_sum
                .or(stated.filter(|_| first).map(|sum| (line.number, sum)));
            found
                .left_out
                .push(LeftOut::new(line.number, "total-line", Args::new()));
            continue;
        }
        match payment(line, reading) {
            Ok(payment) => {
                let serial = reading.columns.cell(Column::Serial, &line.cells).map(plain);
                if let Some(first) = serial.as_ref().and_then(|s| serials.get(s)) {
                    let values = args([("first", first.to_string())]);
                    found
                        .left_out
                        .push(LeftOut::new(line.number, "same-serial", values));
                    continue;
                }
                serials.extend(serial.map(|s| (s, line.number)));
                found.used.push(payment);
            }
            Err((reason, values)) => {
                found
                    .left_out
                    .push(LeftOut::new(line.number, reason, values));
            }
        }
    }
    found.left_out.sort_by_key(|l| l.line);
    found
}

type NotUsed = (&'static str, Args);

fn payment(line: &Line, reading: &Reading<'_>) -> Result<Payment, NotUsed> {
    let columns = reading.columns;
    let cell = columns.cell(Column::Date, &line.cells).unwrap_or("");
    let on = day_cell(cell).map_err(|e| (day_reason(e), Args::new()))?;
    let day = || args([("on", on.to_string())]);
    if let Some(payees) = reading.payees {
        let payee = columns.cell(Column::Payee, &line.cells).map(plain);
        if payee.is_none_or(|p| !payees.contains(&p)) {
            return Err(("other-payee", day()));
        }
    }
    let state = columns.cell(Column::State, &line.cells).map(plain);
    let undone = state.is_some_and(|s| reading.words.undone.iter().any(|w| s.contains(w.as_str())));
    let (amount, direction, parts) = amount(line, reading)?;
    let values = || args([("on", on.to_string()), ("amount", amount.grouped())]);
    match direction {
        Some(Direction::In) => return Err(("money-back", values())),
        _ if undone => return Err(("not-gone-through", day())),
        None => return Err(("direction-unknown", values())),
        Some(Direction::Out) if amount.is_zero() => return Err(("amount-zero", day())),
        Some(Direction::Out) => {}
    }
    if reading.from.is_some_and(|from| on < from) {
        return Err(("before-payout", values()));
    }
    if on > reading.to {
        return Err(("after-today", values()));
    }
    Ok(Payment {
        line: line.number,
        on,
        amount,
        parts: parts.filter(|p| *p != amount),
    })
}

pub(super) fn day_reason(not: NotDay) -> &'static str {
    match not {
        NotDay::Empty => "no-day",
        NotDay::Doubtful => "day-doubtful",
        NotDay::Serial => "day-serial",
        NotDay::Form => "day-unreadable",
    }
}

pub(super) fn amount_reason(not: NotAmount) -> &'static str {
    match not {
        NotAmount::Empty => "no-amount",
        NotAmount::Form => "amount-unreadable",
    }
}

/// How much, without its sign; which way it went; and the sum of its parts where they are given.
fn amount(
    line: &Line,
    reading: &Reading<'_>,
) -> Result<(Money, Option<Direction>, Option<Money>), NotUsed> {
    let columns = reading.columns;
    let read = |column: Column| match columns.cell(column, &line.cells) {
        None => Ok(None),
        Some(cell) => match amount_cell(cell) {
            Ok(amount) => Ok(Some(amount)),
            Err(NotAmount::Empty) => Ok(None),
            Err(e) => Err((amount_reason(e), Args::new())),
        },
    };
    let parts = [
        read(Column::Principal)?,
        read(Column::Interest)?,
        read(Column::DefaultInterest)?,
        read(Column::Charges)?,
    ];
    let parts: Option<Money> = parts
        .iter()
        .any(Option::is_some)
        .then(|| parts.into_iter().flatten().sum());
    let some = |m: &Money| !m.is_zero();
    if let Some(paid) = read(Column::Paid)?.filter(some) {
        let direction = if paid < Money::ZERO {
            Direction::In
        } else {
            Direction::Out
        };
        return Ok((magnitude(paid), Some(direction), None));
    }
    if let Some(received) = read(Column::Received)?.filter(some) {
        return Ok((magnitude(received), Some(Direction::In), None));
    }
    let Some(amount) = read(Column::Amount)?.or(parts) else {
        return Err(("no-amount", Args::new()));
    };
    let direction = if columns.place(Column::Direction).is_some() {
        let cell = columns.cell(Column::Direction, &line.cells).unwrap_or("");
        let said = direction(&plain(cell).to_lowercase(), amount, reading.words);
        said.or(reading.neutral.then_some(Direction::Out))
    } else {
        let out = match reading.sign {
            Sign::PaymentsPositive => amount >= Money::ZERO,
            Sign::PaymentsNegative => amount <= Money::ZERO,
        };
        Some(if out { Direction::Out } else { Direction::In })
    };
    Ok((magnitude(amount), direction, parts))
}

/// What a direction cell says. An amount below zero beside the word for money in is a payment taken
/// back by nobody: which of the two is meant can't be told.
fn direction(word: &str, amount: Money, words: &Words) -> Option<Direction> {
    let is = |list: &[String]| list.iter().any(|known| known == word);
    match (is(&words.out), is(&words.in_)) {
        (true, false) => Some(Direction::Out),
        (false, true) if amount >= Money::ZERO => Some(Direction::In),
        _ => None,
    }
}

fn magnitude(amount: Money) -> Money {
    if amount < Money::ZERO {
        -amount
    } else {
        amount
    }
}

/// Which payments (by place) the loan seems to have already: the same day and the same amount, each
/// known repayment standing for one payment.
pub fn twins(payments: &[Payment], known: &[Repayment]) -> Vec<usize> {
    let mut left: Vec<(NaiveDate, Money)> = known.iter().map(|r| (r.on, r.amount)).collect();
    let mut found = Vec::new();
    for (place, payment) in payments.iter().enumerate() {
        let same = |k: &(NaiveDate, Money)| *k == (payment.on, payment.amount);
        if let Some(at) = left.iter().position(same) {
            left.swap_remove(at);
            found.push(place);
        }
    }
    found
}

/// Payments (by place) of the same day and amount as an earlier one of the same file: two payments,
/// or one written twice.
pub fn repeated(payments: &[Payment]) -> Vec<usize> {
    let mut seen: Vec<(NaiveDate, Money)> = Vec::new();
    let mut found = Vec::new();
    for (place, payment) in payments.iter().enumerate() {
        let this = (payment.on, payment.amount);
        if seen.contains(&this) {
            found.push(place);
        }
        seen.push(this);
    }
    found
}
