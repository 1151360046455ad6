//! Which entries a person wants to see.

use super::{EntryKind, EntryView, OccurredAt};
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// Days, both included; open at an end that isn't given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: Option<NaiveDate>,
}

/// What an entry must be like; nothing given takes every entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Its kind as it stands now.
    pub kind: Option<EntryKind>,
    /// It happened, or went on, on one of these days.
    pub days: Days,
    /// The loan it names.
    pub loan: Option<String>,
    /// The other side's number: the same digits, however they are set apart.
    pub phone: Option<String>,
    /// Words that stand somewhere in it, small and capital letters alike; in what was first
    /// written as well, since the original is always shown.
    pub words: Option<String>,
}

impl EntryFilter {
    /// Does it take everything?
    pub fn is_empty(&self) -> bool {
        *self == EntryFilter::default()
    }

    /// The entries wanted, in order. An amendment goes with the entry it corrects, unless
    /// amendments themselves are asked for. Entries whose content isn't here can't be compared
    /// with anything: they are counted in the second value and left out.
    pub fn chosen<'a>(&self, views: &'a [EntryView]) -> (Vec<&'a EntryView>, usize) {
        if self.is_empty() {
            return (views.iter().collect(), 0);
        }
        let mut chosen: Vec<&EntryView> = Vec::new();
        let mut unread = 0;
        for view in views {
            let target = view
                .original
                .amends()
                .filter(|_| self.kind != Some(EntryKind::Amendment));
            let wanted = match (&view.current, target) {
                (None, _) => {
                    unread += 1;
                    false
                }
                (Some(_), Some(seq)) => chosen.iter().any(|v| v.original.seq == seq),
                (Some(current), None) => self.takes(current, view),
            };
            if wanted {
                chosen.push(view);
            }
        }
        (chosen, unread)
    }

    fn takes(&self, current: &Map<String, Value>, view: &EntryView) -> bool {
        let text = |name: &str| current.get(name).and_then(Value::as_str);
        let kind = self.kind.is_none_or(|k| text("kind") == Some(k.id()));
        let loan = self.loan.as_deref().is_none_or(|l| text("loan") == Some(l));
        let phone = self.phone.as_deref().is_none_or(|wanted| {
            let number = current.get("party").and_then(|p| p.get("phone"));
            let found = number.and_then(Value::as_str).map(digits);
            found.is_some_and(|f| !f.is_empty() && f == digits(wanted))
        });
        let words = self.words.as_deref().is_none_or(|wanted| {
            let wanted = wanted.to_lowercase();
            [Some(current), view.original.content.as_ref()]
                .into_iter()
                .flatten()
                .any(|members| members.values().any(|value| holds(value, &wanted)))
        });
        kind && loan
            && phone
            && words
            && self.days.hold(text("occurred_at"), text("occurred_until"))
    }
}

impl Days {
    /// Does what began and ended then touch one of the days? What says no time touches only where
    /// every day is taken.
    fn hold(self, began: Option<&str>, ended: Option<&str>) -> bool {
        if self == Days::default() {
            return true;
        }
        let day = |text: Option<&str>| Some(OccurredAt::parse(text?)?.date);
        let Some(first) = day(began) else {
            return false;
        };
        let last = day(ended).unwrap_or(first);
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
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

/// Do the words stand in this value, or in any part of it?
fn holds(value: &Value, lower_case: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(lower_case),
        Value::Array(list) => list.iter().any(|item| holds(item, lower_case)),
        Value::Object(parts) => parts.values().any(|item| holds(item, lower_case)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
