//! The entries of the log a letter speaks of, and what somebody who checks them would ask about.

use crate::domain::evidence::{
    AttachmentRef, EntryKind, EntryView, Lateness, OccurredAt, attachments_in, lateness,
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// An entry as a letter can use it: readable, not struck out, with its members as they stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its number in the log.
    pub seq: u64,
    /// The kind.
    pub kind: EntryKind,
    /// Its members after corrections.
    pub members: Map<String, Value>,
    /// Files kept beside it.
    pub files: Vec<AttachmentRef>,
    /// How much later it was written down, where that was more than a day.
    pub late: Option<Lateness>,
}

impl Told {
    /// A member that is a string.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.members.get(member).and_then(Value::as_str)
    }

    /// When it happened.
    pub fn moment(&self) -> Option<OccurredAt> {
        OccurredAt::parse(self.text("occurred_at")?)
    }

    /// Was somebody else than the borrower spoken to?
    pub fn told_others(&self) -> bool {
        self.text("target").is_some_and(|who| who != "borrower")
    }
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Their kinds; amendments are never told on their own.
    pub kinds: &'a BTreeSet<EntryKind>,
    /// The loan a letter is about: entries of another one aren't told.
    pub loan: Option<&'a str>,
}

/// The entries that can be told, in the order they happened; those whose day can't be read stand
/// last, those of the same moment in the order they were written down.
pub fn tellable(views: &[EntryView], wanted: Wanted<'_>) -> Vec<Told> {
    let mut out: Vec<Told> = views
        .iter()
        .filter(|view| !view.withdrawn)
        .filter_map(|view| told(view, wanted))
        .collect();
    out.sort_by_key(|t| {
        let moment = t.moment();
        (
            moment.is_none(),
            moment.map(|m| (m.date, m.time.map(|(time, _)| time))),
            t.seq,
        )
    });
    out
}

fn told(view: &EntryView, wanted: Wanted<'_>) -> Option<Told> {
    let members = view.current.clone()?;
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let kind = EntryKind::from_id(text("kind")?)?;
    let of_another = matches!((wanted.loan, text("loan")), (Some(l), Some(m)) if l != m);
    let ours = text("direction") == Some("out");
    if kind == EntryKind::Amendment || !wanted.kinds.contains(&kind) || of_another || ours {
        return None;
    }
    Some(Told {
        seq: view.original.seq,
        kind,
        files: attachments_in(&members),
        late: lateness(&members, &view.original.recorded_at),
        members,
    })
}

/// Something about a piece of evidence that the other side will ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Its day or hour isn't recorded, or only about.
    TimeUnsaid,
    /// It was written down days later, and its words don't say so.
    LateUnsaid,
    /// The file's name isn't one a telephone gives: it was renamed.
    Renamed,
    /// The file's name is one a chat gives: it was sent on and may be made smaller.
    SentOn,
    /// There is no file.
    NoFile,
}

impl Doubt {
    /// The last part of the key of its words.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::TimeUnsaid => "time-unsaid",
            Doubt::LateUnsaid => "late-unsaid",
            Doubt::Renamed => "renamed",
            Doubt::SentOn => "sent-on",
            Doubt::NoFile => "no-file",
        }
    }
}

/// Words by which names and summaries are read; they stand in the book.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// In names that chats give to what they pass on.
    pub sent_on: Vec<String>,
    /// In summaries that say themselves that they were written later.
    pub said_late: Vec<String>,
}

/// Digits in a row that telephones put into the names of what they record (`20261116`).
const DIGITS_OF_A_DAY: usize = 6;

/// What would be asked about an entry, each once.
pub fn doubts(told: &Told, signs: &Signs) -> BTreeSet<Doubt> {
    let mut out = BTreeSet::new();
    let about = told.text("precision") == Some("about");
    if about || told.moment().is_none_or(|m| m.time.is_none()) {
        out.insert(Doubt::TimeUnsaid);
    }
    let holds = |words: &[String], text: &str| words.iter().any(|w| text.contains(w.as_str()));
    let summary = told.text("summary").unwrap_or_default();
    if told.late.is_some() && !holds(&signs.said_late, summary) {
        out.insert(Doubt::LateUnsaid);
    }
    if told.files.is_empty() {
        out.insert(Doubt::NoFile);
    }
    for file in &told.files {
        if holds(&signs.sent_on, &file.name.to_lowercase()) {
            out.insert(Doubt::SentOn);
        } else if is_recording(file) && longest_number(&file.name) < DIGITS_OF_A_DAY {
            out.insert(Doubt::Renamed);
        }
    }
    out
}

/// A picture, a sound or a film.
fn is_recording(file: &AttachmentRef) -> bool {
    ["image/", "audio/", "video/"]
        .iter()
        .any(|kind| file.media_type.starts_with(kind))
}

/// Digits in the longest number in a name; signs that part a day's digits don't count.
fn longest_number(name: &str) -> usize {
    let bare: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    bare.split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0)
}
