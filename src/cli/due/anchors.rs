//! What time limits of a case are counted from: days recorded, letters written, complaints in the
//! log, the plan.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::case::Case;
use crate::domain::deadline::{Anchor, DeadlineRule, EventKind};
use crate::domain::evidence::{EntryKind, EntryView, OccurredAt, overlaid};
use crate::domain::loan::LenderKind;
use crate::domain::report::TO;
use crate::storage::log::{Log, entries};

/// Channels where the lender itself answers.
const LENDERS_OWN: [&str; 2] = ["lender-desk", "hiring-lender"];

/// All entries of the case's log as they stand; none where there is no log.
///
/// # Errors
/// The log is there but can't be read.
pub fn views(context: &Context) -> Result<Vec<EntryView>, Failure> {
    let log = context
        .existing_case()?
        .map(|folder| Log::of_case(folder.path()))
        .filter(Log::exists);
    Ok(match log {
        Some(log) => overlaid(entries(&log.path())?),
        None => Vec::new(),
    })
}

/// Every anchor, without repetition: a complaint recorded both here and in the log counts once.
pub fn anchors(case: &Case, views: &[EntryView], rules: &[DeadlineRule]) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = case
        .dates
        .facts
        .iter()
        .map(|fact| Anchor {
            id: fact.id(),
            kind: fact.kind,
            on: fact.on,
            lender_kind: fact.loan.as_deref().and_then(|l| lender_kind(case, l)),
            loan: fact.loan.clone(),
            note: fact.note.clone(),
            done_on: None,
        })
        .collect();
    letters(case, rules, &mut out);
    sendings(case, &mut out);
    complaints(case, views, &mut out);
    if let Some(on) = case.offers.iter().map(|o| o.as_of).max() {
        out.push(Anchor {
            id: format!("P{}", on.format("%y%m%d")),
            kind: EventKind::Plan,
            on,
            loan: None,
            lender_kind: None,
            note: None,
            done_on: None,
        });
    }
    if let Some(on) = case.counsel.delete_by() {
        out.push(Anchor {
            id: format!("K{}", on.format("%y%m%d")),
            kind: EventKind::DeletionDay,
            on,
            loan: None,
            lender_kind: None,
            note: None,
            done_on: None,
        });
    }
    for anchor in &mut out {
        let done = case.dates.done.get(&anchor.id).copied();
        anchor.done_on = done.or(anchor.done_on);
    }
    out
}

/// Letters that ask for an answer. Several of one day to one lender are versions of one letter.
fn letters(case: &Case, rules: &[DeadlineRule], out: &mut Vec<Anchor>) {
    let asks = |letter: &str| {
        let mut of_letters = rules.iter().filter(|r| r.event == EventKind::Letter);
        of_letters.any(|r| r.letters.iter().any(|l| l == letter))
    };
    let counted = case
        .letters
        .iter()
        .filter(|l| asks(&l.letter) && !case.loan_states.contains_key(&l.loan))
        // Once it is recorded when it went out, that day counts and not the one on the paper.
        .filter(|l| !case.sent.iter().any(|s| s.is_of(l)));
    for letter in counted {
        let id = format!(
            "{}-{}-{}",
            letter.letter,
            letter.loan,
            letter.on.format("%y%m%d")
        );
        if out.iter().any(|a| a.id == id) {
            continue;
        }
        out.push(Anchor {
            id,
            kind: EventKind::Letter,
            on: letter.on,
            lender_kind: lender_kind(case, &letter.loan),
            loan: Some(letter.loan.clone()),
            note: Some(letter.letter.clone()),
            done_on: None,
        });
    }
}

/// Letters that went out: an answer is looked for by the day the borrower set.
fn sendings(case: &Case, out: &mut Vec<Anchor>) {
    for sending in case.last_sendings() {
        if case.loan_states.contains_key(&sending.loan) {
            continue;
        }
        let loan = Some(sending.loan.clone()).filter(|l| !l.is_empty());
        out.push(Anchor {
            id: sending.id(),
            kind: EventKind::LetterSent,
            on: sending.follow_up,
            lender_kind: loan.as_deref().and_then(|l| lender_kind(case, l)),
            loan,
            note: Some(sending.letter.clone()),
            done_on: sending.reply.as_ref().map(|r| r.on),
        });
    }
}

fn complaints(case: &Case, views: &[EntryView], out: &mut Vec<Anchor>) {
    for view in views.iter().filter(|v| !v.withdrawn) {
        let kind = view.text("kind").and_then(EntryKind::from_id);
        if kind != Some(EntryKind::Complaint) || view.text("direction") == Some("in") {
            continue;
        }
        // How long an authority takes isn't known: only the lender's own answer is counted.
        if view.text(TO).is_some_and(|to| !LENDERS_OWN.contains(&to)) {
            continue;
        }
        let Some(at) = view.text("occurred_at").and_then(OccurredAt::parse) else {
            continue;
        };
        let loan = view.text("loan").map(str::to_owned);
        let known = out
            .iter()
            .any(|a| a.kind == EventKind::Complaint && a.on == at.date && a.loan == loan);
        if known {
            continue;
        }
        out.push(Anchor {
            id: format!("E{}", view.original.seq),
            kind: EventKind::Complaint,
            on: at.date,
            lender_kind: loan.as_deref().and_then(|l| lender_kind(case, l)),
            loan,
            note: view.text("summary").map(str::to_owned),
            done_on: None,
        });
    }
}

fn lender_kind(case: &Case, loan: &str) -> Option<LenderKind> {
    let word = case.loan(loan)?.get("lender_kind")?.as_str()?;
    let known = LenderKind::ALL.iter().find(|(name, _)| *name == word);
    known.map(|(_, kind)| *kind)
}
