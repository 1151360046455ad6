//! Built without sealing there is one answer to all of it: that it was built without. The codes of
//! sealed cases have words all the same; each is made here from inside.

use super::How;
use super::from_outside::run;
use menshen::cli::Failure;
use menshen::domain::coded::{Kind, args};
use menshen::storage::parcel::ParcelError;
use menshen::storage::vault::VaultError;
use std::path::PathBuf;

fn file() -> PathBuf {
    PathBuf::from("case.toml.age")
}

/// What `case handover` says of the file that is there, after something failed.
fn left(code: &str) -> Failure {
    let words = [
        ("path", "甲.age"),
        ("sha256", "0"),
        ("receipt", ""),
        ("name", "甲"),
    ];
    let words = words.map(|(name, value)| (name, value.to_owned()));
    Failure::new(code, Kind::Integrity, args(words))
}

/// Code, and what leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "log-sealed-meanwhile",
        How::Inside(|| {
            let name = args([("name", "甲".to_owned())]);
            Failure::new("log-sealed-meanwhile", Kind::Case, name)
        }),
    ),
    ("case-shut", How::Inside(|| VaultError::Shut.into())),
    (
        "passphrase-wrong",
        How::Inside(|| VaultError::WrongPassphrase.into()),
    ),
    (
        "passphrase-short",
        How::Inside(|| VaultError::ShortPassphrase.into()),
    ),
    (
        "passphrase-file-unusable",
        How::Inside(|| {
            Failure::from(VaultError::PassphraseFile {
                path: file(),
                reason: "empty".to_owned(),
            })
        }),
    ),
    (
        "passphrase-file-open",
        How::Inside(|| VaultError::PassphraseFileOpen(file()).into()),
    ),
    (
        "recipient-unreadable",
        How::Inside(|| VaultError::NotARecipient.into()),
    ),
    (
        "case-sealed-already",
        How::Inside(|| VaultError::AlreadySealed.into()),
    ),
    (
        "case-not-sealed",
        How::Inside(|| VaultError::NotSealed.into()),
    ),
    (
        "sealed-damaged",
        How::Inside(|| VaultError::Damaged(file()).into()),
    ),
    (
        "sealed-key-costly",
        How::Inside(|| VaultError::TooCostly(file()).into()),
    ),
    (
        "sealed-public-swapped",
        How::Inside(|| {
            Failure::from(VaultError::PublicKeySwapped {
                path: file(),
                own: "age1".to_owned(),
            })
        }),
    ),
    (
        "seal-log-line",
        How::Inside(|| VaultError::LogLine(2).into()),
    ),
    (
        "seal-not-a-file",
        How::Inside(|| VaultError::NotAFile(file()).into()),
    ),
    (
        "sealed-needs-output",
        How::Inside(|| VaultError::OutputNeeded.into()),
    ),
    (
        "seal-not-built",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["case", "seal"])
        }),
    ),
    (
        "parcel-encrypted",
        How::Inside(|| ParcelError::Encrypted.into()),
    ),
    (
        "parcel-no-key",
        How::Inside(|| ParcelError::NoKey(file()).into()),
    ),
    (
        "parcel-other-key",
        How::Inside(|| ParcelError::OtherKey.into()),
    ),
    ("handover-sealed", How::Inside(|| left("handover-sealed"))),
    (
        "handover-unfinished",
        How::Inside(|| left("handover-unfinished")),
    ),
    (
        "handover-not-removed",
        How::Inside(|| left("handover-not-removed")),
    ),
];
