//! Papers for somebody else.

mod bundle;
mod contacts;
mod disk;
mod gates;
mod pages;
mod twice;
mod withhold;

use crate::support::{A1, Home, Ran, arg};
use std::path::PathBuf;

/// Numbers nobody else may see whole.
pub const IDENTITY: &str = "11010519491231002X";
pub const PHONE: &str = "13812345678";
pub const CALLER: &str = "13912345678";
pub const CARD: &str = "6222021234567890123";
pub const CARD_IN_FOURS: &str = "6222 0212 3456 7890 123";

/// Answers for a complaint; `{}` stands for whether somebody has the matter and whether the lender was
/// asked.
fn answers(handled: &str, complained: bool) -> String {
    format!(
        "entries = \"1,2\"\n[gate]\nhandled = \"{handled}\"\n[fact]\ncomplained = {complained}\n\
         carrier = \"本人手机，号码{PHONE}\"\n[own]\nwords = \"十月起电话很多。打我{PHONE}，影响了工作。\"\n\
         [borrower]\nname = \"李某\"\nphone = \"{PHONE}\"\nid_number = \"{IDENTITY}\"\n"
    )
}

/// The file of such answers.
pub fn answered(home: &Home, handled: &str, complained: bool) -> PathBuf {
    home.file("complaint.toml", answers(handled, complained))
}

/// A case with the loan A1 and three entries: a call with a file, a message with numbers, and one of
/// something else.
pub fn with_entries() -> Home {
    let home = Home::new();
    with_entries_in(&home);
    home
}

/// The same in this home.
pub fn with_entries_in(home: &Home) {
    home.done(&["case", "new", "甲"]);
    let loan = home.file("a1.toml", A1);
    home.done(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
    let file = home.file("20261018_224700.txt", "夜里来电的通话记录\n");
    home.done(&[
        "log",
        "add",
        "电话",
        "夜里来电，要求当晚还款",
        "--when",
        "2026-10-18T22:47+08:00",
        "--loan",
        "A1",
        "--attach",
        arg(&file),
    ]);
    let words = format!("用{CALLER}发短信，提到卡号{CARD_IN_FOURS}和{CARD}，身份证{IDENTITY}");
    home.done(&[
        "log",
        "add",
        "短信",
        &words,
        "--when",
        "2026-11-01T21:10+08:00",
        "--loan",
        "A1",
        "--phone",
        CALLER,
    ]);
    home.done(&[
        "log",
        "add",
        "备注",
        "和家里商量了一件私事",
        "--when",
        "2026-11-02T21:10+08:00",
    ]);
}

/// A complaint to this channel with these answers.
pub fn complaint(home: &Home, to: &str, file: &std::path::Path, more: &[&str]) -> Ran {
    let call = ["report", "complaint", "--to", to, "--answers", arg(file)];
    home.run(&[&call, more, &["--json"]].concat())
}
