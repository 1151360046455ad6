//! What falls due in each of the months ahead, over several loans.

use super::Case;
use crate::domain::ceiling::LegalBook;
use crate::domain::loan::Loan;
use crate::domain::money::Money;
use crate::domain::schedule::Row;
use crate::domain::working::Silent;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// One loan's part of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthShare {
    /// The loan's id.
    pub loan: String,
    /// What falls due: principal, interest and charges as planned.
    pub amount: Money,
}

/// A calendar month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// `2026-12`.
    pub month: String,
    /// What falls due over the loans whose plan is known.
    pub total: Money,
    /// Loans of which something falls due.
    pub loans: Vec<MonthShare>,
}

/// The months ahead. What is overdue already stands in no month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FallingDue {
    /// In order; a month in which nothing falls due is there all the same.
    pub months: Vec<Month>,
    /// Loans whose plan isn't known: every total leaves them out.
    pub unknown: Vec<String>,
}

/// What falls due after `from` in its month and the `count` − 1 months that follow, under each
/// loan's leading basis. Prepayments shorten a plan, a notice calling in the rest ends it, and money
/// that waits for the next instalment is taken off it.
pub fn falling_due(loans: &[Loan], book: &LegalBook, from: NaiveDate, count: u32) -> FallingDue {
    let first = month_number(from);
    let mut months: Vec<Month> = (0..count)
        .map(|n| Month {
            month: month_name(first + i64::from(n)),
            total: Money::ZERO,
            loans: Vec::new(),
        })
        .collect();
    let mut unknown = Vec::new();
    for loan in loans {
        let Some(rows) = rows_ahead(loan, book) else {
            unknown.push(loan.id.clone());
            continue;
        };
        for (due, amount) in rows {
            let place = usize::try_from(month_number(due) - first).ok();
            if let Some(month) = place.and_then(|p| months.get_mut(p)) {
                month.total += amount;
                match month.loans.last_mut().filter(|share| share.loan == loan.id) {
                    Some(share) => share.amount += amount,
                    None => month.loans.push(MonthShare {
                        loan: loan.id.clone(),
                        amount,
                    }),
                }
            }
        }
    }
    FallingDue { months, unknown }
}

/// What is still to fall due after the loan's day; `None` where the terms aren't known.
fn rows_ahead(loan: &Loan, book: &LegalBook) -> Option<Vec<(NaiveDate, Money)>> {
    let terms = loan.terms.as_ref().filter(|t| t.settles_the_plan())?;
    let case = Case::new(loan, terms, book);
    let position = case.position(case.basis, loan.as_of, &mut Silent);
    let mut waiting = position.waiting;
    let to_pay = |row: Row| {
        let taken = waiting.min(row.total());
        waiting -= taken;
        (row.due, row.total() - taken)
    };
    let rows = position.plan.rows().into_iter().map(to_pay);
    Some(rows.filter(|(_, amount)| !amount.is_zero()).collect())
}

fn month_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn month_name(number: i64) -> String {
    format!(
        "{:04}-{:02}",
        number.div_euclid(12),
        number.rem_euclid(12) + 1
    )
}
