//! `menshen case passphrase`: another passphrase for a sealed case.

use super::super::Failure;
use super::super::context::Context;
use super::seal::built;
use crate::domain::coded::args;
use crate::render::screen::Screen;
use crate::storage::vault::{self, VaultError};
use clap::ArgMatches;
use serde_json::json;
use std::path::Path;

/// Asks for the old passphrase, then for the new one, and puts the key under it.
///
/// # Errors
/// The old passphrase stands: the case isn't sealed, the old one is another, the new one is too
/// short or isn't given, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    built()?;
    let folder = context.open_case()?;
    if !folder.is_sealed() {
        return Err(VaultError::NotSealed.into());
    }
    context.unlock(&folder)?;
    let file = matches.get_one::<String>("new-passphrase-file");
    let passphrase = match file {
        Some(file) => context.new_passphrase(Some(Path::new(file)))?,
        None => context.new_passphrase_typed()?,
    };
    let _lock = folder.lock()?;
    vault::change_passphrase(folder.path(), &passphrase)?;
    let mut screen = Screen::new();
    let name = args([("name", folder.name().to_owned())]);
    screen.text(context.texts.say("seal.passphrase-changed", name));
    screen.text(context.texts.t("seal.passphrase-old-copies"));
    context.emit(&screen, &json!({"ok": true, "case": folder.name()}))
}
