//! The two pages of a session: one to take home, one for the counselor's file.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::super::super::loan::Figures;
use super::board::Board;
use super::typist::Typist;
use crate::domain::case::Case;
use crate::domain::case::counsel::Consent;
use crate::domain::evidence::masked_numbers;
use crate::domain::money::Money;
use crate::domain::statement::Statement;
use crate::render::counsel::{consent_lines, note_line};
use crate::render::dates::long_date;
use crate::render::hand_sheet::HandSheet;
use crate::storage::files::{create_private_folder, create_whole};
use crate::storage::{CaseFolder, StorageError};
use std::path::{Path, PathBuf};

/// The most loans with a line of their own, and the fewest: the page stays one page.
const LOANS_SHOWN: (usize, usize) = (6, 1);
/// The most days, and the fewest.
const DAYS_SHOWN: (usize, usize) = (6, 2);
/// The latest notes on the counselor's page.
const NOTES_SHOWN: usize = 8;
/// Columns of the pages as text.
const COLUMNS: usize = 72;
/// What a court's papers ask for: the most lines.
const COURT_SHOWN: usize = 2;
/// The number of the courts, for those who have papers of one.
const COURT_CALL: &str = "call-court";
/// Numbers open to everybody, in the order they are wanted.
const CALLS: [&str; 5] = [
    "call-door",
    "call-heart",
    COURT_CALL,
    "call-legal-aid",
    "call-complaint",
];

/// Writes both pages into a folder, each as a page to print and as text; gives their paths. Nothing
/// that is there is replaced: a page of the same day gets a number.
///
/// # Errors
/// The case can't be read, or the disk refuses.
pub(super) fn written(
    context: &Context,
    folder: &CaseFolder,
    case: &Case,
    typist: Typist,
    to: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    let context = &context.on_paper();
    let board = Board::of(context, case, typist)?;
    create_private_folder(to).map_err(|e| StorageError::write(to, &e))?;
    let sheets = [
        ("take-home", take_home(context, case, &board)),
        ("kept-sheet", kept(context, folder, case, &board)),
    ];
    let mut paths = Vec::new();
    for (key, sheet) in sheets {
        let stem = context.texts.t(&format!("{key}.file"));
        let stem = format!("{}_{}_{stem}", folder.name(), context.as_of());
        for (ending, text) in [("html", sheet.html()), ("txt", sheet.text(COLUMNS))] {
            paths.push(placed(to, &stem, ending, text.as_bytes())?);
        }
    }
    Ok(paths)
}

/// A new file; the first name that none has.
fn placed(to: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, StorageError> {
    let mut number = 1;
    loop {
        let name = match number {
            1 => format!("{stem}.{ending}"),
            n => format!("{stem}_{n}.{ending}"),
        };
        let path = to.join(name);
        match create_whole(&path, bytes) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(e) => return Err(StorageError::write(&path, &e)),
        }
    }
}

/// The page to take home, with as many loans and days as leave it one page; what is left out is said
/// on it, and where it stands.
fn take_home(context: &Context, case: &Case, board: &Board) -> HandSheet {
    let (mut loans, mut days) = (LOANS_SHOWN.0, DAYS_SHOWN.0);
    loop {
        let sheet = take_home_of(context, case, board, (loans, days));
        if sheet.fits_a_page() || (loans, days) == (LOANS_SHOWN.1, DAYS_SHOWN.1) {
            return sheet;
        }
        // A loan takes two lines and more, a day one.
        match days > DAYS_SHOWN.1 && days >= loans {
            true => days -= 1,
            false if loans > LOANS_SHOWN.1 => loans -= 1,
            false => days -= 1,
        }
    }
}

/// What was found, what to do this week, whom to call. Neither the borrower's name nor the case's
/// stands on it: it lies on a kitchen table. At most so many loans and days.
fn take_home_of(
    context: &Context,
    case: &Case,
    board: &Board,
    (loans, most_days): (usize, usize),
) -> HandSheet {
    let texts = &context.texts;
    let t = |key: &str| texts.t(&format!("take-home.{key}"));
    let on = [("on", long_date(context.as_of()))];
    let mut sheet = HandSheet {
        title: t("title"),
        lead: vec![texts.say("take-home.lead", on)],
        foot: vec![t("foot")],
        ..HandSheet::default()
    };
    let shown = board.statements.iter().take(loans);
    let mut found: Vec<String> = shown.map(|s| loan_line(context, case, s)).collect();
    let left_out = board.statements.iter().skip(loans);
    let left_out: Vec<&str> = left_out.map(|s| s.id.as_str()).collect();
    if !left_out.is_empty() {
        let words = [
            ("count", left_out.len().to_string()),
            ("loans", texts.listed(&left_out)),
        ];
        found.push(texts.say("take-home.more", words));
    }
    if found.is_empty() {
        found.push(t("none-yet"));
    }
    sheet.part(t("found"), found);
    let week = board.first.iter();
    let week = week.map(|todo| texts.say(&format!("take-home.todo.{}", todo.code), &todo.args));
    let court = board.court.iter().take(COURT_SHOWN).cloned();
    sheet.part(t("week"), court.chain(week).collect());
    let all_days = board.pressing.iter().chain(&board.days);
    let mut days: Vec<String> = all_days.clone().take(most_days).cloned().collect();
    let more_days = all_days.count() - days.len();
    if more_days > 0 {
        days.push(texts.say("take-home.more-days", [("count", more_days)]));
    }
    sheet.part(t("days"), days);
    let calls = CALLS.into_iter();
    let calls = calls.filter(|key| *key != COURT_CALL || !board.court.is_empty());
    let mut calls: Vec<String> = calls.map(t).collect();
    let keeper = |consent: &Consent| {
        let words = [
            ("keeper", consent.keeper.clone()),
            ("contact", consent.contact.clone()),
        ];
        texts.say("take-home.call-keeper", words)
    };
    calls.extend(case.counsel.last_consent().map(keeper));
    calls.push(t("lender-phone"));
    sheet.part(t("call"), calls);
    sheet
}

fn loan_line(context: &Context, case: &Case, statement: &Statement) -> String {
    let texts = &context.texts;
    let figures = Figures::of(statement);
    let lender = case
        .loan(&statement.id)
        .and_then(|l| l.get("lender")?.as_str());
    let sum = |sum: Option<Money>| match sum {
        Some(sum) => texts.say("take-home.yuan", [("amount", sum.grouped())]),
        None => texts.t("take-home.not-known"),
    };
    let words = [
        ("id", statement.id.clone()),
        ("lender", lender.unwrap_or_default().to_owned()),
        ("claimed", sum(figures.claimed)),
        ("recomputed", sum(figures.recomputed)),
        ("overdue", sum(figures.overdue)),
    ];
    texts.say("take-home.loan", words)
}

/// The counselor's page: where the case stands, without name or number.
fn kept(context: &Context, folder: &CaseFolder, case: &Case, board: &Board) -> HandSheet {
    let texts = &context.texts;
    let name = [("name", folder.name().to_owned())];
    let on = [("on", long_date(context.as_of()))];
    let mut sheet = HandSheet {
        title: texts.say("kept-sheet.title", name),
        lead: vec![texts.say("kept-sheet.lead", on)],
        foot: vec![texts.t("kept-sheet.foot")],
        filed: true,
        ..HandSheet::default()
    };
    let more = "kept-sheet.more-days";
    for (key, lines) in [
        ("known", board.known.clone()),
        ("missing", board.missing.clone()),
        ("urgent", board.urgent(texts, more)),
        ("days", board.ahead(texts, more)),
    ] {
        sheet.part(texts.t(&format!("kept-sheet.{key}")), lines);
    }
    let consent = case.counsel.last_consent();
    let mut lines = consent.map_or_else(
        || vec![texts.t("consent.none")],
        |consent| consent_lines(texts, consent, context.as_of()),
    );
    if let Some(day) = case.counsel.delete_by() {
        lines.push(texts.say("kept-sheet.delete", [("on", long_date(day))]));
    }
    sheet.part(texts.t("kept-sheet.consent"), lines);
    let notes = &case.counsel.notes;
    let skip = notes.len().saturating_sub(NOTES_SHOWN);
    let notes = notes.iter().skip(skip).map(|note| note_line(texts, note));
    sheet.part(texts.t("kept-sheet.notes"), notes.collect());
    // Whatever was typed where: no long number stays whole on this page.
    for (_, lines) in &mut sheet.parts {
        for line in lines {
            *line = masked_numbers(line);
        }
    }
    sheet
}
