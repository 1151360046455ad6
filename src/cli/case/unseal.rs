//! `menshen case unseal`: a sealed case opened for good.

use super::super::Failure;
use super::super::context::Context;
use super::seal::{as_json, built, counted, end_mended};
use crate::render::screen::Screen;
use crate::storage::vault::{self, VaultError};

/// Opens the case in use for good.
///
/// # Errors
/// Nothing has changed: it isn't sealed, the passphrase isn't given or is another, or the disk
/// refuses.
pub fn run(context: &Context) -> Result<(), Failure> {
    built()?;
    let folder = context.open_case()?;
    if !folder.is_sealed() {
        return Err(VaultError::NotSealed.into());
    }
    context.unlock(&folder)?;
    let lock = folder.lock()?;
    end_mended(context, &folder)?;
    let covered = vault::unseal(&folder, &lock)?;
    let mut screen = Screen::new();
    screen.text(
        context
            .texts
            .say("seal.unsealed", counted(&folder, &covered)),
    );
    screen.text(context.texts.t("seal.unsealed-means"));
    context.emit(&screen, &as_json(&folder, &covered, false))
}
