//! The case folder, the evidence log, attachments; locks, atomic writes, format versions.

pub mod files;
