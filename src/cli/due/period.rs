//! Limitation, loan by loan, from what the case and its log have recorded.

use super::super::Failure;
use super::super::context::Context;
use crate::content::{load_letter, load_parameters, load_rest_days};
use crate::domain::case::Case;
use crate::domain::deadline::EventKind;
use crate::domain::evidence::EntryView;
use crate::domain::guidance::RestDays;
use crate::domain::letter::Effect;
use crate::domain::limitation::{
    CALENDAR, Known, Restart, Restarted, Standing, YEARS, logged, standing,
};
use crate::domain::loan::Loan;
use crate::render::due::LoanPeriod;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

/// What the rule book says of the period on the day in question.
pub struct Weighing {
    years: Option<u32>,
    /// The first day the book has a length for.
    from: Option<NaiveDate>,
    rest: Option<RestDays>,
    as_of: NaiveDate,
}

impl Weighing {
    /// Reads it.
    ///
    /// # Errors
    /// The book was rejected.
    pub fn new(context: &Context) -> Result<Weighing, Failure> {
        let parameters = load_parameters(&context.library)?;
        let found = parameters.value(YEARS, context.as_of()).ok();
        Ok(Weighing {
            years: found.and_then(|f| f.value.to_u32()),
            from: found.map(|f| f.from),
            rest: load_rest_days(&context.library)?.remove(CALENDAR),
            as_of: context.as_of(),
        })
    }

    /// Where the period stands.
    pub fn standing(&self, known: &Known) -> Standing {
        standing(known, self.years, self.rest.as_ref(), self.as_of)
    }

    fn is_older_law(&self, standing: &Standing) -> bool {
        let ended = match standing {
            Standing::Doubtful { ended, .. }
            | Standing::MayHaveRun { ended, .. }
            | Standing::ActedAfter { ended, .. } => *ended,
            _ => return false,
        };
        self.from.is_some_and(|from| ended < from)
    }
}

/// What is known of a loan's period, and how many entries can't be told apart.
pub struct KnownPeriod {
    /// What is known.
    pub known: Known,
    /// Entries of the log that name no loan.
    pub unassigned: usize,
}

/// Gathers it from the loan, the log, the days recorded and the letters written.
pub fn known_of(context: &Context, case: &Case, loan: &Loan, views: &[EntryView]) -> KnownPeriod {
    let Known {
        last_due,
        in_court_since: mut in_court,
        mut restarts,
    } = Known::of_loan(loan, context.as_of());
    let mut add = |on: NaiveDate, by: Restart| {
        let entry = None;
        restarts.push(Restarted { on, by, entry });
    };
    let of_loan = case.letters.iter().filter(|l| l.loan == loan.id);
    for letter in of_loan {
        // A letter the book no longer has can't be told; it is one of the harmless ones or old.
        let asks_for_time = load_letter(&context.library, &letter.letter)
            .is_ok_and(|l| l.effects.contains(&Effect::RestartsLimitation));
        if asks_for_time {
            add(letter.on, Restart::Request);
        }
    }
    let facts = case.dates.facts.iter();
    let of_loan = facts.filter(|f| f.loan.as_deref() == Some(&loan.id));
    for fact in of_loan {
        if fact.kind.is_before_court() {
            // A hearing that lies ahead: the court has it already, since a day not known.
            let since = fact.on.min(context.as_of());
            in_court = in_court.into_iter().chain([since]).min();
        }
        if fact.kind == EventKind::MediatedAgreement {
            add(fact.on, Restart::Agreement);
        }
    }
    let from_log = logged(views, &loan.id);
    restarts.extend(from_log.restarts);
    KnownPeriod {
        known: Known {
            last_due,
            in_court_since: in_court,
            restarts,
        },
        unassigned: from_log.unassigned,
    }
}

/// Where it stands for each loan that counts.
///
/// # Errors
/// A loan, the log or the rule book can't be read.
pub fn periods(context: &Context, case: &Case) -> Result<Vec<LoanPeriod>, Failure> {
    let loans = super::super::confirm::loans(context, case)?;
    if loans.is_empty() {
        return Ok(Vec::new());
    }
    let weighing = Weighing::new(context)?;
    let views = super::views(context)?;
    Ok(loans
        .iter()
        .map(|loan| {
            let KnownPeriod { known, unassigned } = known_of(context, case, loan, &views);
            let standing = weighing.standing(&known);
            LoanPeriod {
                loan: loan.id.clone(),
                older_law: weighing.is_older_law(&standing),
                standing,
                unassigned,
            }
        })
        .collect())
}
