//! Where a chain stands after a line.

use super::{Anchor, Hash, RecordedAt};

/// The state of a log after one of its lines: all that the next line needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Sequence number of the line; 0 for the first line of the file.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// When it was recorded, as far as it could be read.
    pub recorded_at: Option<RecordedAt>,
}

impl Place {
    /// The name of this state of the log, to be kept elsewhere.
    pub fn anchor(&self, log_id: &str) -> Anchor {
        Anchor {
            log_id: log_id.to_owned(),
            seq: self.seq,
            hash: self.hash,
        }
    }
}
