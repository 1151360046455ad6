//! What stands on the screen of a question, and how a value is shown.

use super::super::answers::Value;
use super::super::flow::{Kind, Question};
use super::super::paste;
use super::super::prompter::{Choice, PART, Page, Prompter, Reply, Say};
use super::super::reading::{self, Rejected};
use super::Interview;
use super::meaning::is_list;
use crate::domain::budget::{Cadence, Entry};
use crate::domain::evidence::masked_numbers;
use crate::domain::money::Money;

/// A text of more characters than this is put into the line to be edited.
const LONG_TEXT: usize = 20;

impl Interview<'_> {
    /// The page of a question, `number` counted from 1, under what has to be said first.
    pub(super) fn page(&self, question: &Question, number: usize, notice: Vec<Say>) -> Page {
        let mut body = notice;
        body.push(Say::with(
            "interview.number",
            [("number", number.to_string())],
        ));
        body.push(Say::key(format!("{}.ask", question.text)));
        let mut choices = Vec::new();
        match &question.kind {
            Kind::Choice(options) | Kind::Several(options) => {
                for (i, option) in options.iter().enumerate() {
                    choices.push(Choice {
                        key: (i + 1).to_string(),
                        label: Say::key(format!("{}.options.{option}", question.text)),
                    });
                }
            }
            Kind::YesNo => {
                choices.push(Choice {
                    key: "1".into(),
                    label: Say::key("interview.yes"),
                });
                choices.push(Choice {
                    key: "2".into(),
                    label: Say::key("interview.no"),
                });
            }
            _ => {}
        }
        if !matches!(question.kind, Kind::Choice(_) | Kind::YesNo) {
            // "Yesterday" is no example for a day agreed for next month.
            let hint = match &question.kind {
                Kind::Date { future: true } => "date-ahead",
                kind => word(kind),
            };
            body.push(Say::key(format!("interview.hint.{hint}")));
        }
        if question.unknown && !choices.is_empty() {
            let key = (choices.len() + 1).to_string();
            choices.push(Choice {
                key,
                label: Say::key("interview.unknown-choice"),
            });
        }
        let stands = self.stands(&question.id);
        // Lines being written stand for the answer: Enter takes them, not what was there before.
        match (paste::unfinished(&self.answers, &question.id), stands) {
            (Some(lines), _) => body.extend(paste::so_far(lines)),
            (None, Some(Value::Many(lines))) if is_list(&question.kind) => {
                body.extend(paste::standing(lines))
            }
            (None, Some(value)) => body.push(Say::with(
                "interview.answered-before",
                [("value", shown(question, value))],
            )),
            (None, None) => {}
        }
        // Sentences are edited in place. What is short is typed anew, so that a name or a figure can't
        // run together with the one before.
        let initial = match stands {
            Some(Value::Given(text))
                if question.kind == Kind::Text
                    && !question.private
                    && text.chars().count() > LONG_TEXT =>
            {
                Some(text.clone())
            }
            _ => None,
        };
        let keys = self.keys(question, choices.is_empty());
        Page {
            body,
            choices,
            keys: Some(keys),
            initial,
            fresh: false,
        }
    }
}

impl Interview<'_> {
    /// The line of keys: what Enter does here, and how to say that something isn't known. A list
    /// that has lines says so itself. `typed`: the answer is written, not picked by number.
    fn keys(&self, question: &Question, typed: bool) -> Say {
        let mut said = Vec::new();
        let money = matches!(question.kind, Kind::Money | Kind::Periodic);
        let begun = paste::unfinished(&self.answers, &question.id).is_some();
        match (self.stands(&question.id), question.left_open()) {
            _ if begun => {}
            (Some(Value::Many(_)), _) if is_list(&question.kind) => {}
            (Some(stands), open) => {
                said.push("@interview.enter.stands".to_owned());
                if *stands != Value::Unknown && question.unknown && typed {
                    said.push("@interview.enter.write-unknown".to_owned());
                } else if stands.given().is_some() && open.is_some() {
                    said.push("@interview.enter.strike".to_owned());
                }
            }
            (None, None) if question.unknown && typed => {
                said.push("@interview.enter.write-unknown".to_owned());
            }
            (None, None) => {}
            (None, Some(open)) => {
                let means = if open == Value::Unknown {
                    "unknown"
                } else {
                    "none"
                };
                // Where an empty line means something else, the question has words for it.
                said.push(format!("@{}.enter|interview.enter.{means}", question.text));
                if money && open == Value::Unknown {
                    said.push("@interview.enter.zero".to_owned());
                }
            }
        }
        let mut said = said.into_iter();
        let mut next = || said.next().unwrap_or_default();
        Say::with("interview.keys", [("enter", next()), ("more", next())])
    }
}

/// What was understood, read back where it differs from what was typed; larger amounts in capitals
/// too, so that a slip of a digit is seen.
pub(super) fn understood(kind: &Kind, value: &Value, echo: Option<String>) -> Option<Say> {
    let echo = echo?;
    match (kind, value.given()) {
        (Kind::Money, Some(amount)) => Some(Say::with(
            "interview.understood-money",
            [("value", amount.to_owned())],
        )),
        (Kind::Periodic, Some(entry)) => understood_entry(entry, echo),
        _ => Some(Say::with("interview.understood", [("value", echo)])),
    }
}

/// An entry of a budget read back: by the month as an amount is, else with what it is in a month.
fn understood_entry(entry: &str, a_month: String) -> Option<Say> {
    let entry = Entry::parse(entry)?;
    let amount = entry.stated.amount;
    if entry.stated.every == Cadence::Month {
        let value = ("value", amount.to_string());
        return Some(Say::with("interview.understood-money", [value]));
    }
    let every = format!("@interview.every.{}", entry.stated.every.word());
    Some(Say::with(
        "interview.understood-periodic",
        [
            ("every", every),
            ("amount", amount.grouped()),
            ("a_month", a_month),
        ],
    ))
}

/// The screen with the numbers to call; nothing about debt stands on it. False if the person left.
pub(super) fn help(prompter: &mut dyn Prompter) -> bool {
    let page = Page {
        body: vec![Say::key("interview.help")],
        keys: Some(Say::key("interview.help-keys")),
        ..Page::default()
    };
    matches!(prompter.ask(&page), Reply::Line(_))
}

/// Why an answer can't be used.
pub(super) fn rejection(rejected: &Rejected, question: &Question) -> Say {
    let mut args: Vec<(String, String)> = rejected
        .args
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.clone()))
        .collect();
    // Only where it is an answer is it advised.
    if question.unknown {
        args.push(("unknown".to_owned(), "1".to_owned()));
    }
    Say::Key(format!("rejected.{}", rejected.code), args)
}

/// The value as the review shows it; a leading `@` asks the prompter to look a text up.
pub(super) fn shown(question: &Question, value: &Value) -> String {
    match (value, &question.kind) {
        (Value::Given(id), Kind::Choice(_)) => format!("@{}.options.{id}", question.text),
        (Value::Given(v), Kind::YesNo) if v == "true" => "@interview.yes".into(),
        (Value::Given(_), Kind::YesNo) => "@interview.no".into(),
        (Value::Given(text), Kind::Rate) => reading::percent(text),
        (Value::Given(text), Kind::Periodic) => entry_shown(text),
        (Value::Given(text), Kind::Moment) => reading::spoken_moment(text),
        (Value::Given(text), Kind::Money) => {
            Money::parse(text).map_or_else(|_| text.clone(), Money::grouped)
        }
        // Words of one's own may hold a number of somebody's too.
        (Value::Given(text), Kind::Text) => masked_numbers(text),
        (Value::Given(text), _) if question.private => masked_numbers(text),
        (Value::Given(text), _) => text.clone(),
        (Value::Many(list), Kind::Several(_)) if list.is_empty() => {
            "@interview.none-of-them".into()
        }
        (Value::Many(list), Kind::Several(_)) => {
            let named = list
                .iter()
                .map(|id| format!("@{}.options.{id}", question.text));
            named
                .collect::<Vec<_>>()
                .join(&format!("{PART}@joined.series{PART}"))
        }
        (Value::Many(list), _) => list.join("；"),
        (Value::Unknown, _) => "@interview.value-unknown".into(),
        (Value::Skipped, _) => "@interview.value-skipped".into(),
    }
}

/// An entry of a budget as the review shows it.
fn entry_shown(text: &str) -> String {
    let Some(entry) = Entry::parse(text) else {
        return text.to_owned();
    };
    let mut shown = entry.stated.amount.grouped();
    if entry.stated.every != Cadence::Month {
        let every = entry.stated.every.word();
        shown = format!("@interview.every.{every}{PART} {shown}");
    }
    match entry.note {
        // Words of one's own may hold a number of somebody's too.
        Some(note) => format!("{shown}{PART}；{}", masked_numbers(&note)),
        None => shown,
    }
}

/// The stable word of a kind, for its hint text.
pub fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Choice(_) => "choice",
        Kind::YesNo => "yes-no",
        Kind::Money => "money",
        Kind::Date { .. } => "date",
        Kind::Moment => "moment",
        Kind::Rate => "rate",
        Kind::Factor => "factor",
        Kind::Count { .. } => "count",
        Kind::Text => "text",
        Kind::CallerNumber => "caller-number",
        Kind::Phone => "phone",
        Kind::Identity => "identity",
        Kind::IdentityTail => "identity-tail",
        Kind::ContractNumber => "contract-number",
        Kind::DatedAmounts => "dated-amounts",
        Kind::Rows => "rows",
        Kind::Files => "files",
        Kind::Periodic => "periodic-money",
        Kind::Amounts => "amounts",
        Kind::Several(_) => "several",
    }
}
