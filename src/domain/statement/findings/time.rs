//! Has the time for suing run out? Said only as far as the dates known bear it out.

use super::Seen;
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::limitation::period_end;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

/// Years after which a claim can be met with the plea of time.
const YEARS: &str = "limitation-years";

pub(super) fn findings(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let case = seen.case;
    let loan = case.loan;
    let open = seen
        .figures
        .outstanding
        .principal
        .is_some_and(|p| !p.is_zero())
        || seen.figures.overdue.total.is_none_or(|t| !t.is_zero());
    let filed = loan.filed_on.is_some_and(|on| on <= loan.as_of);
    let (Some(last_due), false, true) = (last_due(seen), filed, open) else {
        return;
    };
    // The years in force on the day of the statement; before the book's first day nothing is said.
    let Some(years) = years_on(seen, loan.as_of) else {
        return;
    };
    let paid = case.repayments.iter().map(|r| r.on);
    let demanded = loan.last_demand_on.filter(|on| *on <= loan.as_of);
    let Some(end) = period_end(last_due, paid.chain(demanded), years) else {
        return;
    };
    if loan.as_of <= end {
        return;
    }
    let values = args([("last_due", last_due.to_string()), ("end", end.to_string())]);
    // A payment after the end may itself give the plea away; and a demand not known of may have
    // come in time. In both cases nothing is certain.
    let paid_after_end = case.repayments.last().is_some_and(|r| r.on > end);
    let finding = if demanded.is_none() || paid_after_end {
        case.book
            .finding("limitation-unknown", Severity::Ask, values)
    } else {
        case.book
            .finding("limitation-may-have-run", Severity::ActNow, values)
    };
    found.push(finding);
}

/// The last due date of the plan, or the day the rest was called in.
fn last_due(seen: &Seen<'_>) -> Option<NaiveDate> {
    let loan = seen.case.loan;
    loan.called_in_by(loan.as_of)
        .filter(|on| seen.case.terms.last_due().is_none_or(|last| *on < last))
        .or_else(|| seen.case.terms.last_due())
}

fn years_on(seen: &Seen<'_>, day: NaiveDate) -> Option<u32> {
    let parameters = &seen.case.book.parameters;
    parameters.value(YEARS, day).ok()?.value.to_u32()
}
