//! `menshen case`: new, list, use, show.

use super::Failure;
use super::context::Context;
use crate::domain::coded::{Args, Kind, args};
use crate::render::screen::{Grid, Screen};
use crate::storage::CaseFolder;
use clap::ArgMatches;
use serde_json::json;

/// Runs the subcommand.
///
/// # Errors
/// As each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let name = |m: &ArgMatches| m.get_one::<String>("name").cloned();
    match matches.subcommand() {
        Some(("new", m)) => new(context, &name(m).unwrap_or_default()),
        Some(("use", m)) => choose(context, name(m)),
        Some(("show", _)) => show(context),
        _ => list(context),
    }
}

fn new(context: &Context, name: &str) -> Result<(), Failure> {
    let folder = context.home()?.make_case(name, context.clock.today())?;
    said(context, "case.made", &folder)
}

fn choose(context: &Context, name: Option<String>) -> Result<(), Failure> {
    let home = context.home()?;
    let name = match name {
        Some(name) => name,
        None => {
            context.need_terminal(vec!["name".into()])?;
            let cases = home.cases()?;
            let picked =
                crate::terminal::pick(&context.texts.t("case.pick"), &cases, context.manner);
            match picked.and_then(|i| cases.get(i).cloned()) {
                Some(name) => name,
                None => return Err(Failure::new("interrupted", Kind::Interrupted, Args::new())),
            }
        }
    };
    said(context, "case.in-use", &home.use_case(&name)?)
}

fn said(context: &Context, key: &str, folder: &CaseFolder) -> Result<(), Failure> {
    let path = folder.path().display().to_string();
    let mut screen = Screen::new();
    screen.text(context.texts.say(
        key,
        args([("name", folder.name().into()), ("path", path.clone())]),
    ));
    context.emit(
        &screen,
        &json!({"ok": true, "name": folder.name(), "path": path}),
    )
}

fn list(context: &Context) -> Result<(), Failure> {
    let home = context.home()?;
    let current = home.current()?;
    let mut grid = Grid {
        head: [
            "case.column.name",
            "case.column.loans",
            "case.column.in-use",
        ]
        .map(|k| context.texts.t(k))
        .to_vec(),
        figures: vec![1],
        ..Grid::default()
    };
    let mut cases = Vec::new();
    for name in home.cases()? {
        let in_use = current.as_deref() == Some(name.as_str());
        // One damaged case must not hide the others.
        let loans = home.case(&name)?.load().map(|c| c.loans.len());
        let shown = match &loans {
            Ok(count) => count.to_string(),
            Err(_) => context.texts.t("case.unreadable"),
        };
        let mark = if in_use {
            context.texts.t("case.mark-in-use")
        } else {
            String::new()
        };
        grid.rows.push(vec![name.clone(), shown, mark]);
        cases.push(json!({"name": name, "in_use": in_use, "loans": loans.ok()}));
    }
    let mut screen = Screen::new();
    if cases.is_empty() {
        screen.text(context.texts.t("case.none"));
    }
    screen.grid(grid);
    context.emit(&screen, &json!({"ok": true, "cases": cases}))
}

fn show(context: &Context) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let case = folder.load()?;
    let path = folder.path().display().to_string();
    let mut screen = Screen::new();
    screen.title(
        context
            .texts
            .say("case.title", args([("name", folder.name().into())])),
    );
    screen.text(
        context
            .texts
            .say("case.where", args([("path", path.clone())])),
    );
    let not_yet = context.texts.t("case.not-yet");
    let borrower = &case.borrower;
    for (key, value) in [
        ("name", &borrower.name),
        ("phone", &borrower.phone),
        ("id-tail", &borrower.id_tail),
    ] {
        let label = context.texts.t(&format!("case.borrower.{key}"));
        let value = value.clone().unwrap_or_else(|| not_yet.clone());
        screen.item("-", format!("{label}：{value}"));
    }
    screen.title(context.texts.t("case.loans"));
    if case.loans.is_empty() {
        screen.text(context.texts.t("case.no-loans"));
    }
    for loan in &case.loans {
        // The stored members as they stand: what is read back is what is kept.
        screen.text(toml::to_string(loan).unwrap_or_default());
    }
    let json = serde_json::to_value(&case).unwrap_or_default();
    context.emit(
        &screen,
        &json!({"ok": true, "name": folder.name(), "path": path, "case": json}),
    )
}
