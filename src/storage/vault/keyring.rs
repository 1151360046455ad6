//! The keys of the cases this run of the program has opened.
//!
//! The program opens one case, once, and everything below reads its files: the key is kept here for
//! the process, by the case's folder, rather than handed through every call that may come to read.

use super::places::{KEY_FILE, PUBLIC_FILE, is_sealed, public_text};
use super::{Key, VaultError};
use crate::storage::StorageError;
use crate::storage::files::replace_whole;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The fewest characters of a new passphrase.
const SHORTEST: usize = 8;

static OPENED: Mutex<BTreeMap<PathBuf, Arc<Key>>> = Mutex::new(BTreeMap::new());

/// A passphrase. Never shown, never in an error.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

impl Passphrase {
    /// As typed, without the end of its line.
    pub fn new(text: &str) -> Passphrase {
        Passphrase(text.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Refuses a new passphrase that is guessed too soon.
    ///
    /// # Errors
    /// It has fewer than eight characters.
    pub fn long_enough(self) -> Result<Passphrase, VaultError> {
        if self.0.trim().chars().count() < SHORTEST {
            Err(VaultError::ShortPassphrase)
        } else {
            Ok(self)
        }
    }

    /// Was nothing typed?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[cfg(feature = "seal")]
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// Opens the case in this folder for this process.
///
/// # Errors
/// It isn't sealed, its key file can't be read, the passphrase is another, or the first public key
/// isn't the one that belongs to the private one: whatever was added since was sealed to a stranger.
/// (A key added after the first one can't be told from a counselor's.)
pub fn open(folder: &Path, passphrase: &Passphrase) -> Result<(), VaultError> {
    let key = key_under(folder, passphrase)?;
    let own = key.public();
    if public_text(folder)?.lines().next() != Some(own.as_str()) {
        return Err(VaultError::PublicKeySwapped {
            path: folder.join(PUBLIC_FILE),
            own,
        });
    }
    keep(folder, key);
    Ok(())
}

pub(super) fn keep(folder: &Path, key: Key) {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    opened.insert(folder.to_owned(), Arc::new(key));
}

pub(super) fn forget(folder: &Path) {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    opened.remove(folder);
}

/// Forgets every key: each sealed case wants its passphrase again.
pub fn forget_all() {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    opened.clear();
}

fn key_under(folder: &Path, passphrase: &Passphrase) -> Result<Key, VaultError> {
    if !super::IS_BUILT {
        return Err(VaultError::NotBuilt);
    }
    if !is_sealed(folder) {
        return Err(VaultError::NotSealed);
    }
    let path = folder.join(KEY_FILE);
    let bytes = std::fs::read(&path).map_err(|e| VaultError::unreadable(&path, &e))?;
    Key::from_file(&path, &bytes, passphrase)
}

/// The key of the case in this folder, if it was opened.
pub fn key_if_open(folder: &Path) -> Option<Arc<Key>> {
    let opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    opened.get(folder).cloned()
}

/// Was the case in this folder opened?
pub fn is_open(folder: &Path) -> bool {
    key_if_open(folder).is_some()
}

/// Was any case opened?
pub fn has_opened() -> bool {
    let opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    !opened.is_empty()
}

/// The key of the case in this folder.
///
/// # Errors
/// It wasn't opened.
pub fn key_of(folder: &Path) -> Result<Arc<Key>, VaultError> {
    if !super::IS_BUILT {
        return Err(VaultError::NotBuilt);
    }
    key_if_open(folder).ok_or(VaultError::Shut)
}

/// Puts the private key of an opened case under another passphrase: the key file is replaced whole,
/// nothing else changes, and copies made before keep the passphrase they had.
///
/// # Errors
/// The case wasn't opened, or the disk refuses; the old passphrase then stands.
pub fn change_passphrase(folder: &Path, passphrase: &Passphrase) -> Result<(), StorageError> {
    let path = folder.join(KEY_FILE);
    let bytes = key_of(folder)?.under(passphrase)?;
    replace_whole(&path, &bytes).map_err(|e| StorageError::write(&path, &e))
}
