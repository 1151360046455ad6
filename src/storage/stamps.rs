//! Requests for time stamps and their answers: `stamps/` in the case folder. For each anchor a
//! request was made for, its line (`<stem>.txt`), the request (`<stem>.tsq`), and the answer once it
//! came (`<stem>.tsr`). Nothing is ever replaced.

use super::error::StorageError;
use super::vault::CaseFiles;
use crate::domain::chain::Anchor;
use std::io::Read;
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
    case: PathBuf,
    /// Its name without the ending.
    stem: String,
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
    let files = CaseFiles::of(folder);
    let stem = stem(anchor);
    let line = format!("{FOLDER_NAME}/{stem}.txt");
    kept_once(&files, &line, anchor.to_string().as_bytes())?;
    kept_once(&files, &format!("{FOLDER_NAME}/{stem}.tsq"), request)
}

/// Keeps bytes under a name unless something is there already; gives what is there.
fn kept_once(files: &CaseFiles<'_>, name: &str, bytes: &[u8]) -> Result<Vec<u8>, StorageError> {
    if files.create(name, bytes)? {
        return Ok(bytes.to_vec());
    }
    Ok(files.read(name)?.unwrap_or_default())
}

/// Every request made in this case, in the order of their names. A line that is no anchor or has no
/// request beside it isn't one.
///
/// # Errors
/// The folder is there but can't be read.
pub fn asked(folder: &Path) -> Result<Vec<Asked>, StorageError> {
    let files = CaseFiles::of(folder);
    let names = files.names_in(FOLDER_NAME)?;
    let stems = names.iter().filter_map(|name| name.strip_suffix(".txt"));
    let read = |stem: &str| {
        let line = files.read_text(&format!("{FOLDER_NAME}/{stem}.txt"));
        let anchor = line.ok()??.parse().ok()?;
        let name = format!("{FOLDER_NAME}/{stem}.tsq");
        Some(Asked {
            anchor,
            path: files.path(&name),
            request: files.read(&name).ok()??,
            case: folder.to_owned(),
            stem: stem.to_owned(),
        })
    };
    Ok(stems.filter_map(read).collect())
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
        let files = CaseFiles::of(&asked.case);
        let name = format!("{FOLDER_NAME}/{}.{ending}", asked.stem);
        if kept_once(&files, &name, answer)? == answer {
            return Ok(files.path(&name));
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
