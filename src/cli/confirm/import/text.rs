//! The bytes of a table as text: which encoding, and what is no text at all.

use super::super::super::Failure;
use crate::domain::coded::{Kind, args};
use crate::domain::import::MOST_BYTES;
use encoding_rs::{Encoding, GB18030};
use std::io::Read;
use std::path::Path;

/// How spreadsheets, old and new, and PDF files begin.
const NO_TEXT: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF"];

/// A file's text with the name of its encoding.
pub struct Text {
    /// The text.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
}

/// Reads a file as UTF-8, UTF-16 with its mark, or GB18030.
///
/// # Errors
/// It can't be read, is too large, is a spreadsheet or PDF, or is in another encoding.
pub fn text_of(path: &Path) -> Result<Text, Failure> {
    let shown = path.display().to_string();
    let failed = |code: &str| Failure::new(code, Kind::Usage, args([("path", shown.clone())]));
    let unreadable = |e: std::io::Error| {
        let args = args([("path", shown.clone()), ("reason", e.to_string())]);
        Failure::new("import-unreadable", Kind::Usage, args)
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        let most = (MOST_BYTES / 1024 / 1024).to_string();
        let args = args([("path", shown), ("most", most)]);
        return Err(Failure::new("import-too-large", Kind::Usage, args));
    }
    if NO_TEXT.iter().any(|start| bytes.starts_with(start)) {
        return Err(failed("import-not-csv"));
    }
    decoded(&bytes).ok_or_else(|| failed("import-encoding"))
}

fn decoded(bytes: &[u8]) -> Option<Text> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..)?),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, bytes),
        // Every GBK and GB2312 text is one of GB18030 too.
        None => (GB18030, bytes),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(body)?;
    // Zeros are what is left of a wider encoding without its mark.
    (!text.contains('\0')).then(|| Text {
        text: text.into_owned(),
        encoding: match encoding.name() {
            "gb18030" => "GB18030",
            name => name,
        },
    })
}
