//! Unfinished interviews: what was answered so far, kept after every answer.

use super::error::StorageError;
use super::vault::CaseFiles;
use std::path::{Path, PathBuf};

/// The draft of one interview of one case. What is in it is the interview's business.
#[derive(Debug, Clone)]
pub struct Draft {
    case: PathBuf,
    name: String,
}

impl Draft {
    /// `name` is its path from the case folder, ending in `.json`.
    pub(super) fn at(case: &Path, name: String) -> Draft {
        Draft {
            case: case.to_owned(),
            name,
        }
    }

    fn files(&self) -> CaseFiles<'_> {
        CaseFiles::of(&self.case)
    }

    /// Its file.
    pub fn path(&self) -> PathBuf {
        self.files().path(&self.name)
    }

    /// Is it there, as far as can be told?
    pub fn exists(&self) -> bool {
        self.files().has(&self.name)
    }

    /// What is in it, if it is there.
    ///
    /// # Errors
    /// It is there but can't be read.
    pub fn load(&self) -> Result<Option<String>, StorageError> {
        self.files().read_text(&self.name)
    }

    /// Replaces it whole.
    ///
    /// # Errors
    /// The disk refuses; the draft before stands.
    pub fn save(&self, text: &str) -> Result<(), StorageError> {
        self.files().replace(&self.name, text.as_bytes())
    }

    /// Removes it once its answers are in the case.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn remove(&self) -> Result<(), StorageError> {
        self.files().remove(&self.name)
    }

    /// Puts it aside under a name with this stamp: answers are never thrown away by starting anew,
    /// and one draft put aside never takes the place of another. A sealed one needs no passphrase.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn set_aside(&self, stamp: &str) -> Result<(), StorageError> {
        let stamp: String = stamp.chars().filter(char::is_ascii_digit).collect();
        let stem = self.name.strip_suffix(".json").unwrap_or(&self.name);
        let mut aside = format!("{stem}.{stamp}.json");
        let mut more = 1_u32;
        while self.files().has(&aside) {
            more += 1;
            aside = format!("{stem}.{stamp}-{more}.json");
        }
        self.files().rename(&self.name, &aside)
    }
}
