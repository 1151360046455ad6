//! Answers to a questionnaire: from a file, or from the person at the terminal with a draft kept.

mod file;
mod person;
mod pipe;

pub(super) use file::from_file;
pub(super) use person::{begun, left};

use super::Failure;
use super::context::{Context, ToFetch};
use super::utf8;
use crate::domain::coded::{Kind as FailureKind, args};
use crate::interview::flow::Question;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Flow, Objection, Say, Value};
use crate::storage::{CaseLock, Draft};
use std::path::Path;

/// Reads a text file of answers.
///
/// # Errors
/// It can't be read or isn't UTF-8.
pub fn read_answers(path: &Path) -> Result<String, Failure> {
    utf8::text(std::fs::read(path)).map_err(|mut args| {
        args.insert("path", path.display().to_string());
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
    lock: &CaseLock,
) -> Result<Answers, Failure> {
    checked_answers(context, flow, known, draft, aside, &|_| Vec::new(), lock)
}

/// [`answers`], where what doesn't hold is refused while the person is still there to change it.
///
/// # Errors
/// Those of [`answers`]. A file of answers is not checked here.
pub fn checked_answers(
    context: &Context,
    flow: &Questionnaire,
    known: &Answers,
    draft: &Draft,
    aside: Aside<'_>,
    check: Check<'_>,
    _lock: &CaseLock,
) -> Result<Answers, Failure> {
    let answers = if let Some(path) = &context.answers {
        from_file(context, flow, known, path)?
    } else if context.manner.interactive || is_piped(context) {
        person::ask(context, flow, known, draft, aside, check)?
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

/// Do answers wait in a pipe? A program that reads our JSON gives answers in a file: its own input
/// may stand open and is never waited for.
pub(super) fn is_piped(context: &Context) -> bool {
    !context.json && !context.manner.interactive && crate::terminal::input_waits()
}

/// What is known, and for the rest that nobody was asked: not known yet, or passed over.
pub(super) fn unasked(flow: &Questionnaire, known: &Answers) -> Answers {
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
pub(super) fn to_fetch(context: &Context, flow: &Questionnaire, answers: &Answers) -> Vec<ToFetch> {
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
pub(super) fn needed(flow: &Questionnaire, known: &Answers) -> Vec<String> {
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

/// What doesn't hold in the answers, which may not be all of them yet.
pub type Check<'a> = &'a dyn Fn(&Answers) -> Vec<Objection>;
