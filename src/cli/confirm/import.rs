//! `menshen confirm A1 --repayments FILE` and `--rows FILE`: a table of a bank, an app or the lender
//! understood, shown line by line, and stored only after a yes.

mod payments;
mod plan;
pub mod questions;
pub mod text;

use super::super::Failure;
use super::super::ask;
use super::super::context::Context;
use super::super::loan::{as_stored, checked, consistent, refused, stored};
use super::{json_of, statement_words};
use crate::content::load_column_names;
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::import::{Column, ColumnNames, Columns, Table, Unsure};
use crate::domain::loan::Loan;
use crate::domain::statement::{Options, reconcile};
use crate::interview::Say;
use crate::render::screen::Screen;
use clap::ArgMatches;
use questions::Questions;
use serde_json::json;
use std::path::PathBuf;
use text::Text;

/// The member of a file of answers that speaks of the table.
const IMPORT: &str = "import";

/// Which table was named.
pub enum File {
    /// Payments.
    Repayments(PathBuf),
    /// The lender's plan.
    Rows(PathBuf),
}

impl File {
    /// The file of `--repayments` or `--rows`, if one was given.
    pub fn named(matches: &ArgMatches) -> Option<File> {
        let path = |id: &str| matches.get_one::<String>(id).map(PathBuf::from);
        let repayments = path("repayments").map(File::Repayments);
        repayments.or_else(|| path("rows").map(File::Rows))
    }

    fn path(&self) -> &PathBuf {
        match self {
            File::Repayments(path) | File::Rows(path) => path,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            File::Repayments(_) => "repayments",
            File::Rows(_) => "rows",
        }
    }

    fn columns(&self) -> &'static [Column] {
        match self {
            File::Repayments(_) => &Column::OF_PAYMENTS,
            File::Rows(_) => &Column::OF_PLAN,
        }
    }
}

/// What came of a table: the loan with it, what was understood, and how to say it.
struct Understood {
    /// The loan's members with what the table gives.
    table: toml::Table,
    /// How many payments or rows would be new.
    new: usize,
    screen: Screen,
    json: serde_json::Value,
}

/// A table with its columns found.
struct Sheet {
    table: Table,
    columns: Columns,
    names: ColumnNames,
    encoding: &'static str,
}

/// Runs the command with a table.
///
/// # Errors
/// The file can't be read or understood, something is open and nobody can be asked, there is no such
/// loan, or the loan with the table is none.
pub fn run(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    id: Option<&str>,
    file: &File,
) -> Result<(), Failure> {
    match id {
        Some(id) => into_case(context, book, options, id, file),
        None => shown_only(context, book, options, file),
    }
}

/// Into a loan of the case.
fn into_case(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    id: &str,
    file: &File,
) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let before = stored(&case, id)?.clone();
    let loan = checked(context, &before)?;
    let mut answers = given(context)?;
    let import = take_import(&mut answers);
    if let Some(name) = answers.keys().next() {
        let args = args([("count", "1".to_owned()), ("path", path_of(context))]);
        let detail = format!("{name}：{}", context.texts.t("answers.unknown-id"));
        return Err(Failure::new("answers-rejected", Kind::Usage, args).with_details(vec![detail]));
    }
    let mut questions = Questions::new(context, import);
    let understood = understood(context, &mut questions, file, &loan, before)?;
    let after = consistent(context, &understood.table)?;
    let store = understood.new > 0 && wants_storing(context, &mut questions, &understood, &loan)?;
    questions.finished()?;
    if store {
        case.replace_loan(id, as_stored(&after)?);
        folder.save(&case, &lock)?;
        let args = args([
            ("id", id.to_owned()),
            ("count", understood.new.to_string()),
            ("case", folder.name().into()),
        ]);
        context.note(&format!("import.stored-{}", file.kind()), args);
    } else {
        context.note("import.not-stored", Args::new());
    }
    let counted = if store { after } else { loan };
    emit(context, book, options, &counted, understood, store)
}

/// Beside a loan's file of answers: shown, never stored.
fn shown_only(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    file: &File,
) -> Result<(), Failure> {
    let Some(path) = &context.answers else {
        let known = match context.existing_case()? {
            Some(folder) => {
                let case = folder.load()?;
                case.loan_ids().collect::<Vec<&str>>().join("、")
            }
            None => String::new(),
        };
        let args = args([("known", known)]);
        return Err(Failure::new("import-which-loan", Kind::Usage, args));
    };
    let mut answers = given(context)?;
    let import = take_import(&mut answers);
    let shown = path.display().to_string();
    let day = answers.contains_key("as_of");
    let day = context.as_of_given().or((!day).then(|| context.as_of()));
    let text = toml::to_string(&answers).unwrap_or_default();
    let loan = Loan::from_toml(&text, day).map_err(|p| refused(context, &p, &shown, ""))?;
    let mut questions = Questions::new(context, import);
    let understood = understood(context, &mut questions, file, &loan, answers)?;
    questions.finished()?;
    let text = toml::to_string(&understood.table).unwrap_or_default();
    let after = Loan::from_toml(&text, day).map_err(|p| refused(context, &p, &shown, ""))?;
    context.note("import.only-shown", Args::new());
    emit(context, book, options, &after, understood, false)
}

fn understood(
    context: &Context,
    questions: &mut Questions<'_>,
    file: &File,
    loan: &Loan,
    before: toml::Table,
) -> Result<Understood, Failure> {
    let sheet = sheet(context, questions, file)?;
    match file {
        File::Repayments(_) => payments::understood(context, questions, &sheet, loan, before),
        File::Rows(path) => plan::understood(context, questions, &sheet, loan, before, path),
    }
}

/// The file as a table with every needed column found or asked about.
fn sheet(context: &Context, questions: &mut Questions<'_>, file: &File) -> Result<Sheet, Failure> {
    let names = load_column_names(&context.library)?;
    let Text { text, encoding } = text::text_of(file.path())?;
    let table = Table::read(&text, &names, file.columns()).map_err(|e| {
        let mut failure = Failure::from(e);
        failure
            .args
            .insert("path", file.path().display().to_string());
        failure
    })?;
    let mut columns = names.find(file.columns(), &table.header);
    let unsure = match file {
        File::Repayments(_) => names.unsure_of_payments(&columns, &table.header),
        File::Rows(_) => names.unsure_of_plan(&columns, &table.header),
    };
    for Unsure { column, places } in unsure {
        let header = |place: &usize| table.header.get(*place).map(|h| h.trim().to_owned());
        let options: Vec<questions::Answer> = places
            .iter()
            .filter_map(header)
            .map(|name| (name.clone(), Say::Plain(name)))
            .collect();
        let body = vec![Say::key(format!(
            "import.ask.{}",
            column.member().replace('_', "-")
        ))];
        if let Some(chosen) = questions.one(column.member(), body, &options)?
            && let Some(place) = places.get(chosen)
        {
            columns.put(column, *place);
        }
    }
    questions.settled()?;
    Ok(Sheet {
        table,
        columns,
        names,
        encoding,
    })
}

/// After what was understood has been shown: is it to be stored?
fn wants_storing(
    context: &Context,
    questions: &mut Questions<'_>,
    understood: &Understood,
    loan: &Loan,
) -> Result<bool, Failure> {
    context.show(&understood.screen);
    let body = vec![Say::with(
        "import.ask.store",
        [
            ("id", loan.id.clone()),
            ("count", understood.new.to_string()),
        ],
    )];
    let options = [
        ("true".to_owned(), Say::key("import.store.yes")),
        ("false".to_owned(), Say::key("import.store.no")),
    ];
    let chosen = questions.one("store", body, &options)?;
    questions.settled()?;
    Ok(chosen == Some(0))
}

fn emit(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    loan: &Loan,
    understood: Understood,
    stored: bool,
) -> Result<(), Failure> {
    let statement = reconcile(loan, book, options);
    // On a terminal it was shown before the question.
    let asked = context.manner.interactive && context.answers.is_none() && understood.new > 0;
    let mut screen = if asked {
        Screen::new()
    } else {
        understood.screen
    };
    screen.append(statement_words(context, loan, &statement)?);
    let json = json!({
        "ok": true, "id": loan.id, "stored": stored,
        "import": understood.json, "statement": json_of(&statement),
    });
    context.emit(&screen, &json)
}

/// The file of answers, to be named in words.
pub fn path_of(context: &Context) -> String {
    let path = context.answers.as_ref();
    path.map_or_else(String::new, |p| p.display().to_string())
}

/// The file of answers as a table; empty without one.
pub fn given(context: &Context) -> Result<toml::Table, Failure> {
    let Some(path) = &context.answers else {
        return Ok(toml::Table::new());
    };
    let text = ask::read_answers(path)?;
    toml::from_str(&text).map_err(|e| ask::not_toml(path, &text, &e))
}

/// Takes the members that speak of the table out of the answers.
pub fn take_import(answers: &mut toml::Table) -> toml::Table {
    match answers.remove(IMPORT) {
        Some(toml::Value::Table(import)) => import,
        _ => toml::Table::new(),
    }
}
