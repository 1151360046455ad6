//! One case's folder: `case.toml`, `evidence.jsonl`, `attachments/`, `letters/`, `drafts/`.

use super::draft::Draft;
use super::error::StorageError;
use super::files::{clear_unfinished, create_private_folder, create_whole, private_options};
use super::vault::{CaseFiles, VaultError, is_sealed};
use crate::domain::case::{Case, FORMAT, VERSION};
use serde::de::DeserializeOwned;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The case itself, in its folder.
const CASE_FILE: &str = "case.toml";

/// The folder of unfinished interviews.
const DRAFTS: &str = "drafts";

/// A case's folder.
#[derive(Debug, Clone)]
pub struct CaseFolder {
    path: PathBuf,
    name: String,
}

/// While it lives, no other program changes the case.
#[derive(Debug)]
pub struct CaseLock {
    _file: File,
}

impl CaseFolder {
    pub(super) fn at(path: PathBuf, name: &str) -> CaseFolder {
        CaseFolder {
            path,
            name: name.to_owned(),
        }
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Is there a case file, as far as can be told?
    pub fn exists(&self) -> bool {
        self.files().has(CASE_FILE)
    }

    /// Its files by their names, sealed or not.
    pub fn files(&self) -> CaseFiles<'_> {
        CaseFiles::of(&self.path)
    }

    /// Is it sealed, as far as can be told?
    pub fn is_sealed(&self) -> bool {
        is_sealed(&self.path)
    }

    fn file(&self) -> PathBuf {
        self.files().path(CASE_FILE)
    }

    /// Where its evidence log stands.
    pub fn log_file(&self) -> PathBuf {
        self.path.join("evidence.jsonl")
    }

    /// Where its letters stand.
    pub fn letters(&self) -> PathBuf {
        self.path.join("letters")
    }

    /// The draft of an interview.
    pub fn draft(&self, flow: &str) -> Draft {
        Draft::at(&self.path, format!("{DRAFTS}/{flow}.json"))
    }

    /// The draft of an interview about one loan. Ids are the borrower's own words: signs that no
    /// file name takes, and the point that ends one, are written as figures.
    pub fn loan_draft(&self, flow: &str, loan: &str) -> Draft {
        let mut name = format!("{flow}-");
        for c in loan.chars() {
            if c.is_alphanumeric() || c == '-' || c == '_' {
                name.push(c);
            } else {
                name.push_str(&format!("%{:x}", u32::from(c)));
            }
        }
        self.draft(&name)
    }

    /// Names of interviews left half done, sorted. Drafts put aside by starting anew don't count.
    ///
    /// # Errors
    /// The folder is there but can't be read.
    pub fn drafts(&self) -> Result<Vec<String>, StorageError> {
        let files = self.files().names_in(DRAFTS)?;
        let names = files.iter().filter_map(|file| file.strip_suffix(".json"));
        // By the name of the interview: the ending would put `confirm` behind `confirm-edit`.
        let mut names: Vec<String> = names
            .filter(|name| !name.contains('.'))
            .map(str::to_owned)
            .collect();
        names.sort();
        Ok(names)
    }

    /// Keeps other programs from changing the case while this lives, and clears away what one that
    /// was killed left half written.
    ///
    /// # Errors
    /// Another program has it, or the lock file can't be made.
    pub fn lock(&self) -> Result<CaseLock, StorageError> {
        let lock = lock_case(&self.path)?;
        for folder in [self.path.clone(), self.letters(), self.path.join(DRAFTS)] {
            clear_unfinished(&folder);
        }
        Ok(lock)
    }

    /// Reads the case.
    ///
    /// # Errors
    /// It can't be read, is half written or edited wrongly (with the line), or of an unknown version.
    pub fn load(&self) -> Result<Case, StorageError> {
        let path = self.file();
        let text = self.files().read_text(CASE_FILE)?.ok_or_else(|| {
            let absent = std::io::Error::from(std::io::ErrorKind::NotFound);
            StorageError::read(&path, &absent)
        })?;
        case_in(&path, &text)
    }

    /// Replaces the case file whole; the lock shows that nobody else is at it.
    ///
    /// # Errors
    /// It couldn't be read back, or the disk refuses; the old file then stands.
    pub fn save(&self, case: &Case, _lock: &CaseLock) -> Result<(), StorageError> {
        let path = self.file();
        let text = toml::to_string(case).map_err(|e| StorageError::Write {
            path: path.clone(),
            reason: e.to_string(),
        })?;
        // A file that can't be opened again is a case that is lost: sums may outgrow what files hold.
        case_in(&path, &text).map_err(|e| StorageError::NotReadBack {
            path: path.clone(),
            detail: e.to_string(),
        })?;
        self.files().replace(CASE_FILE, text.as_bytes())
    }

    /// Writes one letter in its forms (`.docx`, `.html` …, each ending with its bytes) and gives
    /// their paths. All of them carry the same version number, the first that no file of this name
    /// has (`…_v2.docx`, `…_v2.html`): an existing file is never replaced, and files of two letters
    /// are never taken for forms of one.
    ///
    /// # Errors
    /// The disk refuses; forms written before that stay. The case is sealed: what goes out of it is
    /// written only where the person says.
    pub fn write_letter(
        &self,
        stem: &str,
        forms: &[(String, Vec<u8>)],
    ) -> Result<Vec<PathBuf>, StorageError> {
        if self.is_sealed() {
            return Err(VaultError::OutputNeeded.into());
        }
        let folder = self.letters();
        create_private_folder(&folder).map_err(|e| StorageError::write(&folder, &e))?;
        let entries = std::fs::read_dir(&folder).map_err(|e| StorageError::read(&folder, &e))?;
        let taken = entries
            .filter_map(Result::ok)
            .filter_map(|e| version(stem, &e.file_name().to_string_lossy()))
            .max();
        let number = taken.map_or(1, |n| n.saturating_add(1));
        let mut paths = Vec::new();
        for (ending, bytes) in forms {
            let path = folder.join(format!("{stem}_v{number}{ending}"));
            create_whole(&path, bytes).map_err(|e| StorageError::write(&path, &e))?;
            paths.push(path);
        }
        Ok(paths)
    }
}

/// The case that a case file's text holds; the path is for errors alone, nothing is read from it.
///
/// # Errors
/// It is half written or edited wrongly (with the line), or of an unknown version.
pub fn case_in(path: &Path, text: &str) -> Result<Case, StorageError> {
    parse_versioned(path, text, FORMAT, VERSION)
}

/// Keeps other programs from changing the case in this folder.
///
/// # Errors
/// Another program has it, or the lock file can't be made.
pub(super) fn lock_case(folder: &Path) -> Result<CaseLock, StorageError> {
    let path = folder.join("case.lock");
    let file = private_options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|e| StorageError::write(&path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(CaseLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StorageError::Locked { path }),
        Err(TryLockError::Error(e)) => Err(StorageError::write(&path, &e)),
    }
}

/// The version number in the name of a letter's file, if the file is of this stem.
fn version(stem: &str, name: &str) -> Option<u32> {
    let rest = name.strip_prefix(stem)?.strip_prefix("_v")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest.get(..end)?.parse().ok()
}

/// Parses a TOML file that says its format and version, and refuses versions it doesn't know
/// before it looks at anything else.
pub(super) fn parse_versioned<T: DeserializeOwned>(
    path: &Path,
    text: &str,
    format: &str,
    version: u32,
) -> Result<T, StorageError> {
    let damaged = |e: toml::de::Error| StorageError::Damaged {
        path: path.into(),
        line: e.span().map_or(0, |s| {
            text.as_bytes()[..s.start]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1
        }),
        detail: e.message().to_owned(),
    };
    let table: toml::Table = toml::from_str(text).map_err(damaged)?;
    let said = table.get("format").and_then(toml::Value::as_str);
    let number = table.get("version").and_then(toml::Value::as_integer);
    match (said, number) {
        (Some(f), Some(n)) if f == format && n == i64::from(version) => {}
        (None, _) | (_, None) => {
            return Err(StorageError::Damaged {
                path: path.into(),
                line: 1,
                detail: "format, version".into(),
            });
        }
        (Some(f), Some(n)) => {
            let version = format!("{f} {n}");
            return Err(StorageError::UnknownVersion {
                path: path.into(),
                version,
            });
        }
    }
    toml::from_str(text).map_err(damaged)
}
