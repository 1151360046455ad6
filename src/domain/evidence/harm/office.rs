//! Office files (docx, xlsx, pptx): who wrote and saved them, comments, changes kept, and what the
//! pictures in them carry along.

use super::{Found, Harm, examined, holds, position};
use std::io::{self, Cursor, Read, Seek};
use zip::ZipArchive;

/// Of a larger part the rest isn't looked at.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Unpacked, all parts together: a file made to grow without end isn't followed.
const MOST_IN_ALL: u64 = 128 * 1024 * 1024;

/// Parts more than any letter has: the rest isn't looked at.
const MOST_PARTS: usize = 2000;

/// The elements that name a person or an employer.
const NAMES: [&str; 4] = ["dc:creator", "cp:lastModifiedBy", "Company", "Manager"];

/// What programs write where nobody is named.
const NOBODY: [&str; 2] = ["unknown", "Un-named"];

pub(super) fn found<R: Read + Seek>(source: &mut R) -> io::Result<Found> {
    let Ok(mut packed) = ZipArchive::new(source) else {
        return Ok(Found::unknown());
    };
    let mut found = Found {
        partly: packed.len() > MOST_PARTS,
        ..Found::default()
    };
    let mut left = MOST_IN_ALL;
    for place in 0..packed.len().min(MOST_PARTS) {
        let Ok(part) = packed.by_index(place) else {
            // Locked with a password, or broken.
            found.partly = true;
            continue;
        };
        let name = part.name().to_owned();
        let wanted = name.starts_with("docProps/")
            || name.contains("/media/")
            || name.ends_with("comments.xml")
            || name == "word/document.xml";
        if !wanted {
            continue;
        }
        let mut bytes = Vec::new();
        let most = MOST_BYTES.min(left);
        let Ok(read) = part.take(most).read_to_end(&mut bytes) else {
            found.partly = true;
            continue;
        };
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        found.partly |= read == most;
        left = left.saturating_sub(read);
        add(&name, bytes, &mut found);
    }
    Ok(found)
}

fn add(name: &str, bytes: Vec<u8>, found: &mut Found) {
    if name.contains("/media/") {
        if let Ok(picture) = examined(Cursor::new(bytes)) {
            for carried in picture.carried {
                found.add(carried.what, carried.detail);
            }
        }
        return;
    }
    for element in NAMES {
        if let Some(text) = text_of(&bytes, element) {
            found.add(Harm::Author, Some(text));
        }
    }
    if name.ends_with("comments.xml") && holds(&bytes, b"<w:comment ") {
        found.add(Harm::Comments, None);
    }
    if holds(&bytes, b"<w:ins ") || holds(&bytes, b"<w:del ") {
        found.add(Harm::Revisions, None);
    }
}

/// The text of the first element of this name.
fn text_of(bytes: &[u8], element: &str) -> Option<String> {
    let open = format!("<{element}>");
    let after = bytes.get(position(bytes, open.as_bytes())? + open.len()..)?;
    let text = after.get(..position(after, b"<")?)?;
    let text = String::from_utf8_lossy(text).into_owned();
    let named = !text.trim().is_empty() && !NOBODY.contains(&text.trim());
    Some(text).filter(|_| named)
}
