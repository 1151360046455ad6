//! The evidence log as bytes: hashing and verification, version 1 of the format.
//!
//! Everything here is a function of bytes handed in. A log is fed line by line to a [`Verifier`],
//! which keeps only its place in the chain, so a log of any length is checked in the memory of one
//! line. Randomness and time are arguments.
//!
//! The format in short: the first line carries the log's id; each further line carries a sequence
//! number, the hash of the line before, the time it was recorded, a commitment to what was recorded
//! and the hash of these four. The body (the content and the salt of its commitment) stands outside
//! the hash, so that it can be sealed or withheld without breaking the chain.

mod anchor;
mod base64;
mod body;
pub mod canonical;
mod first;
mod hash;
pub mod json;
mod line;
mod place;
pub mod stamp;
mod time;
mod verifier;
mod withheld;

pub use anchor::{Anchor, KeptAnchor, NotAnAnchor};
pub use body::{body_of, sealed_body, sealed_text, with_body};
pub use first::{FirstLine, check_first};
pub use hash::{Hash, is_lower_hex, lower_hex};
pub use line::{Body, Header, Line, Salt, check_line};
pub use place::Place;
pub use time::RecordedAt;
pub use verifier::{Fault, Outcome, Ownership, Verification, Verifier};
pub use withheld::withheld;

/// The `format` member of every first line.
pub const FORMAT: &str = "menshen-evidence";

/// The version this program reads and writes.
pub const VERSION: i64 = 1;

/// Something wrong with a line, before its number is known: a stable kebab-case code and the
/// member, offset or pair of values concerned. Not prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Stable kebab-case code; words under `log.fault.<code>`.
    pub code: &'static str,
    /// Where exactly, or what was expected and found.
    pub detail: String,
}

impl Flaw {
    /// A flaw with this code, here.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Flaw {
        Flaw {
            code,
            detail: detail.into(),
        }
    }
}

/// A result together with everything found wrong on the way to it. The result is there as far as it
/// could be read at all, so that one damaged member doesn't hide the next.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// What was read, as far as it goes.
    pub value: T,
    /// All that is wrong with it; empty when it verifies.
    pub flaws: Vec<Flaw>,
}

impl<T> Checked<T> {
    /// Is nothing wrong with it?
    pub fn holds(&self) -> bool {
        self.flaws.is_empty()
    }
}
