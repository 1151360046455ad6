//! Contacts counted over a log: how often, by whom, at which hour, and which rules that touches.
//!
//! What an entry doesn't say is never assumed. A count is a range from what is certain to what is
//! possible; a rule is touched for certain only where even the lowest count is beyond it. What would
//! narrow the range is listed, entry by entry, to be asked for.

use super::contact::{Contact, read};
use super::doubles::set_apart;
use super::figures::{DayCount, LenderCount, NumberCount, by_day, by_lender, by_number};
use super::lenders::Lenders;
use super::tally::tally;
use super::{ConductRule, Voice};
use crate::domain::evidence::{Days, EntryView};
use crate::domain::law::{Confidence, Force, LawBook};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A number of contacts, as far as the log tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    /// At least so many: certain.
    pub at_least: u32,
    /// At most so many; `None` where the log sets no upper bound (`several missed calls from nine to
    /// six`, without a number).
    pub at_most: Option<u32>,
}

impl Range {
    /// None at all.
    pub const NONE: Range = Range::exactly(0);

    /// A number that is known.
    pub const fn exactly(number: u32) -> Range {
        Range {
            at_least: number,
            at_most: Some(number),
        }
    }

    /// Is the number known?
    pub fn is_exact(&self) -> bool {
        self.at_most == Some(self.at_least)
    }

    /// Can it be more than none?
    pub fn may_be_any(&self) -> bool {
        self.at_most != Some(0)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Range) -> Range {
        Range {
            at_least: self.at_least.saturating_add(other.at_least),
            at_most: self
                .at_most
                .zip(other.at_most)
                .map(|(a, b)| a.saturating_add(b)),
        }
    }

    /// The same, if it happened at all.
    #[must_use]
    pub fn perhaps(self) -> Range {
        Range {
            at_least: 0,
            ..self
        }
    }
}

/// How sure it is that a rule is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Even the lowest count is beyond the rule.
    Certain,
    /// Only the highest count is: something isn't known yet.
    Possible,
}

/// One entry of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Touch {
    /// Its number in the log.
    pub seq: u64,
    /// Everything the rule asks of it was recorded.
    pub certain: bool,
    /// How many contacts it stands for.
    pub times: Range,
    /// Members, by path, that weren't recorded and decide; [`DOUBLE`] where it may be the same
    /// contact as another entry.
    pub missing: Vec<&'static str>,
}

/// In a list of what is missing: whether the entry is the same call as another one.
pub const DOUBLE: &str = "double";

/// A rule touched, or possibly touched, on one day by one lender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The rule's id.
    pub rule: String,
    /// The day counted; the rule is taken as it stood that day.
    pub day: NaiveDate,
    /// Whose claim the contacts were about, agencies with their principal; `None` where no entry says.
    pub lender: Option<String>,
    /// Whom the number called belongs to, for rules that count by number called; `None` where it
    /// isn't recorded or the rule doesn't ask.
    pub called: Option<String>,
    /// Counted that day.
    pub count: Range,
    /// The most that is still within the rule; 0 where a single contact touches it.
    pub limit: u32,
    /// For certain, or possibly.
    pub certainty: Certainty,
    /// How strongly it may be put to the other side.
    pub voice: Voice,
    /// The most binding source that day.
    pub force: Force,
    /// The best checked source that day.
    pub confidence: Confidence,
    /// The provisions in force that day, the most binding first.
    pub sources: Vec<String>,
    /// The entries counted, in order.
    pub entries: Vec<Touch>,
}

/// What a rule needs and an entry doesn't say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The entry.
    pub seq: u64,
    /// The member, by path (`answered`, `party.principal`), or [`DOUBLE`].
    pub member: &'static str,
    /// For [`DOUBLE`]: the entry it may be the same as.
    pub same_as: Option<u64>,
    /// The rules it decides, by id.
    pub rules: Vec<String>,
}

/// Two entries of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Double {
    /// The later entry.
    pub seq: u64,
    /// The earlier one.
    pub of: u64,
    /// The same to the second, from the same number: counted once. Else it may be, and the count is
    /// a range.
    pub certain: bool,
}

/// How a contact stands to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearing {
    /// Part of a rule touched for certain.
    Touched,
    /// Part of one possibly touched.
    Open,
    /// From the other side, and touching nothing: listed, so that nobody can say it was hidden.
    Neutral,
    /// What moved things on: an itemised statement, an agreement.
    Helpful,
    /// Made by the borrower.
    Own,
}

/// One contact of the log, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its number in the log.
    pub seq: u64,
    /// The word of its kind.
    pub kind: String,
    /// When, as recorded.
    pub occurred_at: String,
    /// Is the time only about right, or the day alone?
    pub approximate: bool,
    /// The lender, where told.
    pub lender: Option<String>,
    /// The caller's number, digits alone, whole.
    pub caller: Option<String>,
    /// How it stands to the rules.
    pub bearing: Bearing,
}

/// A rule that said nothing yet, or nothing any more, on the day of a contact that would touch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silent {
    /// The rule.
    pub rule: String,
    /// The day.
    pub day: NaiveDate,
    /// The entries.
    pub entries: Vec<u64>,
}

/// What was counted, and what wasn't.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ConductCount {
    /// Every contact counted, in the order of the log.
    pub contacts: Vec<Listed>,
    /// By day, first to last; days without contacts are left out.
    pub days: Vec<DayCount>,
    /// By the caller's number; the numbers are whole.
    pub numbers: Vec<NumberCount>,
    /// By lender.
    pub lenders: Vec<LenderCount>,
    /// Rules touched or possibly touched, by day and rule.
    pub hits: Vec<Hit>,
    /// What decides a possible hit and isn't recorded, by entry.
    pub unknowns: Vec<Unknown>,
    /// Calls entered twice, or perhaps.
    pub doubles: Vec<Double>,
    /// Contacts on days on which a rule they would touch didn't hold.
    pub silent: Vec<Silent>,
    /// Struck out, and not counted.
    pub withdrawn: Vec<u64>,
    /// Sealed, withheld or unreadable, and not counted.
    pub unread: Vec<u64>,
    /// About another lender than the one asked for, and not counted.
    pub other_lenders: Vec<u64>,
}

impl ConductCount {
    /// The entries that are certainly of a call an earlier entry has already, each with that entry:
    /// such a call is counted once.
    pub fn counted_already(&self) -> BTreeMap<u64, u64> {
        let certain = self.doubles.iter().filter(|double| double.certain);
        certain.map(|double| (double.seq, double.of)).collect()
    }

    /// How many hits are of this certainty.
    pub fn number_of(&self, certainty: Certainty) -> usize {
        self.hits
            .iter()
            .filter(|h| h.certainty == certainty)
            .count()
    }
}

/// What is to be counted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// On these days.
    pub days: Days,
    /// For the lender of this loan alone. What may be about it stays in, as a possibility.
    pub loan: Option<String>,
    /// Against this rule alone.
    pub rule: Option<String>,
}

/// Counts the contacts of a log against the rules of the book, each as it stood on the day.
///
/// `views` are the entries overlaid by their amendments. Entries that were withdrawn or can't be read
/// are left out and named.
pub fn count(
    views: &[EntryView],
    rules: &BTreeMap<String, ConductRule>,
    law: &LawBook,
    lenders: &Lenders,
    wanted: &Wanted,
) -> ConductCount {
    let mut result = ConductCount::default();
    let mut contacts: Vec<Contact> = Vec::new();
    let lender_wanted = wanted.loan.as_deref().map(|loan| lenders.of_loan(loan));
    for view in views.iter().filter(|v| v.original.amends().is_none()) {
        let seq = view.original.seq;
        if view.withdrawn {
            result.withdrawn.push(seq);
            continue;
        }
        let Some(members) = &view.current else {
            result.unread.push(seq);
            continue;
        };
        let Some(contact) = read(seq, &view.original.recorded_at, members, lenders) else {
            continue;
        };
        if !contact.time.may_touch(wanted.days) {
            continue;
        }
        if let (Some(wanted), Some(lender)) = (&lender_wanted, &contact.lender)
            && wanted != lender
        {
            result.other_lenders.push(seq);
            continue;
        }
        contacts.push(contact);
    }
    result.doubles = set_apart(&mut contacts);
    let asked: Vec<&ConductRule> = rules
        .values()
        .filter(|rule| wanted.rule.as_ref().is_none_or(|id| *id == rule.id))
        .collect();
    let found = tally(&contacts, &asked, law, wanted.days);
    result.hits = found.hits;
    result.silent = found.silent;
    result.unknowns = unknowns(&result.hits, &result.doubles);
    result.days = by_day(&contacts, wanted.days);
    result.numbers = by_number(&contacts);
    result.lenders = by_lender(&contacts);
    result.contacts = contacts.iter().map(|c| listed(c, &result.hits)).collect();
    result
}

/// What is missing in possible hits, once for each entry and member.
fn unknowns(hits: &[Hit], doubles: &[Double]) -> Vec<Unknown> {
    let mut found: BTreeMap<(u64, &'static str), BTreeSet<&str>> = BTreeMap::new();
    for hit in hits.iter().filter(|h| h.certainty == Certainty::Possible) {
        for touch in &hit.entries {
            for member in &touch.missing {
                let rules = found.entry((touch.seq, *member)).or_default();
                rules.insert(&hit.rule);
            }
        }
    }
    let same_as = |seq, member| {
        let double = doubles.iter().find(|d| d.seq == seq && member == DOUBLE);
        double.map(|d| d.of)
    };
    found
        .into_iter()
        .map(|((seq, member), rules)| Unknown {
            seq,
            member,
            same_as: same_as(seq, member),
            rules: rules.into_iter().map(str::to_owned).collect(),
        })
        .collect()
}

fn listed(contact: &Contact, hits: &[Hit]) -> Listed {
    let mut within = hits
        .iter()
        .flat_map(|h| h.entries.iter().map(move |t| (h.certainty, t)))
        .filter(|(_, touch)| touch.seq == contact.seq)
        .peekable();
    let bearing = if contact.is_helpful() {
        Bearing::Helpful
    } else if contact.direction.as_deref() == Some("out") {
        Bearing::Own
    } else if within.peek().is_none() {
        Bearing::Neutral
    } else if within.any(|(sure, touch)| sure == Certainty::Certain && touch.certain) {
        Bearing::Touched
    } else {
        Bearing::Open
    };
    Listed {
        seq: contact.seq,
        kind: contact.kind.id().to_owned(),
        occurred_at: contact.time.told.clone(),
        approximate: contact.time.is_approximate(),
        lender: contact.lender.clone(),
        caller: contact.caller.clone(),
        bearing,
    }
}
