//! Unfinished interviews: what was answered so far, kept after every answer.

use super::error::StorageError;
use super::files::{create_private_folder, replace_whole};
use std::path::{Path, PathBuf};

/// The draft of one interview of one case. What is in it is the interview's business.
#[derive(Debug, Clone)]
pub struct Draft {
    path: PathBuf,
}

impl Draft {
    pub(super) fn at(path: PathBuf) -> Draft {
        Draft { path }
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is in it, if it is there.
    ///
    /// # Errors
    /// It is there but can't be read.
    pub fn load(&self) -> Result<Option<String>, StorageError> {
        match std::fs::read_to_string(&self.path) {
            Ok(text) => Ok(Some(text)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(StorageError::read(&self.path, &e)),
        }
    }

    /// Replaces it whole.
    ///
    /// # Errors
    /// The disk refuses; the draft before stands.
    pub fn save(&self, text: &str) -> Result<(), StorageError> {
        if let Some(folder) = self.path.parent() {
            create_private_folder(folder).map_err(|e| StorageError::write(folder, &e))?;
        }
        replace_whole(&self.path, text.as_bytes()).map_err(|e| StorageError::write(&self.path, &e))
    }

    /// Removes it once its answers are in the case.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn remove(&self) -> Result<(), StorageError> {
        match std::fs::remove_file(&self.path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                Err(StorageError::write(&self.path, &e))
            }
            _ => Ok(()),
        }
    }

    /// Puts it aside under a name with this stamp: answers are never thrown away by starting anew,
    /// and one draft put aside never takes the place of another.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn set_aside(&self, stamp: &str) -> Result<(), StorageError> {
        let stamp: String = stamp.chars().filter(char::is_ascii_digit).collect();
        let mut aside = self.path.with_extension(format!("{stamp}.json"));
        let mut more = 1_u32;
        while aside.exists() {
            more += 1;
            aside = self.path.with_extension(format!("{stamp}-{more}.json"));
        }
        std::fs::rename(&self.path, &aside).map_err(|e| StorageError::write(&self.path, &e))
    }
}
