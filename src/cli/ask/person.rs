//! Answers from the person at the terminal, with a draft kept after each.

use super::super::Failure;
use super::super::context::Context;
use super::pipe::Piped;
use super::{Aside, Check};
use crate::domain::coded::{Args, Kind as FailureKind, args};
use crate::interview::engine::{Edge, Ending};
use crate::interview::flow::Question;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::reading;
use crate::interview::{Answers, Choice, Interview, Objection, Page, Prompter, Reply, Say};
use crate::storage::vault::VaultError;
use crate::storage::{Draft, StorageError};
use serde::{Deserialize, Serialize};

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

struct Keeper<'a> {
    aside: Aside<'a>,
    check: Check<'a>,
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

    fn objections(&mut self, answers: &Answers) -> Vec<Objection> {
        (self.check)(answers)
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

/// Keeps answers that no interview has asked for yet as an unfinished one, to be gone on with. One
/// that is there already is put aside.
///
/// # Errors
/// The disk refuses.
pub fn begun(
    context: &Context,
    flow: &str,
    draft: &Draft,
    answers: Answers,
) -> Result<(), Failure> {
    if draft.exists() {
        draft.set_aside(&context.clock.stamp())?;
    }
    let kept = Kept {
        format: FORMAT.into(),
        version: 1,
        flow: flow.into(),
        answers,
    };
    let text = serde_json::to_string(&kept).map_err(|e| {
        let reason = args([("reason", e.to_string())]);
        Failure::new("internal", FailureKind::Internal, reason)
    })?;
    Ok(draft.save(&text)?)
}

/// Asks the person; an unfinished interview is offered first.
///
/// # Errors
/// The person left (the draft is kept), or the draft can't be read or put aside.
pub(super) fn ask(
    context: &Context,
    flow: &Questionnaire,
    known: &Answers,
    draft: &Draft,
    aside: Aside<'_>,
    check: Check<'_>,
) -> Result<Answers, Failure> {
    let mut keeper = Keeper {
        aside,
        check,
        context,
        flow: &flow.id,
        draft,
        failed: false,
    };
    if !context.manner.interactive {
        return from_pipe(flow, known, &mut keeper);
    }
    let mut prompter = context.prompter();
    let mut start = Answers::new();
    if let Some(kept) = found(context, draft)? {
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

/// Answers from a pipe, line by line in the order a person is asked in. What it can't know of, an
/// unfinished interview, is put aside; a line that can't be used ends it, since the next line is
/// the answer to the next question.
fn from_pipe(
    flow: &Questionnaire,
    known: &Answers,
    keeper: &mut Keeper<'_>,
) -> Result<Answers, Failure> {
    let context = keeper.context;
    if found(context, keeper.draft)?.is_some() {
        keeper.draft.set_aside(&context.clock.stamp())?;
        context.note("interview.draft-aside", Args::new());
    }
    let mut pipe = Piped::new(context);
    let interview = Interview::new(flow, Answers::new(), known.clone(), context.as_of());
    match interview.run(&mut pipe, keeper) {
        Ending::Accepted(answers) => Ok(answers),
        Ending::Left(answers) => {
            if !answers.is_empty() {
                keeper.keep(&answers);
            }
            let kept = !answers.is_empty() && !keeper.failed;
            Err(pipe.failure(kept).unwrap_or_else(|| left(kept)))
        }
    }
}

/// Left before the end; `kept` if there are answers and the disk has them.
pub fn left(kept: bool) -> Failure {
    let args = if kept {
        args([("kept", "1".to_owned())])
    } else {
        Args::new()
    };
    Failure::new("interrupted", FailureKind::Interrupted, args)
}

/// A draft that can't be read is set aside by name, never silently dropped.
/// One that is sealed, where the command asks for no passphrase, is set aside too.
fn found(context: &Context, draft: &Draft) -> Result<Option<Answers>, Failure> {
    let text = match draft.load() {
        Err(StorageError::Vault(VaultError::Shut)) => {
            draft.set_aside(&context.clock.stamp())?;
            context.note("seal.draft-aside", Args::new());
            return Ok(None);
        }
        read => read?,
    };
    let Some(text) = text else {
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
