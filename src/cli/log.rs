//! `menshen log`: add, import, list, show, open, amend, complete, withdraw, verify, anchor, conduct.

mod add;
mod amend;
mod anchor;
mod conduct;
mod confirmed;
mod copying;
mod import;
mod list;
mod members;
mod show;
mod stamp;
mod verify;
mod when;
mod withdraw;
mod withhold;
mod words;

pub(super) use withhold::{copied, read_numbers};
pub(super) use words::on_one_line;

use super::Failure;
use super::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{AttachmentRef, Content, EntryView, overlaid};
use crate::interview::reading::plain_form;
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use crate::storage::attachments::take_back;
use crate::storage::log::{Appended, Log, LogError, Surroundings};
use clap::ArgMatches;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// Runs the subcommand.
///
/// # Errors
/// As each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("add", m)) => add::run(context, m),
        Some(("import", m)) => import::run(context, m),
        Some(("show", m)) => show::one(context, seq(m)?, m.get_flag("full")),
        Some(("open", _)) => list::open(context),
        Some(("amend", m)) => amend::amend(context, m),
        Some(("complete", m)) => amend::complete(context, seq(m)?, m.get_flag("force")),
        Some(("withdraw", m)) => withdraw::withdraw(context, m),
        Some(("verify", m)) => verify::run(context, m),
        Some(("anchor", m)) => anchor::run(context, m),
        Some(("conduct", m)) => conduct::run(context, m),
        Some(("withhold", m)) => withhold::run(context, m),
        Some((_, m)) => list::run(context, m),
        None => Ok(()),
    }
}

/// The number of the entry a subcommand is about: `3`, `３`, `第3条`.
///
/// # Errors
/// It isn't a number.
fn seq(matches: &ArgMatches) -> Result<u64, Failure> {
    let text = matches.get_one::<String>("seq").map(|s| plain_form(s));
    let text = text.unwrap_or_default();
    let bare = text.strip_prefix(['第', '#']).unwrap_or(&text);
    let bare = bare.strip_suffix('条').unwrap_or(bare);
    // What was typed isn't said back: it may be a number of somebody's.
    bare.trim()
        .parse()
        .map_err(|_| Failure::new("log-bad-seq", Kind::Usage, args([])))
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
    Ok(appended(context, folder, contents, force)?)
}

fn appended(
    context: &Context,
    folder: &CaseFolder,
    contents: &[Content],
    force: bool,
) -> Result<Appended, LogError> {
    Log::of_case(folder.path()).append(
        contents,
        force,
        &mut Surroundings {
            now: &mut || context.clock.now().timestamp(),
            random: &mut random,
        },
    )
}

/// Adds entries for which these files were just copied in. Where nothing is added the copies are taken
/// back: in a case that was sealed meanwhile they would lie in the open.
///
/// # Errors
/// Nothing was added. The case was sealed by another program between the copy and the entry, or as for
/// [`append`].
pub(super) fn append_with_copies(
    context: &Context,
    folder: &CaseFolder,
    contents: &[Content],
    copies: &[AttachmentRef],
    force: bool,
) -> Result<Appended, Failure> {
    appended(context, folder, contents, force).map_err(|refused| {
        let absent = match &refused {
            // The line may stand on a disk that failed in the middle of it, and it names the copies.
            LogError::Unwritable { .. } | LogError::DiskFull { .. } => return refused.into(),
            LogError::AttachmentAbsent(id) => copies.iter().any(|copy| copy.id == *id),
            _ => false,
        };
        take_back(folder.path(), copies);
        if absent && folder.is_sealed() {
            let name = args([("name", folder.name().to_owned())]);
            return Failure::new("log-sealed-meanwhile", Kind::Case, name);
        }
        refused.into()
    })
}

/// Adds an entry another command has put together, with its files; gives its number.
///
/// # Errors
/// It isn't an entry, a file can't be copied in, or the log can't be written: nothing was added.
pub(super) fn entered(
    context: &Context,
    folder: &CaseFolder,
    mut members: Map<String, Value>,
    files: &[PathBuf],
) -> Result<u64, Failure> {
    add::check(context, members.clone())?;
    copying::check(files)?;
    let copies = add::copied_into(context, folder, files, &mut members)?;
    let content = add::check(context, members)?;
    let appended = append_with_copies(context, folder, &[content], &copies, false)?;
    let first = appended.entries.first();
    Ok(first.map(|e| e.place.seq).unwrap_or_default())
}

pub(super) use confirmed::confirmed as conduct_confirmed;

/// The time of an event, asked for; `None` where the person leaves it open.
///
/// # Errors
/// The person left.
pub(super) fn when_asked(context: &Context) -> Result<Option<(String, &'static str)>, Failure> {
    let told = when::asked(context)?;
    Ok(told.map(|told| (told.at.to_string(), told.precision())))
}

/// One entry as it stands now.
///
/// # Errors
/// There is no case, no log, or no such entry, or the log can't be read.
pub(super) fn entry(context: &Context, seq: u64) -> Result<EntryView, Failure> {
    let log = existing_log(context)?;
    let views = overlaid(crate::storage::log::entries(&log.path())?);
    show::found(&views, seq).cloned()
}

/// What an entry leaves open that counts: member paths, and their names in one line.
pub(super) fn open_of(context: &Context, view: &EntryView) -> (Vec<&'static str>, String) {
    let open = show::open(view);
    let labels = members::labels(context, &open);
    (open, labels)
}

/// Asks for what an entry leaves open, and adds it.
///
/// # Errors
/// Nothing was written.
pub(super) fn complete(context: &Context, seq: u64) -> Result<(), Failure> {
    amend::complete(context, seq, false)
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

/// Up to which entry an anchor was put somewhere; 0 where none was.
///
/// # Errors
/// The list of anchors can't be read.
pub(super) fn anchored_through(context: &Context) -> Result<u64, Failure> {
    let Some(folder) = context.existing_case()? else {
        return Ok(0);
    };
    Ok(crate::storage::anchors::anchored_through(folder.path())?.unwrap_or(0))
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

/// What can still be filled in, and how.
fn say_open(context: &Context, screen: &mut Screen, seq: u64, open: &[&'static str]) {
    if open.is_empty() {
        return;
    }
    let texts = &context.texts;
    let members = members::labels(context, open);
    screen.text(texts.say("log.show.open", [("members", members)]));
    // On a line of its own, so that it can be copied whole.
    screen.text(texts.say("log.show.open-how", [("seq", seq.to_string())]));
}

/// Says so when the case has no loan of this name: a slip of the pen would take the entry out of
/// every count by loan. It is recorded as written.
fn note_unknown_loan(context: &Context, folder: &CaseFolder, loan: &str) {
    if folder.load().is_ok_and(|case| case.loan(loan).is_none()) {
        let loan = on_one_line(loan);
        context.note("log.loan-not-in-case", args([("loan", loan)]));
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
