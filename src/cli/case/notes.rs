//! `menshen case note`: the counselor's own working notes, which are no evidence.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::case::counsel::Note;
use crate::domain::coded::{Args, Kind};
use crate::render::counsel::note_line;
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde_json::json;

/// Adds a note, or lists them.
///
/// # Errors
/// The note is blank, another program has the case open, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(text) = matches.get_one::<String>("text") else {
        return list(context);
    };
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::new("note-blank", Kind::Usage, Args::new()));
    }
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    case.counsel.notes.push(Note {
        on: context.clock.today(),
        text: text.to_owned(),
    });
    folder.save(&case, &lock)?;
    let count = case.counsel.notes.len();
    let mut screen = Screen::new();
    screen.text(context.texts.say("notes.added", [("count", count)]));
    context.emit(
        &screen,
        &json!({"ok": true, "name": folder.name(), "notes": count}),
    )
}

fn list(context: &Context) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let case = folder.load()?;
    let texts = &context.texts;
    let mut screen = Screen::new();
    if case.counsel.notes.is_empty() {
        screen.text(texts.t("notes.none"));
    } else {
        screen.title(texts.t("notes.title"));
    }
    for note in &case.counsel.notes {
        screen.item("-", note_line(texts, note));
    }
    let json = json!({"ok": true, "name": folder.name(), "notes": case.counsel.notes});
    context.emit(&screen, &json)
}
