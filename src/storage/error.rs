//! What can go wrong with the case folder and the disk.

use super::log::is_disk_full;
use super::vault::VaultError;
use crate::domain::coded::{Args, Coded, Kind, args};
use std::io;
use std::path::{Path, PathBuf};

/// What can go wrong with the case folder and the disk. Each names the file and what was wrong.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A file or folder can't be read.
    #[error("{path}: {reason}")]
    Read {
        /// Which.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// A file written by hand in another encoding; it isn't touched.
    #[error("{path}: not UTF-8")]
    NotUtf8 {
        /// Which.
        path: PathBuf,
        /// Is it a text in GB18030, as Chinese Windows saves it?
        is_gb18030: bool,
    },
    /// A file or folder can't be written; what was there before stands.
    #[error("{path}: {reason}")]
    Write {
        /// Which.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// What would be written can't be read back (an amount longer than a file may hold): it isn't
    /// written, and what was there before stands.
    #[error("{path}: {detail}")]
    NotReadBack {
        /// Which file.
        path: PathBuf,
        /// What the parser said.
        detail: String,
    },
    /// The disk is full; what was there before stands.
    #[error("{path}: full")]
    DiskFull {
        /// Which file.
        path: PathBuf,
    },
    /// The file isn't what it should be (half written, or edited by hand).
    #[error("{path}:{line}: {detail}")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// 1-based; 0 when not known.
        line: usize,
        /// What the parser said.
        detail: String,
    },
    /// Written by a version of the program this one doesn't know.
    #[error("{path}: version {version}")]
    UnknownVersion {
        /// Which file.
        path: PathBuf,
        /// What it says of itself.
        version: String,
    },
    /// There is no case of this name.
    #[error("no case {name}")]
    NoSuchCase {
        /// The name asked for.
        name: String,
    },
    /// There is one already.
    #[error("case {name} exists")]
    CaseExists {
        /// The name asked for.
        name: String,
    },
    /// The name can't be a folder name on every system.
    #[error("case name")]
    BadName,
    /// The case's folder is a link to one elsewhere, which isn't ours to delete.
    #[error("{path} is a link")]
    CaseIsLink {
        /// The link.
        path: PathBuf,
    },
    /// Another program has the case open.
    #[error("{path} locked")]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// The platform names no home folder.
    #[error("no home")]
    NoHome,
    /// The case is sealed, and that stands in the way.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl StorageError {
    /// A failed write, with the full disk told apart.
    pub fn write(path: &Path, error: &io::Error) -> StorageError {
        if is_disk_full(error) {
            StorageError::DiskFull { path: path.into() }
        } else {
            StorageError::Write {
                path: path.into(),
                reason: error.to_string(),
            }
        }
    }

    /// A failed read.
    pub fn read(path: &Path, error: &io::Error) -> StorageError {
        StorageError::Read {
            path: path.into(),
            reason: error.to_string(),
        }
    }
}

impl Coded for StorageError {
    fn code(&self) -> &'static str {
        match self {
            StorageError::Read { .. } => "storage-read",
            StorageError::NotUtf8 { .. } => "storage-not-utf8",
            StorageError::Write { .. } => "storage-write",
            StorageError::NotReadBack { .. } => "storage-not-read-back",
            StorageError::DiskFull { .. } => "storage-disk-full",
            StorageError::Damaged { .. } => "storage-damaged",
            StorageError::UnknownVersion { .. } => "storage-unknown-version",
            StorageError::NoSuchCase { .. } => "case-not-found",
            StorageError::CaseExists { .. } => "case-exists",
            StorageError::BadName => "case-bad-name",
            StorageError::CaseIsLink { .. } => "case-is-link",
            StorageError::Locked { .. } => "case-locked",
            StorageError::NoHome => "home-unknown",
            StorageError::Vault(e) => e.code(),
        }
    }

    fn args(&self) -> Args {
        let shown = |path: &Path| path.display().to_string();
        match self {
            StorageError::Read { path, reason } | StorageError::Write { path, reason } => {
                args([("path", shown(path)), ("reason", reason.clone())])
            }
            StorageError::NotUtf8 { path, is_gb18030 } => {
                let encoding = if *is_gb18030 { "GB18030" } else { "" };
                args([("path", shown(path)), ("encoding", encoding.to_owned())])
            }
            StorageError::NotReadBack { path, detail } => {
                args([("path", shown(path)), ("detail", detail.clone())])
            }
            StorageError::DiskFull { path }
            | StorageError::Locked { path }
            | StorageError::CaseIsLink { path } => args([("path", shown(path))]),
            StorageError::Damaged { path, line, detail } => args([
                ("path", shown(path)),
                ("line", line.to_string()),
                ("detail", detail.clone()),
            ]),
            StorageError::UnknownVersion { path, version } => {
                args([("path", shown(path)), ("version", version.clone())])
            }
            StorageError::NoSuchCase { name } | StorageError::CaseExists { name } => {
                args([("name", name.clone())])
            }
            StorageError::BadName | StorageError::NoHome => Args::new(),
            StorageError::Vault(e) => e.args(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            StorageError::BadName => Kind::Usage,
            StorageError::Vault(e) => e.kind(),
            _ => Kind::Case,
        }
    }
}
