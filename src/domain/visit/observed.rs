//! A visit as it was observed: one effect for each answer, and the record made afterwards.

use super::words::{
    Compliance, Demand, Host, Item, ItemResult, Occasion, Outcome, VisitFinding, VisitorRole,
};
use chrono::NaiveDate;
use serde::Serialize;

/// What one answer at the door records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Items it settles.
    pub items: Vec<(Item, ItemResult)>,
    /// What to do, if it decides that.
    pub outcome: Option<Outcome>,
    /// Findings it gives rise to.
    pub findings: Vec<VisitFinding>,
    /// Id of the conduct rule it touches (`content/conduct`).
    pub conduct: Option<String>,
    /// What was asked for.
    pub demand: Option<Demand>,
    /// A demand that was met before it could be refused.
    pub met: Option<Demand>,
    /// Whom the visitors say they are.
    pub visitor: Option<VisitorRole>,
    /// Who was at home.
    pub host: Option<Host>,
    /// Was the visit recorded in sound or picture?
    pub recorded: bool,
    /// Were the police called?
    pub police_called: bool,
    /// In which way the borrower was reached.
    pub occasion: Option<Occasion>,
    /// Ids of what follows from it (`content/visit/follow-ups.toml`).
    pub follows: Vec<String>,
}

/// How exactly the time is known; words as in the evidence log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// From the clock, while it happened.
    Exact,
    /// As remembered.
    About,
    /// The day alone.
    Day,
}

/// What is noted after the visit. Every field may be left open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// When it ended: `YYYY-MM-DDTHH:MM[:SS]+08:00` or `YYYY-MM-DD`.
    pub occurred_until: Option<String>,
    /// How many came.
    pub people: Option<u32>,
    /// Name as given or read.
    pub name: Option<String>,
    /// Employer as given or read.
    pub employer: Option<String>,
    /// Staff number as given or read.
    pub badge: Option<String>,
    /// The company code (统一社会信用代码) on a card or paper, as written down.
    pub company_code: Option<String>,
    /// The lender they say they act for.
    pub principal: Option<String>,
    /// The last digits of the loan number they gave.
    pub loan_tail: Option<String>,
    /// The amount they named, in yuan with two decimals.
    pub amount: Option<String>,
    /// Words used, as exactly as they are remembered.
    pub quote: Option<String>,
    /// Papers shown or left.
    pub papers: Option<String>,
    /// Who else saw or heard it.
    pub witnesses: Vec<String>,
    /// Files that go with it, by path; storage turns them into attachments.
    pub files: Vec<String>,
    /// Number of the police slip.
    pub police_slip: Option<String>,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When it began: `YYYY-MM-DDTHH:MM[:SS]+08:00` or `YYYY-MM-DD`.
    pub occurred_at: String,
    /// The day of it; the law of this day decides.
    pub on: NaiveDate,
    /// How exactly the time is known.
    pub precision: Precision,
    /// The effects of the answers, in order.
    pub effects: Vec<Effect>,
    /// Noted afterwards.
    pub record: Record,
}

/// A demand and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DemandMade {
    /// What was asked for.
    pub id: Demand,
    /// What became of it.
    pub answer: Compliance,
}

impl Visit {
    /// The gravest outcome met on the way.
    pub fn outcome(&self) -> Outcome {
        let met = self.effects.iter().filter_map(|e| e.outcome).max();
        met.unwrap_or(Outcome::Continue)
    }

    /// Whom the visitors said they are, in the last of their versions.
    pub fn visitor(&self) -> Option<VisitorRole> {
        self.effects.iter().filter_map(|e| e.visitor).next_back()
    }

    /// In which way the borrower was reached: at the door, unless an answer says otherwise.
    pub fn occasion(&self) -> Occasion {
        let mut said = self.effects.iter().filter_map(|e| e.occasion);
        said.next_back().unwrap_or(Occasion::AtDoor)
    }

    /// Who was at home.
    pub fn host(&self) -> Option<Host> {
        self.effects.iter().filter_map(|e| e.host).next_back()
    }

    /// Was it recorded in sound or picture?
    pub fn recorded(&self) -> bool {
        self.effects.iter().any(|e| e.recorded)
    }

    /// Conduct rules touched, each once, in the order met.
    pub fn conduct(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for code in self.effects.iter().filter_map(|e| e.conduct.as_deref()) {
            if !out.contains(&code) {
                out.push(code);
            }
        }
        out
    }

    /// Demands in the order met, and what became of each. A demand that was met counts as made.
    pub fn demands(&self) -> Vec<DemandMade> {
        let mut out: Vec<DemandMade> = Vec::new();
        for id in self.effects.iter().filter_map(|e| e.demand.or(e.met)) {
            if !out.iter().any(|d| d.id == id) {
                let met = |id: Demand| self.effects.iter().any(|e| e.met == Some(id));
                let answer = match id {
                    _ if met(id) => Compliance::Met,
                    Demand::HandOver | Demand::Talk => Compliance::Heard,
                    _ if id.is_a_way_to_pay() && met(Demand::PayNow) => Compliance::Open,
                    _ => Compliance::Refused,
                };
                out.push(DemandMade { id, answer });
            }
        }
        out
    }
}
