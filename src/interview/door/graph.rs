//! The door's nodes as checked content.

use crate::domain::visit::{Effect, FindingBook, FollowUp, Outcome};
use chrono::{NaiveDate, NaiveTime};

/// Keys 1 to 7 are options; 8, 9 and 0 are the same on every screen.
pub const MAX_OPTIONS: usize = 7;

/// The door flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Id of the first node.
    pub start: String,
    /// The hours in which nobody should come without consent.
    pub quiet: QuietHours,
    /// All nodes.
    pub nodes: Vec<DoorNode>,
    /// Severity and sources of findings.
    pub findings: FindingBook,
    /// What follows from a visit.
    pub follow_ups: Vec<FollowUp>,
    /// Within how many minutes after the end the record is best made.
    pub record_within: u32,
    /// How the cells over a published list of agencies end.
    pub list_headings: Vec<String>,
}

impl Door {
    /// A node by id.
    pub fn node(&self, id: &str) -> Option<&DoorNode> {
        self.nodes.iter().find(|n| n.id == id)
    }
}

/// A span of the day that usually runs over midnight; half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// First moment inside.
    pub from: NaiveTime,
    /// First moment outside again.
    pub until: NaiveTime,
}

impl QuietHours {
    /// Does the time lie inside?
    pub fn contains(self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

/// One screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorNode {
    /// Stable id, kebab-case; also the question id and, after `visit.door.`, the text key.
    pub id: String,
    /// Options by key, 1 first; at most [`MAX_OPTIONS`].
    pub options: Vec<DoorOption>,
    /// Asked only when the latest answer to this question is one of these.
    pub only_when: Option<(String, Vec<String>)>,
    /// Asked only when the visit began in the quiet hours, or when it is answered anyway.
    pub only_in_quiet_hours: bool,
    /// Where to go when it isn't asked.
    pub otherwise: Option<String>,
    /// The option an orderly visit takes; says which questions an answers file still lacks.
    pub usual: String,
}

impl DoorNode {
    /// An option by id.
    pub fn option(&self, id: &str) -> Option<&DoorOption> {
        self.options.iter().find(|o| o.id == id)
    }

    /// The options that lead on to a second screen of the same question, with that screen's id.
    pub fn continuations(&self) -> impl Iterator<Item = (&DoorOption, &str)> {
        self.options.iter().filter_map(|o| match &o.goto {
            Goto::Node(to) if o.continues => Some((o, to.as_str())),
            _ => None,
        })
    }
}

/// Where an answer leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goto {
    /// To a node.
    Node(String),
    /// To the record questions.
    End,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorOption {
    /// Stable id, kebab-case.
    pub id: String,
    /// Where it leads.
    pub goto: Goto,
    /// Where it leads when it was chosen before.
    pub goto_again: Option<Goto>,
    /// Where it leads once the talk is to be ended.
    pub goto_when_ended: Option<Goto>,
    /// Offered once only.
    pub once: bool,
    /// Closes a question that is answered several times ("nothing else").
    pub closes: bool,
    /// Leads to the second screen of the same question.
    pub continues: bool,
    /// Has a sentence of its own to read aloud on the next screen (`then.<id>`).
    pub says: bool,
    /// The visitors are gone: the time it is answered at is the end of the visit.
    pub leaves: bool,
    /// Card shown after it.
    pub card: Option<String>,
    /// What it records.
    pub effect: Effect,
    /// The outcome when it was chosen before.
    pub outcome_again: Option<Outcome>,
}

/// A card: lines to read, aloud or in quiet. Lines are text keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Stable id, kebab-case.
    pub id: String,
    /// Text key of the title.
    pub title: String,
    /// Text keys of the lines, in order.
    pub lines: Vec<String>,
    /// Service numbers on it.
    pub numbers: Vec<String>,
    /// The day the numbers and the advice were last checked.
    pub checked: NaiveDate,
}
