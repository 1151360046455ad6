//! A letter as chosen clauses: which ones stand in it follows from the facts of the case, before
//! any template is filled.

use std::collections::{BTreeMap, BTreeSet};

/// One clause of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Unique within the letter.
    pub id: String,
    /// Where it goes.
    pub place: Place,
    /// Flags that must all hold.
    pub when: Vec<String>,
    /// Flags none of which may hold.
    pub unless: Vec<String>,
    /// The template; empty for a clause that stands in the online version alone.
    pub text: String,
    /// What stands for it in the short version for online forms and chats; `None`: nothing.
    pub online: Option<String>,
    /// The table that follows it, by its name in [`Facts::tables`].
    pub table: Option<String>,
    /// Facts it needs: one that is missing shows as a gap to be filled by hand.
    pub needs: Vec<String>,
    /// Provisions it rests on.
    pub citations: Vec<String>,
}

/// Where a clause goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// To whom.
    Addressee,
    /// Before the first heading.
    Opening,
    /// Under the heading of this number (from 0).
    Section(usize),
    /// The list of papers.
    Attachment,
    /// After the last section.
    Closing,
    /// Who asks; the date follows.
    Signature,
    /// How to reach them, below the date.
    Contact,
}

/// A part of the body under a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading, without its number.
    pub heading: String,
    /// Are its clauses numbered? Requests are, one a number; a story isn't.
    pub numbered: bool,
}

/// A table of a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Column titles.
    pub head: Vec<String>,
    /// Rows, each as wide as the head.
    pub rows: Vec<Row>,
    /// Columns of figures, set to the right.
    pub figures: BTreeSet<usize>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// One a column.
    pub cells: Vec<String>,
    /// A sum or a result, set off from the items that make it up.
    pub strong: bool,
}

/// What a letter does in law once it is sent; said before it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Counts as agreeing to perform: the limitation period starts anew.
    RestartsLimitation,
}

/// One kind of letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// `C1`, `C2`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its sections; one without clauses is left out and the rest numbered on.
    pub sections: Vec<Section>,
    /// What it does in law.
    pub effects: BTreeSet<Effect>,
    /// All clauses.
    pub clauses: Vec<Clause>,
}

/// What is known for a letter: values for the templates, tables, and flags for the choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// By name.
    pub values: BTreeMap<String, String>,
    /// By name.
    pub tables: BTreeMap<String, Table>,
    /// Flags that hold.
    pub flags: BTreeSet<String>,
}

impl Facts {
    /// Sets a value, if there is one.
    pub fn value(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.values.insert(name.to_owned(), value);
        }
    }

    /// Sets a flag, if it holds.
    pub fn flag(&mut self, name: &str, holds: bool) {
        if holds {
            self.flags.insert(name.to_owned());
        }
    }
}

impl Letter {
    /// The clauses these facts call for, in the order of the book.
    pub fn chosen<'l>(&'l self, facts: &Facts) -> Vec<&'l Clause> {
        self.clauses
            .iter()
            .filter(|c| c.when.iter().all(|f| facts.flags.contains(f)))
            .filter(|c| !c.unless.iter().any(|f| facts.flags.contains(f)))
            .collect()
    }

    /// Every flag its clauses look at.
    pub fn flags(&self) -> BTreeSet<&str> {
        let looked_at = self
            .clauses
            .iter()
            .flat_map(|c| c.when.iter().chain(&c.unless));
        looked_at.map(String::as_str).collect()
    }

    /// Facts and tables the chosen clauses need and the case doesn't have, each once.
    pub fn missing(&self, facts: &Facts) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for clause in self.chosen(facts) {
            let values = clause
                .needs
                .iter()
                .filter(|n| !facts.values.contains_key(*n));
            let tables = clause
                .table
                .iter()
                .filter(|t| !facts.tables.contains_key(*t));
            for name in values.chain(tables) {
                if !out.contains(name) {
                    out.push(name.clone());
                }
            }
        }
        out
    }
}
