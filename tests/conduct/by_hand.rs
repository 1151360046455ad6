//! Counts worked out by hand: the log of the built-in case, and the edges of each rule.

use super::counted;
use menshen::domain::conduct::Lenders;
use menshen::domain::conduct::count::{Bearing, Certainty, ConductCount, Hit, Range};
use serde_json::{Value, json};

fn lenders() -> Lenders {
    let mut lenders = Lenders::default();
    lenders.add("A1", Some("甲银行"), Some("甲贷"));
    lenders.add("A2", Some("乙消费金融"), None);
    lenders
}

/// A call with these members besides its kind and words.
fn call(at: &str, more: Value) -> Value {
    let mut content = json!({
        "kind": "call", "summary": "x", "occurred_at": at, "precision": "exact",
        "direction": "in", "target": "borrower", "robot": false, "consented": true,
    });
    for (name, value) in more.as_object().unwrap() {
        match value {
            Value::Null => {
                content.as_object_mut().unwrap().remove(name);
            }
            value => content[name] = value.clone(),
        }
    }
    content
}

fn of<'a>(counted: &'a ConductCount, rule: &str) -> Vec<&'a Hit> {
    counted.hits.iter().filter(|h| h.rule == rule).collect()
}

fn only<'a>(counted: &'a ConductCount, rule: &str) -> &'a Hit {
    let hits = of(counted, rule);
    assert_eq!(hits.len(), 1, "{hits:#?}");
    hits[0]
}

fn between(at_least: u32, at_most: u32) -> Range {
    Range {
        at_least,
        at_most: Some(at_most),
    }
}

fn connected(count: usize, more: &Value) -> Vec<Value> {
    (0..count)
        .map(|i| {
            let mut own = more.clone();
            own["answered"] = json!(true);
            call(&format!("2026-10-20T{:02}:00+08:00", 9 + i), own)
        })
        .collect()
}

/// The five entries of the built-in case, as its file writes them.
fn of_the_demo() -> Vec<Value> {
    let text = include_str!("../../content/demo/entries.toml");
    let table: toml::Table = toml::from_str(text).unwrap();
    let entries = table["entry"].as_array().unwrap();
    entries
        .iter()
        .map(|e| serde_json::to_value(e).unwrap())
        .collect()
}

#[test]
fn the_log_of_the_built_in_case_as_counted_by_hand() {
    let mut lenders = Lenders::default();
    lenders.add("A2", Some("云帆消费金融有限公司"), None);
    lenders.add("A3", Some("小舟网络小额贷款有限公司"), None);
    let counted = counted(&of_the_demo(), &lenders);
    let days: Vec<String> = counted.days.iter().map(|d| d.date.to_string()).collect();
    assert_eq!(
        days,
        [
            "2026-10-18",
            "2026-10-22",
            "2026-10-25",
            "2026-10-28",
            "2026-11-08"
        ]
    );
    // 22:47, answered by a person's voice.
    let first = &counted.days[0];
    assert_eq!(first.figures.connected, Range::exactly(1));
    assert_eq!(first.figures.robot, Range::exactly(0));
    assert_eq!(first.hours[22], 1);
    // Nine missed calls from 09:05 to 17:40.
    let second = &counted.days[1];
    assert_eq!(second.figures.connected, Range::exactly(0));
    assert_eq!(second.figures.unanswered, Range::exactly(9));
    assert_eq!(second.hour_unknown, 9);
    // A colleague was called; whether by a machine isn't recorded.
    assert_eq!(counted.days[2].figures.third_parties, Range::exactly(1));
    assert_eq!(counted.days[2].figures.robot, between(0, 1));
    assert_eq!(counted.days[3].figures.messages, Range::exactly(1));
    let hits: Vec<(&str, Certainty)> = counted
        .hits
        .iter()
        .map(|h| (h.rule.as_str(), h.certainty))
        .collect();
    assert_eq!(
        hits,
        [
            ("quiet-hours", Certainty::Possible),
            ("unanswered-attempts-6-a-day", Certainty::Possible),
            ("debtor-first", Certainty::Possible),
        ]
    );
    let unknowns: Vec<(u64, &str)> = counted.unknowns.iter().map(|u| (u.seq, u.member)).collect();
    assert_eq!(
        unknowns,
        [(1, "consented"), (2, "party.principal"), (3, "unreachable")]
    );
    let bearings: Vec<Bearing> = counted.contacts.iter().map(|c| c.bearing).collect();
    assert_eq!(
        bearings,
        [
            Bearing::Open,
            Bearing::Open,
            Bearing::Open,
            Bearing::Neutral,
            Bearing::Neutral
        ]
    );
    assert_eq!(counted.lenders.len(), 3);
}

#[test]
fn three_connected_calls_are_within_the_rule_and_the_fourth_is_not() {
    let own = json!({"loan": "A1"});
    assert!(
        of(
            &counted(&connected(3, &own), &lenders()),
            "connected-calls-3-a-day"
        )
        .is_empty()
    );
    let four = counted(&connected(4, &own), &lenders());
    let hit = only(&four, "connected-calls-3-a-day");
    assert_eq!(hit.certainty, Certainty::Certain);
    assert_eq!(hit.count, Range::exactly(4));
    assert_eq!(hit.limit, 3);
    assert_eq!(hit.lender.as_deref(), Some("甲银行"));
    assert_eq!(hit.sources, ["GBT-CALLS"]);
    assert!(four.unknowns.is_empty(), "{:?}", four.unknowns);
}

#[test]
fn the_calls_of_two_lenders_are_counted_apart_and_agencies_with_their_lender() {
    let mut log = connected(2, &json!({"loan": "A1"}));
    log.extend(connected(2, &json!({"loan": "A2"})));
    assert!(of(&counted(&log, &lenders()), "connected-calls-3-a-day").is_empty());
    let agency = |name: &str| json!({"party": {"principal": "甲 银行", "employer": name}});
    let mut log = connected(2, &agency("丁公司"));
    log.extend(connected(2, &agency("戊公司")));
    let counted = counted(&log, &lenders());
    assert_eq!(
        only(&counted, "connected-calls-3-a-day").count,
        Range::exactly(4)
    );
    assert_eq!(counted.lenders[0].agencies.len(), 2);
}

#[test]
fn what_is_not_recorded_makes_the_count_a_range_and_is_asked_for() {
    let mut log = connected(3, &json!({"loan": "A1"}));
    log.push(call(
        "2026-10-20T15:00+08:00",
        json!({"loan": "A1", "answered": null}),
    ));
    log.push(call(
        "2026-10-20T16:00+08:00",
        json!({"answered": true, "robot": null}),
    ));
    let counted = counted(&log, &lenders());
    let hit = only(&counted, "connected-calls-3-a-day");
    assert_eq!(hit.certainty, Certainty::Possible);
    assert_eq!(hit.count, between(3, 5));
    let asked: Vec<(u64, &str)> = counted.unknowns.iter().map(|u| (u.seq, u.member)).collect();
    assert_eq!(
        asked,
        [(4, "answered"), (5, "party.principal"), (5, "robot")]
    );
}

#[test]
fn a_machine_counts_where_one_can_talk_with_it() {
    let machine = |interactive: Value| {
        let own = json!({"loan": "A1", "robot": true, "interactive": interactive});
        counted(&connected(4, &own), &lenders())
    };
    assert!(of(&machine(json!(false)), "connected-calls-3-a-day").is_empty());
    let talks = machine(json!(true));
    assert_eq!(
        only(&talks, "connected-calls-3-a-day").certainty,
        Certainty::Certain
    );
    let open = machine(Value::Null);
    assert_eq!(only(&open, "connected-calls-3-a-day").count, between(0, 4));
    assert!(open.unknowns.iter().all(|u| u.member == "interactive"));
    assert_eq!(open.days[0].figures.robot, Range::exactly(4));
}

#[test]
fn a_series_of_missed_calls_counts_what_it_says_and_no_more() {
    let series = |times: Value| {
        let own = json!({
            "loan": "A1", "answered": false, "times": times, "occurred_until": "2026-10-22T17:40+08:00",
        });
        counted(&[call("2026-10-22T09:05+08:00", own)], &lenders())
    };
    let open = series(Value::Null);
    let hit = only(&open, "unanswered-attempts-6-a-day");
    assert_eq!(hit.certainty, Certainty::Possible);
    assert_eq!(
        hit.count,
        Range {
            at_least: 1,
            at_most: None
        }
    );
    assert!(of(&series(json!(6)), "unanswered-attempts-6-a-day").is_empty());
    let nine = series(json!(9));
    let hit = only(&nine, "unanswered-attempts-6-a-day");
    assert_eq!(
        (hit.certainty, hit.count),
        (Certainty::Certain, Range::exactly(9))
    );
}

#[test]
fn missed_calls_to_different_people_are_different_numbers() {
    let missed = |target: &str, times: u32| {
        call(
            "2026-10-20T10:00+08:00",
            json!({"loan": "A1", "answered": false, "target": target, "times": times}),
        )
    };
    let apart = counted(&[missed("borrower", 4), missed("family", 4)], &lenders());
    assert!(of(&apart, "unanswered-attempts-6-a-day").is_empty());
    let together = counted(&[missed("borrower", 4), missed("borrower", 3)], &lenders());
    let hit = only(&together, "unanswered-attempts-6-a-day");
    assert_eq!(hit.called.as_deref(), Some("borrower"));
    assert_eq!(hit.count, Range::exactly(7));
}

#[test]
fn one_call_entered_twice_counts_once() {
    let phone = |number: &str| json!({"loan": "A1", "answered": true, "party": {"phone": number}});
    let mut log = connected(3, &json!({"loan": "A1"}));
    log.push(call("2026-10-20T15:00:07+08:00", phone("138 0000 0001")));
    log.push(call("2026-10-20T15:00:07+08:00", phone("+86 13800000001")));
    let same = counted(&log, &lenders());
    assert_eq!(
        only(&same, "connected-calls-3-a-day").count,
        Range::exactly(4)
    );
    let double = same.doubles[0];
    assert_eq!((double.seq, double.of, double.certain), (5, 4, true));
    // To the minute alone it may be another call.
    log[4] = call("2026-10-20T15:00+08:00", phone("13800000001"));
    log.remove(0);
    let perhaps = counted(&log, &lenders());
    let hit = only(&perhaps, "connected-calls-3-a-day");
    assert_eq!(
        (hit.certainty, hit.count),
        (Certainty::Possible, between(3, 4))
    );
    assert_eq!(perhaps.unknowns[0].same_as, Some(3));
}

#[test]
fn withdrawn_entries_are_left_out_and_said_and_amendments_are_counted() {
    let mut log = connected(4, &json!({"loan": "A1"}));
    log.push(json!({"kind": "amendment", "amends": 4, "withdrawn": true}));
    let withdrawn = counted(&log, &lenders());
    assert!(of(&withdrawn, "connected-calls-3-a-day").is_empty());
    assert_eq!(withdrawn.withdrawn, [4]);
    log[4] = json!({"kind": "amendment", "amends": 4, "answered": false});
    let amended = counted(&log, &lenders());
    assert!(of(&amended, "connected-calls-3-a-day").is_empty());
    assert_eq!(amended.days[0].figures.unanswered, Range::exactly(1));
}

#[test]
fn a_rule_says_nothing_of_a_day_before_it_was_in_force() {
    let missed = |day: &str| {
        let own = json!({"loan": "A1", "answered": false, "times": 9});
        counted(&[call(&format!("{day}T10:00+08:00"), own)], &lenders())
    };
    let before = missed("2026-01-29");
    assert!(of(&before, "unanswered-attempts-6-a-day").is_empty());
    let silent = &before.silent[0];
    assert_eq!(silent.rule, "unanswered-attempts-6-a-day");
    assert_eq!(silent.entries, [1]);
    assert_eq!(
        only(&missed("2026-01-30"), "unanswered-attempts-6-a-day").certainty,
        Certainty::Certain
    );
}

#[test]
fn what_helped_and_what_the_borrower_did_is_listed_and_never_counted() {
    let own = json!({"direction": "out", "answered": true, "consented": null});
    let log = [
        call("2026-10-20T23:00+08:00", own),
        json!({"kind": "statement", "summary": "x", "occurred_at": "2026-10-21"}),
        json!({"kind": "note", "summary": "x", "occurred_at": "2026-10-21"}),
    ];
    let counted = counted(&log, &lenders());
    let bearings: Vec<Bearing> = counted.contacts.iter().map(|c| c.bearing).collect();
    assert_eq!(bearings, [Bearing::Own, Bearing::Helpful]);
    assert!(counted.hits.is_empty());
    assert!(counted.days.is_empty());
}

#[test]
fn consent_and_being_out_of_reach_are_exceptions_that_are_asked_for() {
    let night = |consented: Value| {
        let own = json!({"loan": "A1", "answered": true, "consented": consented});
        counted(&[call("2026-10-20T22:00+08:00", own)], &lenders())
    };
    assert!(of(&night(json!(true)), "quiet-hours").is_empty());
    let certain = |c: &ConductCount, rule| only(c, rule).certainty;
    assert_eq!(
        certain(&night(json!(false)), "quiet-hours"),
        Certainty::Certain
    );
    assert_eq!(
        certain(&night(Value::Null), "quiet-hours"),
        Certainty::Possible
    );
    let family = |unreachable: Value| {
        let own = json!({"target": "family", "unreachable": unreachable});
        counted(&[call("2026-10-20T12:00+08:00", own)], &lenders())
    };
    assert!(of(&family(json!(true)), "debtor-first").is_empty());
    assert_eq!(
        certain(&family(json!(false)), "debtor-first"),
        Certainty::Certain
    );
    assert_eq!(
        certain(&family(Value::Null), "debtor-first"),
        Certainty::Possible
    );
}
