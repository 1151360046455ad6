//! The list of what is in a parcel, and which names it may have.

use super::{MOST_BYTES, MOST_FILES, ParcelError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The format this program writes.
const FORMAT: &str = "menshen-parcel";
/// Its version.
const VERSION: u32 = 1;

/// The longest part of a name, in bytes: what every file system takes.
const LONGEST_PART: usize = 255;
/// The most parts of a name.
const DEEPEST: usize = 6;

/// What is in a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always `menshen-parcel`.
    pub format: String,
    /// The version it was written in.
    pub version: u32,
    /// The name of the case where it was packed.
    pub case: String,
    /// The day it was packed.
    pub made_on: NaiveDate,
    /// Is the case sealed, so that its passphrase is needed as well?
    pub sealed: bool,
    /// The files by their paths from the case folder.
    pub files: Vec<Listed>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its path from the case folder, with `/`.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256, 64 lower-case hex digits.
    pub sha256: String,
}

impl Manifest {
    /// An empty list.
    pub(super) fn of(case: &str, made_on: NaiveDate, sealed: bool) -> Manifest {
        Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            case: case.to_owned(),
            made_on,
            sealed,
            files: Vec::new(),
        }
    }

    /// How many files are attachments.
    pub fn attachments(&self) -> usize {
        let within = |f: &&Listed| f.path.starts_with("attachments/");
        self.files.iter().filter(within).count()
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files
            .iter()
            .fold(0, |sum, f| sum.saturating_add(f.size))
    }

    /// Refuses a list that can't be ours.
    ///
    /// # Errors
    /// Another format, too much announced, a name that could lead elsewhere, or one twice.
    pub(super) fn checked(self) -> Result<Manifest, ParcelError> {
        if self.format != FORMAT || self.version != VERSION {
            return Err(ParcelError::NotOne);
        }
        if self.files.len() > MOST_FILES || self.bytes() > MOST_BYTES {
            return Err(ParcelError::TooLarge);
        }
        let mut seen = BTreeSet::new();
        for file in &self.files {
            // Two names that differ only in their capitals are one file on Windows.
            if !is_safe(&file.path) || !seen.insert(file.path.to_lowercase()) {
                return Err(ParcelError::Unsafe);
            }
        }
        Ok(self)
    }
}

/// May a file of a case have this name? None of ours begins with a point: those are of changes under
/// way, which the next program would carry out.
pub(super) fn is_safe(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() <= DEEPEST
        && parts.iter().all(|part| {
            !part.is_empty()
                && part.len() <= LONGEST_PART
                && !part.starts_with('.')
                && !part.ends_with(['.', ' '])
                && !part
                    .chars()
                    .any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
        })
}
