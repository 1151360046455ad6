//! SHA-256 values and the one way they are written: lower-case hex digits.

use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 value, written as 64 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of these parts one after the other.
    pub fn of(parts: &[&[u8]]) -> Hash {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Hash::finished(hasher)
    }

    /// The hash of what was fed to a hasher piece by piece.
    pub fn finished(hasher: Sha256) -> Hash {
        Hash(hasher.finalize().into())
    }

    /// Its 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hex digits; `None` for anything else.
    pub fn from_hex(digits: &str) -> Option<Hash> {
        let mut bytes = [0_u8; 32];
        from_lower_hex(digits, &mut bytes).then_some(Hash(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lower_hex(&self.0))
    }
}

/// Bytes as lower-case hex digits.
pub fn lower_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [b >> 4, b & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

/// Is the text exactly this many lower-case hex digits?
pub fn is_lower_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| NIBBLES[usize::from(b)] < 16)
}

/// Reads lower-case hex digits into the whole of `out`; false where the text doesn't fit it.
pub(super) fn from_lower_hex(digits: &str, out: &mut [u8]) -> bool {
    let pairs = digits.as_bytes().as_chunks::<2>();
    if !pairs.1.is_empty() || pairs.0.len() != out.len() {
        return false;
    }
    // One test at the end instead of one at each digit: a line has hundreds of them.
    let mut seen = 0;
    for (place, [high, low]) in out.iter_mut().zip(pairs.0) {
        let (high, low) = (NIBBLES[usize::from(*high)], NIBBLES[usize::from(*low)]);
        seen |= high | low;
        *place = high << 4 | low & 15;
    }
    seen < 16
}

/// The value of each byte as a digit, 255 where it is none.
static NIBBLES: [u8; 256] = {
    let mut values = [255; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    values
};
