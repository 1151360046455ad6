//! What rests on one report alone: such entries are asked about and never relied on.

use super::RuleBook;
use crate::domain::conduct::Voice;
use chrono::NaiveDate;
use serde::Serialize;

/// An entry that rests on one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneReport<'a> {
    /// `provision`, `conduct`, `channel`, `myth`, `parameter`, `deadline` or `notice`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// The instrument of a provision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<&'a str>,
    /// What it says; nothing where its words stand among the texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<&'a str>,
}

impl RuleBook {
    /// Every provision one report speaks of, and every other entry that on this day rests on nothing
    /// better.
    pub fn on_one_report(&self, on: NaiveDate) -> Vec<OneReport<'_>> {
        let mut all = Vec::new();
        for provision in self.law.provisions().filter(|p| p.rests_on_one_report()) {
            all.push(OneReport {
                kind: "provision",
                id: provision.id.clone(),
                instrument: Some(&provision.instrument),
                zh: Some(&provision.zh),
            });
        }
        let mut add = |kind, id: String, zh| {
            let instrument = None;
            all.push(OneReport {
                kind,
                id,
                instrument,
                zh,
            });
        };
        for rule in self.conduct.values() {
            let standing = rule.standing_on(&self.law, on);
            if standing.is_ok_and(|s| s.voice == Voice::Ask) {
                add("conduct", rule.id.clone(), Some(rule.zh.as_str()));
            }
        }
        for channel in self.channels.values().filter(|c| self.one(&c.cites)) {
            add("channel", channel.id.clone(), Some(channel.zh.as_str()));
        }
        for myth in self.myths.values().filter(|m| self.one(&m.cites)) {
            add("myth", myth.id.clone(), Some(myth.so.as_str()));
        }
        for quantity in self.parameters.iter().filter(|q| self.one(&q.citations)) {
            let source = Some(quantity.source.as_str());
            add("parameter", quantity.id.clone(), source);
        }
        let deadlines = self.deadlines.iter();
        for deadline in deadlines.filter(|d| self.one(&d.quantity.citations)) {
            let source = Some(deadline.quantity.source.as_str());
            add("deadline", deadline.id.clone(), source);
        }
        for (id, rule) in self.all_said_of_papers() {
            if self.one(&rule.cites) {
                add("notice", id, None);
            }
        }
        all
    }

    /// Is something cited, and all of it known from one report?
    fn one(&self, cites: &[String]) -> bool {
        let single = |id: &String| {
            let provision = self.law.provision(id);
            provision.is_ok_and(|p| p.rests_on_one_report())
        };
        !cites.is_empty() && cites.iter().all(single)
    }
}
