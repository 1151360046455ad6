//! `menshen confirm`: what is owed, what is claimed, what is unknown; then the statement request.

mod edit;
pub(super) mod import;
mod objections;

pub use super::loan::counted as loans;

use super::Failure;
use super::ask;
use super::citing::Sources;
use super::context::{Context, RestsOn};
use super::loan::{as_stored, checked, consistent, refused, stored};
use super::tonight;
use crate::content::load_flow;
use crate::domain::case::Case;
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::loan::Loan;
use crate::domain::schedule::Plan;
use crate::domain::statement::{Options, Statement, falling_due, reconcile, totals};
use crate::interview::loan::loan_table;
use crate::interview::stored::stored_answers;
use crate::interview::{Answers, Choice, Page, Prompter, Reply, Say, reading};
use crate::render::case::{falling_due_screen, state_words};
use crate::render::screen::Screen;
use crate::render::statement::{statement_screen, totals_screen};
use crate::storage::{CaseFolder, CaseLock};
use clap::ArgMatches;
use serde_json::json;
use std::path::Path;

/// How many months ahead the household's page looks.
const MONTHS_AHEAD: u32 = 12;

/// Runs the command.
///
/// # Errors
/// The answers lack or spoil something, nobody can be asked, or the case can't be read or written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let options = Options {
        explain: matches.get_flag("explain"),
        schedule: matches.get_flag("schedule"),
    };
    let book = context.legal_book()?;
    if matches.get_flag("edit") {
        let id = matches.get_one::<String>("loan").map(String::as_str);
        return edit::run(context, book, &options, id);
    }
    if let Some(file) = import::File::named(matches) {
        let id = matches.get_one::<String>("loan").map(String::as_str);
        return import::run(context, book, &options, id, &file);
    }
    if let Some(path) = context.answers.clone() {
        return from_file(context, book, &options, &path, matches.get_flag("force"));
    }
    if let Some(id) = matches.get_one::<String>("loan") {
        return one(context, book, &options, id);
    }
    let folder = context.open_case()?;
    let case = folder.load()?;
    if case.loans.is_empty() {
        return interview(context, book, &options, &folder);
    }
    if context.manner.interactive && !context.json {
        let prompter_wants_new = wants_new(context, &case)?;
        if prompter_wants_new {
            return interview(context, book, &options, &folder);
        }
    }
    all(context, book, &options, &case)
}

fn from_file(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    path: &Path,
    force: bool,
) -> Result<(), Failure> {
    let text = ask::read_answers(path)?;
    if let Err(e) = toml::from_str::<toml::Table>(&text) {
        return Err(ask::not_toml(path, &text, &e));
    }
    // The command line's day wins over the file's, which wins over today.
    let has_day = toml::from_str::<toml::Table>(&text).is_ok_and(|t| t.contains_key("as_of"));
    let day = context
        .as_of_given()
        .or((!has_day).then(|| context.as_of()));
    let loan = Loan::from_toml(&text, day)
        .map_err(|p| refused(context, &p, &path.display().to_string(), &text))?;
    let statement = reconcile(&loan, book, options);
    remember_to_fetch(context, &loan)?;
    if context.named_case().is_some() {
        let folder = context.open_case()?;
        let lock = folder.lock()?;
        let mut case = folder.load()?;
        if case.loan(&loan.id).is_some() && !force {
            let args = args([("id", loan.id.clone())]);
            return Err(Failure::new("loan-exists", Kind::Case, args));
        }
        store(context, &folder, &lock, &mut case, &loan)?;
    } else {
        context.note("confirm.not-stored", Args::new());
    }
    let screen = statement_words(context, &loan, &statement)?;
    context.rests_on(RestsOn::Reckoning, statement.as_of)?;
    context.emit(&screen, &json_of(&statement))
}

/// Keeps what the loan leaves open for the result, as the interview would have been told.
///
/// # Errors
/// The rule book lacks the questions.
fn remember_to_fetch(context: &Context, loan: &Loan) -> Result<(), Failure> {
    let flow = load_flow(&context.library, "confirm")?;
    let known = stored_answers(&as_stored(loan)?, &flow);
    let answers = ask::unasked(&flow, &known);
    context.remember_to_fetch(ask::to_fetch(context, &flow, &answers));
    Ok(())
}

/// Stores the loan of the answers file in the case in use.
///
/// # Errors
/// The answers lack or spoil something, the loan is there already, or the disk refuses.
pub fn store_from_file(context: &Context) -> Result<(), Failure> {
    let Some(path) = &context.answers else {
        return Ok(());
    };
    let text = ask::read_answers(path)?;
    let loan = Loan::from_toml(&text, Some(context.as_of()))
        .map_err(|p| refused(context, &p, &path.display().to_string(), &text))?;
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    store(context, &folder, &lock, &mut case, &loan)
}

/// The statement in words, with what each finding rests on.
fn statement_words(
    context: &Context,
    loan: &Loan,
    statement: &Statement,
) -> Result<Screen, Failure> {
    let sources = Sources::load(context)?;
    let cited = |ids: &[String]| sources.words(&context.texts, ids, statement.as_of);
    Ok(statement_screen(&context.texts, loan, statement, &cited))
}

fn json_of(statement: &Statement) -> serde_json::Value {
    serde_json::to_value(statement).unwrap_or_default()
}

fn store(
    context: &Context,
    folder: &CaseFolder,
    lock: &CaseLock,
    case: &mut Case,
    loan: &Loan,
) -> Result<(), Failure> {
    let table = as_stored(loan)?;
    case.put_loan(table);
    folder.save(case, lock)?;
    context.note(
        "confirm.stored",
        args([("id", loan.id.clone()), ("case", folder.name().into())]),
    );
    Ok(())
}

/// Shows one stored loan again.
fn one(context: &Context, book: &LegalBook, options: &Options, id: &str) -> Result<(), Failure> {
    let case = context.open_case()?.load()?;
    let loan = checked(context, stored(&case, id)?)?;
    if let Some(state) = case.loan_states.get(id) {
        let words = state_words(&context.texts, state);
        let args = args([("id", id.to_owned()), ("state", words)]);
        context.note("case.set-aside-note", args);
    }
    let statement = reconcile(&loan, book, options);
    context.rests_on(RestsOn::Reckoning, statement.as_of)?;
    context.emit(
        &statement_words(context, &loan, &statement)?,
        &json_of(&statement),
    )
}

/// All loans of the case, and their sum.
fn all(context: &Context, book: &LegalBook, options: &Options, case: &Case) -> Result<(), Failure> {
    let loans = loans(context, case)?;
    let statements: Vec<Statement> = loans.iter().map(|l| reconcile(l, book, options)).collect();
    let sums = totals(&statements);
    let mut screen = Screen::new();
    for (loan, statement) in loans.iter().zip(&statements) {
        screen.append(statement_words(context, loan, statement)?);
    }
    if loans.is_empty() {
        screen.text(context.texts.t("case.none-counts"));
    } else {
        screen.append(totals_screen(&context.texts, &statements, &sums));
    }
    for (id, state) in &case.loan_states {
        let words = state_words(&context.texts, state);
        let args = [("id", id.clone()), ("state", words)];
        screen.text(context.texts.say("case.set-aside-note", args));
    }
    let ahead = falling_due(&loans, book, context.as_of(), MONTHS_AHEAD);
    if !loans.is_empty() {
        screen.append(falling_due_screen(&context.texts, &ahead));
    }
    screen.append(tonight::next_step(context, case, &statements)?);
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(
        &screen,
        &json!({
            "ok": true, "loans": statements, "totals": sums,
            "falling_due": ahead, "set_aside": case.loan_states,
        }),
    )
}

/// With loans already stored: another one, or look at all?
fn wants_new(context: &Context, case: &Case) -> Result<bool, Failure> {
    let mut prompter = context.prompter();
    let page = Page {
        body: vec![Say::with(
            "confirm.has-loans",
            [("count", case.loans.len().to_string())],
        )],
        choices: vec![
            Choice {
                key: "1".into(),
                label: Say::key("confirm.show-all"),
            },
            Choice {
                key: "2".into(),
                label: Say::key("confirm.add-one"),
            },
        ],
        ..Page::default()
    };
    loop {
        match prompter.ask(&page) {
            Reply::Line(line) => match reading::plain_form(&line).as_str() {
                "" | "1" => return Ok(false),
                "2" => return Ok(true),
                _ => prompter.show(&[Say::key("rejected.no-such-number")]),
            },
            Reply::Interrupted | Reply::Closed => {
                return Err(Failure::new("interrupted", Kind::Interrupted, Args::new()));
            }
        }
    }
}

fn interview(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    folder: &CaseFolder,
) -> Result<(), Failure> {
    let flow = load_flow(&context.library, "confirm")?;
    let lock = folder.lock()?;
    let draft = folder.draft("confirm");
    let stored = folder.load()?;
    let taken: Vec<&str> = stored.loan_ids().collect();
    let check = |answers: &Answers| {
        objections::of(context, &flow, answers, loan_table(answers, &flow), &taken)
    };
    let answers = ask::checked_answers(
        context,
        &flow,
        &Answers::new(),
        &draft,
        &|_, _| Vec::new(),
        &check,
        &lock,
    )?;
    let mut table = loan_table(&answers, &flow);
    let loan = loan_of(context, &mut table, &answers)?;
    let mut case = folder.load()?;
    if case.loan(&loan.id).is_some() {
        // The draft stays: going on with it lets the short name be changed on the review page.
        let args = args([("id", loan.id.clone())]);
        return Err(Failure::new("loan-name-taken", Kind::Case, args));
    }
    store(context, folder, &lock, &mut case, &loan)?;
    draft.remove()?;
    let statement = reconcile(&loan, book, options);
    let mut screen = statement_words(context, &loan, &statement)?;
    let statements: Vec<Statement> = loans(context, &case)?
        .iter()
        .map(|l| reconcile(l, book, &Options::default()))
        .collect();
    if statements.len() > 1 {
        screen.append(totals_screen(
            &context.texts,
            &statements,
            &totals(&statements),
        ));
    }
    screen.append(tonight::next_step(context, &case, &statements)?);
    context.rests_on(RestsOn::Reckoning, statement.as_of)?;
    context.emit(&screen, &json_of(&statement))
}

/// The loan these members make. With `ask.repaid_installments`, that many are taken as paid on
/// their due dates.
fn loan_of(context: &Context, table: &mut toml::Table, answers: &Answers) -> Result<Loan, Failure> {
    match answers
        .given("ask.repaid_installments")
        .and_then(|n| n.parse().ok())
    {
        Some(count) => on_schedule(context, table, count),
        None => consistent(context, table),
    }
}

/// The first `count` instalments as paid on their due dates, in full, with their charges.
fn on_schedule(context: &Context, table: &mut toml::Table, count: u32) -> Result<Loan, Failure> {
    let without = consistent(context, table)?;
    let Some(terms) = &without.terms else {
        return Ok(without);
    };
    if !terms.settles_the_plan() {
        // What each instalment came to isn't known: the amounts have to be written one by one.
        return Err(Failure::new(
            "repaid-rate-unknown",
            Kind::Usage,
            Args::new(),
        ));
    }
    let rows = Plan::new(terms, Plan::principal_of(terms, terms.contract_amount)).rows();
    let due = rows.iter().filter(|row| row.due <= without.as_of).count();
    if usize::try_from(count).unwrap_or(usize::MAX) > due {
        // What hasn't fallen due can't have been paid on its due date.
        let args = args([("count", count.to_string()), ("due", due.to_string())]);
        return Err(Failure::new("repaid-not-due", Kind::Usage, args));
    }
    let paid: Vec<toml::Value> = rows
        .iter()
        .filter(|row| row.number <= count)
        .map(|row| {
            let mut entry = toml::Table::new();
            entry.insert("on".into(), row.due.to_string().into());
            entry.insert("amount".into(), row.total().to_string().into());
            toml::Value::Table(entry)
        })
        .collect();
    table.insert("repayments".into(), toml::Value::Array(paid));
    consistent(context, table)
}
