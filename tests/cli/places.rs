//! Where things lie, and what is never overwritten.

use crate::support::{Home, Ran, arg, has_mode, household, loan, unwrapped, with_case};
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn everything_lies_under_the_home_and_the_option_wins() {
    let home = Home::new();
    let other = home.beside("other/deep");
    home.done(&["case", "new", "甲", "--home", arg(&other)]);
    assert!(other.join("cases/甲/case.toml").is_file());
    assert!(!home.path().exists());
    home.done(&["case", "new", "乙"]);
    assert!(home.case("乙").join("case.toml").is_file());
    // Without either, the platform's data folder.
    let mut command = home.command(&["case", "new", "丙"]);
    command.env_remove("MENSHEN_HOME");
    assert_eq!(Ran::of(command, &[]).code, 0);
    assert!(
        home.beside(".local/share/menshen/cases/丙/case.toml")
            .is_file()
    );
}

#[test]
fn what_is_kept_is_for_the_user_alone() {
    let home = with_case("甲");
    home.done(&["letter", "C1", "--answers", arg(&home.file("c1.toml", ""))]);
    home.done(&["log", "add", "电话", "x"]);
    for file in home.kept().keys() {
        assert!(has_mode(file, 0o600), "{}", file.display());
        let folder = file.parent().unwrap();
        assert!(has_mode(folder, 0o700), "{}", file.display());
    }
    assert!(home.kept().len() >= 4);
}

#[test]
fn reading_makes_nothing() {
    let home = Home::new();
    for args in [
        &[][..],
        &["case", "list"],
        &["rules", "stale"],
        &["confirm", "--help"],
    ] {
        assert_eq!(home.run(args).code, 0, "{args:?}");
    }
    let loan = loan(&home);
    home.json(&["confirm", "--answers", arg(&loan)]);
    assert!(!home.path().exists());
}

#[test]
fn a_new_case_is_in_use_and_is_made_only_once() {
    let home = Home::new();
    let made = home.json(&["case", "new", "小李"]);
    assert_eq!((&made["ok"], &made["name"]), (&json!(true), &json!("小李")));
    home.done(&["case", "new", "小王"]);
    let listed = home.json(&["case", "list"]);
    let in_use = |name: &str, yes: bool| {
        json!({"name": name, "in_use": yes, "loans": 0, "entries": 0, "sealed": false,
            "archived": false, "delete_by": null})
    };
    assert_eq!(
        listed["cases"],
        json!([in_use("小李", false), in_use("小王", true)])
    );
    let before = home.kept();
    home.refused(&["case", "new", "小李"], "case-exists", 1);
    assert_eq!(home.kept(), before);
    home.done(&["case", "use", "小李"]);
    assert_eq!(home.json(&["case", "show"])["name"], "小李");
    home.refused(&["case", "use", "小张"], "case-not-found", 1);
    assert_eq!(home.json(&["case", "show"])["name"], "小李");
}

#[test]
fn without_a_case_the_inbox_is_used_and_said() {
    let home = Home::new();
    let plan = household(&home);
    let ran = home.run(&["plan", "--answers", arg(&plan), "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(unwrapped(&ran.err).contains("先放在「inbox」里"), "{ran:?}");
    assert!(home.case("inbox").join("case.toml").is_file());
    let home = with_case("甲");
    let ran = home.run(&["plan", "--answers", arg(&household(&home))]);
    assert!(!ran.err.contains("inbox"), "{ran:?}");
}

#[test]
fn a_letter_is_never_overwritten() {
    let home = with_case("甲");
    let c1 = home.file("c1.toml", "[borrower]\nname = \"甲某\"\n");
    let args = ["letter", "C1", "--loan", "A1", "--answers", arg(&c1)];
    let paths = || -> Vec<String> {
        let files = home.json(&args)["files"].clone();
        let files = files.as_array().unwrap().iter();
        files
            .map(|f| f["path"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = paths();
    let before = home.kept();
    let second = paths();
    assert!(!first.is_empty());
    for path in &first {
        assert!(!second.contains(path), "{path}");
        let path = Path::new(path);
        assert_eq!(std::fs::read(path).unwrap(), before[path]);
    }
}

#[test]
fn the_output_file_gets_the_result_and_standard_output_nothing() {
    let home = Home::new();
    let loan = loan(&home);
    let out = home.beside("结果.json");
    let args = [
        "confirm",
        "--answers",
        arg(&loan),
        "--json",
        "-o",
        arg(&out),
    ];
    let ran = home.run(&args);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    let written: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(written["overdue"]["total"], "8734.01");
    assert!(unwrapped(&ran.err).contains("已写入"), "{ran:?}");
}
