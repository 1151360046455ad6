//! Reading a log: its entries, and its verification together with the attachments beside it.

use super::sealed::Opener;
use super::{FILE_NAME, LogError};
use crate::domain::chain::{
    Anchor, Body, Checked, Header, Ownership, Verification, Verifier, check_first, check_line,
};
use crate::domain::evidence::{Recorded, attachments_in};
use crate::storage::attachments::{AttachmentCheck, Shelf};
use crate::storage::beside::{Kept, copies_beside};
use crate::storage::lock::{Lock, PATIENCE};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;

/// Bytes of lines that are checked together; a longer line stands in a batch of its own.
const BATCH: usize = 1 << 20;

/// Fewer lines than this are checked sooner than another thread is begun.
const WORTH_A_THREAD: usize = 256;

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
    let shelf = Shelf::beside(path);
    let mut contents = Contents {
        absent_in_copy: ownership == Ownership::Copy && !shelf.exists(),
        shelf,
        opener: Opener::beside(path),
        named: 0,
        all_looked_into: true,
    };
    let tail = in_batches(path, |lines| {
        for (bytes, checked) in lines.iter().zip(checked_together(lines)) {
            if let Some(header) = verifier.checked_line(bytes, checked) {
                contents.look_into(&mut verifier, bytes, &header);
            }
        }
    })?;
    if let Some(header) = verifier.tail(&tail) {
        contents.look_into(&mut verifier, &tail, &header);
    }
    let Contents {
        shelf,
        opener,
        absent_in_copy,
        named,
        all_looked_into,
    } = contents;
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

/// What the entries of a log hold, followed to the files they name.
struct Contents {
    shelf: Shelf,
    opener: Opener,
    /// Is this a copy that came without its attachments?
    absent_in_copy: bool,
    /// How many attachments were named.
    named: u64,
    /// Could every content be read?
    all_looked_into: bool,
}

impl Contents {
    fn look_into(&mut self, verifier: &mut Verifier, bytes: &[u8], header: &Header<'_>) {
        let content = match &header.body {
            // Most entries name no attachment and need not be read for it. In the one spelling
            // content has, a member's name stands as it is.
            Body::Open(content) if !content.contains("\"attachments\":") => return,
            Body::Sealed => content_of_sealed(bytes, &self.opener, verifier),
            _ => content_of(header),
        };
        self.all_looked_into &= content.is_some();
        let content = content.unwrap_or_default();
        let attachments = attachments_in(&content);
        // What isn't named in full can't be compared with anything.
        let listed = content.get("attachments");
        if listed.is_some_and(|l| l.as_array().map(Vec::len) != Some(attachments.len())) {
            verifier.add_fault("attachments-form", "body.content.attachments");
        }
        for attachment in attachments {
            self.named += 1;
            if self.absent_in_copy {
                continue;
            }
            match self.shelf.check(&attachment) {
                AttachmentCheck::Same => {}
                AttachmentCheck::Wrong(code) => verifier.add_fault(code, attachment.id),
            }
        }
    }
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

/// Hands over whole lines without their LF, many at a time; gives what stands after the last LF.
fn in_batches(path: &Path, mut take: impl FnMut(&[&[u8]])) -> Result<Vec<u8>, LogError> {
    let failed = |e| LogError::reading(path, &e);
    let mut reader = BufReader::with_capacity(256 * 1024, File::open(path).map_err(failed)?);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let mut feeds = Vec::new();
        while bytes.len() < BATCH && reader.read_until(b'\n', &mut bytes).map_err(failed)? > 0 {
            if bytes.last() == Some(&b'\n') {
                feeds.push(bytes.len() - 1);
            }
        }
        let mut rest = 0;
        let mut lines: Vec<&[u8]> = Vec::with_capacity(feeds.len());
        for feed in feeds {
            lines.extend(bytes.get(rest..feed));
            rest = feed + 1;
        }
        if !lines.is_empty() {
            take(&lines);
        }
        // A line without its LF is the last of the file, however much stood before it.
        if bytes.len() < BATCH || rest < bytes.len() {
            return Ok(bytes.split_off(rest));
        }
    }
}

/// Checks each line by itself, on every processor there is: nothing in that depends on another line.
fn checked_together<'a>(lines: &[&'a [u8]]) -> Vec<Checked<Header<'a>>> {
    let check = |lines: &[&'a [u8]]| lines.iter().map(|line| check_line(line)).collect();
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    let workers = processors.min(lines.len() / WORTH_A_THREAD).max(1);
    let mut pieces = lines.chunks(lines.len().div_ceil(workers).max(1));
    let own = pieces.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let others: Vec<_> = pieces
            .map(|piece| scope.spawn(move || check(piece)))
            .collect();
        let mut checked: Vec<_> = check(own);
        for other in others {
            let other: Vec<_> = other.join().unwrap_or_else(|panic| resume_unwind(panic));
            checked.extend(other);
        }
        checked
    })
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
