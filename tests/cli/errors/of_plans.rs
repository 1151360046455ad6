//! Errors of the ways, of what a bad month does, and of what a lender offers back.

use super::How;
use super::from_outside::run;
use crate::support::{Home, with_case};

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "plan-way-lacks",
        How::Run(|_| {
            let home = with_case("甲");
            run(&home, &["plan", "ways", "--way", "lump-sum"])
        }),
    ),
    (
        "plan-day-passed",
        How::Run(|_| {
            let home = with_case("甲");
            run(&home, &["plan", "ways", "--start", "2026-11-21"])
        }),
    ),
    (
        "plan-offer-no-loan",
        How::Run(|home: &Home| run(home, &["plan", "offer"])),
    ),
    (
        "plan-offer-none",
        How::Run(|_| {
            let home = with_case("甲");
            run(&home, &["plan", "offer", "--loan", "A1", "--show"])
        }),
    ),
];
