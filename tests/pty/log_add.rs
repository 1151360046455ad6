//! Step 4 at a terminal.

use crate::support::{Home, Key, Terminal, arg};
use serde_json::Value;

const ANSWERS: &str = r#"
kind = "call"
occurred_at = "2026-11-20T22:47+08:00"
precision = "exact"
summary = "来电约三分钟，要求当晚还款。"
quote = "今晚不还就去你单位"
direction = "in"
answered = true
robot = false
target = "borrower"
grade = "documented"

[party]
phone = "02155550101"
principal = "江河银行"
"#;

const TYPED: &[(&str, &str)] = &[
    ("kind", "1"),
    ("occurred_at", "昨晚10点47分"),
    ("precision", "1"),
    ("summary", "来电约三分钟，要求当晚还款。"),
    ("quote", "今晚不还就去你单位"),
    ("direction", "1"),
    ("answered", "1"),
    ("robot", "2"),
    ("party.phone", "02155550101"),
    ("party.principal", "江河银行"),
    ("target", "1"),
    ("grade", "2"),
];

fn content(home: &Home) -> Value {
    home.json(&["log", "show", "1"])["content"].clone()
}

#[test]
fn the_entry_asked_for_is_the_entry_of_the_file() {
    let home = Home::new();
    let attached = home.file("录音 1.amr", b"#!AMR\n\x04");
    let mut terminal = Terminal::start(&home, &["log", "add"]);
    terminal.answer_all("log-add", TYPED);
    terminal.question("log-add.attachments");
    // As a window gives the name of a file dragged into it: in quotes.
    terminal.line(&format!("'{}'", attached.display()));
    terminal.question("log-add.attachments").press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.shows("第 1 条").shows("原件才是证据");
    assert_eq!(terminal.end(), 0);
    assert!(!home.case("inbox").join("drafts/log-add.json").exists());
    assert_eq!(home.json(&["log", "verify"])["result"], "holds");

    let other = Home::new();
    let with_file = format!("attachments = [\"{}\"]\n{ANSWERS}", attached.display());
    let file = other.file("entry.toml", with_file);
    other.json(&["log", "add", "--answers", arg(&file)]);
    let (mut asked, mut read) = (content(&home), content(&other));
    // The name of the copy is random; all that is said of it is not.
    for content in [&mut asked, &mut read] {
        content["attachments"][0]["id"].take();
    }
    assert_eq!(asked, read);
    assert_eq!(asked["attachments"][0]["name"], "录音 1.amr");
}

#[test]
fn a_file_that_is_not_there_does_not_cost_the_answers() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["log", "add"]);
    terminal.answer_all("log-add", TYPED);
    terminal.question("log-add.attachments").line("没有.amr");
    terminal.question("log-add.attachments").press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.shows("没有这个文件");
    assert_eq!(terminal.end(), 1);
    assert!(!home.case("inbox").join("evidence.jsonl").exists());
    assert!(home.case("inbox").join("drafts/log-add.json").exists());
}
