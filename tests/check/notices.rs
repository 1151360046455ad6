//! Labelled notices: each is taken apart, and what must be found in it is found, and no more harm
//! is read into it than is there.

use chrono::Datelike;
use menshen::content::{Library, load_notices};
use menshen::domain::notice::{Notice, NoticeBook, SignPart, notice};
use menshen::render::notice::notice_json;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    notice: Vec<Labelled>,
}

/// A notice and what is expected of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    id: String,
    text: String,
    verdict: String,
    findings: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    senders: Vec<String>,
    #[serde(default)]
    amounts: Vec<String>,
    #[serde(default)]
    accounts: Vec<String>,
    /// Pieces that may stand nowhere in the result.
    #[serde(default)]
    hidden: Vec<String>,
}

fn labelled() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/notices");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        all.extend(toml::from_str::<File>(&text).unwrap().notice);
    }
    all
}

pub fn book() -> NoticeBook {
    load_notices(&Library::built_in()).unwrap().0
}

fn year() -> u16 {
    let day: chrono::NaiveDate = "2026-11-21".parse().unwrap();
    day.year().try_into().unwrap()
}

/// What is wrong with the answer to one notice.
fn faults(expected: &Labelled, found: &Notice) -> Vec<String> {
    let mut out = Vec::new();
    let has = |id: &String| found.appraisal.findings.iter().any(|f| f.id == *id);
    let verdict = found.appraisal.verdict.word();
    if verdict != expected.verdict {
        out.push(format!("verdict {verdict}, not {}", expected.verdict));
    }
    for id in expected.findings.iter().filter(|id| !has(id)) {
        out.push(format!("without {id}"));
    }
    for id in expected.absent.iter().filter(|id| has(id)) {
        out.push(format!("with {id}"));
    }
    let said = &found.parts.said;
    let senders: Vec<&String> = said
        .iter()
        .filter(|f| f.part == SignPart::Sender)
        .map(|f| &f.id)
        .collect();
    if !expected.senders.is_empty() && senders != expected.senders.iter().collect::<Vec<_>>() {
        out.push(format!("from {senders:?}"));
    }
    let amounts: Vec<String> = found
        .parts
        .amounts
        .iter()
        .map(|a| a.amount.to_string())
        .collect();
    if !expected.amounts.is_empty() && amounts != expected.amounts {
        out.push(format!("amounts {amounts:?}"));
    }
    if !expected.accounts.is_empty() && found.parts.accounts != expected.accounts {
        out.push(format!("accounts {:?}", found.parts.accounts));
    }
    let json = notice_json(found).to_string();
    for piece in expected.hidden.iter().filter(|p| json.contains(*p)) {
        out.push(format!("shows {piece}"));
    }
    out
}

#[test]
fn every_labelled_notice_is_answered_as_it_should_be() {
    let book = book();
    let all = labelled();
    assert!(all.len() >= 50, "{} notices", all.len());
    let mut wrong = Vec::new();
    for one in &all {
        let found = notice(&one.text, &book, &[], year());
        let faults = faults(one, &found);
        if !faults.is_empty() {
            let ids: Vec<&str> = found
                .appraisal
                .findings
                .iter()
                .map(|f| f.id.as_str())
                .collect();
            wrong.push(format!("{}: {faults:?}; found {ids:?}", one.id));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_is_met_by_some_notice() {
    let book = book();
    let mut unmet: Vec<&str> = book.rules.iter().map(|r| r.id.as_str()).collect();
    for one in labelled() {
        let found = notice(&one.text, &book, &[], year());
        unmet.retain(|id| !found.appraisal.findings.iter().any(|f| f.id == *id));
    }
    // These need a case to compare with.
    unmet.retain(|id| {
        ![
            "lender-not-in-case",
            "contract-not-in-case",
            "amount-differs",
            "in-case",
        ]
        .contains(id)
    });
    assert!(unmet.is_empty(), "{unmet:?}");
}

#[test]
fn no_notice_whatever_breaks_the_reading() {
    let book = book();
    for text in [
        "",
        " ",
        "\n\n",
        "【",
        "】【",
        "（2026）",
        "（2026）号",
        "案号：",
        "¥",
        "+",
        "1",
        "...",
        "://",
        "http://",
        "a@b.cn",
        "🙂（2026）豫0105民初🙂号",
        "①②③元",
        &"验证码告".repeat(2000),
        &"1".repeat(5000),
        &"【".repeat(3000),
    ] {
        let found = notice(text, &book, &[], year());
        assert!(!found.appraisal.verdict.word().is_empty());
    }
}
