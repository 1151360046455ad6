//! Is a text standard base64 with padding, in the one way a given file is written?

/// The base64 of `age-encryption.org/v1`, with which every age file begins: 21 bytes, so it ends on
/// a whole group of four characters.
const AGE_FILE_BEGINNING: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx";

/// Is this the standard, padded base64 of an age file? What is inside can't be told without the key.
pub(super) fn is_age_file(text: &str) -> bool {
    text.starts_with(AGE_FILE_BEGINNING) && is_canonical(text)
}

/// Standard alphabet, whole groups of four, and no bits set where the last group has none to carry:
/// otherwise two texts would stand for the same bytes.
fn is_canonical(text: &str) -> bool {
    if !text.len().is_multiple_of(4) {
        return false;
    }
    let digits = text
        .strip_suffix("==")
        .or_else(|| text.strip_suffix('='))
        .unwrap_or(text);
    let unused_bits = match text.len() - digits.len() {
        0 => 0,
        1 => 0b11,
        _ => 0b1111,
    };
    let mut last = 0;
    for byte in digits.bytes() {
        match value(byte) {
            Some(v) => last = v,
            None => return false,
        }
    }
    last & unused_bits == 0
}

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
