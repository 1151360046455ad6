//! Cases renamed, put away, taken back, deleted.

#[cfg(feature = "seal")]
use crate::seal::{sealed, with};
use crate::support::{Home, Terminal, contents, planted};

#[test]
fn a_renamed_case_is_the_same_case() {
    let home = Home::new();
    planted(&home);
    let inside =
        |name: &str| -> Vec<Vec<u8>> { contents(&home.case(name)).into_values().collect() };
    let before = inside("甲");
    home.done(&["case", "rename", "甲", "李03"]);
    assert_eq!(inside("李03"), before);
    assert!(!home.case("甲").exists());
    // It was in use and still is.
    assert!(home.done(&["case", "show"]).contains("档案 李03"));
    home.done(&["case", "new", "乙"]);
    home.refused(&["case", "rename", "乙", "李03"], "case-exists", 1);
    home.refused(&["case", "rename", "乙", "a/b"], "case-bad-name", 2);
    home.refused(&["case", "rename", "没有", "丙"], "case-not-found", 1);
}

#[cfg(feature = "seal")]
#[test]
fn a_sealed_case_is_renamed_without_its_passphrase_and_opens_with_it() {
    let home = Home::new();
    sealed(&home);
    home.done(&["case", "rename", "甲", "乙"]);
    let shown = with(&home, &["case", "show"]);
    assert!(shown.out.contains("甲某某"), "{shown:?}");
}

#[test]
fn a_case_put_away_leaves_the_list_and_comes_back_whole() {
    let home = Home::new();
    planted(&home);
    let before = contents(&home.case("甲"));
    home.done(&["case", "archive", "甲"]);
    let listed = home.json(&["case", "list"]);
    assert_eq!(listed["cases"][0]["archived"], true);
    assert_eq!(listed["cases"][0]["in_use"], false);
    assert!(home.done(&["case", "list"]).contains("收起来的：甲"));
    home.done(&["case", "restore", "甲"]);
    assert_eq!(home.json(&["case", "list"])["cases"][0]["archived"], false);
    assert_eq!(contents(&home.case("甲")), before);
    home.refused(&["case", "restore", "甲"], "case-not-archived", 1);
    // Using one takes it back as well.
    home.done(&["case", "archive", "甲"]);
    home.done(&["case", "use", "甲"]);
    assert_eq!(home.json(&["case", "list"])["cases"][0]["archived"], false);
}

#[test]
fn a_deletion_takes_everything_and_says_what_it_cannot() {
    let home = Home::new();
    planted(&home);
    home.done(&["case", "new", "乙"]);
    home.done(&["case", "use", "甲"]);
    let said = home.json(&["case", "delete", "甲", "--yes", "甲"]);
    assert_eq!(said["deleted"], true);
    assert_eq!(said["stays"].as_array().unwrap().len(), 4);
    for (path, bytes) in contents(&home.path()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!path.to_string_lossy().contains('甲'), "{path:?}");
        assert!(!text.contains('甲'), "{path:?}: {text}");
    }
    assert!(home.case("乙").exists());
}

#[test]
fn a_deletion_cut_short_is_finished_by_the_next_look() {
    let home = Home::new();
    planted(&home);
    home.done(&["case", "new", "乙"]);
    let aside = home.path().join(".menshen-deleted");
    std::fs::create_dir_all(&aside).unwrap();
    std::fs::rename(home.case("甲"), aside.join("甲")).unwrap();
    home.done(&["case", "list"]);
    assert!(!aside.exists());
}

#[test]
fn at_a_terminal_a_deletion_asks_for_the_name_and_then_again() {
    let home = Home::new();
    planted(&home);
    let mut terminal = Terminal::start(&home, &["case", "delete", "甲"]);
    terminal.expect("完整打一遍");
    terminal.line("甲");
    terminal.expect("最后问一次");
    // An empty line is a no.
    terminal.line("");
    terminal.expect("没有删");
    assert!(home.case("甲").exists());
    let mut terminal = Terminal::start(&home, &["case", "delete", "甲"]);
    terminal.expect("完整打一遍");
    terminal.line("甲");
    terminal.expect("最后问一次");
    terminal.line("1");
    terminal.expect("删除了");
    assert!(!home.case("甲").exists());
}

#[test]
fn a_case_another_program_has_open_is_neither_renamed_nor_deleted() {
    let home = Home::new();
    planted(&home);
    let lock = std::fs::File::create(home.case("甲").join("case.lock")).unwrap();
    lock.lock().unwrap();
    home.refused(&["case", "delete", "甲", "--yes", "甲"], "case-locked", 1);
    home.refused(&["case", "rename", "甲", "乙"], "case-locked", 1);
    assert!(home.case("甲").join("case.toml").exists());
}
