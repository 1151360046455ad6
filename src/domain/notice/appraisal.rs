//! What signs add up to, by rules that stand in the rule book. The same rules serve a notice and a
//! request for payment.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Good to know.
    Note,
    /// To be asked or looked up; nothing is wrong with it.
    Ask,
    /// Something that would be needed to look it up isn't there.
    Missing,
    /// Something in it doesn't go together, or isn't how such an office works.
    Contradicts,
    /// Leave it: nothing paid, nothing opened; call for help.
    Leave,
}

/// What it all adds up to. It is about the words, never about who wrote them, and never "genuine".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing in it contradicts itself; whether it is true isn't known.
    Consistent,
    /// It lacks what would be needed to look it up.
    Incomplete,
    /// Something in it doesn't go together.
    Contradicts,
    /// Leave it and call for help.
    LeaveAndCall,
}

impl Verdict {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Consistent => "consistent",
            Verdict::Incomplete => "incomplete",
            Verdict::Contradicts => "contradicts",
            Verdict::LeaveAndCall => "leave-and-call",
        }
    }
}

/// A rule: signs that together mean something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Stable kebab-case id. Words: `notice.finding.<id>` or `payee.finding.<id>`.
    pub id: String,
    /// How grave.
    pub grade: Grade,
    /// All of these must be there.
    pub all: Vec<String>,
    /// And one of these, if there are any.
    pub any: Vec<String>,
    /// And none of these.
    pub none: Vec<String>,
    /// What to do, as ids of `notice.step.<id>`, first step first.
    pub steps: Vec<String>,
    /// What not to do, as ids of `notice.avoid.<id>`.
    pub avoid: Vec<String>,
    /// Ids of channels to verify through or to turn to.
    pub channels: Vec<String>,
    /// Ids of provisions it rests on.
    pub cites: Vec<String>,
}

impl Rule {
    /// Do these signs meet it?
    pub fn is_met(&self, signs: &BTreeSet<String>) -> bool {
        self.all.iter().all(|s| signs.contains(s))
            && (self.any.is_empty() || self.any.iter().any(|s| signs.contains(s)))
            && !self.none.iter().any(|s| signs.contains(s))
    }
}

/// A rule that was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concern {
    /// The rule's id.
    pub id: String,
    /// How grave.
    pub grade: Grade,
    /// Provisions it rests on.
    pub citations: Vec<String>,
}

/// What signs add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appraisal {
    /// In one word.
    pub verdict: Verdict,
    /// What was found, gravest first.
    pub findings: Vec<Concern>,
    /// What to do, each once.
    pub steps: Vec<String>,
    /// What not to do, each once.
    pub avoid: Vec<String>,
    /// Channels, each once.
    pub channels: Vec<String>,
}

/// Applies the rules to the signs: the graver a rule, the earlier its steps stand.
pub fn appraisal(signs: &BTreeSet<String>, rules: &[Rule]) -> Appraisal {
    let mut met: Vec<&Rule> = rules.iter().filter(|r| r.is_met(signs)).collect();
    // Within a grade the order of the rule book stands.
    met.sort_by_key(|r| std::cmp::Reverse(r.grade));
    let verdict = match met.first().map(|r| r.grade) {
        Some(Grade::Leave) => Verdict::LeaveAndCall,
        Some(Grade::Contradicts) => Verdict::Contradicts,
        Some(Grade::Missing) => Verdict::Incomplete,
        _ => Verdict::Consistent,
    };
    Appraisal {
        verdict,
        findings: met
            .iter()
            .map(|r| Concern {
                id: r.id.clone(),
                grade: r.grade,
                citations: r.cites.clone(),
            })
            .collect(),
        steps: once(&met, |r| &r.steps),
        avoid: once(&met, |r| &r.avoid),
        channels: once(&met, |r| &r.channels),
    }
}

fn once(met: &[&Rule], list: impl Fn(&Rule) -> &Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for item in met.iter().flat_map(|r| list(r)) {
        if !out.contains(item) {
            out.push(item.clone());
        }
    }
    out
}
