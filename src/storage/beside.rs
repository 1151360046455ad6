//! Files beside the case file and the log that look like another copy of them.
//!
//! A program that keeps a folder the same on two computers can't join two versions of a file: it
//! leaves both, one under a changed name (`evidence (某某的冲突副本 2026-11-21).jsonl`,
//! `case-DESKTOP-1A2B.toml`, `case.sync-conflict-20261121-….toml`, `副本 evidence.jsonl`). Each has
//! its own way of naming it, and changes it with its versions, so what is common to all of them is
//! looked for: the mark stands before, within or after the name. Nothing is done to such a file.

use super::vault::is_sealed;
use std::path::Path;

/// The file of a case and its log: how the name begins, and how it ends.
const WATCHED: [(Kept, &str, &str); 2] = [
    (Kept::Case, "case", ".toml"),
    (Kept::Log, "evidence", ".jsonl"),
];

/// The case file of a sealed case: itself, no copy of another.
const SEALED_CASE: &str = "case.toml.age";

/// Which of the files that grow with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// `case.toml`.
    Case,
    /// `evidence.jsonl`.
    Log,
}

/// A file that looks like another copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyBeside {
    /// Of what.
    pub of: Kept,
    /// Its name in the case folder.
    pub name: String,
}

/// The files in a case folder that look like another copy of its case file or its log, sorted. Empty
/// where the folder can't be read: that is found by whoever needs it.
pub fn copies_beside(folder: &Path) -> Vec<CopyBeside> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let sealed = is_sealed(folder);
    let mut found: Vec<CopyBeside> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            if sealed && name == SEALED_CASE {
                return None;
            }
            let of = copied_file(&name)?;
            let is_file = entry.file_type().is_ok_and(|kind| !kind.is_dir());
            is_file.then_some(CopyBeside { of, name })
        })
        .collect();
    found.sort();
    found
}

/// What a file of this name looks like a copy of.
fn copied_file(name: &str) -> Option<Kept> {
    let lower = name.to_lowercase();
    let copied = |beginning: &str, ending: &str| {
        let own = [beginning, ending].concat();
        // On some disks names differ in their capitals alone.
        let marked = lower.starts_with(beginning) && lower.contains(ending);
        name != own && (marked || lower.ends_with(&own))
    };
    WATCHED
        .iter()
        .find(|(_, beginning, ending)| copied(beginning, ending))
        .map(|(kept, _, _)| *kept)
}
