//! Cases renamed, put away, taken back and deleted.

use super::Home;
use crate::storage::error::StorageError;
use crate::storage::files::{create_private_folder, may_exist, sync_folder};
use crate::storage::lock::{Lock, NotLocked, PATIENCE};
use crate::storage::{CaseFolder, CaseLock};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the folders begin in which a parcel is unpacked, here in the home.
pub(in crate::storage) const RECEIVING: &str = ".menshen-receiving-";

/// No parcel takes as long to unpack: an older folder was left by a program that was killed.
const LEFT_OVER_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// Where a case lies between the moment it is deleted and the moment its last file is gone.
const DELETED: &str = ".menshen-deleted";

/// What a deletion takes away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Files, those of locks not counted.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
}

/// Both locks of a case: nobody else writes to it or to its log.
struct Held {
    _case: CaseLock,
    _log: Lock,
}

impl Held {
    fn of(folder: &CaseFolder) -> Result<Held, StorageError> {
        let path = folder.path();
        let case = folder.lock()?;
        let log = Lock::take(path, PATIENCE).map_err(|refused| match refused {
            NotLocked::Busy => StorageError::Locked { path: path.into() },
            NotLocked::Failed(e) => StorageError::write(path, &e),
        })?;
        Ok(Held {
            _case: case,
            _log: log,
        })
    }

    /// What is still held while the folder is moved: Windows moves none in which a file is open.
    fn while_moved(self) -> Option<Held> {
        (!cfg!(windows)).then_some(self)
    }
}

impl Home {
    /// The folder of a case that is there.
    ///
    /// # Errors
    /// There is none of this name, or the name can't be a folder name.
    pub fn existing(&self, name: &str) -> Result<CaseFolder, StorageError> {
        let folder = self.case(name)?;
        if folder.exists() {
            Ok(folder)
        } else {
            Err(StorageError::NoSuchCase {
                name: name.to_owned(),
            })
        }
    }

    /// Cases put away, sorted; only those that are there.
    ///
    /// # Errors
    /// The state file or the folder of cases can't be read.
    pub fn archived(&self) -> Result<Vec<String>, StorageError> {
        let put_away = self.state()?.archived;
        let mut there = self.cases()?;
        there.retain(|name| put_away.contains(name));
        Ok(there)
    }

    /// Puts a case away: it stays whole and leaves the list. If it was in use, none is.
    ///
    /// # Errors
    /// There is none of this name, or the disk refuses.
    pub fn archive(&self, name: &str) -> Result<CaseFolder, StorageError> {
        let folder = self.existing(name)?;
        let mut state = self.state()?;
        state.archived.retain(|archived| archived != name);
        state.archived.push(name.to_owned());
        state.current = state.current.filter(|current| current != name);
        self.set_state(&state)?;
        Ok(folder)
    }

    /// Takes a case back into the list. False where it was never put away.
    ///
    /// # Errors
    /// There is none of this name, or the disk refuses.
    pub fn restore(&self, name: &str) -> Result<bool, StorageError> {
        self.existing(name)?;
        let mut state = self.state()?;
        let before = state.archived.len();
        state.archived.retain(|archived| archived != name);
        if state.archived.len() == before {
            return Ok(false);
        }
        self.set_state(&state)?;
        Ok(true)
    }

    /// Gives a case another name. Nothing within it changes.
    ///
    /// # Errors
    /// There is none of the old name or already one of the new, the new one is unfit, another program
    /// has the case open, or the disk refuses: then it keeps its old name.
    pub fn rename(&self, old: &str, new: &str) -> Result<CaseFolder, StorageError> {
        let folder = self.existing(old)?;
        let to = self.case(new)?;
        if to.path().symlink_metadata().is_ok() {
            return Err(StorageError::CaseExists {
                name: new.to_owned(),
            });
        }
        let _held = Held::of(&folder)?.while_moved();
        let mut state = self.state()?;
        moved(folder.path(), to.path())?;
        let names = state.current.iter_mut().chain(&mut state.archived);
        let mut changed = false;
        for name in names.filter(|name| *name == old) {
            new.clone_into(name);
            changed = true;
        }
        if changed {
            self.set_state(&state)?;
        }
        Ok(to)
    }

    /// What deleting a case would take away.
    ///
    /// # Errors
    /// Its folder can't be read.
    pub fn size_of(&self, name: &str) -> Result<Removed, StorageError> {
        let mut size = Removed::default();
        count(self.existing(name)?.path(), &mut size)?;
        Ok(size)
    }

    /// Deletes a case with everything in its folder: moved aside in one step, so that it is there
    /// whole or not at all, then removed file by file. Cut short in between, it is finished the next
    /// time the cases are looked at.
    ///
    /// # Errors
    /// There is none of this name, it is a link to a folder elsewhere, another program has it open,
    /// or the disk refuses.
    pub fn delete(&self, name: &str) -> Result<Removed, StorageError> {
        let folder = self.existing(name)?;
        let path = folder.path();
        let about = path
            .symlink_metadata()
            .map_err(|e| StorageError::read(path, &e))?;
        if about.file_type().is_symlink() {
            return Err(StorageError::CaseIsLink { path: path.into() });
        }
        self.finish_deletions()?;
        let removed = self.size_of(name)?;
        let held = Held::of(&folder)?.while_moved();
        let mut state = self.state()?;
        let aside = self.deleted();
        create_private_folder(&aside).map_err(|e| StorageError::write(&aside, &e))?;
        moved(path, &aside.join(name))?;
        drop(held);
        state.current = state.current.filter(|current| current != name);
        state.archived.retain(|archived| archived != name);
        self.set_state(&state)?;
        self.finish_deletions()?;
        Ok(removed)
    }

    fn deleted(&self) -> PathBuf {
        self.path.join(DELETED)
    }

    /// Removes what a deletion, or the unpacking of a parcel, that was cut short left.
    ///
    /// # Errors
    /// The disk refuses; what is left is tried again the next time.
    pub(super) fn finish_deletions(&self) -> Result<(), StorageError> {
        self.clear_receiving();
        let aside = self.deleted();
        if !may_exist(&aside) {
            return Ok(());
        }
        std::fs::remove_dir_all(&aside)
            .and_then(|()| sync_folder(&self.path))
            .map_err(|e| StorageError::write(&aside, &e))
    }

    /// Unpacked parcels that never became cases: what can't be removed stays for the next time.
    fn clear_receiving(&self) {
        for entry in std::fs::read_dir(&self.path)
            .into_iter()
            .flatten()
            .flatten()
        {
            let ours = entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.starts_with(RECEIVING));
            let touched = entry.metadata().and_then(|about| about.modified());
            let age = touched.ok().and_then(|at| at.elapsed().ok());
            if ours && age.is_some_and(|age| age > LEFT_OVER_AFTER) {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    }
}

fn moved(from: &Path, to: &Path) -> Result<(), StorageError> {
    std::fs::rename(from, to).map_err(|e| StorageError::write(to, &e))?;
    for folder in [from.parent(), to.parent()].into_iter().flatten() {
        sync_folder(folder).map_err(|e| StorageError::write(folder, &e))?;
    }
    Ok(())
}

fn count(folder: &Path, size: &mut Removed) -> Result<(), StorageError> {
    let failed = |e: std::io::Error| StorageError::read(folder, &e);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let about = entry.metadata().map_err(failed)?;
        if about.is_dir() {
            count(&entry.path(), size)?;
        } else if entry.path().extension().is_none_or(|e| e != "lock") {
            size.files += 1;
            size.bytes += about.len();
        }
    }
    Ok(())
}
