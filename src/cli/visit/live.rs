//! The person at the door: each key stamped and kept, an unfinished visit offered again.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::coded::{Args, Kind, args};
use crate::interview::door::{
    CARD_110, CARD_PAUSE, Card, Door, DoorEnding, DoorFlow, ask_at_the_door, canonical, show_card,
};
use crate::interview::engine::{Edge, Ending};
use crate::interview::reading::plain_form;
use crate::interview::{
    Answers, Choice, Interview, Page, Prompter, Reply, Say, Value, with_lists_ended,
};
use crate::storage::vault::VaultError;
use crate::storage::{CaseFolder, Draft, StorageError};
use crate::terminal::{Manner, TerminalPrompter};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the draft.
pub const DRAFT: &str = "visit";

const FORMAT: &str = "menshen-visit-draft";

/// The form a draft is written in. Version 1 had fewer screens and the same names: it is read, and
/// the screens it didn't know are asked.
const VERSION: u32 = 2;

/// What was told at the door.
pub struct Told {
    /// All answers, the record's among them.
    pub answers: Answers,
    /// When the first screen was shown.
    pub arrived: Option<NaiveDateTime>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    format: String,
    version: u32,
    arrived: NaiveDateTime,
    answers: Answers,
}

/// Saves after every key. A disk that refuses is said once and never stops the door.
struct Keeper<'a> {
    context: &'a Context,
    draft: Option<Draft>,
    arrived: NaiveDateTime,
    failed: bool,
}

impl Keeper<'_> {
    /// Keeps the answers of a visit not told to its end, and says so where the disk has them.
    fn left(&mut self, answers: &Answers) -> Failure {
        if !answers.is_empty() {
            self.keep(answers);
        }
        left(self.draft.is_some() && !answers.is_empty() && !self.failed)
    }
}

impl Edge for Keeper<'_> {
    fn now(&mut self) -> String {
        self.context.clock.stamp()
    }

    fn keep(&mut self, answers: &Answers) {
        let Some(draft) = &self.draft else { return };
        let kept = Kept {
            format: FORMAT.into(),
            version: VERSION,
            arrived: self.arrived,
            answers: answers.clone(),
        };
        let saved = serde_json::to_string(&kept)
            .map_err(|e| e.to_string())
            .and_then(|text| draft.save(&text).map_err(|e| e.to_string()));
        if let (Err(reason), false) = (saved, self.failed) {
            self.failed = true;
            let path = draft.path().display().to_string();
            let values = args([("path", path), ("reason", reason)]);
            self.context.note("interview.draft-not-kept", values);
        }
    }
}

/// Asks at the door, then for the record. Leaving the record early keeps what there is: the way
/// through the door alone makes an entry.
///
/// # Errors
/// The person left before the way was complete (the draft is kept), or an older draft can't be
/// put aside.
pub fn told(
    context: &Context,
    door: &Door,
    cards: &BTreeMap<String, Card>,
    folder: Option<&CaseFolder>,
    large: bool,
) -> Result<Told, Failure> {
    let mut prompter = TerminalPrompter::new(
        &context.texts,
        Manner {
            large,
            ..context.manner
        },
    );
    let draft = folder.map(|f| f.draft(DRAFT));
    let (arrived, start) = match &draft {
        Some(draft) => resumed(context, draft, cards, &mut prompter)?,
        None => None,
    }
    .unwrap_or_else(|| (context.clock.now().naive_local(), Answers::new()));
    let mut keeper = Keeper {
        context,
        draft,
        arrived,
        failed: false,
    };
    let flow = DoorFlow::new(door, Some(arrived));
    let answers = match ask_at_the_door(&flow, cards, start, &mut prompter, &mut keeper) {
        DoorEnding::Recorded(answers) => answers,
        DoorEnding::Left(answers) => {
            return Err(keeper.left(&answers));
        }
    };
    let known = stamped(&flow, &answers, arrived);
    let mut lines = vec![
        Say::Plain(String::new()),
        Say::key("visit.comfort"),
        Say::key("visit.comfort_line"),
    ];
    lines.extend(record_by(door, &known));
    lines.push(Say::key("visit.record_intro"));
    prompter.show(&lines);
    let record = Interview::new(&flow, answers, known, context.clock.today());
    let answers = match record.run(&mut prompter, &mut keeper) {
        Ending::Accepted(answers) => answers,
        Ending::Left(answers) => with_lists_ended(&answers),
    };
    // Going back from the record can open the way again; then it is a visit not told to its end.
    if !flow.walk(&answers).ended {
        return Err(keeper.left(&answers));
    }
    Ok(Told {
        answers,
        arrived: Some(arrived),
    })
}

/// The names of visits never told to their end, put aside while the case was shut or begun anew.
pub fn unfinished(folder: &CaseFolder) -> Result<Vec<String>, Failure> {
    let names = folder.files().names_in("drafts")?;
    let ours = |name: &String| name.starts_with(&format!("{DRAFT}."));
    Ok(names.into_iter().filter(ours).collect())
}

/// Makes one of them the draft that is gone on with; the one that stands there is put aside first.
pub fn taken_up(folder: &CaseFolder, name: &str) -> Result<(), Failure> {
    let draft = format!("{DRAFT}.json");
    if name != draft && !folder.files().has(&format!("drafts/{draft}")) {
        let (from, to) = (format!("drafts/{name}"), format!("drafts/{draft}"));
        folder.files().rename(&from, &to)?;
    }
    Ok(())
}

/// The times the keys were pressed at: the record offers them, Enter keeps them.
fn stamped(flow: &DoorFlow<'_>, answers: &Answers, arrived: NaiveDateTime) -> Answers {
    let mut known = Answers::new();
    known.set("occurred_at", Value::Given(canonical(arrived)), None);
    let walk = flow.walk(answers);
    let gone = walk
        .steps
        .iter()
        .rev()
        .find(|s| s.chosen.is_some_and(|o| o.leaves));
    let at = gone
        .and_then(|s| answers.iter().find(|a| a.id == s.id))
        .and_then(|a| a.at.clone());
    if let Some(at) = at {
        known.set("occurred_until", Value::Given(at), None);
    }
    known
}

/// When they left, and until when the record is best made.
fn record_by(door: &Door, known: &Answers) -> Option<Say> {
    let left = known.given("occurred_until")?.get(..19)?;
    let left = NaiveDateTime::parse_from_str(left, "%Y-%m-%dT%H:%M:%S").ok()?;
    let by = left + chrono::TimeDelta::minutes(door.record_within.into());
    let clock = |time: NaiveDateTime| time.format("%H:%M").to_string();
    let times = [("left", clock(left)), ("by", clock(by))];
    Some(Say::with("visit.record_by", times))
}

/// Left before the end; `kept` if there are answers and the disk has them.
fn left(kept: bool) -> Failure {
    let said = if kept {
        args([("kept", "1".to_owned())])
    } else {
        Args::new()
    };
    Failure::new("interrupted", Kind::Interrupted, said)
}

/// An unfinished visit, if the person wants to go on with it. One that can't be read is put aside
/// by name: somebody may be at the door now.
fn resumed(
    context: &Context,
    draft: &Draft,
    cards: &BTreeMap<String, Card>,
    prompter: &mut dyn Prompter,
) -> Result<Option<(NaiveDateTime, Answers)>, Failure> {
    let text = match draft.load() {
        // Somebody may be at the door: nobody is asked for a passphrase now.
        Err(StorageError::Vault(VaultError::Shut)) => {
            draft.set_aside(&context.clock.stamp())?;
            context.note("seal.visit-draft-aside", Args::new());
            return Ok(None);
        }
        read => read?,
    };
    let Some(text) = text else {
        return Ok(None);
    };
    let kept = serde_json::from_str::<Kept>(&text).ok();
    let known = |k: &Kept| k.format == FORMAT && (1..=VERSION).contains(&k.version);
    let Some(kept) = kept.filter(known) else {
        draft.set_aside(&context.clock.stamp())?;
        let folder = draft.path().parent().map(|p| p.display().to_string());
        let path = args([("path", folder.unwrap_or_default())]);
        context.note("visit.draft_aside", path);
        return Ok(None);
    };
    if kept.answers.is_empty() {
        return Ok(None);
    }
    let started = kept.arrived.format("%Y-%m-%d %H:%M").to_string();
    let page = Page {
        body: vec![Say::with("visit.resume", [("started", started)])],
        choices: vec![
            Choice {
                key: "1".into(),
                label: Say::key("visit.resume_on"),
            },
            Choice {
                key: "2".into(),
                label: Say::key("visit.resume_new"),
            },
        ],
        keys: Some(Say::key("visit.resume_keys")),
        ..Page::default()
    };
    loop {
        match prompter.ask(&page) {
            Reply::Line(line) => match plain_form(&line).as_str() {
                "" | "1" => return Ok(Some((kept.arrived, kept.answers))),
                "2" => {
                    draft.set_aside(&context.clock.stamp())?;
                    return Ok(None);
                }
                "!" => return Err(left(true)),
                // Somebody may be at the door again: the cards are a key away here too.
                "9" if show_card(cards, CARD_110, prompter) => {}
                "0" if show_card(cards, CARD_PAUSE, prompter) => {}
                "9" | "0" => return Err(left(true)),
                _ => prompter.show(&[Say::key("visit.wrong_key")]),
            },
            Reply::Interrupted | Reply::Closed => return Err(left(true)),
        }
    }
}
