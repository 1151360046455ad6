//! `menshen case receive`: a case from a file, verified before it is kept; and the key that a case
//! can be handed over to.

use super::super::Failure;
use super::super::context::Context;
use super::export::{beside, placed};
use crate::domain::coded::{Kind, args};
use crate::render::screen::Screen;
use crate::storage::files::create_private_folder;
use crate::storage::parcel::{Opened, ParcelError, is_encrypted};
use crate::storage::vault::{Key, opened};
use crate::storage::{Home, StorageError};
use clap::ArgMatches;
use serde_json::json;
use std::fs::File;
use std::io::{self, BufReader, Seek, Write};
use std::path::{Path, PathBuf};

/// Receives a case, or makes a key.
///
/// # Errors
/// The file can't be read or was refused, there is a case of that name, or the disk refuses: nothing
/// was kept.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    if let Some(path) = matches.get_one::<String>("new-key") {
        return new_key(context, Path::new(path));
    }
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let home = context.home()?;
    let path = PathBuf::from(text("parcel").unwrap_or_default());
    let file = unlocked(&home, &path, text("key-file").map(Path::new))?;
    let mut parcel = Opened::read(file)?;
    let name = text("as-name").unwrap_or(&parcel.manifest.case).to_owned();
    let (folder, found) = parcel.received(&home, &name, matches.get_flag("force"))?;
    let manifest = &parcel.manifest;
    let texts = &context.texts;
    let mut screen = Screen::new();
    let words = args([
        ("name", name.clone()),
        ("path", folder.path().display().to_string()),
        ("made_on", manifest.made_on.to_string()),
        ("files", manifest.files.len().to_string()),
        ("attachments", manifest.attachments().to_string()),
        (
            "entries",
            found.as_ref().map_or(0, |f| f.entries).to_string(),
        ),
    ]);
    screen.text(texts.say("cases.receive.done", &words));
    screen.text(texts.say("cases.receive.files-hold", &words));
    let of_log = match &found {
        None => "no-log",
        Some(found) if !found.ok => "log-fails",
        Some(_) => "log-holds",
    };
    screen.text(texts.say(&format!("cases.receive.{of_log}"), &words));
    if manifest.sealed {
        screen.text(texts.t("cases.receive.sealed"));
    }
    screen.text(texts.t("cases.receive.not-shown"));
    screen.text(texts.say("cases.receive.next", &words));
    let json = json!({
        "ok": true, "name": name, "path": folder.path().display().to_string(),
        "made_on": manifest.made_on, "files": manifest.files.len(),
        "attachments": manifest.attachments(), "sealed": manifest.sealed,
        "log": found,
    });
    context.emit(&screen, &json)
}

/// The parcel in the open: the file itself, or what is in it under the key, in a file without a name
/// that is gone when the program ends.
fn unlocked(home: &Home, path: &Path, key: Option<&Path>) -> Result<File, Failure> {
    let unread = |e: io::Error| StorageError::read(path, &e);
    let mut file = File::open(path).map_err(unread)?;
    if !is_encrypted(&mut file).map_err(unread)? {
        return Ok(file);
    }
    let Some(key) = key else {
        return Err(ParcelError::Encrypted.into());
    };
    let none = || ParcelError::NoKey(key.to_owned());
    let text = std::fs::read_to_string(key).map_err(|_| none())?;
    let key = Key::of_line(&text).ok_or_else(none)?;
    let failed = |e: io::Error| StorageError::write(home.path(), &e);
    create_private_folder(home.path()).map_err(failed)?;
    let mut plain = tempfile::tempfile_in(home.path()).map_err(failed)?;
    let mut reader = opened(path, BufReader::new(file), &key).map_err(|_| ParcelError::OtherKey)?;
    match io::copy(&mut reader, &mut plain) {
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::StorageFull => return Err(failed(e).into()),
        Err(_) => return Err(ParcelError::OtherKey.into()),
    }
    plain.rewind().map_err(failed)?;
    Ok(plain)
}

/// Makes a key that cases can be handed over to: the private half into a file, the public one on the
/// screen.
fn new_key(context: &Context, path: &Path) -> Result<(), Failure> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if path.symlink_metadata().is_ok() {
        let args = args([
            ("path", path.display().to_string()),
            ("force", String::new()),
        ]);
        return Err(Failure::new("output-exists", Kind::Usage, args));
    }
    let key = Key::generate()?;
    let mut file = beside(&path)?;
    file.write_all(key.line().as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(|e| StorageError::write(&path, &e))?;
    placed(file, &path)?;
    let shown = path.display().to_string();
    let mut screen = Screen::new();
    let words = args([("path", shown.clone()), ("key", key.public())]);
    for key in ["made", "public", "private"] {
        screen.text(context.texts.say(&format!("cases.key.{key}"), &words));
    }
    let json = json!({"ok": true, "file": shown, "public_key": key.public()});
    context.emit(&screen, &json)
}
