//! One entry of the log as the rules see it: what it says, and what it leaves open.

use super::count::Range;
use super::moment::Moment;
use super::{EntryFacts, Lenders, MinuteOfDay};
use crate::domain::evidence::EntryKind;
use chrono::TimeDelta;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A missed call doesn't ring longer than this: a longer span stands for several calls. A convention
/// of this count, not of any rule.
const LONGEST_RING: TimeDelta = TimeDelta::minutes(5);

/// Members that say of an entry whether an exception of a rule applied.
pub const EXCEPTIONS: [&str; 2] = ["consented", "unreachable"];

/// How an entry with an end is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One contact, which lasted until then.
    One,
    /// Several, one after the other, the last of them then.
    Several,
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its number in the log.
    pub seq: u64,
    /// What it was.
    pub kind: EntryKind,
    /// When.
    pub time: Moment,
    /// `direction`.
    pub direction: Option<String>,
    /// `channel`.
    pub channel: Option<String>,
    /// `target`.
    pub target: Option<String>,
    /// `answered`.
    pub answered: Option<bool>,
    /// `robot`.
    pub robot: Option<bool>,
    /// `interactive`: of a machine, whether one could talk with it.
    pub interactive: Option<bool>,
    /// `people`.
    pub people: Option<u32>,
    /// `conduct`.
    pub conduct: BTreeSet<String>,
    /// Exceptions said to apply or not to apply, by member.
    pub exceptions: BTreeMap<&'static str, bool>,
    /// `times`: how many contacts the entry stands for, where it says so.
    pub stated_times: Option<u32>,
    /// Whose claim it was about.
    pub lender: Option<String>,
    /// The caller's number, digits alone.
    pub caller: Option<String>,
    /// The agency.
    pub employer: Option<String>,
    /// Read from a list of calls, where a span is the length of one call.
    pub imported: bool,
    /// It may be the same call as this entry.
    pub perhaps_same_as: Option<u64>,
}

/// The contact of an entry; `None` where the entry is none, or says no time that can be read.
pub fn read(
    seq: u64,
    recorded_at: &str,
    members: &Map<String, Value>,
    lenders: &Lenders,
) -> Option<Contact> {
    let text = |name: &str| {
        let text = members.get(name).and_then(Value::as_str)?;
        (!text.trim().is_empty()).then(|| text.to_owned())
    };
    let truth = |name: &str| members.get(name).and_then(Value::as_bool);
    let whole = |name: &str| {
        let number = members.get(name).and_then(Value::as_u64)?;
        u32::try_from(number).ok()
    };
    let kind = EntryKind::from_id(&text("kind")?)?;
    let counted = matches!(
        kind,
        EntryKind::Call
            | EntryKind::Message
            | EntryKind::Visit
            | EntryKind::Letter
            | EntryKind::Statement
            | EntryKind::Agreement
    );
    if !counted {
        return None;
    }
    let told = text("occurred_at")?;
    let time = Moment::read(
        &told,
        text("occurred_until").as_deref(),
        text("precision").as_deref(),
        recorded_at,
    )?;
    let party = |part: &str| {
        let text = members.get("party")?.get(part)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let conduct = match members.get("conduct") {
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect(),
        _ => BTreeSet::new(),
    };
    let caller = party("phone").map(|number| digits(&number));
    Some(Contact {
        seq,
        kind,
        time,
        direction: text("direction"),
        channel: text("channel"),
        target: text("target"),
        answered: truth("answered"),
        robot: truth("robot"),
        interactive: truth("interactive"),
        people: whole("people"),
        conduct,
        exceptions: EXCEPTIONS
            .into_iter()
            .filter_map(|name| Some((name, truth(name)?)))
            .collect(),
        stated_times: whole("times").filter(|n| *n > 0),
        lender: lenders.told(text("loan").as_deref(), party("principal").as_deref()),
        caller: caller.filter(|digits| !digits.is_empty()),
        employer: party("employer"),
        imported: members.contains_key("imported"),
        perhaps_same_as: None,
    })
}

impl Contact {
    /// Did it move things on, rather than press? Such entries are listed and never counted.
    pub fn is_helpful(&self) -> bool {
        matches!(self.kind, EntryKind::Statement | EntryKind::Agreement)
    }

    /// What it can have been, if it was answered or not as `answered` says (a recorded answer wins).
    pub fn shapes(&self, answered: Option<bool>) -> Vec<Shape> {
        let lasted = self.time.lasted().filter(|_| !self.imported);
        match self.kind {
            EntryKind::Call if lasted.is_some_and(|span| span > LONGEST_RING) => {
                match self.answered.or(answered) {
                    Some(true) => vec![Shape::One],
                    Some(false) => vec![Shape::Several],
                    None => vec![Shape::One, Shape::Several],
                }
            }
            EntryKind::Message if lasted.is_some_and(|span| span > TimeDelta::zero()) => {
                vec![Shape::Several]
            }
            _ => vec![Shape::One],
        }
    }

    /// Can it stand for several, one after the other?
    pub fn may_be_several(&self) -> bool {
        self.shapes(None).contains(&Shape::Several)
    }

    /// How many contacts it stands for, if it was answered or not as `answered` says.
    pub fn times(&self, answered: Option<bool>) -> Range {
        match self.stated_times {
            Some(number) => Range::exactly(number),
            None if self.shapes(answered).contains(&Shape::Several) => Range {
                at_least: 1,
                at_most: None,
            },
            None => Range::exactly(1),
        }
    }

    /// The facts a trigger reads, without the time of day: a span is weighed by itself.
    pub fn facts<'a>(&'a self, conduct: &'a [&'a str]) -> EntryFacts<'a> {
        EntryFacts {
            kind: self.kind.id(),
            direction: self.direction.as_deref(),
            channel: self.channel.as_deref(),
            target: self.target.as_deref(),
            answered: self.answered,
            robot: self.robot,
            at: None::<MinuteOfDay>,
            people: self.people,
            conduct,
        }
    }

    /// Could both sides speak, in a call that was answered? A person spoke, or a machine one can talk
    /// with; `Err` names the member that would tell.
    pub fn was_interactive(&self) -> Result<bool, &'static str> {
        match (self.robot, self.interactive) {
            (Some(false), _) | (_, Some(true)) => Ok(true),
            (Some(true), Some(false)) => Ok(false),
            (Some(true), None) => Err("interactive"),
            (None, _) => Err("robot"),
        }
    }
}

/// The digits of a number without the country's own prefix.
fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let own = if text.trim_start().starts_with("+86") {
        digits.strip_prefix("86")
    } else {
        digits.strip_prefix("0086")
    };
    own.map_or(digits.clone(), str::to_owned)
}
