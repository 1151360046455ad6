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

/// A home with the worked case in use, its loan A1 stored.
fn with_loan() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let loan = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/demo/a1.toml");
    for args in [
        &["case", "new", "甲"][..],
        &[
            "confirm",
            "--case",
            "甲",
            "--answers",
            loan.to_str().unwrap(),
        ],
    ] {
        assert_eq!(menshen(home.path(), args).status.code(), Some(0));
    }
    home
}

/// What became of the three comparisons with the case.
fn compared(home: &Path, principal: &str, tail: &str, amount: &str) -> [Value; 3] {
    let text = super::vector("evening-agency.toml")
        .replace(
            "amount_named = \"500.00\"",
            &format!("amount_named = \"{amount}\""),
        )
        .replace("people = 2", &format!("people = 2\nloan_tail = \"{tail}\""))
        .replace("[party]", &format!("[party]\nprincipal = \"{principal}\""));
    let file = home.join("answers.toml");
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let told = json(&menshen(home, &["visit", "--answers", path, "--json"]));
    ["creditor-in-case", "loan-number-in-case", "amount-in-case"].map(|id| {
        let items = told["items"].as_array().unwrap();
        let item = items.iter().find(|i| i["id"] == id).unwrap();
        item["result"].clone()
    })
}

#[test]
fn what_was_said_is_compared_with_the_stored_case() {
    let home = with_loan();
    let confirmed = json(&menshen(home.path(), &["confirm", "A1", "--json"]));
    let overdue = confirmed["overdue"]["total"].as_str().unwrap();
    assert_eq!(
        compared(home.path(), "江河银行", "0611", overdue),
        ["shown", "shown", "shown"]
    );
    assert_eq!(
        compared(home.path(), "江河", "0612", "12345.00"),
        ["contradicts", "contradicts", "contradicts"]
    );
    assert_eq!(
        compared(home.path(), "江河银行", "612", overdue),
        ["shown", "not-checked", "shown"]
    );
}

#[test]
fn the_entry_is_shown_in_words() {
    let home = tempfile::tempdir().unwrap();
    let file = vectors().join("evening-agency.toml");
    let visit = ["visit", "--answers", file.to_str().unwrap()];
    assert_eq!(menshen(home.path(), &visit).status.code(), Some(0));
    let shown = menshen(home.path(), &["log", "show", "1"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    for raw in ["answers", "agency", "lender-channel-only", "pay-scan", "{"] {
        assert!(!shown.contains(raw), "{raw} in {shown}");
    }
    let whole: String = shown.split_whitespace().collect();
    assert!(whole.contains("自称身份：催收公司人员"), "{shown}");
    assert!(whole.contains("当场扫码付钱"), "{shown}");
    // A program gets all of it.
    let entry = json(&menshen(home.path(), &["log", "show", "1", "--json"]));
    assert!(entry["content"]["visit"]["answers"].is_array());
}
