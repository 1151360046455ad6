//! A long log is checked many lines at a time and on several processors: it comes to the same as line by
//! line, wherever the damage stands.

use super::import::long_list;
use crate::support::{Home, arg};
use menshen::domain::chain::{Ownership, Verification, Verifier};
use menshen::storage::log::verify_copy;

/// Entries of the log: three batches of a mebibyte and a part of one.
const ENTRIES: usize = 6_000;

/// The verdict with one line after the other.
fn one_by_one(bytes: &[u8]) -> Verification {
    let mut verifier = Verifier::new(Ownership::Copy, Vec::new());
    let end = bytes
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    for line in bytes[..end].split_inclusive(|b| *b == b'\n') {
        verifier.line(&line[..line.len() - 1]);
    }
    verifier.tail(&bytes[end..]);
    verifier.finish()
}

/// A log with this done to it.
type Damaged = (&'static str, fn(&mut Vec<u8>));

/// The middle of the line in which this byte stands.
fn within(bytes: &[u8], place: usize) -> usize {
    let from = bytes[..place].iter().rposition(|b| *b == b'\n').unwrap();
    from + 40
}

const DAMAGED: &[Damaged] = &[
    ("sound", |_| {}),
    ("one byte in the first batch", |log| {
        let at = within(log, 5_000);
        log[at] ^= 1;
    }),
    ("one byte about where two batches meet", |log| {
        let at = within(log, 1 << 20);
        log[at] ^= 1;
    }),
    ("one byte in the last line", |log| {
        let at = within(log, log.len() - 2);
        log[at] ^= 1;
    }),
    ("a line dropped in the second batch", |log| {
        let at = within(log, 1_500_000) - 40;
        let end = log[at + 1..].iter().position(|b| *b == b'\n').unwrap();
        log.drain(at..=at + end);
    }),
    ("a blank line", |log| {
        let at = within(log, 2_200_000) - 40;
        log.insert(at, b'\n');
    }),
    ("a byte order mark", |log| {
        log.splice(0..0, *b"\xEF\xBB\xBF");
    }),
    ("a torn tail", |log| {
        log.truncate(log.len() - 100);
    }),
    ("a last line without its line feed", |log| {
        log.pop();
    }),
    ("one line longer than a batch", |log| {
        log.extend_from_slice(&vec![b'x'; (1 << 20) + 7]);
        log.push(b'\n');
    }),
    ("a tail longer than a batch", |log| {
        log.extend_from_slice(&vec![b'x'; (1 << 20) + 7]);
    }),
];

#[test]
fn a_long_log_in_batches_comes_to_the_same_as_line_by_line() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let list = long_list(&home, ENTRIES);
    let answers = home.file(
        "import.toml",
        "[import]\nnumbers = \"all\"\nowner = \"unknown\"\nstore = true\n",
    );
    home.done(&["log", "import", arg(&list), "--answers", arg(&answers)]);
    let sound = std::fs::read(home.case("甲").join("evidence.jsonl")).unwrap();
    assert!(sound.len() > 3 << 20, "{}", sound.len());
    for (what, damage) in DAMAGED {
        let mut bytes = sound.clone();
        damage(&mut bytes);
        let file = home.file("copy.jsonl", &bytes);
        let found = verify_copy(&file, Vec::new()).unwrap();
        let expected = one_by_one(&bytes);
        assert_eq!(
            found.ok,
            *what == "sound" || what.contains("without its"),
            "{what}"
        );
        assert_eq!(found, expected, "{what}");
        assert!(found.entries >= 5_999, "{what}: {}", found.entries);
    }
}
