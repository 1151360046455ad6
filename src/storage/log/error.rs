//! Why a log can't be read or added to.

use crate::domain::chain::Flaw;
use crate::domain::coded::{Args, Coded, Kind, args};
use crate::storage::vault::VaultError;
use std::io;
use std::path::{Path, PathBuf};

/// Why a log can't be read or added to.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// There is no log yet.
    #[error("no log at {0}")]
    Missing(PathBuf),
    /// The file can't be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// Nothing was added: the file can't be written or made safe on disk.
    #[error("{path}: {reason}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// Nothing was added: the disk is full.
    #[error("{path}: disk full")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Another program is writing and doesn't finish.
    #[error("{0}: busy")]
    Busy(PathBuf),
    /// The first line isn't that of an evidence log.
    #[error("{path}: not an evidence log: {flaw:?}")]
    NotALog {
        /// The file.
        path: PathBuf,
        /// What is wrong with the first line.
        flaw: Flaw,
    },
    /// Written by a newer program.
    #[error("{path}: version {version}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it says.
        version: String,
    },
    /// The last line doesn't verify, so nothing is joined to it unless asked for by name.
    #[error("{path}: last line fails: {flaws:?}")]
    LastLineFails {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        flaws: Vec<Flaw>,
    },
    /// An amendment of an entry that can't be amended: it isn't there, or is itself an amendment.
    #[error("entry {0} can't be amended")]
    NothingToAmend(u64),
    /// An entry names a file that isn't in `attachments/`, or not with this size.
    #[error("attachment {0} is not there")]
    AttachmentAbsent(String),
    /// The case is sealed, and that stands in the way.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The machine's clock shows a year outside 1 to 9999.
    #[error("clock out of range")]
    Clock,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    NoRandom,
}

impl LogError {
    pub(crate) fn reading(path: &Path, e: &io::Error) -> LogError {
        match e.kind() {
            io::ErrorKind::NotFound => LogError::Missing(path.into()),
            _ => LogError::Unreadable {
                path: path.into(),
                reason: e.to_string(),
            },
        }
    }

    pub(crate) fn writing(path: &Path, e: &io::Error) -> LogError {
        if is_disk_full(e) {
            LogError::DiskFull { path: path.into() }
        } else {
            LogError::Unwritable {
                path: path.into(),
                reason: e.to_string(),
            }
        }
    }
}

/// No room, whoever set the limit: the disk, a quota, or the largest file allowed.
pub(crate) fn is_disk_full(e: &io::Error) -> bool {
    matches!(
        e.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

impl Coded for LogError {
    fn code(&self) -> &'static str {
        match self {
            LogError::Missing(_) => "log-missing",
            LogError::Unreadable { .. } => "log-unreadable",
            LogError::Unwritable { .. } => "log-unwritable",
            LogError::DiskFull { .. } => "log-disk-full",
            LogError::Busy(_) => "log-busy",
            LogError::NotALog { .. } => "log-not-a-log",
            LogError::Newer { .. } => "log-newer",
            LogError::LastLineFails { .. } => "log-last-line-fails",
            LogError::NothingToAmend(_) => "log-nothing-to-amend",
            LogError::AttachmentAbsent(_) => "log-attachment-absent",
            LogError::Vault(e) => e.code(),
            LogError::Clock => "log-clock",
            LogError::NoRandom => "log-no-random",
        }
    }

    fn args(&self) -> Args {
        let path = |p: &Path| ("path", p.display().to_string());
        match self {
            LogError::Missing(p) | LogError::Busy(p) | LogError::DiskFull { path: p } => {
                args([path(p)])
            }
            LogError::Unreadable { path: p, reason } | LogError::Unwritable { path: p, reason } => {
                args([path(p), ("reason", reason.clone())])
            }
            LogError::NotALog { path: p, flaw } => args([path(p), ("fault", flaw.code.to_owned())]),
            LogError::Newer { path: p, version } => args([path(p), ("version", version.clone())]),
            LogError::LastLineFails { path: p, flaws } => {
                let codes: Vec<&str> = flaws.iter().map(|f| f.code).collect();
                args([path(p), ("fault", codes.join(", "))])
            }
            LogError::NothingToAmend(seq) => args([("seq", seq.to_string())]),
            LogError::AttachmentAbsent(id) => args([("id", id.clone())]),
            LogError::Vault(e) => e.args(),
            LogError::Clock | LogError::NoRandom => args([]),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            LogError::Vault(e) => e.kind(),
            LogError::NotALog { .. } | LogError::LastLineFails { .. } => Kind::Integrity,
            LogError::NothingToAmend(_) | LogError::AttachmentAbsent(_) => Kind::Usage,
            _ => Kind::Case,
        }
    }
}
