//! `menshen log import FILE`: a list of calls or an export of messages understood, shown row by row,
//! and added to the log, one entry a row, only after a yes.

mod entries;
mod numbers;
mod sheet;
mod whose;
mod writing;

use super::super::Failure;
use super::super::confirm::import::{given, path_of, questions::Questions, take_import};
use super::super::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{Content, EntryView, overlaid};
use crate::domain::import::{Contact, ContactKind, Fate, already_known, repeated_contacts};
use crate::interview::Say;
use crate::render::contacts::{Preview, chosen_screen, contacts_screen};
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use crate::storage::CaseFolder;
use crate::storage::log::{Log, entries as log_entries};
use crate::storage::vault::is_open;
use clap::ArgMatches;
use entries::Source;
use serde_json::{Value, json};
use sheet::Sheet;
use std::path::PathBuf;
use whose::{Asked, Whose};

/// How a preview is put on a screen.
type Draw = fn(&Texts, &Preview<'_>) -> Screen;

/// Adds what a table lists.
///
/// # Errors
/// The file can't be read or understood, something is open and nobody can be asked, the log can't be
/// read or written, or the person stopped it: what is on disk by then is said.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let path = matches.get_one::<String>("table").map(PathBuf::from);
    let path = path.unwrap_or_default();
    let dry_run = matches.get_flag("dry-run");
    let mut import = answers(context)?;
    if let Some(kind) = matches.get_one::<String>("kind") {
        import.insert("kind".to_owned(), sheet::kind_word(context, kind)?.into());
    }
    let asked = Asked::taken_from(&mut import);
    let mut questions = Questions::new(context, import);
    // Looking first costs no answers but those without which nothing can be read.
    let decides = !dry_run || context.answers.is_some();
    let sheet = sheet::read(context, &mut questions, &path)?;
    let folder = context.existing_case()?;
    let views = standing(folder.as_ref())?;
    let shut = |folder: &CaseFolder| folder.is_sealed() && !is_open(folder.path());
    if folder.as_ref().is_some_and(shut) {
        context.note("seal.import-not-compared", args([]));
    }
    let mut fates = fates(&sheet, &views, matches.get_flag("with-duplicates"));
    let names = sheet.columns.names(&sheet.table.header);
    let preview = |fates: &[Fate], chosen: bool, draw: Draw| {
        let preview = Preview {
            found: &sheet.found,
            fates,
            kind: sheet.kind,
            names: &names,
            encoding: sheet.encoding,
            chosen,
            full: matches.get_flag("full"),
        };
        draw(&context.texts, &preview)
    };
    // At a terminal what was understood stands before the first question about it.
    let asks = decides && context.can_ask() && fates.contains(&Fate::New);
    if asks {
        context.show(&preview(&fates, false, contacts_screen));
    }
    let whose = match decides {
        true => whose::decided(
            context,
            &mut questions,
            asked,
            (&sheet, &views, folder.as_ref()),
            &mut fates,
        )?,
        false => Whose::default(),
    };
    let contents = contents(context, &sheet, &fates, &whose)?;
    let store = !dry_run && !contents.is_empty() && {
        if asks {
            context.show(&preview(&fates, true, chosen_screen));
        }
        wants_storing(&mut questions, contents.len())?
    };
    let mut result = match asks {
        true => Screen::new(),
        false => preview(&fates, decides, contacts_screen),
    };
    let mut written = writing::Done::default();
    if store {
        let folder = context.open_case()?;
        written = writing::write(context, &folder, &contents, matches.get_flag("force"))?;
        written.say(context, &folder, &path, &mut result);
    } else {
        let key = match (contents.is_empty(), dry_run) {
            (true, _) => "log-import.nothing-new",
            (false, true) => "log-import.dry-run",
            (false, false) => "log-import.not-stored",
        };
        let count = contents.len().to_string();
        result.text(context.texts.say(key, [("count", count)]));
    }
    context.emit(&result, &as_json(&sheet, &fates, &whose, &written))
}

/// What a file of answers may say of a table. One written for many tables may say more than this one
/// asks: the second run over a file asks less than the first.
const IDS: [&str; 11] = [
    "kind", "happened", "number", "body", "channel", "year", "numbers", "lender", "lenders",
    "owner", "store",
];

/// The `[import]` table of the file of answers.
///
/// # Errors
/// The file can't be read, or says something that no table asks.
fn answers(context: &Context) -> Result<toml::Table, Failure> {
    let mut answers = given(context)?;
    let import = take_import(&mut answers);
    let inner = import.keys().filter(|id| !IDS.contains(&id.as_str()));
    let unknown: Vec<String> = answers
        .keys()
        .cloned()
        .chain(inner.map(|id| format!("import.{id}")))
        .map(|id| {
            context
                .texts
                .labelled(id, context.texts.t("answers.unknown-id"))
        })
        .collect();
    if unknown.is_empty() {
        return Ok(import);
    }
    let words = args([
        ("count", unknown.len().to_string()),
        ("path", path_of(context)),
    ]);
    let failure = Failure::new("answers-rejected", Kind::Usage, words);
    Err(failure.with_details(unknown))
}

/// The entries of the log as they stand; none without a log.
fn standing(folder: Option<&CaseFolder>) -> Result<Vec<EntryView>, Failure> {
    let log = folder.map(|folder| Log::of_case(folder.path()));
    match log.filter(Log::exists) {
        Some(log) => Ok(overlaid(log_entries(&log.path())?)),
        None => Ok(Vec::new()),
    }
}

/// What becomes of each row before anybody says whose numbers they are.
fn fates(sheet: &Sheet, views: &[EntryView], with_duplicates: bool) -> Vec<Fate> {
    let rows = &sheet.found.used;
    let mut fates = vec![Fate::New; rows.len()];
    if with_duplicates {
        return fates;
    }
    let mut put = |place: usize, fate: Fate| {
        if let Some(old) = fates.get_mut(place) {
            *old = fate;
        }
    };
    for (place, line) in repeated_contacts(rows) {
        put(place, Fate::Repeated(line));
    }
    let known = entries::known(views, sheet.kind);
    for (place, seq) in already_known(rows, &known) {
        put(place, Fate::InLog(seq));
    }
    fates
}

/// The entries that would be added, in the order of the file.
fn contents(
    context: &Context,
    sheet: &Sheet,
    fates: &[Fate],
    whose: &Whose,
) -> Result<Vec<Content>, Failure> {
    let source = Source {
        name: &sheet.name,
        sha256: &sheet.sha256,
        kind: sheet.kind,
    };
    new_rows(sheet, fates)
        .map(|row| entries::content(context, row, &source, whose))
        .collect()
}

fn new_rows<'s>(sheet: &'s Sheet, fates: &'s [Fate]) -> impl Iterator<Item = &'s Contact> {
    let pairs = sheet.found.used.iter().zip(fates);
    pairs
        .filter(|(_, fate)| **fate == Fate::New)
        .map(|(row, _)| row)
}

fn wants_storing(questions: &mut Questions<'_>, count: usize) -> Result<bool, Failure> {
    let body = vec![Say::with(
        "log-import.ask.store",
        [("count", count.to_string())],
    )];
    let options = [
        ("true".to_owned(), Say::key("log-import.store.yes")),
        ("false".to_owned(), Say::key("log-import.store.no")),
    ];
    let chosen = questions.one("store", body, &options)?;
    questions.settled()?;
    Ok(chosen == Some(0))
}

fn as_json(sheet: &Sheet, fates: &[Fate], whose: &Whose, written: &writing::Done) -> Value {
    let rows: Vec<Value> = sheet
        .found
        .used
        .iter()
        .zip(fates)
        .map(|(row, fate)| {
            let other = match fate {
                Fate::InLog(seq) => json!({"seq": seq}),
                Fate::Repeated(line) => json!({"line": line}),
                Fate::New | Fate::NotChosen => Value::Null,
            };
            json!({
                "line": row.line, "at": row.at.to_string(), "number": row.number,
                "name": row.name, "direction": row.way, "answered": row.answered,
                "robot": row.robot, "seconds": row.seconds, "words": row.body,
                "loan": whose.of(row).and_then(|o| o.loan.as_deref()),
                "state": fate.word(), "same_as": other,
            })
        })
        .collect();
    let columns: serde_json::Map<String, Value> = sheet
        .columns
        .names(&sheet.table.header)
        .iter()
        .map(|(column, name)| (column.member().to_owned(), (*name).into()))
        .collect();
    json!({
        "ok": true, "kind": ContactKind::entry(sheet.kind).id(), "file": sheet.name,
        "sha256": sheet.sha256, "encoding": sheet.encoding, "columns": columns, "rows": rows,
        "left_out": sheet.found.left_out, "stored": written.count > 0,
        "written": written.count, "first_seq": written.first, "last_seq": written.last,
        "log_id": written.log_id,
    })
}
