//! Reading a log: its entries, and its verification together with the attachments beside it.

use super::sealed::Opener;
use super::{FILE_NAME, LogError};
use crate::domain::chain::{
    Anchor, Body, Header, Ownership, Verification, Verifier, check_first, check_line,
};
use crate::domain::evidence::{Recorded, attachments_in};
use crate::storage::attachments::{AttachmentCheck, Shelf};
use crate::storage::beside::{Kept, copies_beside};
use crate::storage::lock::{Lock, PATIENCE};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Every entry of a log, as far as it can be read, whether or not it verifies.
///
/// # Errors
/// The file can't be read.
pub fn entries(path: &Path) -> Result<Vec<Recorded>, LogError> {
    let mut found: Vec<Recorded> = Vec::new();
    let opener = Opener::beside(path);
    each_line(path, |bytes, number, _| {
        if number == 1 {
            return;
        }
        let bytes = opener.open(bytes);
        let header = check_line(&bytes).value;
        let Some(seq) = header.seq else {
            return;
        };
        found.push(Recorded {
            seq,
            recorded_at: header
                .recorded_at
                .map(|t| t.to_string())
                .unwrap_or_default(),
            hash: header.hash,
            content: content_of(&header),
        });
    })?;
    Ok(found)
}

/// Does the log end in a write that was cut short? The entries before it are whole; the next one
/// added moves those bytes aside.
///
/// # Errors
/// The file can't be read.
pub fn is_torn(path: &Path) -> Result<bool, LogError> {
    let failed = |e| LogError::reading(path, &e);
    let mut file = File::open(path).map_err(failed)?;
    let tail = super::tail::read(&mut file).map_err(failed)?;
    let holds = if tail.rest_at == 0 {
        check_first(&tail.rest).holds()
    } else {
        check_line(&tail.rest).holds()
    };
    Ok(!tail.rest.is_empty() && !holds)
}

/// Verifies a case's own log and its attachments.
///
/// # Errors
/// The log can't be read; what doesn't verify is in the result.
pub fn verify_case(folder: &Path, anchors: Vec<Anchor>) -> Result<Verification, LogError> {
    // Half a line that another program is just writing isn't damage. Where the lock can't be had
    // (a read-only disk, a program that hangs) nothing is being written either, or not finished.
    let _lock = Lock::take(folder, PATIENCE).ok();
    verify(&folder.join(FILE_NAME), Ownership::Own, anchors)
}

/// Verifies a log handed over, and the attachments in the folder beside it, if that came along.
///
/// # Errors
/// The log can't be read; what doesn't verify is in the result.
pub fn verify_copy(file: &Path, anchors: Vec<Anchor>) -> Result<Verification, LogError> {
    verify(file, Ownership::Copy, anchors)
}

fn verify(
    path: &Path,
    ownership: Ownership,
    anchors: Vec<Anchor>,
) -> Result<Verification, LogError> {
    let mut verifier = Verifier::new(ownership, anchors);
    let mut shelf = Shelf::beside(path);
    let absent_in_copy = ownership == Ownership::Copy && !shelf.exists();
    let mut named = 0_u64;
    let mut all_looked_into = true;
    let opener = Opener::beside(path);
    each_line(path, |bytes, _, whole| {
        let header = if whole {
            verifier.line(bytes)
        } else {
            verifier.tail(bytes)
        };
        let Some(header) = header else {
            return;
        };
        let content = match &header.body {
            // Most entries name no attachment and need not be read for it. In the one spelling
            // content has, a member's name stands as it is.
            Body::Open(content) if !content.contains("\"attachments\":") => return,
            Body::Sealed => content_of_sealed(bytes, &opener, &mut verifier),
            _ => content_of(&header),
        };
        all_looked_into &= content.is_some();
        let content = content.unwrap_or_default();
        let attachments = attachments_in(&content);
        // What isn't named in full can't be compared with anything.
        let listed = content.get("attachments");
        if listed.is_some_and(|l| l.as_array().map(Vec::len) != Some(attachments.len())) {
            verifier.add_fault("attachments-form", "body.content.attachments");
        }
        for attachment in attachments {
            named += 1;
            if absent_in_copy {
                continue;
            }
            match shelf.check(&attachment) {
                AttachmentCheck::Same => {}
                AttachmentCheck::Wrong(code) => verifier.add_fault(code, attachment.id),
            }
        }
    })?;
    if absent_in_copy && named > 0 {
        verifier.left_unchecked();
        verifier.add_notice("attachments-not-here", named.to_string());
    }
    if ownership == Ownership::Own
        && let Some(folder) = path.parent()
    {
        for copy in copies_beside(folder) {
            match copy.of {
                Kept::Case => verifier.add_notice("case-copy-beside", copy.name),
                Kept::Log => verifier.add_notice("log-copy-beside", copy.name),
            }
        }
    }
    if !opener.has_key()
        && let Some(count) = shelf.sealed_count()
    {
        verifier.add_notice("sealed-attachments", count.to_string());
    }
    if all_looked_into {
        for name in shelf.left_over() {
            verifier.add_notice("attachment-left-over", name);
        }
    }
    Ok(verifier.finish())
}

/// What a sealed body holds, checked as an open one is. `None` where it can't be opened.
fn content_of_sealed(
    line: &[u8],
    opener: &Opener,
    verifier: &mut Verifier,
) -> Option<Map<String, Value>> {
    let opened = match opener.opened(line)? {
        Ok(opened) => opened,
        Err(_) => {
            verifier.add_fault("sealed-body-unreadable", "body.sealed");
            return None;
        }
    };
    verifier.sealed_body_checked();
    let checked = check_line(&opened);
    for flaw in checked.flaws {
        verifier.add_fault(flaw.code, flaw.detail);
    }
    content_of(&checked.value)
}

fn content_of(header: &Header<'_>) -> Option<Map<String, Value>> {
    match &header.body {
        Body::Open(content) => serde_json::from_str(content).ok(),
        Body::Sealed | Body::Withheld | Body::Unreadable => None,
    }
}

/// Hands over every line without its LF, its number from 1, and whether it had one.
pub(super) fn each_line(
    path: &Path,
    mut take: impl FnMut(&[u8], u64, bool),
) -> Result<(), LogError> {
    let failed = |e| LogError::reading(path, &e);
    let mut reader = BufReader::with_capacity(256 * 1024, File::open(path).map_err(failed)?);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            return Ok(());
        }
        number += 1;
        let whole = line.last() == Some(&b'\n');
        if whole {
            line.pop();
        }
        take(&line, number, whole);
    }
}
