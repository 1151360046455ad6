//! What an entry costs the disk, counted at the kernel: one sync, and not a byte more than the entry.

use super::faults_injected::traced;
use crate::nothing_sent::traced::can_trace;
use crate::support::{Home, arg};

/// What a run did to files: the names of the syncs it asked for, and the bytes it wrote.
struct Traffic {
    syncs: Vec<String>,
    written: usize,
}

/// Calls after which bytes are safe on disk.
const SYNCS: [&str; 5] = [
    "fsync(",
    "fdatasync(",
    "sync(",
    "syncfs(",
    "sync_file_range(",
];

/// Calls that put bytes into a file.
const WRITES: [&str; 6] = [
    "write(",
    "pwrite64(",
    "writev(",
    "pwritev(",
    "pwritev2(",
    "sendfile(",
];

fn traffic(home: &Home, args: &[&str]) -> Traffic {
    let trace = home.beside("writes.txt");
    let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
    // Only calls on files in the home, by the paths behind their descriptors.
    let output = traced(home, &["-y", "-s0", "-o", arg(&trace)], &args);
    assert!(output.status.success(), "{output:?}");
    let kept = home.path().display().to_string();
    let (mut syncs, mut written) = (Vec::new(), 0);
    // A write another thread's call is told in between of: its count stands on the line that ends it.
    let mut under_way = std::collections::BTreeSet::new();
    let count = |call: &str| {
        let count = call.rsplit("= ").next().unwrap_or_default();
        count
            .trim()
            .parse::<usize>()
            .unwrap_or_else(|_| panic!("{call}"))
    };
    for line in std::fs::read_to_string(&trace).unwrap().lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let thread = line.split(' ').next().unwrap_or_default();
        let of_ours = call.contains(&format!("<{kept}"));
        if of_ours && SYNCS.iter().any(|sync| call.starts_with(sync)) {
            syncs.push(call.to_owned());
        }
        if of_ours && WRITES.iter().any(|write| call.starts_with(write)) {
            if call.ends_with("<unfinished ...>") {
                under_way.insert(thread);
            } else {
                written += count(call);
            }
        } else if call.starts_with("<... ") && call.contains("write") && under_way.remove(thread) {
            written += count(call);
        }
    }
    Traffic { syncs, written }
}

#[test]
fn an_entry_costs_one_sync_and_not_a_byte_more_than_itself() {
    if !can_trace() {
        eprintln!("CANNOT TRACE: strace is not here or not allowed. Syncs were NOT counted.");
        let log = Home::new();
        log.done(&["log", "add", "电话", "第一条"]);
        assert!(log.case("inbox").join("evidence.jsonl").exists());
        return;
    }
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&["log", "add", "电话", "第一条", "--when", "2026-11-20"]);
    let log = home.case("甲").join("evidence.jsonl");
    let length = || usize::try_from(std::fs::metadata(&log).unwrap().len()).unwrap();
    for round in 0..3 {
        let before = length();
        let found = traffic(
            &home,
            &["log", "add", "电话", "又一条", "--when", "2026-11-20"],
        );
        let entry = length() - before;
        assert!(entry > 300, "{entry}");
        assert_eq!(found.syncs.len(), 1, "{round}: {:?}", found.syncs);
        assert_eq!(found.written, entry, "{round}");
        eprintln!(
            "an entry: {} sync, {} bytes for {entry}",
            found.syncs.len(),
            found.written
        );
    }
    // A file is synced before the entry that names it: the copy, its name, then the entry.
    home.file("a.png", b"\x89PNG\r\n\x1a\n");
    traffic(
        &home,
        &["log", "add", "电话", "有附件", "--attach", "a.png"],
    );
    let before = length();
    let found = traffic(
        &home,
        &["log", "add", "电话", "有附件", "--attach", "a.png"],
    );
    assert_eq!(found.syncs.len(), 3, "{:?}", found.syncs);
    assert_eq!(found.written, length() - before + 8);
}
