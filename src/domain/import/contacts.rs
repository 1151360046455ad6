//! What lists of calls and exports of messages have in common: who, when, which way; what the log
//! has already; what stands twice.

use super::LeftOut;
use super::cell::plain;
use super::columns::{Column, ColumnNames, Columns, Unsure};
use super::moment::{self, MomentCell, NotMoment};
use super::table::{Line, Table};
use crate::domain::coded::{Args, args};
use crate::domain::evidence::{EntryKind, OccurredAt};
use crate::domain::identifier::PhoneForm;
use serde::{Deserialize, Serialize};

/// What a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactKind {
    /// Telephone calls.
    Calls,
    /// Messages.
    Messages,
}

impl ContactKind {
    /// The kind of entry a row becomes.
    pub fn entry(self) -> EntryKind {
        match self {
            ContactKind::Calls => EntryKind::Call,
            ContactKind::Messages => EntryKind::Message,
        }
    }

    /// The columns such a table has.
    pub fn columns(self) -> &'static [Column] {
        match self {
            ContactKind::Calls => &Column::OF_CALLS,
            ContactKind::Messages => &Column::OF_MESSAGES,
        }
    }
}

/// Words that cells of such tables are held against, in small letters. A word of two characters or
/// more counts wherever it stands in a cell; one of a single character only where it is all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWords {
    /// A line that sums up others.
    pub total_line: Vec<String>,
    /// The other side called or wrote.
    #[serde(rename = "in")]
    pub in_: Vec<String>,
    /// The owner of the telephone did.
    pub out: Vec<String>,
    /// A call came and nobody took it.
    pub missed: Vec<String>,
    /// A call, whichever way, that nobody took.
    pub unconnected: Vec<String>,
    /// A call that was taken.
    pub connected: Vec<String>,
    /// A machine called.
    pub robot: Vec<String>,
    /// In the name of a column of lengths: they are minutes.
    pub minutes: Vec<String>,
    /// In the name of a column of lengths: they are seconds.
    pub seconds: Vec<String>,
}

/// Who called or wrote whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// The other side.
    In,
    /// The owner of the telephone.
    Out,
}

impl Way {
    /// The word in an entry.
    pub fn word(self) -> &'static str {
        match self {
            Way::In => "in",
            Way::Out => "out",
        }
    }
}

/// A call or a message understood. What the table doesn't say is `None`, never a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its line in the file.
    pub line: u64,
    /// When, by China's clock.
    pub at: OccurredAt,
    /// Was the time put into China's clock?
    pub shifted: bool,
    /// The other side's number without blanks and the country's own prefix, or what stands in its
    /// place (`私人号码`).
    pub number: Option<String>,
    /// The name it is kept under.
    pub name: Option<String>,
    /// Who called or wrote whom.
    pub way: Option<Way>,
    /// For calls: whether somebody took it.
    pub answered: Option<bool>,
    /// For calls: whether a machine spoke. `Some(true)` or nothing: no list says that a person did.
    pub robot: Option<bool>,
    /// For calls: how long, in seconds.
    pub seconds: Option<u32>,
    /// For messages: the words.
    pub body: Option<String>,
}

/// Everything a table gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Rows understood, in the order of the file.
    pub used: Vec<Contact>,
    /// All other lines.
    pub left_out: Vec<LeftOut>,
}

/// How a table is to be read, all of it decided.
#[derive(Debug, Clone)]
pub struct ContactReading<'r> {
    /// Where the columns stand.
    pub columns: &'r Columns,
    /// Words in cells.
    pub words: &'r ContactWords,
    /// The year of times that say none.
    pub year: Option<i32>,
    /// Now: nothing was later.
    pub now: OccurredAt,
}

/// Why a row wasn't used: the code of the reason, and values for its words.
pub(super) type NotUsed = (&'static str, Args);

/// Goes through a table; `one` makes of a row what it is beside who, when and which way.
pub(super) fn contacts(
    table: &Table,
    reading: &ContactReading<'_>,
    mut one: impl FnMut(&Line, Contact) -> Result<Contact, NotUsed>,
) -> Contacts {
    let mut found = Contacts::default();
    for line in &table.before {
        let before = LeftOut::new(*line, "before-header", Args::new());
        found.left_out.push(before);
    }
    for line in &table.lines {
        let read = if table.is_header_again(line) {
            Err(("header-again", Args::new()))
        } else if line.is_total(&reading.words.total_line) {
            Err(("total-line", Args::new()))
        } else {
            common(line, reading).and_then(|contact| one(line, contact))
        };
        match read {
            Ok(contact) => found.used.push(contact),
            Err((reason, values)) => {
                let left = LeftOut::new(line.number, reason, values);
                found.left_out.push(left);
            }
        }
    }
    found
}

fn common(line: &Line, reading: &ContactReading<'_>) -> Result<Contact, NotUsed> {
    let cell = |column| reading.columns.cell(column, &line.cells);
    let MomentCell { at, shifted } = when(line, reading).map_err(|not| {
        let reason = match not {
            NotMoment::Empty => "no-time",
            NotMoment::Doubtful => "time-doubtful",
            NotMoment::NoYear => "no-year",
            NotMoment::Serial => "time-serial",
            NotMoment::Form => "time-unreadable",
        };
        (reason, Args::new())
    })?;
    if reading.now.is_before(&at) {
        return Err(("after-now", args([("at", at.date.to_string())])));
    }
    let number = cell(Column::Number).map(number_cell);
    if number == Some(None) {
        return Err(("number-spoilt", args([("at", at.date.to_string())])));
    }
    let way = cell(Column::Way).map(|word| plain(word).to_lowercase());
    Ok(Contact {
        line: line.number,
        at,
        shifted,
        number: number.flatten(),
        name: cell(Column::Contact).map(plain),
        way: way.and_then(|word| way_of(&word, reading.words)),
        answered: None,
        robot: None,
        seconds: None,
        body: None,
    })
}

fn when(line: &Line, reading: &ContactReading<'_>) -> Result<MomentCell, NotMoment> {
    let cell = |column| reading.columns.cell(column, &line.cells);
    let day = cell(Column::Happened).or_else(|| cell(Column::HappenedDay));
    moment::joined(
        day.unwrap_or_default(),
        cell(Column::HappenedClock),
        reading.year,
    )
}

fn way_of(word: &str, words: &ContactWords) -> Option<Way> {
    match (says(word, &words.in_), says(word, &words.out)) {
        (true, false) => Some(Way::In),
        (false, true) => Some(Way::Out),
        (true, true) => None,
        // `未接` alone is a call that came; `未接通`, in which it stands too, says nothing of the way.
        (false, false) => {
            let came = says(word, &words.missed) && !says(word, &words.unconnected);
            came.then_some(Way::In)
        }
    }
}

/// Does a cell, in small letters, say one of these words?
pub(super) fn says(cell: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        let whole = word.chars().nth(1).is_none() || word.is_ascii();
        cell == word || (!whole && cell.contains(word.as_str()))
    })
}

/// A number as tables write it: without blanks, hyphens, brackets and the country's own prefix.
/// What is no number (`未知号码`) stays as it is. `None`: a spreadsheet made it into a number of its
/// own (`1.38E+10`), and its last figures are lost.
pub fn number_cell(cell: &str) -> Option<String> {
    let text = plain(cell);
    let bare: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')'))
        .collect();
    let spoilt = bare.to_ascii_uppercase();
    let spoilt = spoilt.split_once("E+").is_some_and(|(figures, power)| {
        let figures_only = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        !figures.is_empty() && figures_only(figures) && figures_only(power)
    });
    if spoilt {
        return None;
    }
    if bare.is_empty()
        || !bare
            .trim_start_matches('+')
            .bytes()
            .all(|b| b.is_ascii_digit())
    {
        return Some(text);
    }
    let own = ["+86", "0086", "86"].into_iter().find_map(|prefix| {
        let rest = bare.strip_prefix(prefix)?;
        let known = PhoneForm::of(rest).filter(|form| *form != PhoneForm::Short);
        // Without a sign, 86 is a prefix only before a mobile number.
        let fits = prefix != "86" || known == Some(PhoneForm::Mobile);
        known.filter(|_| fits).map(|_| rest.to_owned())
    });
    Some(own.unwrap_or(bare))
}

/// Finds the columns of such a table. A day and a time in columns of their own go before one column
/// with both: `日期` and `时间` side by side are no two times.
pub fn contact_columns(kind: ContactKind, names: &ColumnNames, header: &[String]) -> Columns {
    let parted = [Column::HappenedDay, Column::HappenedClock];
    let pair = names.find(&parted, header);
    let in_two = parted.iter().all(|column| pair.place(*column).is_some());
    let wanted = |column: &&Column| match column {
        Column::Happened => !in_two,
        Column::HappenedDay | Column::HappenedClock => in_two,
        _ => true,
    };
    let wanted: Vec<Column> = kind.columns().iter().filter(wanted).copied().collect();
    let mut columns = names.find(&wanted, header);
    if !in_two
        && columns.place(Column::Happened).is_none()
        && let Some(day) = pair.place(Column::HappenedDay)
    {
        columns.put(Column::HappenedDay, day);
    }
    columns
}

/// Columns without which such a table can't be read.
pub fn unsure_of_contacts(kind: ContactKind, columns: &Columns, header: &[String]) -> Vec<Unsure> {
    let timed = [Column::Happened, Column::HappenedDay]
        .iter()
        .any(|column| columns.place(*column).is_some());
    let mut wanted = Vec::new();
    if !timed {
        wanted.push(Column::Happened);
    }
    if columns.place(Column::Number).is_none() {
        wanted.push(Column::Number);
    }
    if kind == ContactKind::Messages && columns.place(Column::Body).is_none() {
        wanted.push(Column::Body);
    }
    wanted
        .into_iter()
        .map(|column| Unsure {
            column,
            places: (0..header.len()).collect(),
        })
        .collect()
}
