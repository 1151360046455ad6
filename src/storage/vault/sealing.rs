//! A whole case sealed, sealed to one more key, or opened for good.

use super::change::{Change, settle_locked};
use super::held::{Form, Held, Holding, holding, is_attachment};
use super::keyring::{forget, keep};
use super::places::{KEY_FILE, PUBLIC_FILE, name_place, public_text, sealed_place};
use super::{
    Key, Passphrase, Recipients, VaultError, is_sealed, key_of, opened, opened_line, sealed_line,
};
use crate::domain::chain::Hash;
use crate::storage::lock::{Lock, NotLocked, PATIENCE};
use crate::storage::{CaseFolder, CaseLock, StorageError};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

const BLOCK: usize = 256 * 1024;

/// What a sealing or an opening went over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Covered {
    /// Entries of the log.
    pub entries: u64,
    /// Attachments.
    pub attachments: u64,
    /// Other files.
    pub files: u64,
    /// Public keys besides the case's own.
    pub others: u64,
}

/// Seals a case, all of it or nothing. A case sealed already must have been opened, and is sealed
/// again to the keys it had and those added; `passphrase` is for the first time alone.
///
/// # Errors
/// Nothing has changed: a key isn't one, a file can't be read or written, a line of the log isn't in
/// its form, or what was sealed didn't read back the same. (Cut short after that, the next program
/// that opens the case finishes it.)
pub fn seal(
    case: &CaseFolder,
    _lock: &CaseLock,
    passphrase: Option<&Passphrase>,
    added: &[String],
) -> Result<Covered, StorageError> {
    let folder = case.path();
    settle_locked(folder)?;
    let _log_lock = log_lock(folder)?;
    let sealed_before = is_sealed(folder);
    let fresh = match passphrase {
        Some(passphrase) if !sealed_before => Some((Key::generate()?, passphrase)),
        Some(_) => return Err(VaultError::AlreadySealed.into()),
        None => None,
    };
    let mut keys: Vec<String> = match &fresh {
        Some((key, _)) => vec![key.public()],
        None => public_text(folder)?.lines().map(str::to_owned).collect(),
    };
    for key in added {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    let public: String = keys.iter().map(|key| format!("{key}\n")).collect();
    let to = Recipients::read(&public)?;
    let change = Change::begin(folder)?;
    put(&change, PUBLIC_FILE, public.as_bytes())?;
    if let Some((key, passphrase)) = &fresh {
        put(&change, KEY_FILE, &key.under(passphrase)?)?;
    }
    let opened_key = if sealed_before {
        Some(key_of(folder)?)
    } else {
        None
    };
    let key: &Key = match (&opened_key, &fresh) {
        (Some(key), _) => key,
        (None, Some((key, _))) => key,
        (None, None) => return Err(VaultError::NotSealed.into()),
    };
    let held = holding(folder, sealed_before)?;
    let own = keys.first().map(String::as_str).unwrap_or_default();
    let mut covered = Covered {
        others: keys.len() as u64 - 1,
        ..Covered::default()
    };
    let mut kept_places = Vec::new();
    for file in &held.files {
        covered.count(file);
        if file.form == Form::Log {
            covered.entries = each_line_again(folder, file, &change, |line| {
                let line = opened_line(line, key)?;
                sealed_line(&line, &to)
                    .map_err(|e| VaultError::unreadable(&folder.join(&file.place), &e))
            })?;
            same_lines(&folder.join(&file.place), &change.path(&file.place), key)?;
            kept_places.push(file.place.clone());
            continue;
        }
        let (place, named) = sealed_place(&file.name, own);
        if named {
            let sealed = to
                .seal(file.name.as_bytes())
                .map_err(|e| StorageError::write(&change.path(&place), &e))?;
            put(&change, &name_place(&place), &sealed)?;
            kept_places.push(name_place(&place));
        }
        seal_file(folder, file, key, &to, &change, &place)?;
        kept_places.push(place);
    }
    change.make(&gone(held, &kept_places))?;
    if let Some((key, _)) = fresh {
        keep(folder, key);
    }
    Ok(covered)
}

/// Opens a sealed case for good, all of it or nothing: afterwards it is as it was before it was
/// sealed, with what was added since. It must have been opened with the passphrase.
///
/// # Errors
/// Nothing has changed: the case isn't sealed or opened, a file can't be opened or written.
pub fn unseal(case: &CaseFolder, _lock: &CaseLock) -> Result<Covered, StorageError> {
    let folder = case.path();
    settle_locked(folder)?;
    let _log_lock = log_lock(folder)?;
    if !is_sealed(folder) {
        return Err(VaultError::NotSealed.into());
    }
    let key = key_of(folder)?;
    let change = Change::begin(folder)?;
    let held = holding(folder, true)?;
    let mut covered = Covered::default();
    let mut kept_places = Vec::new();
    for file in &held.files {
        covered.count(file);
        match file.form {
            Form::Log => {
                covered.entries = each_line_again(folder, file, &change, |line| {
                    opened_line(line, &key).map(|line| Some(line.into_owned()))
                })?;
                same_lines(&folder.join(&file.place), &change.path(&file.place), &key)?;
            }
            Form::Sealed => {
                let path = folder.join(&file.place);
                let plain = opened(&path, reader(&path)?, &key)?;
                let out = change.file(&file.name)?;
                copy(plain, out, &path, &change.path(&file.name))?
                    .sync_all()
                    .map_err(|e| StorageError::write(&change.path(&file.name), &e))?;
            }
            // Somebody put it there; it stays where it is.
            Form::Open => {}
        }
        kept_places.push(file.name.clone());
    }
    let mut removed = gone(held, &kept_places);
    removed.extend([PUBLIC_FILE.to_owned(), KEY_FILE.to_owned()]);
    change.make(&removed)?;
    forget(folder);
    Ok(covered)
}

impl Covered {
    fn count(&mut self, file: &Held) {
        if is_attachment(&file.name) {
            self.attachments += 1;
        } else if file.form != Form::Log {
            self.files += 1;
        }
    }
}

/// The places that are no longer wanted once the new files are in theirs.
fn gone(held: Holding, kept: &[String]) -> Vec<String> {
    let places = held.files.into_iter().map(|file| file.place);
    places
        .chain(held.names)
        .chain(held.unfinished)
        .filter(|place| !kept.contains(place))
        .collect()
}

fn log_lock(folder: &Path) -> Result<Lock, StorageError> {
    Lock::take(folder, PATIENCE).map_err(|e| match e {
        NotLocked::Busy => StorageError::Locked {
            path: folder.join(crate::storage::log::FILE_NAME),
        },
        NotLocked::Failed(e) => StorageError::write(folder, &e),
    })
}

fn put(change: &Change<'_>, place: &str, bytes: &[u8]) -> Result<(), StorageError> {
    let mut file = change.file(place)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|e| StorageError::write(&change.path(place), &e))
}

fn reader(path: &Path) -> Result<BufReader<File>, StorageError> {
    let file = File::open(path).map_err(|e| StorageError::read(path, &e))?;
    Ok(BufReader::with_capacity(BLOCK, file))
}

/// Seals one file and reads it back: the open one is about to be removed.
fn seal_file(
    folder: &Path,
    file: &Held,
    key: &Key,
    to: &Recipients,
    change: &Change<'_>,
    place: &str,
) -> Result<(), StorageError> {
    let path = folder.join(&file.place);
    let new = change.path(place);
    let failed = |e: &io::Error| StorageError::write(&new, e);
    let out = BufWriter::new(change.file(place)?);
    let sealing = to.sealing(out).map_err(|e| failed(&e))?;
    let mut source = Hashed::of(match file.form {
        Form::Sealed => Box::new(opened(&path, reader(&path)?, key)?) as Box<dyn Read>,
        _ => Box::new(reader(&path)?),
    });
    let sealed = copy(&mut source, sealing, &path, &new)?;
    let file = sealed
        .finish()
        .and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error))
        .map_err(|e| failed(&e))?;
    file.sync_all().map_err(|e| failed(&e))?;
    let mut back = Hashed::of(opened(&new, reader(&new)?, key)?);
    copy(&mut back, io::sink(), &new, &new)?;
    if back.hash() == source.hash() {
        Ok(())
    } else {
        Err(VaultError::Damaged(new).into())
    }
}

/// Copies all of it; a failed read and a failed write are told apart.
fn copy<W: Write>(
    mut from: impl Read,
    mut to: W,
    read: &Path,
    written: &Path,
) -> Result<W, StorageError> {
    let mut block = vec![0; BLOCK];
    loop {
        let count = match from.read(&mut block) {
            Ok(0) => break,
            Ok(count) => count,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) if e.kind() == io::ErrorKind::InvalidData => {
                return Err(VaultError::Damaged(read.into()).into());
            }
            Err(e) => return Err(StorageError::read(read, &e)),
        };
        to.write_all(&block[..count])
            .map_err(|e| StorageError::write(written, &e))?;
    }
    to.flush().map_err(|e| StorageError::write(written, &e))?;
    Ok(to)
}

/// The log with each line but the first made another; gives how many there are.
fn each_line_again(
    folder: &Path,
    log: &Held,
    change: &Change<'_>,
    again: impl Fn(&[u8]) -> Result<Option<Vec<u8>>, VaultError>,
) -> Result<u64, StorageError> {
    let path = folder.join(&log.place);
    let new = change.path(&log.place);
    let failed = |e: &io::Error| StorageError::write(&new, e);
    let mut out = BufWriter::new(change.file(&log.place)?);
    let mut lines = reader(&path)?;
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let count = lines
            .read_until(b'\n', &mut line)
            .map_err(|e| StorageError::read(&path, &e))?;
        if count == 0 {
            break;
        }
        number += 1;
        let whole = line.pop_if(|last| *last == b'\n').is_some();
        if number > 1 {
            // A line without its end is a write that was cut short: the next entry puts it right.
            let made = if whole { again(&line)? } else { None };
            line = made.ok_or(VaultError::LogLine(number))?;
        }
        line.push(b'\n');
        out.write_all(&line).map_err(|e| failed(&e))?;
    }
    let file = out
        .into_inner()
        .map_err(|e| failed(&io::IntoInnerError::into_error(e)))?;
    file.sync_all().map_err(|e| failed(&e))?;
    Ok(number.saturating_sub(1))
}

/// Reads the new log back beside the old one: opened, every line must be the same. The old one is
/// about to be replaced.
fn same_lines(old: &Path, new: &Path, key: &Key) -> Result<(), StorageError> {
    let (mut before, mut after) = (reader(old)?, reader(new)?);
    let (mut was, mut is) = (Vec::new(), Vec::new());
    let mut number = 0;
    loop {
        was.clear();
        is.clear();
        before
            .read_until(b'\n', &mut was)
            .map_err(|e| StorageError::read(old, &e))?;
        after
            .read_until(b'\n', &mut is)
            .map_err(|e| StorageError::read(new, &e))?;
        if was.is_empty() && is.is_empty() {
            return Ok(());
        }
        number += 1;
        let (was, is) = (was.trim_ascii_end(), is.trim_ascii_end());
        if opened_line(was, key)? != opened_line(is, key)? {
            return Err(VaultError::LogLine(number).into());
        }
    }
}

/// What was read, hashed on the way.
struct Hashed<R> {
    from: R,
    hasher: Sha256,
}

impl<R: Read> Hashed<R> {
    fn of(from: R) -> Hashed<R> {
        Hashed {
            from,
            hasher: Sha256::new(),
        }
    }

    fn hash(self) -> Hash {
        Hash::finished(self.hasher)
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(block)?;
        self.hasher.update(&block[..count]);
        Ok(count)
    }
}
