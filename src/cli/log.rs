//! `menshen log`: add, list, show, verify, anchor.

mod add;
mod show;
mod verify;
mod words;

use super::Failure;
use super::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::Content;
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use crate::storage::log::{Appended, Log, LogError, Surroundings};
use clap::ArgMatches;

/// Runs the subcommand.
///
/// # Errors
/// As each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("add", m)) => add::run(context, m),
        Some(("show", m)) => show::one(context, m.get_one("seq").copied().unwrap_or_default()),
        Some(("verify", m)) => verify::run(context, m),
        Some(("anchor", _)) => verify::anchor(context),
        _ => show::list(context),
    }
}

/// Adds entries to the log of a case; they are on disk when this returns.
///
/// # Errors
/// Nothing was added.
pub(super) fn append(
    context: &Context,
    folder: &CaseFolder,
    contents: &[Content],
    force: bool,
) -> Result<Appended, Failure> {
    let appended = Log::of_case(folder.path()).append(
        contents,
        force,
        &mut Surroundings {
            now: &mut || context.clock.now().timestamp(),
            random: &mut random,
        },
    )?;
    Ok(appended)
}

/// How many entries the log of the case has; `None` where there is no log yet.
///
/// # Errors
/// The log is there but can't be read.
pub(super) fn count(context: &Context) -> Result<Option<usize>, Failure> {
    let Some(folder) = context.existing_case()? else {
        return Ok(None);
    };
    let log = Log::of_case(folder.path());
    if !log.exists() {
        return Ok(None);
    }
    Ok(Some(crate::storage::log::entries(&log.path())?.len()))
}

/// Fills bytes from the operating system's random source; false if it has none.
pub(super) fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}

/// What happened on the way that a person must know, besides the entry itself: on the screen, or
/// on standard error where standard output is for a machine.
pub(super) fn say_circumstances(context: &Context, appended: &Appended, screen: &mut Screen) {
    if let Some(path) = &appended.torn_moved_to {
        let path = path.display().to_string();
        say(context, screen, "log.added.torn", args([("path", path)]));
    }
    if !appended.joined_to_damage.is_empty() {
        say(context, screen, "log.added.forced", args([]));
    }
    if appended.clock_stepped_back {
        say(context, screen, "log.added.clock-stepped-back", args([]));
    }
}

fn say(context: &Context, screen: &mut Screen, key: &str, args: crate::domain::coded::Args) {
    if context.json {
        context.note(key, args);
    } else {
        screen.text(context.texts.say(key, args));
    }
}

/// The log of the case in use.
///
/// # Errors
/// There is no case, or it has no log yet.
fn existing_log(context: &Context) -> Result<Log, Failure> {
    let log = match context.existing_case()? {
        Some(folder) => Log::of_case(folder.path()),
        None => return Err(Failure::new("log-no-case", Kind::Case, args([]))),
    };
    if log.exists() {
        Ok(log)
    } else {
        Err(LogError::Missing(log.path()).into())
    }
}
