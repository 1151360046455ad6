//! The plan of instalments with where each one stands on the day of the statement.

use super::ledger::Position;
use crate::domain::calendar::days;
use crate::domain::money::Money;
use crate::domain::schedule::Row;
use serde::Serialize;

/// Where an instalment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// Nothing of it is owing, nor anything that ran on it.
    Paid,
    /// Due before the day, and nothing of it paid.
    Overdue,
    /// Due before the day, and some of it paid.
    PartPaid,
    /// Due on the day.
    DueToday,
    /// Due later.
    NotYetDue,
    /// It was to be due later, and its principal has been called in with the rest.
    CalledIn,
    /// It was to be due later, and a prepayment has ended the plan before it.
    Ended,
}

/// A planned instalment and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScheduleRow {
    /// As planned.
    #[serde(flatten)]
    pub row: Row,
    /// Where it stands.
    pub state: RowState,
    /// What is owing of it once it is due, with what ran on it as far as that is known.
    pub unpaid: Money,
    /// Days since it was due, where something of it is owing; else 0.
    pub days: i64,
}

/// The rows of the plan as they stand in a position.
pub(super) fn standing(rows: &[Row], position: &Position<'_>) -> Vec<ScheduleRow> {
    let called_in = position.owing.iter().any(|o| o.number == 0);
    rows.iter()
        .map(|row| {
            let owing = position.owing.iter().find(|o| o.number == row.number);
            let unpaid = owing.map_or(Money::ZERO, super::owing::Owing::unpaid_total);
            let untouched = owing.is_none_or(super::owing::Owing::untouched);
            let state = match owing {
                None if called_in => RowState::CalledIn,
                None if position.plan.balance().is_zero() => RowState::Ended,
                None => RowState::NotYetDue,
                Some(_) if unpaid.is_zero() => RowState::Paid,
                Some(_) if row.due == position.on => RowState::DueToday,
                Some(_) if untouched => RowState::Overdue,
                Some(_) => RowState::PartPaid,
            };
            let late = matches!(state, RowState::Overdue | RowState::PartPaid);
            ScheduleRow {
                unpaid,
                days: if late { days(row.due, position.on) } else { 0 },
                row: *row,
                state,
            }
        })
        .collect()
}
