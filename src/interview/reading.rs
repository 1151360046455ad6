//! Reading values as people write them.

use super::answers::Value;
use super::flow::Kind;
use crate::domain::coded::Args;
use chrono::NaiveDate;

/// Why an answer can't be used: the question is asked again with this reason.
/// Words: `rejected.<code>` in the texts. The values never repeat what was typed in confidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// Values for its words.
    pub args: Args,
}

impl Rejected {
    /// Without values.
    pub fn new(code: &'static str) -> Rejected {
        Rejected {
            code,
            args: Args::new(),
        }
    }

    /// With values.
    pub fn with(code: &'static str, args: Args) -> Rejected {
        Rejected { code, args }
    }
}

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The canonical value.
    pub value: Value,
    /// How to read it back to the person, where the form differs from what was typed.
    pub echo: Option<String>,
}

/// Reads one line as an answer of this kind. `today` settles words like 昨天 and bounds dates that
/// may not lie in the future.
///
/// # Errors
/// What keeps the line from being such an answer, or what is doubtful in it.
pub fn read(kind: &Kind, line: &str, today: NaiveDate) -> Result<Reading, Rejected> {
    let _ = (kind, line, today);
    Err(Rejected::new("empty"))
}

/// A line in plain form: full-width signs as half-width, blanks at the ends gone.
pub fn plain_form(line: &str) -> String {
    line.trim().to_owned()
}

/// A canonical rate as a percentage (`0.234` → `23.4%`).
pub fn percent(rate: &str) -> String {
    rate.to_owned()
}
