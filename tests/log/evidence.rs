//! What an entry leaves open, how late it was written, which entries are wanted, what is hidden.

use super::content;
use chrono::NaiveDate;
use menshen::domain::evidence::{
    Days, EntryFilter, EntryKind, EntryView, Lateness, MEMBERS, Recorded, amended, lateness,
    masked_numbers, member_kind, members_of, open_members, overlaid, withdrawal,
};
use serde_json::{Map, Value, json};

fn members(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn open(value: Value) -> Vec<&'static str> {
    open_members(&members(value))
}

#[test]
fn a_bare_entry_leaves_open_what_counting_needs() {
    assert_eq!(
        open(json!({"kind": "call"})),
        [
            "direction",
            "answered",
            "party.phone",
            "party.principal",
            "target",
            "grade"
        ]
    );
    assert_eq!(
        open(json!({"kind": "message"})),
        [
            "direction",
            "party.phone",
            "party.principal",
            "target",
            "grade"
        ]
    );
    assert_eq!(
        open(json!({"kind": "visit"})),
        [
            "direction",
            "party.principal",
            "party.employer",
            "target",
            "people",
            "grade"
        ]
    );
    assert_eq!(
        open(json!({"kind": "letter"})),
        ["direction", "party.principal", "grade"]
    );
    assert_eq!(open(json!({"kind": "payment"})), ["amount", "grade"]);
    assert_eq!(open(json!({"kind": "police"})), ["grade"]);
    assert_eq!(open(json!({"kind": "note"})), [""; 0]);
    assert_eq!(open(json!({"kind": "amendment", "amends": 1})), [""; 0]);
    assert_eq!(open(json!({"kind": "own-kind"})), [""; 0]);
}

#[test]
fn what_does_not_apply_is_not_open() {
    // Whether a machine spoke matters once somebody answered.
    let call = json!({"kind": "call", "direction": "in", "answered": true, "target": "borrower",
        "party": {"phone": "13800000000"}, "loan": "A1", "grade": "memory"});
    assert_eq!(open(call), ["robot"]);
    let missed = json!({"kind": "call", "direction": "in", "answered": false, "target": "borrower",
        "party": {"phone": "13800000000", "principal": "某银行"}, "grade": "memory"});
    assert_eq!(open(missed), [""; 0]);
    assert_eq!(open(json!({"kind": "call", "direction": "out"})), ["grade"]);
    let wechat = json!({"kind": "message", "direction": "in", "channel": "wechat",
        "party": {"principal": " "}, "target": "family", "grade": "documented"});
    assert_eq!(open(wechat), ["party.principal"]);
    // Nobody came is a fact like any other number.
    let nobody = json!({"kind": "visit", "people": 0});
    assert!(!open(nobody).contains(&"people"));
}

#[test]
fn late_is_surely_more_than_a_day_and_counted_in_calendar_days() {
    let late = |value: Value, recorded: &str| lateness(&members(value), recorded);
    let morning = "2026-11-21T10:00:00+08:00";
    for (occurred, expected) in [
        ("2026-11-20T10:00+08:00", None),
        ("2026-11-20T09:59+08:00", Some((1, true))),
        ("2026-11-16T19:35+08:00", Some((5, true))),
        // The twentieth ended ten hours before, the nineteenth a day and ten hours.
        ("2026-11-20", None),
        ("2026-11-19", Some((2, false))),
        ("2026-11-19T15:00+08:00", Some((2, true))),
        ("2026-11-19T00:00+08:00", Some((2, true))),
        ("2026-11-19T23:59+08:00", Some((2, true))),
        ("2026-11-22", None),
        ("9999-12-31", None),
    ] {
        let found = late(json!({"occurred_at": occurred}), morning);
        let expected = expected.map(|(days, hour_known)| Lateness { days, hour_known });
        assert_eq!(found, expected, "{occurred}");
    }
    let span = json!({"occurred_at": "2026-11-01", "occurred_until": "2026-11-21T09:00+08:00"});
    assert_eq!(late(span, morning), None);
    assert_eq!(late(json!({"amends": 1}), morning), None);
    assert_eq!(late(json!({"occurred_at": "2026-11-01"}), ""), None);
}

#[test]
fn an_amendment_holds_what_changes_and_nothing_else() {
    let current = members(json!({
        "kind": "call", "occurred_at": "2026-11-20", "summary": "一",
        "party": {"name": "王某", "phone": "95500"}, "own": 1,
    }));
    let wanted = [
        ("summary".to_owned(), json!("一")),
        ("answered".to_owned(), json!(true)),
        ("kind".to_owned(), json!("visit")),
        ("party.phone".to_owned(), json!("13800000000")),
        ("party.name".to_owned(), json!("王某")),
        ("party.badge".to_owned(), json!("07")),
    ];
    let found = amended(3, &current, &wanted).unwrap();
    assert_eq!(
        found.changed,
        ["answered", "kind", "party.phone", "party.badge"]
    );
    assert_eq!(
        Value::Object(found.amendment.unwrap().members().clone()),
        json!({
            "kind": "amendment", "amends": 3, "answered": true, "content_kind": "visit",
            "party": {"name": "王某", "phone": "13800000000", "badge": "07"},
        })
    );
    let nothing = amended(3, &current, &wanted[..1]).unwrap();
    assert_eq!((nothing.amendment, nothing.changed), (None, Vec::new()));
    // Sound by itself, and wrong with what stands.
    let before = [("occurred_until".to_owned(), json!("2026-11-19"))];
    let problems = amended(3, &current, &before).unwrap_err();
    assert_eq!(problems[0].code, "time-order");
}

#[test]
fn a_reason_to_withdraw_leaves_the_words_of_the_entry() {
    let entry = json!({"kind": "note", "occurred_at": "2026-11-20", "summary": "一"});
    let struck = withdrawal(1, Some("记错了")).unwrap();
    let view = views(&[entry, Value::Object(struck.members().clone())]).remove(0);
    assert!(view.withdrawn);
    assert_eq!(view.text("summary"), Some("一"));
    assert_eq!(view.text("reason"), Some("记错了"));
    assert!(
        !withdrawal(1, None)
            .unwrap()
            .members()
            .contains_key("reason")
    );
}

#[test]
fn every_member_that_can_be_set_has_a_kind() {
    for path in MEMBERS {
        assert!(member_kind(path).is_some(), "{path}");
    }
    for path in [
        "attachments",
        "amends",
        "withdrawn",
        "content_kind",
        "party",
        "party.x",
        "own",
    ] {
        assert!(member_kind(path).is_none(), "{path}");
    }
}

fn views(contents: &[Value]) -> Vec<EntryView> {
    let line = |(i, value): (usize, &Value)| Recorded {
        seq: i as u64 + 1,
        recorded_at: "2026-11-21T10:00:00+08:00".to_owned(),
        hash: None,
        content: value
            .as_object()
            .map(|_| content(value.clone()).members().clone()),
    };
    overlaid(contents.iter().enumerate().map(line).collect())
}

#[test]
fn a_filter_chooses_by_what_stands_and_finds_words_in_the_original_too() {
    let views = views(&[
        json!({"kind": "call", "occurred_at": "2026-11-16T19:35+08:00", "summary": "要求还款",
            "loan": "A1", "party": {"phone": "138 0013 8000"}}),
        json!({"kind": "visit", "occurred_at": "2026-11-10", "occurred_until": "2026-11-12",
            "summary": "两人上门", "witnesses": ["Zhou"]}),
        json!({"kind": "amendment", "amends": 1, "summary": "要求当天还款", "loan": "A2"}),
        Value::Null,
    ]);
    let chosen = |filter: EntryFilter| -> Vec<u64> {
        let (chosen, _) = filter.chosen(&views);
        chosen.iter().map(|v| v.original.seq).collect()
    };
    let all = EntryFilter::default();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    assert_eq!(chosen(all.clone()), [1, 2, 3, 4]);
    let kind = |kind| EntryFilter {
        kind: Some(kind),
        ..EntryFilter::default()
    };
    assert_eq!(chosen(kind(EntryKind::Call)), [1, 3]);
    assert_eq!(chosen(kind(EntryKind::Amendment)), [3]);
    let loan = |id: &str| EntryFilter {
        loan: Some(id.into()),
        ..EntryFilter::default()
    };
    assert_eq!(chosen(loan("A2")), [1, 3]);
    assert_eq!(chosen(loan("A1")), [0; 0]);
    let phone = |n: &str| EntryFilter {
        phone: Some(n.into()),
        ..EntryFilter::default()
    };
    assert_eq!(chosen(phone("+86 13800138000")), [1, 3]);
    assert_eq!(chosen(phone("3800138000")), [0; 0]);
    assert_eq!(chosen(phone("")), [0; 0]);
    let words = |w: &str| EntryFilter {
        words: Some(w.into()),
        ..EntryFilter::default()
    };
    assert_eq!(chosen(words("要求还款")), [1, 3]);
    assert_eq!(chosen(words("zhou")), [2]);
    for (from, to, expected) in [
        ("2026-11-16", "2026-11-16", vec![1, 3]),
        ("2026-11-12", "2026-11-15", vec![2]),
        ("2026-11-11", "2026-11-11", vec![2]),
        ("2026-11-13", "2026-11-15", vec![]),
        ("", "2026-11-10", vec![2]),
    ] {
        let days = Days {
            from: day(from),
            to: day(to),
        };
        let found = chosen(EntryFilter {
            days,
            ..EntryFilter::default()
        });
        assert_eq!(found, expected, "{from} {to}");
    }
    assert_eq!(
        kind(EntryKind::Call).chosen(&views).1,
        1,
        "one can't be compared"
    );
    assert_eq!(all.chosen(&views).1, 0);
}

#[test]
fn numbers_of_people_are_hidden_and_others_stay() {
    for (text, expected) in [
        ("号码13812345678，", "号码138****5678，"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678打来", "138****5678打来"),
        ("１３８１２３４５６７８", "138****5678"),
        ("座机0371-60001234", "座机037*****1234"),
        ("+8613812345678", "+86138****5678"),
        ("+86 138 1234 5678", "+86 138****5678"),
        ("卡号6222021234567890123。", "卡号****0123。"),
        ("6222 0212 3456 7890 123", "****0123"),
        ("身份证11010519491231002X", "身份证110***********002X"),
        ("410105199003078510", "****8510"),
        (
            "录音_13812345678_20261116.m4a",
            "录音_138****5678_20261116.m4a",
        ),
        ("2026-11-16 13812345678 22点", "2026-11-16 138****5678 22点"),
        ("13812345678 13912345678", "138****5678 139****5678"),
        // Days, times, amounts and public numbers.
        (
            "2026-11-16 19:35:20 还1694.60元",
            "2026-11-16 19:35:20 还1694.60元",
        ),
        (
            "95500、12345、110、4008111222",
            "95500、12345、110、4008111222",
        ),
        ("2026-11-16 2026-11-17", "2026-11-16 2026-11-17"),
        ("", ""),
    ] {
        assert_eq!(masked_numbers(text), expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_mobile_number_survives_hiding(before in "\\PC{0,12}", number in "1[3-9][0-9]{9}", after in "[^0-9０-９xXｘＸ -－]{0,3}\\PC{0,6}") {
        proptest::prop_assume!(!before.chars().last().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || " -－".contains(c)));
        let text = format!("{before}{number}{after}");
        proptest::prop_assert!(!masked_numbers(&text).contains(&number), "{text}");
    }
}

#[test]
fn every_question_about_an_entry_asks_what_its_kind_has() {
    let library = menshen::content::Library::built_in();
    for flow in ["log-add", "log-amend"] {
        let flow = menshen::content::load_flow(&library, flow).unwrap();
        let mut compared = 0;
        for entry in &flow.entries {
            let id = entry.question.id.as_str();
            let kinds = entry.when.iter().chain(&entry.when_any);
            for kind in kinds.filter(|c| c.id == "kind").flat_map(|c| &c.is) {
                let kind = EntryKind::from_id(kind).unwrap();
                assert!(members_of(kind).contains(&id), "{id} of {kind:?}");
                compared += 1;
            }
        }
        assert!(compared > 10, "{compared}");
    }
    assert!(!members_of(EntryKind::Call).contains(&"people"));
    assert!(!members_of(EntryKind::Visit).contains(&"answered"));
    assert!(members_of(EntryKind::Amendment).is_empty());
}
