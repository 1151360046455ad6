//! The count against a second, slow reckoning.
//!
//! `tests/reference/conduct.py` fills what an entry leaves open in every way it can be; here its
//! ranges, hits, unknowns and figures and ours are laid side by side. `answered.jsonl` holds logs with
//! its answers, so that no Python is needed; a second test has it draw and answer logs that stand in
//! no file.

use super::BOOK;
use menshen::domain::conduct::count::{ConductCount, Wanted, count};
use menshen::domain::conduct::{ConductRule, Figures, Lenders};
use menshen::domain::evidence::{Days, Recorded, overlaid};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rules the second reckoning knows: each way of counting, and each sort of fact.
const COMPARED: [&str; 8] = [
    "quiet-hours",
    "connected-calls-3-a-day",
    "unanswered-attempts-6-a-day",
    "debtor-first",
    "two-visitors",
    "no-third-party-disclosure",
    "no-threats-insults",
    "no-entry-without-consent",
];

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn cases(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("one log a line"))
        .collect()
}

/// Our answer, in the members of the second reckoning.
fn ours(case: &Value) -> Value {
    let mut lenders = Lenders::default();
    for loan in case["loans"].as_array().unwrap() {
        let text = |name: &str| loan[name].as_str();
        lenders.add(text("id").unwrap(), text("lender"), text("product"));
    }
    let lines = case["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| Recorded {
            seq: line["seq"].as_u64().unwrap(),
            recorded_at: line["recorded_at"].as_str().unwrap().to_owned(),
            hash: None,
            content: line["content"].as_object().cloned(),
        });
    let wanted = &case["wanted"];
    let day = |name: &str| wanted[name].as_str().map(|text| text.parse().unwrap());
    let wanted = Wanted {
        days: Days {
            from: day("from"),
            to: day("to"),
        },
        loan: wanted["loan"].as_str().map(str::to_owned),
        rule: None,
    };
    let (law, rules) = &*BOOK;
    let rules: BTreeMap<String, ConductRule> = rules
        .iter()
        .filter(|(id, _)| COMPARED.contains(&id.as_str()))
        .map(|(id, rule)| (id.clone(), rule.clone()))
        .collect();
    let counted = count(&overlaid(lines.collect()), &rules, law, &lenders, &wanted);
    as_answer(&counted)
}

fn as_answer(counted: &ConductCount) -> Value {
    let sorted = |members: &[&'static str]| {
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        members
    };
    let hits: Vec<Value> = counted
        .hits
        .iter()
        .map(|hit| {
            let entries: Vec<Value> = hit
                .entries
                .iter()
                .map(|t| json!([t.seq, t.certain, sorted(&t.missing)]))
                .collect();
            json!({
                "rule": hit.rule, "day": hit.day, "lender": hit.lender, "called": hit.called,
                "at_least": hit.count.at_least, "at_most": hit.count.at_most, "limit": hit.limit,
                "certainty": hit.certainty, "entries": entries,
            })
        })
        .collect();
    let mut silent: Vec<(String, String, Vec<u64>)> = counted
        .silent
        .iter()
        .map(|s| (s.rule.clone(), s.day.to_string(), s.entries.clone()))
        .collect();
    silent.sort();
    let days: Map<String, Value> = counted
        .days
        .iter()
        .map(|day| (day.date.to_string(), figures(&day.figures)))
        .collect();
    let unknowns: Vec<Value> = counted
        .unknowns
        .iter()
        .map(|u| json!([u.seq, u.member, u.rules]))
        .collect();
    let doubles: Vec<Value> = counted
        .doubles
        .iter()
        .map(|d| json!([d.seq, d.of, d.certain]))
        .collect();
    let bearing: Map<String, Value> = counted
        .contacts
        .iter()
        .map(|c| (c.seq.to_string(), json!(c.bearing)))
        .collect();
    json!({
        "hits": hits, "silent": silent, "withdrawn": counted.withdrawn, "unread": counted.unread,
        "other_lenders": counted.other_lenders, "doubles": doubles, "unknowns": unknowns,
        "days": days, "bearing": bearing,
    })
}

fn figures(figures: &Figures) -> Value {
    let value = serde_json::to_value(figures).unwrap();
    let pairs = value.as_object().unwrap().iter().map(|(name, range)| {
        let pair = json!([range["at_least"], range["at_most"]]);
        (name.clone(), pair)
    });
    Value::Object(pairs.collect())
}

/// Fails with the logs whose answers differ, each with the members that do.
fn assert_agreement(cases: &[Value]) {
    let mut report = Vec::new();
    for case in cases {
        let (ours, theirs) = (ours(case), &case["answer"]);
        for (member, expected) in theirs.as_object().unwrap() {
            if ours[member] != *expected {
                report.push(format!(
                    "{member}\n  expected {expected}\n  got      {}\n  log {}",
                    ours[member], case["lines"]
                ));
            }
        }
    }
    let count = report.len();
    report.truncate(3);
    assert!(count == 0, "{count} differ:\n{}", report.join("\n"));
}

#[test]
fn kept_logs_are_counted_as_the_second_reckoning_counts_them() {
    let path = tests_folder().join("vectors/conduct/answered.jsonl");
    let kept = cases(&std::fs::read_to_string(path).unwrap());
    assert!(kept.len() >= 60, "{}", kept.len());
    let hits = |certainty: &str| {
        let all = kept
            .iter()
            .flat_map(|c| c["answer"]["hits"].as_array().unwrap());
        all.filter(|h| h["certainty"] == certainty).count()
    };
    assert!(hits("certain") > 40 && hits("possible") > 100);
    for rule in COMPARED {
        let has = |c: &Value| {
            let hits = c["answer"]["hits"].as_array().unwrap().clone();
            hits.iter().any(|h| h["rule"] == rule)
        };
        assert!(kept.iter().any(has), "no log touches {rule}");
    }
    assert_agreement(&kept);
}

#[test]
fn logs_drawn_anew_are_counted_as_the_second_reckoning_counts_them() {
    let script = tests_folder().join("reference/conduct.py");
    let output = Command::new("python3")
        .arg(script)
        .args(["draw", "20261121", "300"])
        .output()
        .expect("python3 runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let drawn = cases(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(drawn.len(), 300);
    assert_agreement(&drawn);
}
