//! A copy of the log for somebody else.

use super::with_entries;
use crate::support::arg;
use menshen::domain::chain::{check_line, withheld};
use menshen::domain::evidence::overlaid;
use menshen::domain::report::{numbers_in, together};
use menshen::storage::log::entries;
use std::collections::BTreeSet;
use std::process::Command;

/// The stranger's own program.
fn stranger(log: &str) -> (i32, String) {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/verify_log.py");
    let ran = Command::new("python3")
        .args([program, log])
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    (ran.status.code().unwrap(), out.trim().to_owned())
}

#[test]
fn the_copy_verifies_and_holds_nothing_of_what_was_taken_out() {
    let home = with_entries();
    let before = home.kept();
    let copy = home.beside("copy.jsonl");
    let told = home.json(&["log", "withhold", "2", "-o", arg(&copy)]);
    assert_eq!(told["withheld"], serde_json::json!([2]));
    assert_eq!(told["entries"], 3);
    assert_eq!(told["result"], "chain-holds-contents-unchecked");
    let text = std::fs::read_to_string(&copy).unwrap();
    assert!(text.contains("夜里来电") && text.contains("私事"), "{text}");
    assert!(
        !text.contains("卡号") && !text.contains(super::CALLER),
        "{text}"
    );
    assert_eq!(
        stranger(arg(&copy)),
        (0, "chain-holds-contents-unchecked".to_owned())
    );
    assert_eq!(home.kept(), before, "the log itself is only read");
}

#[test]
fn every_hash_is_as_it_was() {
    let home = with_entries();
    let log = std::fs::read_to_string(home.case("甲").join("evidence.jsonl")).unwrap();
    for line in log.lines().skip(1) {
        let out = withheld(line.as_bytes()).unwrap();
        let before = check_line(line.as_bytes());
        let after = check_line(&out);
        assert!(after.holds(), "{:?}", after.flaws);
        assert_eq!(before.value.place(), after.value.place());
        assert_eq!(before.value.prev, after.value.prev);
        let changed = line
            .replace("电话", "电視")
            .replace("短信", "短 信")
            .replace("一件", "两件");
        assert!(changed == line || withheld(changed.as_bytes()).is_err());
    }
}

#[test]
fn what_is_kept_is_all_that_stays() {
    let home = with_entries();
    let copy = home.beside("copy.jsonl");
    let told = home.json(&["log", "withhold", "--keep", "１", "-o", arg(&copy)]);
    assert_eq!(told["withheld"], serde_json::json!([2, 3]));
    let told = home.json(&[
        "log",
        "withhold",
        "1-3",
        "--keep",
        "3",
        "-o",
        arg(&copy),
        "--force",
    ]);
    assert_eq!(told["withheld"], serde_json::json!([1, 2]));
}

#[test]
fn a_correction_leaves_with_its_entry() {
    let home = with_entries();
    home.done(&["log", "amend", "2", "--set", "summary=改过的话，仍是秘密"]);
    let log = home.case("甲").join("evidence.jsonl");
    let views = overlaid(entries(&log).unwrap());
    for named in [2, 4] {
        let all = together(&views, &BTreeSet::from([named]));
        assert_eq!(all, BTreeSet::from([2, 4]), "{named}");
    }
    let copy = home.beside("copy.jsonl");
    home.done(&["log", "withhold", "2", "-o", arg(&copy)]);
    let text = std::fs::read_to_string(&copy).unwrap();
    assert!(!text.contains("秘密"), "{text}");
}

#[test]
fn lists_of_numbers_as_people_write_them() {
    let set = |list: &[u64]| Some(list.iter().copied().collect::<BTreeSet<u64>>());
    assert_eq!(numbers_in("3"), set(&[3]));
    assert_eq!(numbers_in("1,3、5-7 9"), set(&[1, 3, 5, 6, 7, 9]));
    assert_eq!(numbers_in("5至6"), set(&[5, 6]));
    assert_eq!(numbers_in(""), set(&[]));
    for wrong in ["x", "7-5", "1-", "-", "1-9999999999", "3.5"] {
        assert_eq!(numbers_in(wrong), None, "{wrong}");
    }
}
