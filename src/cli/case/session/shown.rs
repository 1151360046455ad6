//! The case in front on one screen.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::board::Board;
use super::typist::Typist;
use crate::domain::case::Case;
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use serde_json::json;

/// What is known and missing, what comes and what presses.
///
/// # Errors
/// A loan, the log or the rule book can't be read.
pub(super) fn screen(
    context: &Context,
    folder: &CaseFolder,
    case: &Case,
    typist: Typist,
) -> Result<Screen, Failure> {
    let board = Board::of(context, case, typist)?;
    Ok(screen_of(context, folder, &board))
}

fn screen_of(context: &Context, folder: &CaseFolder, board: &Board) -> Screen {
    let texts = &context.texts;
    let mut screen = Screen::new();
    let words = [
        ("name", folder.name().to_owned()),
        ("on", texts.day(context.as_of())),
    ];
    screen.title(texts.say("session.title", words));
    for (key, lines) in [("known", &board.known), ("missing", &board.missing)] {
        let lines = match lines.is_empty() {
            true => texts.t("session.nothing"),
            false => texts.series(lines),
        };
        screen.item(texts.t(&format!("session.{key}")), lines);
    }
    let more = "session.more-days";
    // Days are read one by one: each has a line of its own. What presses stands nearest to the keys: in
    // a small window it is the last to leave the screen.
    for (key, lines) in [
        ("days", board.ahead(texts, more)),
        ("urgent", board.urgent(texts, more)),
    ] {
        let heading = texts.t(&format!("session.{key}"));
        match lines.as_slice() {
            [] => {
                screen.item(heading, texts.t("session.nothing"));
            }
            lines => {
                screen.text(heading);
                for line in lines {
                    screen.item("-", line);
                }
            }
        }
    }
    screen
}

/// The screen where nobody can be asked.
///
/// # Errors
/// As for [`screen`], or the output can't be written.
pub(super) fn once(
    context: &Context,
    folder: Option<&CaseFolder>,
    case: Option<&Case>,
) -> Result<(), Failure> {
    let (Some(folder), Some(case)) = (folder, case) else {
        let mut screen = Screen::new();
        screen.text(context.texts.t("case.none"));
        return context.emit(&screen, &json!({"ok": true, "name": null}));
    };
    let board = Board::of(context, case, Typist::Helper)?;
    let urgent: Vec<&String> = board.new_payee.iter().chain(&board.pressing).collect();
    let json = json!({
        "ok": true, "name": folder.name(), "as_of": context.as_of(), "known": board.known,
        "missing": board.missing, "urgent": urgent, "days": board.days, "first": board.first,
        "delete_by": case.counsel.delete_by(),
    });
    context.emit(&screen_of(context, folder, &board), &json)
}
