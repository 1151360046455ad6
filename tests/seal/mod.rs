//! Cases under a passphrase: nothing of them in the open, nothing lost, and openable by others' tools.

mod attacked;
mod commands;
mod door;
mod killed;
pub mod racing;
mod recovery;
mod terminal;

use crate::support::{Home, Ran, arg, contents, planted, set_mode};
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

/// A case 甲 with the planted words in everything a case can hold, sealed.
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
