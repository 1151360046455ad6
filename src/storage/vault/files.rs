//! The files of a case by their own names, sealed or not.

use super::change::over;
use super::places::{
    ENDING, FOLDER, NAME_ENDING, is_inside, name_place, name_told_by, public_text, recipients_of,
    sealed_or_not, sealed_place,
};
use super::{VaultError, is_sealed, key_of, opened};
use crate::domain::encoding::is_gb18030;
use crate::storage::StorageError;
use crate::storage::files::{create_private_folder, create_whole, may_exist, replace_whole};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The files of one case by their names from its folder, with `/` (`drafts/visit.json`). In a sealed
/// case writing seals, and reading needs the case to be opened.
#[derive(Debug, Clone, Copy)]
pub struct CaseFiles<'a> {
    folder: &'a Path,
}

/// Whether a name may be taken that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Replaced,
    Kept,
}

impl<'a> CaseFiles<'a> {
    /// Of the case in this folder.
    pub fn of(folder: &'a Path) -> CaseFiles<'a> {
        CaseFiles { folder }
    }

    /// Where a file stands, or would.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path_where(is_sealed(self.folder), name)
    }

    /// Where a file stands in a sealed case, and whether its name is kept beside it. A key file that
    /// can't be read makes the place unknown; what is then written or read fails by itself.
    fn sealed_place(&self, name: &str) -> Option<(String, bool)> {
        self.place_where(is_sealed(self.folder), name)
    }

    fn place_where(&self, sealed: bool, name: &str) -> Option<(String, bool)> {
        if !sealed {
            return None;
        }
        let keys = public_text(self.folder).unwrap_or_default();
        let own = keys.lines().next().unwrap_or_default();
        Some(sealed_place(name, own))
    }

    /// Is there a file of this name, as far as can be told?
    pub fn has(&self, name: &str) -> bool {
        sealed_or_not(self.folder).map_or(true, |sealed| may_exist(&self.path_where(sealed, name)))
    }

    fn path_where(&self, sealed: bool, name: &str) -> PathBuf {
        match self.place_where(sealed, name) {
            Some((place, _)) => self.folder.join(place),
            None => self.folder.join(name),
        }
    }

    /// What a file holds, if it is there.
    ///
    /// # Errors
    /// It can't be read, or the case wasn't opened.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let sealed = sealed_or_not(self.folder)?;
        let path = self.path_where(sealed, name);
        let file = match std::fs::File::open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(StorageError::read(&path, &e)),
        };
        if sealed {
            return Ok(Some(self.opened_whole(&path, file)?));
        }
        let mut bytes = Vec::new();
        let mut file = file;
        file.read_to_end(&mut bytes)
            .map_err(|e| StorageError::read(&path, &e))?;
        Ok(Some(bytes))
    }

    fn opened_whole(&self, path: &Path, file: std::fs::File) -> Result<Vec<u8>, VaultError> {
        let key = key_of(self.folder)?;
        let mut bytes = Vec::new();
        opened(path, io::BufReader::new(file), &key)?
            .read_to_end(&mut bytes)
            .map_err(|_| VaultError::Damaged(path.into()))?;
        Ok(bytes)
    }

    /// The same as text.
    ///
    /// # Errors
    /// As for [`CaseFiles::read`], or it isn't UTF-8.
    pub fn read_text(&self, name: &str) -> Result<Option<String>, StorageError> {
        let Some(bytes) = self.read(name)? else {
            return Ok(None);
        };
        let read = String::from_utf8(bytes).map_err(|e| StorageError::NotUtf8 {
            path: self.path(name),
            is_gb18030: is_gb18030(e.as_bytes()),
        });
        read.map(Some)
    }

    /// Replaces a file whole.
    ///
    /// # Errors
    /// The disk refuses; what was there before stands.
    pub fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        self.put(name, bytes, Standing::Replaced).map(drop)
    }

    /// Makes a file, unless one of this name is there: then nothing is written and the answer is
    /// false.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn create(&self, name: &str, bytes: &[u8]) -> Result<bool, StorageError> {
        self.put(name, bytes, Standing::Kept)
    }

    /// Writes in the form the case has, and again where another program sealed or opened the case
    /// meanwhile: nothing is left in the open, nothing written is lost.
    fn put(&self, name: &str, bytes: &[u8], standing: Standing) -> Result<bool, StorageError> {
        let was_sealed = sealed_or_not(self.folder)?;
        let first = self.put_as(was_sealed, name, bytes, standing);
        over(self.folder)?;
        // A disk that doesn't tell now is no reason to take away what was just written.
        let sealed = sealed_or_not(self.folder)?;
        if sealed == was_sealed {
            return first;
        }
        let written = match first {
            Ok(false) => false,
            Ok(true) => self.put_as(sealed, name, bytes, Standing::Replaced)?,
            Err(_) => self.put_as(sealed, name, bytes, standing)?,
        };
        if written {
            let left = self.path_where(was_sealed, name);
            let name_left = named_beside(&left, was_sealed);
            for left in [Some(left), name_left].into_iter().flatten() {
                match std::fs::remove_file(&left) {
                    Err(e) if e.kind() != ErrorKind::NotFound => {
                        return Err(StorageError::write(&left, &e));
                    }
                    _ => {}
                }
            }
        }
        Ok(written)
    }

    fn put_as(
        &self,
        sealed: bool,
        name: &str,
        bytes: &[u8],
        standing: Standing,
    ) -> Result<bool, StorageError> {
        let Some((place, named)) = self.place_where(sealed, name) else {
            return write(&self.folder.join(name), bytes, standing);
        };
        let to = recipients_of(self.folder)?;
        let path = self.folder.join(&place);
        let failed = |e: &io::Error| StorageError::write(&path, e);
        if named {
            // The name first: a file without a name couldn't be put back.
            let name = to.seal(name.as_bytes()).map_err(|e| failed(&e))?;
            write(
                &self.folder.join(name_place(&place)),
                &name,
                Standing::Replaced,
            )?;
        }
        let sealed = to.seal(bytes).map_err(|e| failed(&e))?;
        write(&path, &sealed, standing)
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn remove(&self, name: &str) -> Result<(), StorageError> {
        let sealed = sealed_or_not(self.folder)?;
        let place = self.place_where(sealed, name);
        let beside = place
            .filter(|(_, named)| *named)
            .map(|(place, _)| self.folder.join(name_place(&place)));
        for path in [Some(self.path_where(sealed, name)), beside]
            .into_iter()
            .flatten()
        {
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != ErrorKind::NotFound => {
                    return Err(StorageError::write(&path, &e));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Gives a file another name; whoever asks has seen that no other file has it. A sealed file is
    /// moved as it is, without being opened.
    ///
    /// # Errors
    /// The disk refuses; the file has its old name then.
    pub fn rename(&self, name: &str, to: &str) -> Result<(), StorageError> {
        let (old, new) = (self.path(name), self.path(to));
        let failed = |e: &io::Error| StorageError::write(&old, e);
        if let Some((place, true)) = self.sealed_place(to) {
            let sealed = recipients_of(self.folder)?
                .seal(to.as_bytes())
                .map_err(|e| failed(&e))?;
            write(
                &self.folder.join(name_place(&place)),
                &sealed,
                Standing::Replaced,
            )?;
        }
        std::fs::rename(&old, &new).map_err(|e| failed(&e))?;
        if let Some((place, true)) = self.sealed_place(name) {
            // A name left over speaks of no file.
            let _ = std::fs::remove_file(self.folder.join(name_place(&place)));
        }
        Ok(())
    }

    /// The names of the files directly in a folder of the case, sorted, without the folder's.
    ///
    /// # Errors
    /// The folder is there and can't be read, or the case wasn't opened.
    pub fn names_in(&self, folder: &str) -> Result<Vec<String>, StorageError> {
        let mut names = if sealed_or_not(self.folder)? {
            let whole = self.sealed_names()?;
            let inside = whole.iter().filter_map(|name| {
                let rest = name.strip_prefix(folder)?.strip_prefix('/')?;
                (!rest.contains('/')).then(|| rest.to_owned())
            });
            inside.collect()
        } else {
            files_in(&self.folder.join(folder))?
        };
        names.sort();
        Ok(names)
    }

    /// The names of all sealed files that keep theirs beside them.
    fn sealed_names(&self) -> Result<Vec<String>, StorageError> {
        let folder = self.folder.join(FOLDER);
        let mut names = Vec::new();
        for file in files_in(&folder)? {
            let Some(stem) = file.strip_suffix(NAME_ENDING) else {
                continue;
            };
            if may_exist(&folder.join(format!("{stem}{ENDING}"))) {
                names.push(self.name_at(&format!("{FOLDER}/{stem}{ENDING}"))?);
            }
        }
        Ok(names)
    }

    /// The name of the file that stands sealed at this place.
    ///
    /// # Errors
    /// Its name can't be read, or is none a file of a case can have.
    pub(super) fn name_at(&self, place: &str) -> Result<String, StorageError> {
        if let Some(name) = name_told_by(place) {
            return Ok(name.to_owned());
        }
        let path = self.folder.join(name_place(place));
        let file = std::fs::File::open(&path).map_err(|e| StorageError::read(&path, &e))?;
        let name = String::from_utf8(self.opened_whole(&path, file)?).unwrap_or_default();
        if is_inside(&name) {
            Ok(name)
        } else {
            Err(VaultError::Damaged(path).into())
        }
    }
}

/// The file that holds the name of one that stood sealed at this path.
fn named_beside(path: &Path, was_sealed: bool) -> Option<PathBuf> {
    let name = path.to_str().filter(|_| was_sealed)?;
    Some(PathBuf::from(name_place(name)))
}

/// Writes a file; false where one stands there that may not be replaced.
fn write(path: &Path, bytes: &[u8], standing: Standing) -> Result<bool, StorageError> {
    if let Some(folder) = path.parent() {
        create_private_folder(folder).map_err(|e| StorageError::write(folder, &e))?;
    }
    let done = match standing {
        Standing::Replaced => replace_whole(path, bytes),
        Standing::Kept => create_whole(path, bytes),
    };
    match done {
        Ok(()) => Ok(true),
        Err(e) if standing == Standing::Kept && e.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(StorageError::write(path, &e)),
    }
}

/// The names of what is directly in a folder; none where it isn't there.
fn files_in(folder: &Path) -> Result<Vec<String>, StorageError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StorageError::read(folder, &e)),
    };
    Ok(entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().to_str().map(str::to_owned))
        .collect())
}
