//! Values typed on the command line, in the form the case keeps them.

use super::super::Failure;
use super::super::context::Context;
use super::super::loan;
use crate::domain::case::fact::{BorrowerFact, FactError};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::{Form, LISTS, member_at};
use crate::interview::flow::Kind as AnswerKind;
use crate::interview::reading::{self, plain_form};
use crate::render::case::member_key;
use toml::{Table, Value};

/// Ways to say on the command line that a fact isn't known.
const UNKNOWN: [&str; 3] = ["unknown", "不知道", "还不知道"];

/// Is this "I don't know yet"?
pub(super) fn says_unknown(text: &str) -> bool {
    UNKNOWN.contains(&plain_form(text).as_str())
}

/// A fact of the borrower in the form it is stored.
///
/// # Errors
/// It has the wrong form.
pub fn borrower_value(
    context: &Context,
    fact: BorrowerFact,
    text: &str,
) -> Result<String, Failure> {
    match fact {
        BorrowerFact::Name => loan::read_value(context, &AnswerKind::Text, text),
        BorrowerFact::Phone => loan::read_value(context, &AnswerKind::Phone, text),
        BorrowerFact::IdTail => {
            let tail = reading::read(&AnswerKind::IdentityTail, text, context.as_of());
            let tail = tail.ok().and_then(|r| r.value.given().map(str::to_owned));
            tail.ok_or_else(|| Failure::new("fact-id-tail", Kind::Usage, args([])))
        }
    }
}

/// The value of a member as the format writes it; `None` for "don't know yet".
pub(super) fn loan_value(
    context: &Context,
    steps: &[&str],
    values: &[&str],
) -> Result<Option<Value>, Failure> {
    let joined = steps.join(".");
    if LISTS.contains(&joined.as_str()) {
        let items: Result<Vec<Value>, Failure> = values
            .iter()
            .map(|line| item(context, &joined, line))
            .collect();
        return items.map(|items| Some(Value::Array(items)));
    }
    let text = values.join(" ");
    let Some(member) = member_at(steps) else {
        let list = steps[..steps.len() - 1].join(".");
        return if LISTS.contains(&list.as_str()) {
            item(context, &list, &text).map(Some)
        } else {
            Err(FactError::NoSuchPath.into())
        };
    };
    let unknown = says_unknown(&text);
    // Of a choice it may be a word of its own (`claim.scope = "unknown"`).
    let a_word = matches!(&member.form, Form::Choice(words) if words.contains(&"unknown"));
    if unknown && !a_word && !member.required {
        return Ok(None);
    }
    let read = |kind: AnswerKind| loan::read_value(context, &kind, &text);
    let value = match &member.form {
        Form::Text => Value::from(read(AnswerKind::Text)?),
        Form::Flag => Value::from(read(AnswerKind::YesNo)? == "true"),
        Form::Whole => {
            let number = read(AnswerKind::Count { min: 1, max: 600 })?;
            Value::from(number.parse::<i64>().unwrap_or_default())
        }
        Form::Money => Value::from(read(AnswerKind::Money)?),
        Form::Date { future } => Value::from(read(AnswerKind::Date { future: *future })?),
        Form::Rate => Value::from(read(AnswerKind::Rate)?),
        Form::Multiple => Value::from(read(AnswerKind::Factor)?),
        Form::Choice(words) => Value::from(choice(context, member.path, words, &text)?),
    };
    Ok(Some(value))
}

/// A choice by its word or by the words on the screen; numbers belong to a screen alone.
fn choice(context: &Context, path: &str, words: &[&str], text: &str) -> Result<String, Failure> {
    let texts = &context.texts;
    let key = member_key(texts, path);
    let plain = plain_form(text);
    let chosen = words
        .iter()
        .find(|word| **word == plain || texts.t(&format!("{key}.options.{word}")) == text.trim());
    chosen.map(|word| (*word).to_owned()).ok_or_else(|| {
        let why = texts.say("answers.expected.choice", [("options", words.join(" / "))]);
        Failure::new("fact-rejected", Kind::Usage, args([("why", why)]))
    })
}

/// One line of a list as the table it stands for.
fn item(context: &Context, list: &str, line: &str) -> Result<Value, Failure> {
    let (kind, names): (_, &[&str]) = match list {
        "rows" => (
            AnswerKind::Rows,
            &["due", "principal", "interest", "charges"],
        ),
        // A charge has no line form: its members are set one by one.
        "charges" => return Err(FactError::NoSuchPath.into()),
        _ => (AnswerKind::DatedAmounts, &["on", "amount"]),
    };
    let canonical = loan::read_value(context, &kind, line)?;
    let parts = names.iter().zip(canonical.split_whitespace());
    let table: Table = parts
        .map(|(n, p)| ((*n).to_owned(), Value::from(p)))
        .collect();
    Ok(Value::Table(table))
}
