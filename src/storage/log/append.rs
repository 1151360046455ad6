//! Adding entries at the end of a log.

use super::tail::{self, Tail};
use super::{Log, LogError, Surroundings};
use crate::domain::chain::{self, FirstLine, Flaw, Line, Place, RecordedAt, Salt};
use crate::domain::evidence::Content;
use crate::storage::attachments::is_there;
use crate::storage::files::{create_whole, private_options, replace_whole, sync_folder};
use crate::storage::lock::{Lock, NotLocked};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The longest first line worth reading; ours has about 200 bytes.
const FIRST_LINE_LIMIT: u64 = 4096;

/// One entry that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where the log stands after it.
    pub place: Place,
}

/// What was added, all of it on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Which log.
    pub log_id: String,
    /// The entries, in order.
    pub entries: Vec<Written>,
    /// The log was begun by this.
    pub begun: bool,
    /// Where the bytes of a write cut short earlier were moved to, untouched.
    pub torn_moved_to: Option<PathBuf>,
    /// The machine's clock shows an earlier time than the line before.
    pub clock_stepped_back: bool,
    /// The log didn't verify at its end, and adding was asked for all the same.
    pub joined_to_damage: Vec<Flaw>,
}

impl Log {
    /// Adds entries at the end and returns once they are on disk: one sync for all of them. A log
    /// that doesn't exist is begun first. With `force`, adds even to a log whose last line fails.
    ///
    /// # Errors
    /// Nothing was added. (After a crash in the middle, a leading part of many entries may stand.)
    pub fn append(
        &self,
        contents: &[Content],
        force: bool,
        around: &mut Surroundings<'_>,
    ) -> Result<Appended, LogError> {
        let path = self.path();
        let _lock = Lock::take(&self.folder, self.patience).map_err(|e| match e {
            NotLocked::Busy => LogError::Busy(path.clone()),
            NotLocked::Failed(e) => LogError::writing(&path, &e),
        })?;
        self.check_attachments(contents)?;
        let torn_beginning = self.move_torn_beginning(around)?;
        let begun = !self.exists() || torn_beginning.is_some();
        if begun {
            self.begin(torn_beginning.is_some(), around)?;
        }
        let mut file = open(&path)?;
        let first = read_first(&mut file, &path)?;
        let end = self.find_end(&mut file, &first, force, around)?;
        self.check_amendments(contents, &end.place)?;
        let (mut lines, clock_stepped_back) = lines(contents, end.place, around)?;
        self.seal(&mut lines)?;
        let mut bytes = end.before_next.clone();
        for line in &lines {
            bytes.extend_from_slice(&line.bytes);
        }
        write_whole(&mut file, end.at, &bytes).map_err(|e| LogError::writing(&path, &e))?;
        Ok(Appended {
            log_id: first.log_id,
            entries: lines
                .into_iter()
                .map(|line| Written { place: line.place })
                .collect(),
            begun,
            torn_moved_to: end.torn_moved_to.or(torn_beginning),
            clock_stepped_back,
            joined_to_damage: end.flaws,
        })
    }

    /// Makes the log with its first line, the file whole or not at all. Only a torn beginning whose
    /// bytes were kept may be replaced: a log that is there after all is never written over.
    pub(super) fn begin(
        &self,
        replace: bool,
        around: &mut Surroundings<'_>,
    ) -> Result<(), LogError> {
        let mut log_id = [0; 16];
        if !(around.random)(&mut log_id) {
            return Err(LogError::NoRandom);
        }
        let now = RecordedAt::from_unix_seconds((around.now)()).ok_or(LogError::Clock)?;
        let path = self.path();
        let bytes = FirstLine::new(log_id, now).bytes();
        let made = if replace {
            replace_whole(&path, &bytes)
        } else {
            create_whole(&path, &bytes)
        };
        made.map_err(|e| LogError::writing(&path, &e))
    }

    /// A file without one whole line is a torn tail and nothing else: its bytes are kept beside it,
    /// and the log is begun anew. A first line that only lacks its LF gets it; one of another
    /// version is left for the reading of the first line to refuse.
    pub(super) fn move_torn_beginning(
        &self,
        around: &mut Surroundings<'_>,
    ) -> Result<Option<PathBuf>, LogError> {
        let path = self.path();
        if !self.exists() {
            return Ok(None);
        }
        let mut file = open(&path)?;
        let tail = tail::read(&mut file).map_err(|e| LogError::reading(&path, &e))?;
        if tail.rest.is_empty() || tail.rest_at > 0 {
            return Ok(None);
        }
        let first = chain::check_first(&tail.rest);
        if first.flaws.iter().any(|f| f.code == "version-unknown") {
            return Ok(None);
        }
        if first.holds() && first.value.is_some() {
            write_whole(&mut file, tail.rest.len() as u64, b"\n")
                .map_err(|e| LogError::writing(&path, &e))?;
            return Ok(None);
        }
        let now = RecordedAt::from_unix_seconds((around.now)()).ok_or(LogError::Clock)?;
        Ok(Some(self.keep_torn(&tail, now)?))
    }

    /// Every file an entry names must be there, in full, before the entry is.
    fn check_attachments(&self, contents: &[Content]) -> Result<(), LogError> {
        for attachment in contents.iter().flat_map(Content::attachments) {
            if !is_there(&self.folder, &attachment) {
                return Err(LogError::AttachmentAbsent(attachment.id));
            }
        }
        Ok(())
    }

    /// An amendment must speak of an entry before it that isn't an amendment itself. Only
    /// amendments cost a reading of the log.
    fn check_amendments(&self, contents: &[Content], last: &Place) -> Result<(), LogError> {
        if contents.iter().all(|c| c.amends().is_none()) {
            return Ok(());
        }
        let standing: Vec<(u64, bool)> = super::entries(&self.path())?
            .iter()
            .map(|entry| (entry.seq, entry.amends().is_some()))
            .collect();
        for (i, content) in contents.iter().enumerate() {
            let Some(target) = content.amends() else {
                continue;
            };
            // Entries of the same call, before this one, have the numbers after the last line's.
            let in_this_call = target
                .checked_sub(last.seq + 1)
                .and_then(|n| usize::try_from(n).ok())
                .filter(|n| *n < i)
                .and_then(|n| contents.get(n))
                .is_some_and(|c| c.amends().is_none());
            if !in_this_call && !standing.contains(&(target, false)) {
                return Err(LogError::NothingToAmend(target));
            }
        }
        Ok(())
    }

    /// Where the next line goes and what it continues.
    pub(super) fn find_end(
        &self,
        file: &mut File,
        first: &FirstLine,
        force: bool,
        around: &mut Surroundings<'_>,
    ) -> Result<End, LogError> {
        let path = self.path();
        let tail = tail::read(file).map_err(|e| LogError::reading(&path, &e))?;
        let mut end = End {
            at: tail.rest_at,
            place: first.place(),
            before_next: Vec::new(),
            torn_moved_to: None,
            flaws: Vec::new(),
        };
        if !tail.last_is_first {
            end.take_last_line(&tail);
        }
        if !end.flaws.is_empty() {
            if !force {
                return Err(LogError::LastLineFails {
                    path,
                    flaws: end.flaws,
                });
            }
            end.place = last_readable(&path, first)?;
        }
        if tail.rest.is_empty() {
            return Ok(end);
        }
        let rest = chain::check_line(&tail.rest);
        let follows = rest.holds()
            && rest.value.seq == Some(end.place.seq + 1)
            && rest.value.prev == Some(end.place.hash);
        match rest.value.place() {
            Some(place) if follows => {
                end.at = tail.rest_at + tail.rest.len() as u64;
                end.before_next = b"\n".to_vec();
                end.place = place;
            }
            _ => {
                let now = RecordedAt::from_unix_seconds((around.now)()).ok_or(LogError::Clock)?;
                end.torn_moved_to = Some(self.move_torn(file, &tail, now)?);
            }
        }
        Ok(end)
    }

    /// Keeps the bytes of a write that was cut short in a file of their own, then takes them off
    /// the log. They are safe in the one before they leave the other.
    fn move_torn(
        &self,
        file: &mut File,
        tail: &Tail,
        now: RecordedAt,
    ) -> Result<PathBuf, LogError> {
        let path = self.keep_torn(tail, now)?;
        file.set_len(tail.rest_at)
            .and_then(|()| file.sync_all())
            .map_err(|e| LogError::writing(&self.path(), &e))?;
        Ok(path)
    }

    /// The bytes after the last LF in a file of their own, on disk.
    fn keep_torn(&self, tail: &Tail, now: RecordedAt) -> Result<PathBuf, LogError> {
        // No colons: Windows refuses them in a name.
        let name = format!("evidence.torn-{}", now.local().format("%Y%m%dT%H%M%S"));
        let (mut torn, path) = create_new(&self.folder, &name)?;
        torn.write_all(&tail.rest)
            .and_then(|()| torn.sync_all())
            .and_then(|()| sync_folder(&self.folder))
            .map_err(|e| LogError::writing(&path, &e))?;
        Ok(path)
    }
}

/// The end of a log, as the next line sees it.
pub(super) struct End {
    /// Where to write.
    pub(super) at: u64,
    /// What the next line continues.
    pub(super) place: Place,
    /// The LF the last line lacks, or nothing.
    pub(super) before_next: Vec<u8>,
    pub(super) torn_moved_to: Option<PathBuf>,
    /// What is wrong with the last line.
    pub(super) flaws: Vec<Flaw>,
}

impl End {
    /// Checks the last whole line and its join to the line before.
    fn take_last_line(&mut self, tail: &Tail) {
        let last = chain::check_line(&tail.last);
        self.flaws = last.flaws;
        let (before_hash, before_seq) = if tail.before_last_is_first {
            (Some(self.place.hash), Some(self.place.seq))
        } else {
            let before = chain::check_line(&tail.before_last).value;
            (before.hash, before.seq)
        };
        if last.value.prev != before_hash {
            self.flaws.push(Flaw::new("prev-mismatch", "prev"));
        }
        if last.value.seq != before_seq.map(|seq| seq + 1) {
            self.flaws.push(Flaw::new("seq-mismatch", "seq"));
        }
        if let Some(place) = last.value.place() {
            self.place = place;
        }
    }
}

/// In a damaged log, the last line whose number and hash can be read, counting the lines after it.
fn last_readable(path: &Path, first: &FirstLine) -> Result<Place, LogError> {
    let mut place = first.place();
    super::read::each_line(path, |bytes, number, whole| {
        if number > 1 && whole && !bytes.is_empty() {
            match chain::check_line(bytes).value.place() {
                Some(read) => place = read,
                None => place.seq += 1,
            }
        }
    })?;
    Ok(place)
}

pub(super) fn open(path: &Path) -> Result<File, LogError> {
    std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|e| LogError::writing(path, &e))
}

pub(super) fn read_first(file: &mut File, path: &Path) -> Result<FirstLine, LogError> {
    let mut bytes = Vec::new();
    let mut start = BufReader::new(io::Read::take(&mut *file, FIRST_LINE_LIMIT));
    start
        .read_until(b'\n', &mut bytes)
        .map_err(|e| LogError::reading(path, &e))?;
    let whole = bytes.pop() == Some(b'\n');
    let checked = chain::check_first(&bytes);
    if let Some(version) = checked.flaws.iter().find(|f| f.code == "version-unknown") {
        return Err(LogError::Newer {
            path: path.into(),
            version: version.detail.clone(),
        });
    }
    match (checked.value, checked.flaws.into_iter().next()) {
        (Some(first), None) if whole => Ok(first),
        (_, flaw) => Err(LogError::NotALog {
            path: path.into(),
            flaw: flaw.unwrap_or(Flaw::new("torn-tail", "byte 0")),
        }),
    }
}

/// The lines for these contents, and whether the clock stepped back before the first of them.
fn lines(
    contents: &[Content],
    after: Place,
    around: &mut Surroundings<'_>,
) -> Result<(Vec<Line>, bool), LogError> {
    let now = RecordedAt::from_unix_seconds((around.now)()).ok_or(LogError::Clock)?;
    let mut place = after;
    let mut lines = Vec::with_capacity(contents.len());
    for content in contents {
        let mut salt = Salt([0; 32]);
        if !(around.random)(&mut salt.0) {
            return Err(LogError::NoRandom);
        }
        let line = Line::open(&place, now, &content.canonical(), &salt);
        place = line.place;
        lines.push(line);
    }
    let stepped_back = after.recorded_at.is_some_and(|before| now < before);
    Ok((lines, stepped_back))
}

/// Writes at the end and syncs once. If either fails, the file is cut back to where it stood, so
/// that what was not reported isn't there; if even that fails, the next append finds a torn tail.
pub(super) fn write_whole(file: &mut File, at: u64, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    file.seek(SeekFrom::Start(at))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = file.set_len(at).and_then(|()| file.sync_all());
    }
    written
}

fn create_new(folder: &Path, name: &str) -> Result<(File, PathBuf), LogError> {
    let mut number = 1;
    loop {
        let path = match number {
            1 => folder.join(name),
            n => folder.join(format!("{name}-{n}")),
        };
        match private_options().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(e) => return Err(LogError::writing(&path, &e)),
        }
    }
}
