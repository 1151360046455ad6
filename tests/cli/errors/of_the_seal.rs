//! Errors of sealed cases and of cases handed over.

use super::How;
use super::from_outside::run;
use crate::cases::handed_over::{handed_and_kept, handed_halfway, key};
use crate::seal::{passphrase, sealed};
use crate::support::{Home, Ran, arg, planted, set_mode};
use menshen::cli::Failure;
use menshen::storage::vault::VaultError;
use std::path::{Path, PathBuf};

fn with(home: &Home, args: &[&str]) -> Ran {
    let file = passphrase(home);
    run(home, &[args, &["--passphrase-file", arg(&file)]].concat())
}

fn handed(home: &Home) -> PathBuf {
    planted(home);
    let (_, public) = key(home);
    let path = home.beside("甲.age");
    let to = ["--to", &public, "--person", "小周", "-o", arg(&path)];
    home.done(&[&["case", "handover", "甲"][..], &to].concat());
    path
}

fn received(home: &Home, parcel: &Path) -> Ran {
    run(home, &["case", "receive", arg(parcel), "--as-name", "乙"])
}

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "log-sealed-meanwhile",
        How::Run(crate::seal::racing::added_while_sealed),
    ),
    (
        "case-shut",
        How::Run(|home| {
            sealed(home);
            run(home, &["case", "show"])
        }),
    ),
    (
        "passphrase-wrong",
        How::Run(|home| {
            sealed(home);
            let other = crate::seal::private_file(home, "other", "another passphrase\n");
            run(home, &["case", "show", "--passphrase-file", arg(&other)])
        }),
    ),
    (
        "passphrase-short",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let short = crate::seal::private_file(home, "short", "1234567\n");
            run(home, &["case", "seal", "--passphrase-file", arg(&short)])
        }),
    ),
    (
        "passphrase-file-unusable",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["case", "seal", "--passphrase-file", "nowhere"])
        }),
    ),
    (
        "passphrase-file-open",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let file = passphrase(home);
            set_mode(&file, 0o640);
            run(home, &["case", "seal", "--passphrase-file", arg(&file)])
        }),
    ),
    (
        "recipient-unreadable",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            with(home, &["case", "seal", "--recipient", "age1nonsense"])
        }),
    ),
    (
        "case-sealed-already",
        How::Run(|home| {
            sealed(home);
            with(home, &["case", "seal"])
        }),
    ),
    (
        "case-not-sealed",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            with(home, &["case", "unseal"])
        }),
    ),
    (
        "sealed-damaged",
        How::Run(|home| {
            sealed(home);
            let file = home.case("甲").join("case.toml.age");
            let mut bytes = std::fs::read(&file).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            std::fs::write(&file, bytes).unwrap();
            with(home, &["case", "show"])
        }),
    ),
    (
        "sealed-key-costly",
        How::Run(|home| {
            sealed(home);
            // 2^30 rounds: hours. The header is read before any work is done.
            let file = home.case("甲").join("case.key.age");
            let bytes = std::fs::read(&file).unwrap();
            let at = bytes.windows(4).position(|w| w == b" 17\n").unwrap();
            let costly = [&bytes[..at], b" 30\n", &bytes[at + 4..]].concat();
            std::fs::write(&file, costly).unwrap();
            with(home, &["case", "show"])
        }),
    ),
    (
        "sealed-public-swapped",
        How::Run(|home| {
            sealed(home);
            let other = age::x25519::Identity::generate().to_public();
            std::fs::write(home.case("甲").join("case.pub"), format!("{other}\n")).unwrap();
            with(home, &["case", "show"])
        }),
    ),
    (
        "seal-log-line",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            home.done(&["log", "add", "电话", "第一条", "--when", "2026-11-20"]);
            let log = home.case("甲").join("evidence.jsonl");
            let text = std::fs::read_to_string(&log).unwrap();
            std::fs::write(&log, text + "not a line\n").unwrap();
            with(home, &["case", "seal"])
        }),
    ),
    (
        "seal-not-a-file",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let link = home.case("甲").join("link");
            crate::support::link("/etc/hostname", link);
            with(home, &["case", "seal"])
        }),
    ),
    (
        "sealed-needs-output",
        How::Run(|home| {
            crate::support::loan(home);
            home.done(&["case", "new", "甲"]);
            home.done(&["confirm", "--answers", "a1.toml", "--case", "甲"]);
            with(home, &["case", "seal"]);
            let answers = home.file("c1.toml", "[borrower]\nname = \"甲某\"\n");
            with(home, &["letter", "C1", "--answers", arg(&answers)])
        }),
    ),
    (
        "seal-not-built",
        How::Inside(|| Failure::from(VaultError::NotBuilt)),
    ),
    (
        "parcel-encrypted",
        How::Run(|home| {
            let path = handed(home);
            received(home, &path)
        }),
    ),
    (
        "parcel-no-key",
        How::Run(|home| {
            let path = handed(home);
            let none = home.file("none.txt", "nothing\n");
            let with = ["case", "receive", arg(&path), "--key-file", arg(&none)];
            run(home, &with)
        }),
    ),
    (
        "parcel-other-key",
        How::Run(|home| {
            let path = handed(home);
            let other = home.beside("other.txt");
            home.done(&["case", "receive", "--new-key", arg(&other)]);
            let with = ["case", "receive", arg(&path), "--key-file", arg(&other)];
            run(home, &with)
        }),
    ),
    (
        "handover-sealed",
        How::Run(|home| {
            sealed(home);
            let (_, public) = key(home);
            let to = ["case", "handover", "甲", "--to", &public, "--person", "x"];
            run(home, &to)
        }),
    ),
    ("handover-unfinished", How::Run(handed_halfway)),
    (
        "handover-not-removed",
        How::Screen(|home| {
            let mut terminal = handed_and_kept(home);
            assert_eq!(terminal.end(), 2);
            terminal.screen()
        }),
    ),
];
