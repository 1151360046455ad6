//! `menshen log withhold`: a copy of the log for somebody else, with the contents of some entries taken
//! out. The copy verifies all the same; the case's own log is only read.

use super::super::Failure;
use super::super::context::Context;
use super::show::numbers;
use super::{on_one_line, verify};
use crate::domain::chain::Fault;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::{EntryView, Recorded, attachments_in, masked_numbers, overlaid};
use crate::domain::report::{has_numbers, numbers_in, together};
use crate::interview::reading::plain_form;
use crate::render::screen::Screen;
use crate::storage::attachments::FOLDER_NAME;
use crate::storage::log::{Log, verify_case, verify_copy, withheld_copy};
use clap::ArgMatches;
use serde_json::json;
use std::collections::BTreeSet;

/// So many faults are named one by one; `menshen log verify` names them all.
const FAULTS_NAMED: usize = 8;

/// Writes the copy.
///
/// # Errors
/// No file is named, a number is none of the log's, the log doesn't verify, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let log = super::existing_log(context)?;
    let Some(path) = context.output() else {
        return Err(Failure::new("withhold-needs-output", Kind::Usage, args([])));
    };
    let views = overlaid(crate::storage::log::entries(&log.path())?);
    let out = withheld_by(context, matches, &views)?;
    let bytes = copied(context, &log, &out)?;
    context.put_bytes(&path, &bytes)?;
    let found = verify_copy(&path, Vec::new())?;
    if !found.ok {
        let reason = args([("reason", "copy".to_owned())]);
        return Err(Failure::new("internal", Kind::Internal, reason));
    }
    let open: Vec<&EntryView> = views
        .iter()
        .filter(|view| !out.contains(&view.original.seq))
        .collect();
    let with_numbers: Vec<u64> = open
        .iter()
        .filter(|view| view.original.content.as_ref().is_some_and(has_numbers))
        .map(|view| view.original.seq)
        .collect();
    let files: usize = open.iter().map(|view| view.attachment_count()).sum();
    let texts = &context.texts;
    let mut screen = Screen::new();
    let held: Vec<u64> = out.iter().copied().collect();
    let said = [
        ("entries", found.entries.to_string()),
        ("held", held.len().to_string()),
        ("numbers", numbers(&context.texts, &held)),
    ];
    screen.text(texts.say("withhold.done", said));
    screen.text(texts.t("withhold.stays"));
    screen.text(texts.t("withhold.together"));
    if !open.is_empty() {
        screen.text(texts.t("withhold.word-for-word"));
    }
    if !with_numbers.is_empty() {
        let said = [("numbers", numbers(&context.texts, &with_numbers))];
        screen.text(texts.say("withhold.with-numbers", said));
    }
    if files > 0 {
        screen.text(texts.say("withhold.files", [("count", files)]));
    }
    screen.text(texts.t("withhold.check"));
    context.tell(
        &screen,
        &json!({
            "ok": true, "path": path.display().to_string(), "entries": found.entries,
            "withheld": held, "result": found.result, "with_numbers": with_numbers,
        }),
    )
}

/// The bytes of a copy without the contents of these lines.
///
/// # Errors
/// The log doesn't verify: a copy would carry the damage on. What is wrong is named; an attachment that
/// isn't what was recorded, with the entry that names it.
pub fn copied(context: &Context, log: &Log, out: &BTreeSet<u64>) -> Result<Vec<u8>, Failure> {
    let found = verify_case(log.folder(), Vec::new())?;
    if !found.ok {
        let files_alone = found
            .faults
            .iter()
            .all(|f| f.code.starts_with("attachment-"));
        let code = match files_alone && !found.faults.is_empty() {
            true => "withhold-attachment-fails",
            false => "withhold-log-fails",
        };
        let list = crate::storage::log::entries(&log.path()).unwrap_or_default();
        let named = found.faults.iter().take(FAULTS_NAMED);
        let mut details: Vec<String> = named.map(|f| fault_words(context, &list, f)).collect();
        let more = found.faults.len() - details.len();
        if more > 0 {
            details.push(context.texts.say("withhold.more-faults", [("count", more)]));
        }
        let failure = Failure::new(code, Kind::Integrity, Args::new());
        return Err(failure.with_details(details));
    }
    Ok(withheld_copy(&log.path(), out)?)
}

/// A fault in words: where it is one of an attachment, with its name and the entry that names it.
fn fault_words(context: &Context, entries: &[Recorded], fault: &Fault) -> String {
    let named_by = entries.iter().find_map(|entry| {
        let content = entry.content.as_ref()?;
        let file = attachments_in(content)
            .into_iter()
            .find(|file| file.id == fault.detail)?;
        Some((entry.seq, file))
    });
    let Some((seq, file)) = named_by else {
        return verify::line(context, "fault", fault);
    };
    let words = args([
        ("seq", seq.to_string()),
        ("name", on_one_line(&masked_numbers(&file.name))),
        ("place", format!("{FOLDER_NAME}/{}", file.id)),
        ("what", context.texts.t(&format!("withhold.{}", fault.code))),
    ]);
    context.texts.say("withhold.attachment", words)
}

/// The lines to take out: those named, or all but those to be kept; each with all that belongs to it.
fn withheld_by(
    context: &Context,
    matches: &ArgMatches,
    views: &[EntryView],
) -> Result<BTreeSet<u64>, Failure> {
    let given = |id: &str| matches.get_many::<String>(id);
    let list = |id: &str| -> Result<BTreeSet<u64>, Failure> {
        let words: Vec<&str> = given(id)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        read_numbers(&words.join(" "))
    };
    let all: BTreeSet<u64> = views.iter().map(|view| view.original.seq).collect();
    let named = list("seqs")?;
    let kept = list("keep")?;
    let unknown: Vec<u64> = named
        .union(&kept)
        .filter(|s| !all.contains(s))
        .copied()
        .collect();
    if !unknown.is_empty() {
        let args = args([("numbers", numbers(&context.texts, &unknown))]);
        return Err(Failure::new("withhold-no-such-entry", Kind::Usage, args));
    }
    let from = match (named.is_empty(), kept.is_empty()) {
        (true, true) => {
            return Err(Failure::new(
                "withhold-nothing-named",
                Kind::Usage,
                Args::new(),
            ));
        }
        (true, false) => all,
        (false, _) => together(views, &named),
    };
    let kept = together(views, &kept);
    Ok(from.difference(&kept).copied().collect())
}

/// Numbers of entries as people write them.
///
/// # Errors
/// Something else stands among them.
pub fn read_numbers(text: &str) -> Result<BTreeSet<u64>, Failure> {
    numbers_in(&plain_form(text))
        .ok_or_else(|| Failure::new("log-bad-numbers", Kind::Usage, Args::new()))
}
