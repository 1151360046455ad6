//! A bundle put together: letter, catalogue, timeline, files, a copy of the log with a program to check
//! it, and the page that says how.

use super::cover::{self, Told as Cover};
use super::leaving::{self, Leaving};
use super::place;
use super::timeline::Timeline;
use super::wanted::Wanted;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::facts::{Disclosure, Personal};
use crate::cli::letter::{Answered, Enclosed};
use crate::cli::log::copied;
use crate::content::VERIFIER;
use crate::domain::case::Case;
use crate::domain::letter::catalogue::Told;
use crate::domain::report::{Destination, exhibits, has_numbers, together};
use crate::render::report::html;
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use crate::storage::bundle::{Member, Paper, check_free, write_bundle};
use crate::storage::log::{Log, verify_case};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Columns of a page of text.
const TEXT_COLUMNS: usize = 80;
/// The name the program to check with looks for.
const LOG_NAME: &str = "evidence.jsonl";

/// What kind of bundle, and for whom.
pub struct Purpose<'a> {
    /// The last part of the keys of its words: `complaint`, `police`, `court`.
    pub kind: &'static str,
    /// To whom, in the name of the folder; empty where that goes without saying.
    pub to: String,
    /// What the destination expects.
    pub destination: Option<&'a Destination>,
}

/// A bundle that was written.
pub struct Assembled {
    /// What came of it, for the person.
    pub screen: Screen,
    /// For machines.
    pub json: Value,
}

/// The copy of the log and what stands in it.
struct LogCopy {
    bytes: Vec<u8>,
    entries: usize,
    open: Vec<u64>,
    for_numbers: Vec<u64>,
    anchor: Option<String>,
}

/// Puts the bundle together and writes it.
///
/// # Errors
/// A letter can't be put together, the log doesn't verify, a file isn't what was recorded, something
/// of the same name is there, or the disk refuses.
pub fn assembled(
    context: &Context,
    folder: &CaseFolder,
    answered: &Answered,
    wanted: &Wanted,
    purpose: &Purpose<'_>,
) -> Result<Assembled, Failure> {
    let texts = &context.paper;
    let case: Case = folder.load()?;
    let what = format!("report.name.{}", purpose.kind);
    let name = place::name(context, &what, &purpose.to, answered.loan());
    let target = place::of_bundle(context, folder, &name)?;
    check_free(&target, wanted.replace)?;

    let letter = answered.enclosed(context, &case)?;
    let shown = answered.shown(context)?;
    let told = shown.as_ref().map_or(&[][..], |shown| shown.entries());
    let mut members = Vec::new();
    put_letter(&mut members, 1, &letter);
    let mut missing = letter.missing.clone();
    let has_files = told.iter().any(|t| !t.files.is_empty());
    if let Some(shown) = shown.as_ref().filter(|_| has_files) {
        let catalogue = answered.catalogue(context, &case, shown)?;
        put_letter(&mut members, 2, &catalogue);
        missing.extend(catalogue.missing);
    }
    if !told.is_empty() {
        let by = Personal {
            phone: None,
            id_number: None,
            disclosure: wanted.told_numbers,
        };
        let loan = answered.loan().map(|l| l.id.as_str());
        let timeline = Timeline::of(context, told, &by, loan)?;
        let stem = texts.t("report.file.timeline");
        for (ending, bytes) in timeline.forms(context)? {
            members.push(Member::of(format!("3_{stem}{ending}"), bytes));
        }
    }
    let all = exhibits(told).into_iter();
    let looked = all.map(|exhibit| Leaving::of(context, folder.path(), exhibit));
    // A text that holds numbers whole can't be masked without being changed: it stays at home.
    let (leaving, staying): (Vec<Leaving>, Vec<Leaving>) =
        looked.partition(|one| wanted.with_files && (wanted.files_whole || !one.with_numbers));
    let exhibits_in = texts.t("report.file.exhibits");
    for one in &leaving {
        members.push(Member {
            path: format!("{exhibits_in}/{}", one.name),
            paper: Paper::Copy {
                from: one.from.clone(),
                sha256: one.exhibit.file.sha256.clone(),
            },
        });
    }
    let log = match told.is_empty() {
        true => None,
        false => Some(log_copy(context, folder, told, wanted)?),
    };
    if let Some(log) = &log {
        let log_in = texts.t("report.file.log");
        let program = texts.t("report.file.verifier");
        members.push(Member::of(
            format!("{log_in}/{LOG_NAME}"),
            log.bytes.clone(),
        ));
        members.push(Member::of(
            format!("{log_in}/{program}"),
            VERIFIER.as_bytes().to_vec(),
        ));
        members.sort_by(|a, b| a.path.cmp(&b.path));
        let cover = Cover {
            members: &members,
            entries: log.entries,
            open: &log.open,
            for_numbers: &log.for_numbers,
            own_whole: wanted.own_numbers == Disclosure::Full,
            told_whole: wanted.told_numbers == Disclosure::Full,
            exhibits: leaving.len(),
            staying: staying.iter().map(|one| one.name.as_str()).collect(),
            anchor: log.anchor.clone(),
        };
        let page = cover::page(context, &letter.title, &cover);
        let stem = format!("0_{}", texts.t("report.file.cover"));
        members.push(Member::of(format!("{stem}.html"), html(&page).into_bytes()));
        let text = page.text(TEXT_COLUMNS).into_bytes();
        members.push(Member::of(format!("{stem}.txt"), text));
    }
    let mut files: Vec<String> = members.iter().map(|m| m.path.clone()).collect();
    files.sort();
    let archive = write_bundle(&target, members, context.as_of(), wanted.replace)?;

    let mut screen = Screen::new();
    screen.text(texts.say("report.written", [("folder", target.display())]));
    screen.text(texts.say("report.archive", [("path", archive.display())]));
    for file in &files {
        screen.item("-", file);
    }
    if !missing.is_empty() {
        let said = [("what", context.texts.listed(&missing))];
        screen.text(texts.say("report.missing", said));
    }
    screen.title(texts.t("report.masked.title"));
    for line in masking_said(context, answered, wanted, purpose, log.as_ref()) {
        screen.text(line);
    }
    leaving::say(context, &leaving, wanted, purpose.destination, &mut screen);
    if !staying.is_empty() {
        let key = match wanted.with_files {
            true => "report.leaving.stay-numbers",
            false => "report.leaving.stay",
        };
        let names: Vec<&str> = staying.iter().map(|one| one.name.as_str()).collect();
        screen.text(texts.say(key, [("names", context.texts.listed(&names))]));
    }
    let seqs: Vec<u64> = told.iter().map(|t| t.seq).collect();
    let (open, for_numbers) = log.map(|l| (l.open, l.for_numbers)).unwrap_or_default();
    let json = json!({
        "ok": true, "kind": purpose.kind, "folder": target.display().to_string(),
        "zip": archive.display().to_string(), "files": files, "entries": seqs,
        "loan": answered.loan().map(|l| l.id.clone()),
        "log_open": open, "log_withheld_for_numbers": for_numbers,
        "exhibits": leaving.iter().map(Leaving::json).collect::<Vec<Value>>(),
        "left_at_home": staying.iter().map(Leaving::json).collect::<Vec<Value>>(),
        "missing": missing,
    });
    Ok(Assembled { screen, json })
}

fn put_letter(members: &mut Vec<Member>, number: usize, letter: &Enclosed) {
    for (ending, bytes) in &letter.files {
        let path = format!("{number}_{}{ending}", letter.title);
        members.push(Member::of(path, bytes.clone()));
    }
}

/// The copy: open are the entries told, but those that hold numbers of people, which a copy can only
/// show whole or not at all.
fn log_copy(
    context: &Context,
    folder: &CaseFolder,
    told: &[Told],
    wanted: &Wanted,
) -> Result<LogCopy, Failure> {
    let log = Log::of_case(folder.path());
    let views = crate::cli::due::views(context)?;
    let of = |seqs: Vec<u64>| -> BTreeSet<u64> { together(&views, &seqs.into_iter().collect()) };
    let chosen = of(told.iter().map(|t| t.seq).collect());
    let numbered = views.iter().filter(|view| {
        let content = view.original.content.as_ref();
        chosen.contains(&view.original.seq) && content.is_none_or(has_numbers)
    });
    let numbered = of(numbered.map(|view| view.original.seq).collect());
    let held_back = if wanted.log_whole {
        BTreeSet::new()
    } else {
        numbered
    };
    let open: BTreeSet<u64> = chosen.difference(&held_back).copied().collect();
    let all = views.iter().map(|view| view.original.seq);
    let out: BTreeSet<u64> = all.filter(|seq| !open.contains(seq)).collect();
    let bytes = copied(context, &log, &out)?;
    let found = verify_case(folder.path(), Vec::new())?;
    let anchor = match (&found.log_id, found.last) {
        (Some(log_id), Some(place)) => Some(place.anchor(log_id).to_string()),
        _ => None,
    };
    Ok(LogCopy {
        bytes,
        entries: views.len(),
        open: open.into_iter().collect(),
        for_numbers: held_back.into_iter().collect(),
        anchor,
    })
}

/// What is masked, what is whole, and what the destination would need whole.
fn masking_said(
    context: &Context,
    answered: &Answered,
    wanted: &Wanted,
    purpose: &Purpose<'_>,
    log: Option<&LogCopy>,
) -> Vec<String> {
    let texts = &context.texts;
    let mut out = Vec::new();
    let whole = |d: Disclosure| d == Disclosure::Full;
    out.push(match whole(wanted.own_numbers) {
        true => texts.t("report.masked.own-whole"),
        false => texts.t("report.masked.own"),
    });
    if whole(wanted.own_numbers) && answered.answers.given("borrower.id_number").is_none() {
        out.push(texts.t("report.masked.no-id"));
    }
    out.push(match whole(wanted.told_numbers) {
        true => texts.t("report.masked.callers-whole"),
        false => texts.t("report.masked.callers"),
    });
    let wants_callers = purpose.destination.is_some_and(|d| d.wants_callers);
    if wants_callers && !whole(wanted.told_numbers) {
        out.push(texts.t("report.masked.callers-wanted"));
    }
    if let Some(log) = log.filter(|log| !log.for_numbers.is_empty()) {
        let list: Vec<String> = log.for_numbers.iter().map(u64::to_string).collect();
        out.push(texts.say(
            "report.masked.log",
            [("numbers", context.texts.listed(&list))],
        ));
    }
    if wanted.log_whole {
        out.push(texts.t("report.masked.log-whole"));
    }
    out
}
