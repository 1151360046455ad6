//! A verifier written from the format's page alone, in another language, agrees with ours.

use super::damage::verified;
use super::{sample, vectors};
use menshen::storage::log::verify_copy;
use std::path::{Path, PathBuf};
use std::process::Command;

fn verdicts(arguments: &[&str], files: &[PathBuf]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/verify_log.py");
    let mut verdicts = Vec::new();
    for some in files.chunks(400) {
        let output = Command::new("python3")
            .arg(&script)
            .args(arguments)
            .args(some)
            .output()
            .expect("python3 runs: the second verifier is written in it");
        let text = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.is_empty(), "{errors}");
        verdicts.extend(text.lines().map(str::to_owned));
    }
    assert_eq!(verdicts.len(), files.len());
    verdicts
}

fn word(verdict: &str) -> &str {
    verdict.split(' ').next().unwrap()
}

#[test]
fn the_stranger_agrees_on_every_damaged_log() {
    let files: Vec<PathBuf> = std::fs::read_dir(vectors().join("damaged"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    for (file, verdict) in files.iter().zip(verdicts(&[], &files)) {
        let found = verify_copy(file, Vec::new()).unwrap();
        assert_eq!(found.result.word(), word(&verdict), "{}", file.display());
    }
}

#[test]
fn the_stranger_agrees_on_our_log_and_on_its_anchor() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let found = verified(&std::fs::read(&path).unwrap());
    let anchor = found
        .last
        .unwrap()
        .anchor(&found.log_id.unwrap())
        .to_string();
    let ours = ["--own", "--anchor", &anchor];
    assert_eq!(verdicts(&ours, std::slice::from_ref(&path)), ["holds"]);
    let other = ["--anchor", &anchor.replace(":4:", ":3:")];
    assert_eq!(
        verdicts(&other, std::slice::from_ref(&path)),
        ["fails anchor"]
    );
    let attachment = folder.path().join("attachments").join("07".repeat(16));
    std::fs::write(attachment, b"#!AMR\n\x04\x00\x02").unwrap();
    assert_eq!(verdicts(&["--own"], &[path]), ["fails line 2: attachment"]);
}

#[test]
fn the_stranger_finds_changed_bytes_too() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(sample(folder.path())).unwrap();
    let mut files = Vec::new();
    // A stride that meets every part of the lines; the other verifier is run over every byte.
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 7);
        let file = folder.path().join(format!("changed-{at}.jsonl"));
        std::fs::write(&file, changed).unwrap();
        files.push(file);
    }
    assert!(files.len() > 300);
    for (file, verdict) in files.iter().zip(verdicts(&["--own"], &files)) {
        assert_eq!(word(&verdict), "fails", "{}", file.display());
        assert!(
            !verify_copy(file, Vec::new()).unwrap().ok,
            "{}",
            file.display()
        );
    }
}
