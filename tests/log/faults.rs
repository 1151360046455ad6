//! The world around the log misbehaves: a synced folder, a clock set back, several programs at once,
//! a disk with no room. Nothing that was reported as written is missing afterwards.

use crate::support::{BINARY, Home, Ran, unwrapped};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

fn with_entry() -> Home {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&["log", "add", "电话", "第一条"]);
    home
}

fn codes(found: &Value, list: &str) -> Vec<String> {
    let list = found[list].as_array().unwrap();
    list.iter()
        .map(|n| n["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_clock_set_back_is_a_notice_and_no_fault() {
    let home = with_entry();
    let earlier = |args: &[&str]| {
        let mut command = home.command(args);
        command.env("MENSHEN_TEST_CLOCK", "2026-11-20T08:00:00+08:00");
        Ran::of(command, args)
    };
    let added = earlier(&["log", "add", "电话", "第二条"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert!(
        unwrapped(&added.out).contains("时钟比上一条记录时还早"),
        "{added:?}"
    );
    let found = home.json(&["log", "verify"]);
    assert_eq!(
        (&found["result"], &found["faults"]),
        (&"holds".into(), &Value::Array(vec![]))
    );
    assert!(codes(&found, "notices").contains(&"clock-stepped-back".to_owned()));
}

#[test]
fn several_programs_at_once_all_end_up_in_the_log() {
    const PROGRAMS: usize = 4;
    const ENTRIES: usize = 8;
    let home = with_entry();
    let mut reported = BTreeSet::new();
    for round in 0..ENTRIES {
        let children: Vec<_> = (0..PROGRAMS)
            .map(|program| {
                let words = format!("第{round}轮第{program}个");
                home.command(&["log", "add", "电话", &words, "--json"])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success());
            let said: Value = serde_json::from_slice(&output.stdout).unwrap();
            let one = (
                said["seq"].as_u64().unwrap(),
                said["hash"].as_str().unwrap().to_owned(),
            );
            assert!(reported.insert(one), "reported twice: {said}");
        }
    }
    let found = home.json(&["log", "verify"]);
    assert_eq!(found["result"], "holds");
    assert_eq!(found["entries"], 1 + PROGRAMS * ENTRIES);
    let log = std::fs::read_to_string(home.case("甲").join("evidence.jsonl")).unwrap();
    for (seq, hash) in &reported {
        let line = log.lines().nth(usize::try_from(*seq).unwrap()).unwrap();
        assert!(line.contains(hash), "entry {seq}");
    }
    eprintln!(
        "{} entries by {PROGRAMS} programs at once, all there",
        reported.len()
    );
}

/// The file may grow to this many bytes and not one more; writing past it fails, as on a full disk
/// in the middle of a write.
fn with_room(home: &Home, bytes: usize, args: &[&str]) -> Ran {
    let mut command = Command::new("bash");
    let script = "trap '' XFSZ; exec prlimit --fsize=\"$1\" \"$0\" \"${@:2}\"";
    command
        .args(["-c", script, BINARY, &bytes.to_string()])
        .args(args);
    home.surround(&mut command);
    Ran::of(command, args)
}

#[test]
fn a_disk_that_fills_at_any_byte_of_a_line_loses_nothing() {
    let sample = with_entry();
    let log = sample.case("甲").join("evidence.jsonl");
    let before = std::fs::read(&log).unwrap();
    let args = [
        "log",
        "add",
        "电话",
        "第二条",
        "--when",
        "2026-11-20",
        "--json",
    ];
    let whole = sample.copied();
    whole.done(&args);
    let after = std::fs::read(whole.case("甲").join("evidence.jsonl"))
        .unwrap()
        .len();
    let (mut refused, mut written) = (0, 0);
    for room in (before.len()..after).step_by(11).chain([after - 1, after]) {
        let home = sample.copied();
        let log = home.case("甲").join("evidence.jsonl");
        let ran = with_room(&home, room, &args);
        let stands = std::fs::read(&log).unwrap();
        if ran.code == 0 {
            assert!(room >= after && stands.len() == after && stands.starts_with(&before));
            written += 1;
        } else {
            ran.refusal("log-disk-full", 1);
            assert_eq!(stands, before, "{room}");
            refused += 1;
        }
        assert_eq!(home.json(&["log", "verify"])["result"], "holds");
        assert_eq!(home.json(&["log", "add", "电话", "之后"])["ok"], true);
    }
    assert!(refused > 30 && written == 1, "{refused} {written}");
    eprintln!("no room at {refused} places of a line: nothing lost, nothing half written");
}

#[test]
fn a_list_of_anchors_that_finds_no_room_stands_as_it_was() {
    let home = with_entry();
    home.done(&["log", "anchor", "--kept-at", "纸上"]);
    let list = home.case("甲").join("anchors.toml");
    let before = std::fs::read(&list).unwrap();
    let ran = with_room(
        &home,
        before.len(),
        &["log", "anchor", "--kept-at", "别处", "--json"],
    );
    ran.refusal("storage-disk-full", 1);
    assert_eq!(std::fs::read(&list).unwrap(), before);
}
