//! Cases under a passphrase: nothing of them in the open, nothing lost, and openable by others' tools.

mod attacked;
mod commands;
mod door;
mod killed;
pub mod racing;
mod recovery;
mod terminal;

use crate::support::{Home, Ran, arg, contents, loan, set_mode};
use std::path::{Path, PathBuf};

/// Long enough, with a blank and Chinese in it, as people choose them.
pub const PASSPHRASE: &str = "马 电池 订书钉 correct";

/// Words planted in a case: a name, an identity number, a telephone number, what happened, a file's
/// name and what is in it, where an anchor was put.
pub const PLANTED: [&str; 7] = [
    "甲某某",
    "410105199001011234",
    "13812345678",
    "要求当晚还款",
    "门口合影",
    "planted words of a photo",
    "妈妈的手机",
];

/// A file beside the home that only its owner can read.
pub fn private_file(home: &Home, name: &str, text: &str) -> PathBuf {
    let path = home.file(name, text);
    set_mode(&path, 0o600);
    path
}

/// The passphrase as a file beside the home.
pub fn passphrase(home: &Home) -> PathBuf {
    private_file(home, "passphrase", &format!("{PASSPHRASE}\n"))
}

/// A run with the passphrase.
pub fn with(home: &Home, args: &[&str]) -> Ran {
    let file = passphrase(home);
    home.run(&[args, &["--passphrase-file", arg(&file)]].concat())
}

/// A case 甲 with the planted words in everything a case can hold, in the open.
pub fn planted(home: &Home) {
    home.done(&["case", "new", "甲"]);
    let loan = loan(home);
    home.done(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
    home.done(&["case", "set", "borrower.name", "甲某某"]);
    home.done(&["case", "set", "borrower.phone", "13812345678"]);
    let photo = home.file("门口合影.jpg", "planted words of a photo");
    home.done(&[
        "log",
        "add",
        "电话",
        "22:47 来电，要求当晚还款，念了 410105199001011234",
        "--when",
        "2026-10-18T22:47+08:00",
        "--phone",
        "13812345678",
        "--attach",
        arg(&photo),
    ]);
    home.done(&["log", "anchor", "--kept-at", "妈妈的手机"]);
    home.done(&[
        "log",
        "anchor",
        "--request",
        "-o",
        arg(&home.beside("a.tsq")),
    ]);
    let answers = home.file("c1.toml", "[borrower]\nname = \"甲某某\"\n");
    home.done(&["letter", "C1", "--answers", arg(&answers)]);
    // As an interview leaves it.
    let draft = home.case("甲").join("drafts/log-add.json");
    std::fs::create_dir_all(draft.parent().unwrap()).unwrap();
    std::fs::write(
        &draft,
        r#"{"format":"menshen-draft","version":1,"flow":"log-add","answers":[{"id":"summary","value":{"given":"要求当晚还款"}}]}"#,
    )
    .unwrap();
}

/// The same, sealed.
pub fn sealed(home: &Home) {
    planted(home);
    let ran = with(home, &["case", "seal"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// The planted words that can be read in a folder, in names or in bytes, and where.
pub fn readable(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in contents(folder) {
        let shown = path.strip_prefix(folder).unwrap().display().to_string();
        for words in PLANTED {
            let inside = bytes.windows(words.len()).any(|w| w == words.as_bytes());
            if inside || shown.contains(words) {
                found.push(format!("{words} in {shown}"));
            }
        }
    }
    found
}

/// Is anything left of a change under way?
pub fn is_settled(case: &Path) -> bool {
    !case.join(".menshen-change").exists()
        && contents(case).keys().all(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            !name.starts_with(".menshen-")
        })
}
