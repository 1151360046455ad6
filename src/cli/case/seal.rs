//! `menshen case seal`: the case under a passphrase, all of it or nothing.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::coded::{Args, args};
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use crate::storage::log::{Log, Surroundings};
use crate::storage::vault::{self, Covered, Recipients, VaultError};
use clap::ArgMatches;
use serde_json::json;

/// Seals the case in use, or seals a sealed one to one more key.
///
/// # Errors
/// Nothing has changed: a key isn't one, no passphrase was given, it is sealed already and no key is
/// added, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    built()?;
    let added: Vec<String> = matches
        .get_many::<String>("recipient")
        .unwrap_or_default()
        .map(|key| key.trim().to_owned())
        .collect();
    for key in &added {
        Recipients::read(key)?;
    }
    let folder = context.open_case()?;
    if folder.is_sealed() {
        return again(context, &folder, &added);
    }
    let mut before = Screen::new();
    let others = others(added.len());
    for key in [
        "seal.before",
        "seal.before-forgotten",
        "seal.before-visible",
    ] {
        before.text(context.texts.say(key, &others));
    }
    context.show(&before);
    let passphrase = context.new_passphrase(None)?;
    let lock = folder.lock()?;
    end_mended(context, &folder)?;
    let covered = vault::seal(&folder, &lock, Some(&passphrase), &added)?;
    let mut screen = Screen::new();
    screen.text(context.texts.say("seal.done", counted(&folder, &covered)));
    if covered.others > 0 {
        let others = [("count", covered.others.to_string())];
        screen.text(context.texts.say("seal.done-others", others));
    }
    let keys = [("keys", (covered.others + 1).to_string())];
    for key in [
        "seal.visible",
        "seal.added-keys",
        "seal.what-works",
        "seal.traces",
        "seal.recovery-next",
    ] {
        screen.text(context.texts.say(key, keys.clone()));
    }
    context.emit(&screen, &as_json(&folder, &covered, true))
}

/// A sealed case, everything in it sealed again so that one more key opens it.
fn again(context: &Context, folder: &CaseFolder, added: &[String]) -> Result<(), Failure> {
    if added.is_empty() {
        return Err(VaultError::AlreadySealed.into());
    }
    context.unlock(folder)?;
    let lock = folder.lock()?;
    end_mended(context, folder)?;
    let covered = vault::seal(folder, &lock, None, added)?;
    let mut screen = Screen::new();
    screen.text(
        context
            .texts
            .say("seal.added-recipient", counted(folder, &covered)),
    );
    screen.text(context.texts.t("seal.added-recipient-means"));
    context.emit(&screen, &as_json(folder, &covered, true))
}

/// A line of the log that was cut short is put right first, as the next entry would: it couldn't be
/// sealed or opened.
pub(super) fn end_mended(context: &Context, folder: &CaseFolder) -> Result<(), Failure> {
    let moved = Log::of_case(folder.path()).mend_end(&mut Surroundings {
        now: &mut || context.clock.now().timestamp(),
        random: &mut super::super::log::random,
    })?;
    if let Some(path) = moved {
        let path = path.display().to_string();
        context.note("log.added.torn", args([("path", path)]));
    }
    Ok(())
}

/// How many keys besides the case's own open it, for the words; none says nothing.
pub(super) fn others(count: usize) -> Args {
    match count {
        0 => Args::new(),
        count => args([("others", count.to_string())]),
    }
}

/// Is sealing part of this program?
///
/// # Errors
/// It isn't.
pub(super) fn built() -> Result<(), Failure> {
    match vault::IS_BUILT {
        true => Ok(()),
        false => Err(VaultError::NotBuilt.into()),
    }
}

/// What was gone over, for the words.
pub(super) fn counted(folder: &CaseFolder, covered: &Covered) -> Args {
    args([
        ("name", folder.name().to_owned()),
        ("entries", covered.entries.to_string()),
        ("attachments", covered.attachments.to_string()),
        ("files", covered.files.to_string()),
    ])
}

/// The same for machines.
pub(super) fn as_json(folder: &CaseFolder, covered: &Covered, sealed: bool) -> serde_json::Value {
    json!({
        "ok": true,
        "case": folder.name(),
        "sealed": sealed,
        "entries": covered.entries,
        "attachments": covered.attachments,
        "files": covered.files,
        "other_recipients": covered.others,
    })
}
