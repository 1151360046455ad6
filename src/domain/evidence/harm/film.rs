//! Recordings of the ISO family (mp4, m4a, mov, 3gp): boxes in boxes, each with its length and four
//! letters for what it holds.

use super::{Found, Harm, holds};
use std::io::{self, Read, Seek, SeekFrom};

/// More boxes side by side than any recorder writes: the file is broken.
const MOST_BOXES: usize = 4096;

/// What is kept beside the recording is short; longer ones hold pictures.
const MOST_BYTES: u64 = 1024 * 1024;

/// Names of values that say where it was made, and of those that say with what.
const PLACES: [&[u8]; 2] = [b"location.ISO6709", b"com.apple.quicktime.location"];
const DEVICES: [&[u8]; 4] = [
    b"com.apple.quicktime.model",
    b"com.apple.quicktime.make",
    b"com.android.model",
    b"com.android.manufacturer",
];

/// A box: its letters, and where its content begins and ends.
struct Part {
    letters: [u8; 4],
    from: u64,
    to: u64,
}

pub(super) fn found<R: Read + Seek>(source: &mut R, length: u64) -> io::Result<Found> {
    let mut found = Found::default();
    let (outer, whole) = parts(source, 0, length)?;
    let movie = outer.iter().find(|part| part.letters == *b"moov");
    let Some(movie) = movie else {
        return Ok(Found::unknown());
    };
    found.partly = !whole;
    let (inner, whole) = parts(source, movie.from, movie.to)?;
    found.partly |= !whole;
    for part in &inner {
        match &part.letters {
            b"mvhd" => found.seconds = seconds(&bytes(source, part)?),
            b"udta" => of_the_user(source, part, &mut found)?,
            b"meta" => by_name(&bytes(source, part)?, &mut found),
            _ => {}
        }
    }
    // Some telephones put it beside the recording, not inside.
    for part in outer.iter().filter(|part| part.letters == *b"meta") {
        by_name(&bytes(source, part)?, &mut found);
    }
    Ok(found)
}

fn of_the_user<R: Read + Seek>(source: &mut R, udta: &Part, found: &mut Found) -> io::Result<()> {
    let (parts, _) = parts(source, udta.from, udta.to)?;
    for part in &parts {
        match &part.letters {
            b"\xA9xyz" | b"loci" => found.add(Harm::Place, None),
            b"\xA9mak" | b"\xA9mod" => {
                let text = text(&bytes(source, part)?);
                found.add(Harm::Device, text);
            }
            b"\xA9aut" | b"auth" => found.add(Harm::Author, None),
            b"meta" => by_name(&bytes(source, part)?, found),
            _ => {}
        }
    }
    Ok(())
}

fn by_name(bytes: &[u8], found: &mut Found) {
    if PLACES.iter().any(|name| holds(bytes, name)) {
        found.add(Harm::Place, None);
    }
    if DEVICES.iter().any(|name| holds(bytes, name)) {
        found.add(Harm::Device, None);
    }
}

/// A short text: its length and its language before it.
fn text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes.get(4..)?).ok()?;
    Some(text.trim_matches('\0').to_owned())
}

/// The boxes between two places, and whether they fill them to the end.
fn parts<R: Read + Seek>(source: &mut R, from: u64, to: u64) -> io::Result<(Vec<Part>, bool)> {
    let mut parts = Vec::new();
    let mut at = from;
    while at + 8 <= to && parts.len() < MOST_BOXES {
        source.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        source.read_exact(&mut head)?;
        let [a, b, c, d, letters @ ..] = head;
        let short = u64::from(u32::from_be_bytes([a, b, c, d]));
        let (length, head) = match short {
            // To the end of the file.
            0 => (to - at, 8),
            1 if at + 16 <= to => {
                let mut long = [0; 8];
                source.read_exact(&mut long)?;
                (u64::from_be_bytes(long), 16)
            }
            other => (other, 8),
        };
        let end = at.checked_add(length).filter(|end| *end <= to);
        let Some(end) = end.filter(|_| length >= head) else {
            return Ok((parts, false));
        };
        parts.push(Part {
            letters,
            from: at + head,
            to: end,
        });
        at = end;
    }
    Ok((parts, at + 8 > to))
}

fn bytes<R: Read + Seek>(source: &mut R, part: &Part) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(part.from))?;
    let mut bytes = Vec::new();
    let most = (part.to - part.from).min(MOST_BYTES);
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whole seconds from the head of a recording; `None` where it was left open, as by a recorder that
/// writes as it goes.
fn seconds(head: &[u8]) -> Option<u64> {
    let four = |at: usize| {
        let bytes: [u8; 4] = head.get(at..at + 4)?.try_into().ok()?;
        Some(u64::from(u32::from_be_bytes(bytes)))
    };
    let eight = |at: usize| Some((four(at)? << 32) | four(at + 4)?);
    let (scale, length, open) = match head.first()? {
        0 => (four(12)?, four(16)?, u64::from(u32::MAX)),
        1 => (four(20)?, eight(24)?, u64::MAX),
        _ => return None,
    };
    let said = length != 0 && length != open;
    length.checked_div(scale).filter(|_| said)
}
