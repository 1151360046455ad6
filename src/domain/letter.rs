//! A letter as chosen clauses: which ones stand in it follows from the facts of the case, before
//! any template is filled.

pub mod catalogue;
mod own_words;

pub use own_words::{admission, are_enough, names_nothing, sentence_count};

use super::evidence::EntryKind;
use super::law::Force;
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
    /// Its part of the message by telephone; `None`: nothing.
    pub sms: Option<String>,
    /// Its part of what is read aloud on the telephone; `None`: nothing.
    pub script: Option<String>,
    /// The table that follows it, by its name in [`Facts::tables`].
    pub table: Option<String>,
    /// Facts it needs: one that is missing shows as a gap to be filled by hand.
    pub needs: Vec<String>,
    /// Provisions it rests on; where one of them doesn't hold, the clause isn't chosen.
    pub citations: Vec<String>,
    /// How binding its words say those provisions are; the book is refused where they aren't.
    pub force: Option<Force>,
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
    /// On a page of its own behind the letter, which the borrower keeps.
    Page,
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
    /// Says that the debt, or a part of it, is owed.
    AcknowledgesDebt,
}

impl Effect {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, Effect); 2] = [
        ("restarts-limitation", Effect::RestartsLimitation),
        ("acknowledges-debt", Effect::AcknowledgesDebt),
    ];
}

/// Which loan a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// One that still counts.
    OpenLoan,
    /// One that was paid off.
    SettledLoan,
    /// One that still counts or was paid off.
    AnyLoan,
    /// One that still counts, or none: the letter is about what happened.
    LoanOrNone,
}

impl About {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, About); 4] = [
        ("open-loan", About::OpenLoan),
        ("any-loan", About::AnyLoan),
        ("settled-loan", About::SettledLoan),
        ("loan-or-none", About::LoanOrNone),
    ];
}

/// A condition without which a letter isn't written, because it would be false or do harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// An entry of the log to speak of.
    Entry,
    /// An entry that says its day, with a file kept beside it.
    DatedIncidentWithFile,
    /// An entry with a file kept beside it.
    File,
    /// The credit record is wrong, not merely unwelcome.
    RecordIsWrong,
    /// The day by which an objection counts hasn't passed, and it is about the debt itself.
    ObjectionInTime,
    /// The part in one's own words neither admits the debt nor promises to pay.
    NoAdmission,
}

impl Gate {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, Gate); 6] = [
        ("entry", Gate::Entry),
        ("dated-incident-with-file", Gate::DatedIncidentWithFile),
        ("file", Gate::File),
        ("record-is-wrong", Gate::RecordIsWrong),
        ("objection-in-time", Gate::ObjectionInTime),
        ("no-admission", Gate::NoAdmission),
    ];
}

/// A version for where a whole letter has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShortForm {
    /// Messages to a telephone.
    Sms,
    /// Messages in a chat.
    Chat,
    /// Words to read aloud on the telephone.
    Script,
}

impl ShortForm {
    /// Every one with its word in files.
    pub const ALL: [(&'static str, ShortForm); 3] = [
        ("sms", ShortForm::Sms),
        ("chat", ShortForm::Chat),
        ("script", ShortForm::Script),
    ];
}

/// One kind of letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// `C1`, `C2` …
    pub id: String,
    /// Its title.
    pub title: String,
    /// Titles by flag: the first whose flag holds stands for the title.
    pub titles: Vec<(String, String)>,
    /// The heading of the page the borrower keeps; empty where there is none.
    pub page: String,
    /// Its sections; one without clauses is left out and the rest numbered on.
    pub sections: Vec<Section>,
    /// What it does in law.
    pub effects: BTreeSet<Effect>,
    /// Which loan it is about.
    pub about: About,
    /// What refuses it.
    pub gates: BTreeSet<Gate>,
    /// Kinds of entries of the log it speaks of; empty where it speaks of none.
    pub entries: BTreeSet<EntryKind>,
    /// The short versions that make sense for it; a court's form has none.
    pub short: BTreeSet<ShortForm>,
    /// Does it end with the civility of a request? A list or a form for oneself doesn't.
    pub civility: bool,
    /// The fact named after the first half of the civility, as papers for a court end.
    pub civility_to: Option<String>,
    /// Is it one's own letter, of which a part should be in one's own words? A list isn't.
    pub measured: bool,
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
    /// Provisions that don't hold on the day of the letter: what rests on them is left out.
    pub lapsed: BTreeSet<String>,
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
    /// The title these facts call for.
    pub fn title_for(&self, facts: &Facts) -> &str {
        let holds = |(flag, _): &&(String, String)| facts.flags.contains(flag);
        let own = self.titles.iter().find(holds);
        own.map_or(&self.title, |(_, title)| title)
    }

    /// The clauses these facts call for, in the order of the book.
    pub fn chosen<'l>(&'l self, facts: &Facts) -> Vec<&'l Clause> {
        self.clauses
            .iter()
            .filter(|c| c.when.iter().all(|f| facts.flags.contains(f)))
            .filter(|c| !c.unless.iter().any(|f| facts.flags.contains(f)))
            .filter(|c| !c.citations.iter().any(|id| facts.lapsed.contains(id)))
            .collect()
    }

    /// Does a chosen clause show this fact, and is it known?
    pub fn shows(&self, facts: &Facts, name: &str) -> bool {
        let needed = |c: &&Clause| c.needs.iter().any(|n| n == name);
        facts.values.contains_key(name) && self.chosen(facts).iter().any(needed)
    }

    /// Every provision its clauses rest on.
    pub fn citations(&self) -> BTreeSet<&str> {
        let cited = self.clauses.iter().flat_map(|c| &c.citations);
        cited.map(String::as_str).collect()
    }

    /// Every flag its clauses look at.
    pub fn flags(&self) -> BTreeSet<&str> {
        let looked_at = self
            .clauses
            .iter()
            .flat_map(|c| c.when.iter().chain(&c.unless));
        let titles = self.titles.iter().map(|(flag, _)| flag);
        looked_at.chain(titles).map(String::as_str).collect()
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
