//! A case packed into one file.

use super::manifest::{Listed, is_safe};
use super::{BLOCK, MANIFEST, Manifest, ParcelError, WITHIN};
use crate::domain::chain::Hash;
use crate::storage::lock::{Lock, NotLocked, PATIENCE};
use crate::storage::{CaseFolder, CaseLock, StorageError};
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs the files of a case as they stand, sealed ones sealed; gives the list of them. Locks and
/// what a program is just writing stay behind.
///
/// # Errors
/// Something in the folder is no file, another program writes the log, or the disk refuses.
pub fn packed(
    folder: &CaseFolder,
    _lock: &CaseLock,
    made_on: NaiveDate,
    out: impl Write + Seek,
) -> Result<Manifest, ParcelError> {
    let path = folder.path();
    let _log = Lock::take(path, PATIENCE).map_err(|refused| match refused {
        NotLocked::Busy => StorageError::Locked { path: path.into() },
        NotLocked::Failed(e) => StorageError::write(path, &e),
    })?;
    let mut names = Vec::new();
    names_in(path, "", &mut names)?;
    names.sort();
    let mut manifest = Manifest::of(folder.name(), made_on, folder.is_sealed());
    let mut zip = ZipWriter::new(out);
    let options = options(made_on);
    for name in names {
        let from = path.join(&name);
        let failed = |e: io::Error| StorageError::read(&from, &e);
        let mut file = File::open(&from).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        zip.start_file(
            format!("{WITHIN}{name}"),
            options.large_file(size >= u64::from(u32::MAX)),
        )
        .map_err(unwritten)?;
        manifest
            .files
            .push(copied(name, &from, &mut file, &mut zip)?);
    }
    let list = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other);
    zip.start_file(MANIFEST, options).map_err(unwritten)?;
    list.and_then(|list| zip.write_all(&list))
        .map_err(unwritten)?;
    let mut out = zip.finish().map_err(unwritten)?;
    out.flush().map_err(unwritten)?;
    Ok(manifest)
}

fn unwritten(e: impl Into<io::Error>) -> ParcelError {
    StorageError::write("(zip)".as_ref(), &e.into()).into()
}

/// Copies a file, hashed on the way: the list says what is in the parcel, not what was there before.
fn copied(
    path: String,
    from: &Path,
    file: &mut File,
    out: &mut impl Write,
) -> Result<Listed, ParcelError> {
    let mut hasher = Sha256::new();
    let mut size = 0_u64;
    let mut block = vec![0; BLOCK];
    loop {
        let read = file.read(&mut block);
        let count = read.map_err(|e| StorageError::read(from, &e))?;
        let Some(bytes) = block.get(..count).filter(|b| !b.is_empty()) else {
            break;
        };
        hasher.update(bytes);
        size += u64::try_from(count).unwrap_or_default();
        out.write_all(bytes).map_err(unwritten)?;
    }
    let sha256 = Hash::finished(hasher).to_string();
    Ok(Listed { path, size, sha256 })
}

/// Every time is the day it was packed: when each file was touched is nobody's concern.
fn options(made_on: NaiveDate) -> SimpleFileOptions {
    let year = u16::try_from(made_on.year()).unwrap_or_default();
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    let (month, day) = (part(made_on.month()), part(made_on.day()));
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(
            DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default(),
        )
        .unix_permissions(0o600)
}

fn names_in(folder: &Path, lead: &str, out: &mut Vec<String>) -> Result<(), ParcelError> {
    let failed = |e: io::Error| StorageError::read(folder, &e);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let path: PathBuf = entry.path();
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            return Err(ParcelError::NotAFile(path));
        };
        if name.starts_with('.') || lead.is_empty() && name.ends_with(".lock") {
            continue;
        }
        let whole = format!("{lead}{name}");
        if kind.is_dir() {
            names_in(&path, &format!("{whole}/"), out)?;
        } else if kind.is_file() && is_safe(&whole) {
            out.push(whole);
        } else {
            return Err(ParcelError::NotAFile(path));
        }
    }
    Ok(())
}
