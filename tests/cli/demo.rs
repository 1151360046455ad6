//! The whole walk on the built-in case.

use crate::support::{A1, Home, arg, contents, no_hole};
use std::path::Path;

#[test]
fn the_walk_ends_well_and_names_what_it_wrote() {
    let home = Home::new();
    let folder = home.beside("看看");
    let ran = home.run(&["demo", arg(&folder)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for said in [
        "8,734.01",
        "8,935.39",
        "4,636.73",
        "22,306.13",
        "800.00",
        "A1 430.00",
        "校验：6 条",
    ] {
        assert!(ran.out.contains(said), "{said} in {}", ran.out);
    }
    no_hole(&ran.out);
    no_hole(&ran.err);
    // The home of the person is not touched.
    assert!(!home.path().exists());
    let listed = home.json(&["demo", arg(&home.beside("again"))]);
    assert_eq!(listed["verified"], true);
    let files = listed["files"].as_array().unwrap();
    let again = contents(&home.beside("again"));
    for file in files {
        assert!(Path::new(file.as_str().unwrap()).is_file(), "{file}");
    }
    let state = home.beside("again").join("menshen.toml");
    assert_eq!(files.len(), again.len() - usize::from(state.exists()));
}

#[test]
fn what_the_walk_made_is_a_case_like_any_other() {
    let home = Home::new();
    let folder = home.beside("看看");
    home.done(&["demo", arg(&folder)]);
    let there = |args: &[&str]| home.json(&[args, &["--home", arg(&folder)]].concat());
    assert_eq!(there(&["confirm", "A1"])["overdue"]["total"], "8734.01");
    assert_eq!(there(&["log", "verify"])["result"], "holds");
    assert_eq!(there(&["log", "verify"])["entries"], 6);
    assert_eq!(
        there(&["case", "show"])["case"]["letters"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    // The answers it wrote give the same again.
    let answers = std::fs::read_to_string(folder.join("answers/a1.toml")).unwrap();
    assert_eq!(answers, A1);
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let home = Home::new();
    let file = home.file("mine/diary.txt", "mine");
    home.refused(&["demo", arg(&home.beside("mine"))], "demo-folder-taken", 1);
    assert_eq!(contents(&home.beside("mine")).len(), 1);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    // Without a folder the first free name is taken: in the home, where one is named, else here.
    for name in ["demo", "demo-2"] {
        let there = home.path().join(name);
        assert_eq!(home.json(&["demo"])["folder"], arg(&there));
        assert!(there.is_dir());
    }
    for name in ["menshen-demo", "menshen-demo-2"] {
        let mut command = home.command(&["demo", "--json"]);
        command.env_remove("MENSHEN_HOME");
        let ran = crate::support::Ran::of(command, &["demo"]);
        assert_eq!(ran.json()["folder"], name);
        assert!(home.beside(name).is_dir());
    }
}

#[test]
fn the_walk_is_under_the_home_that_was_given() {
    let home = Home::new();
    let folder = home.beside("there");
    home.json(&["demo", "--home", arg(&folder)]);
    assert!(folder.join("demo/cases").is_dir());
    assert!(!home.beside("menshen-demo").exists());
    assert!(!home.path().exists());
}

#[test]
fn the_walk_is_told_for_its_own_day() {
    let home = Home::new();
    let mut command = home.command(&["demo", "a", "--json"]);
    command.env("MENSHEN_TEST_CLOCK", "2027-05-05T08:00:00+08:00");
    assert!(command.output().unwrap().status.success());
    home.done(&["demo", "b"]);
    let letters = |folder: &str| -> Vec<Vec<u8>> {
        let found = contents(&home.beside(folder)).into_iter();
        let letters = found.filter(|(path, _)| path.extension().is_some_and(|e| e == "txt"));
        letters.map(|(_, bytes)| bytes).collect()
    };
    assert_eq!(letters("a").len(), 4);
    assert_eq!(letters("a"), letters("b"));
}
