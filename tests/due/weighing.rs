//! Where a limitation period stands: by hand-checked vectors, day by day, and from a log.

use super::{day, every_day, weekends};
use menshen::domain::evidence::{EntryView, Recorded, overlaid};
use menshen::domain::limitation::{Known, Restart, Restarted, Standing, logged, standing};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Vectors {
    case: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    about: String,
    last_due: Option<String>,
    in_court_since: Option<String>,
    as_of: String,
    #[serde(default)]
    restarts: Vec<Event>,
    expect: Value,
}

#[derive(Deserialize)]
struct Event {
    on: String,
    by: String,
    entry: Option<u64>,
}

fn restart(word: &str) -> Restart {
    let all = [
        Restart::Demand,
        Restart::Payment,
        Restart::Agreement,
        Restart::Contact,
        Restart::Notice,
        Restart::Request,
    ];
    let found = all.into_iter().find(|r| json!(r) == json!(word));
    found.unwrap()
}

/// TOML has no null: what is absent there is null here.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, v)| !v.is_null())
            .map(|(k, v)| (k, without_nulls(v)))
            .collect(),
        other => other,
    }
}

#[test]
fn periods_stand_where_the_vectors_say() {
    let vectors: Vectors = toml::from_str(include_str!("../vectors/due/standing.toml")).unwrap();
    assert!(vectors.case.len() > 12);
    for v in vectors.case {
        let known = Known {
            last_due: v.last_due.as_deref().map(day),
            in_court_since: v.in_court_since.as_deref().map(day),
            restarts: v
                .restarts
                .iter()
                .map(|e| Restarted {
                    on: day(&e.on),
                    by: restart(&e.by),
                    entry: e.entry,
                })
                .collect(),
        };
        let found = standing(&known, Some(3), Some(&weekends()), day(&v.as_of));
        assert_eq!(without_nulls(json!(found)), v.expect, "{}", v.about);
    }
}

#[test]
fn without_a_length_nothing_is_said() {
    let known = Known {
        last_due: Some(day("2020-01-01")),
        ..Known::default()
    };
    let found = standing(&known, None, None, day("2026-11-21"));
    assert_eq!(json!(found), json!({"state": "unknown", "why": "no-rule"}));
}

#[test]
fn day_by_day_it_begins_runs_and_may_end_and_never_goes_back() {
    let known = Known {
        last_due: Some(day("2016-02-29")),
        in_court_since: None,
        restarts: vec![
            Restarted {
                on: day("2018-12-31"),
                by: Restart::Payment,
                entry: None,
            },
            Restarted {
                on: day("2021-06-30"),
                by: Restart::Contact,
                entry: Some(1),
            },
        ],
    };
    let rank = |standing: &Standing| match standing {
        Standing::NotBegun { .. } => 0,
        Standing::Running { .. } => 1,
        Standing::Doubtful { .. } => 2,
        Standing::MayHaveRun { .. } => 3,
        other => panic!("{other:?}"),
    };
    let mut seen = vec![0; 4];
    let mut before = 0;
    for as_of in every_day() {
        let now = rank(&standing(&known, Some(3), Some(&weekends()), as_of));
        assert!(now >= before, "{as_of}");
        seen[now] += 1;
        before = now;
    }
    assert!(seen.iter().all(|days| *days > 300), "{seen:?}");
}

fn entry(seq: u64, content: Value) -> Recorded {
    Recorded {
        seq,
        recorded_at: "2026-11-21T20:00:00+08:00".into(),
        hash: None,
        content: content.as_object().cloned(),
    }
}

fn views(contents: Vec<Value>) -> Vec<EntryView> {
    let lines = contents.into_iter().zip(1..);
    overlaid(lines.map(|(content, seq)| entry(seq, content)).collect())
}

#[test]
fn of_a_log_only_what_reached_the_borrower_and_names_the_loan_counts() {
    let at = "2026-10-18T22:47+08:00";
    let views = views(vec![
        json!({"kind": "call", "occurred_at": at, "summary": "x", "loan": "A1", "answered": true}),
        json!({"kind": "call", "occurred_at": at, "summary": "没接", "loan": "A1", "answered": false}),
        json!({"kind": "message", "occurred_at": at, "summary": "x", "loan": "A1", "target": "colleague"}),
        json!({"kind": "message", "occurred_at": at, "summary": "x", "loan": "A2"}),
        json!({"kind": "letter", "occurred_at": at, "summary": "寄出", "loan": "A1", "direction": "out"}),
        json!({"kind": "payment", "occurred_at": "2026-10-20", "summary": "x", "loan": "A1"}),
        json!({"kind": "agreement", "occurred_at": "2026-10-21", "summary": "x", "loan": "A1"}),
        json!({"kind": "visit", "occurred_at": at, "summary": "没写是哪笔"}),
        json!({"kind": "note", "occurred_at": at, "summary": "x", "loan": "A1"}),
        json!({"kind": "payment", "occurred_at": "2026-10-25", "summary": "记错", "loan": "A1"}),
        json!({"kind": "amendment", "amends": 10, "withdrawn": true}),
    ]);
    let found = logged(&views, "A1");
    let told: Vec<(u64, Restart)> = found
        .restarts
        .iter()
        .map(|r| (r.entry.unwrap(), r.by))
        .collect();
    assert_eq!(
        told,
        [
            (1, Restart::Contact),
            (6, Restart::Payment),
            (7, Restart::Agreement)
        ]
    );
    assert_eq!(found.unassigned, 1);
}
