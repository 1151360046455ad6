//! What the person agrees to, recorded before anything is typed; the day it runs out; taking it back.

use crate::support::{Home, Terminal, arg, unwrapped};
use std::path::PathBuf;

/// Answers to every question, this one changed.
pub fn answers(home: &Home, changed: (&str, &str)) -> PathBuf {
    let mut text = String::from("[consent]\n");
    for (name, value) in [
        ("keeper", "\"社区中心小周\""),
        ("contact", "\"周二晚上来中心\""),
        ("purpose", "\"核对欠款，写信\""),
        ("kinds", "[\"who\", \"loans\"]"),
        ("keep_until", "\"2027-03-31\""),
        ("sensitive", "true"),
        ("hand_over", "true"),
        ("statistics", "false"),
        ("agreed", "true"),
    ] {
        let value = if name == changed.0 { changed.1 } else { value };
        text.push_str(&format!("{name} = {value}\n"));
    }
    home.file("consent.toml", text)
}

#[test]
fn it_is_recorded_with_its_day_and_comes_up_in_due() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = answers(&home, ("", ""));
    let said = home.done(&["case", "consent", "--answers", arg(&file)]);
    let said = unwrapped(&said);
    assert!(
        said.contains("2027年3月31日") && said.contains("撤回"),
        "{said}"
    );
    let shown = home.json(&["case", "consent", "--show"]);
    let consent = &shown["consents"][0];
    assert_eq!(consent["given_on"], "2026-11-21");
    assert_eq!(consent["kinds"], serde_json::json!(["who", "loans"]));
    assert_eq!(consent["hand_over"], true);
    assert_eq!(consent["statistics"], false);
    let due = home.json(&["due"]);
    assert_eq!(due["items"][0]["id"], "K270331");
    assert_eq!(due["items"][0]["day"], "2027-03-31");
    assert!(home.done(&["due", "--ics"]).contains("20270331"));
    assert!(home.done(&["case", "show"]).contains("社区中心小周"));
}

#[test]
fn without_a_yes_nothing_is_recorded() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let before = home.kept();
    let file = answers(&home, ("agreed", "false"));
    home.refused(
        &["case", "consent", "--answers", arg(&file)],
        "consent-refused",
        1,
    );
    assert_eq!(home.kept(), before);
}

#[test]
fn taken_back_it_stands_in_the_record_and_the_day_is_now() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = answers(&home, ("", ""));
    home.done(&["case", "consent", "--answers", arg(&file)]);
    let said = home.done(&["case", "consent", "--withdraw", "--on", "2026-11-20"]);
    assert!(said.contains("case delete 甲"), "{said}");
    let shown = home.json(&["case", "consent", "--show"]);
    assert_eq!(shown["consents"][0]["withdrawn_on"], "2026-11-20");
    assert_eq!(home.json(&["due"])["items"][0]["day"], "2026-11-20");
    assert!(home.done(&["case", "list"]).contains("甲（2026-11-20）"));
    home.refused(&["case", "consent", "--withdraw"], "consent-none", 1);
    // Agreed to anew, the first stays in the record.
    home.done(&["case", "consent", "--answers", arg(&file)]);
    let shown = home.json(&["case", "consent", "--show"]);
    assert_eq!(shown["consents"].as_array().unwrap().len(), 2);
}

#[test]
fn what_has_to_be_told_is_shown_before_the_first_question() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let mut terminal = Terminal::start(&home, &["case", "consent"]);
    terminal.expect("怎样撤回");
    terminal.expect("个人信息保护法");
    terminal.expect("谁来保存这份档案");
}

#[test]
fn a_note_is_kept_and_is_no_evidence() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&["case", "note", "下次带合同，打 13812345678"]);
    let listed = home.done(&["case", "note"]);
    assert!(listed.contains("138****5678"), "{listed}");
    assert!(!home.case("甲").join("evidence.jsonl").exists());
}
