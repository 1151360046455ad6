//! The encoding of what is read and of the window: the program writes UTF-8.

use super::Context;
use crate::domain::coded::args;
use crate::domain::encoding::{Text, in_gb18030};
use crate::render::texts::Texts;
use crate::render::wrap::wrap;
use crate::terminal::DEFAULT_COLUMNS;
use std::io::Write;

impl Context {
    /// Says of a text that it wasn't in UTF-8, and as what it was read.
    pub fn note_encoding(&self, read: &Text) {
        if let Some(encoding) = read.foreign() {
            let encoding = args([("encoding", encoding.to_owned())]);
            self.note("context.read-as", encoding);
        }
    }
}

/// What the environment says of language and encoding: the first that is set and not empty counts,
/// as in POSIX.
pub fn locale() -> Option<String> {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
}

/// Does this locale name a Chinese encoding other than UTF-8? `zh_CN` alone is GB2312.
fn is_gb(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    let locale = locale.split('@').next().unwrap_or_default();
    match locale.split_once('.') {
        Some((_, charset)) => charset.starts_with("gb"),
        None => matches!(locale, "zh_cn" | "zh_sg"),
    }
}

/// Where the environment says that the window shows GB18030, says once on standard error, in those
/// bytes, that the program's words are UTF-8 and what to do. Nothing is converted: questions are
/// asked through a line editor that knows UTF-8 alone, and half a screen of garbled words is worse
/// than a sentence about it.
pub fn warn_of_window(texts: &Texts) {
    // Neither Windows nor macOS goes by these variables.
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return;
    }
    let Some(locale) = locale().filter(|locale| is_gb(locale)) else {
        return;
    };
    let said = texts.say("context.window-encoding", args([("locale", locale)]));
    let mut lines = wrap(&said, DEFAULT_COLUMNS, 0).join("\n");
    lines.push('\n');
    // Nothing can be done about a standard error that went away.
    let _ = std::io::stderr().write_all(&in_gb18030(&lines));
}
