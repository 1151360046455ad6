//! All the files of a case changed at once, or none.
//!
//! The new files are written into a folder of their own within the case and synced. Then one small
//! file, the order, is put beside them: that is the moment the change happens. From there on it is
//! carried through, by this program or, if that is killed, by the next one that opens the case:
//! files are moved to their places, those no longer wanted are removed. Every step can be done
//! again. Killed before that moment, the next program throws the new files away, and the case is as
//! it was. Carrying it through needs no key.

use crate::storage::StorageError;
use crate::storage::case::lock_case;
use crate::storage::files::{
    create_private_folder, create_whole, may_exist, private_options, sync_folder,
};
use crate::storage::lock::PATIENCE;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The folder of a change, in the case folder.
pub(super) const FOLDER: &str = ".menshen-change";

const NEW: &str = "new";

/// The order: the files to be removed, one a line, once the new ones are in their places.
const ORDER: &str = "order";

/// Between two looks at a change of another program.
const PAUSE: Duration = Duration::from_millis(20);

/// A change being prepared.
pub(super) struct Change<'a> {
    case: &'a Path,
    decided: bool,
}

impl<'a> Change<'a> {
    /// Begins one; whoever calls holds the locks of the case and of its log.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn begin(case: &'a Path) -> Result<Change<'a>, StorageError> {
        let new = case.join(FOLDER).join(NEW);
        create_private_folder(&new).map_err(|e| StorageError::write(&new, &e))?;
        Ok(Change {
            case,
            decided: false,
        })
    }

    /// Where the new file for this place is prepared.
    pub fn path(&self, place: &str) -> PathBuf {
        self.case.join(FOLDER).join(NEW).join(place)
    }

    /// A new file for this place, empty.
    ///
    /// # Errors
    /// The disk refuses, or there is one for this place already.
    pub fn file(&self, place: &str) -> Result<File, StorageError> {
        let path = self.path(place);
        let failed = |e: &io::Error| StorageError::write(&path, e);
        if let Some(folder) = path.parent() {
            create_private_folder(folder).map_err(|e| failed(&e))?;
        }
        let made = private_options().write(true).create_new(true).open(&path);
        made.map_err(|e| failed(&e))
    }

    /// Makes the change. The new files must have been synced; `removed` are places from the case
    /// folder.
    ///
    /// # Errors
    /// Before the order is written nothing has changed; after it, the next program carries on.
    pub fn make(mut self, removed: &[String]) -> Result<(), StorageError> {
        let folder = self.case.join(FOLDER);
        let failed = |e: &io::Error| StorageError::write(&folder, e);
        sync_folders(&folder.join(NEW)).map_err(|e| failed(&e))?;
        sync_folder(self.case).map_err(|e| failed(&e))?;
        let order: String = removed.iter().map(|place| format!("{place}\n")).collect();
        create_whole(&folder.join(ORDER), order.as_bytes()).map_err(|e| failed(&e))?;
        self.decided = true;
        carry_through(self.case).map_err(|e| failed(&e))
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if !self.decided {
            // What can't be removed now, the next program removes.
            let _ = std::fs::remove_dir_all(self.case.join(FOLDER));
        }
    }
}

/// Brings a change that was cut short to its one end or the other. Nothing to do is the usual case
/// and costs one look.
///
/// # Errors
/// Another program is at the change just now, or the disk refuses.
pub fn settle(case: &Path) -> Result<(), StorageError> {
    if !may_exist(&case.join(FOLDER)) {
        return Ok(());
    }
    match lock_case(case) {
        Ok(_lock) => settle_locked(case),
        // Another program is still preparing it: until the order is there the case is as it was.
        Err(StorageError::Locked { .. }) if !may_exist(&case.join(FOLDER).join(ORDER)) => Ok(()),
        Err(refused) => Err(refused),
    }
}

/// Waits until no other program is changing the form of the case.
///
/// # Errors
/// It takes longer than anybody waits, or the disk refuses.
pub(super) fn over(case: &Path) -> Result<(), StorageError> {
    let folder = case.join(FOLDER);
    let started = Instant::now();
    while may_exist(&folder) {
        match lock_case(case) {
            // Whoever was at it is gone.
            Ok(_lock) => return settle_locked(case),
            Err(StorageError::Locked { .. }) if started.elapsed() < PATIENCE => {
                std::thread::sleep(PAUSE);
            }
            Err(refused) => return Err(refused),
        }
    }
    Ok(())
}

/// [`settle`] for whoever holds the lock of the case.
pub(super) fn settle_locked(case: &Path) -> Result<(), StorageError> {
    let folder = case.join(FOLDER);
    if !may_exist(&folder) {
        return Ok(());
    }
    let done = if may_exist(&folder.join(ORDER)) {
        carry_through(case)
    } else {
        std::fs::remove_dir_all(&folder).and_then(|()| sync_folder(case))
    };
    done.map_err(|e| StorageError::write(&folder, &e))
}

fn carry_through(case: &Path) -> io::Result<()> {
    let folder = case.join(FOLDER);
    let new = folder.join(NEW);
    let order = std::fs::read_to_string(folder.join(ORDER))?;
    if may_exist(&new) {
        move_all(&new, case)?;
    }
    for place in order.lines() {
        let path = case.join(place);
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        if let Some(parent) = path.parent().filter(|p| *p != case) {
            // A folder with nothing left in it goes with its last file; one with something stays.
            let _ = std::fs::remove_dir(parent);
        }
    }
    sync_folder(case)?;
    if may_exist(&new) {
        std::fs::remove_dir_all(&new)?;
    }
    std::fs::remove_file(folder.join(ORDER))?;
    std::fs::remove_dir_all(&folder)?;
    sync_folder(case)
}

/// Moves every file below `from` to the same place below `to`.
fn move_all(from: &Path, to: &Path) -> io::Result<()> {
    create_private_folder(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            move_all(&entry.path(), &target)?;
        } else {
            std::fs::rename(entry.path(), &target)?;
        }
    }
    sync_folder(to)
}

fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync_folder(folder)
}
