//! Everything a case folder holds, by the names the files have in an open case.

use super::VaultError;
use super::files::CaseFiles;
use super::places::{
    ATTACHMENTS, ENDING, FOLDER, KEY_FILE, NAME_ENDING, PUBLIC_FILE, name_told_by,
};
use crate::storage::StorageError;
use crate::storage::files::UNFINISHED;
use crate::storage::log::FILE_NAME;
use std::path::Path;

/// Lock files are empty, and other programs wait on them: they stay.
const LOCKS: [&str; 2] = ["case.lock", "evidence.lock"];

/// How a file stands in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Open,
    /// As an age file.
    Sealed,
    /// The log, whose lines say by themselves what they are.
    Log,
}

/// One file of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    /// Its name in an open case.
    pub name: String,
    /// Where it stands now, from the case folder.
    pub place: String,
    /// How it stands there.
    pub form: Form,
}

/// What a case folder holds.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// The files, sorted by where they stand.
    pub files: Vec<Held>,
    /// Files that only hold the names of others.
    pub names: Vec<String>,
    /// What programs that were killed left half written, and half copies under way.
    pub unfinished: Vec<String>,
}

/// Looks through a case folder. `sealed`: is it one of a sealed case, that has been opened?
///
/// # Errors
/// Something can't be read, or is neither a file nor a folder.
pub(super) fn holding(case: &Path, sealed: bool) -> Result<Holding, StorageError> {
    let mut places = Vec::new();
    walk(case, "", &mut places)?;
    places.sort();
    let files = CaseFiles::of(case);
    let mut found = Holding::default();
    for place in places {
        let file_name = place.rsplit('/').next().unwrap_or_default();
        if LOCKS.contains(&place.as_str()) || [PUBLIC_FILE, KEY_FILE].contains(&place.as_str()) {
            continue;
        }
        if file_name.starts_with(UNFINISHED) {
            found.unfinished.push(place);
        } else if place == FILE_NAME {
            let name = place.clone();
            let form = Form::Log;
            found.files.push(Held { name, place, form });
        } else if sealed && is_of_the_vault(&place) {
            if place.ends_with(NAME_ENDING) {
                found.names.push(place);
                continue;
            }
            let name = files.name_at(&place)?;
            let form = Form::Sealed;
            found.files.push(Held { name, place, form });
        } else {
            let name = place.clone();
            let form = Form::Open;
            found.files.push(Held { name, place, form });
        }
    }
    Ok(found)
}

/// In a sealed case: is what stands here sealed? Anything else was put there by somebody.
fn is_of_the_vault(place: &str) -> bool {
    let in_folder = place
        .strip_prefix(FOLDER)
        .is_some_and(|rest| rest.starts_with('/') && rest.ends_with(ENDING));
    in_folder || name_told_by(place).is_some()
}

/// Is this an attachment?
pub(super) fn is_attachment(name: &str) -> bool {
    name.starts_with(ATTACHMENTS)
}

/// Every file below a folder, by its path from the case folder with `/`. A change under way isn't
/// part of the case.
fn walk(case: &Path, below: &str, places: &mut Vec<String>) -> Result<(), StorageError> {
    let folder = case.join(below);
    let failed = |e: &std::io::Error| StorageError::read(&folder, e);
    for entry in std::fs::read_dir(&folder).map_err(|e| failed(&e))? {
        let entry = entry.map_err(|e| failed(&e))?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(VaultError::NotAFile(entry.path()).into());
        };
        let place = match below {
            "" => name,
            below => format!("{below}/{name}"),
        };
        let kind = entry.file_type().map_err(|e| failed(&e))?;
        if kind.is_dir() {
            if place != super::change::FOLDER {
                walk(case, &place, places)?;
            }
        } else if kind.is_file() {
            places.push(place);
        } else {
            return Err(VaultError::NotAFile(entry.path()).into());
        }
    }
    Ok(())
}
