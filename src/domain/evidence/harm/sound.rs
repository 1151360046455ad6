//! Recordings whose length can be counted: AMR frame by frame, WAV from its head. Neither has a place
//! for anything unseen that recorders use.

use super::Found;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// Lengths of the frames of AMR in bytes without their head, by their type; 0 where there is none
/// of this type. RFC 4867, section 5.3.
const NARROW: [u64; 16] = [12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0];
const WIDE: [u64; 16] = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0];

/// The types without sound: lost, and nothing to send. They take a frame's time all the same.
const SILENT: [u8; 2] = [14, 15];

/// So many frames are a second.
const FRAMES: u64 = 50;

/// More parts than any recorder writes: the file is broken.
const MOST_PARTS: usize = 4096;

pub(super) fn of_amr<R: Read + Seek>(source: &mut R, media_type: &str) -> io::Result<Found> {
    let (mark, sizes) = match media_type {
        "audio/amr-wb" => ("#!AMR-WB\n", &WIDE),
        _ => ("#!AMR\n", &NARROW),
    };
    let mut reader = BufReader::new(source);
    let mut beginning = vec![0; mark.len()];
    let whole = reader.read_exact(&mut beginning).is_ok() && beginning == mark.as_bytes();
    if !whole {
        return Ok(Found::default());
    }
    let mut frames = 0;
    loop {
        let mut head = [0; 1];
        if reader.read(&mut head)? == 0 {
            break;
        }
        let [head] = head;
        let kind = (head >> 3) & 0x0F;
        let size = sizes.get(usize::from(kind)).copied().unwrap_or_default();
        if size == 0 && !SILENT.contains(&kind) {
            return Ok(Found::default());
        }
        let skipped = io::copy(&mut (&mut reader).take(size), &mut io::sink())?;
        if skipped < size {
            break;
        }
        frames += 1;
    }
    Ok(Found {
        seconds: Some(frames / FRAMES).filter(|_| frames > 0),
        ..Found::default()
    })
}

pub(super) fn of_wav<R: Read + Seek>(source: &mut R, length: u64) -> io::Result<Found> {
    let mut found = Found::default();
    let mut at = 12;
    let mut rate = None;
    for _ in 0..MOST_PARTS {
        if at + 8 > length {
            break;
        }
        source.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        source.read_exact(&mut head)?;
        let [letters @ .., a, b, c, d] = head;
        let size = u64::from(u32::from_le_bytes([a, b, c, d]));
        match &letters {
            b"fmt " if size >= 12 => {
                let mut shape = [0; 12];
                source.read_exact(&mut shape)?;
                let [.., a, b, c, d] = shape;
                rate = Some(u64::from(u32::from_le_bytes([a, b, c, d])));
            }
            b"data" => {
                // A recorder that was cut off left a length that isn't so.
                let there = size <= length - at - 8;
                let rate = rate.filter(|rate| *rate > 0 && there);
                found.seconds = rate.map(|rate| size / rate);
                return Ok(found);
            }
            _ => {}
        }
        // Each part begins at an even place.
        at += 8 + size + size % 2;
    }
    Ok(found)
}
