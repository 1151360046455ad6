//! Where the period stands on a day, by what is sure and by what may be.

use crate::domain::guidance::RestDays;
use crate::domain::loan::Loan;
use crate::domain::period::{Length, Period};
use chrono::NaiveDate;
use serde::Serialize;

/// What sets the period going anew (民法典 195; 时效规定 8, 14, 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Restart {
    /// The borrower says it was a demand and that it arrived.
    Demand,
    /// A payment, whole or in part.
    Payment,
    /// Something was agreed or promised.
    Agreement,
    /// Somebody of the other side got through to the borrower; whether a demand was made isn't
    /// recorded.
    Contact,
    /// A notice that the debt was assigned; whether it was one isn't proved.
    Notice,
    /// A letter of the borrower's own that asks for time; whether it was sent isn't recorded.
    Request,
}

impl Restart {
    /// Does it restart the period by what is recorded of it, or only if more is true?
    pub fn is_sure(self) -> bool {
        matches!(
            self,
            Restart::Demand | Restart::Payment | Restart::Agreement
        )
    }

    /// Is it the borrower's own act, which after the end may give the plea away?
    pub fn is_own_act(self) -> bool {
        matches!(
            self,
            Restart::Payment | Restart::Agreement | Restart::Request
        )
    }
}

/// One such event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Restarted {
    /// The day.
    pub on: NaiveDate,
    /// What it was.
    pub by: Restart,
    /// Its entry in the log, where it stands there.
    pub entry: Option<u64>,
}

/// What is known of one loan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The last due date, or the day the rest was called in: the period begins there, once for all
    /// instalments of the debt (民法典 189).
    pub last_due: Option<NaiveDate>,
    /// Since when a court has it.
    pub in_court_since: Option<NaiveDate>,
    /// What may have set the period going anew, in any order.
    pub restarts: Vec<Restarted>,
}

impl Known {
    /// What the loan alone says: its plan or the day the rest was called in, whichever is earlier,
    /// its payments and disputed payments, the last demand, an assignment somebody claimed. What the
    /// log, letters and recorded days say comes on top.
    pub fn of_loan(loan: &Loan, as_of: NaiveDate) -> Known {
        let planned = loan.terms.as_ref().and_then(|t| t.last_due());
        let called_in = loan.called_in_by(as_of);
        let on = |by: Restart| {
            move |on: NaiveDate| Restarted {
                on,
                by,
                entry: None,
            }
        };
        let paid = loan.repayments.iter().map(|r| r.on);
        let disputed = loan.disputed_repayments.iter().map(|r| r.on);
        let claimed = loan.assignment_claimed.as_ref().map(|c| c.on);
        Known {
            last_due: planned.into_iter().chain(called_in).min(),
            in_court_since: loan.filed_on,
            restarts: paid
                .chain(disputed)
                .map(on(Restart::Payment))
                .chain(loan.last_demand_on.map(on(Restart::Demand)))
                .chain(claimed.map(on(Restart::Notice)))
                .collect(),
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The day it begins on isn't known.
    NoLastDue,
    /// The rule book has no length for the day.
    NoRule,
}

/// Where the period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Standing {
    /// A court has it: the period doesn't run while it does.
    InCourt {
        /// Since when, as far as known.
        since: NaiveDate,
    },
    /// The last instalment isn't due yet, so it hasn't begun.
    NotBegun {
        /// It begins after this day.
        last_due: NaiveDate,
        /// And then runs to this one, if nothing happens.
        until: NaiveDate,
    },
    /// It runs at least to `until`.
    Running {
        /// Last day by what is sure.
        until: NaiveDate,
        /// What set it going anew, if anything did.
        restarted: Option<Restarted>,
        /// Last day if a doubtful contact was a demand, where that is later.
        perhaps_until: Option<NaiveDate>,
        /// That contact.
        perhaps_by: Option<Restarted>,
    },
    /// It ended, unless a contact was a demand.
    Doubtful {
        /// Last day by what is sure.
        ended: NaiveDate,
        /// Last day if the contact was a demand.
        until: NaiveDate,
        /// The contact.
        by: Restarted,
    },
    /// It may have ended; an interruption not known here would have moved it.
    MayHaveRun {
        /// Last day by everything known.
        ended: NaiveDate,
        /// What set it going anew before that, if anything did.
        restarted: Option<Restarted>,
    },
    /// It may have ended, and the borrower paid or promised afterwards, which may have given the
    /// plea away.
    ActedAfter {
        /// Last day by everything known.
        ended: NaiveDate,
        /// What was done afterwards.
        act: Restarted,
    },
    /// Nothing can be said.
    Unknown {
        /// Why.
        why: Why,
    },
}

/// Where the period stands on `as_of`. `years` is its length, `rest` the days of rest by which its
/// last day moves. Events after `as_of` and before the period began don't count; one that came
/// after its end doesn't bring it back.
pub fn standing(
    known: &Known,
    years: Option<u32>,
    rest: Option<&RestDays>,
    as_of: NaiveDate,
) -> Standing {
    if let Some(since) = known.in_court_since.filter(|on| *on <= as_of) {
        return Standing::InCourt { since };
    }
    let Some(last_due) = known.last_due else {
        let why = Why::NoLastDue;
        return Standing::Unknown { why };
    };
    let Some(years) = years else {
        let why = Why::NoRule;
        return Standing::Unknown { why };
    };
    let end_after =
        |start: NaiveDate| Period::new(start, Length::Months(years.saturating_mul(12)), rest).last;
    if last_due >= as_of {
        let until = end_after(last_due);
        return Standing::NotBegun { last_due, until };
    }
    let mut events: Vec<Restarted> = known
        .restarts
        .iter()
        .copied()
        .filter(|e| e.on > last_due && e.on <= as_of)
        .collect();
    events.sort_unstable();
    let run = |sure_only: bool| {
        let mut end = end_after(last_due);
        let mut by = None;
        for event in events.iter().filter(|e| !sure_only || e.by.is_sure()) {
            if event.on <= end {
                end = end_after(event.on);
                by = Some(*event);
            }
        }
        (end, by)
    };
    let (sure_end, sure_by) = run(true);
    let (end, by) = run(false);
    if sure_end >= as_of {
        let later = end > sure_end;
        return Standing::Running {
            until: sure_end,
            restarted: sure_by,
            perhaps_until: later.then_some(end),
            perhaps_by: by.filter(|_| later),
        };
    }
    if let (true, Some(by)) = (end >= as_of, bridge(&events, sure_end, by)) {
        return Standing::Doubtful {
            ended: sure_end,
            until: end,
            by,
        };
    }
    let act = events.iter().find(|e| e.by.is_own_act() && e.on > end);
    match act {
        Some(act) => Standing::ActedAfter {
            ended: end,
            act: *act,
        },
        None => Standing::MayHaveRun {
            ended: end,
            restarted: by,
        },
    }
}

/// The contact without which the period would have ended: the last doubtful one that came in time.
fn bridge(
    events: &[Restarted],
    sure_end: NaiveDate,
    otherwise: Option<Restarted>,
) -> Option<Restarted> {
    let in_time = |e: &&Restarted| !e.by.is_sure() && e.on <= sure_end;
    events.iter().rfind(in_time).copied().or(otherwise)
}
