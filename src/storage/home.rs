//! Everything the program keeps: `menshen.toml` (which case is in use) and `cases/<name>/`.

mod keeping;

pub(super) use keeping::RECEIVING;
pub use keeping::Removed;

use super::case::CaseFolder;
use super::error::StorageError;
use super::files::{create_private_folder, replace_whole};
use super::vault::settle;
use crate::domain::case::Case;
use chrono::NaiveDate;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The case used where none was chosen.
pub const INBOX: &str = "inbox";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    format: String,
    version: u32,
    current: Option<String>,
    /// Cases put away: kept, not in the list. It stands here because a sealed case can't be marked
    /// within.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    archived: Vec<String>,
}

impl State {
    fn empty() -> State {
        State {
            format: "menshen-home".into(),
            version: 1,
            current: None,
            archived: Vec::new(),
        }
    }
}

/// The program's own folder.
#[derive(Debug, Clone)]
pub struct Home {
    path: PathBuf,
}

/// Is this a name that can be a folder on every system our users have?
///
/// # Errors
/// Empty, over 60 bytes, a dot or blank at an end, or a sign that some system forbids.
pub fn check_name(name: &str) -> Result<(), StorageError> {
    let forbidden = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
    let bad = name.is_empty()
        || name.len() > 60
        || name.starts_with(['.', ' ', '-'])
        || name.ends_with(['.', ' '])
        || name.chars().any(forbidden);
    if bad {
        Err(StorageError::BadName)
    } else {
        Ok(())
    }
}

/// Is `HOME` missing where it is how a system names the folder? The C library would then look the user up
/// in the system's directory, over a socket where one is set up; this program opens none.
fn homeless() -> bool {
    cfg!(unix) && std::env::var_os("HOME").is_none_or(|home| home.is_empty())
}

impl Home {
    /// The home at this path, or the platform's data folder.
    ///
    /// # Errors
    /// No path was given and the platform names no home folder; on Unix, `HOME` isn't set.
    pub fn at(path: Option<PathBuf>) -> Result<Home, StorageError> {
        let path = match path {
            Some(path) => path,
            None if homeless() => return Err(StorageError::NoHome),
            None => etcetera::choose_base_strategy()
                .map_err(|_| StorageError::NoHome)?
                .data_dir()
                .join("menshen"),
        };
        Ok(Home { path })
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a person lays files over the rule book.
    pub fn content_folder(&self) -> PathBuf {
        self.path.join("content")
    }

    fn state_file(&self) -> PathBuf {
        self.path.join("menshen.toml")
    }

    /// The case in use, if one was chosen.
    ///
    /// # Errors
    /// The state file can't be read, is damaged, or is of an unknown version.
    pub fn current(&self) -> Result<Option<String>, StorageError> {
        Ok(self.state()?.current)
    }

    fn state(&self) -> Result<State, StorageError> {
        let path = self.state_file();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(State::empty()),
            Err(e) => return Err(StorageError::read(&path, &e)),
        };
        super::case::parse_versioned(&path, &text, "menshen-home", 1)
    }

    fn set_state(&self, state: &State) -> Result<(), StorageError> {
        let path = self.state_file();
        let text = toml::to_string(state).map_err(|e| StorageError::Write {
            path: path.clone(),
            reason: e.to_string(),
        })?;
        create_private_folder(&self.path).map_err(|e| StorageError::write(&self.path, &e))?;
        replace_whole(&path, text.as_bytes()).map_err(|e| StorageError::write(&path, &e))
    }

    fn set_current(&self, name: &str) -> Result<(), StorageError> {
        let mut state = self.state()?;
        state.current = Some(name.to_owned());
        // A case that is used isn't put away any more.
        state.archived.retain(|archived| archived != name);
        self.set_state(&state)
    }

    /// Names of all cases, sorted.
    ///
    /// # Errors
    /// The folder is there but can't be read.
    pub fn cases(&self) -> Result<Vec<String>, StorageError> {
        // A deletion that was cut short is brought to its end, or said by the next deletion.
        let _ = self.finish_deletions();
        let folder = self.path.join("cases");
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(StorageError::read(&folder, &e)),
        };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .filter(|name| {
                // One case that can't be settled must not hide the others.
                let _ = settle(&folder.join(name));
                CaseFolder::at(folder.join(name), name).exists()
            })
            .collect();
        names.sort();
        Ok(names)
    }

    /// The folder of a case, whether it exists or not. A sealing or opening that was cut short is
    /// brought to its end first.
    ///
    /// # Errors
    /// The name can't be a folder name, or the disk refuses.
    pub fn case(&self, name: &str) -> Result<CaseFolder, StorageError> {
        check_name(name)?;
        let path = self.path.join("cases").join(name);
        settle(&path)?;
        Ok(CaseFolder::at(path, name))
    }

    /// Makes a case and uses it.
    ///
    /// # Errors
    /// It exists, the name is unfit, or the disk refuses.
    pub fn make_case(&self, name: &str, created_on: NaiveDate) -> Result<CaseFolder, StorageError> {
        let folder = self.case(name)?;
        if folder.exists() {
            return Err(StorageError::CaseExists {
                name: name.to_owned(),
            });
        }
        create_private_folder(folder.path()).map_err(|e| StorageError::write(folder.path(), &e))?;
        let lock = folder.lock()?;
        folder.save(&Case::new(created_on), &lock)?;
        self.set_current(name)?;
        Ok(folder)
    }

    /// Uses a case from now on.
    ///
    /// # Errors
    /// There is none of this name, or the disk refuses.
    pub fn use_case(&self, name: &str) -> Result<CaseFolder, StorageError> {
        let folder = self.case(name)?;
        if !folder.exists() {
            return Err(StorageError::NoSuchCase {
                name: name.to_owned(),
            });
        }
        self.set_current(name)?;
        Ok(folder)
    }

    /// The case named, else the one in use, else `inbox`, which is made. The flag says whether it
    /// is `inbox` because none was chosen.
    ///
    /// # Errors
    /// A named case doesn't exist, or the disk refuses.
    pub fn open(
        &self,
        named: Option<&str>,
        today: NaiveDate,
    ) -> Result<(CaseFolder, bool), StorageError> {
        if let Some(name) = named {
            let folder = self.case(name)?;
            if folder.exists() {
                return Ok((folder, false));
            }
            return Err(StorageError::NoSuchCase {
                name: name.to_owned(),
            });
        }
        if let Some(name) = self.current()? {
            let folder = self.case(&name)?;
            if folder.exists() {
                return Ok((folder, false));
            }
        }
        let folder = self.case(INBOX)?;
        if folder.exists() {
            Ok((folder, true))
        } else {
            Ok((self.make_case(INBOX, today)?, true))
        }
    }
}
