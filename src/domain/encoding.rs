//! Bytes as text. A Chinese Windows saves and pipes GB18030 where others use UTF-8: what is read as
//! the wrong one is another text, and would be stored as if it had been written.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// A text with the name of the encoding it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding's name: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `GB18030`.
    pub encoding: &'static str,
}

impl Text {
    /// The encoding's name where it is worth saying: all but UTF-8.
    pub fn foreign(&self) -> Option<&'static str> {
        (self.encoding != UTF_8.name()).then_some(self.encoding)
    }
}

/// Reads bytes as UTF-8, UTF-16 with its mark, or GB18030, of which every GBK and GB2312 text is one.
/// `None` where they are no text of these.
pub fn decoded(bytes: &[u8]) -> Option<Text> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..)?),
        None if is_utf8(bytes) => (UTF_8, bytes),
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

/// Are these bytes a text in GB18030 and none in UTF-8? For files that have to be UTF-8: a refusal
/// names what they are.
pub fn is_gb18030(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_none()
        && decoded(bytes).is_some_and(|text| text.encoding == "GB18030")
}

/// A text in the bytes of GB18030, for a window that shows no other.
pub fn in_gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// UTF-8, and not Chinese words in GB18030 that happen to be valid UTF-8 too: 小 is the same two
/// bytes as a Cyrillic letter.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.is_ascii() || !is_chinese_misread(text))
}

/// Is everything beyond ASCII from alphabets nobody writes here, in bytes that are a Chinese
/// character of GB2312 each? Latin letters of Western Europe and the Arabic of Uyghur names are left
/// as they are.
fn is_chinese_misread(text: &str) -> bool {
    let mut place = [0; 4];
    let mut beyond = text.chars().filter(|c| !c.is_ascii());
    beyond.all(|c| {
        matches!(
            c.encode_utf8(&mut place).as_bytes(),
            [0xc4..=0xd7 | 0xdc..=0xdf, 0xa1..=0xbf]
        )
    })
}
