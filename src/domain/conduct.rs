//! Rules about how a lender or its agent may get in touch: what each says, what it rests on, which
//! facts of a log entry touch it, and how strongly that may be said.

mod contact;
pub mod count;
mod doubles;
mod figures;
mod lenders;
mod moment;
mod tally;
mod trigger;

pub use contact::EXCEPTIONS;
pub use figures::{DayCount, Figures, LenderCount, NumberCount};
pub use lenders::Lenders;
pub use trigger::{EntryFacts, Fact, Reading, Trigger};

use super::law::{Confidence, Force, LawBook, Provision};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A time of day in whole minutes since midnight, Beijing time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct MinuteOfDay(u16);

impl MinuteOfDay {
    /// From hours (0–23) and minutes (0–59); `None` outside them.
    pub const fn new(hour: u16, minute: u16) -> Option<MinuteOfDay> {
        if hour < 24 && minute < 60 {
            Some(MinuteOfDay(hour * 60 + minute))
        } else {
            None
        }
    }

    /// Reads `HH:MM`, two digits each.
    pub fn parse(text: &str) -> Option<MinuteOfDay> {
        let (hour, minute) = text.split_once(':')?;
        let two = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
        if !two(hour) || !two(minute) {
            return None;
        }
        MinuteOfDay::new(hour.parse().ok()?, minute.parse().ok()?)
    }

    /// Whole minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for MinuteOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// What is counted against a number of calls a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Calls somebody answered and in which both could speak, a machine's included, started by the
    /// other side.
    ConnectedInteractiveCalls,
    /// Dialling that nobody answered.
    UnansweredAttempts,
}

/// Over what the count runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountedOver {
    /// One borrower, whatever the number called.
    Borrower,
    /// One called number.
    SameNumber,
}

/// The number in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Threshold {
    /// Nothing from `from` up to, not including, `until` of the next morning.
    QuietHours {
        /// The first quiet minute.
        from: MinuteOfDay,
        /// The first minute that isn't quiet any more.
        until: MinuteOfDay,
    },
    /// At most so many a calendar day.
    AtMostPerDay {
        /// The most that is still within the rule.
        count: u32,
        /// Of what.
        counted: Counted,
        /// Over what.
        over: CountedOver,
    },
    /// At least so many people together.
    AtLeastPeople {
        /// The fewest that is still within the rule.
        count: u32,
    },
}

impl Threshold {
    /// Is this minute within quiet hours? `false` for the other kinds. Hours that run past midnight
    /// are understood.
    pub fn is_quiet(&self, at: MinuteOfDay) -> bool {
        match *self {
            Threshold::QuietHours { from, until } if from <= until => at >= from && at < until,
            Threshold::QuietHours { from, until } => at >= from || at < until,
            _ => false,
        }
    }

    /// Is a count beyond the rule? `false` for quiet hours, which count nothing.
    pub fn is_broken_by(&self, number: u32) -> bool {
        match *self {
            Threshold::QuietHours { .. } => false,
            Threshold::AtMostPerDay { count, .. } => number > count,
            Threshold::AtLeastPeople { count } => number < count,
        }
    }
}

/// How strongly a rule may be put to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The text was read: say what it asks for and name it.
    State,
    /// Several reports agree: say "by public reports" and ask for it to be looked into.
    Report,
    /// One report only: ask, and claim nothing.
    Ask,
}

/// One rule about contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConductRule {
    /// Stable kebab-case id; also a `conduct` code of the evidence log.
    pub id: String,
    /// A few words.
    pub name: String,
    /// What it says, in Chinese.
    pub zh: String,
    /// What it says, in English, one line.
    pub en: String,
    /// Words without which it would be wrong ("connected", "unless agreed otherwise").
    pub qualifiers: Vec<String>,
    /// Its number, if it has one.
    pub threshold: Option<Threshold>,
    /// Which facts of a log entry touch it.
    pub trigger: Trigger,
    /// The member of an entry that, where true, says that the rule's exception applied (`consented`);
    /// one of [`EXCEPTIONS`]. Not recorded is neither.
    pub unless: Option<&'static str>,
    /// Ids of the provisions it rests on.
    pub sources: Vec<String>,
    /// Words for a complaint.
    pub complaint: String,
    /// Words to say on the spot.
    pub say: String,
    /// What must not be said or concluded.
    pub caution: Option<String>,
}

/// What a rule rests on, on a day.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The sources in force that day, the most binding first.
    pub sources: Vec<&'a Provision>,
    /// The most binding of them.
    pub force: Force,
    /// How strongly it may be put.
    pub voice: Voice,
}

/// None of a rule's sources was in force on the day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule} rests on nothing in force on {on}")]
pub struct NoSource {
    /// The rule.
    pub rule: String,
    /// The day asked for.
    pub on: NaiveDate,
}

impl super::coded::Coded for NoSource {
    fn code(&self) -> &'static str {
        "conduct-rule-without-source"
    }

    fn args(&self) -> super::coded::Args {
        super::coded::args([("rule", self.rule.clone()), ("on", self.on.to_string())])
    }

    fn kind(&self) -> super::coded::Kind {
        super::coded::Kind::Usage
    }
}

impl ConductRule {
    /// What the rule rests on, on a day.
    ///
    /// # Errors
    /// None of its sources is in force that day: the rule then says nothing about that day.
    pub fn standing_on<'a>(
        &self,
        law: &'a LawBook,
        on: NaiveDate,
    ) -> Result<Standing<'a>, NoSource> {
        let mut sources: Vec<&Provision> = self
            .sources
            .iter()
            .filter_map(|id| law.provision_on(id, on).ok())
            .map(|found| found.provision)
            .collect();
        sources.sort_by_key(|p| (p.force, p.confidence));
        let Some(first) = sources.first() else {
            return Err(NoSource {
                rule: self.id.clone(),
                on,
            });
        };
        let force = first.force;
        let voice = voice_of(&sources);
        Ok(Standing {
            sources,
            force,
            voice,
        })
    }
}

/// The strongest wording these sources bear. One report stays one report however many provisions
/// repeat it, so the numbers aren't added up.
fn voice_of(sources: &[&Provision]) -> Voice {
    if sources
        .iter()
        .any(|p| p.confidence == Confidence::VerifiedText)
    {
        Voice::State
    } else if sources.iter().any(|p| !p.rests_on_one_report()) {
        Voice::Report
    } else {
        Voice::Ask
    }
}
