//! The calendar file, read back by an independent reader.

use super::day;
use crate::support::Home;
use menshen::render::ics::{Event, calendar};
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// The events as the reference reader sees them; it refuses what the format doesn't allow.
fn read(file: &str) -> Vec<Value> {
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/check_ics.py");
    let mut child = Command::new("python3")
        .arg(reader)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(file.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{file}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn event(title: &str) -> Event {
    Event {
        identity: "x".into(),
        day: day("2028-02-29"),
        title: title.into(),
        details: "d".into(),
        reminders: vec![3, 1, 0],
        cancelled: false,
    }
}

#[test]
fn long_chinese_titles_and_signs_come_back_as_they_went_in() {
    for title in [
        "对支付令提出书面异议".repeat(9),
        "a,b;c\\d\ne".to_owned(),
        "龘𠮷〇".repeat(30),
        "x".repeat(200),
    ] {
        let events = read(&calendar(&[event(&title)], day("2026-11-21")));
        assert_eq!(events[0]["SUMMARY"], title.as_str());
        assert_eq!(events[0]["DTSTART;VALUE=DATE"], "20280229");
        let alarms = serde_json::json!(["-P2DT15H", "-PT15H", "PT9H"]);
        assert_eq!(events[0]["alarms"], alarms);
    }
}

fn of(home: &Home, args: &[&str]) -> Vec<Value> {
    let mut all = vec!["due", "--ics"];
    all.extend(args);
    read(&home.done(&all))
}

#[test]
fn a_second_export_updates_the_first_and_tells_nobody_what_it_is_about() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&[
        "due",
        "add",
        "支付令",
        "--on",
        "2026-11-18",
        "--note",
        "欠款八千",
    ]);
    home.done(&["due", "add", "约定还款", "--on", "2026-12-05"]);
    let first = of(&home, &[]);
    assert_eq!(
        of(&home, &[]),
        first,
        "the same case on the same day gives the same file"
    );
    assert_eq!(first[0]["DTSTART;VALUE=DATE"], "20261203");

    home.done(&["due", "change", "D1", "--on", "2026-11-20"]);
    home.done(&["due", "done", "D2"]);
    let second = of(&home, &["--as-of", "2026-11-23"]);
    let uids =
        |events: &[Value]| -> Vec<Value> { events.iter().map(|e| e["UID"].clone()).collect() };
    assert_eq!(uids(&first), uids(&second));
    // Fifteen days from 20 November end on a Saturday: the calendar has the Friday before.
    assert_eq!(second[0]["DTSTART;VALUE=DATE"], "20261204");
    assert_eq!(second[1]["STATUS"], "CANCELLED");
    let number = |e: &Value| e["SEQUENCE"].as_str().unwrap().parse::<i64>().unwrap();
    assert_eq!(number(&second[0]) - number(&first[0]), 2);

    let file = home.done(&["due", "--ics"]);
    for word in ["支付令", "还款", "欠", "债", "法院", "甲"] {
        assert!(!file.contains(word), "{word}");
    }
    let full = of(&home, &["--full-titles"]);
    assert_eq!(full[0]["SUMMARY"], "对支付令提出书面异议");
}

#[test]
fn the_file_is_written_for_its_owner_alone_and_never_over_another() {
    let home = Home::new();
    home.done(&["due", "add", "开庭", "--on", "2026-12-18"]);
    let file = home.beside("日历.ics");
    let path = file.to_str().unwrap();
    home.done(&["due", "--ics", "-o", path]);
    assert_eq!(read(&std::fs::read_to_string(&file).unwrap()).len(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    home.refused(&["due", "--ics", "-o", path], "output-exists", 2);
}
