//! What can still be done, and the rest of the record.

use super::texts;
use crate::support::{Home, TEXTS, Terminal, arg, with_case};
use menshen::content::{ContentError, Library, load_conduct, load_recoveries};
use menshen::domain::visit::{happened, record_gaps};
use serde_json::{Value, json};

const HAPPENED: [&str; 6] = [
    "signed",
    "paid",
    "handed-over",
    "let-in",
    "relatives-paid",
    "filmed",
];

fn members(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn every_way_back_has_its_words_and_rests_on_the_rule_book() {
    let texts = texts();
    let recoveries = load_recoveries(&Library::built_in()).unwrap();
    let ids: Vec<&str> = recoveries.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, HAPPENED);
    let (law, rules) = load_conduct(&Library::built_in()).unwrap();
    for recovery in &recoveries {
        let key = |part: &str| format!("after.happened.{}.{part}", recovery.id);
        assert!(texts.has(&key("title")));
        for (part, names) in [
            ("steps", &recovery.steps),
            ("keep", &recovery.keep),
            ("limits", &recovery.limits),
        ] {
            for name in names {
                assert!(
                    texts.has(&key(&format!("{part}.{name}"))),
                    "{} {name}",
                    recovery.id
                );
            }
            let words = texts
                .keys()
                .filter(|k| k.starts_with(&format!("{}.", key(part))));
            assert_eq!(words.count(), names.len(), "{} {part}", recovery.id);
        }
        let day = super::day("2026-11-21");
        for id in recovery.concern.cited_on(day) {
            assert!(rules.contains_key(id) || law.cite(id, day).is_ok(), "{id}");
        }
        for letter in &recovery.letters {
            assert!(texts.has(&format!("letter.file.{letter}")), "{letter}");
        }
    }
}

#[test]
fn an_entry_tells_what_happened_by_the_demands_that_were_met() {
    let recoveries = load_recoveries(&Library::built_in()).unwrap();
    let entry = members(json!({"visit": {"demands": [
        {"id": "sign", "answer": "met"},
        {"id": "pay-now", "answer": "refused"},
        {"id": "enter", "answer": "met"},
        {"id": "no-such", "answer": "met"},
    ]}}));
    let found: Vec<&str> = happened(&recoveries, &entry)
        .iter()
        .map(|r| r.id.as_str())
        .collect();
    assert_eq!(found, ["signed", "let-in"]);
    assert!(happened(&recoveries, &members(json!({"kind": "visit"}))).is_empty());
}

#[test]
fn the_eight_parts_of_the_record_are_counted() {
    let none = record_gaps(&members(
        json!({"quote": " ", "witnesses": [], "visit": {"police_called": true}}),
    ));
    assert_eq!(none.len(), 8);
    for gap in &none {
        assert!(TEXTS.has(&format!("after.field.{gap}")), "{gap}");
    }
    let all = members(json!({
        "occurred_until": "2026-11-21T19:49+08:00", "people": 2, "party": {"badge": "A0372"},
        "quote": "x", "witnesses": ["室友"], "attachments": [{}], "visit": {"papers": "x"},
    }));
    assert!(record_gaps(&all).is_empty(), "no police were called");
}

#[test]
fn from_a_file_the_steps_are_those_of_what_happened() {
    let home = Home::new();
    let file = home.file("after.toml", "happened = [\"paid\", \"signed\"]");
    let result = home.json(&["visit", "after", "--answers", arg(&file)]);
    let ids: Vec<&str> = result["happened"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["signed", "paid"]);
    let shown = home.done(&["visit", "after", "--answers", arg(&file)]);
    for words in ["12356", "110", "96110", "menshen letter C1", "第195条"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!home.path().exists(), "nothing was made");
    let nothing = home.file("none.toml", "happened = []");
    let shown = home.done(&["visit", "after", "--answers", arg(&nothing)]);
    assert!(shown.contains(&TEXTS.t("after.nothing")), "{shown}");
    let refused = home.refused(&["visit", "after"], "answers-needed", 5);
    assert!(refused.to_string().contains("happened"));
    for bad in [
        "happened = \"paid\"",
        "paid = true",
        "happened = [\"paid\"]\nmore = 1",
    ] {
        let file = home.file("bad.toml", bad);
        home.refused(
            &["visit", "after", "--answers", arg(&file)],
            "after-answers",
            2,
        );
    }
    let file = home.file("bad.toml", "happened = [");
    home.refused(
        &["visit", "after", "--answers", arg(&file)],
        "answers-not-toml",
        2,
    );
}

/// A home whose first entry is a visit at which somebody paid and let people in.
fn visited() -> Home {
    let home = with_case("甲");
    let file = home.file("v.toml", super::vector_danger());
    let shown = home.done(&["visit", "--answers", arg(&file)]);
    assert!(shown.contains("menshen visit after 1"), "{shown}");
    home
}

#[test]
fn from_the_entry_the_steps_and_what_the_record_lacks() {
    let home = visited();
    let result = home.json(&["visit", "after", "1"]);
    let ids: Vec<&str> = result["happened"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["paid", "let-in"]);
    let missing = result["record"]["missing"].as_array().unwrap();
    assert!(missing.contains(&json!("police_slip")) && missing.contains(&json!("quote")));
    let shown = home.done(&["visit", "after", "1"]);
    assert!(shown.contains("menshen log complete 1"), "{shown}");
    assert!(shown.contains(&TEXTS.t("after.comfort").chars().take(8).collect::<String>()));
    home.refused(&["visit", "after", "9"], "log-no-entry", 1);
}

#[test]
fn at_a_terminal_by_number_and_on_to_the_record() {
    let home = visited();
    let mut terminal = Terminal::start(&home, &["visit", "after"]);
    terminal
        .expect(&TEXTS.t("after.ask").chars().take(6).collect::<String>())
        .prompt();
    terminal.line("9").expect("照着念").prompt().line("");
    terminal.expect("都没有").prompt().line("０");
    terminal.expect("12356").prompt().line("");
    terminal
        .expect("都没有")
        .prompt()
        .line("8")
        .expect(&TEXTS.t("after.wrong").chars().take(6).collect::<String>());
    terminal.prompt().line("１、4").expect("让人进了屋");
    assert_eq!(terminal.end(), 0);

    let mut terminal = Terminal::window(&home, &["visit", "after", "1"]);
    terminal
        .expect(&TEXTS.t("after.complete-ask"))
        .prompt()
        .line("1");
    terminal.expect("第 1 问");
    terminal.close();
    let mut terminal = Terminal::start(&home, &["visit", "after", "1"]);
    terminal
        .expect(&TEXTS.t("after.complete-ask"))
        .prompt()
        .line("2");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_broken_way_back_is_refused_with_its_code_and_place() {
    for (text, code) in [
        ("[[recovery]]\nid = 1", "content-not-toml"),
        (
            "[[recovery]]\nid = \"a\"\nseverity = \"ask\"\nsteps = []\nkeep = [\"x\"]",
            "content-missing",
        ),
        (
            "[[recovery]]\nid = \"a\"\nseverity = \"soon\"\nsteps = [\"x\"]\nkeep = [\"x\"]",
            "content-unknown-word",
        ),
        (
            "[[recovery]]\nid = \"a\"\nseverity = \"ask\"\nsteps = [\"x\"]\nkeep = [\"x\"]\nmet = [\"sing\"]",
            "content-unknown-word",
        ),
        (
            "[[recovery]]\nid = \"a\"\nseverity = \"ask\"\nsteps = [\"x\"]\nkeep = [\"x\"]\ncites = [{ id = \"x\", from = \"y\" }]",
            "content-bad-value",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("recovery")).unwrap();
        std::fs::write(folder.path().join("recovery/own.toml"), text).unwrap();
        let mut library = Library::built_in();
        library.lay(folder.path()).unwrap();
        let Err(ContentError::Rejected(problems)) = load_recoveries(&library) else {
            panic!("accepted: {text}");
        };
        assert_eq!(problems[0].code, code, "{problems:?}");
        assert!(problems[0].line > 0);
    }
}
