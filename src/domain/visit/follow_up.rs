//! What follows from a visit: what to photograph, the letters that fit now, the time limits to mind.

use super::appraisal::Appraisal;
use super::observed::Visit;
use super::words::{Demand, FollowUpKind, Outcome, VisitFinding, VisitorRole};

/// One thing that follows, and from what. Any one of the conditions is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Stable id, kebab-case; its words are those of `visit.follow.<id>`.
    pub id: String,
    /// What kind of thing it is.
    pub kind: FollowUpKind,
    /// The letter, by its number on the command line.
    pub letter: Option<String>,
    /// Findings it follows from.
    pub findings: Vec<VisitFinding>,
    /// Demands it follows from.
    pub demands: Vec<Demand>,
    /// Visitors it follows from.
    pub visitors: Vec<VisitorRole>,
    /// The outcome it follows from.
    pub outcome: Option<Outcome>,
}

impl FollowUp {
    fn follows_from(&self, visit: &Visit, appraisal: &Appraisal) -> bool {
        let found = |kind: &VisitFinding| appraisal.findings.iter().any(|f| f.code == kind.word());
        let demanded = |demand: &Demand| visit.demands().iter().any(|d| d.id == *demand);
        self.findings.iter().any(found)
            || self.demands.iter().any(demanded)
            || visit.visitor().is_some_and(|v| self.visitors.contains(&v))
            || self.outcome == Some(appraisal.outcome)
            || visit.effects.iter().any(|e| e.follows.contains(&self.id))
    }
}

/// What follows from a visit, in the order of the book.
pub fn follow_ups<'b>(
    visit: &Visit,
    appraisal: &Appraisal,
    book: &'b [FollowUp],
) -> Vec<&'b FollowUp> {
    book.iter()
        .filter(|f| f.follows_from(visit, appraisal))
        .collect()
}
