//! A case that travels encrypted: sealed as it is, or handed over to one person's key.

use crate::seal::{PLANTED, sealed, with};
use crate::support::{Home, Ran, Terminal, arg, planted};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

#[test]
fn a_sealed_case_travels_sealed_and_opens_with_its_passphrase() {
    let home = Home::new();
    sealed(&home);
    let parcel = home.beside("sealed.zip");
    let said = home.done(&["case", "export", "甲", "-o", arg(&parcel)]);
    assert!(said.contains("封存着打包"), "{said}");
    let bytes = std::fs::read(&parcel).unwrap();
    for planted in PLANTED {
        let found = bytes
            .windows(planted.len())
            .any(|w| w == planted.as_bytes());
        assert!(!found, "{planted}");
    }
    let there = Home::new();
    there.done(&["case", "receive", arg(&parcel)]);
    let shown = with(&there, &["case", "show", "--case", "甲"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.out.contains("甲某某"), "{shown:?}");
}

/// A key in a file, and its public half.
pub fn key(home: &Home) -> (PathBuf, String) {
    let file = home.beside("key.txt");
    let said = home.json(&["case", "receive", "--new-key", arg(&file)]);
    (file, said["public_key"].as_str().unwrap().to_owned())
}

#[test]
fn handed_over_it_opens_with_the_key_alone() {
    let home = Home::new();
    planted(&home);
    let (file, public) = key(&home);
    let parcel = home.beside("甲.age");
    let said = home.json(&[
        "case",
        "handover",
        "甲",
        "--to",
        &public,
        "--person",
        "小周",
        "-o",
        arg(&parcel),
    ]);
    assert_eq!(said["removed"], false);
    assert_eq!(said["agreed"], false);
    let bytes = std::fs::read(&parcel).unwrap();
    let sha256: String = Sha256::digest(&bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert_eq!(said["sha256"], sha256.as_str());
    let receipt = std::fs::read_to_string(home.beside("甲.age.txt")).unwrap();
    for part in ["小周", &public, &sha256, "menshen:1:"] {
        assert!(receipt.contains(part), "{part} in {receipt}");
    }
    // The case says so too, in the log as well.
    let shown = home.json(&["case", "show", "--case", "甲"]);
    assert_eq!(
        shown["case"]["counsel"]["handovers"][0]["sha256"],
        sha256.as_str()
    );
    let entry = home.json(&["log", "show", &said["entry"].to_string(), "--case", "甲"]);
    assert!(entry.to_string().contains(&sha256), "{entry}");
    // No plain copy is left anywhere in the home.
    let left = std::fs::read_dir(home.path()).unwrap();
    let left: Vec<_> = left.map(|e| e.unwrap().file_name()).collect();
    assert!(
        left.iter().all(|n| n == "cases" || n == "menshen.toml"),
        "{left:?}"
    );

    let there = Home::new();
    there.refused(&["case", "receive", arg(&parcel)], "parcel-encrypted", 2);
    let got = there.json(&["case", "receive", arg(&parcel), "--key-file", arg(&file)]);
    assert_eq!(got["log"]["ok"], true);
    assert!(
        there
            .done(&["case", "show", "--case", "甲"])
            .contains("甲某某")
    );
}

#[test]
fn removal_after_handing_over_needs_the_name() {
    let home = Home::new();
    planted(&home);
    let (_, public) = key(&home);
    let handover = [
        "case", "handover", "甲", "--to", &public, "--person", "小周", "--remove",
    ];
    home.refused(
        &[&handover[..], &["--yes", "乙", "-o", "1.age"]].concat(),
        "case-delete-name",
        2,
    );
    home.refused(
        &[&handover[..], &["-o", "2.age"]].concat(),
        "case-delete-unasked",
        5,
    );
    assert!(home.case("甲").exists());
    let said = home.json(&[&handover[..], &["--yes", "甲", "-o", "3.age"]].concat());
    assert_eq!(said["removed"], true);
    assert!(!home.case("甲").exists());
    assert!(home.beside("3.age").exists());
}

/// A handover whose log can't be added to once the file is written.
pub fn handed_halfway(home: &Home) -> Ran {
    planted(home);
    let (_, public) = key(home);
    let log = home.case("甲").join("evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, text.replace("当晚", "明早")).unwrap();
    let parcel = home.beside("甲.age");
    home.run(&[
        "case",
        "handover",
        "甲",
        "--to",
        &public,
        "--person",
        "小周",
        "-o",
        arg(&parcel),
        "--json",
    ])
}

/// A handover after which the name of the case is typed wrong.
pub fn handed_and_kept(home: &Home) -> Terminal {
    planted(home);
    let (_, public) = key(home);
    let to = [
        "--to", &public, "--person", "小周", "--remove", "-o", "甲.age",
    ];
    let mut terminal = Terminal::start(home, &[&["case", "handover", "甲"][..], &to].concat());
    terminal.expect("完整打一遍").line("乙");
    terminal
}

#[test]
fn what_fails_after_the_file_names_the_file() {
    let home = Home::new();
    let ran = handed_halfway(&home);
    let error = ran.refusal("handover-unfinished", 4);
    let parcel = home.beside("甲.age");
    assert!(parcel.exists() && home.beside("甲.age.txt").exists());
    assert_eq!(error["args"]["path"], arg(&parcel));
    let bytes = std::fs::read(&parcel).unwrap();
    let sha256: String = Sha256::digest(&bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert_eq!(error["args"]["sha256"], sha256.as_str());
    let said = crate::support::unwrapped(&ran.err);
    let receipt = home.beside("甲.age.txt");
    for part in [arg(&parcel), arg(&receipt), "log-last", &sha256[..20]] {
        let is_code = part == "log-last";
        assert!(
            is_code || said.contains(&crate::support::unwrapped(part)),
            "{part}: {said}"
        );
    }
    assert_eq!(error["args"]["details"].as_array().unwrap().len(), 1);
    assert!(home.case("甲").exists());
}

#[test]
fn a_name_typed_wrong_after_it_says_that_it_was_handed_over() {
    let home = Home::new();
    let mut terminal = handed_and_kept(&home);
    terminal.expect("交接做完了").expect("没有删");
    assert_eq!(terminal.end(), 2);
    assert!(home.case("甲").exists() && home.beside("甲.age").exists());
    // What would be refused without a question is refused before anything is written.
    let (_, public) = key(&Home::new());
    let to = [
        "--to", &public, "--person", "小周", "--remove", "-o", "2.age",
    ];
    let handover = [&["case", "handover", "甲"][..], &to].concat();
    home.refused(&handover, "case-delete-unasked", 5);
    let other = [&handover[..], &["--yes", "乙"]].concat();
    home.refused(&other, "case-delete-name", 2);
    assert!(!home.beside("2.age").exists());
}
