//! Broken content folders: each yields its code at the right file and line, and nothing else.
//!
//! A line that must be named carries `# ! code`; what has no line of its own stands in `EXPECT`.

use menshen::content::{ContentError, check_folder};
use menshen::domain::coded::{Coded, Kind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/invalid")
}

fn folders() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    all.sort();
    all
}

fn expected(root: &Path, folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            expected(root, &path, out);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        if path.file_name().unwrap() == "EXPECT" {
            out.extend(text.lines().map(str::to_owned));
            continue;
        }
        let name = path.strip_prefix(root).unwrap().to_string_lossy();
        let name = name.replace('\\', "/");
        for (i, line) in text.lines().enumerate() {
            if let Some((_, codes)) = line.split_once("# ! ") {
                out.extend(
                    codes
                        .split_whitespace()
                        .map(|code| format!("{name}:{} {code}", i + 1)),
                );
            }
        }
    }
}

#[test]
fn each_fixture_is_refused_at_its_place() {
    let mut seen = 0;
    for folder in folders() {
        let code = folder.file_name().unwrap().to_string_lossy().into_owned();
        let mut want = Vec::new();
        expected(&folder, &folder, &mut want);
        want.sort();
        let refusal = check_folder(&folder).expect_err(&code);
        assert_eq!(refusal.kind(), Kind::Content);
        let ContentError::Rejected(problems) = refusal else {
            panic!("{code}: not read at all");
        };
        let mut got: Vec<String> = problems
            .iter()
            .map(|p| format!("{}:{} {}", p.file, p.line, p.code))
            .collect();
        got.sort();
        assert_eq!(got, want, "{code}: {problems:#?}");
        assert!(got.iter().any(|line| line.ends_with(&code)), "{code}");
        seen += 1;
    }
    assert!(seen >= 55, "{seen} fixtures");
}

#[test]
fn every_code_in_the_sources_has_a_fixture() {
    let have: BTreeSet<String> = folders()
        .iter()
        .map(|f| f.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut used = BTreeSet::new();
    codes_in(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/content"),
        &mut used,
    );
    // Errors of a command, not complaints about a file; they have their own tests.
    for error in ["content-unreadable", "content-rejected"] {
        assert!(used.remove(error), "{error}");
    }
    assert_eq!(used, have);
}

/// A code that three loaders use needs three fixtures: each loader's own complaint is provoked in
/// that loader's own folder.
#[test]
fn every_complaint_of_a_loader_is_provoked_in_its_own_folder() {
    let parser = [
        "content-not-readable",
        "content-missing-member",
        "content-unknown-member",
    ];
    let tables = [
        "content-unknown-word",
        "content-wrong-type",
        "content-unknown-member",
    ];
    let loaders: [(&str, &str, &[&str]); 6] = [
        ("budget", "budget.rs", &parser),
        ("deadlines", "deadlines.rs", &parser),
        ("guesses", "guesses.rs", &parser),
        ("imports", "imports.rs", &parser),
        ("parameters", "parameters.rs", &parser),
        ("notices", "rules/notices.rs", &tables),
    ];
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/content");
    for (folder, file, shared) in loaders {
        let text = std::fs::read_to_string(sources.join(file)).unwrap();
        let quoted = text.split('"').skip(1).step_by(2);
        let own = quoted.filter(|word| word.starts_with("content-"));
        for code in own.chain(shared.iter().copied()) {
            let mut provoked = Vec::new();
            let place = fixtures().join(code).join(folder);
            assert!(place.is_dir(), "{folder}: {code}");
            expected(&place, &place, &mut provoked);
            assert!(
                provoked.iter().any(|line| line.ends_with(code)),
                "{folder}: {code}: {provoked:?}"
            );
        }
    }
}

/// Every quoted word of the sources that is the code of a complaint.
fn codes_in(folder: &Path, out: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes_in(&path, out);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for word in text.split('"').skip(1).step_by(2) {
            let code = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if code && (word.starts_with("content-") || word.starts_with("door-")) {
                out.insert(word.to_owned());
            }
        }
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let refusal = check_folder(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(refusal.code(), "content-unreadable");
    assert_eq!(refusal.args()["path"], "/nowhere/at/all");
}

#[test]
fn an_empty_folder_and_a_replacing_entry_are_accepted() {
    let folder = tempfile::tempdir().unwrap();
    check_folder(folder.path()).unwrap();
    std::fs::create_dir(folder.path().join("law")).unwrap();
    let text = r#"
[[provision]]
id = "CC-670"
instrument = "civil-code"
article = "第670条"
from = "2021-01-01"
confidence = "verified-text"
checked = "2026-11-20"
topics = ["本地"]
zh = "本地写法。"
en = "Local wording."
"#;
    std::fs::write(folder.path().join("law/mine.toml"), text).unwrap();
    let book = check_folder(folder.path()).unwrap();
    assert_eq!(book.law.provision("CC-670").unwrap().zh, "本地写法。");
}

#[test]
fn the_folder_that_is_shipped_is_accepted() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    if let Err(refusal) = check_folder(&shipped) {
        panic!("{refusal:?}");
    }
}

#[test]
fn a_folder_nobody_reads_is_named_when_the_book_is_used_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("lwa")).unwrap();
    std::fs::write(folder.path().join("lwa/x.toml"), "").unwrap();
    let mut library = menshen::content::Library::built_in();
    library.lay(folder.path()).unwrap();
    let refusal = menshen::content::load_law(&library).unwrap_err();
    assert!(format!("{refusal:?}").contains("content-unknown-folder"));
}
