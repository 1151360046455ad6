//! A parcel read: checked as a whole, and unpacked into a new case.

use super::manifest::is_safe;
use super::{BLOCK, LONGEST_LIST, MANIFEST, MOST_FILES, Manifest, ParcelError, WITHIN};
use crate::domain::chain::{Hash, Verification};
use crate::storage::files::{create_private_folder, private_options, sync_folder};
use crate::storage::home::RECEIVING;
use crate::storage::log::{Log, verify_copy};
use crate::storage::{CaseFolder, Home, StorageError};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use zip::ZipArchive;

/// How every file of the age format begins.
const AGE: &[u8] = b"age-encryption.org/v1";

/// Does the file begin as an encrypted one does? It is read from its beginning again afterwards.
///
/// # Errors
/// The disk's.
pub fn is_encrypted(file: &mut File) -> io::Result<bool> {
    let mut begin = Vec::new();
    let most = u64::try_from(AGE.len()).unwrap_or_default();
    file.take(most).read_to_end(&mut begin)?;
    file.rewind()?;
    Ok(begin == AGE)
}

/// A parcel with its list read.
pub struct Opened<R> {
    archive: ZipArchive<R>,
    /// The list.
    pub manifest: Manifest,
}

impl<R> std::fmt::Debug for Opened<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.manifest.fmt(f)
    }
}

impl<R: Read + Seek> Opened<R> {
    /// Reads the list; no file is believed yet.
    ///
    /// # Errors
    /// It isn't a parcel, or its list can't be ours.
    pub fn read(input: R) -> Result<Opened<R>, ParcelError> {
        let mut archive = ZipArchive::new(input).map_err(|_| ParcelError::NotOne)?;
        if archive.len() > MOST_FILES + 1 {
            return Err(ParcelError::TooLarge);
        }
        let mut text = Vec::new();
        archive
            .by_name(MANIFEST)
            .map_err(|_| ParcelError::NotOne)?
            .take(LONGEST_LIST)
            .read_to_end(&mut text)
            .map_err(|_| ParcelError::NotOne)?;
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|_| ParcelError::NotOne)?;
        let manifest = manifest.checked()?;
        Ok(Opened { archive, manifest })
    }

    /// Reads every file and compares it with the list; writes nothing.
    ///
    /// # Errors
    /// A file isn't what the list says, is missing, or isn't in the list.
    pub fn check(&mut self) -> Result<(), ParcelError> {
        self.each(|_| Ok(Box::new(io::sink())))
    }

    /// Unpacks it as a new case of this name: aside first, checked as a whole, then put in its place
    /// in one step. Gives the case and what its log shows; none where it has no log.
    ///
    /// With `faulty`, a log that doesn't verify is taken in all the same.
    ///
    /// # Errors
    /// There is a case of this name, the parcel was refused, or the disk refuses; nothing is kept.
    pub fn received(
        &mut self,
        home: &Home,
        name: &str,
        faulty: bool,
    ) -> Result<(CaseFolder, Option<Verification>), ParcelError> {
        let folder = home.case(name)?;
        let taken = || StorageError::CaseExists {
            name: name.to_owned(),
        };
        if folder.path().symlink_metadata().is_ok() {
            return Err(taken().into());
        }
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |e: io::Error| StorageError::write(&path, &e)
        };
        let cases = home.path().join("cases");
        create_private_folder(&cases).map_err(failed(&cases))?;
        // Beside the cases and not among them: a case that isn't whole yet is in no list.
        let aside = tempfile::Builder::new()
            .prefix(RECEIVING)
            .tempdir_in(home.path())
            .map_err(failed(home.path()))?;
        let new = aside.path().join("case");
        create_private_folder(&new).map_err(failed(&new))?;
        self.each(|path| written(&new, path))?;
        let unpacked = CaseFolder::at(new.clone(), name);
        if !unpacked.exists() || unpacked.is_sealed() != self.manifest.sealed {
            return Err(ParcelError::NoCase);
        }
        if !self.manifest.sealed {
            unpacked.load()?;
        }
        let log = Log::of_case(&new);
        let found = log.exists().then(|| verify_copy(&log.path(), Vec::new()));
        let found = found.transpose()?;
        if let Some(found) = found.as_ref().filter(|found| !found.ok && !faulty) {
            let faults = found.faults.len();
            return Err(ParcelError::LogFails { faults });
        }
        std::fs::rename(&new, folder.path()).map_err(|e| match folder.path().exists() {
            true => taken(),
            false => StorageError::write(folder.path(), &e),
        })?;
        sync_folder(&cases).map_err(failed(&cases))?;
        Ok((folder, found))
    }

    /// Goes through the files of the archive, each written where `to` says and compared with the
    /// list. Never more is read of one than the list announces.
    fn each(
        &mut self,
        to: impl Fn(&str) -> Result<Box<dyn Write>, ParcelError>,
    ) -> Result<(), ParcelError> {
        let mut listed: BTreeMap<&str, _> = self
            .manifest
            .files
            .iter()
            .map(|f| (f.path.as_str(), f))
            .collect();
        for at in 0..self.archive.len() {
            let mut file = self.archive.by_index(at).map_err(|_| ParcelError::NotOne)?;
            let name = file.name().to_owned();
            if name == MANIFEST {
                continue;
            }
            let path = name.strip_prefix(WITHIN).ok_or(ParcelError::Unsafe)?;
            if !is_safe(path) || !file.is_file() || file.is_symlink() {
                return Err(ParcelError::Unsafe);
            }
            let changed = || ParcelError::Changed(path.to_owned());
            let expected = listed.remove(path).ok_or_else(changed)?;
            let mut out = to(path)?;
            let mut hasher = Sha256::new();
            let mut size = 0_u64;
            let mut block = vec![0; BLOCK];
            loop {
                let count = file.read(&mut block).map_err(|_| changed())?;
                let Some(bytes) = block.get(..count).filter(|b| !b.is_empty()) else {
                    break;
                };
                size += u64::try_from(count).unwrap_or_default();
                if size > expected.size {
                    return Err(changed());
                }
                hasher.update(bytes);
                out.write_all(bytes)
                    .map_err(|e| StorageError::write(path.as_ref(), &e))?;
            }
            out.flush()
                .map_err(|e| StorageError::write(path.as_ref(), &e))?;
            if size != expected.size || Hash::finished(hasher).to_string() != expected.sha256 {
                return Err(changed());
            }
        }
        match listed.keys().next() {
            Some(missing) => Err(ParcelError::Changed((*missing).to_owned())),
            None => Ok(()),
        }
    }
}

/// A new file in the folder of the case, synced once it is whole.
fn written(folder: &Path, path: &str) -> Result<Box<dyn Write>, ParcelError> {
    let place = folder.join(path);
    let failed = |e: &io::Error| StorageError::write(&place, e);
    if let Some(parent) = place.parent() {
        create_private_folder(parent).map_err(|e| failed(&e))?;
    }
    let file = private_options()
        .write(true)
        .create_new(true)
        .open(&place)
        .map_err(|e| failed(&e))?;
    Ok(Box::new(Synced(file)))
}

/// A file whose content is on the disk once it was flushed.
struct Synced(File);

impl Write for Synced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}
