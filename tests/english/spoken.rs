//! Commands run in English on the demo's home.

use super::{is_han, unquoted};
use crate::support::{Home, contents};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

static DEMO: LazyLock<Home> = LazyLock::new(|| {
    let home = Home::new();
    home.done(&["demo", "--lang", "en"]);
    std::fs::rename(home.beside("home/demo"), home.beside("kept")).unwrap();
    std::fs::remove_dir_all(home.path()).unwrap();
    std::fs::rename(home.beside("kept"), home.path()).unwrap();
    home
});

/// Commands whose result goes to nobody else.
const SCREENS: [&[&str]; 24] = [
    &[],
    &["confirm", "A1"],
    &["confirm", "A2", "--explain"],
    &["plan", "ways"],
    &["plan", "stress"],
    &["plan", "budget"],
    &["case", "show"],
    &["case", "loans"],
    &["case", "list"],
    &["letter", "list"],
    &["due"],
    &["log", "list"],
    &["log", "show", "1"],
    &["log", "verify"],
    &["log", "conduct"],
    &["log", "anchor"],
    &["rules", "sources"],
    &["rules", "changes"],
    &["rules", "stale"],
    &["rules", "channels"],
    &["rules", "show", "quiet-hours"],
    &["rules", "show", "CC-561"],
    &["visit", "cards"],
    &["visit", "rehearse", "--list"],
];

fn in_english(home: &Home, args: &[&str]) -> String {
    home.done(&[args, &["--lang", "en"]].concat())
}

/// Chinese the case itself holds: names, papers, what was recorded.
fn of_the_case(home: &Home) -> String {
    let files = contents(&home.path()).into_values();
    files
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

/// Runs of Chinese characters outside quotations.
fn runs(text: &str) -> Vec<String> {
    let text = unquoted(text);
    let runs = text
        .split(|c: char| !is_han(c))
        .filter(|run| !run.is_empty());
    runs.map(str::to_owned).collect()
}

#[test]
fn screens_hold_no_missing_text_and_no_chinese_but_the_cases_own() {
    let home = DEMO.copied();
    let held = of_the_case(&home);
    let allowed = include_str!("../vectors/english/chinese-on-screens.txt");
    let allowed: Vec<&str> = allowed.lines().filter(|l| !l.starts_with('#')).collect();
    let mut wrong = Vec::new();
    for args in SCREENS {
        let said = in_english(&home, args);
        for run in runs(&said) {
            if !held.contains(&run) && !allowed.contains(&run.as_str()) {
                wrong.push(format!("{args:?}: {run}"));
            }
        }
        for line in said
            .lines()
            .filter(|l| l.contains("[errors.") || l.contains(": undefined"))
        {
            wrong.push(format!("{args:?}: {line}"));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_letter_and_its_name_are_the_same_whatever_the_screen_speaks() {
    let write = |lang: &str| {
        let home = DEMO.copied();
        let out = home.beside("out");
        std::fs::create_dir_all(&out).unwrap();
        let answers = home.path().join("answers/letter-c2.toml");
        let answers = answers.to_str().unwrap();
        home.done(&[
            "letter",
            "C2",
            "--loan",
            "A1",
            "--answers",
            answers,
            "--lang",
            lang,
            "--format",
            "text,html,online,sms,chat,script",
            "-o",
            "out/",
        ]);
        let named = |path: &PathBuf| path.file_name().map(|name| name.to_owned());
        let files = contents(&out).into_iter();
        files
            .map(|(path, bytes)| (named(&path), bytes))
            .collect::<BTreeMap<_, _>>()
    };
    let (chinese, english) = (write("zh-CN"), write("en"));
    assert!(chinese.len() >= 4, "{:?}", chinese.keys());
    assert_eq!(chinese, english);
}

#[test]
fn a_bundle_is_the_same_whatever_the_screen_speaks() {
    let write = |lang: &str| {
        let home = DEMO.copied();
        home.done(&["report", "summary", "--lang", lang, "-o", "out.txt"]);
        home.done(&["report", "timeline", "--lang", lang, "-o", "time.html"]);
        (
            std::fs::read(home.beside("out.txt")).unwrap(),
            std::fs::read(home.beside("time.html")).unwrap(),
        )
    };
    assert_eq!(write("zh-CN"), write("en"));
}

#[test]
fn an_entry_can_be_named_in_either_language() {
    let home = DEMO.copied();
    for (lang, kind) in [
        ("en", "电话"),
        ("en", "call"),
        ("en", "报警"),
        ("zh-CN", "call"),
        ("zh-CN", "报案"),
    ] {
        home.done(&[
            "log",
            "add",
            kind,
            "x",
            "--when",
            "2026-11-20T10:00",
            "--lang",
            lang,
        ]);
    }
}

#[test]
fn days_are_written_the_english_way() {
    let home = DEMO.copied();
    let said = in_english(&home, &["confirm", "A1"]);
    assert!(
        said.contains("21 Nov 2026") || said.contains("20 Nov 2026"),
        "{said}"
    );
    assert!(!unquoted(&said).contains("年"), "{said}");
}

#[test]
fn machines_are_given_the_book_as_it_is_written() {
    let home = Home::new();
    let english = home.json(&["rules", "show", "quiet-hours", "--lang", "en"]);
    assert_eq!(english, home.json(&["rules", "show", "quiet-hours"]));
}

#[test]
fn help_and_refusals_speak_english_before_the_arguments_are_understood() {
    let home = Home::new();
    for args in [
        &["--lang=en", "--help"][..],
        &["confirm", "--lang", "en", "--help"],
    ] {
        let said = home.done(args);
        assert!(said.contains("Usage") || said.contains("usage"), "{said}");
        for line in said.lines() {
            assert!(menshen::render::wrap::width(line) <= 80, "{line}");
        }
    }
    let ran = home.run(&["--lang", "en", "confirm", "--nothing"]);
    assert_eq!(ran.code, 2);
    assert!(!unquoted(&ran.err).chars().any(is_han), "{}", ran.err);
}
