//! Files replaced whole, private to the user. The one place that knows about Unix permissions.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// What the names of files begin with that are still being written.
pub(super) const UNFINISHED: &str = ".menshen-";

/// No write of ours takes as long: an unfinished file older than this was left by a program that
/// was killed.
const LEFT_OVER_AFTER: Duration = Duration::from_secs(60 * 60);

/// Makes a folder (and its parents) readable by the user alone.
///
/// # Errors
/// The operating system's.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Replaces a file whole: written beside it, synced, renamed, the folder synced. A reader sees the
/// old bytes or the new ones, never a part. The file is readable by the user alone.
///
/// # Errors
/// The operating system's; the old file then stands as it was.
pub fn replace_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_whole_with(path, |file| file.write_all(bytes))
}

/// The same for content that is written piece by piece.
///
/// # Errors
/// The operating system's, or that of `write`; the old file then stands as it was.
pub fn replace_whole_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let (folder, file) = written_beside(path, write)?;
    file.persist(path).map_err(|e| e.error)?;
    sync_folder(folder)
}

/// Makes a new file whole, as [`replace_whole`] does, and never replaces one that is there.
///
/// # Errors
/// `AlreadyExists`, or another of the operating system's.
pub fn create_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (folder, file) = written_beside(path, |file| file.write_all(bytes))?;
    file.persist_noclobber(path).map_err(|e| e.error)?;
    sync_folder(folder)
}

/// The content synced in a file of its own in the folder of `path`.
fn written_beside(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<(&Path, tempfile::NamedTempFile)> {
    let folder = path
        .parent()
        .ok_or_else(|| io::Error::other("no parent folder"))?;
    // tempfile makes 0600 files on Unix, and removes the file if we fail before the rename.
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)?;
    let mut buffered = io::BufWriter::new(&mut file);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    file.as_file().sync_all()?;
    Ok((folder, file))
}

/// Removes what a program killed while writing left in a folder: its own unfinished files, unless
/// they are so young that another program may still be writing them. They never held anything that
/// was reported as kept. Tidying up must not stop the work: what can't be removed stays.
pub fn clear_unfinished(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let ours = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(UNFINISHED));
        let old = entry.metadata().is_ok_and(|found| {
            let age = found.modified().ok().and_then(|at| at.elapsed().ok());
            found.is_file() && age.is_some_and(|age| age > LEFT_OVER_AFTER)
        });
        if ours && old {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Is there something at this path? Where that can't be told (a disk that fails, a folder that may
/// not be looked into) the answer is yes: taken for absent, what a person keeps would be begun anew
/// beside it or over it. Whoever then reads it meets the disk's own words.
pub fn may_exist(path: &Path) -> bool {
    match std::fs::metadata(path) {
        Ok(_) => true,
        Err(e) => !matches!(
            e.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        ),
    }
}

/// Makes a rename or a new name in a folder durable. Windows has no such call and needs none of it.
///
/// # Errors
/// The operating system's.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Options that create a file readable by the user alone.
pub fn private_options() -> std::fs::OpenOptions {
    #[allow(unused_mut)]
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}
