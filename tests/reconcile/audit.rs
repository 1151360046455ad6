//! Many loans, one a line; and 160 loans whose figures come from an independent calculation that
//! walks day by day in exact fractions.

use super::{BOOK, json, loan};
use menshen::domain::loan::LoanProblem;
use menshen::domain::statement::{Audit, Options, reconcile, totals};
use serde_json::{Value, json as value};

fn answer(line: usize, text: &str) -> Value {
    let words = |p: &LoanProblem| format!("words of {}", p.code);
    let audit = Audit {
        book: &BOOK,
        options: Options::default(),
        as_of: None,
        message: &words,
    };
    let mut out = b"before\n".to_vec();
    let stated = audit.answer(line, text, &mut out);
    let out = String::from_utf8(out).expect("text out");
    let lines: Vec<&str> = out.split('\n').collect();
    assert_eq!(
        (lines.len(), lines[0], lines[2]),
        (3, "before", ""),
        "{out}"
    );
    let answer: Value = serde_json::from_str(lines[1]).expect("JSON out");
    assert_eq!(answer["ok"], stated);
    answer
}

#[test]
fn figures_equal_those_of_an_independent_calculation() {
    let vectors = include_str!("../vectors/reconcile/independent.jsonl");
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (i, line) in vectors.lines().enumerate() {
        let vector: Value = serde_json::from_str(line).expect("JSON");
        let actual = answer(i + 1, &vector["loan"].to_string());
        for (section, members) in vector["statement"].as_object().expect("sections") {
            for (name, expected) in members.as_object().expect("members") {
                compared += 1;
                if actual[section][name] != *expected {
                    let found = &actual[section][name];
                    wrong.push(format!(
                        "line {}: {section}.{name}: expected {expected}, found {found}",
                        i + 1
                    ));
                }
            }
        }
    }
    assert!(compared > 3000, "only {compared} figures compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bad_line_names_its_first_problem_and_keeps_its_id() {
    let refused = answer(
        7,
        r#"{"id":"X","lender_kind":"bank","disbursed_on":"2026-02-31","contract_amount":"1.00","repayment":"bullet","rate":{"annual":"0.1"},"first_due":"2026-03-01","as_of":"2026-11-21"}"#,
    );
    let expected = value!({
        "id": "X", "line": 7, "ok": false,
        "error": {
            "code": "impossible-date",
            "member": "disbursed_on",
            "message": "words of impossible-date",
        },
    });
    assert_eq!(refused, expected);
}

#[test]
fn a_line_that_is_no_json_has_no_id() {
    let refused = answer(1, "{\"id\":");
    assert_eq!(refused["id"], Value::Null);
    assert_eq!(refused["error"]["code"], "not-readable");
    let refused = answer(2, "{\"id\":12}");
    assert_eq!(refused["id"], Value::Null);
}

fn worked(name: &str) -> String {
    let path = format!(
        "{}/tests/vectors/reconcile/worked/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).expect("readable")
}

#[test]
fn totals_over_all_lenders() {
    let statements: Vec<_> = ["a1", "a2", "a3"]
        .iter()
        .map(|name| reconcile(&loan(&worked(name)), &BOOK, &Options::default()))
        .collect();
    let all = serde_json::to_value(totals(&statements)).expect("serialises");
    assert_eq!(all["claimed"], value!({"known": "41480.00", "unknown": 0}));
    assert_eq!(all["overdue"], value!({"known": "22306.13", "unknown": 0}));
    // 21,043.35 + 13,833.69 + 4,636.73
    assert_eq!(all["recomputed"]["known"], "39513.77");
}

#[test]
fn an_unknown_is_counted_and_not_added() {
    let known = reconcile(&loan(&worked("a3")), &BOOK, &Options::default());
    let claim = r#"
        id = "C"
        lender_kind = "unknown"
        claim = { on = "2026-11-01", scope = "overdue", total = "100.00" }
        as_of = "2026-11-21"
    "#;
    let unknown = reconcile(&loan(claim), &BOOK, &Options::default());
    let all = totals(&[known, unknown]);
    assert_eq!(
        all.overdue.known.map(|m| m.to_string()).as_deref(),
        Some("4636.73")
    );
    assert_eq!(all.overdue.unknown, 1);
    assert_eq!(all.overdue.complete(), None);
    assert_eq!(
        all.claimed.complete().map(|m| m.to_string()).as_deref(),
        Some("5380.00")
    );
}

#[test]
fn working_and_schedule_only_where_asked_for() {
    let plain = json(&worked("a1"));
    assert!(plain.get("working").is_none() && plain.get("schedule").is_none());
    let options = Options {
        explain: true,
        schedule: true,
    };
    let full = reconcile(&loan(&worked("a1")), &BOOK, &options);
    assert_eq!(full.schedule.len(), 24);
    assert_eq!(full.schedule[0].row.total().to_string(), "1694.60");
    assert!(full.working.iter().any(|s| s.code == "default-interest"));
    assert_eq!(plain["overdue"]["total"], full_total(&full));
}

fn full_total(statement: &menshen::domain::statement::Statement) -> Value {
    value!(statement.figures.overdue.total)
}
