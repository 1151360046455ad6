//! `menshen visit join`: visits told while the case was sealed, compared with it once it is opened.
//!
//! At the door of a sealed case nothing is compared: that would need the passphrase. The entry is
//! written sealed and never changes; the answers are kept sealed beside it, until somebody who has
//! the passphrase has seen the comparison and it stands in the log, as an amendment of the entry.

use super::super::Failure;
use super::super::context::Context;
use super::super::log;
use super::{Visited, live};
use crate::content::load_door;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::amended;
use crate::domain::visit::{Item, ItemResult, appraisal};
use crate::interview::Answers;
use crate::interview::door::{Door, DoorFlow};
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The folder of visits that wait, in the case.
const FOLDER: &str = "door";

/// The member of the amendment a comparison is kept in: what was found, in words.
const MEMBER: &str = "comparison";

const FORMAT: &str = "menshen-door";
const VERSION: u32 = 1;

/// What only a case can be asked about.
pub(super) const OF_THE_CASE: [Item; 3] = [
    Item::CreditorInCase,
    Item::LoanNumberInCase,
    Item::AmountInCase,
];

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Waiting {
    format: String,
    version: u32,
    arrived: Option<NaiveDateTime>,
    answers: Answers,
}

/// Keeps the answers of a visit whose entry has this number. The entry is on disk already: a disk
/// that refuses now is said and undoes nothing.
pub(super) fn keep(context: &Context, folder: &CaseFolder, seq: u64, visited: &Visited) {
    let waiting = Waiting {
        format: FORMAT.to_owned(),
        version: VERSION,
        arrived: visited.arrived,
        answers: visited.given.clone(),
    };
    let kept = serde_json::to_vec(&waiting)
        .map_err(|e| e.to_string())
        .and_then(|bytes| {
            let name = format!("{FOLDER}/{seq}.json");
            folder
                .files()
                .replace(&name, &bytes)
                .map_err(|e| e.to_string())
        });
    if let Err(reason) = kept {
        context.note("seal.visit-not-kept", args([("reason", reason)]));
    }
}

/// The numbers of the entries whose visits wait, in order.
fn waiting_entries(folder: &CaseFolder) -> Result<Vec<u64>, Failure> {
    let names = folder.files().names_in(FOLDER)?;
    let stems = names.iter().filter_map(|name| name.strip_suffix(".json"));
    let mut entries: Vec<u64> = stems.filter_map(|stem| stem.parse().ok()).collect();
    entries.sort_unstable();
    Ok(entries)
}

/// How many visits wait to be compared.
///
/// # Errors
/// The case is sealed and wasn't opened, or can't be read.
pub fn waiting(folder: &CaseFolder) -> Result<usize, Failure> {
    Ok(waiting_entries(folder)?.len())
}

/// Compares each visit that waits, shows what came of it, and at a terminal goes on with one that
/// was never told to its end.
///
/// # Errors
/// The case isn't opened or can't be read; or the person left.
pub fn run(context: &Context) -> Result<(), Failure> {
    let Some(folder) = context.existing_case()? else {
        return Err(Failure::new("log-no-case", Kind::Case, args([])));
    };
    let door = load_door(&context.library)?;
    let mut screen = Screen::new();
    let mut shown = Vec::new();
    let mut compared = Vec::new();
    for seq in waiting_entries(&folder)? {
        let name = format!("{FOLDER}/{seq}.json");
        let read = folder.files().read(&name)?;
        let waiting = read.and_then(|bytes| serde_json::from_slice::<Waiting>(&bytes).ok());
        let Some(waiting) = waiting.filter(|w| w.format == FORMAT && w.version == VERSION) else {
            continue;
        };
        let (mut found, compared_to) = joined(context, &door, seq, waiting, &mut screen)?;
        if let Some(words) = compared_to
            && recorded(context, &folder, seq, words, &mut found, &mut screen)?
        {
            compared.push(name);
        }
        shown.push(found);
    }
    if shown.is_empty() {
        screen.text(context.texts.t("join.none"));
    }
    let unfinished = live::unfinished(&folder)?;
    let asks = context.can_ask() && !context.json;
    if !unfinished.is_empty() {
        let count = args([("count", unfinished.len().to_string())]);
        let key = match asks {
            true => "join.unfinished",
            false => "join.unfinished-later",
        };
        screen.text(context.texts.say(key, count));
    }
    context.emit(
        &screen,
        &json!({"ok": true, "joined": shown, "unfinished": unfinished.len()}),
    )?;
    // Only what was shown and stands in the log needs no second look.
    for name in compared {
        folder.files().remove(&name)?;
    }
    match unfinished.first() {
        Some(name) if asks => {
            live::taken_up(&folder, name)?;
            super::told_live(context, &door, Some(folder), false, None)
        }
        _ => Ok(()),
    }
}

/// One visit compared: for the screen, for machines, and in words for the log, where there was
/// something to compare with.
fn joined(
    context: &Context,
    door: &Door,
    seq: u64,
    waiting: Waiting,
    screen: &mut Screen,
) -> Result<(Value, Option<Vec<String>>), Failure> {
    let texts = &context.texts;
    let number = [("seq", seq.to_string())];
    screen.title(texts.say("join.title", number));
    // A rule book laid over since, or another version, may ask more than was answered.
    if !DoorFlow::new(door, waiting.arrived)
        .walk(&waiting.answers)
        .ended
    {
        screen.text(texts.say("join.not-to-the-end", [("seq", seq)]));
        return Ok((json!({"entry": seq, "compared": false}), None));
    }
    let visited = Visited::new(context, door, waiting.answers, waiting.arrived, None)?;
    if !visited.compared {
        screen.text(texts.t("join.not-possible"));
        return Ok((json!({"entry": seq, "compared": false}), None));
    }
    let mut said = vec![texts.say("join.made-on", [("day", context.as_of())])];
    let items: Vec<_> = visited
        .appraisal
        .items
        .iter()
        .filter(|i| OF_THE_CASE.contains(&i.id) && i.result != ItemResult::NotAsked)
        .collect();
    for item in &items {
        let words = [
            ("item", texts.t(&format!("visit.item.{}", item.id.word()))),
            (
                "result",
                texts.t(&format!("visit.result.{}", item.result.word())),
            ),
        ];
        let words = texts.say("join.item", words);
        screen.item("-", &words);
        said.push(words);
    }
    if items.iter().any(|i| i.result == ItemResult::NotChecked) {
        screen.text(texts.t("join.not-said"));
    }
    let shut = appraisal(&visited.visit, None, &door.findings);
    let new: Vec<_> = visited
        .appraisal
        .findings
        .iter()
        .filter(|f| shut.findings.iter().all(|s| s.code != f.code))
        .collect();
    if !new.is_empty() {
        screen.text(texts.t("join.new-findings"));
    }
    for finding in &new {
        let words = texts.say(&format!("findings.{}.text", finding.code), &finding.args);
        screen.item("-", &words);
        said.push(words);
    }
    let outcome = |word: &str| texts.t(&format!("visit.outcome.{word}"));
    let (before, after) = (shut.outcome.word(), visited.appraisal.outcome.word());
    let key = match before == after {
        true => "join.outcome-same",
        false => "join.outcome",
    };
    let change = [("before", outcome(before)), ("after", outcome(after))];
    let change = texts.say(key, change);
    screen.text(&change);
    said.push(change);
    let found = json!({
        "entry": seq,
        "compared": true,
        "items": items,
        "findings": new,
        "outcome": after,
        "outcome_before": before,
    });
    Ok((found, Some(said)))
}

/// Writes the comparison into the log as an amendment of its entry; false where that can't be done
/// now, which is said, and the visit then goes on waiting.
fn recorded(
    context: &Context,
    folder: &CaseFolder,
    seq: u64,
    words: Vec<String>,
    found: &mut Value,
    screen: &mut Screen,
) -> Result<bool, Failure> {
    let view = log::entry(context, seq)?;
    let current = view.current.as_ref().filter(|_| !view.withdrawn);
    let wanted = [(MEMBER.to_owned(), json!(words))];
    let content = current
        .and_then(|current| amended(seq, current, &wanted).ok())
        .and_then(|amended| amended.amendment);
    let written = match content {
        Some(content) => log::append(context, folder, &[content], false).ok(),
        // Struck out meanwhile, or noted already: nothing waits for it any more.
        None => {
            screen.text(context.texts.say("join.not-needed", [("seq", seq)]));
            return Ok(true);
        }
    };
    let by = written.and_then(|w| w.entries.last().map(|e| e.place.seq));
    match by {
        Some(by) => {
            let numbers = [("seq", seq), ("by", by)];
            screen.text(context.texts.say("join.recorded", numbers));
            if let Value::Object(found) = found {
                found.insert("recorded_as".to_owned(), json!(by));
            }
        }
        None => {
            screen.text(context.texts.say("join.not-recorded", [("seq", seq)]));
        }
    }
    Ok(by.is_some())
}
