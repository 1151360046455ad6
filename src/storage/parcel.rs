//! A case as one file: a zip with the case's files under `case/` and a list of them with their
//! hashes, written last. A stranger unpacks it with any program and checks it with `sha256sum`.
//!
//! What comes from elsewhere is believed in nothing: names that would lead out of the folder, two
//! files of one name, files the list doesn't name, more bytes than were announced are refused, and
//! nothing is kept of a parcel that was refused.

mod error;
mod manifest;
mod pack;
mod unpack;

pub use error::ParcelError;
pub use manifest::{Listed, Manifest};
pub use pack::packed;
pub use unpack::{Opened, is_encrypted};

/// The list in a parcel.
pub const MANIFEST: &str = "menshen-parcel.json";

/// The folder of a parcel in which the case's files stand.
const WITHIN: &str = "case/";

/// More files than any case has.
const MOST_FILES: usize = 20_000;

/// More bytes than any case has: 16 GiB.
const MOST_BYTES: u64 = 16 * 1024 * 1024 * 1024;

/// The longest list: 16 MiB.
const LONGEST_LIST: u64 = 16 * 1024 * 1024;

const BLOCK: usize = 256 * 1024;
