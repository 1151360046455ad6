//! What a visit adds up to: items, outcome, verdict, findings with the sources of that day.

use super::comparison::{KnownFacts, comparisons};
use super::observed::Visit;
use super::words::{Item, ItemResult, Outcome, Verdict, VisitFinding, VisitorRole};
use crate::domain::coded::Args;
use crate::domain::finding::{Finding, Severity};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// How grave one kind of finding is, and what it rests on, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// How soon it matters.
    pub severity: Severity,
    /// Ids of provisions and conduct rules, each with the first and last day it may be cited for
    /// (inclusive; `None` = open).
    pub citations: Vec<(String, Option<NaiveDate>, Option<NaiveDate>)>,
}

impl Concern {
    /// The citations that hold on a day.
    pub fn cited_on(&self, day: NaiveDate) -> impl Iterator<Item = &str> {
        self.citations
            .iter()
            .filter(move |(_, from, until)| {
                from.is_none_or(|f| f <= day) && until.is_none_or(|u| day <= u)
            })
            .map(|(id, _, _)| id.as_str())
    }
}

/// Severity and sources of every kind of finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingBook(BTreeMap<VisitFinding, Concern>);

impl FindingBook {
    /// From pairs; a later one replaces an earlier.
    pub fn new(entries: impl IntoIterator<Item = (VisitFinding, Concern)>) -> FindingBook {
        FindingBook(entries.into_iter().collect())
    }

    /// The entry of one kind.
    pub fn concern(&self, kind: VisitFinding) -> Option<&Concern> {
        self.0.get(&kind)
    }

    /// The kinds that have no entry.
    pub fn missing(&self) -> impl Iterator<Item = VisitFinding> {
        let all = VisitFinding::ALL.iter().copied();
        all.filter(|kind| !self.0.contains_key(kind))
    }

    fn finding(&self, kind: VisitFinding, day: NaiveDate) -> Finding {
        match self.0.get(&kind) {
            Some(concern) => Finding::new(kind.word(), concern.severity, Args::new())
                .citing(concern.cited_on(day)),
            // The loader refuses a book with a gap; without an entry nothing is claimed.
            None => Finding::new(kind.word(), Severity::Note, Args::new()),
        }
    }
}

/// What a visit adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appraisal {
    /// What to do.
    pub outcome: Outcome,
    /// What papers and behaviour add up to.
    pub verdict: Verdict,
    /// The items that concern this visitor, in their fixed order.
    pub items: Vec<ItemState>,
    /// What is worth knowing, gravest first.
    pub findings: Vec<Finding>,
}

/// An item and its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ItemState {
    /// Which.
    pub id: Item,
    /// What became of it.
    pub result: ItemResult,
}

impl Appraisal {
    /// What was shown, and nothing spoke against it.
    pub fn consistent(&self) -> impl Iterator<Item = Item> {
        self.with(&[ItemResult::Shown])
    }

    /// What was refused or stayed unclear.
    pub fn missing(&self) -> impl Iterator<Item = Item> {
        self.with(&[ItemResult::Refused, ItemResult::Unclear])
    }

    /// What does not fit.
    pub fn contradictory(&self) -> impl Iterator<Item = Item> {
        self.with(&[ItemResult::Contradicts])
    }

    /// What nobody came to ask for, or had nothing to be compared with.
    pub fn open(&self) -> impl Iterator<Item = Item> {
        self.with(&[ItemResult::NotAsked, ItemResult::NotChecked])
    }

    fn with(&self, results: &'static [ItemResult]) -> impl Iterator<Item = Item> {
        let of = self.items.iter().filter(|i| results.contains(&i.result));
        of.map(|i| i.id)
    }
}

/// Sums a visit up: the gravest outcome met, the worst result of each item, and every finding once
/// with the sources that hold on the day of the visit.
pub fn appraisal(visit: &Visit, known: Option<&KnownFacts>, book: &FindingBook) -> Appraisal {
    let mut results: BTreeMap<Item, ItemResult> = BTreeMap::new();
    let mut kinds: Vec<VisitFinding> = Vec::new();
    for effect in &visit.effects {
        for (item, result) in &effect.items {
            let worst = results.entry(*item).or_insert(*result);
            *worst = (*worst).max(*result);
        }
        kinds.extend(&effect.findings);
    }
    for (item, result, finding) in comparisons(visit, known) {
        results.insert(item, result);
        if matches!(result, ItemResult::Contradicts | ItemResult::Unclear) {
            kinds.push(finding);
        }
    }
    if visit.record.people == Some(1) && asks_for_money(visit.visitor()) {
        kinds.push(VisitFinding::SingleVisitor);
    }
    kinds.sort_unstable();
    kinds.dedup();
    let mut findings: Vec<Finding> = kinds.iter().map(|k| book.finding(*k, visit.on)).collect();
    findings.sort_by_key(|f| f.severity);

    let outcome = visit.outcome();
    let states = Item::ALL.iter().map(|id| ItemState {
        id: *id,
        result: results.get(id).copied().unwrap_or(ItemResult::NotAsked),
    });
    let visitor = visit.visitor();
    // What was shown or said counts whoever showed it; only what is asked of such a visitor is
    // named where it wasn't.
    let came_of_it = |r| !matches!(r, ItemResult::NotAsked | ItemResult::NotChecked);
    let items: Vec<ItemState> = states
        .filter(|state| came_of_it(state.result) || concerns(visitor, state.id))
        .collect();
    let verdict = verdict(outcome, &items);
    Appraisal {
        outcome,
        verdict,
        items,
        findings,
    }
}

/// Visitors to whom the rules of collection speak.
fn asks_for_money(visitor: Option<VisitorRole>) -> bool {
    use VisitorRole::{Agency, LawFirm, Lender, Unknown};
    matches!(visitor, Some(Lender | Agency | LawFirm | Unknown))
}

/// Is this item asked of such a visitor? Those who come for the court, the police or the
/// neighbourhood bring other papers than those who come for the money, and nobody asks a visitor
/// who was never spoken to for any.
fn concerns(visitor: Option<VisitorRole>, item: Item) -> bool {
    use VisitorRole::{
        Agency, Committee, Courier, Court, Guard, LawFirm, Lender, Mediator, Police,
    };
    match visitor {
        Some(Court) => item == Item::CaseNumber,
        Some(Police) => item == Item::PoliceCertificate,
        Some(Mediator | Guard) => item == Item::Identity,
        None | Some(Committee | Courier) => false,
        Some(other) => match item {
            Item::LawyerLicence => other == LawFirm,
            Item::AgencyListed => other == Agency,
            Item::CaseNumber | Item::PoliceCertificate => false,
            Item::Mandate
            | Item::MandateSealOfCreditor
            | Item::MandateInDate
            | Item::MandateNamesVisitor
            | Item::MandateScope => other != Lender,
            _ => true,
        },
    }
}

/// Consistent only when everything that was called for was shown and the lender's own line (or the
/// court, or 110) confirmed it; comparisons that could not be made don't stand in the way.
fn verdict(outcome: Outcome, items: &[ItemState]) -> Verdict {
    if outcome == Outcome::Call110 {
        return Verdict::LeaveAndCall110;
    }
    if items.iter().any(|i| i.result == ItemResult::Contradicts) {
        return Verdict::Contradicts;
    }
    let confirmed = |id: Item| {
        items
            .iter()
            .any(|i| i.id == id && i.result == ItemResult::Shown)
    };
    let official = confirmed(Item::CaseNumber) || confirmed(Item::PoliceCertificate);
    let complete = confirmed(Item::CalledBack)
        && items
            .iter()
            .all(|i| matches!(i.result, ItemResult::Shown | ItemResult::NotChecked));
    if official || complete {
        Verdict::Consistent
    } else {
        Verdict::Incomplete
    }
}
