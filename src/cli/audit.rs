//! `menshen audit`: many loans, JSON Lines in and out, order kept, a bad line answered in place; or the
//! loans of every case kept here.

mod cases;
mod lines;
mod progress;
mod screen;

use super::Failure;
use super::context::{Context, RestsOn};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::LoanProblem;
use crate::domain::statement::{Audit, Options};
use crate::storage::StorageError;
use crate::storage::files::replace_whole_with;
use clap::ArgMatches;
use lines::{Answers, Arrival, Broken, Ending, Lines};
use progress::Progress;
use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

/// What a program on Windows may put before the first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Answers are some seven times as long as their loans; memory is asked for once.
const GROWTH: usize = 8;

/// Runs the command. A bad line is an answer of its own and no failure.
///
/// # Errors
/// The input can't be read, the output can't be written, or a person stopped it.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let texts = &context.texts;
    let message = |p: &LoanProblem| texts.say(&format!("errors.{}.message", p.code), &p.args);
    let audit = Audit {
        book: context.legal_book()?,
        options: Options {
            explain: matches.get_flag("explain"),
            schedule: matches.get_flag("schedule"),
        },
        as_of: context.as_of_given(),
        message: &message,
    };
    context.note_book(RestsOn::Reckoning, context.as_of())?;
    if matches.get_flag("cases") {
        return cases::run(context, matches, audit);
    }
    let source = Source::of(matches.get_one::<String>("file"))?;
    let (size, input) = (source.size, source.input);
    let feed = Feed {
        name: source.name,
        words: "audit",
        size,
        read: move |to: &SyncSender<Arrival<Lines>>| lines::read(input, to),
    };
    let progress = batch(context, feed, &|lines| answers(&audit, lines))?;
    if let Some(progress) = progress.filter(Progress::is_seen) {
        context.note("audit.done", progress.counts());
    }
    Ok(())
}

/// What a batch is fed with.
struct Feed<R> {
    /// The name of the input, for errors.
    name: String,
    /// The first part of the keys of what is said about it.
    words: &'static str,
    /// How much there is to read, in the measure of [`Answers::read`], where that is known.
    size: Option<u64>,
    /// Reads it, piece by piece, on a thread of its own.
    read: R,
}

/// Answers all of it, to standard output or the file of `-o`. `None`: whoever read the answers had
/// enough of them.
///
/// # Errors
/// The input can't be read, the output can't be written, or a person stopped it.
fn batch<'c, P: Send + 'static>(
    context: &'c Context,
    feed: Feed<impl FnOnce(&SyncSender<Arrival<P>>) + Send + 'static>,
    answers_to: &(dyn Fn(&P) -> Answers + Sync),
) -> Result<Option<Progress<'c>>, Failure> {
    let output = context.output();
    let (to, arrivals) = lines::arrivals();
    // Before the bar is seen: who sees it may press Ctrl-C.
    let stop = stop_at_interrupt(to.clone());
    let progress = Progress::of(context, feed.words, feed.size, output.is_none());
    let read = feed.read;
    // Not joined: a thread that waits for input has no way to be woken, and ends with the program.
    std::thread::spawn(move || read(&to));
    let mut batch = Batch {
        answers_to,
        arrivals,
        stop,
        progress,
    };
    let ended = match &output {
        Some(path) => batch.answer_to_file(path),
        None => batch.answer_to_stdout(),
    };
    batch.progress.clear();
    match ended {
        Ok(Ending::Complete) => Ok(Some(batch.progress)),
        Ok(Ending::Enough) => Ok(None),
        Ok(Ending::Stopped) => {
            let done = batch.progress.lines().to_string();
            let written = if output.is_none() { "1" } else { "" };
            let args = args([("done", done), ("written", written.to_owned())]);
            Err(Failure::new("audit-stopped", Kind::Interrupted, args))
        }
        Err(Broken::Input(e)) => Err(unreadable(&feed.name, &e)),
        Err(Broken::Output(e)) => {
            let place = output.unwrap_or_else(|| PathBuf::from("(standard output)"));
            Err(StorageError::write(&place, &e).into())
        }
    }
}

/// Where the lines come from.
struct Source {
    name: String,
    input: Box<dyn Read + Send>,
    /// In bytes, where it is a file.
    size: Option<u64>,
}

impl Source {
    fn of(file: Option<&String>) -> Result<Source, Failure> {
        let Some(path) = file.filter(|path| *path != "-") else {
            return Ok(Source {
                name: "-".to_owned(),
                input: Box::new(io::stdin()),
                size: None,
            });
        };
        let opened = File::open(path).and_then(|file| {
            let about = file.metadata()?;
            Ok((file, about.is_file().then_some(about.len())))
        });
        let (file, size) = opened.map_err(|e| unreadable(path, &e))?;
        Ok(Source {
            name: path.clone(),
            input: Box::new(file),
            size,
        })
    }
}

fn unreadable(path: &str, e: &io::Error) -> Failure {
    let args = args([("path", path.to_owned()), ("reason", e.to_string())]);
    Failure::new("audit-unreadable", Kind::Usage, args)
}

/// From here on Ctrl-C asks the batch to stop behind a whole line; a second one doesn't wait for it.
fn stop_at_interrupt<P: Send + 'static>(to: SyncSender<Arrival<P>>) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // Without a handler Ctrl-C ends the program as it ends any other.
    let _ = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Kind::Interrupted.exit_code()));
        }
        // Wakes a batch that waits for input; a full channel means that it doesn't wait.
        let _ = to.try_send(Arrival::Stop);
    });
    stop
}

struct Batch<'a, 'c, P> {
    answers_to: &'a (dyn Fn(&P) -> Answers + Sync),
    arrivals: Receiver<Arrival<P>>,
    stop: Arc<AtomicBool>,
    progress: Progress<'c>,
}

impl<P: Send> Batch<'_, '_, P> {
    fn answer_to_stdout(&mut self) -> Result<Ending, Broken> {
        let mut out = io::stdout().lock();
        match self.answer(&mut out) {
            Err(Broken::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => Ok(Ending::Enough),
            ended => ended,
        }
    }

    /// The file is there whole in the end, or not at all.
    fn answer_to_file(&mut self, path: &Path) -> Result<Ending, Broken> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut early = None;
        let written = replace_whole_with(&path, |out| match self.answer(out) {
            Ok(Ending::Complete) => Ok(()),
            Err(Broken::Output(e)) => Err(e),
            other => {
                early = Some(other);
                Err(io::Error::from(io::ErrorKind::Interrupted))
            }
        });
        match (early, written) {
            (Some(ended), _) => ended,
            (None, Ok(())) => Ok(Ending::Complete),
            (None, Err(e)) => Err(Broken::Output(e)),
        }
    }

    fn answer(&mut self, out: &mut dyn Write) -> Result<Ending, Broken> {
        let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
        let (progress, stop) = (&mut self.progress, &self.stop);
        lines::answer(
            &self.arrivals,
            workers,
            self.answers_to,
            |answers| {
                out.write_all(&answers.bytes)?;
                out.flush()?;
                progress.advance(answers);
                Ok(())
            },
            || stop.load(Ordering::Relaxed),
        )
    }
}

/// The answers to some lines.
fn answers(audit: &Audit<'_>, lines: &Lines) -> Answers {
    let mut answers = Answers {
        count: lines.count,
        refused: 0,
        set_aside: 0,
        read: lines.bytes.len(),
        bytes: Vec::with_capacity(lines.bytes.len() * GROWTH),
    };
    let whole = lines.bytes.strip_suffix(b"\n").unwrap_or(&lines.bytes);
    for (i, line) in whole.split(|byte| *byte == b'\n').enumerate() {
        let number = lines.first + i;
        // Bytes that aren't UTF-8 can't be answered for: an empty line can't be read either, and is
        // refused by name.
        let text = std::str::from_utf8(line).unwrap_or_default();
        let text = text.strip_suffix('\r').unwrap_or(text);
        let text = match number {
            1 => text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text),
            _ => text,
        };
        let stated = audit.answer(number, text, &mut answers.bytes);
        answers.refused += usize::from(!stated);
    }
    answers
}
