//! A case as one file: exported, received, handed over; what was changed on the way is refused and
//! nothing of it is kept.

use crate::seal::{planted, sealed, with};
use crate::support::{Home, Terminal, arg, contents};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const LIST: &str = "menshen-parcel.json";

/// Case 甲 with something in everything, exported.
pub fn exported(home: &Home) -> PathBuf {
    planted(home);
    let path = home.beside("甲.zip");
    home.done(&["case", "export", "甲", "-o", arg(&path)]);
    path
}

type Members = Vec<(String, Vec<u8>)>;
type Change = fn(&mut Members);

/// The parcel written anew with its members changed.
pub fn changed(home: &Home, parcel: &Path, change: impl FnOnce(&mut Members)) -> PathBuf {
    let mut archive = ZipArchive::new(std::fs::File::open(parcel).unwrap()).unwrap();
    let mut members = Members::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        members.push((file.name().to_owned(), bytes));
    }
    change(&mut members);
    let path = home.beside("changed.zip");
    let mut zip = ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, bytes) in members {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

/// The bytes of a member.
pub fn member<'m>(members: &'m mut Members, name: &str) -> &'m mut Vec<u8> {
    let found = members.iter_mut().find(|(n, _)| n == name);
    &mut found.unwrap_or_else(|| panic!("no {name}")).1
}

/// The list changed by whoever knows the format.
pub fn list(members: &mut Members, change: impl FnOnce(&mut serde_json::Value)) {
    let bytes = member(members, LIST);
    let mut list = serde_json::from_slice(bytes).unwrap();
    change(&mut list);
    *bytes = serde_json::to_vec(&list).unwrap();
}

/// A member changed, and the list made to fit it.
pub fn fitted(members: &mut Members, path: &str, bytes: Vec<u8>) {
    let sha256: String = Sha256::digest(&bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let size = bytes.len();
    *member(members, &format!("case/{path}")) = bytes;
    list(members, |list| {
        let files = list["files"].as_array_mut().unwrap();
        let file = files.iter_mut().find(|f| f["path"] == path).unwrap();
        file["sha256"] = sha256.into();
        file["size"] = size.into();
    });
}

/// A log whose first entry says something else, the rest left as it was.
pub fn with_a_broken_log(home: &Home) -> PathBuf {
    let parcel = exported(home);
    changed(home, &parcel, |members| {
        let log = member(members, "case/evidence.jsonl").clone();
        let log = String::from_utf8(log).unwrap().replace("当晚", "明早");
        fitted(members, "evidence.jsonl", log.into_bytes());
    })
}

/// A parcel with a file of this name besides.
pub fn with_a_file(home: &Home, name: &str) -> PathBuf {
    let parcel = exported(home);
    changed(home, &parcel, |members| {
        members.push((format!("case/{name}"), b"x".to_vec()));
        list(members, |list| {
            let file = serde_json::json!({"path": name, "size": 1, "sha256": "0".repeat(64)});
            list["files"].as_array_mut().unwrap().push(file);
        });
    })
}

fn refused(home: &Home, parcel: &Path, code: &str, exit: i32) {
    let before = contents(&home.path());
    home.refused(
        &["case", "receive", arg(parcel), "--as-name", "乙"],
        code,
        exit,
    );
    assert_eq!(contents(&home.path()), before, "{code}: something was kept");
}

#[test]
fn a_case_comes_out_of_its_parcel_as_it_went_in() {
    let home = Home::new();
    let parcel = exported(&home);
    let there = Home::new();
    let said = there.json(&["case", "receive", arg(&parcel)]);
    assert_eq!(said["name"], "甲");
    assert_eq!(said["log"]["ok"], true);
    assert_eq!(said["attachments"], 1);
    let files = |home: &Home| -> Vec<(PathBuf, Vec<u8>)> {
        let case = home.case("甲");
        let files = contents(&case).into_iter();
        files
            .map(|(p, b)| (p.strip_prefix(&case).unwrap().to_owned(), b))
            .collect()
    };
    assert!(files(&home).len() > 5);
    assert_eq!(files(&there), files(&home));
    // Received into a home without a case in use, it isn't put into use unasked.
    assert_eq!(there.json(&["case", "list"])["cases"][0]["in_use"], false);
}

#[test]
fn what_is_in_the_file_is_said_and_that_anybody_can_read_it() {
    let home = Home::new();
    planted(&home);
    let said = home.done(&["case", "export", "甲"]);
    assert!(
        said.contains("没有加密") && said.contains("附件 1 个"),
        "{said}"
    );
    let parcel = home.beside("甲_2026-11-21.zip");
    assert!(parcel.exists());
    // The same day again: the first file stands.
    home.refused(&["case", "export", "甲"], "output-exists", 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = parcel.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let home = Home::new();
    let first = exported(&home);
    let second = home.beside("again.zip");
    home.done(&["case", "export", "甲", "-o", arg(&second)]);
    assert_eq!(
        std::fs::read(first).unwrap(),
        std::fs::read(second).unwrap()
    );
}

#[test]
fn a_case_that_is_there_is_never_replaced() {
    let home = Home::new();
    let parcel = exported(&home);
    let before = contents(&home.path());
    home.refused(&["case", "receive", arg(&parcel)], "case-exists", 1);
    assert_eq!(contents(&home.path()), before);
    home.refused(
        &["case", "receive", arg(&parcel), "--as-name", "../乙"],
        "case-bad-name",
        2,
    );
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../../../escaped",
        "/escaped",
        "a/../../escaped",
        "..\\escaped",
        "C:escaped",
        ".menshen-change/order",
        "letters/.hidden",
        "letters/a\u{1b}[2J",
        "a//b",
        "CASE.toml",
    ] {
        let home = Home::new();
        let parcel = with_a_file(&home, name);
        refused(&home, &parcel, "parcel-unsafe", 4);
        assert!(!home.beside("escaped").exists());
    }
}

#[test]
fn a_changed_missing_or_added_file_is_refused() {
    let changes: [(&str, Change); 4] = [
        ("one byte", |m| member(m, "case/case.toml").push(b'\n')),
        ("gone", |m| m.retain(|(name, _)| name != "case/case.toml")),
        ("added", |m| m.push(("case/letters/x".into(), vec![1]))),
        ("longer than announced", |m| {
            member(m, "case/case.toml").extend(vec![b' '; 9_000_000]);
        }),
    ];
    for (what, change) in changes {
        let home = Home::new();
        let parcel = exported(&home);
        let parcel = changed(&home, &parcel, change);
        println!("{what}");
        refused(&home, &parcel, "parcel-changed", 4);
    }
}

#[test]
fn a_log_that_fails_is_refused_and_taken_when_asked_for() {
    let home = Home::new();
    let parcel = with_a_broken_log(&home);
    refused(&home, &parcel, "parcel-log-fails", 4);
    let said = home.done(&[
        "case",
        "receive",
        arg(&parcel),
        "--as-name",
        "乙",
        "--force",
    ]);
    assert!(said.contains("校验不过"), "{said}");
    assert_eq!(home.run(&["log", "verify", "--case", "乙"]).code, 4);
}

#[test]
fn a_sealed_case_travels_sealed_and_opens_with_its_passphrase() {
    let home = Home::new();
    sealed(&home);
    let parcel = home.beside("sealed.zip");
    let said = home.done(&["case", "export", "甲", "-o", arg(&parcel)]);
    assert!(said.contains("封存着打包"), "{said}");
    let bytes = std::fs::read(&parcel).unwrap();
    for planted in crate::seal::PLANTED {
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
pub fn handed_halfway(home: &Home) -> crate::support::Ran {
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
