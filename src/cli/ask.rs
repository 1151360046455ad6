//! Answers to a questionnaire: from a file, or from the person at the terminal with a draft kept.

use super::Failure;
use super::context::{Context, ToFetch};
use crate::domain::coded::{Args, Kind as FailureKind, args};
use crate::interview::engine::{Edge, Ending};
use crate::interview::flow::{Kind, Question};
use crate::interview::questionnaire::Questionnaire;
use crate::interview::reading;
use crate::interview::{Answers, Choice, Flow, Interview, Page, Prompter, Reply, Say, Value};
use crate::storage::{CaseLock, Draft};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    format: String,
    version: u32,
    flow: String,
    answers: Answers,
}

const FORMAT: &str = "menshen-draft";

/// Answers that are used once and stand in no file of ours, not even in a draft.
const NEVER_KEPT: [&str; 1] = ["borrower.id_number"];

/// Reads a text file of answers.
///
/// # Errors
/// It can't be read or isn't UTF-8.
pub fn read_answers(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| {
        let args = args([
            ("path", path.display().to_string()),
            ("reason", e.to_string()),
        ]);
        Failure::new("answers-unreadable", FailureKind::Usage, args)
    })
}

/// The failure for a file that isn't TOML.
pub fn not_toml(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let line = error
        .span()
        .map_or(0, |s| crate::content::line_of(text, s.start));
    let args = args([
        ("path", path.display().to_string()),
        ("line", line.to_string()),
        ("detail", error.message().to_owned()),
    ]);
    Failure::new("answers-not-toml", FailureKind::Usage, args)
}

/// Answers from the file of `--answers`, else from the person. `known` are facts the case has
/// already; they are shown and can be changed.
///
/// # Errors
/// The file lacks or spoils answers (all listed), nobody can be asked, or the person left (the
/// draft is kept).
pub fn answers(
    context: &Context,
    flow: &Questionnaire,
    known: &Answers,
    draft: &Draft,
    aside: Aside<'_>,
    _lock: &CaseLock,
) -> Result<Answers, Failure> {
    let answers = if let Some(path) = &context.answers {
        from_file(context, flow, known, path)?
    } else if context.manner.interactive {
        ask(context, flow, known, draft, aside)?
    } else {
        let answers = unasked(flow, known);
        let mut ids = needed(flow, known);
        // Where all is known, the questions are there to change it, and nobody is there to.
        if ids.is_empty() && answers.iter().all(|a| known.get(&a.id).is_some()) {
            ids = answers.iter().map(|a| a.id.clone()).collect();
        }
        context.need_terminal(ids)?;
        answers
    };
    context.remember_to_fetch(to_fetch(context, flow, &answers));
    Ok(answers)
}

/// What is known, and for the rest that nobody was asked: not known yet, or passed over.
fn unasked(flow: &Questionnaire, known: &Answers) -> Answers {
    let mut answers = Answers::new();
    while let Some(question) = flow.path(&answers).next {
        let value = known.get(&question.id).cloned();
        let value = value.unwrap_or(left_open(&question));
        answers.set(&question.id, value, None);
    }
    answers
}

/// The answer to a question that needs none and got none.
fn left_open(question: &Question) -> Value {
    if question.unknown {
        Value::Unknown
    } else {
        Value::Skipped
    }
}

/// The facts answered with "don't know yet", and where each is to be had.
fn to_fetch(context: &Context, flow: &Questionnaire, answers: &Answers) -> Vec<ToFetch> {
    let texts = &context.texts;
    flow.path(answers)
        .asked
        .iter()
        .filter(|question| answers.get(&question.id) == Some(&Value::Unknown))
        .filter_map(|question| {
            let found_at = texts.get(&format!("{}.fetch", question.text))?;
            let short = texts.get(&format!("{}.short", question.text));
            Some(ToFetch {
                id: question.id.clone(),
                what: short
                    .map_or_else(|| texts.t(&format!("{}.ask", question.text)), str::to_owned),
                found_at: found_at.to_owned(),
            })
        })
        .collect()
}

/// What a question's id begins with that only steers the interview: no answers file of a loan has it.
const STEERING: &str = "ask.";

/// Ids still to be answered on the way these answers take: the questions that must be answered.
fn needed(flow: &Questionnaire, known: &Answers) -> Vec<String> {
    let mut answers = known.clone();
    let mut out = Vec::new();
    while let Some(question) = flow.path(&answers).next {
        if question.required && !question.id.starts_with(STEERING) {
            out.push(question.id.clone());
        }
        answers.set(&question.id, Value::Unknown, None);
    }
    out
}

/// What has to be said before a question, given the answers so far.
pub type Aside<'a> = &'a dyn Fn(&str, &Answers) -> Vec<Say>;

struct Keeper<'a> {
    aside: Aside<'a>,
    context: &'a Context,
    flow: &'a str,
    draft: &'a Draft,
    failed: bool,
}

impl Edge for Keeper<'_> {
    fn now(&mut self) -> String {
        self.context.clock.stamp()
    }

    fn aside(&mut self, question: &Question, answers: &Answers) -> Vec<Say> {
        (self.aside)(&question.id, answers)
    }

    fn keep(&mut self, answers: &Answers) {
        let mut answers = answers.clone();
        for id in NEVER_KEPT {
            answers.remove(id);
        }
        let kept = Kept {
            format: FORMAT.into(),
            version: 1,
            flow: self.flow.into(),
            answers,
        };
        let saved = serde_json::to_string(&kept)
            .map_err(|e| e.to_string())
            .and_then(|text| self.draft.save(&text).map_err(|e| e.to_string()));
        // Said once: the interview goes on, since the answers on the screen are worth more than
        // an error repeated after each of them.
        if let (Err(reason), false) = (saved, self.failed) {
            self.failed = true;
            let path = self.draft.path().display().to_string();
            self.context.note(
                "interview.draft-not-kept",
                args([("path", path), ("reason", reason)]),
            );
        }
    }
}

fn ask(
    context: &Context,
    flow: &Questionnaire,
    known: &Answers,
    draft: &Draft,
    aside: Aside<'_>,
) -> Result<Answers, Failure> {
    let mut prompter = context.prompter();
    let mut start = Answers::new();
    if let Some(kept) = found(draft)? {
        let answered = |id: &str| flow.question(id).is_some();
        let count = kept.iter().filter(|a| answered(&a.id)).count().to_string();
        let page = Page {
            body: vec![
                Say::with("interview.draft-found", [("count", count)]),
                Say::key("interview.draft-continue"),
            ],
            choices: vec![
                Choice {
                    key: "1".into(),
                    label: Say::key("interview.draft-yes"),
                },
                Choice {
                    key: "2".into(),
                    label: Say::key("interview.draft-no"),
                },
            ],
            ..Page::default()
        };
        loop {
            match prompter.ask(&page) {
                Reply::Line(line) => match reading::plain_form(&line).as_str() {
                    "" | "1" => {
                        for answered in kept.iter() {
                            start.set(&answered.id, answered.value.clone(), answered.at.clone());
                        }
                        break;
                    }
                    "2" => {
                        draft.set_aside(&context.clock.stamp())?;
                        break;
                    }
                    _ => prompter.show(&[Say::key("rejected.no-such-number")]),
                },
                Reply::Interrupted | Reply::Closed => return Err(left(true)),
            }
        }
    }
    let mut keeper = Keeper {
        aside,
        context,
        flow: &flow.id,
        draft,
        failed: false,
    };
    match Interview::new(flow, start, known.clone(), context.as_of())
        .run(&mut prompter, &mut keeper)
    {
        Ending::Accepted(answers) => Ok(answers),
        Ending::Left(answers) => {
            if !answers.is_empty() {
                keeper.keep(&answers);
            }
            Err(left(!answers.is_empty() && !keeper.failed))
        }
    }
}

/// Left before the end; `kept` if there are answers and the disk has them.
fn left(kept: bool) -> Failure {
    let args = if kept {
        args([("kept", "1".to_owned())])
    } else {
        Args::new()
    };
    Failure::new("interrupted", FailureKind::Interrupted, args)
}

/// A draft that can't be read is set aside by name, never silently dropped.
fn found(draft: &Draft) -> Result<Option<Answers>, Failure> {
    let Some(text) = draft.load()? else {
        return Ok(None);
    };
    match serde_json::from_str::<Kept>(&text) {
        Ok(kept) if kept.format == FORMAT && kept.version == 1 => {
            Ok(Some(kept.answers).filter(|a| !a.is_empty()))
        }
        _ => {
            let path = draft.path().display().to_string();
            Err(Failure::new(
                "draft-damaged",
                FailureKind::Case,
                args([("path", path)]),
            ))
        }
    }
}

/// Answers from a TOML file whose member paths are the question ids.
fn from_file(
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
                    wrong.push(format!("{}：{reason}", question.id));
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
        wrong.push(format!("{id}：{}", context.texts.t(key)));
    }
    if !wrong.is_empty() {
        for id in &missing {
            wrong.push(format!("{id}：{}", context.texts.t("answers.missing")));
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
        (toml::Value::Array(list), Kind::DatedAmounts | Kind::Rows | Kind::Files) => {
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
