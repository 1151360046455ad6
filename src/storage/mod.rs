//! The case folder, the evidence log, attachments; locks, atomic writes, format versions.

pub mod anchors;
pub mod attachments;
pub mod beside;
pub mod bundle;
mod case;
mod draft;
mod error;
pub mod files;
mod home;
pub mod lock;
pub mod log;
pub mod parcel;
pub mod stamps;
pub mod vault;

pub use case::{CaseFolder, CaseLock, case_in};
pub use draft::Draft;
pub use error::StorageError;
pub use home::{Home, INBOX, Removed, check_name};
