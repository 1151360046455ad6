//! Tables of other people's programs understood: a bank's or an app's list of payments, a lender's
//! plan of instalments, a list of calls, an export of messages. Text in, payments or rows out, and every line that wasn't used with its
//! number and the reason. Nothing is dropped in silence and nothing is guessed.

mod calls;
mod cell;
mod columns;
mod contacts;
mod doubles;
mod error;
mod messages;
mod moment;
mod repayments;
mod rows;
mod table;
mod text;

pub use calls::calls;
pub use cell::{NotAmount, NotDay, amount_cell, day_cell};
pub use columns::{Column, ColumnNames, Columns, Unsure, Words};
pub use contacts::{
    Contact, ContactKind, ContactReading, ContactWords, Contacts, Way, contact_columns,
    number_cell, unsure_of_contacts,
};
pub use doubles::{Fate, KnownContact, already_known, repeated_contacts};
pub use error::{CODES, ImportError};
pub use messages::messages;
pub use moment::{MomentCell, NotMoment, moment_cell};
pub use repayments::{
    Direction, Payment, Payments, Reading, Sign, payments, repeated, twins, understood_payees,
    understood_sign,
};
pub use rows::{Instalment, Instalments, instalments};
pub use table::{Line, MOST_BYTES, MOST_LINES, Table};
pub use text::{NotText, table_text};

use super::coded::Args;
use serde::Serialize;

/// A line that wasn't used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its number in the file, counted from 1.
    pub line: u64,
    /// Stable code; words under `import.left-out.<code>`.
    pub reason: &'static str,
    /// Values for the words; never the text of a cell but a day or an amount read from it.
    pub args: Args,
}

impl LeftOut {
    fn new(line: u64, reason: &'static str, args: Args) -> LeftOut {
        LeftOut { line, reason, args }
    }
}
