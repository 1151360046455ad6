//! What can go wrong with a sealed case.

use crate::domain::coded::{Args, Coded, Kind, args};
use std::io;
use std::path::{Path, PathBuf};

/// What can go wrong with a sealed case. None of them says anything about a passphrase but that it
/// doesn't open the case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Something has to be read and the passphrase wasn't given.
    #[error("sealed, no passphrase")]
    Shut,
    /// The passphrase doesn't open the key.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A new passphrase too short to hold against guessing.
    #[error("passphrase too short")]
    ShortPassphrase,
    /// The file of a passphrase can't be used: not there, not UTF-8, empty.
    #[error("{path}: {reason}")]
    PassphraseFile {
        /// The file.
        path: PathBuf,
        /// What was wrong.
        reason: String,
    },
    /// The file of a passphrase can be read by others.
    #[error("{0}: readable by others")]
    PassphraseFileOpen(PathBuf),
    /// What was given as a public key isn't one.
    #[error("not a public key")]
    NotARecipient,
    /// The case is sealed already.
    #[error("sealed already")]
    AlreadySealed,
    /// The case isn't sealed.
    #[error("not sealed")]
    NotSealed,
    /// A sealed file can't be opened with the case's key: changed, cut off, or of another case.
    #[error("{0}: can't be opened")]
    Damaged(PathBuf),
    /// The key file asks for more work than any of ours: not made by this program.
    #[error("{0}: work factor")]
    TooCostly(PathBuf),
    /// The first public key isn't the one of the case: new entries would be sealed to somebody else.
    #[error("{path}: another's public key")]
    PublicKeySwapped {
        /// The file of public keys.
        path: PathBuf,
        /// The case's own public key, no secret.
        own: String,
    },
    /// A line of the log isn't in the one form a line has: its words couldn't be sealed.
    #[error("line {0} of the log")]
    LogLine(u64),
    /// Something in the case folder is neither a file nor a folder.
    #[error("{0}: not a file")]
    NotAFile(PathBuf),
    /// A letter of a sealed case is written only where the person says.
    #[error("needs a place to write to")]
    OutputNeeded,
    /// This program was built without sealing.
    #[error("built without sealing")]
    NotBuilt,
    /// A file can't be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
}

impl VaultError {
    /// A failed read.
    pub fn unreadable(path: &Path, e: &io::Error) -> VaultError {
        VaultError::Unreadable {
            path: path.into(),
            reason: e.to_string(),
        }
    }
}

impl Coded for VaultError {
    fn code(&self) -> &'static str {
        match self {
            VaultError::Shut => "case-shut",
            VaultError::WrongPassphrase => "passphrase-wrong",
            VaultError::ShortPassphrase => "passphrase-short",
            VaultError::PassphraseFile { .. } => "passphrase-file-unusable",
            VaultError::PassphraseFileOpen(_) => "passphrase-file-open",
            VaultError::NotARecipient => "recipient-unreadable",
            VaultError::AlreadySealed => "case-sealed-already",
            VaultError::NotSealed => "case-not-sealed",
            VaultError::Damaged(_) => "sealed-damaged",
            VaultError::TooCostly(_) => "sealed-key-costly",
            VaultError::PublicKeySwapped { .. } => "sealed-public-swapped",
            VaultError::LogLine(_) => "seal-log-line",
            VaultError::NotAFile(_) => "seal-not-a-file",
            VaultError::OutputNeeded => "sealed-needs-output",
            VaultError::NotBuilt => "seal-not-built",
            VaultError::Unreadable { .. } => "storage-read",
        }
    }

    fn args(&self) -> Args {
        let path = |p: &Path| ("path", p.display().to_string());
        match self {
            VaultError::PassphraseFile { path: p, reason }
            | VaultError::Unreadable { path: p, reason } => {
                args([path(p), ("reason", reason.clone())])
            }
            VaultError::PassphraseFileOpen(p)
            | VaultError::Damaged(p)
            | VaultError::TooCostly(p)
            | VaultError::NotAFile(p) => args([path(p)]),
            VaultError::PublicKeySwapped { path: p, own } => args([path(p), ("own", own.clone())]),
            VaultError::LogLine(line) => args([("line", line.to_string())]),
            _ => Args::new(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            VaultError::Shut => Kind::AnswerNeeded,
            VaultError::ShortPassphrase
            | VaultError::PassphraseFile { .. }
            | VaultError::PassphraseFileOpen(_)
            | VaultError::NotARecipient
            | VaultError::OutputNeeded
            | VaultError::NotBuilt => Kind::Usage,
            VaultError::Damaged(_)
            | VaultError::LogLine(_)
            | VaultError::PublicKeySwapped { .. } => Kind::Integrity,
            _ => Kind::Case,
        }
    }
}
