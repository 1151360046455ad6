//! `menshen case rename`, `archive`, `restore` and `delete`: what is done to a case as a whole.

use super::super::Failure;
use super::super::context::Context;
use super::chosen::deletion_agreed;
use super::{entries, said};
use crate::domain::coded::{Kind, args};
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde_json::json;

fn name(matches: &ArgMatches) -> String {
    matches
        .get_one::<String>("name")
        .cloned()
        .unwrap_or_default()
}

/// Gives a case another name; sealed or not, nothing within it changes.
///
/// # Errors
/// As `Home::rename`.
pub fn rename(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let home = context.home()?;
    let old = name(matches);
    let new = matches.get_one::<String>("new-name").cloned();
    let new = new.unwrap_or_default();
    let folder = home.rename(&old, &new)?;
    let path = folder.path().display().to_string();
    let mut screen = Screen::new();
    let words = [
        ("old", old.clone()),
        ("new", new.clone()),
        ("path", path.clone()),
    ];
    screen.text(context.texts.say("cases.renamed", words));
    screen.text(context.texts.t("cases.renamed-elsewhere"));
    let json = json!({"ok": true, "old": old, "name": new, "path": path});
    context.emit(&screen, &json)
}

/// Puts a case away.
///
/// # Errors
/// There is none of this name, or the disk refuses.
pub fn archive(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.home()?.archive(&name(matches))?;
    said(context, "cases.archived", &folder)
}

/// Takes a case back into the list.
///
/// # Errors
/// It was never put away, there is none of this name, or the disk refuses.
pub fn restore(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let home = context.home()?;
    let name = name(matches);
    if !home.restore(&name)? {
        let args = args([("name", name)]);
        return Err(Failure::new("case-not-archived", Kind::Case, args));
    }
    said(context, "cases.restored", &home.existing(&name)?)
}

/// Deletes a case: says what goes and what can't, asks for its name, asks again.
///
/// # Errors
/// The name typed is another, nobody can be asked, or the disk refuses.
pub fn delete(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let home = context.home()?;
    let name = name(matches);
    let folder = home.existing(&name)?;
    let size = home.size_of(&name)?;
    let unreadable = || context.texts.t("case.unreadable");
    let counted = entries(&folder).map_or_else(unreadable, |n| n.to_string());
    let mut before = Screen::new();
    let words = args([
        ("name", name.clone()),
        ("path", folder.path().display().to_string()),
        ("files", size.files.to_string()),
        ("entries", counted),
    ]);
    for key in ["cases.delete.what", "cases.delete.instead"] {
        before.text(context.texts.say(key, &words));
    }
    context.show(&before);
    if !deletion_agreed(context, &name, matches.get_one::<String>("yes"))? {
        let mut screen = Screen::new();
        screen.text(context.texts.say("cases.delete.kept", &words));
        return context.emit(
            &screen,
            &json!({"ok": true, "name": name, "deleted": false}),
        );
    }
    let gone = home.delete(&name)?;
    let mut screen = Screen::new();
    let words = args([("name", name.clone()), ("files", gone.files.to_string())]);
    screen.text(context.texts.say("cases.delete.done", &words));
    screen.text(context.texts.t("cases.delete.stays"));
    for what in STAYS {
        screen.item("-", context.texts.t(&format!("cases.delete.stays-{what}")));
    }
    let json = json!({
        "ok": true, "name": name, "deleted": true,
        "files": gone.files, "bytes": gone.bytes, "stays": STAYS,
    });
    context.emit(&screen, &json)
}

/// What a deletion here doesn't reach.
pub(super) const STAYS: [&str; 4] = ["copies", "written", "sent", "disk"];
