//! The evidence log on disk: begun whole, added to at its end, read line by line.
//!
//! A line reported as written is on disk. Adding reads the first line and the end of the file only,
//! so the thousandth line costs what the first did.

mod append;
mod copy;
mod error;
mod mend;
mod read;
mod sealed;
mod tail;

pub use append::{Appended, Written};
pub use copy::withheld_copy;
pub use error::LogError;
pub(crate) use error::is_disk_full;
pub use read::{entries, is_torn, verify_case, verify_copy};

use std::path::{Path, PathBuf};

/// The name of the log in a case folder.
pub const FILE_NAME: &str = "evidence.jsonl";

/// The log of one case.
#[derive(Debug, Clone)]
pub struct Log {
    folder: PathBuf,
    patience: std::time::Duration,
}

/// What a log takes from the world around it: the time, and bytes nobody can foresee.
pub struct Surroundings<'a> {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub now: &'a mut dyn FnMut() -> i64,
    /// Fills the bytes from the operating system's random source; false if it has none.
    pub random: &'a mut dyn FnMut(&mut [u8]) -> bool,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Surroundings")
    }
}

impl Log {
    /// The log of the case in this folder; the folder must exist, the log need not.
    pub fn of_case(folder: &Path) -> Log {
        Log {
            folder: folder.to_owned(),
            patience: super::lock::PATIENCE,
        }
    }

    /// The same log, waiting this long for another program to finish with it.
    #[must_use]
    pub fn waiting(mut self, patience: std::time::Duration) -> Log {
        self.patience = patience;
        self
    }

    /// The log file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE_NAME)
    }

    /// The case folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has it been begun, as far as can be told?
    pub fn exists(&self) -> bool {
        super::files::may_exist(&self.path())
    }
}
