//! A call at the terminal: each key kept, an unfinished call offered again.

use crate::cli::Failure;
use crate::cli::ask::left;
use crate::cli::context::Context;
use crate::domain::coded::args;
use crate::interview::call::{CallEnding, ENDED, HEARD, NOTED, PARTS, ReplyBook, stand_by};
use crate::interview::door::canonical;
use crate::interview::engine::{Edge, Ending};
use crate::interview::questionnaire::Questionnaire;
use crate::interview::reading::plain_form;
use crate::interview::{Answers, Choice, Interview, Page, Prompter, Reply, Say, Value};
use crate::storage::{CaseFolder, Draft};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The name of the draft.
pub const DRAFT: &str = "letter-call";

const FORMAT: &str = "menshen-call-draft";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    format: String,
    version: u32,
    started: NaiveDateTime,
    answers: Answers,
}

/// Saves after every key. A disk that refuses is said once and never stops the call.
struct Keeper<'a> {
    context: &'a Context,
    draft: Draft,
    started: NaiveDateTime,
    failed: bool,
}

impl Edge for Keeper<'_> {
    fn now(&mut self) -> String {
        self.context.clock.stamp()
    }

    fn keep(&mut self, answers: &Answers) {
        let kept = Kept {
            format: FORMAT.into(),
            version: 1,
            started: self.started,
            answers: answers.clone(),
        };
        let saved = serde_json::to_string(&kept)
            .map_err(|e| e.to_string())
            .and_then(|text| self.draft.save(&text).map_err(|e| e.to_string()));
        if let (Err(reason), false) = (saved, self.failed) {
            self.failed = true;
            let path = self.draft.path().display().to_string();
            let values = args([("path", path), ("reason", reason)]);
            self.context.note("interview.draft-not-kept", values);
        }
    }
}

impl Keeper<'_> {
    fn left(&mut self, answers: &Answers) -> Failure {
        if !answers.is_empty() {
            self.keep(answers);
        }
        left(!answers.is_empty() && !self.failed)
    }
}

/// Stands by the call, then asks for the record. Gives the record's answers, and the keys pressed.
///
/// # Errors
/// The person left (the draft is kept), or an older draft can't be put aside.
pub fn told(
    context: &Context,
    folder: &CaseFolder,
    book: &ReplyBook,
    script: &[Say],
    flow: &Questionnaire,
) -> Result<(Answers, Answers), Failure> {
    let mut prompter = context.prompter();
    let draft = folder.draft(DRAFT);
    let (started, start) = resumed(context, &draft, &mut prompter)?
        .unwrap_or_else(|| (context.clock.now().naive_local(), Answers::new()));
    let mut keeper = Keeper {
        context,
        draft,
        started,
        failed: false,
    };
    let heard = if start.get(ENDED).is_some() {
        start
    } else {
        match stand_by(book, script, start, &mut prompter, &mut keeper) {
            CallEnding::Ended(answers) => answers,
            CallEnding::Left(answers) => return Err(keeper.left(&answers)),
        }
    };
    prompter.show(&[Say::Plain(String::new()), Say::key("call.ended")]);
    let known = offered(context, &heard, started);
    // The record's own answers are kept beside the keys, so that neither is lost.
    let record = Interview::new(flow, heard.clone(), known, context.clock.today());
    match record.run(&mut prompter, &mut keeper) {
        Ending::Accepted(answers) => Ok((answers, heard)),
        Ending::Left(answers) => Err(keeper.left(&answers)),
    }
}

/// What was taken down during the call, at the questions of the record.
fn offered(context: &Context, heard: &Answers, started: NaiveDateTime) -> Answers {
    let mut known = Answers::new();
    known.set("call.at", Value::Given(canonical(started)), None);
    let joiner = context.texts.t("call.list-joiner");
    for part in PARTS {
        let lead = format!("{NOTED}{part}");
        let noted: Vec<&str> = heard
            .iter()
            .filter(|a| a.id == lead || a.id.starts_with(&format!("{lead}.")))
            .filter_map(|a| a.value.given())
            .collect();
        if !noted.is_empty() {
            let value = Value::Given(noted.join(&joiner));
            known.set(&format!("call.{part}"), value, None);
        }
    }
    known
}

/// An unfinished call, if the person wants to go on with it. One that can't be read is put aside:
/// the telephone may be ringing.
fn resumed(
    context: &Context,
    draft: &Draft,
    prompter: &mut dyn Prompter,
) -> Result<Option<(NaiveDateTime, Answers)>, Failure> {
    let Some(text) = draft.load()? else {
        return Ok(None);
    };
    let kept = serde_json::from_str::<Kept>(&text).ok();
    let Some(kept) = kept.filter(|k| k.format == FORMAT && k.version == 1) else {
        draft.set_aside(&context.clock.stamp())?;
        return Ok(None);
    };
    let of_call = |id: &str| id.starts_with(HEARD) || id.starts_with(NOTED) || id == ENDED;
    if !kept.answers.iter().any(|a| of_call(&a.id)) {
        return Ok(None);
    }
    let started = kept.started.format("%Y-%m-%d %H:%M").to_string();
    let choice = |key: &str, label: &str| Choice {
        key: key.to_owned(),
        label: Say::key(label),
    };
    let page = Page {
        body: vec![Say::with("call.resume", [("started", started)])],
        choices: vec![
            choice("1", "call.resume-on"),
            choice("2", "call.resume-new"),
        ],
        ..Page::default()
    };
    loop {
        match prompter.ask(&page) {
            Reply::Line(line) => match plain_form(&line).as_str() {
                "" | "1" => return Ok(Some((kept.started, kept.answers))),
                "2" => {
                    draft.set_aside(&context.clock.stamp())?;
                    return Ok(None);
                }
                _ => prompter.show(&[Say::key("call.wrong-key")]),
            },
            Reply::Interrupted | Reply::Closed => return Err(left(true)),
        }
    }
}
