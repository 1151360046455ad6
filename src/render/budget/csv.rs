//! A sheet for a spreadsheet.

use super::{Cell, Sheet};

/// A byte-order mark, without which Chinese Windows reads the file as GBK.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The sheet as CSV in UTF-8 with a byte-order mark and line ends of Windows. Words that a
/// spreadsheet would take for a formula stand behind an apostrophe; sums are plain figures. `None`
/// where it can't be written, which memory alone could cause.
pub fn csv(sheet: &Sheet) -> Option<Vec<u8>> {
    let mut out = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(MARK.to_vec());
    out.write_record(sheet.head.iter().map(|title| inert(title)))
        .ok()?;
    for row in &sheet.rows {
        let cells = row.cells.iter().map(|cell| match cell {
            Cell::Words(words) => inert(words),
            Cell::Sum(sum) => sum.to_string(),
        });
        out.write_record(cells).ok()?;
    }
    out.into_inner().ok()
}

/// Words that can't start a formula, full-width signs included.
fn inert(words: &str) -> String {
    let starts = |c: char| "=+-@\t\r\n＝＋－＠".contains(c);
    match words.chars().next() {
        Some(first) if starts(first) => format!("'{words}"),
        _ => words.to_owned(),
    }
}
