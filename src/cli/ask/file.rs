//! Answers from the file of `--answers`: everything wrong and everything missing in one reading.

use super::super::Failure;
use super::super::context::Context;
use super::{left_open, not_toml, read_answers};
use crate::domain::coded::{Kind as FailureKind, args};
use crate::interview::flow::{Kind, Question};
use crate::interview::questionnaire::Questionnaire;
use crate::interview::reading;
use crate::interview::{Answers, Flow, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// Answers from a TOML file whose member paths are the question ids.
///
/// # Errors
/// The file can't be read, or lacks or spoils answers: all of them are listed.
pub(in crate::cli) fn from_file(
    context: &Context,
    flow: &Questionnaire,
    known: &Answers,
    path: &Path,
) -> Result<Answers, Failure> {
    let text = read_answers(path)?;
    let table: toml::Table = toml::from_str(&text).map_err(|e| not_toml(path, &text, &e))?;
    let mut given = BTreeMap::new();
    flatten("", &table, flow, &mut given);
    let mut answers = Answers::new();
    let (mut missing, mut wrong) = (Vec::new(), Vec::new());
    while let Some(question) = flow.path(&answers).next {
        let value = match given.remove(&question.id) {
            Some(value) => match converted(context, &question, &value) {
                Ok(value) => value,
                Err(reason) => {
                    wrong.push(context.texts.labelled(&question.id, &reason));
                    Value::Unknown
                }
            },
            None => match known.get(&question.id) {
                Some(value) => value.clone(),
                None if question.required => {
                    missing.push(question.id.clone());
                    Value::Unknown
                }
                None => left_open(&question),
            },
        };
        answers.set(&question.id, value, None);
    }
    for id in given.keys() {
        let key = if flow.question(id).is_some() {
            "answers.not-asked"
        } else {
            "answers.unknown-id"
        };
        wrong.push(context.texts.labelled(id, context.texts.t(key)));
    }
    if !wrong.is_empty() {
        for id in &missing {
            wrong.push(
                context
                    .texts
                    .labelled(id, context.texts.t("answers.missing")),
            );
        }
        let args = args([
            ("count", wrong.len().to_string()),
            ("path", path.display().to_string()),
        ]);
        return Err(Failure::new("answers-rejected", FailureKind::Usage, args)
            .with_details(wrong)
            .with_needed(missing));
    }
    if !missing.is_empty() {
        let args = args([
            ("count", missing.len().to_string()),
            ("path", path.display().to_string()),
        ]);
        return Err(
            Failure::new("answers-needed", FailureKind::AnswerNeeded, args)
                .with_details(missing.clone())
                .with_needed(missing),
        );
    }
    Ok(answers)
}

/// Nested tables as dotted paths; a table or list that is itself the answer to a question stays.
fn flatten(
    prefix: &str,
    table: &toml::Table,
    flow: &Questionnaire,
    out: &mut BTreeMap<String, toml::Value>,
) {
    for (name, value) in table {
        let id = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::Table(inner) if flow.question(&id).is_none() => {
                flatten(&id, inner, flow, out);
            }
            _ => {
                out.insert(id, value.clone());
            }
        }
    }
}

fn converted(context: &Context, question: &Question, value: &toml::Value) -> Result<Value, String> {
    let texts = &context.texts;
    let expected = |key: &str| texts.t(&format!("answers.expected.{key}"));
    match (value, &question.kind) {
        (toml::Value::String(text), _) if text == "unknown" && question.unknown => {
            Ok(Value::Unknown)
        }
        (toml::Value::Boolean(b), Kind::YesNo) => Ok(Value::Given(b.to_string())),
        (_, Kind::YesNo) => Err(expected("yes-no")),
        (toml::Value::Integer(n), Kind::Count { .. }) => read(context, question, &n.to_string()),
        (_, Kind::Count { .. }) => Err(expected("count")),
        // Each by its id: an id that is none of the list's is a slip, and none of it is taken.
        (toml::Value::Array(list), Kind::Several(options)) => {
            let id = |item: &toml::Value| {
                item.as_str()
                    .filter(|id| options.iter().any(|o| o == id))
                    .map(str::to_owned)
            };
            let picked: Option<Vec<String>> = list.iter().map(id).collect();
            let several = || {
                let args = [("options", options.join(" / "))];
                texts.say("answers.expected.several", args)
            };
            picked.map(Value::Many).ok_or_else(several)
        }
        (toml::Value::String(line), Kind::Amounts) => {
            let months = reading::month_by_month(line)
                .map_err(|e| texts.say(&format!("rejected.{}", e.code), &e.args))?;
            let months = months.lines().map(toml::Value::from).collect();
            converted(context, question, &toml::Value::Array(months))
        }
        (_, Kind::Several(options)) => {
            let args = [("options", options.join(" / "))];
            Err(texts.say("answers.expected.several", args))
        }
        (
            toml::Value::Array(list),
            Kind::Amounts | Kind::DatedAmounts | Kind::Rows | Kind::Files,
        ) => {
            let mut lines = Vec::new();
            for (i, item) in list.iter().enumerate() {
                let line = item
                    .as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| expected("line"))?;
                match read(context, question, &line).map_err(|e| format!("[{i}] {e}"))? {
                    Value::Given(line) => lines.push(line),
                    _ => return Err(expected("line")),
                }
            }
            Ok(Value::Many(lines))
        }
        (toml::Value::String(text), _) => read(context, question, text),
        _ => Err(expected("string")),
    }
}

fn read(context: &Context, question: &Question, text: &str) -> Result<Value, String> {
    // A file is read by programs too: what a choice is called by number on the screen is no id.
    if let Kind::Choice(options) = &question.kind {
        return if options.iter().any(|o| o == text) {
            Ok(Value::Given(text.to_owned()))
        } else {
            Err(context.texts.say(
                "answers.expected.choice",
                [("options", options.join(" / "))],
            ))
        };
    }
    match reading::read_in_file(&question.kind, text, context.as_of()) {
        Ok(reading) => Ok(reading.value),
        Err(e) => Err(context.texts.say(&format!("rejected.{}", e.code), &e.args)),
    }
}
