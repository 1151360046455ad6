//! The bytes of a table as text: which encoding, and what is no text at all.

use crate::domain::encoding::{Text, decoded};

/// How spreadsheets, old and new, and PDF files begin.
const NO_TEXT: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF"];

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// A spreadsheet or a PDF file.
    OtherFormat,
    /// In an encoding that isn't read.
    Encoding,
}

/// Reads the bytes of a table as UTF-8, UTF-16 with its mark, or GB18030.
///
/// # Errors
/// They are a spreadsheet or PDF, or in another encoding.
pub fn table_text(bytes: &[u8]) -> Result<Text, NotText> {
    if NO_TEXT.iter().any(|start| bytes.starts_with(start)) {
        return Err(NotText::OtherFormat);
    }
    decoded(bytes).ok_or(NotText::Encoding)
}
