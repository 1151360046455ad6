//! Errors of recording days and of what follows from them.

use super::How;
use super::from_outside::run;

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "due-kind-unknown",
        How::Run(|home| run(home, &["due", "add", "胡说", "--on", "2026-11-01"])),
    ),
    (
        "due-bad-day",
        How::Run(|home| run(home, &["due", "add", "支付令", "--on", "说不清"])),
    ),
    (
        "due-day-ahead",
        How::Run(|home| run(home, &["due", "add", "支付令", "--on", "2026-11-22"])),
    ),
    (
        "due-no-such-date",
        How::Run(|home| run(home, &["due", "done", "D9"])),
    ),
    (
        "due-not-recorded-here",
        How::Run(|home| {
            home.done(&["log", "add", "投诉", "交了投诉", "--when", "2026-11-01"]);
            run(home, &["due", "change", "E1", "--on", "2026-11-02"])
        }),
    ),
];
