//! Anchors: a line of text that names a state of a log, kept where the log isn't.

use super::{Hash, VERSION, is_lower_hex};
use std::fmt;
use std::str::FromStr;

/// `menshen:1:<log_id>:<seq>:<hash>`. Checked later, it shows that lines 1 to `seq` stood unchanged
/// since the anchor was taken. It doesn't show that what they say is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Which log: 32 lower-case hex digits.
    pub log_id: String,
    /// Up to which line; 0 is the first line of the file.
    pub seq: u64,
    /// The hash of that line.
    pub hash: Hash,
}

/// The text isn't an anchor of a version this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAnchor;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Anchor { log_id, seq, hash } = self;
        write!(f, "menshen:{VERSION}:{log_id}:{seq}:{hash}")
    }
}

impl FromStr for Anchor {
    type Err = NotAnAnchor;

    /// Reads an anchor, white space around it allowed: it was copied out of a message or a note.
    fn from_str(text: &str) -> Result<Anchor, NotAnAnchor> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let ["menshen", version, log_id, seq, hash] = parts.as_slice() else {
            return Err(NotAnAnchor);
        };
        let number: u64 = seq.parse().map_err(|_| NotAnAnchor)?;
        let plainly_written = *version == VERSION.to_string() && *seq == number.to_string();
        if !plainly_written || !is_lower_hex(log_id, 32) {
            return Err(NotAnAnchor);
        }
        Ok(Anchor {
            log_id: (*log_id).to_owned(),
            seq: number,
            hash: Hash::from_hex(hash).ok_or(NotAnAnchor)?,
        })
    }
}
