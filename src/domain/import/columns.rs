//! Which column is what, by its name.

use super::cell::plain;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The day of a payment.
    Date,
    /// Its amount, with or without a sign.
    Amount,
    /// Money that went out.
    Paid,
    /// Money that came in.
    Received,
    /// A word for out or in.
    Direction,
    /// Principal.
    Principal,
    /// Interest.
    Interest,
    /// Default interest.
    DefaultInterest,
    /// Charges.
    Charges,
    /// Who was paid.
    Payee,
    /// Words about it.
    Note,
    /// The number of the payment with the bank or the app.
    Serial,
    /// Whether it went through.
    State,
    /// The day an instalment is due.
    Due,
    /// The number of an instalment.
    Period,
    /// What is due in all.
    Total,
    /// When a call or a message was, day and time.
    Happened,
    /// The day of it, where the time stands in a column of its own.
    HappenedDay,
    /// The time of day of it.
    HappenedClock,
    /// The other side's number.
    Number,
    /// The name the number is kept under.
    Contact,
    /// A word for who called or wrote whom.
    Way,
    /// A word for whether a call was answered.
    Outcome,
    /// How long a call was.
    Duration,
    /// What a telephone or a person marked a call as.
    Mark,
    /// The words of a message.
    Body,
}

impl Column {
    /// Its member name.
    pub fn member(self) -> &'static str {
        match self {
            Column::Date => "date",
            Column::Amount => "amount",
            Column::Paid => "paid",
            Column::Received => "received",
            Column::Direction => "direction",
            Column::Principal => "principal",
            Column::Interest => "interest",
            Column::DefaultInterest => "default_interest",
            Column::Charges => "charges",
            Column::Payee => "payee",
            Column::Note => "note",
            Column::Serial => "serial",
            Column::State => "state",
            Column::Due => "due",
            Column::Period => "period",
            Column::Total => "total",
            Column::Happened => "happened",
            Column::HappenedDay => "happened_day",
            Column::HappenedClock => "happened_clock",
            Column::Number => "number",
            Column::Contact => "contact",
            Column::Way => "way",
            Column::Outcome => "outcome",
            Column::Duration => "duration",
            Column::Mark => "mark",
            Column::Body => "body",
        }
    }

    /// Columns of a list of payments.
    pub const OF_PAYMENTS: [Column; 13] = [
        Column::Date,
        Column::Amount,
        Column::Paid,
        Column::Received,
        Column::Direction,
        Column::Principal,
        Column::Interest,
        Column::DefaultInterest,
        Column::Charges,
        Column::Payee,
        Column::Note,
        Column::Serial,
        Column::State,
    ];

    /// Columns of a lender's plan.
    pub const OF_PLAN: [Column; 6] = [
        Column::Due,
        Column::Principal,
        Column::Interest,
        Column::Charges,
        Column::Total,
        Column::Period,
    ];

    /// Columns of a list of calls.
    pub const OF_CALLS: [Column; 9] = [
        Column::Happened,
        Column::HappenedDay,
        Column::HappenedClock,
        Column::Number,
        Column::Contact,
        Column::Way,
        Column::Outcome,
        Column::Duration,
        Column::Mark,
    ];

    /// Columns of an export of messages.
    pub const OF_MESSAGES: [Column; 7] = [
        Column::Happened,
        Column::HappenedDay,
        Column::HappenedClock,
        Column::Number,
        Column::Contact,
        Column::Way,
        Column::Body,
    ];
}

/// Words that cells are held against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A line that sums up others.
    pub total_line: Vec<String>,
    /// Money that went out.
    pub out: Vec<String>,
    /// Money that came in.
    #[serde(rename = "in")]
    pub in_: Vec<String>,
    /// A payment that didn't go through or was undone.
    pub undone: Vec<String>,
}

/// The rule book's names of columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnNames {
    /// Names by column, the likelier first.
    pub columns: BTreeMap<Column, Vec<String>>,
    /// Words in cells.
    pub words: Words,
}

/// A column that has to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// Which.
    pub column: Column,
    /// Places it may stand at; the whole header where no name fits.
    pub places: Vec<usize>,
}

/// Where each column stands, counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Column, usize>);

/// A name as it is compared: without spaces, units and brackets, in small letters.
fn key(name: &str) -> String {
    let plain = plain(name).to_lowercase().replace(' ', "");
    let cut = plain.find(['(', '[', '（']).map_or(plain.len(), |at| at);
    plain.get(..cut).unwrap_or(&plain).to_owned()
}

impl ColumnNames {
    /// Places of the header whose name is one of a column's, the likeliest name first.
    fn places(&self, column: Column, header: &[String]) -> Vec<usize> {
        let names = self.columns.get(&column).map_or(&[][..], Vec::as_slice);
        let keys: Vec<String> = header.iter().map(|cell| key(cell)).collect();
        names
            .iter()
            .flat_map(|name| {
                let name = key(name);
                keys.iter()
                    .enumerate()
                    .filter(move |(_, k)| **k == name)
                    .map(|(place, _)| place)
            })
            .collect()
    }

    /// How many of these columns a line names.
    pub fn named(&self, wanted: &[Column], header: &[String]) -> usize {
        let mut places: Vec<usize> = wanted
            .iter()
            .flat_map(|column| self.places(*column, header))
            .collect();
        places.sort_unstable();
        places.dedup();
        places.len()
    }

    /// Finds these columns in a header; the first name of a list that is there wins.
    pub fn find(&self, wanted: &[Column], header: &[String]) -> Columns {
        let mut found = BTreeMap::new();
        for column in wanted {
            let places = self.places(*column, header);
            let free = places.iter().find(|p| !found.values().any(|v| v == *p));
            if let Some(place) = free {
                found.insert(*column, *place);
            }
        }
        Columns(found)
    }

    /// Columns without which a list of payments can't be read, or of which several fit.
    pub fn unsure_of_payments(&self, columns: &Columns, header: &[String]) -> Vec<Unsure> {
        let all = || (0..header.len()).collect::<Vec<usize>>();
        let mut unsure = Vec::new();
        if columns.place(Column::Date).is_none() {
            let column = Column::Date;
            unsure.push(Unsure {
                column,
                places: all(),
            });
        }
        let parts = [Column::Paid, Column::Principal, Column::Interest];
        let amounts = self.places(Column::Amount, header);
        let by_parts = parts.iter().any(|c| columns.place(*c).is_some());
        if amounts.len() > 1 {
            let column = Column::Amount;
            unsure.push(Unsure {
                column,
                places: amounts,
            });
        } else if amounts.is_empty() && !by_parts {
            let column = Column::Amount;
            unsure.push(Unsure {
                column,
                places: all(),
            });
        }
        unsure
    }

    /// Columns without which a plan can't be read.
    pub fn unsure_of_plan(&self, columns: &Columns, header: &[String]) -> Vec<Unsure> {
        [Column::Due, Column::Principal, Column::Interest]
            .into_iter()
            .filter(|column| columns.place(*column).is_none())
            .map(|column| Unsure {
                column,
                places: (0..header.len()).collect(),
            })
            .collect()
    }
}

impl Columns {
    /// Where a column stands.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.0.get(&column).copied()
    }

    /// Says where a column stands.
    pub fn put(&mut self, column: Column, place: usize) {
        self.0.insert(column, place);
    }

    /// The cell of a column, if there is one and something stands in it.
    pub fn cell<'c>(&self, column: Column, cells: &'c [String]) -> Option<&'c str> {
        let cell = cells.get(self.place(column)?)?.as_str();
        Some(cell).filter(|c| !plain(c).is_empty())
    }

    /// Each column found with the name it has in the file.
    pub fn names<'h>(&self, header: &'h [String]) -> Vec<(Column, &'h str)> {
        self.0
            .iter()
            .filter_map(|(column, place)| Some((*column, header.get(*place)?.trim())))
            .collect()
    }
}
