//! The bytes of a table as text: which encoding, and what is no text at all.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// How spreadsheets, old and new, and PDF files begin.
const NO_TEXT: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF"];

/// A file's text with the name of its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// A spreadsheet or a PDF file.
    OtherFormat,
    /// In an encoding that isn't read.
    Encoding,
}

impl Text {
    /// Reads bytes as UTF-8, UTF-16 with its mark, or GB18030.
    ///
    /// # Errors
    /// They are a spreadsheet or PDF, or in another encoding.
    pub fn of(bytes: &[u8]) -> Result<Text, NotText> {
        if NO_TEXT.iter().any(|start| bytes.starts_with(start)) {
            return Err(NotText::OtherFormat);
        }
        decoded(bytes).ok_or(NotText::Encoding)
    }
}

fn decoded(bytes: &[u8]) -> Option<Text> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..)?),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
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
