//! `menshen doctor`: finds what is to be mended, says how, and changes nothing.

use crate::support::{Home, TEXTS, no_hole, with_case};
use serde_json::Value;

/// What was found of this.
fn found<'a>(told: &'a Value, id: &str) -> &'a Value {
    let checks = told["checks"].as_array().unwrap();
    let one = checks.iter().find(|check| check["id"] == id);
    one.unwrap_or_else(|| panic!("{id} in {told}"))
}

#[test]
fn a_sound_computer_has_nothing_to_mend_and_nothing_is_changed() {
    let home = with_case("甲");
    let before = home.kept();
    let told = home.json(&["doctor"]);
    assert_eq!(told["to_mend"], 0, "{told}");
    for id in [
        "program",
        "window",
        "characters",
        "encoding",
        "home",
        "clock",
        "book",
    ] {
        no_hole(found(&told, id)["words"].as_str().unwrap());
    }
    assert!(home.kept() == before);
    let said = home.done(&["自检"]);
    assert!(said.contains(&TEXTS.t("doctor.nothing")), "{said}");
}

#[test]
fn a_home_that_is_not_there_yet_is_not_made() {
    let home = Home::new();
    let told = home.json(&["doctor"]);
    assert_eq!(found(&told, "home")["found"], "fine");
    assert!(!home.path().exists());
}

#[cfg(unix)]
#[test]
fn files_others_may_read_are_named_with_what_closes_them() {
    use std::os::unix::fs::PermissionsExt;
    let home = with_case("甲");
    let file = home.case("甲").join("case.toml");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let told = home.json(&["doctor"]);
    let privacy = found(&told, "privacy");
    assert_eq!(privacy["found"], "mend");
    let words = privacy["words"].as_str().unwrap();
    assert!(
        words.contains("cases/甲/case.toml") && words.contains("chmod"),
        "{words}"
    );
}

#[test]
fn another_encoding_and_an_old_book_are_to_be_mended() {
    let home = Home::new();
    let mut command = home.command(&["doctor", "--json", "--as-of", "2027-12-01"]);
    command.env("LANG", "zh_CN.GB18030");
    let output = command.output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "a finding is no failure");
    if cfg!(target_os = "linux") {
        let words = found(&told, "encoding")["words"].as_str().unwrap();
        assert!(words.contains("GB18030"), "{words}");
    }
    assert_eq!(found(&told, "book")["found"], "mend", "{told}");
}
