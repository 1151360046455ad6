//! Finding the end of a log without reading the rest of it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// How much is read first, backwards from the end: two lines of the usual length and more. Each memory page
/// touched costs a short-lived program more than the reading does.
const FIRST_BLOCK: u64 = 4 * 1024;

/// How many times as much is read each time that wasn't enough.
const GROWTH: u64 = 4;

/// The last bytes of a log.
#[derive(Debug)]
pub(super) struct Tail {
    /// The line before the last whole one, without its LF; empty if there is none.
    pub before_last: Vec<u8>,
    /// The last line ended by an LF, without it; empty if there is none.
    pub last: Vec<u8>,
    /// Does a line stand before `before_last`, so that `before_last` isn't the first?
    pub before_last_is_first: bool,
    /// Is `last` the first line of the file?
    pub last_is_first: bool,
    /// What stands after the last LF.
    pub rest: Vec<u8>,
    /// The offset at which `rest` begins.
    pub rest_at: u64,
}

/// Reads the end of a log: two whole lines and whatever follows them.
pub(super) fn read(file: &mut File) -> io::Result<Tail> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut start = length;
    let mut bytes: Vec<u8> = Vec::new();
    let mut feeds = 0;
    let mut reach = FIRST_BLOCK;
    // Three LFs: one after each of the two lines, and one before them.
    while start > 0 && feeds < 3 {
        let size = reach.min(start);
        reach = reach.saturating_mul(GROWTH);
        start -= size;
        let mut block = vec![0; usize::try_from(size).map_err(io::Error::other)?];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut block)?;
        feeds += block.iter().filter(|b| **b == b'\n').count();
        block.extend_from_slice(&bytes);
        bytes = block;
    }
    let (whole, rest) = match bytes.iter().rposition(|b| *b == b'\n') {
        Some(at) => (&bytes[..at], bytes[at + 1..].to_vec()),
        None => (&[][..], bytes.clone()),
    };
    let rest_at = length - rest.len() as u64;
    let mut lines = whole.rsplit(|b| *b == b'\n');
    let last = lines.next().unwrap_or_default().to_vec();
    let before_last = lines.next();
    let third = lines.next();
    Ok(Tail {
        last_is_first: start == 0 && before_last.is_none(),
        before_last_is_first: start == 0 && third.is_none(),
        before_last: before_last.unwrap_or_default().to_vec(),
        last,
        rest,
        rest_at,
    })
}
