//! Hashing and verification over bytes.

use super::damage::verified;
use super::{NOW, codes, content, note, notice_codes, sample};
use menshen::domain::chain::{
    Anchor, FirstLine, Hash, Line, Ownership, RecordedAt, Salt, Verifier, canonical,
};
use menshen::domain::evidence::Content;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn time(text: &str) -> RecordedAt {
    RecordedAt::parse(text).unwrap()
}

#[test]
fn the_first_line_is_the_one_of_the_format() {
    let first = FirstLine::new([0xAB; 16], time("2026-11-21T10:00:00+08:00"));
    let text = String::from_utf8(first.bytes()).unwrap();
    let start = "{\"created_at\":\"2026-11-21T10:00:00+08:00\",\"format\":\"menshen-evidence\",\
                 \"hash\":\"";
    assert!(text.starts_with(start), "{text}");
    assert!(text.ends_with("\",\"log_id\":\"abababababababababababababababab\",\"version\":1}\n"));
    let mut members: Map<String, Value> = serde_json::from_str(&text).unwrap();
    let hash = members.remove("hash").unwrap();
    let computed = Hash::of(&[&serde_json_canonicalizer::to_vec(&members).unwrap()]);
    assert_eq!(hash, json!(computed.to_string()));
}

#[test]
fn a_line_is_what_the_format_says() {
    let first = FirstLine::new([1; 16], time("2026-11-21T10:00:00+08:00"));
    let said = note("内容");
    let line = Line::open(
        &first.place(),
        time("2026-11-21T10:00:01+08:00"),
        &said.canonical(),
        &Salt([9; 32]),
    );
    let value: Value = serde_json::from_slice(&line.bytes).unwrap();
    let mut rewritten = serde_json_canonicalizer::to_vec(&value).unwrap();
    rewritten.push(b'\n');
    assert_eq!(rewritten, line.bytes);
    let commitment = Hash::of(&[&[9; 32], &said.canonical()]).to_string();
    assert_eq!(value["commitment"], json!(commitment));
    let header = json!({
        "commitment": commitment, "prev": first.hash.to_string(),
        "recorded_at": "2026-11-21T10:00:01+08:00", "seq": 1,
    });
    let hash = Hash::of(&[&serde_json_canonicalizer::to_vec(&header).unwrap()]);
    assert_eq!(line.place.hash, hash);
    assert_eq!(value["hash"], json!(hash.to_string()));
}

#[test]
fn the_hash_is_sha_256() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Hash::of(&[]).to_string(), empty);
    assert_eq!(Hash::of(&[b"a", b"bc"]), Hash::of(&[b"abc"]));
    assert_eq!(Hash::from_hex(empty), Some(Hash::of(&[])));
    assert_eq!(Hash::from_hex(&empty.to_uppercase()), None);
    assert_eq!(Hash::from_hex(&empty[1..]), None);
}

#[test]
fn a_time_has_one_form() {
    for bad in [
        "2026-11-21 10:00:00+08:00",
        "2026-11-21T10:00:00Z",
        "2026-11-21T10:00:00+0800",
        "2026-11-21T10:00+08:00",
        "2026-11-21T10:00:60+08:00",
        "2026-11-21T24:00:00+08:00",
        "2026-02-29T10:00:00+08:00",
        "0000-01-01T10:00:00+08:00",
        "２026-11-21T10:00:00+08:00",
        "",
    ] {
        assert_eq!(RecordedAt::parse(bad), None, "{bad}");
    }
    assert_eq!(RecordedAt::from_unix_seconds(i64::MAX), None);
    assert_eq!(RecordedAt::from_unix_seconds(-70_000_000_000), None);
    let leap = RecordedAt::parse("2028-02-29T23:59:59+08:00").unwrap();
    assert_eq!(leap.to_string(), "2028-02-29T23:59:59+08:00");
}

fn verified_with(bytes: &[u8], anchors: &[&str]) -> menshen::domain::chain::Verification {
    let anchors = anchors.iter().map(|a| a.parse().unwrap()).collect();
    let mut verifier = Verifier::new(Ownership::Own, anchors);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(line) => drop(verifier.line(line)),
            None => drop(verifier.tail(line)),
        }
    }
    verifier.finish()
}

#[test]
fn an_anchor_shows_a_cut_and_a_rewriting_that_the_chain_alone_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(sample(folder.path())).unwrap();
    let found = verified(&bytes);
    let log_id = found.log_id.clone().unwrap();
    let anchor = found.last.unwrap().anchor(&log_id).to_string();
    let sound = verified_with(&bytes, &[&anchor, &format!(" {anchor}\n")]);
    assert!(sound.ok);
    assert_eq!(notice_codes(&sound), ["anchored-through"]);

    let cut = bytes[..bytes.len() - 1]
        .iter()
        .rposition(|b| *b == b'\n')
        .unwrap()
        + 1;
    let without = verified(&bytes[..cut]);
    assert!(
        without.ok,
        "a cut between lines can't be seen without an anchor"
    );
    assert!(notice_codes(&without).contains(&"no-anchor"));
    let with = verified_with(&bytes[..cut], &[&anchor]);
    assert_eq!(
        codes(&with).iter().map(|c| c.1).collect::<Vec<_>>(),
        ["anchor-line-missing"]
    );

    let place = verified(&bytes[..cut]).last.unwrap();
    let other = Line::open(
        &place,
        time("2026-11-21T10:00:00+08:00"),
        &note("另写").canonical(),
        &Salt([0; 32]),
    );
    let rewritten = [&bytes[..cut], &other.bytes].concat();
    assert!(verified(&rewritten).ok);
    assert_eq!(
        codes(&verified_with(&rewritten, &[&anchor])),
        [(5, "anchor-mismatch")]
    );

    let foreign = anchor.replace(&log_id, &"0".repeat(32));
    assert_eq!(
        codes(&verified_with(&bytes, &[&foreign])),
        [(1, "anchor-other-log")]
    );
    let start = format!("menshen:1:{log_id}:0:{}", first_hash(&bytes));
    assert!(verified_with(&bytes, &[&start]).ok);
}

fn first_hash(bytes: &[u8]) -> String {
    let line = bytes.split(|b| *b == b'\n').next().unwrap();
    let first: Value = serde_json::from_slice(line).unwrap();
    first["hash"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_not_an_anchor_is_refused() {
    let id = "0".repeat(32);
    let hash = "1".repeat(64);
    assert!(format!("menshen:1:{id}:7:{hash}").parse::<Anchor>().is_ok());
    for bad in [
        String::new(),
        format!("menshen:2:{id}:7:{hash}"),
        format!("menshen:01:{id}:7:{hash}"),
        format!("menshen:1:{id}:07:{hash}"),
        format!("menshen:1:{id}:+7:{hash}"),
        format!("menshen:1:{id}:-1:{hash}"),
        format!("menshen:1:{id}x:7:{hash}"),
        format!("menshen:1:{id}:7:{}", "F".repeat(64)),
        format!("menshen:1:{id}:7:{hash}:"),
        format!("other:1:{id}:7:{hash}"),
    ] {
        assert!(bad.parse::<Anchor>().is_err(), "{bad}");
    }
}

#[test]
fn a_withheld_line_is_a_fault_in_an_own_log_only() {
    let path = super::vectors().join("damaged/withheld-line.jsonl");
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(codes(&verified(&bytes)), [(3, "withheld-in-own-log")]);
}

#[test]
fn nesting_has_an_end_and_what_may_be_recorded_stays_below_it() {
    let deep = |levels: usize| {
        let text = format!(
            "{{\"kind\":\"note\",\"occurred_at\":\"2026-11-20\",\"summary\":\"x\",\"z\":{}{}}}",
            "[".repeat(levels),
            "]".repeat(levels)
        );
        (
            Content::read(&text),
            canonical::scan(format!("{{\"a\":{{\"b\":{text}}}}}").as_bytes()).map(|_| ()),
        )
    };
    let (read, scanned) = deep(60);
    assert!(read.is_ok() && scanned.is_ok());
    let (read, scanned) = deep(70);
    assert!(
        read.unwrap_err()
            .iter()
            .all(|p| p.code == "nested-too-deep")
    );
    assert!(scanned.is_ok());
    assert_eq!(deep(200).1.unwrap_err().code, "nested-too-deep");
    assert!(canonical::scan("[".repeat(1_000_000).as_bytes()).is_err());
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-canonical::MAX_INTEGER..=canonical::MAX_INTEGER).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\\x00-\\x7f\"\\\\]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[\\x00-\\x7f]{0,4}", inner, 0..5)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_the_library_writes_is_canonical(value in any_value()) {
        let line = canonical::bytes(&json!({"a": value})).unwrap();
        prop_assert!(canonical::scan(&line).is_ok(), "{}", String::from_utf8_lossy(&line));
    }

    #[test]
    fn whatever_is_canonical_is_what_the_library_writes(value in any_value(), cut in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut line = canonical::bytes(&json!({"a": value, "b": {"c": "\u{1}x", "d": 10}})).unwrap();
        let at = cut.index(line.len());
        line[at] = with;
        if canonical::scan(&line).is_ok() {
            let read: Value = serde_json::from_slice(&line).unwrap();
            prop_assert_eq!(canonical::bytes(&read).unwrap(), line);
        }
    }

    #[test]
    fn any_bytes_are_verified_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!verified(&bytes).ok);
    }

    #[test]
    fn a_log_of_any_contents_holds(texts in prop::collection::vec(any::<String>(), 0..6)) {
        let now = RecordedAt::from_unix_seconds(NOW).unwrap();
        let first = FirstLine::new([3; 16], now);
        let (mut place, mut bytes) = (first.place(), first.bytes());
        for text in &texts {
            let said = content(json!({
                "kind": "note", "occurred_at": "2026-11-20", "summary": "x", "quote": text,
            }));
            let line = Line::open(&place, now, &said.canonical(), &Salt([5; 32]));
            place = line.place;
            bytes.extend_from_slice(&line.bytes);
        }
        let found = verified(&bytes);
        prop_assert!(found.ok, "{:?}", found.faults);
        prop_assert_eq!(found.entries, texts.len() as u64);
    }
}
