//! Files beside the log that look like another copy of it.
//!
//! A program that keeps a folder the same on two computers can't join two logs: it leaves both, one
//! under a changed name (`evidence (某某的冲突副本 2026-11-21).jsonl`, `evidence-DESKTOP-1A2B.jsonl`,
//! `evidence.sync-conflict-20261121-….jsonl`). Each has its own way of naming it, and changes it
//! with its versions, so what is common to all of them is looked for: the name begins as the log's
//! does and ends as it does. Nothing is done to such a file.

use super::Log;

/// How the name of a log begins, and how it ends.
const BEGINNING: &str = "evidence";
const ENDING: &str = ".jsonl";

impl Log {
    /// The names of files in the case folder that look like another copy of the log, sorted. Empty
    /// where the folder can't be read: that is found by whoever needs it.
    pub fn copies_beside(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_dir()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| looks_like_a_copy(name))
            .collect();
        names.sort();
        names
    }
}

fn looks_like_a_copy(name: &str) -> bool {
    let lower = name.to_lowercase();
    // On some disks names differ in their capitals alone.
    name != super::FILE_NAME && lower.starts_with(BEGINNING) && lower.ends_with(ENDING)
}
