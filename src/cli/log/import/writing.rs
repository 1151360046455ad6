//! Adding many entries, some hundred at a time: each batch is on disk before the next begins, so that
//! a person who stops keeps whole entries and can go on later.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::super::copying::{is_stopped, stopping_in_time};
use super::super::words;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::Content;
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Entries that go to disk together.
const BATCH: usize = 200;

/// In plain mode one line for so many parts in a hundred: a screen reader reads each of them.
const PLAIN_STEP: usize = 25;

/// What was written.
#[derive(Debug, Default)]
pub struct Done {
    /// How many entries.
    pub count: usize,
    /// The number of the first.
    pub first: Option<u64>,
    /// The number of the last.
    pub last: Option<u64>,
    /// Which log.
    pub log_id: Option<String>,
    torn_moved_to: Option<std::path::PathBuf>,
    clock_stepped_back: bool,
    forced: bool,
}

/// Adds the entries in their order.
///
/// # Errors
/// The person stopped, or the log can't be written: what is on disk by then stays there and is said.
pub fn write(
    context: &Context,
    folder: &CaseFolder,
    contents: &[Content],
    force: bool,
) -> Result<Done, Failure> {
    stopping_in_time(|| {
        let mut done = Done::default();
        let mut progress = Progress::of(context, contents.len());
        for batch in contents.chunks(BATCH) {
            if is_stopped() {
                progress.clear();
                let left = (contents.len() - done.count).to_string();
                let words = args([("done", done.count.to_string()), ("left", left)]);
                return Err(Failure::new("log-import-stopped", Kind::Interrupted, words));
            }
            match super::super::append(context, folder, batch, force) {
                Ok(appended) => {
                    let seq = |written: Option<&crate::storage::log::Written>| {
                        written.map(|w| w.place.seq)
                    };
                    done.count += batch.len();
                    done.first = done.first.or(seq(appended.entries.first()));
                    done.last = seq(appended.entries.last());
                    done.clock_stepped_back |= appended.clock_stepped_back;
                    done.forced |= !appended.joined_to_damage.is_empty();
                    done.torn_moved_to = done.torn_moved_to.take().or(appended.torn_moved_to);
                    done.log_id = Some(appended.log_id);
                }
                Err(failure) => {
                    progress.clear();
                    if done.count > 0 {
                        let count = done.count.to_string();
                        context.note("log-import.partly", args([("count", count)]));
                    }
                    return Err(failure);
                }
            }
            progress.show(done.count);
        }
        progress.clear();
        Ok(done)
    })
}

impl Done {
    /// What a person must know of it.
    pub fn say(&self, context: &Context, folder: &CaseFolder, file: &Path, screen: &mut Screen) {
        let number = |seq: Option<u64>| seq.unwrap_or(0).to_string();
        let words = [
            ("count", self.count.to_string()),
            ("first", number(self.first)),
            ("last", number(self.last)),
            ("case", folder.name().to_owned()),
        ];
        screen.text(context.texts.say("log-import.written", words));
        if let Some(path) = &self.torn_moved_to {
            let path = path.display().to_string();
            super::super::say(context, screen, "log.added.torn", args([("path", path)]));
        }
        if self.forced {
            super::super::say(context, screen, "log.added.forced", args([]));
        }
        if self.clock_stepped_back {
            let key = "log.added.clock-stepped-back";
            super::super::say(context, screen, key, args([]));
        }
        screen.text(context.texts.t("log-import.afterwards"));
        // On a line of its own, so that it can be copied whole.
        let file = [("file", words::on_one_line(&file.display().to_string()))];
        screen.text(context.texts.say("log-import.afterwards-how", file));
    }
}

/// What a person at a terminal sees meanwhile, on standard error.
struct Progress<'c> {
    context: &'c Context,
    all: usize,
    shown: Option<usize>,
    on_screen: bool,
}

impl<'c> Progress<'c> {
    fn of(context: &'c Context, all: usize) -> Progress<'c> {
        Progress {
            context,
            all,
            shown: None,
            // One batch is over before anybody wonders.
            on_screen: all > BATCH && std::io::stderr().is_terminal(),
        }
    }

    fn show(&mut self, done: usize) {
        if !self.on_screen {
            return;
        }
        let plain = self.context.manner.plain;
        let step = if plain { PLAIN_STEP } else { 1 };
        let percent = done * 100 / self.all.max(1) / step * step;
        if self.shown == Some(percent) {
            return;
        }
        self.shown = Some(percent);
        let words = [("done", done.to_string()), ("all", self.all.to_string())];
        let line = self.context.texts.say("log-import.progress", words);
        let (before, after) = if plain { ("", "\n") } else { ("\r", "") };
        // A terminal that went away doesn't stop the writing.
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
