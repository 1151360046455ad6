//! `menshen log conduct` as a program and at a terminal.

use crate::support::{Home, TEXTS, Terminal, arg, unwrapped};
use serde_json::{Value, json};

/// Four connected calls of one evening, one at night, a missed series, a message of one's own.
const ENTRIES: &[&str] = &[
    r#"{"kind":"call","summary":"x","occurred_at":"2026-10-20T09:00+08:00","direction":"in","answered":true,"robot":false,"target":"borrower","party":{"principal":"甲银行","phone":"13812345678"}}"#,
    r#"{"kind":"call","summary":"x","occurred_at":"2026-10-20T10:00+08:00","direction":"in","answered":true,"robot":false,"target":"borrower","party":{"principal":"甲银行","phone":"13812345678"}}"#,
    r#"{"kind":"call","summary":"x","occurred_at":"2026-10-20T11:00+08:00","direction":"in","answered":true,"robot":false,"target":"borrower","party":{"principal":"甲银行","phone":"13812345678"}}"#,
    r#"{"kind":"call","summary":"x","occurred_at":"2026-10-20T22:47+08:00","direction":"in","answered":true,"robot":false,"target":"borrower","party":{"principal":"甲银行","phone":"13812345678"}}"#,
    r#"{"kind":"message","summary":"=1+1","occurred_at":"2026-10-21T12:00+08:00","direction":"out","target":"borrower"}"#,
    r#"{"kind":"message","summary":"x","occurred_at":"2026-10-21T15:00+08:00","direction":"in","target":"borrower","party":{"principal":"甲银行","phone":"106912345678"}}"#,
];

fn with_log() -> Home {
    let home = Home::new();
    let file = home.file("entries.jsonl", ENTRIES.join("\n"));
    home.done(&["log", "add", "--entry", arg(&file)]);
    home
}

#[test]
fn the_summary_comes_first_and_what_is_not_known_last() {
    let home = with_log();
    let said = home.done(&["log", "conduct"]);
    let at = |words: &str| {
        let found = unwrapped(&said).find(&unwrapped(words));
        found.unwrap_or_else(|| panic!("{words} in {said}"))
    };
    let summary = at(&TEXTS.t("conduct.summary.debt"));
    let finding = at("接通的催收电话一天不超过三次：可以请对方核实");
    let picture = at("10-20..........111..........1.");
    let neutral = at("没有数进任何规则：第 6 条");
    let open = at("menshen log amend 4 --set consented=否");
    assert!(summary < finding && finding < picture && picture < neutral && neutral < open);
    // Known from reports: looked into, not accused.
    assert!(!said.contains("违法") && !said.contains("13812345678"));
}

#[test]
fn the_object_holds_every_hit_with_its_entries_and_hides_numbers() {
    let home = with_log();
    let told = home.json(&["log", "conduct"]);
    assert_eq!(
        (told["certain"].as_u64(), told["possible"].as_u64()),
        (Some(1), Some(1))
    );
    let hits = told["count"]["hits"].as_array().unwrap();
    let calls = &hits[0];
    assert_eq!(calls["rule"], "connected-calls-3-a-day");
    assert_eq!(calls["count"], json!({"at_least": 4, "at_most": 4}));
    assert_eq!(calls["voice"], "report");
    let seqs: Vec<&Value> = calls["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["seq"])
        .collect();
    assert_eq!(seqs, [1, 2, 3, 4]);
    assert_eq!(hits[1]["certainty"], "possible");
    assert_eq!(told["count"]["numbers"][0]["number"], "138****5678");
    assert_eq!(
        told["open"][0]["command"],
        "menshen log amend 4 --set consented=否"
    );
    // Only what is certain comes with a sentence to write.
    assert!(told["findings"][0]["sentence"].is_string());
    assert!(told["findings"][1]["sentence"].is_null());
}

#[test]
fn days_loans_and_rules_narrow_the_count() {
    let home = with_log();
    let certain = |more: &[&str]| {
        let told = home.json(&[&["log", "conduct"], more].concat());
        (told["certain"].as_u64(), told["possible"].as_u64())
    };
    assert_eq!(certain(&["--rule", "quiet-hours"]), (Some(0), Some(1)));
    assert_eq!(certain(&["--from", "2026-10-21"]), (Some(0), Some(0)));
    assert_eq!(certain(&["--to", "2026-10-20"]), (Some(1), Some(1)));
    home.refused(
        &[
            "log",
            "conduct",
            "--from",
            "2026-10-21",
            "--to",
            "2026-10-20",
        ],
        "log-day-order",
        2,
    );
}

#[test]
fn the_answer_that_was_asked_for_decides() {
    let home = with_log();
    home.done(&["log", "amend", "4", "--set", "consented=是"]);
    let told = home.json(&["log", "conduct"]);
    assert_eq!(
        (told["certain"].as_u64(), told["possible"].as_u64()),
        (Some(1), Some(0))
    );
    home.done(&["log", "amend", "4", "--set", "times=2"]);
    let told = home.json(&["log", "conduct"]);
    assert_eq!(told["count"]["hits"][0]["count"]["at_least"], 5);
    home.refused(
        &["log", "amend", "4", "--set", "times=0"],
        "log-member-rejected",
        2,
    );
}

#[test]
fn a_table_names_neutral_contacts_too_and_starts_no_formula() {
    let home = with_log();
    let table = home.done(&["log", "conduct", "--csv"]);
    assert!(table.starts_with('\u{feff}'));
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 7);
    assert!(lines[6].contains(&TEXTS.t("conduct.bearing.neutral")));
    assert!(lines[5].contains(&TEXTS.t("conduct.bearing.own")));
    assert!(!table.contains("13812345678"));
    let file = home.beside("count.csv");
    home.done(&["log", "conduct", "-o", arg(&file)]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), table);
}

#[test]
fn nothing_to_count_is_said() {
    let home = Home::new();
    home.done(&["log", "add", "备注", "x", "--when", "2026-10-20"]);
    let said = unwrapped(&home.done(&["log", "conduct"]));
    assert!(said.contains(&TEXTS.t("conduct.none")), "{said}");
}

#[test]
fn at_a_terminal_what_is_not_known_is_asked_and_amended() {
    let home = with_log();
    let mut terminal = Terminal::start(&home, &["log", "conduct"]);
    terminal.expect("现在补").prompt().line("1");
    terminal.expect("事先同意过对方").prompt().line("2");
    terminal.expect(&TEXTS.t("conduct.heading-now"));
    assert_eq!(terminal.end(), 0);
    let told = home.json(&["log", "conduct"]);
    assert_eq!(
        (told["certain"].as_u64(), told["possible"].as_u64()),
        (Some(2), Some(0))
    );
    // The original stands.
    let listed = home.done(&["log", "list", "--json"]);
    let amendment: Value = serde_json::from_str(listed.lines().last().unwrap()).unwrap();
    assert_eq!(amendment["content"]["consented"], false);
    assert_eq!(amendment["content"]["amends"], 4);
}

#[test]
fn one_consent_answers_for_every_night_of_the_same_lender() {
    let home = with_log();
    let night = r#"{"kind":"call","summary":"x","occurred_at":"2026-10-25T23:15+08:00","direction":"in","answered":true,"robot":false,"target":"borrower","party":{"principal":"甲银行"}}"#;
    let file = home.file("more.jsonl", night);
    home.done(&["log", "add", "--entry", arg(&file)]);
    let mut terminal = Terminal::start(&home, &["log", "conduct"]);
    terminal.expect("现在补").prompt().line("1");
    terminal.expect("第 4 条：事先同意过").prompt().line("2");
    terminal.expect("都一样").prompt().line("1");
    terminal.expect(&TEXTS.t("conduct.heading-now"));
    assert_eq!(terminal.end(), 0);
    let told = home.json(&["log", "conduct"]);
    assert_eq!(
        (told["certain"].as_u64(), told["possible"].as_u64()),
        (Some(3), Some(0))
    );
}

#[test]
fn for_later_changes_nothing() {
    let home = with_log();
    let before = home.kept();
    let mut terminal = Terminal::start(&home, &["log", "conduct"]);
    terminal.expect("以后再说").prompt().line("2");
    assert_eq!(terminal.end(), 0);
    assert_eq!(home.kept(), before);
}
