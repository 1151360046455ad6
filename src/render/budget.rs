//! A household's month as a sheet: the full one for the household's own file, and a short one for
//! the lender, which has group totals only: no notes, no lines, nobody's name. Either as a screen, a
//! page to print or a table for a spreadsheet.

mod csv;
mod html;

pub use csv::csv;
pub use html::html;

use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::budget::{Categories, GroupTotal, Household, Line, Source, Stated, Surplus};
use crate::domain::money::Money;
use chrono::NaiveDate;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Every line with how it was said and its note.
    Full,
    /// Group totals.
    Short,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words; empty where there is nothing to say.
    Words(String),
    /// Yuan, never below nothing: what goes out is said by its name.
    Sum(Money),
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As many as the sheet has columns.
    pub cells: Vec<Cell>,
    /// A total.
    pub strong: bool,
}

/// A household's month, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// The day it is of.
    pub as_of: String,
    /// Column titles; the second column is of sums.
    pub head: Vec<String>,
    /// From income to what is left.
    pub rows: Vec<Row>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// What a sheet is made of.
#[derive(Debug, Clone, Copy)]
pub struct Month<'m> {
    /// The household.
    pub household: &'m Household,
    /// What is left.
    pub surplus: &'m Surplus,
    /// The categories of the rule book.
    pub categories: &'m Categories,
    /// The day.
    pub as_of: NaiveDate,
}

/// The name of a line of spending.
pub fn line_name(texts: &Texts, id: &str) -> String {
    texts.t(&format!("plan.spending.{id}.short"))
}

/// The name of a source of income.
pub fn source_name(texts: &Texts, id: &str) -> String {
    texts.t(&format!("budget.sources.{id}.short"))
}

/// The name of a group, marked where a line of it isn't known yet.
pub fn group_name(texts: &Texts, total: &GroupTotal) -> String {
    let name = texts.t(&format!("budget.group.{}", total.group));
    if total.unknown == 0 {
        return name;
    }
    texts.say("budget.sheet.with-unknown", [("name", name)])
}

/// The groups with a line that isn't known yet, each once.
pub fn unknown_groups(texts: &Texts, totals: &[GroupTotal]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for total in totals.iter().filter(|total| total.unknown > 0) {
        let name = texts.t(&format!("budget.group.{}", total.group));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The sheet of a month.
pub fn sheet(texts: &Texts, month: &Month<'_>, version: Version) -> Sheet {
    let say = |key: &str| texts.t(&format!("budget.sheet.{key}"));
    let mut builder = Builder {
        texts,
        columns: if version == Version::Full { 4 } else { 2 },
        rows: Vec::new(),
    };
    let (title, head): (_, &[&str]) = match version {
        Version::Full => ("title-full", &["item", "monthly", "stated", "note"]),
        Version::Short => ("title-short", &["item", "monthly"]),
    };
    match version {
        Version::Full => builder.lines(month),
        Version::Short => builder.groups(month),
    }
    builder.rest(month);
    Sheet {
        title: say(title),
        as_of: texts.say("budget.sheet.as-of", [("as_of", texts.day(month.as_of))]),
        head: head.iter().map(|column| say(column)).collect(),
        rows: builder.rows,
        notes: notes(texts, month, version),
    }
}

struct Builder<'t> {
    texts: &'t Texts,
    columns: usize,
    rows: Vec<Row>,
}

impl Builder<'_> {
    fn row(&mut self, name: String, sum: Cell, more: [String; 2], strong: bool) {
        let [stated, note] = more.map(Cell::Words);
        let mut cells = vec![Cell::Words(name), sum, stated, note];
        cells.truncate(self.columns);
        self.rows.push(Row { cells, strong });
    }

    fn total(&mut self, key: &str, sum: Money) {
        let name = self.texts.t(&format!("budget.sheet.{key}"));
        self.row(name, Cell::Sum(sum), Default::default(), true);
    }

    fn stated(&self, stated: Option<Stated>) -> String {
        let Some(stated) = stated else {
            return String::new();
        };
        let every = self
            .texts
            .t(&format!("interview.every.{}", stated.every.word()));
        format!("{every} {}", stated.amount.grouped())
    }

    fn source(&mut self, source: &Source) {
        let name = source_name(self.texts, &source.id);
        let mut stated = self.stated(source.stated);
        if !source.months.is_empty() {
            let months: Vec<String> = source.months.iter().map(|m| m.grouped()).collect();
            let args = [
                ("months", self.texts.listed(&months)),
                ("mean", source.mean().grouped()),
            ];
            stated = self.texts.say("budget.sheet.months", args);
        }
        let note = source.note.clone().unwrap_or_default();
        self.row(name, Cell::Sum(source.amount), [stated, note], false);
    }

    fn line(&mut self, line: &Line) {
        let name = line_name(self.texts, &line.id);
        let more = [
            self.stated(line.stated),
            line.note.clone().unwrap_or_default(),
        ];
        self.row(name, Cell::Sum(line.amount), more, false);
    }

    /// Income by source, spending line by line, the spare lines by themselves.
    fn lines(&mut self, month: &Month<'_>) {
        for source in &month.household.sources {
            self.source(source);
        }
        if month.household.sources.is_empty() {
            self.whole_income(month);
        } else {
            self.total("income", month.surplus.income);
        }
        let unknown = self.texts.t("budget.sheet.unknown");
        for spare in [false, true] {
            let lines = month.household.spending.iter();
            let lines = lines.filter(|l| l.spare == spare);
            for line in in_order(lines.collect(), month.categories) {
                self.line(line);
            }
            let is_spare = |id: &&String| month.categories.get(id).is_some_and(|c| c.spare);
            let open = month.household.unknown.iter();
            for id in open.filter(|id| is_spare(id) == spare) {
                let name = line_name(self.texts, id);
                let cell = Cell::Words(unknown.clone());
                self.row(name, cell, Default::default(), false);
            }
            self.spent(month, spare);
        }
    }

    /// Income as one sum, marked where it is that of the lowest month.
    fn whole_income(&mut self, month: &Month<'_>) {
        let mut name = self.texts.t("budget.sheet.income");
        if month.household.irregular {
            name = self.texts.say("budget.sheet.lowest", [("name", name)]);
        }
        let income = Cell::Sum(month.surplus.income);
        self.row(name, income, Default::default(), true);
    }

    /// Income as one sum, spending by group.
    fn groups(&mut self, month: &Month<'_>) {
        self.whole_income(month);
        let totals = month.categories.totals(month.household);
        for spare in [false, true] {
            for total in totals.iter().filter(|t| t.spare == spare) {
                let name = group_name(self.texts, total);
                self.row(name, Cell::Sum(total.amount), Default::default(), false);
            }
            self.spent(month, spare);
        }
    }

    fn spent(&mut self, month: &Month<'_>, spare: bool) {
        if !spare {
            self.total("necessary", month.surplus.necessary);
        } else if !month.surplus.spare.is_zero() {
            self.total("spare", month.surplus.spare);
        }
    }

    /// What is set aside and what is left; a month that doesn't close says by how much.
    fn rest(&mut self, month: &Month<'_>) {
        let surplus = month.surplus;
        if !surplus.arrears.is_zero() {
            self.total("arrears", surplus.arrears);
        }
        self.total("reserve", surplus.reserve);
        if surplus.surplus.fen() < 0 {
            self.total("shortfall", -surplus.surplus);
            return;
        }
        self.total("surplus", surplus.surplus);
        // Where a line isn't known it is an upper bound, and nothing is offered on it.
        if month.household.is_complete() {
            self.total("capacity", surplus.capacity);
        }
    }
}

/// Lines in the order of the rule book: the order they were entered in says nothing.
fn in_order<'l>(mut lines: Vec<&'l Line>, categories: &Categories) -> Vec<&'l Line> {
    let place = |line: &&Line| {
        let place = categories.list.iter().position(|c| c.id == line.id);
        place.unwrap_or(categories.list.len())
    };
    lines.sort_by_key(place);
    lines
}

fn notes(texts: &Texts, month: &Month<'_>, version: Version) -> Vec<String> {
    let mut notes = Vec::new();
    let household = month.household;
    match version {
        Version::Full => {
            if !household.is_complete() {
                let names: Vec<String> = household
                    .unknown
                    .iter()
                    .map(|id| line_name(texts, id))
                    .collect();
                let names = [("names", texts.listed(&names))];
                notes.push(texts.say("budget.sheet.unknown-note", names));
            }
            let said = household.sources.iter().any(|s| s.stated.is_some())
                || household.spending.iter().any(|l| l.stated.is_some());
            if said {
                notes.push(texts.t("budget.sheet.rule"));
            }
            notes.extend(resources(texts, household));
        }
        Version::Short => {
            let names = unknown_groups(texts, &month.categories.totals(household));
            if !names.is_empty() {
                let names = [("names", texts.listed(&names))];
                notes.push(texts.say("budget.sheet.unknown-note-short", names));
            }
            notes.push(texts.t("budget.sheet.own-words"));
        }
    }
    notes
}

/// What comes only once, and the warning that belongs to it.
pub fn resources(texts: &Texts, household: &Household) -> Vec<String> {
    if household.resources.is_empty() {
        return Vec::new();
    }
    let named = household.resources.iter().map(|resource| {
        let name = texts.t(&format!("budget.resource.{}", resource.kind.word()));
        let Some(amount) = resource.amount else {
            return texts.say("budget.beside.resource-unknown", [("name", name)]);
        };
        let args = [
            ("name", name),
            ("amount", amount.grouped()),
            (
                "on",
                resource.on.map(|day| texts.day(day)).unwrap_or_default(),
            ),
        ];
        texts.say("budget.beside.resource", args)
    });
    let list: Vec<String> = named.collect();
    let list = [("list", texts.series(&list))];
    vec![
        texts.say("budget.beside.resources", list),
        texts.t("budget.beside.borrow"),
    ]
}

/// A sheet as a screen.
pub fn screen(sheet: &Sheet) -> Screen {
    let mut screen = Screen::new();
    screen.title(sheet.title.clone());
    screen.text(sheet.as_of.clone());
    let shown = |cell: &Cell| match cell {
        Cell::Words(words) => words.clone(),
        Cell::Sum(sum) => sum.grouped(),
    };
    // A column that no row fills only takes room.
    let filled = |column: usize| {
        let empty = Cell::Words(String::new());
        column < 2 || sheet.rows.iter().any(|row| row.cells[column] != empty)
    };
    let columns: Vec<usize> = (0..sheet.head.len()).filter(|c| filled(*c)).collect();
    screen.grid(Grid {
        head: columns.iter().map(|c| sheet.head[*c].clone()).collect(),
        rows: sheet
            .rows
            .iter()
            .map(|row| columns.iter().map(|c| shown(&row.cells[*c])).collect())
            .collect(),
        figures: vec![1],
        wraps: (2..columns.len()).map(|column| (column, 12)).collect(),
    });
    for note in &sheet.notes {
        screen.text(note.clone());
    }
    screen
}
