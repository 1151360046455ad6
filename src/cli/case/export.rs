//! `menshen case export`: a case as one file that isn't encrypted.

use super::super::Failure;
use super::super::context::Context;
use super::chosen::chosen;
use crate::domain::coded::{Args, Kind, args};
use crate::render::screen::Screen;
use crate::storage::files::{create_private_folder, sync_folder};
use crate::storage::parcel::{Manifest, Opened, ParcelError, packed};
use crate::storage::{CaseFolder, StorageError};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::io::{self, Seek};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Packs the case and says what is in the file.
///
/// # Errors
/// There is no such case, the file is there already, another program has the case open, or the disk
/// refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = chosen(context, matches)?;
    let path = target(context, &folder, "zip")?;
    let file = beside(&path)?;
    let lock = folder.lock()?;
    let manifest = packed(&folder, &lock, context.clock.today(), file.as_file())?;
    let file = checked(file)?;
    placed(file, &path)?;
    let texts = &context.texts;
    let mut screen = Screen::new();
    let words = contents(&folder, &manifest, &path);
    screen.text(texts.say("cases.export.done", &words));
    screen.text(texts.say("cases.export.within", &words));
    let warning = if manifest.sealed { "sealed" } else { "open" };
    screen.text(texts.t(&format!("cases.export.{warning}")));
    screen.text(texts.say("cases.export.receive", &words));
    context.tell(&screen, &as_json(&folder, &manifest, &path))
}

/// The file of `-o`, else one named for the case and the day in the folder the person is in.
///
/// # Errors
/// It is there already.
pub(super) fn target(
    context: &Context,
    folder: &CaseFolder,
    ending: &str,
) -> Result<PathBuf, Failure> {
    let usual = || format!("{}_{}.{ending}", folder.name(), context.clock.today());
    let path = match context.output() {
        Some(given) if given.is_dir() => given.join(usual()),
        Some(given) => given,
        None => PathBuf::from(usual()),
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    if path.symlink_metadata().is_ok() {
        return Err(exists(&path));
    }
    Ok(path)
}

fn exists(path: &Path) -> Failure {
    let args = args([
        ("path", path.display().to_string()),
        ("force", String::new()),
    ]);
    Failure::new("output-exists", Kind::Usage, args)
}

/// A file of our own in the folder of `path`, which takes its place when it is whole.
///
/// # Errors
/// The disk refuses.
pub(super) fn beside(path: &Path) -> Result<NamedTempFile, Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let failed = |e: io::Error| StorageError::write(folder, &e);
    create_private_folder(folder).map_err(failed)?;
    let made = tempfile::Builder::new()
        .prefix(".menshen-")
        .tempfile_in(folder);
    Ok(made.map_err(failed)?)
}

/// What was packed, read back from the disk and compared with its list.
///
/// # Errors
/// It isn't what was packed, or the disk refuses.
pub(super) fn checked(mut file: NamedTempFile) -> Result<NamedTempFile, ParcelError> {
    let failed = |e: io::Error| ParcelError::from(StorageError::read("(zip)".as_ref(), &e));
    file.as_file().sync_all().map_err(failed)?;
    file.rewind().map_err(failed)?;
    Opened::read(file.as_file_mut())?.check()?;
    Ok(file)
}

/// Gives the finished file its name; never over another.
///
/// # Errors
/// Something of that name came in between, or the disk refuses.
pub(super) fn placed(file: NamedTempFile, path: &Path) -> Result<(), Failure> {
    file.persist_noclobber(path)
        .map_err(|e| match e.error.kind() {
            io::ErrorKind::AlreadyExists => exists(path),
            _ => StorageError::write(path, &e.error).into(),
        })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(sync_folder(folder).map_err(|e| StorageError::write(folder, &e))?)
}

/// What is in the file, for the words.
pub(super) fn contents(folder: &CaseFolder, manifest: &Manifest, path: &Path) -> Args {
    let unknown = String::new();
    let entries = super::entries(folder).map_or(unknown, |n| n.to_string());
    args([
        ("name", folder.name().to_owned()),
        ("path", path.display().to_string()),
        ("files", manifest.files.len().to_string()),
        ("attachments", manifest.attachments().to_string()),
        ("entries", entries),
    ])
}

/// The same for machines.
pub(super) fn as_json(folder: &CaseFolder, manifest: &Manifest, path: &Path) -> Value {
    json!({
        "ok": true,
        "case": folder.name(),
        "file": path.display().to_string(),
        "files": manifest.files.len(),
        "attachments": manifest.attachments(),
        "bytes": manifest.bytes(),
        "entries": super::entries(folder),
        "sealed": manifest.sealed,
    })
}
