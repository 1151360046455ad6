//! What others do to a sealed case or at the same moment, and passphrases as people's editors save them.

use super::{PASSPHRASE, is_settled, passphrase, planted, private_file, readable, sealed, with};
use crate::support::{Home, arg, link};
use menshen::storage::vault::{CaseFiles, Recipients};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn a_passphrase_is_its_first_line_however_the_line_ends() {
    let home = Home::new();
    planted(&home);
    let typed = "全角　口令１２３";
    let windows = private_file(&home, "windows", &format!("{typed}\r\nsecond line\r\n"));
    let bare = private_file(&home, "bare", typed);
    home.done(&["case", "seal", "--passphrase-file", arg(&windows)]);
    home.done(&["case", "show", "--passphrase-file", arg(&bare)]);
    // Half-width is another passphrase: nothing is folded.
    let narrow = private_file(&home, "narrow", "全角 口令123");
    home.refused(
        &["case", "show", "--passphrase-file", arg(&narrow)],
        "passphrase-wrong",
        1,
    );
}

#[test]
fn a_public_key_with_anything_behind_it_is_none() {
    let home = Home::new();
    sealed(&home);
    let key = age::x25519::Identity::generate().to_public().to_string();
    let before = home.kept();
    for bad in [
        format!("{key} junk"),
        format!("{key}\nage1junk"),
        format!("{key}x"),
        "age1".to_owned(),
    ] {
        with(&home, &["case", "seal", "--recipient", &bad, "--json"])
            .refusal("recipient-unreadable", 2);
    }
    assert_eq!(home.kept(), before);
}

#[test]
fn files_of_another_case_cut_short_or_of_a_later_version_are_refused() {
    let home = Home::new();
    sealed(&home);
    let other = Home::new();
    sealed(&other);
    let file = |home: &Home, name: &str| home.case("甲").join(name);
    type Harm<'a> = (&'a str, &'a dyn Fn(&Home), &'a str, i32);
    let harms: [Harm<'_>; 4] = [
        (
            "the key of another case under the same passphrase",
            &|home| {
                std::fs::copy(file(&other, "case.key.age"), file(home, "case.key.age")).unwrap();
            },
            "sealed-public-swapped",
            4,
        ),
        (
            "the case file of another case",
            &|home| {
                std::fs::copy(file(&other, "case.toml.age"), file(home, "case.toml.age")).unwrap();
            },
            "sealed-damaged",
            4,
        ),
        (
            "a case file cut short",
            &|home| {
                let path = file(home, "case.toml.age");
                let bytes = std::fs::read(&path).unwrap();
                std::fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
            },
            "sealed-damaged",
            4,
        ),
        (
            "a case of a later version",
            &|home| {
                let keys = std::fs::read_to_string(file(home, "case.pub")).unwrap();
                let later = b"format = \"menshen-case\"\nversion = 99\n";
                let bytes = Recipients::read(&keys).unwrap().seal(later).unwrap();
                std::fs::write(file(home, "case.toml.age"), bytes).unwrap();
            },
            "storage-unknown-version",
            1,
        ),
    ];
    for (what, harm, code, exit) in harms {
        let home = home.copied();
        harm(&home);
        let before = home.kept();
        let ran = with(&home, &["case", "show", "--json"]);
        assert_eq!(ran.code, exit, "{what}: {ran:?}");
        ran.refusal(code, exit);
        assert_eq!(home.kept(), before, "{what}");
    }
}

#[test]
fn a_link_in_a_sealed_case_stops_opening_and_leads_nowhere() {
    let home = Home::new();
    sealed(&home);
    let outside = home.file("outside", "left alone");
    link(&outside, home.case("甲").join("sealed/link.age"));
    with(&home, &["case", "unseal", "--json"]).refusal("seal-not-a-file", 1);
    assert_eq!(std::fs::read_to_string(outside).unwrap(), "left alone");
    assert!(is_settled(&home.case("甲")));
}

#[test]
fn two_programs_sealing_at_once_make_one_sealed_case() {
    let home = Home::new();
    planted(&home);
    let file = passphrase(&home);
    let start = || {
        home.command(&["case", "seal", "--passphrase-file", arg(&file), "--json"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let (mut first, mut second) = (start(), start());
    let done = [first.wait().unwrap(), second.wait().unwrap()];
    let sealed = done.iter().filter(|status| status.success()).count();
    assert_eq!(sealed, 1, "{done:?}");
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
    assert_eq!(with(&home, &["case", "show"]).code, 0);
    assert!(is_settled(&home.case("甲")));
}

#[test]
fn a_last_line_cut_short_is_put_aside_and_the_rest_sealed() {
    let home = Home::new();
    planted(&home);
    let log = home.case("甲").join("evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, format!("{text}{{\"body\":{{\"content\"")).unwrap();
    let ran = with(&home, &["case", "seal", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("evidence.torn-"), "{ran:?}");
    assert_eq!(
        with(&home, &["log", "verify", "--json"]).json()["entries"],
        1
    );
    assert_eq!(with(&home, &["case", "unseal"]).code, 0);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), text);
    // A whole line that only lacks its end gets it.
    std::fs::write(&log, text.trim_end()).unwrap();
    assert_eq!(with(&home, &["case", "seal"]).code, 0);
    assert_eq!(with(&home, &["case", "unseal"]).code, 0);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), text);
}

/// A window that keeps answers while another one seals: it waits for the end of that, and what it
/// kept is sealed too.
#[test]
fn a_draft_kept_at_the_moment_of_sealing_is_sealed_and_not_lost() {
    let home = Home::new();
    planted(&home);
    let case = home.case("甲");
    let sealed_home = home.copied();
    assert_eq!(with(&sealed_home, &["case", "seal"]).code, 0);
    let public = std::fs::read(sealed_home.case("甲").join("case.pub")).unwrap();
    // As the other program stands in the middle of it: the lock, and the folder of the change.
    let lock = std::fs::File::create(case.join("case.lock")).unwrap();
    lock.lock().unwrap();
    let change = case.join(".menshen-change");
    std::fs::create_dir_all(change.join("new")).unwrap();
    let name = "drafts/plan.json";
    std::thread::scope(|scope| {
        let keeping = scope.spawn(|| CaseFiles::of(&case).replace(name, b"planted answers"));
        std::thread::sleep(Duration::from_millis(200));
        assert!(!keeping.is_finished(), "it didn't wait");
        std::fs::write(case.join("case.pub"), &public).unwrap();
        std::fs::remove_dir_all(&change).unwrap();
        lock.unlock().unwrap();
        keeping.join().unwrap().unwrap();
    });
    assert!(!case.join(name).exists(), "left in the open");
    let files = CaseFiles::of(&case);
    assert!(files.has(name) && files.path(name).starts_with(case.join("sealed")));
}

#[test]
fn an_answer_to_a_request_for_a_stamp_is_kept_sealed() {
    let home = Home::new();
    crate::log::stamp::with_request(&home);
    let ran = with(&home, &["case", "seal"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let answer = crate::log::stamp::vector("answer.tsr");
    let bytes = std::fs::read(&answer).unwrap();
    let ran = with(
        &home,
        &["log", "anchor", "--answer", arg(&answer), "--json"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let kept = crate::support::contents(&home.case("甲"));
    assert!(kept.values().all(|kept| *kept != bytes), "kept in the open");
    assert_eq!(with(&home, &["case", "unseal"]).code, 0);
    let kept = crate::support::contents(&home.case("甲"));
    assert!(kept.values().any(|kept| *kept == bytes), "lost");
}

#[test]
fn the_case_file_of_a_sealed_case_is_no_copy_left_by_a_folder_kept_on_two_computers() {
    let home = Home::new();
    sealed(&home);
    let shown = with(&home, &["case", "show"]);
    assert!(!shown.err.contains("case.toml.age"), "{shown:?}");
    std::fs::copy(
        home.case("甲").join("case.toml.age"),
        home.case("甲").join("case (冲突副本).toml.age"),
    )
    .unwrap();
    let shown = with(&home, &["case", "show"]);
    assert!(shown.err.contains("冲突副本"), "{shown:?}");
    assert!(!shown.out.contains(PASSPHRASE));
}
