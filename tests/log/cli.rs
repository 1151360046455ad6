//! `menshen log` as a program.

use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub fn menshen(home: &Path, arguments: &[&str]) -> Output {
    with_input(home, arguments, "")
}

pub fn with_input(home: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(arguments)
        .env_clear()
        .env("MENSHEN_HOME", home)
        .env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn done(home: &Path, arguments: &[&str]) -> String {
    let output = menshen(home, arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    out(&output)
}

/// The error of a refused call: its code and exit code.
pub fn refused(home: &Path, arguments: &[&str], input: &str) -> (Value, i32) {
    let arguments = [arguments, &["--json"]].concat();
    let output = with_input(home, &arguments, input);
    let said: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(said["ok"], false);
    let remedy = said["error"]["hints"][0].as_str().unwrap();
    assert!(!remedy.starts_with('['), "{remedy}");
    (said["error"]["code"].clone(), output.status.code().unwrap())
}

#[test]
fn an_entry_is_added_listed_shown_verified_and_anchored() {
    let home = tempfile::tempdir().unwrap();
    let added = done(
        home.path(),
        &[
            "log",
            "add",
            "电话",
            "来电约三分钟",
            "--when",
            "2026-11-20 22:47",
        ],
    );
    assert!(
        added.contains("第 1 条：电话，2026-11-20 22:47，来电约三分钟"),
        "{added}"
    );
    let added: Value = serde_json::from_str(&done(
        home.path(),
        &["log", "add", "note", "没写时间", "--json"],
    ))
    .unwrap();
    assert_eq!((&added["ok"], &added["seq"]), (&json!(true), &json!(2)));
    let content = &added["entries"][0]["content"];
    assert_eq!(content["occurred_at"], "2026-11-21T10:00:00+08:00");
    // Nobody said when it happened.
    assert_eq!(content["precision"], "about");

    let listed = done(home.path(), &["log", "list"]);
    assert!(
        listed.contains("来电约三分钟") && listed.contains("没写时间"),
        "{listed}"
    );
    let lines: Vec<Value> = done(home.path(), &["log", "list", "--json"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["content"]["kind"], "call");
    assert_eq!(lines[1]["hash"], added["hash"]);

    let anchor = done(home.path(), &["log", "anchor"]);
    assert!(anchor.starts_with("menshen:1:") && anchor.lines().count() == 1);
    let verified: Value = serde_json::from_str(&done(
        home.path(),
        &["log", "verify", "--anchor", anchor.trim(), "--json"],
    ))
    .unwrap();
    assert_eq!(verified["result"], "holds");
    assert_eq!(verified["entries"], 2);
    assert_eq!(verified["notices"][0]["code"], "anchored-through");
    let said = done(home.path(), &["log", "verify"]);
    assert!(
        said.contains("校验通过") && said.contains("不能说明"),
        "{said}"
    );
}

#[test]
fn the_ways_to_say_when_come_to_the_same() {
    let home = tempfile::tempdir().unwrap();
    for (when, expected, precision) in [
        ("2026-11-16T19:35+08:00", "2026-11-16T19:35+08:00", "exact"),
        ("2026-11-16 19:35", "2026-11-16T19:35+08:00", "exact"),
        ("2026-11-16T19:35:20", "2026-11-16T19:35:20+08:00", "exact"),
        ("2026-11-16", "2026-11-16", "day"),
        ("11月16日19:35", "2026-11-16T19:35+08:00", "exact"),
        ("昨晚10点半", "2026-11-20T22:30+08:00", "exact"),
        ("昨天", "2026-11-20", "day"),
    ] {
        let added = done(
            home.path(),
            &["log", "add", "visit", "x", "--when", when, "--json"],
        );
        let added: Value = serde_json::from_str(&added).unwrap();
        let content = &added["entries"][0]["content"];
        assert_eq!(
            (&content["occurred_at"], &content["precision"]),
            (&json!(expected), &json!(precision))
        );
    }
    for bad in ["昨天晚上", "2026-02-30", "2026-11-16T19:35Z", "19:35"] {
        let (code, exit) = refused(
            home.path(),
            &["log", "add", "visit", "x", "--when", bad],
            "",
        );
        assert_eq!((code, exit), (json!("log-bad-when"), 2), "{bad}");
    }
    for doubtful in ["昨晚1点", "昨天10点"] {
        let arguments = ["log", "add", "visit", "x", "--when", doubtful];
        let (code, exit) = refused(home.path(), &arguments, "");
        assert_eq!((code, exit), (json!("log-when-doubtful"), 2), "{doubtful}");
    }
    let said = menshen(
        home.path(),
        &["log", "add", "visit", "x", "--when", "昨晚1点"],
    );
    let said = String::from_utf8(said.stderr).unwrap();
    assert!(
        said.contains("2026-11-21 01:00") && said.contains("2026-11-20 01:00"),
        "{said}"
    );
}

#[test]
fn every_kind_has_its_chinese_name() {
    let home = tempfile::tempdir().unwrap();
    for (name, kind) in [
        ("上门", "visit"),
        ("电话", "call"),
        ("短信", "message"),
        ("消息", "message"),
        ("信函", "letter"),
        ("还款", "payment"),
        ("对账单", "statement"),
        ("协议", "agreement"),
        ("投诉", "complaint"),
        ("报警", "police"),
        ("备注", "note"),
        ("police", "police"),
    ] {
        let added = done(home.path(), &["log", "add", name, "x", "--json"]);
        let added: Value = serde_json::from_str(&added).unwrap();
        assert_eq!(added["entries"][0]["content"]["kind"], kind);
    }
    for bad in ["更正", "amendment", "催收"] {
        let (code, exit) = refused(home.path(), &["log", "add", bad, "x"], "");
        assert_eq!((code, exit), (json!("log-kind-unknown"), 2));
    }
}

#[test]
fn an_attachment_is_copied_and_the_original_spoken_of() {
    let home = tempfile::tempdir().unwrap();
    let source = home.path().join("录音 1.amr");
    std::fs::write(&source, b"#!AMR\n\x04").unwrap();
    let path = source.to_str().unwrap();
    let said = done(
        home.path(),
        &[
            "log", "add", "电话", "x", "--attach", path, "--attach", path,
        ],
    );
    assert!(
        said.contains("录音 1.amr") && said.contains("原件才是证据"),
        "{said}"
    );
    let output = menshen(
        home.path(),
        &["log", "add", "电话", "x", "--attach", path, "--json"],
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("原件才是证据"));
    let shown: Value =
        serde_json::from_str(&done(home.path(), &["log", "show", "1", "--json"])).unwrap();
    assert_eq!(shown["content"]["attachments"].as_array().unwrap().len(), 2);
    assert_eq!(
        shown["content"]["attachments"][0]["media_type"],
        "audio/amr"
    );

    let before = std::fs::read(home.path().join("cases/inbox/evidence.jsonl")).unwrap();
    let attach = |file: &str| {
        refused(
            home.path(),
            &[
                "log", "add", "电话", "x", "--attach", path, "--attach", file,
            ],
            "",
        )
    };
    assert_eq!(attach("没有.amr"), (json!("attachment-not-found"), 1));
    assert_eq!(
        attach(home.path().to_str().unwrap()),
        (json!("attachment-is-folder"), 1)
    );
    assert_eq!(
        std::fs::read(home.path().join("cases/inbox/evidence.jsonl")).unwrap(),
        before
    );
    // The sound one of the two wasn't copied either.
    let copies = std::fs::read_dir(home.path().join("cases/inbox/attachments")).unwrap();
    assert_eq!(copies.count(), 3);
}

#[test]
fn entries_from_a_file_are_all_written_or_none() {
    let home = tempfile::tempdir().unwrap();
    let lines = "{\"kind\":\"note\",\"occurred_at\":\"2026-11-20\",\"summary\":\"一\"}\r\n\r\n\
                 {\"kind\":\"note\",\"occurred_at\":\"2026-11-20\",\"summary\":\"二\",\"own\":{\"x\":1}}\r\n";
    let added = with_input(
        home.path(),
        &["log", "add", "--entry", "-", "--json"],
        lines,
    );
    let added: Value = serde_json::from_str(&out(&added)).unwrap();
    assert_eq!(added["entries"].as_array().unwrap().len(), 2);
    assert_eq!(added["entries"][1]["content"]["own"], json!({"x": 1}));

    let one = "\u{FEFF}{\n  \"kind\": \"amendment\",\n  \"amends\": 1,\n  \"summary\": \"改\"\n}\n";
    let file = home.path().join("one.json");
    std::fs::write(&file, one).unwrap();
    done(
        home.path(),
        &["log", "add", "--entry", file.to_str().unwrap()],
    );
    let shown = done(home.path(), &["log", "show", "1"]);
    assert!(
        shown.contains("经过：改") && shown.contains("经过：一"),
        "{shown}"
    );
    let listed = done(home.path(), &["log", "list"]);
    assert!(listed.contains("最初的原文"), "{listed}");

    let log = home.path().join("cases/inbox/evidence.jsonl");
    let before = std::fs::read(&log).unwrap();
    let bad =
        format!("{lines}{{\"kind\":\"note\",\"kind\":\"call\",\"summary\":\"\"}}\n{{\"x\":1.5}}\n");
    let output = with_input(home.path(), &["log", "add", "--entry", "-", "--json"], &bad);
    assert_eq!(output.status.code(), Some(2));
    let said: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(said["error"]["code"], "log-entry-rejected");
    let details = said["error"]["args"]["details"].as_array().unwrap();
    assert!(
        details
            .iter()
            .filter(|d| d.as_str().unwrap().starts_with("第 4 行"))
            .count()
            >= 3,
        "{details:?}"
    );
    assert!(
        details
            .iter()
            .any(|d| d.as_str().unwrap().starts_with("第 5 行"))
    );
    assert_eq!(std::fs::read(&log).unwrap(), before);

    let entry = |input: &str| refused(home.path(), &["log", "add", "--entry", "-"], input);
    assert_eq!(entry(" \n"), (json!("log-entry-empty"), 2));
    assert_eq!(entry("{\"kind\":"), (json!("log-entry-rejected"), 2));
    let absent = refused(home.path(), &["log", "add", "--entry", "没有.jsonl"], "");
    assert_eq!(absent, (json!("log-entry-unreadable"), 2));
}

#[test]
fn a_log_that_fails_ends_with_four_and_one_object() {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), &["log", "add", "备注", "原话"]);
    done(home.path(), &["log", "add", "备注", "之后"]);
    let log = home.path().join("cases/inbox/evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, text.replace("原话", "假话")).unwrap();
    let output = menshen(home.path(), &["log", "verify", "--json"]);
    assert_eq!(output.status.code(), Some(4));
    let found: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(
        (&found["ok"], &found["result"]),
        (&json!(false), &json!("fails"))
    );
    assert_eq!(
        found["faults"],
        json!([{"line": 2, "code": "commitment-mismatch", "detail": "commitment"}])
    );
    let output = menshen(home.path(), &["log", "verify"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(out(&output).contains("第 2 行：内容被改过"));
    // Readable all the same.
    assert!(done(home.path(), &["log", "list"]).contains("之后"));
    let output = menshen(home.path(), &["log", "anchor"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("校验不过"));

    std::fs::write(&log, text.replace("之后", "以后")).unwrap();
    let (code, exit) = refused(home.path(), &["log", "add", "备注", "x"], "");
    assert_eq!((code, exit), (json!("log-last-line-fails"), 4));
    let forced = done(home.path(), &["log", "add", "备注", "x", "--force"]);
    assert!(forced.contains("按您的要求接上去"), "{forced}");
}

#[test]
fn a_file_is_verified_without_a_home() {
    let home = tempfile::tempdir().unwrap();
    let nowhere = home.path().join("not-made");
    let file = super::vectors().join("damaged/sound.jsonl");
    let said = done(
        &nowhere,
        &["log", "verify", file.to_str().unwrap(), "--json"],
    );
    assert_eq!(
        serde_json::from_str::<Value>(&said).unwrap()["result"],
        "holds"
    );
    assert!(!nowhere.exists());
    let withheld = super::vectors().join("damaged/withheld-line.jsonl");
    let said = done(&nowhere, &["log", "verify", withheld.to_str().unwrap()]);
    assert!(said.contains("没法校验") && said.contains("隐去"), "{said}");
}

#[test]
fn what_is_not_there_is_said() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(
        refused(home.path(), &["log", "verify"], ""),
        (json!("log-no-case"), 1)
    );
    assert!(done(home.path(), &["log", "list"]).contains("还没有记录"));
    done(home.path(), &["case", "new", "甲"]);
    assert_eq!(
        refused(home.path(), &["log", "anchor"], ""),
        (json!("log-missing"), 1)
    );
    done(home.path(), &["log", "add", "备注", "x"]);
    assert_eq!(
        refused(home.path(), &["log", "show", "2"], ""),
        (json!("log-no-entry"), 1)
    );
    let bad = refused(
        home.path(),
        &["log", "verify", "--anchor", "menshen:1:x"],
        "",
    );
    assert_eq!(bad, (json!("log-bad-anchor"), 2));
}

#[test]
fn recorded_words_cannot_move_the_cursor_or_turn_the_writing() {
    let home = tempfile::tempdir().unwrap();
    let entry = json!({
        "kind": "note", "occurred_at": "2026-11-20", "summary": "a\u{1b}[2J\nb\u{202E}c",
        "own": {"z": "\u{9b}31m"},
    });
    with_input(
        home.path(),
        &["log", "add", "--entry", "-"],
        &entry.to_string(),
    );
    for screen in [
        done(home.path(), &["log", "list"]),
        done(home.path(), &["log", "show", "1"]),
    ] {
        let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
        assert!(!screen.contains(harmful), "{screen:?}");
    }
}

#[test]
fn the_time_of_writing_taken_for_the_time_it_happened_is_said() {
    let home = tempfile::tempdir().unwrap();
    let ran = menshen(home.path(), &["log", "add", "电话", "昨晚22点来电"]);
    assert!(ran.status.success());
    let words = super::texts::said("log.added.when-taken");
    let said: String = String::from_utf8_lossy(&ran.stderr)
        .split_whitespace()
        .collect();
    assert!(said.contains(&words), "{said}");
    let shown = out(&ran);
    assert!(shown.contains("2026-11-21 10:00:00 前后"), "{shown}");
}

#[test]
fn a_torn_beginning_is_told_alike_by_list_verify_and_add() {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), &["log", "add", "电话", "x", "--when", "今天"]);
    let case = home.path().join("cases/inbox");
    std::fs::write(case.join("evidence.jsonl"), "{").unwrap();
    let squeezed = |text: String| text.split_whitespace().collect::<String>();
    let listed = squeezed(done(home.path(), &["log", "list"]));
    assert!(
        listed.contains(&super::texts::said("log.none-torn")),
        "{listed}"
    );
    let verified = menshen(home.path(), &["log", "verify", "--json"]);
    assert_eq!(verified.status.code(), Some(4));
    assert!(out(&verified).contains("torn-tail"));
    let added = done(
        home.path(),
        &["log", "add", "电话", "y", "--when", "今天", "--json"],
    );
    let added: Value = serde_json::from_str(&added).unwrap();
    let aside = added["torn_moved_to"].as_str().unwrap();
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "{");
    done(home.path(), &["log", "verify"]);
}

#[test]
fn a_torn_end_is_said_beside_the_entries() {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), &["log", "add", "电话", "x", "--when", "今天"]);
    let path = home.path().join("cases/inbox/evidence.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend_from_slice(b"{\"body\":{");
    std::fs::write(&path, bytes).unwrap();
    let ran = menshen(home.path(), &["log", "list"]);
    let said: String = String::from_utf8_lossy(&ran.stderr)
        .split_whitespace()
        .collect();
    assert!(said.contains(&super::texts::said("log.torn")), "{said}");
}
