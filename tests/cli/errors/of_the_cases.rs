//! Errors of cases as a whole, of parcels and of consent.

use super::How;
use super::from_outside::run;
use crate::cases::consent::answers;
use crate::cases::parcels::{changed, exported, fitted, list, with_a_broken_log, with_a_file};
use crate::support::{Home, Ran, arg, planted};
use menshen::cli::Failure;
use menshen::domain::coded::{Kind, args};
use std::path::Path;

fn received(home: &Home, parcel: &Path) -> Ran {
    run(home, &["case", "receive", arg(parcel), "--as-name", "乙"])
}

fn agreed(home: &Home, changed: (&str, &str)) -> Ran {
    home.done(&["case", "new", "甲"]);
    let file = answers(home, changed);
    run(home, &["case", "consent", "--answers", arg(&file)])
}

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "case-is-link",
        How::Run(|home| {
            planted(home);
            let elsewhere = home.beside("elsewhere");
            std::fs::rename(home.case("甲"), &elsewhere).unwrap();
            crate::support::link(&elsewhere, home.case("甲"));
            let ran = run(home, &["case", "delete", "甲", "--yes", "甲"]);
            assert!(elsewhere.join("case.toml").exists());
            ran
        }),
    ),
    (
        "case-not-archived",
        How::Run(|home| {
            planted(home);
            run(home, &["case", "restore", "甲"])
        }),
    ),
    (
        "case-delete-name",
        How::Run(|home| {
            planted(home);
            run(home, &["case", "delete", "甲", "--yes", "乙"])
        }),
    ),
    (
        "case-delete-unasked",
        How::Run(|home| {
            planted(home);
            run(home, &["case", "delete", "甲"])
        }),
    ),
    (
        "parcel-not-one",
        How::Run(|home| {
            let file = home.file("a.zip", "not a zip");
            received(home, &file)
        }),
    ),
    (
        "parcel-changed",
        How::Run(|home| {
            let parcel = exported(home);
            let parcel = changed(home, &parcel, |m| m.retain(|(n, _)| n != "case/case.toml"));
            received(home, &parcel)
        }),
    ),
    (
        "parcel-unsafe",
        How::Run(|home| {
            let parcel = with_a_file(home, "../escaped");
            received(home, &parcel)
        }),
    ),
    (
        "parcel-too-large",
        How::Run(|home| {
            let parcel = exported(home);
            let parcel = changed(home, &parcel, |m| {
                list(m, |list| list["files"][0]["size"] = u64::MAX.into());
            });
            received(home, &parcel)
        }),
    ),
    (
        "parcel-log-fails",
        How::Run(|home| {
            let parcel = with_a_broken_log(home);
            received(home, &parcel)
        }),
    ),
    (
        "parcel-no-case",
        How::Run(|home| {
            let parcel = exported(home);
            let parcel = changed(home, &parcel, |m| {
                list(m, |list| list["sealed"] = true.into());
                fitted(m, "case.toml", b"x".to_vec());
            });
            received(home, &parcel)
        }),
    ),
    (
        "parcel-not-a-file",
        How::Run(|home| {
            planted(home);
            let link = home.case("甲").join("letters/link");
            crate::support::link("/etc/hostname", link);
            run(home, &["case", "export", "甲", "-o", "a.zip"])
        }),
    ),
    // A disk that gives back other bytes than it was given can't be had here.
    (
        "handover-unlike",
        How::Inside(|| {
            let args = args([("path", "/x/甲.age".to_owned())]);
            Failure::new("handover-unlike", Kind::Integrity, args)
        }),
    ),
    (
        "session-consent-needed",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["case", "session", "--answers", "none.toml"])
        }),
    ),
    (
        "consent-refused",
        How::Run(|home| agreed(home, ("agreed", "false"))),
    ),
    (
        "consent-day-passed",
        How::Run(|home| agreed(home, ("keep_until", "\"2026-11-20\""))),
    ),
    (
        "consent-none",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["case", "consent", "--withdraw"])
        }),
    ),
    (
        "note-blank",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["case", "note", " "])
        }),
    ),
];
