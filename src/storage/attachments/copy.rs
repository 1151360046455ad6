//! A copy of a file while it is being made: as it is, or sealed on the way to the disk.

use super::{FOLDER_NAME, SEALED_ENDING};
use crate::domain::evidence::AttachmentRef;
use crate::storage::vault::{SealedWriter, VaultError, is_sealed, recipients_of};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// A copy under way.
pub(super) enum Copy {
    Open(NamedTempFile),
    Sealed(Box<SealedWriter<NamedTempFile>>),
}

impl Copy {
    /// A copy into this file, sealed where the case is: nothing open ever reaches its disk.
    pub fn begun(case: &Path, file: NamedTempFile) -> Result<Copy, VaultError> {
        if !is_sealed(case) {
            return Ok(Copy::Open(file));
        }
        let sealing = recipients_of(case)?.sealing(file);
        let sealing = sealing.map_err(|e| VaultError::unreadable(case, &e))?;
        Ok(Copy::Sealed(Box::new(sealing)))
    }

    /// How its name will end.
    pub fn ending(&self) -> &'static str {
        match self {
            Copy::Open(_) => "",
            Copy::Sealed(_) => SEALED_ENDING,
        }
    }

    /// The whole copy.
    ///
    /// # Errors
    /// The disk's.
    pub fn whole(self) -> io::Result<NamedTempFile> {
        match self {
            Copy::Open(file) => Ok(file),
            Copy::Sealed(writer) => writer.finish(),
        }
    }
}

impl Write for Copy {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Copy::Open(file) => file.write(bytes),
            Copy::Sealed(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Copy::Open(file) => file.flush(),
            Copy::Sealed(writer) => writer.flush(),
        }
    }
}

/// Is an attachment there, in full as far as its length tells? The length of a sealed one tells
/// nothing without the key.
pub fn is_there(case: &Path, attachment: &AttachmentRef) -> bool {
    let folder = case.join(FOLDER_NAME);
    if is_sealed(case) {
        let path = folder.join(format!("{}{SEALED_ENDING}", attachment.id));
        return std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    }
    std::fs::symlink_metadata(folder.join(&attachment.id))
        .is_ok_and(|found| found.is_file() && found.len() == attachment.size)
}
