//! Copying files in, with a sign of life while a large one is on its way.

use super::super::Failure;
use super::super::check::file;
use super::super::context::Context;
use crate::domain::evidence::AttachmentRef;
use crate::render::wrap::width;
use crate::storage::CaseFolder;
use crate::storage::attachments::{check_source, copy_in_watched, take_back};
use crate::storage::log::LogError;
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// From this size on (16 MiB) a copy takes long enough for a person to wonder.
const LARGE: u64 = 16 * 1024 * 1024;

/// In plain mode one line for so many parts in a hundred: a screen reader reads each of them.
const PLAIN_STEP: u64 = 25;

/// Refuses what can't be copied in, before anything is copied.
///
/// # Errors
/// The first that can't.
pub fn check(sources: &[PathBuf]) -> Result<(), Failure> {
    for source in sources {
        check_source(source)?;
    }
    Ok(())
}

/// Is something under way that ends at places of its own (a copy, many rows)? Then Ctrl-C stops it
/// there and not the program in the middle of it.
static COPYING: AtomicBool = AtomicBool::new(false);

/// Was Ctrl-C pressed since it began?
static STOPPED: AtomicBool = AtomicBool::new(false);

/// How a program ends that Ctrl-C stopped.
const INTERRUPTED: i32 = 130;

/// Takes Ctrl-C over, once for the process. Where the platform refuses, Ctrl-C ends the program as
/// ever, and the next copy takes the half one away.
fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            if COPYING.load(Ordering::SeqCst) {
                STOPPED.store(true, Ordering::SeqCst);
            } else {
                std::process::exit(INTERRUPTED);
            }
        });
    });
}

/// Does work that asks [`is_stopped`] at places where it can end: Ctrl-C is kept for them.
pub fn stopping_in_time<T>(work: impl FnOnce() -> T) -> T {
    listen();
    COPYING.store(true, Ordering::SeqCst);
    let outcome = work();
    COPYING.store(false, Ordering::SeqCst);
    outcome
}

/// Was Ctrl-C pressed during such work?
pub fn is_stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// Copies files in, in their order.
///
/// # Errors
/// The person stopped, or a copy failed: none of them was added.
pub fn copied(
    context: &Context,
    folder: &CaseFolder,
    sources: &[PathBuf],
) -> Result<Vec<AttachmentRef>, Failure> {
    let mut list = Vec::with_capacity(sources.len());
    let outcome = stopping_in_time(|| copy_each(context, folder, sources, &mut list));
    match outcome {
        Ok(()) => {
            file::say_of_attached(context, sources);
            Ok(list)
        }
        Err(failure) => {
            take_back(folder.path(), &list);
            Err(failure)
        }
    }
}

fn copy_each(
    context: &Context,
    folder: &CaseFolder,
    sources: &[PathBuf],
    list: &mut Vec<AttachmentRef>,
) -> Result<(), Failure> {
    for source in sources {
        let mut id = [0; 16];
        if !super::random(&mut id) {
            return Err(LogError::NoRandom.into());
        }
        let mut progress = Progress::of(context, source);
        let result = copy_in_watched(folder.path(), source, id, &mut |copied, size| {
            progress.show(copied, size);
            match is_stopped() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        progress.clear();
        list.push(result?);
    }
    Ok(())
}

/// What a person at a terminal sees meanwhile, on standard error.
struct Progress<'a> {
    context: &'a Context,
    name: String,
    shown: Option<u64>,
    on_screen: bool,
}

impl<'a> Progress<'a> {
    fn of(context: &'a Context, source: &Path) -> Progress<'a> {
        let name = source.file_name().unwrap_or(source.as_os_str());
        Progress {
            context,
            name: super::words::on_one_line(&name.to_string_lossy()),
            shown: None,
            on_screen: std::io::stderr().is_terminal(),
        }
    }

    fn show(&mut self, copied: u64, size: u64) {
        if !self.on_screen || size <= LARGE {
            return;
        }
        let plain = self.context.manner.plain;
        let percent = u64::try_from(u128::from(copied) * 100 / u128::from(size)).unwrap_or(100);
        let step = if plain { PLAIN_STEP } else { 1 };
        let percent = percent / step * step;
        if self.shown == Some(percent) {
            return;
        }
        self.shown = Some(percent);
        let columns = self.context.manner.columns;
        let said = |name: &str| {
            let percent = percent.to_string();
            self.context.texts.say(
                "log.copying",
                [("name", name.to_owned()), ("percent", percent)],
            )
        };
        // A line that wraps can't be written over.
        let room = columns.saturating_sub(width(&said("")) + 1);
        let line = said(&super::words::shortened(&self.name, room));
        let (before, after) = if plain { ("", "\n") } else { ("\r", "") };
        // A terminal that went away doesn't stop the copy.
        let _ = write!(std::io::stderr(), "{before}{line}{after}");
    }

    /// Leaves an empty line for what comes next.
    fn clear(&mut self) {
        if self.shown.take().is_some() && !self.context.manner.plain {
            let blanks = " ".repeat(self.context.manner.columns.saturating_sub(1));
            let _ = write!(std::io::stderr(), "\r{blanks}\r");
        }
    }
}
