//! The file as a table, its columns found or asked about, its rows read.

use super::super::super::Failure;
use super::super::super::confirm::import::{questions::Questions, text};
use super::super::super::context::Context;
use super::super::words;
use crate::content::load_contact_names;
use crate::domain::chain::Hash;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{EntryKind, OccurredAt};
use crate::domain::import::{
    Column, ColumnNames, Columns, ContactKind, ContactReading, ContactWords, Contacts, ImportError,
    Table, Unsure, calls, contact_columns, messages, unsure_of_contacts,
};
use crate::interview::Say;
use chrono::Datelike;
use std::path::Path;

/// A table understood.
pub struct Sheet {
    /// What it lists.
    pub kind: ContactKind,
    /// Its cells.
    pub table: Table,
    /// Where its columns stand.
    pub columns: Columns,
    /// Its rows.
    pub found: Contacts,
    /// The name of its encoding.
    pub encoding: &'static str,
    /// The file's name without its folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// By what way messages came.
    pub channel: Option<&'static str>,
}

/// Ways messages come.
const CHANNELS: [&str; 5] = ["sms", "wechat", "app", "email", "other"];

/// Reads the file; asks what it leaves open.
///
/// # Errors
/// It can't be read or understood, or something is open and nobody can be asked.
pub fn read(
    context: &Context,
    questions: &mut Questions<'_>,
    path: &Path,
) -> Result<Sheet, Failure> {
    let (names, words) = load_contact_names(&context.library)?;
    let text::Text { text, encoding } = text::text_of(path)?;
    let bytes = std::fs::read(path).map_err(|e| {
        let args = args([
            ("path", path.display().to_string()),
            ("reason", e.to_string()),
        ]);
        Failure::new("import-unreadable", Kind::Usage, args)
    })?;
    let both = [&Column::OF_CALLS[..], &[Column::Body]].concat();
    let table = Table::read(&text, &names, &both).map_err(|e| {
        let headless = matches!(e, ImportError::NoHeader { .. });
        let mut failure = Failure::from(e);
        failure.args.insert("path", path.display().to_string());
        if headless {
            // The columns to add are others than those of payments.
            failure = Failure::new("log-import-no-header", failure.kind, failure.args);
        }
        failure
    })?;
    let kind = kind(questions, &names, &table)?;
    let mut columns = contact_columns(kind, &names, &table.header);
    ask_columns(questions, kind, &table, &mut columns)?;
    let channel = match kind {
        ContactKind::Calls => None,
        ContactKind::Messages => channel(questions)?,
    };
    let found = rows(context, questions, kind, &table, &columns, &words)?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Sheet {
        kind,
        columns,
        found,
        encoding,
        name: name.to_string_lossy().into_owned(),
        sha256: Hash::of(&[&bytes]).to_string(),
        channel,
        table,
    })
}

/// The kind of entry of `--kind`.
///
/// # Errors
/// It is no kind a table can list.
pub fn kind_word(context: &Context, word: &str) -> Result<&'static str, Failure> {
    let listed = [EntryKind::Call, EntryKind::Message];
    match words::kind_of(&context.texts, word).filter(|kind| listed.contains(kind)) {
        Some(kind) => Ok(kind.id()),
        None => {
            let known = listed.map(|kind| words::kind_name(&context.texts, kind.id()));
            let words = args([
                ("known", known.join(" ")),
                ("near", String::new()),
                ("writing", "1".to_owned()),
            ]);
            Err(Failure::new("log-kind-unknown", Kind::Usage, words))
        }
    }
}

/// What the table lists: said, seen from its columns, or asked.
fn kind(
    questions: &mut Questions<'_>,
    names: &ColumnNames,
    table: &Table,
) -> Result<ContactKind, Failure> {
    let holds = |column: Column| names.named(&[column], &table.header) > 0;
    let seen = match (holds(Column::Body), holds(Column::Duration)) {
        (true, false) => Some(ContactKind::Messages),
        (false, true) => Some(ContactKind::Calls),
        _ => None,
    };
    if let Some(kind) = seen.filter(|_| !questions.is_given("kind")) {
        return Ok(kind);
    }
    let options = [ContactKind::Calls, ContactKind::Messages].map(|kind| {
        let id = kind.entry().id();
        (id.to_owned(), Say::key(format!("log.kind.{id}")))
    });
    let chosen = questions.one("kind", vec![Say::key("log-import.ask.kind")], &options)?;
    questions.settled()?;
    Ok(match chosen {
        Some(1) => ContactKind::Messages,
        _ => ContactKind::Calls,
    })
}

fn ask_columns(
    questions: &mut Questions<'_>,
    kind: ContactKind,
    table: &Table,
    columns: &mut Columns,
) -> Result<(), Failure> {
    for Unsure { column, places } in unsure_of_contacts(kind, columns, &table.header) {
        let header = |place: &usize| table.header.get(*place).map(|h| h.trim().to_owned());
        let options: Vec<(String, Say)> = places
            .iter()
            .filter_map(header)
            .map(|name| (name.clone(), Say::Plain(name)))
            .collect();
        let key = column.member().replace('_', "-");
        let body = vec![Say::key(format!("log-import.ask.{key}"))];
        if let Some(chosen) = questions.one(column.member(), body, &options)?
            && let Some(place) = places.get(chosen)
        {
            columns.put(column, *place);
        }
    }
    questions.settled()
}

fn channel(questions: &mut Questions<'_>) -> Result<Option<&'static str>, Failure> {
    let options = CHANNELS.map(|id| (id.to_owned(), Say::key(format!("log.word.channel.{id}"))));
    let body = vec![Say::key("log-import.ask.channel")];
    let chosen = questions.one("channel", body, &options)?;
    questions.settled()?;
    Ok(chosen.and_then(|place| CHANNELS.get(place).copied()))
}

/// The rows; where times say no year, once more with the year asked for.
fn rows(
    context: &Context,
    questions: &mut Questions<'_>,
    kind: ContactKind,
    table: &Table,
    columns: &Columns,
    words: &ContactWords,
) -> Result<Contacts, Failure> {
    let today = context.as_of();
    let midnight = OccurredAt {
        date: today,
        time: None,
    };
    let mut reading = ContactReading {
        columns,
        words,
        year: None,
        now: OccurredAt::parse(&context.clock.stamp()).unwrap_or(midnight),
    };
    let read = |reading: &ContactReading<'_>| match kind {
        ContactKind::Calls => calls(table, reading),
        ContactKind::Messages => messages(table, reading),
    };
    let found = read(&reading);
    let yearless = found.left_out.iter().filter(|l| l.reason == "no-year");
    let yearless = yearless.count();
    if yearless == 0 {
        return Ok(found);
    }
    let years = [today.year(), today.year() - 1];
    let options = years.map(|year| (year.to_string(), Say::Plain(year.to_string())));
    let count = yearless.to_string();
    let body = vec![Say::with("log-import.ask.year", [("count", count)])];
    let chosen = questions.one("year", body, &options)?;
    questions.settled()?;
    reading.year = chosen.and_then(|place| years.get(place).copied());
    Ok(read(&reading))
}
