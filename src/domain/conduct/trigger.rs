//! Which facts of a log entry touch a rule. A fact that wasn't recorded is its own answer: it is
//! neither for nor against.

use super::{MinuteOfDay, Threshold};
use serde::Serialize;

/// One condition on an entry of the evidence log. Words are those of the log's `content` members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// `kind` is one of these.
    Kind(Vec<String>),
    /// `direction` is this.
    Direction(String),
    /// `channel` is one of these.
    Channel(Vec<String>),
    /// `target` is one of these.
    Target(Vec<String>),
    /// `answered` is this.
    Answered(bool),
    /// `robot` is this.
    Robot(bool),
    /// The hour lies within the rule's quiet hours.
    InQuietHours,
    /// `people` is below the rule's number.
    TooFewPeople,
    /// The recorder confirmed it: the rule's id stands in `conduct`. Facts alone don't show it.
    Confirmed,
}

impl Fact {
    /// The member of the entry it looks at.
    pub fn member(&self) -> &'static str {
        match self {
            Fact::Kind(_) => "kind",
            Fact::Direction(_) => "direction",
            Fact::Channel(_) => "channel",
            Fact::Target(_) => "target",
            Fact::Answered(_) => "answered",
            Fact::Robot(_) => "robot",
            Fact::InQuietHours => "occurred_at",
            Fact::TooFewPeople => "people",
            Fact::Confirmed => "conduct",
        }
    }

    /// The words the log knows for a member; empty for members that aren't words.
    pub fn words(member: &str) -> &'static [&'static str] {
        match member {
            "kind" => &[
                "visit",
                "call",
                "message",
                "letter",
                "payment",
                "statement",
                "agreement",
                "complaint",
                "police",
                "note",
            ],
            "direction" => &["in", "out"],
            "channel" => &[
                "phone",
                "sms",
                "wechat",
                "app",
                "email",
                "post",
                "in-person",
                "other",
            ],
            "target" => &[
                "borrower",
                "family",
                "emergency-contact",
                "colleague",
                "neighbour",
                "public",
            ],
            _ => &[],
        }
    }
}

/// The facts of one entry, as far as they were recorded.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntryFacts<'a> {
    /// `kind`.
    pub kind: &'a str,
    /// `direction`.
    pub direction: Option<&'a str>,
    /// `channel`.
    pub channel: Option<&'a str>,
    /// `target`.
    pub target: Option<&'a str>,
    /// `answered`.
    pub answered: Option<bool>,
    /// `robot`.
    pub robot: Option<bool>,
    /// The time of day of `occurred_at`, where a time was recorded.
    pub at: Option<MinuteOfDay>,
    /// `people`.
    pub people: Option<u32>,
    /// `conduct`: rules the recorder confirmed.
    pub conduct: &'a [&'a str],
}

/// What a trigger finds in an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Every fact is there. A rule that counts then counts this entry; any other is touched by it.
    Met,
    /// A recorded fact speaks against it.
    NotMet,
    /// Nothing speaks against it, but these members weren't recorded.
    NotRecorded(Vec<&'static str>),
}

/// The facts that together touch a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// All of them must be there.
    pub facts: Vec<Fact>,
}

impl Trigger {
    /// Reads an entry by the rule of this id with this number.
    pub fn reads(
        &self,
        rule: &str,
        threshold: Option<&Threshold>,
        entry: &EntryFacts<'_>,
    ) -> Reading {
        let mut unrecorded = Vec::new();
        for fact in &self.facts {
            match holds(fact, rule, threshold, entry) {
                Some(true) => {}
                Some(false) => return Reading::NotMet,
                None => unrecorded.push(fact.member()),
            }
        }
        if unrecorded.is_empty() {
            Reading::Met
        } else {
            Reading::NotRecorded(unrecorded)
        }
    }
}

/// Whether a fact is there; `None` where it wasn't recorded.
fn holds(
    fact: &Fact,
    rule: &str,
    threshold: Option<&Threshold>,
    entry: &EntryFacts<'_>,
) -> Option<bool> {
    let among = |words: &[String], word: &str| words.iter().any(|w| w == word);
    match fact {
        Fact::Kind(words) => Some(among(words, entry.kind)),
        Fact::Direction(word) => entry.direction.map(|d| d == word),
        Fact::Channel(words) => entry.channel.map(|c| among(words, c)),
        Fact::Target(words) => entry.target.map(|t| among(words, t)),
        Fact::Answered(wanted) => entry.answered.map(|a| a == *wanted),
        Fact::Robot(wanted) => entry.robot.map(|r| r == *wanted),
        Fact::InQuietHours => entry.at.map(|at| threshold.is_some_and(|t| t.is_quiet(at))),
        Fact::TooFewPeople => entry
            .people
            .map(|n| threshold.is_some_and(|t| t.is_broken_by(n))),
        Fact::Confirmed => Some(entry.conduct.contains(&rule)),
    }
}
