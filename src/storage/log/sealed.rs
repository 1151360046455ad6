//! The log of a sealed case: lines are sealed before they are written, and opened when they are read
//! and the case was opened.

use super::{Log, LogError};
use crate::domain::chain::Line;
use crate::storage::vault::{
    Key, VaultError, is_sealed, key_if_open, opened_line, recipients_of, sealed_line,
};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

impl Log {
    /// Seals new lines, where the case is sealed. Whoever calls holds the lock of the log: a case
    /// that was sealed a moment ago gets no open line.
    pub(super) fn seal(&self, lines: &mut [Line]) -> Result<(), LogError> {
        if !is_sealed(&self.folder) {
            return Ok(());
        }
        let to = recipients_of(&self.folder)?;
        for line in lines {
            let bare = line.bytes.strip_suffix(b"\n").unwrap_or(&line.bytes);
            let sealed = sealed_line(bare, &to).map_err(|e| LogError::writing(&self.path(), &e))?;
            let mut sealed = sealed.ok_or(VaultError::LogLine(line.place.seq + 1))?;
            sealed.push(b'\n');
            line.bytes = sealed;
        }
        Ok(())
    }
}

/// Opens the lines of a log, as far as its case was opened.
pub(super) struct Opener {
    key: Option<Arc<Key>>,
}

impl Opener {
    /// For the log in this file.
    pub fn beside(log: &Path) -> Opener {
        Opener {
            key: log.parent().and_then(key_if_open),
        }
    }

    /// Can sealed lines be opened at all?
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// The line with its body open, or as it is where it can't be opened.
    pub fn open<'a>(&self, line: &'a [u8]) -> Cow<'a, [u8]> {
        let opened = self.key.as_ref().map(|key| opened_line(line, key));
        match opened {
            Some(Ok(line)) => line,
            _ => Cow::Borrowed(line),
        }
    }

    /// The same, where a body that can't be opened is a fault. `None` without a key.
    pub fn opened<'a>(&self, line: &'a [u8]) -> Option<Result<Cow<'a, [u8]>, VaultError>> {
        self.key.as_ref().map(|key| opened_line(line, key))
    }
}
