//! What the case in use knows of its loans, for comparing with what arrived.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::case::Case;
use crate::domain::notice::KnownLoan;
use crate::domain::statement::{Options, reconcile};

/// The case in use, if there is one; none is made.
///
/// # Errors
/// A named case doesn't exist, or the case can't be read.
pub(super) fn case(context: &Context) -> Result<Option<Case>, Failure> {
    match context.existing_case()? {
        Some(folder) => Ok(Some(folder.load()?)),
        None => Ok(None),
    }
}

/// The loans of a case that count, with their recomputed figures.
///
/// # Errors
/// A loan has become unreadable, or the rule book was rejected.
pub(super) fn loans(context: &Context, case: &Case) -> Result<Vec<KnownLoan>, Failure> {
    let loans = crate::cli::confirm::loans(context, case)?;
    if loans.is_empty() {
        return Ok(Vec::new());
    }
    let book = context.legal_book()?;
    let known = loans.iter().map(|loan| {
        let about = &loan.about;
        let names = [&about.lender, &about.platform, &about.guarantor];
        let figures = reconcile(loan, book, &Options::default()).figures;
        let overdue = figures.overdue.total;
        KnownLoan {
            id: loan.id.clone(),
            names: names.into_iter().flatten().cloned().collect(),
            contract_number: about.contract_number.clone(),
            overdue,
            everything: figures.everything_total(),
        }
    });
    Ok(known.collect())
}

/// The loan of this id among those compared with; the only one where none is named.
///
/// # Errors
/// A loan was named that the case doesn't have.
pub(super) fn chosen(
    case: Option<&Case>,
    loans: Vec<KnownLoan>,
    id: Option<&String>,
) -> Result<Option<KnownLoan>, Failure> {
    let Some(id) = id else {
        let mut loans = loans.into_iter();
        let only = loans.next();
        return Ok(only.filter(|_| loans.next().is_none()));
    };
    match case {
        Some(case) => {
            crate::cli::loan::stored(case, id)?;
            Ok(loans.into_iter().find(|l| l.id == *id))
        }
        None => {
            let none = Case::new(chrono::NaiveDate::default());
            crate::cli::loan::stored(&none, id).map(|_| None)
        }
    }
}
