//! What the interviews start from.

use crate::support::{Home, with_case};

/// A case with nothing in it, and two files beside the home.
pub fn empty() -> Home {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.file("录音1.amr", b"#!AMR\n\x04");
    home.file("照片2.jpg", b"\xff\xd8\xff");
    home
}

/// A case with a loan and a plan.
pub fn stored() -> Home {
    with_case("甲")
}

/// A case with one entry in its log.
pub fn logged() -> Home {
    let home = empty();
    let when = "2026-11-20T22:47+08:00";
    home.done(&[
        "log",
        "add",
        "电话",
        "来电约三分钟，要求当晚还款，否则第二天到单位去。",
        "--when",
        when,
    ]);
    home
}
