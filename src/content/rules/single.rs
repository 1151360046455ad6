//! What rests on one report alone: such entries are asked about and never relied on.

use super::RuleBook;
use crate::domain::conduct::Voice;
use chrono::NaiveDate;
use serde::Serialize;

/// An entry that rests on one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneReport<'a> {
    /// `provision` or `conduct`.
    pub kind: &'static str,
    /// Its id.
    pub id: &'a str,
    /// The instrument of a provision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<&'a str>,
    /// What it says.
    pub zh: &'a str,
}

impl RuleBook {
    /// Every provision one report speaks of, and every conduct rule that on this day rests on nothing
    /// better.
    pub fn on_one_report(&self, on: NaiveDate) -> Vec<OneReport<'_>> {
        let provisions = self.law.provisions().filter(|p| p.rests_on_one_report());
        let provisions = provisions.map(|p| OneReport {
            kind: "provision",
            id: &p.id,
            instrument: Some(&p.instrument),
            zh: &p.zh,
        });
        let rules = self.conduct.values().filter(|rule| {
            let standing = rule.standing_on(&self.law, on);
            standing.is_ok_and(|s| s.voice == Voice::Ask)
        });
        let rules = rules.map(|rule| OneReport {
            kind: "conduct",
            id: &rule.id,
            instrument: None,
            zh: &rule.zh,
        });
        provisions.chain(rules).collect()
    }
}
