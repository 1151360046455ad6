//! A folder of papers for somebody else and the same as one `.zip`: written aside, renamed whole, the
//! same bytes for the same papers.

use super::StorageError;
use super::files::{create_private_folder, private_options, sync_folder};
use crate::domain::chain::Hash;
use crate::domain::coded::{Args, Coded, Kind, args};
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The list of hashes at the top of every bundle, in the form `sha256sum -c` reads.
pub const SUMS: &str = "SHA256SUMS.txt";

const BLOCK: usize = 256 * 1024;
/// Names of what is being written.
const UNFINISHED: &str = ".menshen-bundle-";
/// What a receiver's system lets everybody read.
const READABLE: u32 = 0o644;

/// Where the bytes of a paper are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// Here.
    Bytes(Vec<u8>),
    /// In a file that must still be what was recorded of it.
    Copy {
        /// The file.
        from: PathBuf,
        /// SHA-256 as 64 lower-case hex digits.
        sha256: String,
    },
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path in the bundle, with forward slashes.
    pub path: String,
    /// What is in it.
    pub paper: Paper,
}

impl Member {
    /// A file of these bytes.
    pub fn of(path: impl Into<String>, bytes: Vec<u8>) -> Member {
        let (path, paper) = (path.into(), Paper::Bytes(bytes));
        Member { path, paper }
    }

    /// SHA-256 of its bytes, 64 lower-case hex digits.
    pub fn sha256(&self) -> String {
        match &self.paper {
            Paper::Bytes(bytes) => Hash::of(&[bytes.as_slice()]).to_string(),
            Paper::Copy { sha256, .. } => sha256.clone(),
        }
    }
}

/// Why a bundle isn't there.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Something of that name is there already.
    #[error("{0}: exists")]
    Exists(PathBuf),
    /// The folder to be replaced holds a file no bundle wrote.
    #[error("{folder}: {file} isn't ours")]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The first such file.
        file: String,
    },
    /// A file kept beside the log is gone or no longer what was recorded.
    #[error("{0}: not as recorded")]
    Changed(PathBuf),
    /// The disk.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Coded for BundleError {
    fn code(&self) -> &'static str {
        match self {
            BundleError::Exists(_) => "output-exists",
            BundleError::Foreign { .. } => "report-folder-foreign",
            BundleError::Changed(_) => "report-exhibit-changed",
            BundleError::Storage(e) => e.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            BundleError::Exists(path) => args([
                ("path", path.display().to_string()),
                ("force", "1".to_owned()),
            ]),
            BundleError::Foreign { folder, file } => args([
                ("path", folder.display().to_string()),
                ("file", file.clone()),
            ]),
            BundleError::Changed(path) => args([("path", path.display().to_string())]),
            BundleError::Storage(e) => e.args(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            BundleError::Exists(_) | BundleError::Foreign { .. } => Kind::Usage,
            BundleError::Changed(_) => Kind::Integrity,
            BundleError::Storage(e) => e.kind(),
        }
    }
}

/// The path of the archive beside a folder.
pub fn archive_of(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(".zip");
    PathBuf::from(name)
}

/// May a bundle be written there?
///
/// # Errors
/// Something is there and may not be replaced, or is to be and isn't ours.
pub fn check_free(folder: &Path, replace: bool) -> Result<(), BundleError> {
    let archive = archive_of(folder);
    for path in [folder, &archive] {
        if !replace && path.symlink_metadata().is_ok() {
            return Err(BundleError::Exists(path.to_owned()));
        }
    }
    let foreign = |within: &Path, file: &str| {
        Err(BundleError::Foreign {
            folder: within.to_owned(),
            file: file.to_owned(),
        })
    };
    let parent = folder.parent().unwrap_or(Path::new("."));
    for (path, is_ours) in [
        (folder, is_folder as fn(&Path) -> bool),
        (&archive, is_bundle),
    ] {
        if path.symlink_metadata().is_ok() && !is_ours(path) {
            let name = path.file_name().unwrap_or_default();
            return foreign(parent, &name.to_string_lossy());
        }
    }
    match first_foreign(folder) {
        Some(file) => foreign(folder, &file),
        None => Ok(()),
    }
}

/// Is it a folder, and no link to one?
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_dir())
}

/// Is it an archive that holds a bundle: one folder with the list of hashes at its top?
fn is_bundle(path: &Path) -> bool {
    if !path.symlink_metadata().is_ok_and(|found| found.is_file()) {
        return false;
    }
    let read = File::open(path).map(io::BufReader::new);
    let archive = read.ok().and_then(|file| ZipArchive::new(file).ok());
    archive.is_some_and(|archive| {
        let mut names = archive.file_names();
        names.any(|name| name.split_once('/').is_some_and(|(_, rest)| rest == SUMS))
    })
}

/// Writes the folder and the archive beside it; gives the archive's path. Members stand in the order
/// of their paths, and the list of their hashes is added.
///
/// # Errors
/// As [`check_free`], a file isn't what was recorded, or the disk. What was there before stands, and the
/// error names where the file would have come to lie.
pub fn write_bundle(
    folder: &Path,
    mut members: Vec<Member>,
    made_on: NaiveDate,
    replace: bool,
) -> Result<PathBuf, BundleError> {
    check_free(folder, replace)?;
    members.sort_by(|a, b| a.path.cmp(&b.path));
    members.push(Member::of(SUMS, sums(&members)));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |e: io::Error| BundleError::from(StorageError::write(&path, &e))
    };
    let parent = folder.parent().unwrap_or(Path::new("."));
    create_private_folder(parent).map_err(failed(parent))?;
    // Both stand whole beside their place before either takes it.
    let aside = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(parent)
        .map_err(failed(parent))?;
    let papers = aside.path().join("papers");
    create_private_folder(&papers).map_err(failed(folder))?;
    for member in &members {
        write_member(&papers, folder, member)?;
    }
    let archive = archive_of(folder);
    let packed = aside.path().join("packed");
    pack(&papers, folder, &members, made_on, &packed).map_err(failed(&archive))?;
    let old = aside.path().join("old");
    let was_there = replace && folder.exists();
    if was_there {
        std::fs::rename(folder, &old).map_err(failed(folder))?;
    }
    let in_place = std::fs::rename(&papers, folder)
        .map_err(failed(folder))
        .and_then(|()| {
            let moved = std::fs::rename(&packed, &archive).map_err(failed(&archive));
            if moved.is_err() {
                // A folder of today beside an archive of yesterday would be two bundles.
                let _ = std::fs::rename(folder, &papers);
            }
            moved
        });
    if let Err(e) = in_place {
        if was_there {
            let _ = std::fs::rename(&old, folder);
        }
        return Err(e);
    }
    sync_folder(parent).map_err(failed(parent))?;
    Ok(archive)
}

/// A line a file: the hash, a blank, an asterisk, the path.
fn sums(members: &[Member]) -> Vec<u8> {
    let line = |m: &Member| format!("{} *{}\n", m.sha256(), m.path);
    members.iter().map(line).collect::<String>().into_bytes()
}

/// Writes one file of the bundle for `folder`, which grows in `root`.
fn write_member(root: &Path, folder: &Path, member: &Member) -> Result<(), BundleError> {
    let path = root.join(&member.path);
    let shown = folder.join(&member.path);
    let write = |e: io::Error| StorageError::write(&shown, &e);
    if let Some(parent) = path.parent() {
        create_private_folder(parent).map_err(write)?;
    }
    let mut file = private_options()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(write)?;
    match &member.paper {
        Paper::Bytes(bytes) => file.write_all(bytes).map_err(write)?,
        Paper::Copy { from, sha256 } => {
            let changed = |_| BundleError::Changed(from.clone());
            let mut original = File::open(from).map_err(changed)?;
            let mut hasher = Sha256::new();
            let mut block = vec![0; BLOCK];
            loop {
                let count = original.read(&mut block).map_err(changed)?;
                let Some(bytes) = block.get(..count).filter(|b| !b.is_empty()) else {
                    break;
                };
                hasher.update(bytes);
                file.write_all(bytes).map_err(write)?;
            }
            if Hash::finished(hasher).to_string() != *sha256 {
                return Err(BundleError::Changed(from.clone()));
            }
        }
    }
    file.sync_all().map_err(write)?;
    Ok(())
}

/// The archive: names in UTF-8 and flagged so, every time the day it was made for, nothing of this
/// machine in it.
fn pack(
    papers: &Path,
    folder: &Path,
    members: &[Member],
    made_on: NaiveDate,
    to: &Path,
) -> io::Result<()> {
    let top = folder.file_name().unwrap_or_default().to_string_lossy();
    let file = private_options().write(true).create_new(true).open(to)?;
    let mut out = ZipWriter::new(file);
    let year = u16::try_from(made_on.year()).unwrap_or_default();
    let day = |n: u32| u8::try_from(n).unwrap_or(1);
    let (month, day) = (day(made_on.month()), day(made_on.day()));
    let time = DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default();
    for member in members {
        let mut paper = File::open(papers.join(&member.path))?;
        let size = paper.seek(io::SeekFrom::End(0))?;
        paper.rewind()?;
        let method = match member.paper {
            Paper::Bytes(_) => CompressionMethod::Deflated,
            // Recordings are compressed already.
            Paper::Copy { .. } => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time)
            .unix_permissions(READABLE)
            .large_file(size >= u64::from(u32::MAX));
        out.start_file(format!("{top}/{}", member.path), options)?;
        io::copy(&mut paper, &mut out)?;
    }
    out.finish()?.sync_all()
}

/// The first file in a folder that its own list of hashes doesn't name: somebody put it there, and a
/// bundle written anew would take it away.
fn first_foreign(folder: &Path) -> Option<String> {
    let list = std::fs::read_to_string(folder.join(SUMS)).unwrap_or_default();
    let ours: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_once(" *").map(|(_, path)| path))
        .chain([SUMS])
        .collect();
    let mut names = Vec::new();
    names_in(folder, "", &mut names);
    names.sort();
    names
        .into_iter()
        .find(|name| !ours.contains(&name.as_str()))
}

fn names_in(folder: &Path, lead: &str, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{lead}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            names_in(&entry.path(), &format!("{name}/"), out);
        } else {
            out.push(name);
        }
    }
}
