//! A line has one spelling, and whatever content is accepted makes a line that verifies.

use menshen::domain::chain::{
    Body, FirstLine, Line, Ownership, RecordedAt, Salt, Verifier, canonical, check_first,
    check_line, json,
};
use menshen::domain::evidence::Content;

/// Panics where these bytes, as a line or as content, are a counterexample.
pub fn holds(bytes: &[u8]) {
    spelled_one_way(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        assert!(!check_line(bytes).holds() && !check_first(bytes).holds());
        return;
    };
    if let Ok((value, flaws)) = json::read(text)
        && flaws.is_empty()
        && value.is_object()
    {
        let written = canonical::bytes(&value).expect("a value read can be written");
        canonical::scan(&written).expect("what the library writes is canonical");
    }
    if let Ok(content) = Content::read(text) {
        recorded(&content);
    }
}

/// Bytes that pass are exactly what the JSON library writes for what they say.
fn spelled_one_way(bytes: &[u8]) {
    if canonical::scan(bytes).is_ok() {
        let value: serde_json::Value = serde_json::from_slice(bytes).expect("canonical is JSON");
        assert_eq!(canonical::bytes(&value).as_deref(), Some(bytes));
    }
    let _ = check_line(bytes);
    let _ = check_first(bytes);
}

fn recorded(content: &Content) {
    let now = RecordedAt::from_unix_seconds(1_795_226_400).expect("a time in range");
    let first = FirstLine::new([7; 16], now);
    let line = Line::open(&first.place(), now, &content.canonical(), &Salt([9; 32]));
    let bytes = line.bytes.strip_suffix(b"\n").expect("a line ends in LF");
    assert!(!bytes.contains(&b'\n'), "one entry, one line");
    let mut verifier = Verifier::new(Ownership::Own, Vec::new());
    let _ = verifier.line(
        first
            .bytes()
            .strip_suffix(b"\n")
            .expect("so does the first"),
    );
    let header = verifier.line(bytes).expect("an entry");
    let Body::Open(kept) = &header.body else {
        panic!("the body is open");
    };
    assert_eq!(kept.as_bytes(), content.canonical());
    let again = Content::read(kept).expect("what was accepted is accepted again");
    assert_eq!(again.canonical(), content.canonical());
    let found = verifier.finish();
    assert!(found.ok, "{:?}", found.faults);
}
