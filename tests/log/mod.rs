//! The evidence log: content, chain, disk, attachments, and the stranger who checks it in Python.

mod anchor;
mod append;
mod at_hand;
mod attachments;
mod batches;
mod chain;
mod cli;
mod comfort;
mod content;
mod damage;
mod evidence;
mod faults;
mod faults_injected;
mod faults_saved;
pub mod import;
mod media;
pub mod stamp;
mod stranger;
mod synced;
mod terminal;
mod texts;
mod writes;

use menshen::domain::chain::{Verification, lower_hex};
use menshen::domain::evidence::Content;
use menshen::storage::log::{Appended, Log, LogError, Surroundings};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// 2026-11-21T10:00:00+08:00.
pub const NOW: i64 = 1_795_226_400;

/// Bytes that differ from call to call and are the same in every run.
pub struct Counting(pub u64);

impl Counting {
    pub fn fill(&mut self, bytes: &mut [u8]) -> bool {
        for byte in bytes {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = (self.0 >> 56) as u8;
        }
        true
    }
}

pub fn content(value: Value) -> Content {
    Content::read(&value.to_string()).unwrap()
}

pub fn note(summary: &str) -> Content {
    content(json!({"kind": "note", "occurred_at": "2026-11-20", "summary": summary}))
}

pub fn append_at(
    folder: &Path,
    now: i64,
    contents: &[Content],
    force: bool,
) -> Result<Appended, LogError> {
    let length = std::fs::metadata(Log::of_case(folder).path()).map_or(0, |m| m.len());
    let mut random = Counting(length + 1);
    Log::of_case(folder).append(
        contents,
        force,
        &mut Surroundings {
            now: &mut || now,
            random: &mut |bytes| random.fill(bytes),
        },
    )
}

pub fn append(folder: &Path, contents: &[Content]) -> Result<Appended, LogError> {
    append_at(folder, NOW, contents, false)
}

/// A case folder with one attachment and a log of four entries, one of them an amendment.
pub fn sample(folder: &Path) -> PathBuf {
    let original = folder.join("录音.amr");
    std::fs::write(&original, b"#!AMR\n\x04\x00\x01").unwrap();
    let attachment = menshen::storage::attachments::copy_in(folder, &original, [7; 16]).unwrap();
    std::fs::remove_file(original).unwrap();
    append(
        folder,
        &[
            content(json!({
                "kind": "call", "occurred_at": "2026-11-20T22:47+08:00", "precision": "about",
                "summary": "来电约三分钟", "attachments": [attachment],
            })),
            note("“说法”\n换行\t\\ 🔒"),
            content(json!({
                "kind": "visit", "occurred_at": "2026-11-21T09:00:01+08:00", "summary": "两人上门",
                "people": 2, "party": {"name": "王某"}, "own": {"kept": [1, null, true]},
            })),
            content(json!({"kind": "amendment", "amends": 3, "people": 3})),
        ],
    )
    .unwrap();
    Log::of_case(folder).path()
}

pub fn verify(folder: &Path) -> Verification {
    menshen::storage::log::verify_case(folder, Vec::new()).unwrap()
}

pub fn codes(verification: &Verification) -> Vec<(u64, &'static str)> {
    verification
        .faults
        .iter()
        .map(|f| (f.line, f.code))
        .collect()
}

pub fn notice_codes(verification: &Verification) -> Vec<&'static str> {
    verification.notices.iter().map(|n| n.code).collect()
}

pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/log")
}

#[test]
fn the_clock_of_these_tests_is_a_november_morning() {
    let now = menshen::domain::chain::RecordedAt::from_unix_seconds(NOW).unwrap();
    assert_eq!(now.to_string(), "2026-11-21T10:00:00+08:00");
    assert_eq!(lower_hex(&[0, 171, 255]), "00abff");
}
