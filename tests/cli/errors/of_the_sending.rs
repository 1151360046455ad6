//! Errors of what goes with a letter: its short versions, that it went out, calls about it.

use super::How;
use super::from_outside::run;
use crate::support::{Home, Ran, arg};

/// Runs a command of `letter` in a case with the letter C1 written, with these answers.
fn answered(home: &Home, call: &[&str], answers: &str) -> Ran {
    written(home);
    let file = home.file("answers.toml", answers);
    run(
        home,
        &[&["letter"], call, &["--answers", arg(&file)]].concat(),
    )
}

/// A case with the letter C1 about A1.
fn written(home: &Home) {
    home.done(&["case", "new", "甲"]);
    let loan = crate::support::loan(home);
    home.done(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
    let empty = home.file("c1.toml", "");
    home.done(&["letter", "C1", "--answers", arg(&empty)]);
}

const SENT: &str = "[sent]\non = \"2026-11-20\"\nchannel = \"app\"\n";
const CALL: &str = "[call]\nat = \"2026-11-21T19:30\"\ndirection = \"in\"\ngrade = \"memory\"\n";

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "letter-no-short",
        How::Run(|home| run(home, &["letter", "C9", "--format", "sms"])),
    ),
    (
        "letter-no-gloss",
        How::Run(|home| run(home, &["letter", "C1", "--format", "sms", "--gloss"])),
    ),
    (
        "letter-not-written",
        How::Run(|home| answered(home, &["sent", "C2"], SENT)),
    ),
    (
        "letter-not-sent",
        How::Run(|home| answered(home, &["replied", "C1"], "")),
    ),
    (
        "letter-which",
        How::Run(|home| {
            written(home);
            let second = crate::support::A1.replace("id = \"A1\"", "id = \"A7\"");
            let second = home.file("a7.toml", second);
            home.done(&["confirm", "--answers", arg(&second), "--case", "甲"]);
            let empty = home.file("c1.toml", "");
            home.done(&["letter", "C1", "--loan", "A7", "--answers", arg(&empty)]);
            run(home, &["letter", "sent", "C1"])
        }),
    ),
    (
        "letter-sent-order",
        How::Run(|home| {
            let early = format!("{SENT}follow_up = \"2026-11-01\"\n");
            answered(home, &["sent", "C1"], &early)
        }),
    ),
    (
        "letter-reply-order",
        How::Run(|home| {
            written(home);
            let sent = home.file("sent.toml", SENT);
            home.done(&["letter", "sent", "C1", "--answers", arg(&sent)]);
            let early = "[reply]\non = \"2026-11-19\"\nchannel = \"app\"\noutcome = \"other\"\nwords = \"收到\"\n";
            let early = home.file("early.toml", early);
            run(home, &["letter", "replied", "C1", "--answers", arg(&early)])
        }),
    ),
    (
        "letter-no-script",
        How::Run(|home| answered(home, &["call", "C9"], CALL)),
    ),
    (
        "call-reply-unknown",
        How::Run(|home| {
            let heard = format!("{CALL}heard = \"nonsense\"\n");
            answered(home, &["call"], &heard)
        }),
    ),
    (
        "tone-unreadable",
        How::Run(|home| run(home, &["letter", "tone", "没有这个文件.txt"])),
    ),
    (
        "tone-too-long",
        How::Run(|home| {
            let long = home.file("long.txt", "请核对。".repeat(9_000));
            run(home, &["letter", "tone", arg(&long)])
        }),
    ),
    (
        "tone-empty",
        How::Run(|home| run(home, &["letter", "tone"])),
    ),
];
