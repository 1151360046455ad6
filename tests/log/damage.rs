//! Damage of every kind: one a file, every byte of a small log, every cut of its last line.

use crate::support::{Home, arg, no_hole};

use super::{append, codes, note, notice_codes, sample, vectors, verify};
use menshen::domain::chain::{Ownership, Verification, Verifier};
use menshen::storage::log::{Log, verify_copy};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn damaged() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(vectors().join("damaged"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    files
}

/// The details of the notices with this code.
pub fn notices(found: &Value, code: &str) -> Vec<String> {
    let all = found["notices"].as_array().unwrap().iter();
    all.filter(|n| n["code"] == code)
        .map(|n| n["detail"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_kind_of_damage_has_its_verdict() {
    let files = damaged();
    assert!(files.len() > 50, "{}", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let expected: Value =
            serde_json::from_slice(&std::fs::read(file.with_extension("expect.json")).unwrap())
                .unwrap();
        let found = verify_copy(&file, Vec::new()).unwrap();
        let mut notices = notice_codes(&found);
        notices.retain(|code| *code != "no-anchor");
        let faults: Vec<Value> = found
            .faults
            .iter()
            .map(|f| json!({"line": f.line, "code": f.code}))
            .collect();
        let found = json!({
            "result": found.result.word(), "faults": faults, "notices": notices,
        });
        if found != expected {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            wrong.push(format!("{name}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same files through the command, as somebody checks a log handed over: the object a machine
/// reads, the exit code, and words for every fault on the screen.
#[test]
fn the_command_gives_every_damaged_log_its_verdict() {
    let home = Home::new();
    let (mut failing, mut codes) = (0, BTreeSet::new());
    for file in damaged() {
        let expected: Value =
            serde_json::from_slice(&std::fs::read(file.with_extension("expect.json")).unwrap())
                .unwrap();
        let fails = expected["result"] == "fails";
        let exit = if fails { 4 } else { 0 };
        let ran = home.run(&["log", "verify", arg(&file), "--json"]);
        assert_eq!(ran.code, exit, "{ran:?}");
        let found = ran.json();
        assert_eq!(found["result"], expected["result"], "{ran:?}");
        assert_eq!(found["ok"], !fails, "{ran:?}");
        let places = |list: &Value| -> Vec<(u64, String)> {
            let list = list.as_array().unwrap().iter();
            list.map(|f| {
                let code = f["code"].as_str().unwrap().to_owned();
                (f["line"].as_u64().unwrap(), code)
            })
            .collect()
        };
        let faults = places(&found["faults"]);
        assert_eq!(faults, places(&expected["faults"]), "{ran:?}");
        let screen = home.run(&["log", "verify", arg(&file)]);
        assert_eq!(screen.code, exit, "{screen:?}");
        no_hole(&screen.out);
        failing += usize::from(fails);
        codes.extend(faults.into_iter().map(|(_, code)| code));
    }
    assert!(failing >= 40, "{failing}");
    assert!(codes.len() >= 20, "{codes:?}");
    eprintln!("{failing} damaged logs, {} kinds of fault", codes.len());
}

pub fn verified(bytes: &[u8]) -> Verification {
    let mut verifier = Verifier::new(Ownership::Own, Vec::new());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| *b == b'\n') {
        verifier.line(&rest[..at]);
        rest = &rest[at + 1..];
    }
    verifier.tail(rest);
    verifier.finish()
}

#[test]
fn every_single_byte_changed_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(sample(folder.path())).unwrap();
    assert!(verified(&bytes).ok);
    for at in 0..bytes.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            assert!(!verified(&changed).ok, "byte {at} ^ {flip:#x} went unseen");
        }
    }
}

#[test]
fn every_single_byte_dropped_or_doubled_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(sample(folder.path())).unwrap();
    for at in 0..bytes.len() {
        let mut shorter = bytes.clone();
        shorter.remove(at);
        // Without its LF the last line is still whole, and said to lack it.
        let last_line_feed = at == bytes.len() - 1;
        assert_eq!(verified(&shorter).ok, last_line_feed, "byte {at} dropped");
        let mut longer = bytes.clone();
        longer.insert(at, bytes[at]);
        assert!(!verified(&longer).ok, "byte {at} doubled");
    }
}

#[test]
fn every_cut_of_the_last_line_is_named_moved_aside_and_gone_on_from() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let bytes = std::fs::read(&path).unwrap();
    let whole = bytes[..bytes.len() - 1]
        .iter()
        .rposition(|b| *b == b'\n')
        .unwrap()
        + 1;
    for cut in whole..bytes.len() {
        let case = tempfile::tempdir().unwrap();
        let log = Log::of_case(case.path()).path();
        std::fs::write(&log, &bytes[..cut]).unwrap();
        let found = verified(&bytes[..cut]);
        let appended = append(case.path(), &[note("之后的一条")]).unwrap();
        let after = std::fs::read(&log).unwrap();
        let torn = appended
            .torn_moved_to
            .map(|path| std::fs::read(path).unwrap());
        if cut == whole {
            assert!(found.ok);
            assert_eq!(torn, None);
            assert_eq!(appended.entries[0].place.seq, 4);
        } else if cut == bytes.len() - 1 {
            assert!(found.ok);
            assert!(notice_codes(&found).contains(&"last-line-without-line-feed"));
            assert_eq!(torn, None);
            assert_eq!(after[..bytes.len()], bytes);
            assert_eq!(appended.entries[0].place.seq, 5);
        } else {
            assert_eq!(codes(&found), [(5, "torn-tail")], "cut at {cut}");
            assert_eq!(found.faults[0].detail, format!("byte {whole}"));
            assert_eq!(torn.unwrap(), bytes[whole..cut]);
            assert_eq!(appended.entries[0].place.seq, 4);
        }
        assert!(
            verified(&after).ok,
            "cut at {cut}: {:?}",
            verified(&after).faults
        );
    }
}

#[test]
fn a_torn_tail_never_overwrites_an_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let mut moved = Vec::new();
    for torn in ["{\"body\":{\"con", "{\"b", "乱"] {
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend_from_slice(torn.as_bytes());
        std::fs::write(&path, bytes).unwrap();
        let aside = append(folder.path(), &[note("下一条")])
            .unwrap()
            .torn_moved_to
            .unwrap();
        moved.push((aside, torn));
    }
    for (aside, torn) in &moved {
        assert_eq!(std::fs::read_to_string(aside).unwrap(), *torn);
    }
    let first = moved[0]
        .0
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    assert_eq!(first, "evidence.torn-20261121T100000");
    assert!(verify(folder.path()).ok);
}

#[test]
fn every_byte_of_an_attachment_counts() {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    let attachment = folder.path().join("attachments").join("07".repeat(16));
    let bytes = std::fs::read(&attachment).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        std::fs::write(&attachment, changed).unwrap();
        assert_eq!(
            codes(&verify(folder.path())),
            [(2, "attachment-changed")],
            "byte {at}"
        );
    }
    std::fs::write(&attachment, &bytes[1..]).unwrap();
    assert_eq!(codes(&verify(folder.path())), [(2, "attachment-changed")]);
    std::fs::remove_file(&attachment).unwrap();
    assert_eq!(codes(&verify(folder.path())), [(2, "attachment-missing")]);
    std::fs::create_dir(&attachment).unwrap();
    assert_eq!(codes(&verify(folder.path())), [(2, "attachment-changed")]);
}

#[test]
fn a_copy_without_its_attachments_says_that_they_were_not_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("evidence.jsonl");
    std::fs::copy(path, &copy).unwrap();
    let found = verify_copy(&copy, Vec::new()).unwrap();
    assert_eq!(found.result.word(), "chain-holds-contents-unchecked");
    assert!(notice_codes(&found).contains(&"attachments-not-here"));
}

#[test]
fn a_file_no_line_names_is_reported_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    let stray = folder.path().join("attachments").join("stray");
    std::fs::write(&stray, b"x").unwrap();
    let found = verify(folder.path());
    assert!(found.ok);
    assert!(notice_codes(&found).contains(&"attachment-left-over"));
    assert!(stray.exists());
}
