//! A table for a spreadsheet.

use crate::domain::letter::Table;

/// A byte-order mark, without which Chinese Windows reads the file as GBK.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The table as CSV in UTF-8 with a byte-order mark and line ends of Windows. Words a spreadsheet
/// would take for a formula stand behind an apostrophe. `None` where it can't be written, which
/// memory alone could cause.
pub fn csv(table: &Table) -> Option<Vec<u8>> {
    let mut out = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(MARK.to_vec());
    let rows = std::iter::once(&table.head).chain(table.rows.iter().map(|row| &row.cells));
    for row in rows {
        out.write_record(row.iter().map(|cell| inert(cell))).ok()?;
    }
    out.into_inner().ok()
}

/// Words that can't start a formula, full-width signs included, nor after blanks before them.
fn inert(words: &str) -> String {
    let starts = |c: char| "=+-@\t\r\n＝＋－＠".contains(c);
    let first = words.chars().next().is_some_and(starts);
    match first || words.trim_start().chars().next().is_some_and(starts) {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}
