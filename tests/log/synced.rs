//! A case in a folder that is kept the same on two computers: a second copy of its file or its log is
//! named when the case is opened and by a verification, and left alone.

use super::damage::notices;
use crate::support::{Home, unwrapped, with_case};

/// Marks as such programs put them around the name of a file they couldn't join: what stands before,
/// within and after it.
const MARKS: &[(&str, &str, &str)] = &[
    ("", " (conflicted copy 2026-11-21)", ""),
    ("", " (Lee's conflicted copy 2026-11-21)", ""),
    ("", " (李的冲突副本 2026-11-21 20-00-00)", ""),
    ("", "(冲突副本)", ""),
    ("", "_冲突文件_李_20261121200000", ""),
    ("", "-DESKTOP-1A2B3C", ""),
    ("", "-DESKTOP-1A2B3C-2", ""),
    ("", ".sync-conflict-20261121-200000-ABCDEFG", ""),
    ("", "-conflict-20261121", ""),
    ("", " (SFConflict li@example.org 2026-11-21-20-00-00)", ""),
    ("", ".Conflict", ""),
    ("", ".conflict1", ""),
    ("", " (1)", ""),
    ("", "(1)", ""),
    ("", " - 副本", ""),
    ("", " 2", ""),
    ("", "", ".conflict"),
    ("", "", ".bak"),
    ("副本 ", "", ""),
    ("冲突-", "", ""),
    ("Copy of ", "", ""),
];

/// What stands beside them by right.
const NO_COPIES: &[&str] = &[
    "evidence.torn-20261121T200000",
    "evidence.lock",
    "case.lock",
    "anchors.toml",
    "stamps.toml",
    "entries.jsonl",
    "evidence.txt",
    "suitcase.txt",
];

fn with_entry() -> Home {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "第一条"]);
    home
}

fn marked(stem: &str, ending: &str) -> Vec<String> {
    let capital = format!("{}{}{ending}", stem[..1].to_uppercase(), &stem[1..]);
    MARKS
        .iter()
        .map(|(before, within, after)| format!("{before}{stem}{within}{ending}{after}"))
        .chain([capital])
        .collect()
}

#[test]
fn every_copy_left_by_a_synced_folder_is_named_and_left_alone() {
    let sample = with_entry();
    let mut seen = 0;
    for (stem, ending, code) in [
        ("case", ".toml", "case-copy-beside"),
        ("evidence", ".jsonl", "log-copy-beside"),
    ] {
        let own = format!("{stem}{ending}");
        let bytes = std::fs::read(sample.case("甲").join(&own)).unwrap();
        // All at once first, then one on the screens a person meets.
        let home = sample.copied();
        let names = marked(stem, ending);
        for name in &names {
            std::fs::write(home.case("甲").join(name), &bytes).unwrap();
        }
        let found = home.json(&["log", "verify"]);
        assert_eq!(found["result"], "holds");
        let mut named = notices(&found, code);
        named.sort();
        let mut expected = names.clone();
        expected.sort();
        assert_eq!(named, expected);
        for args in [
            &["case", "show"][..],
            &["confirm", "A1"],
            &["log", "list"],
            &["log", "add", "电话", "第二条"],
            &["log", "verify"],
            &[],
        ] {
            let ran = home.run(args);
            assert_eq!(ran.code, 0, "{ran:?}");
            let said = unwrapped(&format!("{}{}", ran.err, ran.out));
            for name in &names {
                let name = unwrapped(name);
                assert!(said.contains(&name), "{name}: {ran:?}");
            }
        }
        for name in &names {
            let kept = std::fs::read(home.case("甲").join(name)).unwrap();
            assert_eq!(kept, bytes, "{name}");
            seen += 1;
        }
    }
    eprintln!("{seen} copies named and left alone");
}

#[test]
fn what_stands_there_by_right_is_no_copy() {
    let home = with_entry();
    for name in NO_COPIES {
        let words = "format = \"menshen-anchors\"\nversion = 1\n";
        std::fs::write(home.case("甲").join(name), words).unwrap();
    }
    std::fs::create_dir(home.case("甲").join("case.toml.d")).unwrap();
    let found = home.json(&["log", "verify"]);
    assert_eq!(notices(&found, "log-copy-beside"), Vec::<String>::new());
    assert_eq!(notices(&found, "case-copy-beside"), Vec::<String>::new());
    let ran = home.run(&["case", "show"]);
    assert!(!ran.err.contains("还有一份"), "{ran:?}");
}

#[test]
fn a_copy_is_said_once_and_never_by_a_name_that_moves_the_cursor() {
    let home = with_entry();
    let bytes = std::fs::read(home.case("甲").join("case.toml")).unwrap();
    let name = "case\u{1b}[2J\u{202e} (1).toml";
    std::fs::write(home.case("甲").join(name), bytes).unwrap();
    for args in [&["case", "show"][..], &["log", "verify"], &[]] {
        let ran = home.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        let said = unwrapped(&format!("{}{}", ran.err, ran.out));
        assert_eq!(said.matches("还有一份像是档案的文件").count(), 1, "{ran:?}");
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{ran:?}");
    }
}
