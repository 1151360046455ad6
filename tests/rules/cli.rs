//! `menshen rules` as a person and as a script call it.

use menshen::content::{Library, load_texts};
use menshen::domain::conduct::{Counted, CountedOver, Voice};
use menshen::domain::law::{Confidence, Force, Freshness};
use menshen::render::rules::word;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn menshen(args: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(args)
        .arg("--home")
        .arg(home.path())
        .env_remove("MENSHEN_HOME")
        .output()
        .unwrap()
}

/// Standard output of a call that succeeds, with no word missing in it.
fn screen(args: &[&str]) -> String {
    let out = menshen(args);
    let text = String::from_utf8(out.stdout).unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.success(), "{args:?}: {text}{said}");
    assert!(!text.contains("[rules."), "{text}");
    text
}

fn json(args: &[&str], code: i32) -> Value {
    let mut args = args.to_vec();
    args.push("--json");
    let out = menshen(&args);
    assert_eq!(out.status.code(), Some(code), "{args:?}");
    let text = String::from_utf8(out.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    serde_json::from_str(&text).unwrap()
}

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("tests/content/invalid").join(name);
    path.display().to_string()
}

#[test]
fn search_lists_rules_law_and_myths() {
    let text = screen(&["rules", "search", "上门"]);
    for id in ["two-visitors", "CC-165", "all-visits-unlawful"] {
        assert!(text.contains(id), "{text}");
    }
    let none = screen(&["rules", "search", "不存在的词"]);
    assert!(none.contains("没有查到"), "{none}");
    let found = json(&["rules", "search", "支付令"], 0);
    assert_eq!(found["ok"], true);
    assert!(found["provisions"].as_array().unwrap().len() >= 3);
}

#[test]
fn a_long_list_says_how_much_it_leaves_out() {
    let text = screen(&["rules", "search", "个人信息"]);
    assert!(text.contains("先列最接近的"), "{text}");
    let all = json(&["rules", "search", "个人信息"], 0);
    assert!(all["provisions"].as_array().unwrap().len() > 12);
}

#[test]
fn show_gives_a_rule_as_it_stood() {
    let args = ["rules", "show", "quiet-hours", "--on", "2026-11-21"];
    let text = screen(&args);
    assert!(text.contains("22:00 到次日 08:00"), "{text}");
    assert!(text.contains("GB/T 45251-2025"), "{text}");
    let rule = json(&args, 0);
    assert_eq!(rule["kind"], "conduct");
    assert_eq!(rule["more"]["voice"], "report");
    assert_eq!(rule["more"]["sources"].as_array().unwrap().len(), 2);
    let earlier = json(&["rules", "show", "quiet-hours", "--on", "2025-06-01"], 0);
    assert_eq!(earlier["more"]["sources"].as_array().unwrap().len(), 1);
}

#[test]
fn show_refuses_by_name_what_did_not_hold() {
    let ended = json(&["rules", "show", "PSO-42", "--on", "2026-03-01"], 2);
    assert_eq!(ended["error"]["code"], "law-ended");
    assert_eq!(ended["error"]["args"]["successor"], "PSN-50");
    let early = json(&["rules", "show", "PSN-50", "--on", "2025-12-31"], 2);
    assert_eq!(early["error"]["code"], "law-not-yet-in-force");
    let law = json(
        &["rules", "show", "contract-law", "--as-of", "2022-01-01"],
        2,
    );
    assert_eq!(law["error"]["code"], "law-ended");
    let groundless = json(&["rules", "show", "quiet-hours", "--on", "2025-01-01"], 2);
    assert_eq!(groundless["error"]["code"], "conduct-rule-without-source");
    let unknown = json(&["rules", "show", "nothing"], 2);
    assert_eq!(unknown["error"]["code"], "rules-unknown-id");
    for wrong in ["2026-02-30", "2026-1-1", "yesterday"] {
        let bad = json(&["rules", "show", "CC-670", "--on", wrong], 2);
        assert_eq!(bad["error"]["code"], "rules-bad-day");
    }
}

#[test]
fn show_without_a_day_shows_what_ended_and_says_so() {
    let text = screen(&["rules", "show", "PSO-42"]);
    assert!(text.contains("不作数") && text.contains("PSN-50"), "{text}");
}

#[test]
fn show_takes_an_id_as_people_type_it() {
    assert_eq!(json(&["rules", "show", "psn50"], 0)["id"], "PSN-50");
}

#[test]
fn every_kind_of_entry_can_be_shown() {
    for (id, kind) in [
        ("CC-670", "provision"),
        ("FT-22", "provision"),
        ("civil-code", "instrument"),
        ("public-security", "map"),
        ("two-visitors", "conduct"),
        ("12378", "channel"),
        ("licensed-lender", "route"),
        ("four-lpr-for-all", "myth"),
        ("court-periods", "calendar"),
    ] {
        let args = ["rules", "show", id, "--on", "2026-11-21"];
        assert_eq!(json(&args, 0)["kind"], kind);
        assert!(!screen(&args).is_empty());
    }
}

#[test]
fn sources_changes_and_stale_stand_on_the_day_given() {
    let sources = screen(&["rules", "sources", "--as-of", "2026-11-21"]);
    assert!(
        sources.contains("已不作数") && sources.contains("GB/T"),
        "{sources}"
    );
    let list = json(&["rules", "sources"], 0);
    assert!(list["instruments"].as_array().unwrap().len() > 60);
    assert_eq!(list["fingerprint"].as_str().unwrap().len(), 12);
    assert!(screen(&["rules", "changes"]).contains("治安管理处罚法"));
    let fresh = json(&["rules", "stale", "--as-of", "2026-11-21"], 0);
    assert_eq!(fresh["stale"], serde_json::json!([]));
    assert!(!fresh["one_report"].as_array().unwrap().is_empty());
    let old = json(&["rules", "stale", "--as-of", "2027-12-01"], 0);
    assert_eq!(old["age"]["freshness"], "stale");
    assert!(old["stale"].as_array().unwrap().len() > 200);
    let said = screen(&["rules", "stale", "--as-of", "2027-12-01"]);
    assert!(said.contains("用之前请再查一遍"), "{said}");
}

#[test]
fn check_lists_every_problem_with_its_place() {
    let out = menshen(&["rules", "check", &fixture("content-unknown-word")]);
    assert_eq!(out.status.code(), Some(3));
    let text = String::from_utf8(out.stderr).unwrap();
    for place in [
        "channels/x.toml:4",
        "conduct/x.toml:9",
        "law/x.toml:6",
        "law/x.toml:17",
    ] {
        assert!(text.contains(place), "{text}");
    }
    let refused = json(&["rules", "check", &fixture("content-bad-date")], 3);
    assert_eq!(refused["error"]["code"], "content-folder-rejected");
    assert_eq!(refused["error"]["args"]["count"], "4");
    let absent = json(&["rules", "check", "/nowhere/at/all"], 3);
    assert_eq!(absent["error"]["code"], "content-unreadable");
    let empty = tempfile::tempdir().unwrap();
    let good = json(&["rules", "check", &empty.path().display().to_string()], 0);
    assert_eq!(good["problems"], serde_json::json!([]));
}

#[test]
fn every_word_of_every_closed_set_and_code_is_there() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let mut keys: Vec<String> = Vec::new();
    let mut set = |name: &str, words: Vec<String>| {
        keys.extend(words.iter().map(|w| format!("rules.{name}.{w}")));
    };
    set(
        "force",
        [
            Force::Statute,
            Force::JudicialInterpretation,
            Force::CourtPolicy,
            Force::MinistryRule,
            Force::RecommendedStandard,
            Force::SelfRegulation,
            Force::Practice,
        ]
        .iter()
        .map(word)
        .collect(),
    );
    let confidence = [Confidence::VerifiedText, Confidence::Secondary];
    set("confidence", confidence.iter().map(word).collect());
    let voices = [Voice::State, Voice::Report, Voice::Ask];
    set("voice", voices.iter().map(word).collect());
    let counted = [
        Counted::ConnectedInteractiveCalls,
        Counted::UnansweredAttempts,
    ];
    set("counted", counted.iter().map(word).collect());
    let over = [CountedOver::Borrower, CountedOver::SameNumber];
    set("over", over.iter().map(word).collect());
    let ages = [Freshness::Checked, Freshness::AfterCheck, Freshness::Stale];
    set("age", ages.iter().map(word).collect());
    for code in [
        "law-provision-unknown",
        "law-instrument-unknown",
        "law-subject-unknown",
        "law-not-yet-in-force",
        "law-ended",
        "law-gap",
        "law-conflict",
        "conduct-rule-without-source",
        "rules-unknown-id",
        "rules-bad-day",
        "content-folder-rejected",
    ] {
        keys.push(format!("errors.{code}.message"));
        keys.push(format!("errors.{code}.remedy"));
    }
    let invalid = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/invalid");
    for entry in std::fs::read_dir(invalid).unwrap() {
        let code = entry.unwrap().file_name();
        keys.push(format!("problems.{}", code.to_string_lossy()));
    }
    let missing: Vec<&String> = keys.iter().filter(|k| !texts.contains_key(*k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
