//! Errors of papers for somebody else, and of a copy of the log.

use super::How;
use super::from_outside::run;
use crate::report::{answered, complaint, with_entries_in};
use crate::support::{Home, Ran, arg};

/// A complaint to this channel, with these answers about who has the matter and who was asked.
fn complained(home: &Home, to: &str, handled: &str, asked: bool) -> Ran {
    with_entries_in(home);
    let file = answered(home, handled, asked);
    complaint(home, to, &file, &[])
}

/// A copy of the log with these arguments.
fn copied(home: &Home, more: &[&str]) -> Ran {
    with_entries_in(home);
    run(home, &[&["log", "withhold"], more].concat())
}

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "report-channel-needed",
        How::Run(|home| run(home, &["report", "complaint"])),
    ),
    (
        "report-channel-unknown",
        How::Run(|home| run(home, &["report", "filed", "--to", "12363"])),
    ),
    (
        "report-lender-first",
        How::Run(|home| complained(home, "12378", "nobody", false)),
    ),
    (
        "report-in-court",
        How::Run(|home| complained(home, "lender-desk", "court-same", true)),
    ),
    (
        "report-elsewhere",
        How::Run(|home| complained(home, "lender-desk", "elsewhere", true)),
    ),
    (
        "report-court-recorded",
        How::Run(|home| {
            with_entries_in(home);
            home.done(&["due", "add", "payment-order", "--on", "2026-11-18"]);
            let file = answered(home, "nobody", true);
            complaint(home, "lender-desk", &file, &[])
        }),
    ),
    (
        "withhold-nothing-named",
        How::Run(|home| copied(home, &["-o", "copy.jsonl"])),
    ),
    (
        "report-nothing-new",
        How::Run(|home| {
            with_entries_in(home);
            home.done(&["report", "filed", "--to", "12345", "--on", "2026-11-20"]);
            let file = answered(home, "nobody", true);
            complaint(home, "12378", &file, &[])
        }),
    ),
    (
        "report-folder-foreign",
        How::Run(|home| {
            with_entries_in(home);
            let file = answered(home, "nobody", true);
            let ran = complaint(home, "lender-desk", &file, &[]);
            let folder = ran.json()["folder"].as_str().unwrap().to_owned();
            std::fs::write(format!("{folder}/x"), "x").unwrap();
            complaint(home, "lender-desk", &file, &["--force"])
        }),
    ),
    (
        "report-exhibit-changed",
        How::Inside(|| {
            use menshen::storage::bundle::BundleError;
            BundleError::Changed("attachments/x".into()).into()
        }),
    ),
    (
        "report-no-entries",
        How::Run(|home| run(home, &["report", "timeline"])),
    ),
    (
        "report-output-format",
        How::Run(|home| {
            let path = home.beside("x.pdf");
            run(home, &["report", "summary", "-o", arg(&path)])
        }),
    ),
    (
        "log-bad-numbers",
        How::Run(|home| copied(home, &["三", "-o", "copy.jsonl"])),
    ),
    (
        "withhold-needs-output",
        How::Run(|home| copied(home, &["1"])),
    ),
    (
        "withhold-no-such-entry",
        How::Run(|home| copied(home, &["9", "-o", "copy.jsonl"])),
    ),
    (
        "withhold-attachment-fails",
        How::Run(|home| {
            with_entries_in(home);
            let kept = home.case("甲").join("attachments");
            for file in std::fs::read_dir(kept).unwrap() {
                std::fs::write(file.unwrap().path(), "换过了").unwrap();
            }
            run(home, &["log", "withhold", "3", "-o", "copy.jsonl"])
        }),
    ),
    (
        "withhold-log-fails",
        How::Run(|home| {
            with_entries_in(home);
            let log = home.case("甲").join("evidence.jsonl");
            let text = std::fs::read_to_string(&log).unwrap();
            std::fs::write(&log, text.replace("私事", "公事")).unwrap();
            run(home, &["log", "withhold", "1", "-o", "copy.jsonl"])
        }),
    ),
];
