//! Which anchors of a case's log were put where: `anchors.toml` in the case folder.
//!
//! The list is a reminder for its owner. It lies beside the log, so whoever can rewrite the one can
//! rewrite the other: what convinces somebody else is the copy kept elsewhere.

use super::error::StorageError;
use super::lock::{Lock, NotLocked, PATIENCE};
use super::log::Log;
use super::vault::CaseFiles;
use crate::domain::chain::{KeptAnchor, check_first};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The name of the list in a case folder.
pub const FILE_NAME: &str = "anchors.toml";

const FORMAT: &str = "menshen-anchors";
const VERSION: u32 = 1;

/// The longest first line of a log worth reading; ours has about 200 bytes.
const FIRST_LINE_LIMIT: u64 = 4096;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    format: String,
    version: u32,
    #[serde(default)]
    kept: Vec<KeptAnchor>,
}

fn path(folder: &Path) -> PathBuf {
    CaseFiles::of(folder).path(FILE_NAME)
}

/// The anchors noted in a case folder, oldest first; none where no list was begun.
///
/// # Errors
/// The list can't be read, is damaged, or is of an unknown version.
pub fn kept(folder: &Path) -> Result<Vec<KeptAnchor>, StorageError> {
    let path = path(folder);
    match CaseFiles::of(folder).read_text(FILE_NAME)? {
        Some(text) => {
            let list: List = super::case::parse_versioned(&path, &text, FORMAT, VERSION)?;
            Ok(list.kept)
        }
        None => Ok(Vec::new()),
    }
}

/// Adds an anchor to the list, under the lock of the log.
///
/// # Errors
/// The list stands as it was: it can't be read or written, or another program is at it.
pub fn note(folder: &Path, anchor: KeptAnchor) -> Result<(), StorageError> {
    let path = path(folder);
    let _lock = Lock::take(folder, PATIENCE).map_err(|e| match e {
        NotLocked::Busy => StorageError::Locked { path: path.clone() },
        NotLocked::Failed(e) => StorageError::write(&path, &e),
    })?;
    let mut kept = kept(folder)?;
    kept.push(anchor);
    let list = List {
        format: FORMAT.to_owned(),
        version: VERSION,
        kept,
    };
    let text = toml::to_string(&list).map_err(|e| StorageError::Write {
        path: path.clone(),
        reason: e.to_string(),
    })?;
    CaseFiles::of(folder).replace(FILE_NAME, text.as_bytes())
}

/// Up to which entry of the log in this folder an anchor was put somewhere. `None` where none was,
/// or the log's first line can't be read. A list brought over from another log counts for nothing.
///
/// # Errors
/// The list can't be read.
pub fn anchored_through(folder: &Path) -> Result<Option<u64>, StorageError> {
    let kept = kept(folder)?;
    if kept.is_empty() {
        return Ok(None);
    }
    let Some(log_id) = log_id(folder) else {
        return Ok(None);
    };
    let of_this_log = kept.iter().filter(|k| k.anchor.log_id == log_id);
    Ok(of_this_log.map(|k| k.anchor.seq).max())
}

fn log_id(folder: &Path) -> Option<String> {
    let file = std::fs::File::open(Log::of_case(folder).path()).ok()?;
    let mut line = Vec::new();
    let mut reader = BufReader::new(file.take(FIRST_LINE_LIMIT));
    reader.read_until(b'\n', &mut line).ok()?;
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    Some(check_first(line).value?.log_id)
}
