//! After the evening: the cases looked at together.

use super::borrowers::{BORROWERS, Borrower, PASSPHRASE};
use super::table::pages;
use crate::seal::private_file;
use crate::support::{Home, Key, Ran, Terminal, arg, contents, has_mode, unwrapped};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The sealed case, the one that is handed over, the one that is deleted.
const SEALED: &str = "周三";
const HANDED: &str = "小吴";
const DELETED: &str = "老孙";

/// A run on one case, with the passphrase where it is sealed.
fn of_case(home: &Home, name: &str, args: &[&str]) -> Ran {
    let mut args = [args, &["--case", name]].concat();
    let key = passphrase(home);
    if name == SEALED {
        args.extend(["--passphrase-file", arg(&key)]);
    }
    home.run(&args)
}

fn passphrase(home: &Home) -> PathBuf {
    private_file(home, "passphrase", &format!("{PASSPHRASE}\n"))
}

/// Types a command at a terminal and expects these words before it ends well.
fn says(home: &Home, args: &[&str], words: &str) -> String {
    let mut terminal = Terminal::start(home, args);
    terminal.shows(words);
    assert_eq!(terminal.end(), 0);
    terminal.everything()
}

/// The list names the cases and nothing in them; six who agreed are counted, four of a kind aren't.
pub fn the_list_and_the_counts_tell_no_secret(home: &Home) {
    let list = says(home, &["case", "list"], "老孙");
    let counts = home.done(&["case", "stats"]);
    for borrower in &BORROWERS {
        assert!(list.contains(borrower.case), "{list}");
        assert!(!counts.contains(borrower.case), "{counts}");
        for secret in borrower.words.iter().chain(borrower.numbers) {
            assert!(
                !list.contains(secret) && !counts.contains(secret),
                "{secret}"
            );
        }
    }
    let counts = home.json(&["case", "stats"]);
    // The sealed one isn't counted without its passphrase, and that leaves five.
    assert_eq!(counts["counts"][0]["cases"], 5, "{counts}");
}

/// The audit over all cases has the figures of each case's own statement.
pub fn every_loan_is_reckoned_as_in_its_own_case(home: &Home) {
    let ran = home.run(&["audit", "--cases"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), BORROWERS.len(), "{ran:?}");
    for mut line in lines {
        let name = line["case"].as_str().unwrap().to_owned();
        if name == SEALED {
            assert!(line["error"]["code"].is_string(), "{line}");
            continue;
        }
        line.as_object_mut().unwrap().remove("case");
        let own = of_case(home, &name, &["confirm", "--json"]).json();
        assert_eq!(own["loans"], Value::Array(vec![line]), "{name}");
    }
}

/// Every log holds, the sealed one with and without its passphrase; nobody else reads any file.
pub fn every_log_verifies_and_every_file_is_private(home: &Home) {
    let mut logs = 0;
    for borrower in &BORROWERS {
        if home.case(borrower.case).join("evidence.jsonl").exists() {
            let ran = of_case(home, borrower.case, &["log", "verify", "--json"]);
            assert_eq!(ran.json()["result"], "holds", "{ran:?}");
            logs += 1;
        }
    }
    assert_eq!(logs, 3);
    home.done(&["log", "verify", "--case", SEALED]);
    let kept = home.kept();
    let pages = contents(&home.beside("pages"));
    for path in kept.keys().chain(pages.keys()) {
        assert!(has_mode(path, 0o600), "{}", path.display());
    }
}

/// Agreed to on the evening itself, in each of them, and nothing recorded earlier.
pub fn consent_stands_in_every_record(home: &Home) {
    for borrower in &BORROWERS {
        let shown = of_case(
            home,
            borrower.case,
            &["case", "consent", "--show", "--json"],
        )
        .json();
        let consent = &shown["consents"][0];
        assert_eq!(consent["given_on"], "2026-11-21", "{shown}");
        assert_eq!(
            consent["kinds"].as_array().map(Vec::len),
            Some(4),
            "{shown}"
        );
    }
}

/// Every byte kept for one borrower, and every page of theirs, searched for the words of the others.
pub fn nothing_of_one_is_with_another(home: &Home, borrowers: &[Borrower]) {
    for own in borrowers {
        let mut files = contents(&home.case(own.case));
        files.extend(contents(&home.beside(&pages(own.case))));
        for other in borrowers.iter().filter(|other| other.case != own.case) {
            for secret in other.words.iter().chain(other.numbers).chain([&other.case]) {
                let found = files
                    .iter()
                    .find(|(path, bytes)| holds(path, bytes, secret));
                let found = found.map(|(path, _)| path.display().to_string());
                assert_eq!(found, None, "{secret} of {} with {}", other.case, own.case);
            }
        }
    }
    // What is sealed can't be read in its own folder either.
    let sealed = borrowers.iter().find(|b| b.case == SEALED).unwrap();
    for (path, bytes) in contents(&home.case(SEALED)) {
        for secret in sealed.words.iter().chain(sealed.numbers) {
            assert!(
                !holds(&path, &bytes, secret),
                "{secret} in {}",
                path.display()
            );
        }
    }
}

/// In the bytes of a file, in its name, or in what a packed file (docx, zip) holds.
fn holds(path: &Path, bytes: &[u8], secret: &str) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    let within = |bytes: &[u8]| bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
    name.contains(secret) || within(bytes) || unpacked(bytes).iter().any(|part| within(part))
}

fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    if !bytes.starts_with(b"PK") {
        return Vec::new();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = Vec::new();
            std::io::copy(&mut archive.by_index(at).unwrap(), &mut part).unwrap();
            part
        })
        .collect()
}

/// No page holds a whole number of anybody, its own borrower included.
pub fn numbers_are_masked_on_every_page(home: &Home, borrowers: &[Borrower]) {
    let pages = contents(&home.beside("pages"));
    assert_eq!(pages.len(), 4 * borrowers.len());
    for (path, bytes) in &pages {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for number in borrowers.iter().flat_map(|b| b.numbers) {
            assert!(!text.contains(number), "{number} in {}", path.display());
        }
    }
    let kept = pages.iter().find(|(path, _)| {
        let path = path.display().to_string();
        path.contains("老陈") && path.contains("留底") && path.ends_with(".txt")
    });
    let text = unwrapped(&String::from_utf8(kept.unwrap().1.clone()).unwrap());
    assert!(
        text.contains("410***********1238") && text.contains("138****0001"),
        "{text}"
    );
}

/// Handed over, removed here after the name was typed, and whole where the key is.
pub fn one_is_handed_over_to_a_key_and_opens_there(home: &Home) {
    let (key, public) = crate::cases::handed_over::key(home);
    let parcel = home.beside("交接.age");
    let to = [
        "--to",
        &public,
        "--person",
        "张三",
        "--remove",
        "-o",
        arg(&parcel),
    ];
    let mut terminal = Terminal::start(home, &[&["case", "handover", HANDED][..], &to].concat());
    terminal.expect("完整打一遍").prompt().line(HANDED);
    terminal.expect("最后问一次").prompt().line("１");
    terminal.expect("已经交接");
    assert_eq!(terminal.end(), 0);
    assert!(!home.case(HANDED).exists());
    let sealed = std::fs::read(&parcel).unwrap();
    let there = Home::new();
    there.done(&["case", "receive", arg(&parcel), "--key-file", arg(&key)]);
    let shown = there.done(&["case", "show", "--case", HANDED]);
    for own in BORROWERS.iter().filter(|b| b.case == HANDED) {
        assert!(own.words.iter().all(|w| !holds(&parcel, &sealed, w)));
        assert!(shown.contains(own.words[0]), "{shown}");
    }
}

/// Deleted after its name was typed and a yes: no byte of it is left in the home.
pub fn one_is_deleted_and_leaves_nothing(home: &Home) {
    let mut terminal = Terminal::start(home, &["case", "delete", DELETED]);
    terminal.expect("完整打一遍").prompt().line("老孙头");
    assert_eq!(terminal.end(), 2);
    assert!(home.case(DELETED).exists());
    let mut terminal = Terminal::start(home, &["case", "delete", DELETED]);
    terminal.expect("完整打一遍").prompt().line(DELETED);
    terminal.expect("最后问一次").prompt().press(Key::Enter);
    terminal.expect("没有删");
    assert_eq!(terminal.end(), 0);
    let mut terminal = Terminal::start(home, &["case", "delete", DELETED]);
    terminal.expect("完整打一遍").prompt().line(DELETED);
    terminal.expect("最后问一次").prompt().line("1");
    terminal.expect("删除了").expect("这里管不到的");
    assert_eq!(terminal.end(), 0);
    for own in BORROWERS
        .iter()
        .filter(|b| [DELETED, HANDED].contains(&b.case))
    {
        for (path, bytes) in home.kept() {
            for secret in own.words.iter().chain(own.numbers) {
                assert!(
                    !holds(&path, &bytes, secret),
                    "{secret} in {}",
                    path.display()
                );
            }
        }
    }
}
