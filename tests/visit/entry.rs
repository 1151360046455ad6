//! A visit as an entry of the log.

use super::{door, vector, visit_of};
use menshen::domain::visit::{appraisal, entry_content};
use serde_json::{Value, json};

fn no_floats_and_ascii_names(value: &Value) {
    match value {
        Value::Number(n) => assert!(n.is_i64() || n.is_u64(), "{n}"),
        Value::Array(items) => items.iter().for_each(no_floats_and_ascii_names),
        Value::Object(members) => {
            for (name, member) in members {
                assert!(name.is_ascii(), "{name}");
                no_floats_and_ascii_names(member);
            }
        }
        Value::Null => panic!("null in {value}"),
        _ => {}
    }
}

#[test]
fn the_worked_case_becomes_an_entry() {
    let visit = visit_of(&vector("evening-agency.toml"));
    let found = appraisal(&visit, None, &door().findings);
    let at = Some("2026-11-16T19:35:10+08:00".to_owned());
    let answers = [("danger".to_owned(), "no".to_owned(), at)];
    let content = entry_content(&visit, &found, "两人上门。", &answers);
    let content = Value::Object(content);
    no_floats_and_ascii_names(&content);
    for (member, expected) in [
        ("kind", json!("visit")),
        ("occurred_at", json!("2026-11-16T19:35+08:00")),
        ("occurred_until", json!("2026-11-16T19:49+08:00")),
        ("precision", json!("about")),
        ("summary", json!("两人上门。")),
        ("direction", json!("in")),
        ("channel", json!("in-person")),
        ("target", json!("borrower")),
        ("grade", json!("recorded")),
        ("people", json!(2)),
        ("amount", json!("500.00")),
        ("witnesses", json!(["室友"])),
        ("conduct", json!(["lender-channel-only"])),
        (
            "party",
            json!({"employer": "安澜信息咨询", "badge": "A0372", "role": "agency"}),
        ),
    ] {
        assert_eq!(content[member], expected, "{member}");
    }
    assert_eq!(content["visit"]["outcome"], "end");
    assert_eq!(content["visit"]["verdict"], "contradicts");
    assert_eq!(
        content["visit"]["answers"][0]["at"],
        "2026-11-16T19:35:10+08:00"
    );
    assert!(content["visit"].get("police_called").is_none());
}

#[test]
fn fields_left_open_are_absent_not_empty() {
    let text = "occurred_at = \"2026-11-16\"\ndanger = \"yes\"\ncall-110 = \"called\"\n\
                waiting = \"gone\"\nafter = \"fine\"\nalready = \"nothing\"\nquote = \"\"\n";
    let visit = visit_of(text);
    let found = appraisal(&visit, None, &door().findings);
    let content = entry_content(&visit, &found, "有人上门。", &[]);
    for absent in [
        "people",
        "party",
        "quote",
        "amount",
        "occurred_until",
        "target",
        "conduct",
    ] {
        assert!(!content.contains_key(absent), "{absent}");
    }
    assert_eq!(content["precision"], "day");
    assert_eq!(content["grade"], "memory");
    assert_eq!(content["visit"]["police_called"], true);
}
