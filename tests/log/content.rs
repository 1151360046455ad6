//! What an entry may say.

use super::{content, note};
use menshen::domain::evidence::{Content, EntryKind, OccurredAt, Recorded, overlaid};
use serde_json::{Value, json};

fn problems(text: &str) -> Vec<(&'static str, String)> {
    match Content::read(text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|p| (p.code, p.member)).collect(),
    }
}

/// The problems of a sound note with one member laid over it.
fn with(member: &str, value: Value) -> Vec<(&'static str, String)> {
    let mut members = json!({"kind": "note", "occurred_at": "2026-11-20", "summary": "x"});
    members[member] = value;
    problems(&members.to_string())
}

#[test]
fn every_member_of_the_format_is_taken_as_it_is() {
    let full = json!({
        "kind": "visit", "occurred_at": "2026-11-20T19:35+08:00",
        "occurred_until": "2026-11-20T19:50:30+08:00", "precision": "about",
        "summary": "两人上门", "quote": "今天不还就不走", "grade": "recorded", "loan": "A1",
        "direction": "in", "channel": "in-person", "answered": true, "robot": false,
        "target": "family",
        "party": {"name": "王某", "employer": "某公司", "role": "催收员", "badge": "12",
                  "phone": "138", "principal": "某银行", "scar": "左手"},
        "people": 2, "place": "家门口", "witnesses": ["邻居"], "conduct": ["threat"],
        "amount": "1234.50",
        "attachments": [{"id": "0".repeat(32), "name": "录像.mp4", "sha256": "a".repeat(64),
                         "size": 0, "media_type": "video/mp4"}],
        "weather": {"own": [1, -2, null, true, "雨"]},
    });
    let read = content(full.clone());
    assert_eq!(read.kind(), EntryKind::Visit);
    assert_eq!(Value::Object(read.members().clone()), full);
    assert_eq!(read.attachments()[0].name, "录像.mp4");
    let again: Value = serde_json::from_slice(&read.canonical()).unwrap();
    assert_eq!(again, full);
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let found = problems(
        r#"{"kind":"party","occurred_at":"2026-02-30","amount":"1,000","people":-1,"grade":"sure"}"#,
    );
    let codes: Vec<&str> = found.iter().map(|p| p.0).collect();
    assert_eq!(
        codes,
        [
            "kind-unknown",
            "time-form",
            "member-unknown-word",
            "number-too-small",
            "amount-form",
            "member-missing"
        ]
    );
    assert_eq!(found[5].1, "summary");
}

#[test]
fn each_problem_has_its_code() {
    let one = |code, member: &str| vec![(code, member.to_owned())];
    assert_eq!(with("kind", json!(3)), one("member-not-text", "kind"));
    assert_eq!(with("kind", json!("Visit")), one("kind-unknown", "kind"));
    assert_eq!(
        with("summary", json!(" \n")),
        one("member-empty", "summary")
    );
    assert_eq!(with("quote", json!(null)), one("member-not-text", "quote"));
    assert_eq!(
        with("answered", json!("yes")),
        one("member-not-true-or-false", "answered")
    );
    assert_eq!(
        with("people", json!("2")),
        one("member-not-number", "people")
    );
    assert_eq!(with("people", json!(-2)), one("number-too-small", "people"));
    assert_eq!(
        with("witnesses", json!("邻居")),
        one("member-not-list", "witnesses")
    );
    assert_eq!(
        with("witnesses", json!(["a", 1])),
        one("member-not-text", "witnesses[1]")
    );
    assert_eq!(with("party", json!([])), one("member-not-object", "party"));
    assert_eq!(
        with("party", json!({"phone": 138})),
        one("member-not-text", "party.phone")
    );
    assert_eq!(
        with("channel", json!("qq")),
        one("member-unknown-word", "channel")
    );
    assert_eq!(with("amount", json!(100)), one("member-not-text", "amount"));
    for bad in ["1.234", "-1", "1e3", "", "１００", "01", "1."] {
        assert_eq!(
            with("amount", json!(bad)),
            one("amount-form", "amount"),
            "{bad}"
        );
    }
    assert_eq!(with("own", json!(1.5)), one("number-not-integer", "own"));
    assert_eq!(
        with("own", json!({"a": [9_007_199_254_740_992_u64]})),
        one("number-out-of-range", "own.a[0]")
    );
    assert_eq!(
        with("own", json!(u64::MAX)),
        one("number-out-of-range", "own")
    );
    assert_eq!(
        with("own", json!({"备注": 1})),
        one("name-not-ascii", "own.备注")
    );
    assert_eq!(
        with("attachments", json!(["x"])),
        one("member-not-object", "attachments[0]")
    );
    let attachment = json!([{"id": "X", "name": 1, "sha256": "0".repeat(64), "size": -1}]);
    let codes: Vec<&str> = with("attachments", attachment)
        .iter()
        .map(|p| p.0)
        .collect();
    assert_eq!(
        codes,
        [
            "hex-form",
            "member-not-text",
            "member-missing",
            "number-too-small"
        ]
    );
    assert_eq!(
        with("amends", json!(1)),
        one("member-of-amendments", "amends")
    );
    assert_eq!(
        with("withdrawn", json!(true)),
        one("member-of-amendments", "withdrawn")
    );
    assert_eq!(
        with("occurred_until", json!("2026-11-19")),
        one("time-order", "occurred_until")
    );
    assert_eq!(with("occurred_until", json!("2026-11-20")), []);
}

#[test]
fn what_a_log_cannot_hold_is_refused_before_it_is_read_away() {
    let sound = r#""kind":"note","occurred_at":"2026-11-20","summary":"x""#;
    let one = |code, member: &str| vec![(code, member.to_owned())];
    assert_eq!(
        problems(&format!("{{{sound},\"summary\":\"y\"}}")),
        one("duplicate-member", "summary")
    );
    let nested = format!("{{{sound},\"own\":{{\"a\":[{{\"b\":1,\"b\":1}}]}}}}");
    assert_eq!(problems(&nested), one("duplicate-member", "own.a[0].b"));
    assert_eq!(
        problems(&format!("{{{sound},\"own\":1.0}}")),
        one("number-not-integer", "own")
    );
    assert_eq!(
        problems(&format!("{{{sound},\"own\":1e2}}")),
        one("number-not-integer", "own")
    );
    assert_eq!(
        problems(&format!("{{{sound},\"own\":-0}}")),
        one("number-not-integer", "own")
    );
    let half = format!("{{{sound},\"own\":\"\\ud83d\"}}");
    assert_eq!(problems(&half)[0].0, "lone-surrogate");
    let other_half = format!("{{{sound},\"own\":\"\\uDD12 \\\\ud83d\"}}");
    assert_eq!(problems(&other_half)[0].0, "lone-surrogate");
    let pair = format!("{{{sound},\"own\":\"\\ud83d\\udd12 \\\\ud83d\"}}");
    assert_eq!(problems(&pair), []);
    assert_eq!(problems("[1]")[0].0, "not-an-object");
    assert_eq!(problems("{\"kind\":")[0].0, "not-json");
    assert_eq!(problems(&format!("{{{sound}}} {{}}"))[0].0, "not-json");
}

#[test]
fn a_time_is_a_day_or_a_day_and_a_time_in_china() {
    for good in [
        "2026-11-20",
        "2026-11-20T22:47+08:00",
        "2026-11-20T22:47:59+08:00",
        "2028-02-29",
    ] {
        assert_eq!(OccurredAt::parse(good).unwrap().to_string(), good);
    }
    for bad in [
        "2026-11-20T22:47",
        "2026-11-20T22:47Z",
        "2026-11-20T22+08:00",
        "2026-11-20 22:47+08:00",
        "2026-11-20T24:00+08:00",
        "2026-11-20T22:47:60+08:00",
        "2026-1-2",
        "0000-01-01",
        "2026-02-29",
        "20261120",
        "2026-11-20T",
        "2026-11-20T+08:00",
        "+026-11-20",
    ] {
        assert_eq!(OccurredAt::parse(bad), None, "{bad}");
    }
}

#[test]
fn an_amendment_carries_what_changes_and_nothing_empty() {
    let amendment = |more: Value| {
        let mut members = json!({"kind": "amendment", "amends": 1});
        for (name, value) in more.as_object().unwrap() {
            members[name] = value.clone();
        }
        problems(&members.to_string())
    };
    assert_eq!(amendment(json!({"people": 2})), []);
    assert_eq!(amendment(json!({"withdrawn": true})), []);
    assert_eq!(amendment(json!({"content_kind": "call"})), []);
    assert_eq!(amendment(json!({}))[0].0, "amendment-empty");
    assert_eq!(
        amendment(json!({"amends": 0, "people": 1}))[0].0,
        "number-too-small"
    );
    assert_eq!(
        amendment(json!({"withdrawn": false}))[0].0,
        "member-not-true"
    );
    assert_eq!(
        amendment(json!({"content_kind": "amendment"}))[0].0,
        "kind-unknown"
    );
    assert_eq!(
        problems(r#"{"kind":"amendment","people":1}"#)[0],
        ("member-missing", "amends".into())
    );
}

fn recorded(seq: u64, content: &Content) -> Recorded {
    Recorded {
        seq,
        recorded_at: "2026-11-21T10:00:00+08:00".into(),
        hash: None,
        content: Some(content.members().clone()),
    }
}

#[test]
fn the_view_is_the_original_overlaid_in_order_and_the_original_stays() {
    let views = overlaid(vec![
        recorded(1, &note("原文")),
        recorded(2, &note("别的")),
        recorded(
            3,
            &content(json!({"kind": "amendment", "amends": 1, "summary": "改一", "people": 2})),
        ),
        recorded(
            4,
            &content(
                json!({"kind": "amendment", "amends": 1, "summary": "改二", "content_kind": "visit"}),
            ),
        ),
        recorded(
            5,
            &content(json!({"kind": "amendment", "amends": 2, "withdrawn": true})),
        ),
        recorded(
            6,
            &content(json!({"kind": "amendment", "amends": 3, "summary": "改改一"})),
        ),
        recorded(
            7,
            &content(json!({"kind": "amendment", "amends": 9, "summary": "改没有的"})),
        ),
    ]);
    assert_eq!(views.len(), 7);
    let now = views[0].current.as_ref().unwrap();
    assert_eq!(
        Value::Object(now.clone()),
        json!({"kind": "visit", "occurred_at": "2026-11-20", "summary": "改二", "people": 2})
    );
    assert_eq!(views[0].amendments, [3, 4]);
    assert_eq!(
        views[0].original.content.as_ref().unwrap()["summary"],
        "原文"
    );
    assert!(views[1].withdrawn && !views[0].withdrawn);
    assert_eq!(views[1].text("summary"), Some("别的"));
    assert_eq!(views[2].amendments, [0_u64; 0]);
    assert_eq!(views[2].text("summary"), Some("改一"));
}
