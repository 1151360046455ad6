//! `menshen demo`: the whole walk on the built-in case, no question asked, into a folder it names.
//!
//! The steps are the same commands a borrower runs, with answers files that are written into the
//! folder first, so that what the demo did can be read, changed and run again.

use super::Failure;
use super::context::{Context, RestsOn};
use crate::content::Source;
use crate::domain::chain::Outcome;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::Content;
use crate::domain::statement::{Options, Statement, reconcile, totals};
use crate::render::screen::Screen;
use crate::render::statement::totals_screen;
use crate::storage::files::{create_private_folder, replace_whole};
use crate::storage::{CaseFolder, StorageError};
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The day the built-in case is told for.
const AS_OF: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 21);
const LOANS: [&str; 3] = ["a1", "a2", "a3"];

/// Runs the command.
///
/// # Errors
/// The folder can't be made or isn't empty; otherwise as each step says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let path = |id: &str| matches.get_one::<String>(id).map(PathBuf::from);
    let home = path("home").or_else(|| std::env::var_os("MENSHEN_HOME").map(PathBuf::from));
    let folder = chosen_folder(path("folder"), home.as_deref())?;
    create_private_folder(&folder).map_err(|e| StorageError::write(&folder, &e))?;
    let answers = folder.join("answers");
    create_private_folder(&answers).map_err(|e| StorageError::write(&answers, &e))?;
    for source in context.library.folder("demo") {
        write_answers(&answers, &source)?;
    }
    let step = |name: &str| answers.join(format!("{name}.toml"));
    let at = |file: Option<PathBuf>| context.for_demo(&folder, AS_OF, file);

    let name = context.paper.t("demo.case");
    at(None)
        .home()?
        .make_case(&name, AS_OF.unwrap_or_else(|| context.as_of()))?;
    let mut screen = Screen::new();
    screen.text(
        context
            .texts
            .say("demo.opening", [("folder", folder.display())]),
    );

    for loan in LOANS {
        super::confirm::store_from_file(&at(Some(step(loan))))?;
    }
    confirmed(&at(None), &mut screen)?;
    super::plan::run(&at(Some(step("household"))), false)?;
    planned(&at(None), &mut screen)?;
    for (letter, loan, file) in [
        ("C1", "A1", "letter-c1"),
        ("C1", "A2", "letter-c1"),
        ("C1", "A3", "letter-c1"),
        ("C2", "A1", "letter-c2"),
    ] {
        super::letter::write_to(&at(Some(step(file))), letter, loan)?;
    }
    screen.title(context.texts.t("demo.letters"));
    screen.text(context.texts.t("demo.letters-text"));
    // The incidents came before the visit, and so they stand before it in the log.
    let count = logged(&at(None), context)?;
    let visit = super::visit::from_file(&at(Some(step("visit"))))?;
    screen.title(context.texts.t("demo.visit"));
    screen.append(visit);
    screen.title(context.texts.t("demo.log"));
    screen.text(context.texts.say("demo.log-text", [("count", count)]));
    let verified = verified(&at(None), &mut screen)?;
    let made = made(&at(None), &folder, &mut screen)?;
    screen.append(guide(&at(None))?);
    screen.title(context.texts.t("demo.next-title"));
    screen.text(
        context
            .texts
            .say("demo.next", [("folder", folder.display())]),
    );
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(
        &screen,
        &json!({"ok": true, "folder": folder.display().to_string(), "files": made, "verified": verified}),
    )
}

/// The folder asked for, which must not hold anything yet; else the first free `demo` in the home
/// that was named, or the first free `menshen-demo` here. A home that was named is where everything
/// of ours belongs; the person's own cases stand beside the example, never among it.
fn chosen_folder(wanted: Option<PathBuf>, home: Option<&Path>) -> Result<PathBuf, Failure> {
    let empty = |p: &Path| std::fs::read_dir(p).map_or(!p.exists(), |mut d| d.next().is_none());
    if let Some(path) = wanted {
        if !empty(&path) {
            let args = args([("path", path.display().to_string())]);
            return Err(Failure::new("demo-folder-taken", Kind::Case, args));
        }
        return Ok(path);
    }
    let first = home.map_or_else(|| PathBuf::from("menshen-demo"), |home| home.join("demo"));
    let mut next = first.clone();
    let mut number: u32 = 1;
    while !empty(&next) {
        number += 1;
        let mut name = first.clone().into_os_string();
        name.push(format!("-{number}"));
        next = PathBuf::from(name);
    }
    Ok(next)
}

fn write_answers(folder: &Path, source: &Source) -> Result<(), Failure> {
    let name = source.path.rsplit('/').next().unwrap_or(&source.path);
    let path = folder.join(name);
    replace_whole(&path, source.text.as_bytes()).map_err(|e| StorageError::write(&path, &e))?;
    Ok(())
}

fn statements(context: &Context) -> Result<Vec<Statement>, Failure> {
    let case = context.open_case()?.load()?;
    let book = context.legal_book()?;
    let loans = super::confirm::loans(context, &case)?;
    Ok(loans
        .iter()
        .map(|l| reconcile(l, book, &Options::default()))
        .collect())
}

fn confirmed(context: &Context, screen: &mut Screen) -> Result<(), Failure> {
    let statements = statements(context)?;
    screen.title(context.texts.t("demo.confirm"));
    screen.text(context.texts.t("demo.confirm-text"));
    screen.append(totals_screen(
        &context.texts,
        &statements,
        &totals(&statements),
    ));
    Ok(())
}

fn planned(context: &Context, screen: &mut Screen) -> Result<(), Failure> {
    let case = context.open_case()?.load()?;
    screen.title(context.texts.t("demo.plan"));
    let Some(household) = &case.household else {
        return Ok(());
    };
    let surplus = household.surplus(super::plan::conventions(context)?);
    let shares: Vec<String> = case
        .offers
        .iter()
        .map(|o| format!("{} {}", o.loan, o.monthly.grouped()))
        .collect();
    screen.text(context.texts.say(
        "demo.plan-text",
        [
            ("income", surplus.income.grouped()),
            ("necessary", surplus.necessary.grouped()),
            ("reserve", surplus.reserve.grouped()),
            ("capacity", surplus.capacity.grouped()),
            ("shares", context.texts.clauses(&shares)),
        ],
    ));
    if let Some(truth) = super::plan::only_if_frozen(context, &case)? {
        screen.text(truth);
    }
    Ok(())
}

/// Writes the built-in incidents to the log; how many there were.
fn logged(demo: &Context, context: &Context) -> Result<usize, Failure> {
    let mut contents = Vec::new();
    for source in context.library.file("demo/entries.toml") {
        let table: toml::Table =
            toml::from_str(&source.text).map_err(|e| wrong_content(&e.to_string()))?;
        for entry in table
            .get("entry")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
        {
            let members = match serde_json::to_value(entry) {
                Ok(serde_json::Value::Object(members)) => members,
                _ => return Err(wrong_content("entry")),
            };
            contents.push(Content::check(members).map_err(|p| wrong_content(&format!("{p:?}")))?);
        }
    }
    let folder = demo.open_case()?;
    super::log::append(demo, &folder, &contents, false)?;
    Ok(contents.len())
}

fn wrong_content(reason: &str) -> Failure {
    Failure::new(
        "internal",
        Kind::Internal,
        args([("reason", reason.to_owned())]),
    )
}

fn verified(context: &Context, screen: &mut Screen) -> Result<bool, Failure> {
    let folder = context.open_case()?;
    let result = crate::storage::log::verify_case(folder.path(), Vec::new())?;
    let holds = result.result == Outcome::Holds;
    let key = if holds {
        "demo.verified"
    } else {
        "demo.not-verified"
    };
    screen.text(
        context
            .texts
            .say(key, [("count", super::log::count(context)?.unwrap_or(0))]),
    );
    Ok(holds)
}

/// Every file made, with where it is.
fn made(context: &Context, root: &Path, screen: &mut Screen) -> Result<Vec<String>, Failure> {
    let case: CaseFolder = context.open_case()?;
    let mut files = Vec::new();
    list(case.path(), &mut files).map_err(|e| StorageError::read(case.path(), &e))?;
    list(&root.join("answers"), &mut files).map_err(|e| StorageError::read(root, &e))?;
    files.sort();
    screen.title(context.texts.t("demo.files"));
    for file in &files {
        screen.item("-", file.clone());
    }
    Ok(files)
}

fn list(folder: &Path, out: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, out)?;
        } else if path.extension().is_none_or(|e| e != "lock") {
            out.push(path.display().to_string());
        }
    }
    Ok(())
}

fn guide(context: &Context) -> Result<Screen, Failure> {
    let case = context.open_case()?.load()?;
    let statements = statements(context)?;
    super::tonight::screen(context, &case, &statements)
}
