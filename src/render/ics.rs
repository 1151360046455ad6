//! Reminders as an iCalendar file (RFC 5545): the same case on the same day gives the same bytes,
//! and an event keeps its UID while its day moves, so that a second import updates the first.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

/// Octets a line may have without its line break.
const LINE: usize = 75;

/// SEQUENCE counts the days since this one: a later export is always the newer version.
const EPOCH: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 1, 1);

/// One all-day event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is, whatever its day: the case, the rule and the anchor. Only its hash is written.
    pub identity: String,
    /// The day.
    pub day: NaiveDate,
    /// What a person who sees the calendar reads.
    pub title: String,
    /// A line more.
    pub details: String,
    /// Days before it on which to be reminded, at nine in the morning; 0 is the day itself.
    pub reminders: Vec<u32>,
    /// It needs no more looking at: a calendar that has it strikes it.
    pub cancelled: bool,
}

/// The file. `made_on` is the day it stands for.
pub fn calendar(events: &[Event], made_on: NaiveDate) -> String {
    let mut out = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//menshen//due//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        put(&mut out, line);
    }
    for event in events {
        write(&mut out, event, made_on);
    }
    put(&mut out, "END:VCALENDAR");
    out
}

fn write(out: &mut String, event: &Event, made_on: NaiveDate) {
    let version = EPOCH.map_or(0, |first| (made_on - first).num_days().max(0));
    let after = event.day.succ_opt().unwrap_or(event.day);
    put(out, "BEGIN:VEVENT");
    put(out, &format!("UID:{}@menshen", uid(&event.identity)));
    put(out, &format!("DTSTAMP:{}T000000Z", basic(made_on)));
    put(out, &format!("SEQUENCE:{version}"));
    put(out, &format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
    put(out, &format!("DTEND;VALUE=DATE:{}", basic(after)));
    put(out, &format!("SUMMARY:{}", escaped(&event.title)));
    put(out, &format!("DESCRIPTION:{}", escaped(&event.details)));
    put(out, "TRANSP:TRANSPARENT");
    put(out, "CLASS:PRIVATE");
    if event.cancelled {
        put(out, "STATUS:CANCELLED");
    } else {
        put(out, "STATUS:CONFIRMED");
        for days in &event.reminders {
            put(out, "BEGIN:VALARM");
            put(out, "ACTION:DISPLAY");
            put(out, &format!("DESCRIPTION:{}", escaped(&event.title)));
            put(out, &format!("TRIGGER:{}", trigger(*days)));
            put(out, "END:VALARM");
        }
    }
    put(out, "END:VEVENT");
}

/// Nine in the morning of the day so many days before an all-day event, which begins at midnight.
fn trigger(days: u32) -> String {
    match days {
        0 => "PT9H".to_owned(),
        1 => "-PT15H".to_owned(),
        more => format!("-P{}DT15H", more - 1),
    }
}

fn basic(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn uid(identity: &str) -> String {
    let hash = Sha256::digest(identity.as_bytes());
    hash.iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// TEXT: backslash, semicolon, comma and line breaks escaped; other control characters dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a content line, folded at 75 octets and never inside a character.
fn put(out: &mut String, line: &str) {
    let mut taken = 0;
    for c in line.chars() {
        if taken + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            // The blank that marks a continuation counts.
            taken = 1;
        }
        out.push(c);
        taken += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// The day after, for looking whether an answer came.
pub fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
