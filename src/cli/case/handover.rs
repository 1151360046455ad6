//! `menshen case handover`: a case encrypted to somebody's key, with a receipt, and removed here
//! where that is wanted.

use super::super::Failure;
use super::super::context::Context;
use super::chosen::{chosen, deletion_agreed, deletion_can_be_agreed};
use super::export::{as_json, beside, checked, contents, placed, target};
use crate::domain::case::Case;
use crate::domain::case::counsel::Handover;
use crate::domain::chain::{Anchor, Hash};
use crate::domain::coded::{Args, Kind, args};
use crate::render::dates::long_date;
use crate::render::screen::Screen;
use crate::storage::files::create_whole;
use crate::storage::log::{Log, verify_case};
use crate::storage::parcel::packed;
use crate::storage::vault::Recipients;
use crate::storage::{CaseFolder, CaseLock, StorageError};
use clap::ArgMatches;
use serde_json::Map;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Hands the case over.
///
/// # Errors
/// The key isn't one, the case is sealed, the file is there already, another program has the case
/// open, or the disk refuses. Once the encrypted file is there, every error names it.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    super::seal::built()?;
    let text = |id: &str| matches.get_one::<String>(id).map(|t| t.trim().to_owned());
    let key = text("to-key").unwrap_or_default();
    let person = text("person").unwrap_or_default();
    let recipients = Recipients::read(&key)?;
    let folder = chosen(context, matches)?;
    if folder.is_sealed() {
        let args = args([("name", folder.name().to_owned())]);
        return Err(Failure::new("handover-sealed", Kind::Case, args));
    }
    let path = target(context, &folder, "zip.age")?;
    let receipt = receipt_of(&path);
    if receipt.symlink_metadata().is_ok() {
        let path = receipt.display().to_string();
        let args = args([("path", path), ("force", String::new())]);
        return Err(Failure::new("output-exists", Kind::Usage, args));
    }
    if matches.get_flag("remove") {
        deletion_can_be_agreed(context, folder.name(), matches.get_one::<String>("yes"))?;
    }
    let today = context.clock.today();
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let agreed = case
        .counsel
        .standing_consent(today)
        .is_some_and(|c| c.hand_over);
    if !agreed {
        context.note("cases.handover.not-agreed", args([]));
    }
    // In the open only in the home, where the case itself is.
    let home = context.home()?;
    let plain = beside(&home.path().join("parcel"))?;
    let manifest = packed(&folder, &lock, today, plain.as_file())?;
    let plain = checked(plain)?;
    let (file, sha256) = encrypted(plain.as_file(), &recipients, &path)?;
    let placed = Placed {
        path: &path,
        receipt: &receipt,
        sha256: &sha256,
    };
    placed.take(context, file)?;
    let anchor = anchor_of(&folder);
    let mut words = contents(&folder, &manifest, &path);
    words.extend(args([
        ("person", person.clone()),
        ("key", key.clone()),
        ("sha256", sha256.clone()),
        ("on", long_date(today)),
        (
            "anchor",
            anchor.as_ref().map_or_else(String::new, Anchor::to_string),
        ),
    ]));
    let entry = recorded(context, &folder, &lock, &mut case, &words, &placed)
        .map_err(|cause| placed.unfinished(context, &cause))?;
    drop(lock);

    let texts = &context.texts;
    let mut screen = Screen::new();
    words.extend(args([
        ("entry", entry.to_string()),
        ("receipt", receipt.display().to_string()),
    ]));
    for line in ["done", "within", "receipt", "theirs"] {
        screen.text(texts.say(&format!("cases.handover.{line}"), &words));
    }
    let mut json = as_json(&folder, &manifest, &path);
    json["to"] = key.into();
    json["sha256"] = sha256.clone().into();
    json["receipt"] = receipt.display().to_string().into();
    json["entry"] = entry.into();
    json["agreed"] = agreed.into();
    json["removed"] = false.into();
    if matches.get_flag("remove") {
        context.show(&screen);
        let yes = matches.get_one::<String>("yes");
        let removed = removed(context, &folder, yes, &placed)
            .map_err(|cause| placed.not_removed(context, folder.name(), &cause))?;
        let mut screen = Screen::new();
        if removed {
            json["removed"] = true.into();
            screen.text(texts.say("cases.handover.removed", &words));
            screen.text(texts.t("cases.delete.stays"));
            for what in super::keep::STAYS {
                screen.item("-", texts.t(&format!("cases.delete.stays-{what}")));
            }
        } else {
            screen.text(texts.say("cases.delete.kept", &words));
        }
        return context.tell(&screen, &json);
    }
    screen.text(texts.say("cases.handover.still-here", &words));
    context.tell(&screen, &json)
}

/// Writes the receipt, and in the case and its log that it was handed over; gives the entry's number.
///
/// # Errors
/// The disk refuses, or the log can't be added to.
fn recorded(
    context: &Context,
    folder: &CaseFolder,
    lock: &CaseLock,
    case: &mut Case,
    words: &Args,
    placed: &Placed<'_>,
) -> Result<u64, Failure> {
    let today = context.clock.today();
    let word = |name: &str| words.get(name).cloned().unwrap_or_default();
    // Keys, hashes and anchors are copied as they stand: no line is broken.
    let mut paper = context.paper.t("cases.receipt.title") + "\n";
    for line in ["what", "who", "file", "anchor", "proves"] {
        paper.push_str(&context.paper.say(&format!("cases.receipt.{line}"), words));
        paper.push('\n');
    }
    create_whole(placed.receipt, paper.as_bytes())
        .map_err(|e| StorageError::write(placed.receipt, &e))?;
    case.counsel.handovers.push(Handover {
        on: today,
        to: word("person"),
        key: word("key"),
        sha256: placed.sha256.to_owned(),
        files: word("files").parse().unwrap_or_default(),
    });
    folder.save(case, lock)?;
    let mut members = Map::new();
    members.insert("kind".into(), "note".into());
    members.insert("occurred_at".into(), today.to_string().into());
    members.insert("precision".into(), "day".into());
    members.insert("grade".into(), "documented".into());
    let summary = context.paper.say("cases.handover.entry", words);
    members.insert("summary".into(), summary.into());
    crate::cli::log::entered(context, folder, members, &[])
}

/// Deletes the case that was handed over, if that is agreed to. False: the person thought better of it.
///
/// # Errors
/// The person left or typed another name, the file isn't what was written, or the disk refuses.
fn removed(
    context: &Context,
    folder: &CaseFolder,
    yes: Option<&String>,
    placed: &Placed<'_>,
) -> Result<bool, Failure> {
    if !deletion_agreed(context, folder.name(), yes)? {
        return Ok(false);
    }
    // Once more: what was written before the questions must still be there after them.
    if hash_of(placed.path)? != placed.sha256 {
        return Err(unlike(placed.path));
    }
    context.home()?.delete(folder.name())?;
    Ok(true)
}

/// The encrypted file and its place. Whatever fails once it is there leaves it there, and names it.
struct Placed<'p> {
    path: &'p Path,
    receipt: &'p Path,
    sha256: &'p str,
}

impl Placed<'_> {
    /// Gives the file its name and reads it back.
    fn take(&self, context: &Context, file: NamedTempFile) -> Result<(), Failure> {
        if let Err(cause) = placed(file, self.path) {
            // Something of that name came in between, or ours has it and the folder wasn't made safe.
            let is_ours = hash_of(self.path).is_ok_and(|hash| hash == self.sha256);
            return Err(match is_ours {
                true => self.unfinished(context, &cause),
                false => cause,
            });
        }
        let there = hash_of(self.path).map_err(|cause| self.unfinished(context, &cause))?;
        match there == self.sha256 {
            true => Ok(()),
            false => Err(unlike(self.path)),
        }
    }

    /// What came after the file failed: which file there is, and what to do with it.
    fn unfinished(&self, context: &Context, cause: &Failure) -> Failure {
        self.left(context, "handover-unfinished", args([]), cause)
    }

    /// It was handed over, and the case is still here.
    fn not_removed(&self, context: &Context, name: &str, cause: &Failure) -> Failure {
        if cause.code == "handover-unlike" {
            return unlike(self.path);
        }
        let name = args([("name", name.to_owned())]);
        self.left(context, "handover-not-removed", name, cause)
    }

    fn left(&self, context: &Context, code: &str, mut words: Args, cause: &Failure) -> Failure {
        let receipt = match self.receipt.symlink_metadata() {
            Ok(_) => self.receipt.display().to_string(),
            Err(_) => String::new(),
        };
        words.extend(args([
            ("path", self.path.display().to_string()),
            ("sha256", self.sha256.to_owned()),
            ("receipt", receipt),
        ]));
        let key = format!("errors.{}.message", cause.code);
        let mut details = vec![context.texts.say(&key, &cause.args)];
        details.extend(cause.details.iter().cloned());
        Failure::new(code, cause.kind, words).with_details(details)
    }
}

/// The receipt lies beside the file and bears its name.
fn receipt_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".txt");
    PathBuf::from(name)
}

/// Encrypts the parcel into a file beside its place; gives it with its hash.
fn encrypted(
    mut plain: &File,
    to: &Recipients,
    path: &Path,
) -> Result<(NamedTempFile, String), Failure> {
    let failed = |e: io::Error| StorageError::write(path, &e);
    plain.rewind().map_err(failed)?;
    let mut file = beside(path)?;
    let mut hashed = Hashed {
        to: file.as_file_mut(),
        hasher: Sha256::new(),
    };
    let mut sealed = to.sealing(&mut hashed).map_err(failed)?;
    io::copy(&mut plain, &mut sealed).map_err(failed)?;
    sealed.finish().map_err(failed)?;
    let sha256 = Hash::finished(hashed.hasher).to_string();
    file.as_file().sync_all().map_err(failed)?;
    Ok((file, sha256))
}

fn unlike(path: &Path) -> Failure {
    let args = args([("path", path.display().to_string())]);
    Failure::new("handover-unlike", Kind::Integrity, args)
}

/// The hash of a file as it stands on the disk.
fn hash_of(path: &Path) -> Result<String, Failure> {
    let unread = |e: io::Error| StorageError::read(path, &e);
    let mut file = File::open(path).map_err(unread)?;
    let mut hashed = Hashed {
        to: io::sink(),
        hasher: Sha256::new(),
    };
    io::copy(&mut file, &mut hashed).map_err(unread)?;
    Ok(Hash::finished(hashed.hasher).to_string())
}

/// What is written, hashed on the way.
struct Hashed<W> {
    to: W,
    hasher: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Where the log stood when it was handed over; none without a log, or where its end can't be read.
fn anchor_of(folder: &CaseFolder) -> Option<Anchor> {
    let log = Log::of_case(folder.path());
    let found = log.exists().then(|| verify_case(log.folder(), Vec::new()));
    let found = found?.ok()?;
    Some(found.last?.anchor(&found.log_id?))
}
