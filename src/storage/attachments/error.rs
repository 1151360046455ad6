//! Why a file can't be copied in.

use crate::domain::coded::{Args, Coded, Kind, args};
use crate::storage::vault::VaultError;
use std::path::{Path, PathBuf};

/// Why a file can't be copied in. Nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AttachmentError {
    /// There is no such file.
    #[error("{0}: not found")]
    NotFound(PathBuf),
    /// It is a folder.
    #[error("{0}: a folder")]
    Folder(PathBuf),
    /// A pipe, a device or another thing that has no end.
    #[error("{0}: not a regular file")]
    NotRegular(PathBuf),
    /// It can't be read, or stopped being readable while it was copied.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// It changed while it was copied: a recording still running, a download not finished.
    #[error("{0}: changed while being copied")]
    Changing(PathBuf),
    /// The person stopped the copy.
    #[error("{0}: stopped while being copied")]
    Stopped(PathBuf),
    /// The disk has no room for a copy.
    #[error("{path}: no room for {size} bytes")]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        size: u64,
    },
    /// The copy can't be written or made safe on disk.
    #[error("{path}: {reason}")]
    Unwritable {
        /// The folder written to.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// The case is sealed, and that stands in the way.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Coded for AttachmentError {
    fn code(&self) -> &'static str {
        match self {
            AttachmentError::NotFound(_) => "attachment-not-found",
            AttachmentError::Folder(_) => "attachment-is-folder",
            AttachmentError::NotRegular(_) => "attachment-not-regular",
            AttachmentError::Unreadable { .. } => "attachment-unreadable",
            AttachmentError::Changing(_) => "attachment-changing",
            AttachmentError::Stopped(_) => "attachment-stopped",
            AttachmentError::DiskFull { .. } => "attachment-disk-full",
            AttachmentError::Unwritable { .. } => "attachment-unwritable",
            AttachmentError::Vault(e) => e.code(),
        }
    }

    fn args(&self) -> Args {
        let path = |p: &Path| ("path", p.display().to_string());
        match self {
            AttachmentError::NotFound(p)
            | AttachmentError::Folder(p)
            | AttachmentError::NotRegular(p)
            | AttachmentError::Changing(p)
            | AttachmentError::Stopped(p) => args([path(p)]),
            AttachmentError::Unreadable { path: p, reason }
            | AttachmentError::Unwritable { path: p, reason } => {
                args([path(p), ("reason", reason.clone())])
            }
            AttachmentError::DiskFull { path: p, size } => {
                args([path(p), ("size", size.to_string())])
            }
            AttachmentError::Vault(e) => e.args(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            AttachmentError::Stopped(_) => Kind::Interrupted,
            AttachmentError::Vault(e) => e.kind(),
            _ => Kind::Case,
        }
    }
}
