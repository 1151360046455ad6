//! `menshen visit`: the door, live or from a file of answers; afterwards one entry of the log.

mod after;
mod agencies;
mod cards;
mod joining;
mod known;
mod live;
mod rehearse;
mod told;

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use crate::content::{load_cards, load_door};
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{AttachmentRef, Content};
use crate::domain::visit::{
    Appraisal, FollowUp, Occasion, Visit, appraisal, entry_content, follow_ups,
};
use crate::interview::Answers;
use crate::interview::door::{AnswersProblem, Door, DoorFlow, FileAnswers, read_answers};
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use crate::storage::attachments::{check_source, copy_in};
use crate::storage::log::LogError;
use crate::storage::vault::is_open;
use clap::ArgMatches;
pub use joining::waiting;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The rehearsal that is the live door itself, with nothing kept.
const LIVE: &str = "live";

/// Runs the command.
///
/// # Errors
/// As each subcommand says. Without one: the answers lack or spoil something, nobody can be asked, the person left (the draft is kept),
/// or the log can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let live = |m: &ArgMatches| m.get_one::<String>("scenario").is_some_and(|s| s == LIVE);
    let rehearse = match matches.subcommand() {
        // The live door with nothing kept has a name of its own among what can be practised.
        Some(("rehearse", m)) if live(m) => true,
        Some(("rehearse", m)) => return rehearse::run(context, m),
        Some(("cards", m)) => return cards::run(context, m),
        Some(("after", m)) => return after::run(context, m),
        Some(("join", _)) => return joining::run(context),
        _ => matches.get_flag("rehearse"),
    };
    let door = load_door(&context.library)?;
    let list = matches.get_one::<String>("agencies").map(PathBuf::from);
    let list = list.as_deref();
    if context.answers.is_some() {
        let (visited, unused) = visited_from_file(context, &door, list)?;
        if !unused.is_empty() {
            context.note(
                "visit.unused",
                args([("list", context.texts.listed(&unused))]),
            );
        }
        return finish(context, &visited, rehearse);
    }
    // What would have to be answered is looked up only where nobody can be asked: at a terminal the
    // first screen waits for nothing it doesn't need.
    if !context.manner.interactive
        && let Err(AnswersProblem::Missing { missing }) = read_answers(&door, "")
    {
        context.need_terminal(missing)?;
    }
    let folder = if rehearse {
        context.note("visit.rehearsing", args([]));
        None
    } else {
        Some(context.open_case()?)
    };
    let large = matches.get_flag("large");
    told_live(context, &door, folder, large, list)
}

/// The person told at the door; without a folder it is a rehearsal.
fn told_live(
    context: &Context,
    door: &Door,
    folder: Option<CaseFolder>,
    large: bool,
    list: Option<&Path>,
) -> Result<(), Failure> {
    let cards = load_cards(&context.library)?;
    let told = live::told(context, door, &cards, folder.as_ref(), large)?;
    let visited = Visited::new(context, door, told.answers, told.arrived, list)?;
    finish(context, &visited, folder.is_none())?;
    match &folder {
        // Only what is on disk in the log may leave the draft.
        Some(folder) => Ok(folder.draft(live::DRAFT).remove()?),
        None => Ok(()),
    }
}

/// The visit of the answers file, logged; what to show of it.
///
/// # Errors
/// The answers lack or spoil something, or the log can't be written.
pub fn from_file(context: &Context) -> Result<Screen, Failure> {
    let door = load_door(&context.library)?;
    let (visited, _) = visited_from_file(context, &door, None)?;
    let entry = log(context, &visited)?;
    visited.screen(context, Some(entry.seq))
}

/// A visit with everything that is made of it.
struct Visited {
    visit: Visit,
    appraisal: Appraisal,
    compared: bool,
    follow_ups: Vec<FollowUp>,
    answers: Vec<(String, String, Option<String>)>,
    /// The answers as they were given, and when the first screen was shown.
    given: Answers,
    arrived: Option<chrono::NaiveDateTime>,
}

impl Visited {
    fn new(
        context: &Context,
        door: &Door,
        answers: Answers,
        arrived: Option<chrono::NaiveDateTime>,
        list: Option<&Path>,
    ) -> Result<Visited, Failure> {
        let flow = DoorFlow::new(door, arrived);
        let Some(visit) = flow.visit(&answers, context.as_of()) else {
            // Both ways here replay the answers to the end of the flow first.
            let reason = args([("reason", "visit without an end".to_owned())]);
            return Err(Failure::new("internal", Kind::Internal, reason));
        };
        let of_case = known::facts(context);
        let compared = of_case.is_some();
        let mut known = of_case;
        let agencies = agencies::published(context, list, &door.list_headings);
        if !agencies.is_empty() {
            known.get_or_insert_default().agencies = agencies;
        }
        let appraisal = appraisal(&visit, known.as_ref(), &door.findings);
        let follow_ups = follow_ups(&visit, &appraisal, &door.follow_ups);
        let follow_ups = follow_ups.into_iter().cloned().collect();
        let steps = flow.walk(&answers).steps;
        let on_the_way = steps.iter().filter_map(|step| {
            let chosen = step.chosen?;
            let at = answers.iter().find(|a| a.id == step.id)?.at.clone();
            Some((step.id.clone(), chosen.id.clone(), at))
        });
        Ok(Visited {
            compared,
            follow_ups,
            answers: on_the_way.collect(),
            visit,
            appraisal,
            given: answers,
            arrived,
        })
    }

    /// Does what this visitor said belong beside what a case says?
    fn is_held_against_a_case(&self) -> bool {
        let items = &self.appraisal.items;
        self.visit.occasion() == Occasion::AtDoor
            && items.iter().any(|i| joining::OF_THE_CASE.contains(&i.id))
    }

    fn screen(&self, context: &Context, seq: Option<u64>) -> Result<Screen, Failure> {
        let follow_ups: Vec<&FollowUp> = self.follow_ups.iter().collect();
        told::screen(context, &self.visit, &self.appraisal, &follow_ups, seq)
    }
}

fn visited_from_file(
    context: &Context,
    door: &Door,
    list: Option<&Path>,
) -> Result<(Visited, Vec<String>), Failure> {
    let Some(path) = &context.answers else {
        return Err(Failure::new(
            "internal",
            Kind::Internal,
            args([("reason", "no answers".into())]),
        ));
    };
    let text = ask::read_answers(path)?;
    let FileAnswers {
        answers,
        arrived,
        unused,
    } = read_answers(door, &text).map_err(|problem| {
        let needed = match &problem {
            AnswersProblem::Missing { missing } | AnswersProblem::Wrong { missing, .. } => {
                missing.clone()
            }
            AnswersProblem::NotToml { .. } => Vec::new(),
        };
        Failure::from(problem).with_needed(needed)
    })?;
    let visited = Visited::new(context, door, answers, arrived, list)?;
    // A file that was named and isn't there is a slip to be mended before anything is written.
    for file in &visited.visit.record.files {
        check_source(Path::new(file))?;
    }
    Ok((visited, unused))
}

/// Writes the entry, unless it was a rehearsal, and shows what came of the visit.
fn finish(context: &Context, visited: &Visited, rehearse: bool) -> Result<(), Failure> {
    let entry = if rehearse {
        None
    } else {
        Some(log(context, visited)?)
    };
    let seq = entry.as_ref().map(|e| e.seq);
    let mut screen = visited.screen(context, seq)?;
    if !visited.compared && visited.is_held_against_a_case() {
        let waits = entry.as_ref().is_some_and(|e| e.waits);
        screen.text(context.texts.t(match waits {
            true => "seal.visit-not-compared",
            false => "visit.not_compared",
        }));
    }
    let appraisal = &visited.appraisal;
    let json = json!({
        "ok": true,
        "outcome": appraisal.outcome,
        "verdict": appraisal.verdict,
        "items": appraisal.items,
        "demands": visited.visit.demands(),
        "findings": appraisal.findings,
        "occasion": visited.visit.occasion(),
        "consistent": appraisal.consistent().collect::<Vec<_>>(),
        "missing": appraisal.missing().collect::<Vec<_>>(),
        "contradictory": appraisal.contradictory().collect::<Vec<_>>(),
        "follow_ups": visited.follow_ups.iter().map(|f| json!({
            "id": f.id, "kind": f.kind, "letter": f.letter,
        })).collect::<Vec<_>>(),
        "case": entry.as_ref().map(|e| e.case.as_str()),
        "entry": seq,
    });
    context.rests_on(RestsOn::Visit, context.as_of())?;
    context.emit(&screen, &json)
}

struct Entry {
    seq: u64,
    case: String,
    /// It waits to be compared with the case, which is sealed.
    waits: bool,
}

/// Adds the visit to the log of the case in use; it is on disk when this returns.
fn log(context: &Context, visited: &Visited) -> Result<Entry, Failure> {
    let folder = context.open_case()?;
    let summary = told::summary(&context.paper, &visited.visit, &visited.appraisal);
    let mut members = entry_content(
        &visited.visit,
        &visited.appraisal,
        &summary,
        &visited.answers,
    );
    // Checked before the first file is copied: nothing is left over by an entry that is refused.
    checked(members.clone())?;
    let copies = copied(context, &folder, &visited.visit.record.files)?;
    if !copies.is_empty() {
        members.insert("attachments".to_owned(), json!(copies));
    }
    let content = checked(members)?;
    let appended = super::log::append_with_copies(context, &folder, &[content], &copies, false)?;
    let seq = appended
        .entries
        .first()
        .map(|e| e.place.seq)
        .unwrap_or_default();
    let waits = folder.is_sealed() && !is_open(folder.path()) && visited.is_held_against_a_case();
    if waits {
        joining::keep(context, &folder, seq, visited);
    }
    Ok(Entry {
        seq,
        waits,
        case: folder.name().to_owned(),
    })
}

/// The entry is built by the program: if it isn't one, that is our own fault.
fn checked(members: serde_json::Map<String, Value>) -> Result<Content, Failure> {
    Content::check(members).map_err(|problems| {
        let list: Vec<String> = problems
            .iter()
            .map(|p| format!("{} {}", p.member, p.code))
            .collect();
        Failure::new(
            "internal",
            Kind::Internal,
            args([("reason", list.join(", "))]),
        )
    })
}

/// Copies the files in. One that has gone meanwhile is named and left out: the entry is worth more.
fn copied(
    context: &Context,
    folder: &CaseFolder,
    files: &[String],
) -> Result<Vec<AttachmentRef>, Failure> {
    let mut list = Vec::with_capacity(files.len());
    for file in files.iter().map(PathBuf::from) {
        if check_source(&file).is_err() {
            let path = file.display().to_string();
            context.note("visit.file_missing", args([("path", path)]));
            continue;
        }
        let mut id = [0; 16];
        if !super::log::random(&mut id) {
            return Err(LogError::NoRandom.into());
        }
        list.push(copy_in(folder.path(), &file, id)?);
    }
    Ok(list)
}
