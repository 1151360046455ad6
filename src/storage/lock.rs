//! One writer at a time. The lock is on a file of its own beside the log: the log itself may be
//! replaced whole (when a case is sealed), and a lock on a replaced file guards nothing.

use super::files::private_options;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a program waits for another to finish its line: far longer than any write takes, far
/// shorter than a person takes to think the program hangs.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(2);

/// The name of the lock file in a case folder. The case file has a lock of its own: a person who
/// answers questions in one window must still be able to add an entry in another.
const NAME: &str = "evidence.lock";

/// Held while a case is written to; given back when dropped, or by the operating system when the
/// program dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the lock wasn't got.
#[derive(Debug)]
pub enum NotLocked {
    /// Another program held it all the time.
    Busy,
    /// The lock file can't be made or locked.
    Failed(io::Error),
}

impl Lock {
    /// Takes the lock of a case folder, waiting at most `patience`.
    ///
    /// # Errors
    /// Another program holds it, or the disk refuses.
    pub fn take(folder: &Path, patience: Duration) -> Result<Lock, NotLocked> {
        let file = private_options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(NAME))
            .map_err(NotLocked::Failed)?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::Error(e)) => return Err(NotLocked::Failed(e)),
                Err(TryLockError::WouldBlock) if started.elapsed() >= patience => {
                    return Err(NotLocked::Busy);
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            }
        }
    }
}
