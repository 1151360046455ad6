//! Sealed cases: every file of a case under a key, and the key under a passphrase, all in the age
//! format, so that the `age` tool alone can open them.
//!
//! What a sealed case folder holds:
//!
//! | file | what it is |
//! | --- | --- |
//! | `case.pub` | the public keys everything is sealed to, one a line; the first is the case's own |
//! | `case.key.age` | the private key, under the passphrase |
//! | `case.toml.age`, `anchors.toml.age` | the case, the list of anchors |
//! | `evidence.jsonl` | the log; the body of each line sealed, every hash as before |
//! | `attachments/<id>.age` | attachments |
//! | `sealed/<hash>.age` | any other file (letters, drafts, stamps …) under a name that says nothing |
//! | `sealed/<hash>.name.age` | what that file is called |
//!
//! Adding needs the public keys alone, reading needs the private one: it is put on the process's
//! [`keyring`] once, when the passphrase was given, and everything that reads finds it there.

mod change;
mod error;
mod files;
mod held;
mod keyring;
mod lines;
mod places;
mod sealing;

#[cfg(feature = "seal")]
#[path = "vault/age_file.rs"]
mod age_file;
#[cfg(not(feature = "seal"))]
#[path = "vault/not_built.rs"]
mod age_file;

pub use age_file::{IS_BUILT, Key, Recipients, SealedWriter, opened};
pub use change::settle;
pub use error::VaultError;
pub use files::CaseFiles;
pub use keyring::{
    Passphrase, change_passphrase, forget_all, has_opened, is_open, key_if_open, key_of, open,
};
pub use lines::{opened_line, sealed_line};
pub use places::{KEY_FILE, PUBLIC_FILE, is_sealed, recipients};
pub use sealing::{Covered, seal, unseal};

pub(in crate::storage) use places::recipients_of;
