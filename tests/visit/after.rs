//! What can still be done, and the rest of the record.

use super::texts;
use crate::support::{Home, TEXTS, Terminal, arg, with_case};
use menshen::content::{ContentError, Library, load_conduct, load_recoveries};
use menshen::domain::visit::{happened, record_gaps};
use serde_json::{Value, json};

const HAPPENED: [&str; 11] = [
    "signed",
    "paid",
    "paid-official",
    "paid-private",
    "paid-scan",
    "paid-cash",
    "paid-other",
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

    // Which way the money went is asked, and may stay open.
    for (typed, title) in [("4", "paid-cash"), ("6", "paid")] {
        let mut terminal = Terminal::start(&home, &["visit", "after"]);
        terminal.expect("都没有").prompt().line("2");
        terminal.expect(&TEXTS.t("after.way-unsaid")).prompt();
        terminal.line("7").expect(&TEXTS.t("after.wrong")).prompt();
        terminal.line(typed);
        terminal.expect(&TEXTS.t(&format!("after.happened.{title}.title")));
        assert_eq!(terminal.end(), 0);
    }

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
        (
            "[[recovery]]\nid = \"a\"\nof = \"b\"\nseverity = \"ask\"\nsteps = [\"x\"]\nkeep = [\"x\"]",
            "content-unknown-word",
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

#[test]
fn the_way_the_money_went_decides_the_steps() {
    for (way, id, demand) in [
        ("paid-official", "paid-official", "pay-official"),
        ("paid-private", "paid-private", "pay-private"),
        ("paid-scan", "paid-scan", "pay-scan"),
        ("paid-cash", "paid-cash", "pay-cash"),
        ("paid-other", "paid-other", "pay-other"),
        ("paid", "paid", "pay-now"),
    ] {
        let home = with_case("甲");
        let text = super::vector_danger().replace("\"paid\"", &format!("\"{way}\""));
        let file = home.file("v.toml", &text);
        home.done(&["visit", "--answers", arg(&file)]);
        let result = home.json(&["visit", "after", "1"]);
        assert_eq!(result["happened"][0]["id"], id, "{result}");
        let demands = super::visit_of(&text).demands();
        assert_eq!(json!(demands)[0], json!({"id": demand, "answer": "met"}));
    }
}

#[test]
fn what_happened_on_the_telephone_has_a_way_back_too() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "让我转了五百到个人账户"]);
    let result = home.json(&["visit", "after", "1"]);
    assert_eq!(result["happened"], json!([]));
    assert_eq!(result["record"]["missing"], json!([]));
    let file = home.file("after.toml", "happened = [\"paid\", \"paid-private\"]");
    let shown = home.done(&["visit", "after", "1", "--answers", arg(&file)]);
    assert!(shown.contains(&TEXTS.t("after.title-contact")), "{shown}");
    assert!(!shown.contains("门锁好"), "{shown}");
    assert_eq!(
        shown.matches("【").count(),
        3,
        "what happened, closer told, once: {shown}"
    );
    let mut terminal = Terminal::start(&home, &["visit", "after", "1"]);
    terminal.expect(&TEXTS.t("after.none")).prompt();
    assert!(!terminal.screen().contains("让人进了屋"));
    terminal.line("1").expect("签了字");
    let later = TEXTS.t("after.complete-ask");
    terminal.expect(&later).prompt().line("2");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn one_who_does_not_leave_after_the_second_request_is_a_matter_for_the_property_office_too() {
    let waiting = TEXTS.t("visit.door.waiting.ask");
    let last = waiting.lines().last().unwrap();
    assert!(
        last.contains("物业") && last.contains("居委会"),
        "{waiting}"
    );
    assert!(TEXTS.t("visit.door.call-110.ask").contains("110"));
}
