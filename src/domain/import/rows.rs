//! A lender's table as the rows of a plan.

use super::LeftOut;
use super::cell::{amount_cell, day_cell};
use super::columns::{Column, Columns, Words};
use super::repayments::{amount_reason, day_reason};
use super::table::{Line, Table};
use crate::domain::coded::{Args, args};
use crate::domain::loan::PlanRow;
use crate::domain::money::Money;
use serde::Serialize;

/// A row understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instalment {
    /// Its line in the file.
    pub line: u64,
    /// The row.
    #[serde(flatten)]
    pub row: PlanRow,
    /// Were the charges not written, and are what the row's total leaves beside principal and interest?
    pub charges_from_total: bool,
}

/// Everything a table gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Instalments {
    /// Rows, in the order of the file.
    pub used: Vec<Instalment>,
    /// Lines that are no instalment: a greeting, a sum.
    pub left_out: Vec<LeftOut>,
    /// Lines that should be one and can't be read. A plan with a hole is another plan: nothing of it
    /// is to be stored while there are any.
    pub unreadable: Vec<LeftOut>,
}

/// Reads the rows of a plan.
pub fn instalments(table: &Table, columns: &Columns, words: &Words) -> Instalments {
    let mut found = Instalments::default();
    for line in &table.before {
        found
            .left_out
            .push(LeftOut::new(*line, "before-header", Args::new()));
    }
    for line in &table.lines {
        if table.is_header_again(line) {
            let again = LeftOut::new(line.number, "header-again", Args::new());
            found.left_out.push(again);
            continue;
        }
        if line.is_total(&words.total_line) {
            found
                .left_out
                .push(LeftOut::new(line.number, "total-line", Args::new()));
            continue;
        }
        match instalment(line, columns) {
            Ok(row) => found.used.push(row),
            Err((reason, values)) => {
                found
                    .unreadable
                    .push(LeftOut::new(line.number, reason, values));
            }
        }
    }
    let pairs = found.used.windows(2);
    let late: Vec<u64> = pairs
        .filter(|pair| pair[1].row.due <= pair[0].row.due)
        .map(|pair| pair[1].line)
        .collect();
    for line in late {
        found
            .unreadable
            .push(LeftOut::new(line, "not-in-order", Args::new()));
    }
    found
}

fn instalment(line: &Line, columns: &Columns) -> Result<Instalment, (&'static str, Args)> {
    let cell = |column| columns.cell(column, &line.cells);
    let due =
        day_cell(cell(Column::Due).unwrap_or("")).map_err(|e| (day_reason(e), Args::new()))?;
    let read = |column: Column| {
        cell(column)
            .map(|text| amount_cell(text).map_err(|e| (amount_reason(e), Args::new())))
            .transpose()
    };
    let missing = ("no-amount", args([("on", due.to_string())]));
    let principal = read(Column::Principal)?.ok_or(missing.clone())?;
    let interest = read(Column::Interest)?.ok_or(missing)?;
    let (charges, total) = (read(Column::Charges)?, read(Column::Total)?);
    let from_total = charges.is_none() && total.is_some();
    let charges = match (charges, total) {
        (Some(charges), _) => charges,
        (None, Some(total)) => total - principal - interest,
        (None, None) => Money::ZERO,
    };
    if [principal, interest, charges]
        .iter()
        .any(|m| *m < Money::ZERO)
    {
        return Err(("amount-below-zero", args([("on", due.to_string())])));
    }
    let sum = principal + interest + charges;
    if total.is_some_and(|total| total != sum) {
        let values = args([("on", due.to_string()), ("sum", sum.grouped())]);
        return Err(("parts-and-total-differ", values));
    }
    let charges_from_total = from_total && !charges.is_zero();
    Ok(Instalment {
        line: line.number,
        row: PlanRow {
            due,
            principal,
            interest,
            charges,
        },
        charges_from_total,
    })
}
