//! Errors of the evidence log and its attachments that a call of the binary provokes.

use super::How;
use super::from_outside::run;
use crate::cli::disk::with_file_limit;
use crate::log::stamp::{vector, with_request};
use crate::support::{Home, Ran, arg};
use std::fs::File;

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "stamp-of-something-else",
        How::Run(|home| stamped(home, "something-else")),
    ),
    ("stamp-refused", How::Run(|home| stamped(home, "refused"))),
    (
        "stamp-to-another-request",
        How::Run(|home| stamped(home, "another-request")),
    ),
    (
        "stamp-anchor-fails",
        How::Run(|home| {
            with_request(home);
            let log = home.case("甲").join("evidence.jsonl");
            let text = std::fs::read_to_string(&log).unwrap();
            let first: String = text.split_inclusive('\n').take(1).collect();
            std::fs::write(&log, first).unwrap();
            let answer = vector("answer.tsr");
            run(home, &["log", "anchor", "--answer", arg(&answer)])
        }),
    ),
    (
        "conduct-no-rule",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            run(home, &["log", "conduct", "--rule", "no-such-rule"])
        }),
    ),
    (
        "conduct-no-loan",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            run(home, &["log", "conduct", "--loan", "A9"])
        }),
    ),
    (
        "stamp-needs-output",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            run(home, &["log", "anchor", "--request"])
        }),
    ),
    (
        "stamp-unreadable",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            let file = home.file("answer.tsr", "<html>404</html>");
            run(home, &["log", "anchor", "--answer", arg(&file)])
        }),
    ),
    (
        "anchor-kept-nowhere",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            run(home, &["log", "anchor", "--kept-at", " "])
        }),
    ),
    (
        "anchor-not-of-this-log",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            let line = format!("menshen:1:{}:1:{}", "0".repeat(32), "0".repeat(64));
            run(
                home,
                &["log", "anchor", "--kept-at", "x", "--anchor", &line],
            )
        }),
    ),
    (
        "attachment-changing",
        How::Run(|home| attach(home, "/proc/self/status")),
    ),
    (
        "attachment-disk-full",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let big = home.file("big.mp4", vec![7; 64 * 1024]);
            with_file_limit(
                home,
                8,
                &["log", "add", "电话", "x", "--attach", arg(&big), "--json"],
            )
        }),
    ),
    ("attachment-is-folder", How::Run(|home| attach(home, "."))),
    (
        "attachment-not-found",
        How::Run(|home| attach(home, "none.png")),
    ),
    (
        "attachment-not-regular",
        How::Run(|home| attach(home, "/dev/null")),
    ),
    (
        "attachment-unreadable",
        How::Run(|home| {
            let file = home.file("a.png", "x");
            attach(home, arg(&file.join("inside")))
        }),
    ),
    (
        "attachment-unwritable",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            std::fs::write(home.case("甲").join("attachments"), "in the way").unwrap();
            let file = home.file("a.png", "x");
            attach(home, arg(&file))
        }),
    ),
    (
        "log-attachment-absent",
        How::Run(|home| {
            let named = format!(
                "{{\"kind\":\"note\",\"occurred_at\":\"2026-11-20\",\"summary\":\"x\",\"attachments\":\
             [{{\"id\":\"{}\",\"name\":\"a\",\"sha256\":\"{}\",\"size\":1,\"media_type\":\"image/png\"}}]}}",
                "0".repeat(32),
                "0".repeat(64)
            );
            entry(home, &named)
        }),
    ),
    (
        "log-bad-anchor",
        How::Run(|home| run(home, &["log", "verify", "--anchor", "menshen:1:x"])),
    ),
    (
        "log-import-no-header",
        How::Run(|home| {
            let file = home.file("calls.csv", "2026-11-16 19:35,13812345678\n");
            run(home, &["log", "import", arg(&file)])
        }),
    ),
    (
        "log-import-stopped",
        How::Screen(crate::log::import::stopped),
    ),
    (
        "log-conduct-unknown",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            run(home, &["log", "amend", "1", "--conduct", "none"])
        }),
    ),
    (
        "log-bad-seq",
        How::Run(|home| run(home, &["log", "show", "abc"])),
    ),
    (
        "log-options-not-of-kind",
        How::Run(|home| run(home, &["log", "add", "电话", "x", "--people", "3"])),
    ),
    (
        "log-bad-when",
        How::Run(|home| run(home, &["log", "add", "电话", "x", "--when", "昨晚"])),
    ),
    (
        "log-busy",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            let path = home.case("inbox").join("evidence.lock");
            let lock = File::options().write(true).open(path).unwrap();
            lock.try_lock().unwrap();
            run(home, &["log", "add", "电话", "x"])
        }),
    ),
    (
        "log-clock",
        How::Run(|home| {
            let args = ["log", "add", "电话", "x", "--when", "2026-11-20", "--json"];
            let mut command = home.command(&args);
            command.env("MENSHEN_TEST_CLOCK", "0000-01-01T00:00:00+08:00");
            Ran::of(command, &args)
        }),
    ),
    (
        "log-disk-full",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            with_file_limit(home, 0, &["log", "add", "电话", "x", "--json"])
        }),
    ),
    ("log-entry-empty", How::Run(|home| entry(home, "\n"))),
    (
        "log-entry-rejected",
        How::Run(|home| entry(home, "{\"kind\":\"note\"}")),
    ),
    (
        "log-entry-unreadable",
        How::Run(|home| run(home, &["log", "add", "--entry", "none"])),
    ),
    (
        "log-kind-unknown",
        How::Run(|home| run(home, &["log", "add", "催收", "x"])),
    ),
    (
        "log-last-line-fails",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            let path = home.case("inbox").join("evidence.jsonl");
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(
                &path,
                text.replace("\"summary\":\"x\"", "\"summary\":\"y\""),
            )
            .unwrap();
            run(home, &["log", "add", "电话", "x"])
        }),
    ),
    (
        "log-missing",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["log", "verify"])
        }),
    ),
    (
        "log-newer",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let newer = include_str!("../../vectors/log/damaged/version-two.jsonl");
            std::fs::write(home.case("甲").join("evidence.jsonl"), newer).unwrap();
            run(home, &["log", "add", "电话", "x"])
        }),
    ),
    (
        "log-no-case",
        How::Run(|home| run(home, &["log", "verify"])),
    ),
    (
        "log-no-entry",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            run(home, &["log", "show", "9"])
        }),
    ),
    (
        "log-not-a-log",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            std::fs::write(home.case("甲").join("evidence.jsonl"), "x\n").unwrap();
            run(home, &["log", "add", "电话", "x"])
        }),
    ),
    (
        "log-nothing-to-amend",
        How::Run(|home| {
            entry(
                home,
                "{\"kind\":\"amendment\",\"amends\":9,\"summary\":\"x\"}",
            )
        }),
    ),
    (
        "log-unreadable",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            std::fs::create_dir(home.case("甲").join("evidence.jsonl")).unwrap();
            run(home, &["log", "list"])
        }),
    ),
    (
        "log-unwritable",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            std::fs::create_dir(home.case("甲").join("evidence.lock")).unwrap();
            run(home, &["log", "add", "电话", "x"])
        }),
    ),
];

fn entry(home: &Home, text: &str) -> Ran {
    let file = home.file("entry.json", text);
    run(home, &["log", "add", "--entry", arg(&file)])
}

fn attach(home: &Home, path: &str) -> Ran {
    run(home, &["log", "add", "电话", "x", "--attach", path])
}

/// An answer of a time-stamping service to a case that asked for another one.
fn stamped(home: &Home, answer: &str) -> Ran {
    with_request(home);
    let answer = vector(&format!("{answer}.tsr"));
    run(home, &["log", "anchor", "--answer", arg(&answer)])
}
