//! Files kept beside the log: copied in, hashed on the way, never moved and never removed.

mod copy;
mod copying;
mod error;

use super::files::{create_private_folder, sync_folder};
use super::vault::{Key, is_sealed, key_if_open, opened};
use copy::Copy;
pub use copy::is_there;
pub use error::AttachmentError;

use crate::domain::chain::{Hash, is_lower_hex, lower_hex};
use crate::domain::evidence::{AttachmentRef, media_type};
use copying::{BLOCK, Copied, Copying};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The folder of attachments in a case folder.
pub const FOLDER_NAME: &str = "attachments";

/// How the name of a sealed attachment ends.
const SEALED_ENDING: &str = ".age";

/// How the name of a copy begins while it is being made.
const HALF_COPY: &str = ".menshen-copy-";

/// A half copy younger than this may be one whose maker hasn't locked it yet.
const HALF_COPY_REST: std::time::Duration = std::time::Duration::from_secs(5);

/// Refuses what can't be copied in, without reading it: so that many files are checked before the
/// first is copied.
///
/// # Errors
/// It isn't there, or isn't a regular file.
pub fn check_source(source: &Path) -> Result<u64, AttachmentError> {
    let found = std::fs::metadata(source).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => AttachmentError::NotFound(source.into()),
        _ => unreadable(source, &e),
    })?;
    if found.is_dir() {
        Err(AttachmentError::Folder(source.into()))
    } else if !found.is_file() {
        Err(AttachmentError::NotRegular(source.into()))
    } else {
        Ok(found.len())
    }
}

/// Copies a file into a case under this random id, in one pass: read, hashed, written aside, synced,
/// renamed, the folder synced. The original is only read.
///
/// # Errors
/// Nothing was added; the original is as it was.
pub fn copy_in(
    case_folder: &Path,
    source: &Path,
    id: [u8; 16],
) -> Result<AttachmentRef, AttachmentError> {
    copy_in_watched(case_folder, source, id, &mut |_, _| {
        ControlFlow::Continue(())
    })
}

/// [`copy_in`], telling after each block how many bytes of how many are copied; the answer may be to
/// stop there.
///
/// # Errors
/// As for [`copy_in`].
pub fn copy_in_watched(
    case_folder: &Path,
    source: &Path,
    id: [u8; 16],
    watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<AttachmentRef, AttachmentError> {
    let size = check_source(source)?;
    let folder = case_folder.join(FOLDER_NAME);
    let new_folder = !folder.exists();
    let unwritable = |e: &io::Error| match super::log::is_disk_full(e) {
        true => AttachmentError::DiskFull {
            path: source.into(),
            size,
        },
        false => AttachmentError::Unwritable {
            path: folder.clone(),
            reason: e.to_string(),
        },
    };
    create_private_folder(&folder).map_err(|e| unwritable(&e))?;
    if new_folder {
        sync_folder(case_folder).map_err(|e| unwritable(&e))?;
    }
    let mut original = File::open(source).map_err(|e| unreadable(source, &e))?;
    remove_half_copies(case_folder);
    // tempfile makes 0600 files on Unix, and removes the file if we fail before the rename. Beside
    // the attachments, not among them: what stands there has its final name and is whole.
    let copy = tempfile::Builder::new()
        .prefix(HALF_COPY)
        .tempfile_in(case_folder)
        .map_err(|e| unwritable(&e))?;
    // Held until the copy has its name: another program leaves it alone. A disk that knows no locks
    // keeps nobody from copying.
    let _ = copy.as_file().try_lock();
    let mut copy = Copy::begun(case_folder, copy)?;
    let before = modified(&original);
    let copying = Copying {
        source,
        size,
        unwritable: &unwritable,
        watch,
    };
    let Copied { hash, beginning } = copying.run(&mut original, &mut copy, |original| {
        modified(original) == before
    })?;
    let id = lower_hex(&id);
    let ending = copy.ending();
    let copy = copy.whole().map_err(|e| unwritable(&e))?;
    copy.as_file().sync_all().map_err(|e| unwritable(&e))?;
    copy.persist_noclobber(folder.join(format!("{id}{ending}")))
        .map_err(|e| unwritable(&e.error))?;
    sync_folder(&folder).map_err(|e| unwritable(&e))?;
    let name = source.file_name().unwrap_or(source.as_os_str());
    Ok(AttachmentRef {
        id,
        name: name.to_string_lossy().into_owned(),
        sha256: hash.to_string(),
        size,
        media_type: media_type(&beginning).to_owned(),
    })
}

/// Takes back whole copies made just now, where the entry that was to name them isn't written after
/// all. The originals are where they were.
pub fn take_back(case_folder: &Path, copies: &[AttachmentRef]) {
    let folder = case_folder.join(FOLDER_NAME);
    for copy in copies {
        if is_lower_hex(&copy.id, 32) {
            // What can't be removed costs room and nothing else: a check of the log names it.
            let _ = std::fs::remove_file(folder.join(&copy.id));
            let _ = std::fs::remove_file(folder.join(format!("{}{SEALED_ENDING}", copy.id)));
        }
    }
}

/// Takes away what programs that were stopped while copying left behind. A half copy that can be
/// locked belongs to nobody any more; its original is where it was, and no entry speaks of it.
fn remove_half_copies(case_folder: &Path) {
    let Ok(found) = std::fs::read_dir(case_folder) else {
        return;
    };
    for entry in found.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(HALF_COPY) {
            continue;
        }
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let abandoned = is_file
            && File::open(entry.path()).is_ok_and(|file| {
                let old = file
                    .metadata()
                    .and_then(|m| m.modified())
                    .is_ok_and(|at| at.elapsed().is_ok_and(|age| age >= HALF_COPY_REST));
                old && file.try_lock().is_ok()
            });
        if abandoned {
            // What can't be removed costs room and nothing else.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn unreadable(path: &Path, e: &io::Error) -> AttachmentError {
    AttachmentError::Unreadable {
        path: path.into(),
        reason: e.to_string(),
    }
}

fn modified(file: &File) -> Option<std::time::SystemTime> {
    file.metadata().ok()?.modified().ok()
}

/// Whether a file is still what its entry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentCheck {
    /// Same length, same hash.
    Same,
    /// A fault with this code.
    Wrong(&'static str),
}

/// The attachments beside a log, while it is verified.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    case: PathBuf,
    /// Do the files stand there sealed?
    sealed: bool,
    /// What was hashed already, so that an entry and its amendments cost one reading.
    seen: BTreeMap<String, Option<(u64, Hash)>>,
}

impl Shelf {
    /// The attachments of the log in this file.
    pub fn beside(log: &Path) -> Shelf {
        let case = log.parent().unwrap_or(Path::new(""));
        Shelf {
            folder: case.join(FOLDER_NAME),
            sealed: is_sealed(case),
            case: case.to_owned(),
            seen: BTreeMap::new(),
        }
    }

    /// Is there a folder of attachments at all?
    pub fn exists(&self) -> bool {
        self.folder.is_dir()
    }

    /// How many sealed attachments there are; `None` in a case that isn't sealed.
    pub fn sealed_count(&self) -> Option<usize> {
        let files = std::fs::read_dir(&self.folder).into_iter().flatten();
        let names = files
            .flatten()
            .map(|f| f.file_name().to_string_lossy().into_owned());
        self.sealed
            .then(|| names.filter(|name| name.ends_with(SEALED_ENDING)).count())
    }

    fn place(&self, id: &str) -> PathBuf {
        match self.sealed {
            true => self.folder.join(format!("{id}{SEALED_ENDING}")),
            false => self.folder.join(id),
        }
    }

    /// Compares a file with what an entry says of it.
    pub fn check(&mut self, attachment: &AttachmentRef) -> AttachmentCheck {
        // The id becomes a path: nothing but digits may go into it.
        if !is_lower_hex(&attachment.id, 32) {
            return AttachmentCheck::Wrong("attachment-id-form");
        }
        let path = self.place(&attachment.id);
        match std::fs::symlink_metadata(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                self.seen.insert(attachment.id.clone(), None);
                return AttachmentCheck::Wrong("attachment-missing");
            }
            Err(_) => return AttachmentCheck::Wrong("attachment-unreadable"),
            // A pipe put in its place would hang whoever reads it.
            Ok(found) if !found.is_file() => {
                self.seen.insert(attachment.id.clone(), None);
                return AttachmentCheck::Wrong("attachment-changed");
            }
            Ok(_) => {}
        }
        let key = self.sealed.then(|| key_if_open(&self.case)).flatten();
        let found = self
            .seen
            .entry(attachment.id.clone())
            .or_insert_with(|| measured(&path, key.as_deref()).ok());
        match found {
            None => AttachmentCheck::Wrong("attachment-unreadable"),
            Some((size, hash))
                if *size == attachment.size && hash.to_string() == attachment.sha256 =>
            {
                AttachmentCheck::Same
            }
            Some(_) => AttachmentCheck::Wrong("attachment-changed"),
        }
    }

    /// Names in the folder that no entry checked so far speaks of, sorted.
    pub fn left_over(&self) -> Vec<String> {
        let Ok(found) = std::fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = found
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .filter(|name| {
                let id = match self.sealed {
                    true => name.strip_suffix(SEALED_ENDING).unwrap_or(name),
                    false => name,
                };
                !self.seen.contains_key(id)
            })
            .collect();
        names.sort();
        names
    }
}

/// Length and hash of an attachment as it was copied in; sealed ones need the key.
fn measured(path: &Path, key: Option<&Key>) -> io::Result<(u64, Hash)> {
    let file = File::open(path)?;
    let mut file: Box<dyn Read> = match key {
        Some(key) => {
            Box::new(opened(path, io::BufReader::new(file), key).map_err(io::Error::other)?)
        }
        None => Box::new(file),
    };
    let mut hasher = Sha256::new();
    let mut block = vec![0; BLOCK];
    let mut size = 0;
    loop {
        match file.read(&mut block) {
            Ok(0) => return Ok((size, Hash::finished(hasher))),
            Ok(count) => {
                hasher.update(&block[..count]);
                size += count as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}
