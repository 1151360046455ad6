//! A log of any bytes is verified to a verdict, and what holds is a log to the byte.

use menshen::domain::chain::{Body, Outcome, Ownership, Verification, Verifier, check_line};
use menshen::domain::evidence::{Recorded, overlaid};

fn verified(bytes: &[u8], ownership: Ownership) -> Verification {
    let mut verifier = Verifier::new(ownership, Vec::new());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| *b == b'\n') {
        let _ = verifier.line(&rest[..at]);
        rest = &rest[at + 1..];
    }
    let _ = verifier.tail(rest);
    verifier.finish()
}

/// Panics where a log of these bytes is a counterexample.
pub fn holds(bytes: &[u8]) {
    let own = verified(bytes, Ownership::Own);
    let copy = verified(bytes, Ownership::Copy);
    for found in [&own, &copy] {
        assert_eq!(found.ok, found.result != Outcome::Fails);
        assert_eq!(found.ok, found.faults.is_empty());
        assert!(found.faults.is_sorted_by_key(|f| f.line));
        let lines = bytes.split(|b| *b == b'\n').count() as u64;
        assert!(found.entries < lines.max(1), "more entries than lines");
        assert!(found.faults.iter().all(|f| f.line >= 1 && f.line <= lines));
    }
    // What may stand in a case's own log may stand in a copy.
    assert!(copy.ok || !own.ok);
    if own.ok {
        assert!(own.log_id.is_some() && own.last.is_some());
        assert_eq!(own.last.map(|place| place.seq), Some(own.entries));
    }
    seen(bytes);
}

/// The entries of a damaged log are shown as far as they can be read.
fn seen(bytes: &[u8]) {
    let mut list = Vec::new();
    for line in bytes.split(|b| *b == b'\n').skip(1) {
        let header = check_line(line).value;
        let Some(seq) = header.seq else { continue };
        let content = match &header.body {
            Body::Open(text) => serde_json::from_str(text).ok(),
            Body::Sealed | Body::Withheld | Body::Unreadable => None,
        };
        list.push(Recorded {
            seq,
            recorded_at: header
                .recorded_at
                .map(|at| at.to_string())
                .unwrap_or_default(),
            hash: header.hash,
            content,
        });
    }
    let count = list.len();
    assert!(overlaid(list).len() <= count);
}
