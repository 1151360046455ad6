//! A case as one file: exported and received; what was changed on the way is refused and nothing of it
//! is kept.

use crate::support::{Home, arg, contents, planted};
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
