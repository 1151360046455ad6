//! Putting right the end of a log that was cut short, without adding an entry.

use super::append::{open, read_first, write_whole};
use super::{Log, LogError, Surroundings, tail};
use crate::storage::lock::{Lock, NotLocked};
use std::path::PathBuf;

impl Log {
    /// Puts a write that was cut short right, as the next entry would: a last line that only lacks
    /// its LF gets it, other bytes are moved to a file beside the log, which is given. The rest of
    /// the log stays as it is.
    ///
    /// # Errors
    /// The log isn't one of ours, or the disk refuses.
    pub fn mend_end(&self, around: &mut Surroundings<'_>) -> Result<Option<PathBuf>, LogError> {
        let path = self.path();
        if !self.exists() {
            return Ok(None);
        }
        let _lock = Lock::take(self.folder(), self.patience).map_err(|e| match e {
            NotLocked::Busy => LogError::Busy(path.clone()),
            NotLocked::Failed(e) => LogError::writing(&path, &e),
        })?;
        let mut file = open(&path)?;
        let tail = tail::read(&mut file).map_err(|e| LogError::reading(&path, &e))?;
        if tail.rest.is_empty() {
            return Ok(None);
        }
        if let Some(torn) = self.move_torn_beginning(around)? {
            // Not one whole line was left: the log begins anew, as it would with its next entry.
            self.begin(true, around)?;
            return Ok(Some(torn));
        }
        let mut file = open(&path)?;
        let first = read_first(&mut file, &path)?;
        let end = self.find_end(&mut file, &first, true, around)?;
        write_whole(&mut file, end.at, &end.before_next)
            .map_err(|e| LogError::writing(&path, &e))?;
        Ok(end.torn_moved_to)
    }
}
