//! Text into lines of cells, with the line of column names found.

use super::cell::{day_cell, plain};
use super::columns::{Column, ColumnNames};
use super::error::ImportError;

/// Largest file read: ten years of an account are well below it.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;
/// Most lines read.
pub const MOST_LINES: usize = 20_000;
/// Lines that may stand before the column names (an app's greeting, the account, the period).
const MOST_BEFORE: usize = 60;

/// A line of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, counted from 1.
    pub number: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Line {
    /// Does nothing stand in it?
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| plain(cell).is_empty())
    }

    /// Does any of its first cells say that it sums up others?
    pub(super) fn is_total(&self, words: &[String]) -> bool {
        self.cells.iter().take(3).any(|cell| {
            let cell = plain(cell).to_lowercase();
            let bare = cell.trim_end_matches([':', '：']);
            words
                .iter()
                .any(|word| bare == word || bare.strip_prefix(word.as_str()).is_some_and(counted))
        })
    }
}

/// What may follow the word for a sum: nothing but a count (`合计：12笔`).
fn counted(rest: &str) -> bool {
    !rest.is_empty()
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ' | '笔' | '条' | '共' | '期'))
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Column names.
    pub header: Vec<String>,
    /// The line they stand in.
    pub header_line: u64,
    /// Lines before it.
    pub before: Vec<u64>,
    /// Lines after it, blank ones left away.
    pub lines: Vec<Line>,
}

impl Table {
    /// Are these the column names once more? A bank writes them at the top of every page.
    pub(super) fn is_header_again(&self, line: &Line) -> bool {
        let written = |cells: &[String]| {
            let cells = cells.iter().map(|cell| plain(cell));
            let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
            cells
        };
        written(&line.cells) == written(&self.header)
    }
}

impl Table {
    /// Reads a text. The cells are parted by whichever of comma, tab and semicolon the column names
    /// are parted by.
    ///
    /// # Errors
    /// Nothing in it, too many lines, broken quoting, or no column names before the first day.
    pub fn read(text: &str, names: &ColumnNames, wanted: &[Column]) -> Result<Table, ImportError> {
        let mut best: Option<(usize, Table)> = None;
        let mut problem = None;
        for delimiter in [b',', b'\t', b';'] {
            match parted(text, delimiter, names, wanted) {
                Ok((named, table)) => {
                    let wider = |(n, t): &(usize, Table)| {
                        (named, table.header.len()) > (*n, t.header.len())
                    };
                    if best.as_ref().is_none_or(wider) {
                        best = Some((named, table));
                    }
                }
                Err(e) => problem = problem.or(Some(e)),
            }
        }
        match (best, problem) {
            (Some((_, table)), _) => Ok(table),
            (None, Some(problem)) => Err(problem),
            (None, None) => Err(ImportError::Empty),
        }
    }
}

/// The table under one delimiter, with the number of columns known by name.
fn parted(
    text: &str,
    delimiter: u8,
    names: &ColumnNames,
    wanted: &[Column],
) -> Result<(usize, Table), ImportError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| ImportError::Broken {
            line: e.position().map_or(0, csv::Position::line),
        })?;
        let line = Line {
            number: record.position().map_or(0, csv::Position::line),
            cells: record.iter().map(str::to_owned).collect(),
        };
        if !line.is_blank() {
            lines.push(line);
        }
        if lines.len() > MOST_LINES {
            return Err(ImportError::TooLong { most: MOST_LINES });
        }
    }
    if lines.is_empty() {
        return Err(ImportError::Empty);
    }
    let named = |line: &Line| names.named(wanted, &line.cells);
    let known = lines.iter().take(MOST_BEFORE).position(|l| named(l) >= 2);
    let has_day = |line: &&Line| line.cells.iter().any(|c| day_cell(c).is_ok());
    let first_day = lines.iter().find(has_day).map(|l| l.number);
    let place = match known {
        Some(place) => place,
        // Names of its own: taken only where no payment can stand before or in that line.
        None => {
            let parted = lines.iter().position(|l| l.cells.len() >= 2);
            let Some(place) = parted else {
                let line = lines.first().map_or(1, |l| l.number);
                return Err(ImportError::NoHeader { line });
            };
            match first_day {
                Some(line) if line <= lines[place].number => {
                    return Err(ImportError::NoHeader { line });
                }
                _ => place,
            }
        }
    };
    let after = lines.split_off(place + 1);
    let header = lines.pop().ok_or(ImportError::Empty)?;
    Ok((
        named(&header),
        Table {
            header: header.cells,
            header_line: header.number,
            before: lines.iter().map(|l| l.number).collect(),
            lines: after,
        },
    ))
}
