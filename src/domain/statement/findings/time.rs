//! Has the time for suing run out? Said only as far as the dates known bear it out, by the same
//! computation the time limits show.

use super::Seen;
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::limitation::{Known, Restart, Standing, YEARS, standing};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn findings(seen: &Seen<'_>, found: &mut Vec<Finding>) {
    let case = seen.case;
    let loan = case.loan;
    let open = seen
        .figures
        .outstanding
        .principal
        .is_some_and(|p| !p.is_zero())
        || seen.figures.overdue.total.is_none_or(|t| !t.is_zero());
    let known = Known::of_loan(loan, loan.as_of);
    let (Some(last_due), true) = (known.last_due, open) else {
        return;
    };
    // The years in force on the day of the statement; before the book's first day nothing is said.
    let years = years_on(seen, loan.as_of);
    let rest = case.book.limitation_rest.as_ref();
    let demanded = known
        .restarts
        .iter()
        .any(|r| r.by == Restart::Demand && r.on <= loan.as_of);
    let (end, sure) = match standing(&known, years, rest, loan.as_of) {
        // A demand not known of may have come in time: without one recorded nothing is certain.
        Standing::MayHaveRun { ended, .. } => (ended, demanded),
        // An act after the end may itself give the plea away, a doubtful contact may have restarted it.
        Standing::ActedAfter { ended, .. } | Standing::Doubtful { ended, .. } => (ended, false),
        _ => return,
    };
    let values = args([("last_due", last_due.to_string()), ("end", end.to_string())]);
    found.push(if sure {
        case.book
            .finding("limitation-may-have-run", Severity::ActNow, values)
    } else {
        case.book
            .finding("limitation-unknown", Severity::Ask, values)
    });
}

fn years_on(seen: &Seen<'_>, day: NaiveDate) -> Option<u32> {
    let parameters = &seen.case.book.parameters;
    parameters.value(YEARS, day).ok()?.value.to_u32()
}
