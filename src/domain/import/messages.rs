//! A telephone's export of messages as messages, word for word.

use super::columns::Column;
use super::contacts::{ContactReading, Contacts, contacts};
use super::table::Table;
use crate::domain::coded::args;

/// Reads an export of messages. The words are kept as they stand in the cell; a row without words
/// (a picture, a voice message) isn't used and is named.
pub fn messages(table: &Table, reading: &ContactReading<'_>) -> Contacts {
    contacts(table, reading, |line, mut contact| {
        let Some(body) = reading.columns.cell(Column::Body, &line.cells) else {
            return Err(("no-words", args([("at", contact.at.date.to_string())])));
        };
        contact.body = Some(body.to_owned());
        Ok(contact)
    })
}
