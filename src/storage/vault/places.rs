//! Where the files of a sealed case stand.

use super::{Recipients, VaultError};
use crate::domain::chain::Hash;
use crate::storage::StorageError;
use std::io::ErrorKind;
use std::path::Path;

/// The public keys of a sealed case.
pub const PUBLIC_FILE: &str = "case.pub";

/// Its private key, under the passphrase.
pub const KEY_FILE: &str = "case.key.age";

/// How the name of a sealed file ends.
pub(super) const ENDING: &str = ".age";

/// How the name of the file ends that holds another one's name.
pub(super) const NAME_ENDING: &str = ".name.age";

/// The folder of files whose names would say something.
pub(super) const FOLDER: &str = "sealed";

/// Files whose names say nothing about a person.
const PLAIN_NAMES: [&str; 2] = ["case.toml", "anchors.toml"];

/// How the names of attachments begin; the rest is random.
pub(super) const ATTACHMENTS: &str = "attachments/";

/// Half the digits of a SHA-256: no two files of a case will share them.
const DIGITS: usize = 32;

/// Is the case in this folder sealed, as far as can be told?
pub fn is_sealed(folder: &Path) -> bool {
    // Where that can't be told nothing may be written in the open.
    sealed_or_not(folder).unwrap_or(true)
}

/// Is the case in this folder sealed?
///
/// # Errors
/// The disk doesn't tell. Taken for either, its files would be looked for where they aren't.
pub(super) fn sealed_or_not(folder: &Path) -> Result<bool, StorageError> {
    let path = folder.join(PUBLIC_FILE);
    match std::fs::metadata(&path) {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(e) => Err(StorageError::read(&path, &e)),
    }
}

/// The public keys of a sealed case.
///
/// # Errors
/// The file can't be read, holds no key, or this program was built without sealing.
pub(in crate::storage) fn recipients_of(folder: &Path) -> Result<Recipients, VaultError> {
    Recipients::read(&public_text(folder)?)
}

/// How many public keys a sealed case is sealed to, its own among them.
///
/// # Errors
/// The file can't be read.
pub fn recipients(folder: &Path) -> Result<usize, VaultError> {
    Ok(public_text(folder)?.lines().count())
}

/// The file of public keys as it stands.
pub(super) fn public_text(folder: &Path) -> Result<String, VaultError> {
    let path = folder.join(PUBLIC_FILE);
    std::fs::read_to_string(&path).map_err(|e| VaultError::unreadable(&path, &e))
}

/// Where a file of this name in the case stands once sealed, from the case folder, with `/`; and
/// whether its name has to be kept in a file of its own.
pub(super) fn sealed_place(name: &str, own_key: &str) -> (String, bool) {
    if is_told_by_name(name) {
        return (format!("{name}{ENDING}"), false);
    }
    // The key makes the same name another one in every case.
    let hash = Hash::of(&[own_key.as_bytes(), b"\n", name.as_bytes()]).to_string();
    let short: String = hash.chars().take(DIGITS).collect();
    (format!("{FOLDER}/{short}{ENDING}"), true)
}

/// The place of the file that holds the name of a file at this place.
pub(super) fn name_place(place: &str) -> String {
    let stem = place.strip_suffix(ENDING).unwrap_or(place);
    format!("{stem}{NAME_ENDING}")
}

/// Does a sealed file keep its name, which tells nobody anything?
fn is_told_by_name(name: &str) -> bool {
    let attachment = name
        .strip_prefix(ATTACHMENTS)
        .is_some_and(|id| crate::domain::chain::is_lower_hex(id, DIGITS));
    attachment || PLAIN_NAMES.contains(&name)
}

/// The name of a file that stands sealed at this place, where the place tells it.
pub(super) fn name_told_by(place: &str) -> Option<&str> {
    place.strip_suffix(ENDING).filter(|n| is_told_by_name(n))
}

/// Is this a name a file of a case can have? A name read from a file could otherwise lead anywhere.
pub(super) fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && name.split('/').all(|part| {
            !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0'])
        })
        && ![PUBLIC_FILE, KEY_FILE].contains(&name)
}
