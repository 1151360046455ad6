//! The gallery: every error as a person meets it, made from the table's own examples.
//!
//! `MENSHEN_WRITE_GALLERY=1 cargo test -- gallery` writes it anew.

use super::{How, says, table};
use crate::support::{Home, TEXTS};
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;

const WRITE: &str = "MENSHEN_WRITE_GALLERY";

fn place() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cli/errors/GALLERY.md")
}

/// What leads to an error and what is said of it; the home's own path, another every time, left out.
fn section(code: &str, how: How) -> String {
    let home = Home::new();
    let (call, said) = match how {
        How::Run(run) => {
            let ran = run(&home);
            (ran.call(), in_words(code, &ran.json()["error"]))
        }
        How::Screen(show) => {
            let screen = show(&home);
            let from = screen.rfind("没有办成").unwrap_or(0);
            (String::new(), screen[from..].trim_end().to_owned())
        }
        How::Inside(fail) => (String::new(), in_words(code, &fail().json(&TEXTS)["error"])),
    };
    let folder = home.beside("");
    let folder = folder.to_string_lossy();
    let without = |text: &str| {
        let text = text.replace(folder.trim_end_matches('/'), "…");
        without_homes(&text).replace(env!("CARGO_MANIFEST_DIR"), ".")
    };
    let mut out = format!("## {code}\n\n");
    if !call.is_empty() {
        let call = without(&call).replace(" --json", "");
        let _ = writeln!(out, "`{}`\n", call.replace('\n', " "));
    }
    let _ = writeln!(out, "```text\n{}\n```\n", without(&said));
    out
}

/// Without the names of other temporary homes an example made for itself.
fn without_homes(text: &str) -> String {
    /// What `tempfile` puts behind its dot and word.
    const RANDOM: usize = 6;
    let mark = std::env::temp_dir().join(".tmp");
    let mut parts = text.split(mark.to_str().unwrap());
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push('…');
        out.extend(part.chars().skip(RANDOM));
    }
    out
}

/// An error's message and remedy, unbroken.
fn in_words(code: &str, error: &Value) -> String {
    let args = error["args"].as_object().unwrap();
    let args = args
        .iter()
        .filter_map(|(name, value)| Some((name, value.as_str()?)));
    let message = TEXTS.say(&format!("errors.{code}.message"), args);
    let remedy = error["hints"][0].as_str().unwrap();
    format!("没有办成：{message}\n怎么办：{remedy}")
}

#[test]
fn the_gallery_shows_every_error_in_its_words_of_today() {
    let table = table();
    if std::env::var_os(WRITE).is_some() {
        let mut page = String::from(
            "# Every error\n\nWritten by a test from the examples that provoke each (`gallery.rs`); not by hand.\n\n",
        );
        for (code, how) in &table {
            page.push_str(&section(code, *how));
        }
        std::fs::write(place(), page.trim_end().to_owned() + "\n").unwrap();
    }
    let page = std::fs::read_to_string(place()).unwrap();
    let sections: Vec<(&str, &str)> = page
        .split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .collect();
    let shown: Vec<&str> = sections.iter().map(|(code, _)| *code).collect();
    let known: Vec<&str> = table.keys().copied().collect();
    assert_eq!(shown, known, "write it anew with {WRITE}=1");
    for (code, words) in sections {
        assert!(says(words, code), "{code}: write it anew with {WRITE}=1");
    }
}
