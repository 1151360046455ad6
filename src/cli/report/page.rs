//! `menshen report page`: the case at a glance, as one file for a browser.

use super::place::{ending, name, no_form, of_bundle};
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::cli::due;
use crate::cli::loan::{Figures, counted};
use crate::cli::plan;
use crate::content::load_conduct;
use crate::domain::case::Case;
use crate::domain::conduct::Lenders;
use crate::domain::conduct::count::{Wanted, count};
use crate::domain::statement::{Options, Statement, reconcile};
use crate::render::conduct::Told;
use crate::render::page::{Glance, Limit, LoanSums, Outlook};
use crate::render::report::html_by_day_and_night;
use crate::render::screen::Screen;
use crate::storage::files::create_private_folder;
use crate::storage::{CaseFolder, StorageError};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The form of the file.
const FORM: &str = "html";

/// Writes the page where `-o` says, else into the case's folder of papers, in place of the day's
/// earlier one.
///
/// # Errors
/// The case, the log or the rule book can't be read, the file is to have another form, or the disk
/// refuses.
pub fn run(context: &Context, _: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let path = target(context, &folder)?;
    let case = folder.load()?;
    let paper = &context.on_paper();
    let book = context.legal_book()?;
    let statements: Vec<Statement> = counted(context, &case)?
        .iter()
        .map(|loan| reconcile(loan, book, &Options::default()))
        .collect();
    let (law, rules) = load_conduct(&context.library)?;
    let views = due::views(context)?;
    let contacts = count(
        &views,
        &rules,
        &law,
        &Lenders::of(&case),
        &Wanted::default(),
    );
    let glance = Glance {
        texts: &paper.texts,
        as_of: context.as_of(),
        loans: statements.iter().map(|s| sums(&case, s)).collect(),
        outlook: plan::outlook(paper, &case)?,
        contacts: Told {
            texts: &paper.texts,
            count: &contacts,
            rules: &rules,
            law: &law,
        },
        limits: due::limits(paper, &case)?,
        book: paper.book_lines(RestsOn::Reckoning)?,
    };
    let html = html_by_day_and_night(&glance.page());
    context.put_bytes(&path, html.as_bytes())?;
    context.say_not_sealed();
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    let mut screen = Screen::new();
    screen.text(context.texts.t("report.page.written"));
    context.tell(&screen, &as_json(&glance, &path))
}

/// The file to write.
fn target(context: &Context, folder: &CaseFolder) -> Result<PathBuf, Failure> {
    let named = name(context, "report.name.page", "", None);
    let of_the_name = format!("{named}.{FORM}");
    let in_folder = |folder: PathBuf| folder.join(&of_the_name);
    let path = match context.output() {
        None => of_bundle(context, folder, &of_the_name)?,
        Some(given) if given.is_dir() => in_folder(given),
        Some(given) if ending(&given) == FORM => given,
        Some(given) => return Err(no_form(&given, ".html")),
    };
    if let Some(parent) = path.parent().filter(|_| context.output().is_none()) {
        create_private_folder(parent).map_err(|e| StorageError::write(parent, &e))?;
    }
    Ok(path)
}

fn sums(case: &Case, statement: &Statement) -> LoanSums {
    let figures = Figures::of(statement);
    let lender = case.loan(&statement.id).and_then(|loan| loan.get("lender"));
    let lender = lender.and_then(toml::Value::as_str).unwrap_or_default();
    let last = statement.comparison().last().and_then(|l| l.difference);
    LoanSums {
        name: format!("{} {lender}", statement.id).trim_end().to_owned(),
        claimed: figures.claimed,
        recomputed: figures.recomputed,
        difference: last,
        overdue: figures.overdue,
    }
}

/// The figures of the drawings.
fn as_json(glance: &Glance<'_>, path: &std::path::Path) -> Value {
    let loan = |loan: &LoanSums| {
        json!({
            "loan": loan.name, "claimed": loan.claimed, "recomputed": loan.recomputed,
            "difference": loan.difference, "overdue": loan.overdue,
        })
    };
    let plan = |outlook: &Outlook| {
        json!({
            "way": outlook.plan.way, "left_out": outlook.left_out,
            "left_frozen": outlook.plan.frozen.left_by_month,
            "left_running": outlook.plan.running.left_by_month,
        })
    };
    let limit = |limit: &Limit| json!({"id": limit.id, "title": limit.title, "day": limit.day});
    json!({
        "ok": true, "as_of": glance.as_of, "path": path.display().to_string(),
        "loans": glance.loans.iter().map(loan).collect::<Vec<Value>>(),
        "plan": glance.outlook.as_ref().ok().map(plan),
        "days": glance.contacts.count.days,
        "due": glance.limits.iter().map(limit).collect::<Vec<Value>>(),
    })
}
