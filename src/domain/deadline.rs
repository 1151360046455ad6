//! Time limits: what starts one, how long it runs, who has to act, and which come first.
//!
//! How long each runs stands in the rule book ([`DeadlineRule`]); what starts it in the case
//! ([`Anchor`]). An event the rule book has no value for is kept and said, never left out.

use super::guidance::RestDays;
use super::loan::LenderKind;
use super::parameter::Parameter;
use super::period::{Length, Period};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a day is the day of. Names for people stand under `due.kind.<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// A payment order was received.
    PaymentOrder,
    /// The copy of a statement of claim was received.
    SuitPapers,
    /// A hearing is held.
    Hearing,
    /// A complaint was made to the lender itself.
    Complaint,
    /// The decision on a complaint was received.
    ComplaintDecision,
    /// An objection to a credit record was received by who keeps it.
    CreditObjection,
    /// A complaint about a credit record was accepted by the central bank's branch.
    CreditComplaint,
    /// A mediated agreement took effect.
    MediatedAgreement,
    /// A payment was promised for that day.
    PromisedPayment,
    /// The other side promised an answer by that day.
    PromisedReply,
    /// Any day read off a paper.
    OwnDate,
    /// A letter of ours bears that day.
    Letter,
    /// A letter of ours went out; an answer is looked for by that day.
    LetterSent,
    /// The plan was worked out that day.
    Plan,
    /// Until then the case may be kept, as the person agreed.
    DeletionDay,
}

impl EventKind {
    /// The kinds a person records, in the order they are offered.
    pub const RECORDED: [EventKind; 11] = [
        EventKind::PaymentOrder,
        EventKind::SuitPapers,
        EventKind::Hearing,
        EventKind::Complaint,
        EventKind::ComplaintDecision,
        EventKind::CreditObjection,
        EventKind::CreditComplaint,
        EventKind::MediatedAgreement,
        EventKind::PromisedPayment,
        EventKind::PromisedReply,
        EventKind::OwnDate,
    ];

    /// The word in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            EventKind::PaymentOrder => "payment-order",
            EventKind::SuitPapers => "suit-papers",
            EventKind::Hearing => "hearing",
            EventKind::Complaint => "complaint",
            EventKind::ComplaintDecision => "complaint-decision",
            EventKind::CreditObjection => "credit-objection",
            EventKind::CreditComplaint => "credit-complaint",
            EventKind::MediatedAgreement => "mediated-agreement",
            EventKind::PromisedPayment => "promised-payment",
            EventKind::PromisedReply => "promised-reply",
            EventKind::OwnDate => "own-date",
            EventKind::Letter => "letter",
            EventKind::LetterSent => "letter-sent",
            EventKind::Plan => "plan",
            EventKind::DeletionDay => "deletion-day",
        }
    }

    /// Is the day itself what matters, so that nothing is counted from it? Then who has to act.
    pub fn is_the_day_of(self) -> Option<Actor> {
        match self {
            EventKind::Hearing
            | EventKind::PromisedPayment
            | EventKind::OwnDate
            | EventKind::DeletionDay => Some(Actor::You),
            EventKind::PromisedReply | EventKind::LetterSent => Some(Actor::Them),
            _ => None,
        }
    }

    /// Does it show that a court has the matter?
    pub fn is_before_court(self) -> bool {
        matches!(
            self,
            EventKind::PaymentOrder | EventKind::SuitPapers | EventKind::Hearing
        )
    }
}

/// Who has to act by the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The borrower.
    You,
    /// The other side; silence is what one looks out for.
    Them,
}

/// One time limit of the rule book. Its words stand under `due.rule.<id>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineRule {
    /// Stable kebab-case id.
    pub id: String,
    /// What starts it.
    pub event: EventKind,
    /// Who has to act.
    pub by: Actor,
    /// The id of the days of rest by which its last day moves.
    pub calendar: Option<String>,
    /// Limits of one series follow one another for the same event: only the next is of interest.
    pub series: Option<String>,
    /// Kinds of lender it holds for; empty where that doesn't matter.
    pub lender_kinds: Vec<LenderKind>,
    /// For letters: the ids of those that ask for an answer by a day.
    pub letters: Vec<String>,
    /// How long, by the day of the event, with source, force and confidence.
    pub quantity: Parameter,
}

impl DeadlineRule {
    /// How long it runs for an event of that day; `None` where the rule book has no value for it.
    pub fn length_on(&self, event: NaiveDate) -> Option<Length> {
        let count = self.quantity.on(event).ok()?.value.to_u32()?;
        match self.quantity.unit.as_str() {
            "months" => Some(Length::Months(count)),
            _ => Some(Length::Days(count)),
        }
    }
}

/// Something that starts time limits, or a day that is one itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anchor {
    /// Stable within the case (`D1`, `C1-A1-261118`, `E5`, `P261121`).
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// Its day.
    pub on: NaiveDate,
    /// The loan it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loan: Option<String>,
    /// Who lends, where the loan is known.
    #[serde(skip)]
    pub lender_kind: Option<LenderKind>,
    /// The borrower's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Since when it needs no more looking at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
}

/// Where a time limit stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineState {
    /// Its last day has passed.
    Past,
    /// Its last day is today, or only days of rest are left.
    Now,
    /// It lies ahead.
    Ahead,
    /// The borrower said it needs no more looking at.
    Done,
    /// The rule book has no value for the day of the event.
    Unknown,
    /// No limit in the rule book holds for this kind of lender.
    NoRule,
}

/// One time limit of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline<'r> {
    /// What it is counted from.
    pub anchor: Anchor,
    /// Its rule; `None` for a day that is itself what matters, or where no rule holds.
    pub rule: Option<&'r DeadlineRule>,
    /// Who has to act.
    pub by: Actor,
    /// The days; `None` where they aren't known.
    pub period: Option<Period>,
}

impl Deadline<'_> {
    /// The key of its words and a part of its identity in calendars.
    pub fn name(&self) -> &str {
        match self.rule {
            Some(rule) => &rule.id,
            None => self.anchor.kind.id(),
        }
    }

    /// The day to keep in mind: for the borrower the last one in time under every reading, for the
    /// other side the last one.
    pub fn day(&self) -> Option<NaiveDate> {
        self.period.map(|p| match self.by {
            Actor::You => p.safe,
            Actor::Them => p.last,
        })
    }

    /// Where it stands on a day.
    pub fn state(&self, on: NaiveDate) -> DeadlineState {
        let Some(period) = self.period else {
            return match (self.anchor.done_on, self.rule) {
                (Some(_), _) => DeadlineState::Done,
                (None, Some(_)) => DeadlineState::Unknown,
                (None, None) => DeadlineState::NoRule,
            };
        };
        if self.anchor.done_on.is_some() {
            DeadlineState::Done
        } else if on > period.last {
            DeadlineState::Past
        } else if self.day().is_some_and(|day| on >= day) {
            DeadlineState::Now
        } else {
            DeadlineState::Ahead
        }
    }
}

/// Every time limit that follows from these events, what comes first first; those without a day
/// stand last.
pub fn deadlines<'r>(
    anchors: &[Anchor],
    rules: &'r [DeadlineRule],
    calendars: &BTreeMap<String, RestDays>,
) -> Vec<Deadline<'r>> {
    let mut out = Vec::new();
    for anchor in anchors {
        if let Some(by) = anchor.kind.is_the_day_of() {
            out.push(Deadline {
                anchor: anchor.clone(),
                rule: None,
                by,
                period: Some(Period::new(anchor.on, Length::Days(0), None)),
            });
            continue;
        }
        let before = out.len();
        for rule in rules.iter().filter(|r| r.event == anchor.kind) {
            let fits = anchor
                .lender_kind
                .is_none_or(|k| rule.lender_kinds.is_empty() || rule.lender_kinds.contains(&k));
            if !fits {
                continue;
            }
            let rest = rule.calendar.as_ref().and_then(|id| calendars.get(id));
            out.push(Deadline {
                anchor: anchor.clone(),
                rule: Some(rule),
                by: rule.by,
                period: rule
                    .length_on(anchor.on)
                    .map(|length| Period::new(anchor.on, length, rest)),
            });
        }
        if out.len() == before {
            out.push(Deadline {
                anchor: anchor.clone(),
                rule: None,
                by: Actor::Them,
                period: None,
            });
        }
    }
    out.sort_by(|a, b| {
        let key = |d: &Deadline<'_>| (d.day().unwrap_or(NaiveDate::MAX), d.anchor.id.clone());
        key(a).cmp(&key(b))
    });
    out
}

/// Of each series for one event only the next that hasn't passed, or the last where all have.
pub fn next_of_series<'d, 'r>(all: &'d [Deadline<'r>], on: NaiveDate) -> Vec<&'d Deadline<'r>> {
    let series = |d: &Deadline<'r>| {
        let name = d.rule.and_then(|r| r.series.clone())?;
        Some((d.anchor.id.clone(), name))
    };
    all.iter()
        .filter(|d| {
            let Some(mine) = series(d) else {
                return true;
            };
            let same = all.iter().filter(|o| series(o).as_ref() == Some(&mine));
            let open = |o: &&Deadline<'r>| o.period.is_some_and(|p| on <= p.last);
            let members: Vec<&Deadline<'r>> = same.collect();
            let next = members
                .iter()
                .copied()
                .find(open)
                .or(members.last().copied());
            next.is_some_and(|next| next.name() == d.name())
        })
        .collect()
}
