//! A flow is a pure function from the answers so far to the questions on the way and the next one.

use super::answers::{Answers, Value};

/// What kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of these option ids, picked by number.
    Choice(Vec<String>),
    /// Yes or no; stored as `true` or `false`.
    YesNo,
    /// An amount in yuan, two decimals at most.
    Money,
    /// A calendar day.
    Date {
        /// May it lie after the day the statement is made for?
        future: bool,
    },
    /// A day with a time, or a day alone.
    Moment,
    /// A rate; stored as a decimal fraction of the unit the question names.
    Rate,
    /// How many times something (`1.5`).
    Factor,
    /// A whole number within bounds, both included.
    Count {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// Words.
    Text,
    /// A telephone number, or words for one that can't be told (`未显示`).
    CallerNumber,
    /// A telephone number of one's own; digits, `+` before a foreign one.
    Phone,
    /// A citizen's identity number, eighteen characters.
    Identity,
    /// The last four characters of an identity number.
    IdentityTail,
    /// The number of a contract as the lender writes it.
    ContractNumber,
    /// Lines `date amount`, until an empty one.
    DatedAmounts,
    /// Lines `date principal interest [charges]`, until an empty one.
    Rows,
    /// Paths of files, until an empty line.
    Files,
    /// An amount with how often it comes, and perhaps a note; stored as an entry of a budget is
    /// written (`500.00/week;外卖`).
    Periodic,
    /// Amounts, several in a line or one a line, until an empty one.
    Amounts,
    /// Any of these option ids, none too, picked by their numbers in one line.
    Several(Vec<String>),
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Member path of the object asked for; unique within a flow (a repeated question of the door
    /// carries `.2`, `.3` …).
    pub id: String,
    /// Texts: `<text>.ask`, `<text>.why`, `<text>.options.<id>`, `<text>.fetch`.
    pub text: String,
    /// What it takes.
    pub kind: Kind,
    /// Must it be answered before the flow can end? If not, an empty line passes over it.
    pub required: bool,
    /// May "don't know yet" be answered? Then `<text>.fetch` says where the fact is to be had.
    pub unknown: bool,
    /// A telephone or identity number: masked wherever it is shown again.
    pub private: bool,
}

impl Question {
    /// What an empty line stands for where nothing was answered before: not known yet, or passed
    /// over. `None` where the flow can't end without an answer.
    pub fn left_open(&self) -> Option<Value> {
        match (self.required, self.unknown) {
            (true, _) => None,
            (false, true) => Some(Value::Unknown),
            (false, false) => Some(Value::Skipped),
        }
    }
}

/// The way through a flow, replayed from the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Questions on the way that are answered, in order.
    pub asked: Vec<Question>,
    /// The next one; `None` when everything on the way is answered.
    pub next: Option<Question>,
}

/// A flow.
pub trait Flow {
    /// Replays the answers. Answers off the way are kept by the caller and play no part.
    fn path(&self, answers: &Answers) -> Path;
}
