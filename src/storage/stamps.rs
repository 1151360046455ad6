//! Requests for time stamps and their answers: `stamps/` in the case folder. For each anchor a
//! request was made for, its line (`<stem>.txt`), the request (`<stem>.tsq`), and the answer once it
//! came (`<stem>.tsr`). Nothing is ever replaced.

use super::error::StorageError;
use super::files::{create_private_folder, create_whole};
use crate::domain::chain::Anchor;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The name of the folder in a case folder.
pub const FOLDER_NAME: &str = "stamps";

/// The longest answer read: one with a chain of certificates has a few thousand bytes.
const ANSWER_LIMIT: u64 = 1024 * 1024;

/// A request made for an anchor of this case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The anchor.
    pub anchor: Anchor,
    /// The file of the request.
    pub path: PathBuf,
    /// The request, in DER.
    pub request: Vec<u8>,
}

/// The request for an anchor: the one made before, or this one, then kept.
///
/// # Errors
/// The disk refuses.
pub fn keep_request(
    folder: &Path,
    anchor: &Anchor,
    request: &[u8],
) -> Result<Vec<u8>, StorageError> {
    let stamps = folder.join(FOLDER_NAME);
    create_private_folder(&stamps).map_err(|e| StorageError::write(&stamps, &e))?;
    let stem = stem(anchor);
    let line = stamps.join(format!("{stem}.txt"));
    kept_once(&line, anchor.to_string().as_bytes())?;
    kept_once(&stamps.join(format!("{stem}.tsq")), request)
}

/// Keeps bytes under a name unless something is there already; gives what is there.
fn kept_once(path: &Path, bytes: &[u8]) -> Result<Vec<u8>, StorageError> {
    match create_whole(path, bytes) {
        Ok(()) => Ok(bytes.to_vec()),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            std::fs::read(path).map_err(|e| StorageError::read(path, &e))
        }
        Err(e) => Err(StorageError::write(path, &e)),
    }
}

/// Every request made in this case, in the order of their names. A line that is no anchor or has no
/// request beside it isn't one.
///
/// # Errors
/// The folder is there but can't be read.
pub fn asked(folder: &Path) -> Result<Vec<Asked>, StorageError> {
    let stamps = folder.join(FOLDER_NAME);
    let files = match std::fs::read_dir(&stamps) {
        Ok(files) => files,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StorageError::read(&stamps, &e)),
    };
    let mut lines: Vec<PathBuf> = files
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    lines.sort();
    let read = |line: PathBuf| {
        let anchor = std::fs::read_to_string(&line).ok()?.parse().ok()?;
        let path = line.with_extension("tsq");
        let request = std::fs::read(&path).ok()?;
        Some(Asked {
            anchor,
            path,
            request,
        })
    };
    Ok(lines.into_iter().filter_map(read).collect())
}

/// Keeps the answer to a request beside it; gives its file. The same answer is kept once, another
/// one to the same request under a number of its own.
///
/// # Errors
/// The disk refuses.
pub fn keep_answer(asked: &Asked, answer: &[u8]) -> Result<PathBuf, StorageError> {
    let mut number = 1;
    loop {
        let ending = match number {
            1 => "tsr".to_owned(),
            n => format!("{n}.tsr"),
        };
        let path = asked.path.with_extension(ending);
        if kept_once(&path, answer)? == answer {
            return Ok(path);
        }
        number += 1;
    }
}

/// The bytes of an answer, as far as any answer goes.
///
/// # Errors
/// The file can't be read.
pub fn read_answer(path: &Path) -> Result<Vec<u8>, StorageError> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(ANSWER_LIMIT).read_to_end(&mut bytes))
        .map_err(|e| StorageError::read(path, &e))?;
    Ok(bytes)
}

fn stem(anchor: &Anchor) -> String {
    let hash: String = anchor.hash.to_string().chars().take(12).collect();
    format!("{}-{hash}", anchor.seq)
}
