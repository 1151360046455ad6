//! What the fuzz targets kept, replayed: every corpus file once more through the property its target
//! searches counterexamples to. What they found stands among them as `found-…`.

mod properties;

use properties::{case, line, log, table, typed};
use std::path::{Path, PathBuf};

/// Together the corpora stay small enough to live beside the sources.
const MOST_BYTES: u64 = 200 * 1024;

fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let entries = std::fs::read_dir(folder.join(target)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "{target}: only {} files", files.len());
    files
}

fn replayed(target: &str, holds: fn(&[u8])) {
    let mut failed = Vec::new();
    for file in corpus(target) {
        let bytes = std::fs::read(&file).unwrap();
        if std::panic::catch_unwind(|| holds(&bytes)).is_err() {
            failed.push(file);
        }
    }
    assert_eq!(failed, Vec::<PathBuf>::new(), "{target}");
}

#[test]
fn logs_of_any_bytes_come_to_a_verdict() {
    replayed("log", log::holds);
}

#[test]
fn lines_of_any_bytes_have_one_spelling() {
    replayed("line", line::holds);
}

#[test]
fn case_files_of_any_bytes_are_read_or_refused() {
    replayed("case", case::holds);
}

#[test]
fn lines_typed_are_understood_the_same_way_twice() {
    replayed("typed", typed::holds);
}

#[test]
fn tables_of_any_bytes_are_used_or_named_line_by_line() {
    replayed("table", table::holds);
}

#[test]
fn the_corpora_are_small() {
    let targets = ["case", "line", "log", "table", "typed"];
    let files = targets.iter().flat_map(|target| corpus(target));
    let bytes: u64 = files.map(|f| std::fs::metadata(f).unwrap().len()).sum();
    assert!(bytes <= MOST_BYTES, "{bytes}");
}
