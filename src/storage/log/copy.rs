//! A copy of a log for somebody else, with the bodies of some lines taken out.

use super::LogError;
use super::read::each_line;
use crate::domain::chain::{Flaw, check_line, withheld};
use std::collections::BTreeSet;
use std::path::Path;

/// The bytes of such a copy; the log itself is only read. Every hash is as it was.
///
/// # Errors
/// The log can't be read, or a line to be taken out of doesn't verify.
pub fn withheld_copy(path: &Path, out: &BTreeSet<u64>) -> Result<Vec<u8>, LogError> {
    let mut copy = Vec::new();
    let mut wrong: Option<Flaw> = None;
    each_line(path, |line, number, _| {
        let seq = (number > 1).then(|| check_line(line).value.seq).flatten();
        if seq.is_some_and(|seq| out.contains(&seq)) {
            match withheld(line) {
                Ok(bytes) => copy.extend_from_slice(&bytes),
                Err(flaws) => wrong = wrong.take().or(flaws.into_iter().next()),
            }
        } else {
            copy.extend_from_slice(line);
        }
        copy.push(b'\n');
    })?;
    match wrong {
        None => Ok(copy),
        Some(flaw) => Err(LogError::NotALog {
            path: path.into(),
            flaw,
        }),
    }
}
