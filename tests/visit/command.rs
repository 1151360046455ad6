//! `menshen visit` as a script calls it.

use super::vectors;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn menshen(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_menshen"))
        .arg("--home")
        .arg(home)
        .args(args)
        .env_remove("MENSHEN_HOME")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_worked_case_is_logged_and_the_log_holds() {
    let home = tempfile::tempdir().unwrap();
    let file = vectors().join("evening-agency.toml");
    let file = file.to_str().unwrap();
    for seq in 1..=2 {
        let output = menshen(home.path(), &["visit", "--answers", file, "--json"]);
        assert_eq!(output.status.code(), Some(0));
        let told = json(&output);
        assert_eq!(told["outcome"], "end");
        assert_eq!(told["verdict"], "contradicts");
        assert_eq!(told["entry"], seq);
        assert_eq!(told["case"], "inbox");
        assert_eq!(told["items"][0]["id"], "identity");
        assert_eq!(told["items"][0]["result"], "unclear");
        assert!(told["findings"].as_array().unwrap().len() >= 5);
        if seq == 1 {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains("inbox"), "{said}");
        }
    }
    let verified = menshen(home.path(), &["log", "verify", "--json"]);
    assert_eq!(verified.status.code(), Some(0));
    assert_eq!(json(&verified)["entries"], 2);
}

#[test]
fn a_rehearsal_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let file = vectors().join("evening-agency.toml");
    let args = [
        "visit",
        "--rehearse",
        "--answers",
        file.to_str().unwrap(),
        "--json",
    ];
    let output = menshen(home.path(), &args);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(json(&output)["entry"], Value::Null);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn without_a_terminal_the_questions_are_listed() {
    let home = tempfile::tempdir().unwrap();
    let output = menshen(home.path(), &["visit", "--json"]);
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(json(&output)["error"]["args"]["needed"][0], "danger");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn wrong_and_missing_answers_end_with_their_codes() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("answers.toml");
    let path = file.to_str().unwrap();
    for (text, exit, code) in [
        ("danger = \"no\"\n", 5, "visit-answers-missing"),
        ("danger = \"nein\"\n", 2, "visit-answers-wrong"),
        ("danger =\n", 2, "visit-answers-not-toml"),
    ] {
        std::fs::write(&file, text).unwrap();
        let output = menshen(home.path(), &["visit", "--answers", path, "--json"]);
        assert_eq!(output.status.code(), Some(exit), "{code}");
        assert_eq!(json(&output)["error"]["code"], code);
    }
    assert!(!home.path().join("cases").exists(), "nothing was made");
}

#[test]
fn a_file_that_is_not_there_is_refused_before_anything_is_written() {
    let home = tempfile::tempdir().unwrap();
    let text = super::vector("evening-agency.toml");
    let text = text.replace(
        "people = 2",
        "people = 2\nattachments = [\"/nowhere/video.mp4\"]",
    );
    let file = home.path().join("answers.toml");
    std::fs::write(&file, text).unwrap();
    let output = menshen(
        home.path(),
        &["visit", "--answers", file.to_str().unwrap(), "--json"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(!home.path().join("cases/inbox/evidence.jsonl").exists());
}

#[test]
fn a_recording_becomes_an_attachment() {
    let home = tempfile::tempdir().unwrap();
    let video = home.path().join("video.mp4");
    std::fs::write(&video, b"not really a film").unwrap();
    let text = super::vector("evening-agency.toml");
    let given = format!("people = 2\nattachments = [{:?}]", video.to_str().unwrap());
    let file = home.path().join("answers.toml");
    std::fs::write(&file, text.replace("people = 2", &given)).unwrap();
    let output = menshen(
        home.path(),
        &["visit", "--answers", file.to_str().unwrap(), "--json"],
    );
    assert_eq!(output.status.code(), Some(0));
    let shown = menshen(home.path(), &["log", "show", "1", "--json"]);
    let entry = json(&shown).to_string();
    assert!(entry.contains("\"video.mp4\""), "{entry}");
    let verified = menshen(home.path(), &["log", "verify", "--json"]);
    assert_eq!(verified.status.code(), Some(0));
}
