//! What can go wrong with a parcel.

use crate::domain::coded::{Args, Coded, Kind, args};
use crate::storage::StorageError;
use crate::storage::log::LogError;
use std::path::PathBuf;

/// What can go wrong with a parcel. Nothing was kept of one that was refused.
#[derive(Debug, thiserror::Error)]
pub enum ParcelError {
    /// The file isn't a parcel of ours, or not whole.
    #[error("not a parcel")]
    NotOne,
    /// It is encrypted and no key was given.
    #[error("encrypted")]
    Encrypted,
    /// The file of a key holds none.
    #[error("{0}: no private key")]
    NoKey(PathBuf),
    /// It is encrypted to another key, or was changed.
    #[error("not for this key")]
    OtherKey,
    /// A file isn't what the list says, is missing, or isn't in the list.
    #[error("{0}: changed")]
    Changed(String),
    /// A name that could lead out of the folder, or one name twice.
    #[error("unsafe name")]
    Unsafe,
    /// More files or bytes than a case has.
    #[error("too large")]
    TooLarge,
    /// The evidence log in it doesn't verify.
    #[error("log fails, {faults} faults")]
    LogFails {
        /// How many faults were found.
        faults: usize,
    },
    /// The case can't be read as one.
    #[error("no case in it")]
    NoCase,
    /// Something in the case folder is neither a file nor a folder.
    #[error("{0}: not a file")]
    NotAFile(PathBuf),
    /// The disk, or the case.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The log.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl Coded for ParcelError {
    fn code(&self) -> &'static str {
        match self {
            ParcelError::NotOne => "parcel-not-one",
            ParcelError::Encrypted => "parcel-encrypted",
            ParcelError::NoKey(_) => "parcel-no-key",
            ParcelError::OtherKey => "parcel-other-key",
            ParcelError::Changed(_) => "parcel-changed",
            ParcelError::Unsafe => "parcel-unsafe",
            ParcelError::TooLarge => "parcel-too-large",
            ParcelError::LogFails { .. } => "parcel-log-fails",
            ParcelError::NoCase => "parcel-no-case",
            ParcelError::NotAFile(_) => "parcel-not-a-file",
            ParcelError::Storage(e) => e.code(),
            ParcelError::Log(e) => e.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            ParcelError::NoKey(path) | ParcelError::NotAFile(path) => {
                args([("path", path.display().to_string())])
            }
            ParcelError::Changed(file) => args([("file", file.clone())]),
            ParcelError::LogFails { faults } => args([("faults", faults.to_string())]),
            ParcelError::Storage(e) => e.args(),
            ParcelError::Log(e) => e.args(),
            _ => Args::new(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            ParcelError::Encrypted
            | ParcelError::NotOne
            | ParcelError::NoKey(_)
            | ParcelError::OtherKey => Kind::Usage,
            ParcelError::Changed(_) | ParcelError::LogFails { .. } | ParcelError::Unsafe => {
                Kind::Integrity
            }
            ParcelError::TooLarge | ParcelError::NoCase | ParcelError::NotAFile(_) => Kind::Case,
            ParcelError::Storage(e) => e.kind(),
            ParcelError::Log(e) => e.kind(),
        }
    }
}
