//! PDF files: who made them, and paths on that computer, as far as they aren't packed.

use super::{Found, Harm, holds, position};
use std::io::{self, Read, Seek};

/// Of a larger file the rest isn't looked at.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// What a path on somebody's computer begins with. In a PDF's own strings a backslash is doubled.
const PATHS: [&[u8]; 5] = [
    b"file:///",
    b":\\Users\\",
    b":\\\\Users\\\\",
    b"/Users/",
    b"/home/",
];

/// Signs of parts that are packed, locked or pictures of their own: what stands in them isn't seen.
const CLOSED: [&[u8]; 3] = [b"/ObjStm", b"/Encrypt", b"/DCTDecode"];

pub(super) fn found<R: Read + Seek>(source: &mut R) -> io::Result<Found> {
    let mut found = Found::default();
    let mut bytes = Vec::new();
    source.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let longer = u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES;
    found.partly = longer || CLOSED.iter().any(|sign| holds(&bytes, sign));
    for author in [in_string(&bytes), in_markup(&bytes)].into_iter().flatten() {
        found.add(Harm::Author, Some(author));
    }
    if PATHS.iter().any(|path| holds(&bytes, path)) {
        found.add(Harm::Path, None);
    }
    Ok(found)
}

/// `/Author (…)` or `/Author <FEFF…>`.
fn in_string(bytes: &[u8]) -> Option<String> {
    let after = bytes.get(position(bytes, b"/Author")? + b"/Author".len()..)?;
    let after = after.trim_ascii_start();
    let raw = match after.first()? {
        b'(' => literal(after.get(1..)?),
        b'<' => figures(after.get(1..)?)?,
        _ => return None,
    };
    Some(decoded(&raw)).filter(|text| !text.trim().is_empty())
}

/// The bytes up to the bracket that closes, what a backslash takes its meaning from undone.
fn literal(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut depth = 0_u32;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => match rest.next() {
                Some(first @ b'0'..=b'7') => {
                    let mut value = u32::from(first - b'0');
                    for _ in 0..2 {
                        match rest.next_if(|b| (b'0'..=b'7').contains(b)) {
                            Some(next) => value = value * 8 + u32::from(next - b'0'),
                            None => break,
                        }
                    }
                    out.extend(u8::try_from(value & 0xFF));
                }
                Some(other) => out.push(other),
                None => break,
            },
            b'(' => {
                depth += 1;
                out.push(byte);
            }
            b')' if depth == 0 => break,
            b')' => {
                depth -= 1;
                out.push(byte);
            }
            other => out.push(other),
        }
    }
    out
}

fn figures(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = bytes.iter().position(|b| *b == b'>')?;
    let digits: Vec<u8> = bytes
        .get(..end)?
        .iter()
        .copied()
        .filter(u8::is_ascii_hexdigit)
        .collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn decoded(raw: &[u8]) -> String {
    match raw.strip_prefix(b"\xFE\xFF") {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |unit, b| unit << 8 | u16::from(*b)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(raw).into_owned(),
    }
}

/// The first name in `<dc:creator>`.
fn in_markup(bytes: &[u8]) -> Option<String> {
    let after = bytes.get(position(bytes, b"<dc:creator>")?..)?;
    let from = position(after, b"<rdf:li>")? + b"<rdf:li>".len();
    let name = after.get(from..)?;
    let name = name.get(..position(name, b"<")?)?;
    let text = String::from_utf8_lossy(name).into_owned();
    Some(text).filter(|text| !text.trim().is_empty())
}
