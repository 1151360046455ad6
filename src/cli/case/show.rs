//! `menshen case show`: everything stored, read back in words.

use super::super::Failure;
use super::super::context::Context;
use crate::render::case::{ReadBack, case_screen};
use crate::render::texts::Texts;
use crate::storage::CaseFolder;
use clap::ArgMatches;
use serde_json::json;

/// Runs the command.
///
/// # Errors
/// The case or its log can't be read.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let case = folder.load()?;
    let path = folder.path().display().to_string();
    let entries = super::super::log::count(context)?;
    let open = folder.drafts()?;
    let drafts: Vec<String> = open
        .iter()
        .map(|name| draft_words(&context.texts, name))
        .collect();
    let mut screen = case_screen(
        &context.texts,
        &ReadBack {
            name: folder.name(),
            path: &path,
            case: &case,
            entries,
            drafts: &drafts,
            paths: matches.get_flag("paths"),
        },
    );
    crate::render::counsel::append(&context.texts, &mut screen, &case.counsel, context.as_of());
    // `--json` is whole: nothing is masked there, and standard error says so.
    let private = case.borrower.phone.is_some() || case.borrower.id_tail.is_some();
    if context.json && private {
        context.note("case.json-is-whole", crate::domain::coded::Args::new());
    }
    context.emit(
        &screen,
        &json!({
            "ok": true, "name": folder.name(), "path": path, "case": case,
            "entries": entries, "drafts": open,
        }),
    )
}

/// An unfinished interview by the name of its command.
fn draft_words(texts: &Texts, name: &str) -> String {
    let known = |flow: &str| texts.has(&format!("case.draft.{flow}"));
    // A draft of a letter or of a review carries the loan behind the flow's name.
    let cut = name
        .char_indices()
        .filter(|(_, c)| *c == '-')
        .map(|(i, _)| i);
    let flow = cut
        .chain([name.len()])
        .filter_map(|end| name.get(..end))
        .filter(|flow| known(flow))
        .max_by_key(|flow| flow.len());
    match flow {
        Some(flow) => {
            let loan = name.get(flow.len() + 1..).unwrap_or_default();
            texts.say(&format!("case.draft.{flow}"), [("loan", loan)])
        }
        None => texts.say("case.draft-other", [("name", name)]),
    }
}

/// One line for the guide: what was left half done; nothing where nothing was.
///
/// # Errors
/// The folder of drafts can't be read.
pub fn unfinished(context: &Context, folder: &CaseFolder) -> Result<Option<String>, Failure> {
    let drafts = folder.drafts()?;
    let words: Vec<String> = drafts
        .iter()
        .map(|name| draft_words(&context.texts, name))
        .collect();
    Ok((!words.is_empty()).then(|| words.join("\n")))
}
