//! `menshen audit`: many loans, JSON Lines in and out, order kept, a bad line answered in place.

use super::Failure;
use super::context::{Context, RestsOn};
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::{Kind, args};
use crate::domain::loan::LoanProblem;
use crate::domain::statement::{Options, audit_line};
use crate::storage::StorageError;
use crate::storage::files::replace_whole_with;
use clap::ArgMatches;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::num::NonZero;
use std::path::PathBuf;

/// Lines held at once: enough to keep every core busy, few enough that memory stays constant.
const LINES_AT_ONCE: usize = 1024;

/// Runs the command. A bad line is an answer of its own and no failure.
///
/// # Errors
/// The input can't be read or the output can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let options = Options {
        explain: matches.get_flag("explain"),
        schedule: matches.get_flag("schedule"),
    };
    let book = context.legal_book()?;
    context.note_book(RestsOn::Reckoning, context.as_of())?;
    let unreadable = |path: &str, e: &io::Error| {
        let args = args([("path", path.to_owned()), ("reason", e.to_string())]);
        Failure::new("audit-unreadable", Kind::Usage, args)
    };
    let (name, input): (String, Box<dyn BufRead>) = match matches.get_one::<String>("file") {
        Some(path) if path != "-" => {
            let file = File::open(path).map_err(|e| unreadable(path, &e))?;
            (path.clone(), Box::new(BufReader::new(file)))
        }
        _ => ("-".into(), Box::new(BufReader::new(io::stdin()))),
    };
    let job = Job {
        context,
        book,
        options,
    };
    let mut read_error = None;
    let written = match context.output() {
        Some(path) => {
            let path = std::path::absolute(&path).unwrap_or(path);
            let whole = replace_whole_with(&path, |out| job.run(input, out, &mut read_error));
            whole.map_err(|e| (path, e))
        }
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let done = job
                .run(input, &mut out, &mut read_error)
                .and_then(|()| out.flush());
            match done {
                // Whoever read our output has had enough.
                Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                done => done.map_err(|e| (PathBuf::from("(standard output)"), e)),
            }
        }
    };
    if let Some(e) = read_error {
        return Err(unreadable(&name, &e));
    }
    written.map_err(|(path, e)| StorageError::write(&path, &e).into())
}

struct Job<'a> {
    context: &'a Context,
    book: &'a LegalBook,
    options: Options,
}

impl Job<'_> {
    /// Answers line by line. A failure to read is kept apart from a failure to write.
    fn run(
        &self,
        mut input: Box<dyn BufRead>,
        out: &mut dyn Write,
        read_error: &mut Option<io::Error>,
    ) -> io::Result<()> {
        let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
        let show_progress = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let mut first = 1;
        loop {
            let mut lines: Vec<Vec<u8>> = Vec::with_capacity(LINES_AT_ONCE);
            let mut ended = false;
            while lines.len() < LINES_AT_ONCE && !ended {
                let mut line = Vec::new();
                match input.read_until(b'\n', &mut line) {
                    Ok(0) => ended = true,
                    Ok(_) => lines.push(line),
                    Err(e) => {
                        *read_error = Some(e);
                        return Err(io::Error::other("input"));
                    }
                }
            }
            for answer in self.answers(&lines, first, workers) {
                out.write_all(answer.as_bytes())?;
                out.write_all(b"\n")?;
            }
            first += lines.len();
            if show_progress {
                let done = (first - 1).to_string();
                let text = self.context.texts.say("audit.progress", [("done", done)]);
                // A progress line that can't be shown is no reason to stop.
                let _ = write!(io::stderr(), "\r{text}");
            }
            if ended {
                if show_progress {
                    let _ = writeln!(io::stderr());
                }
                return Ok(());
            }
        }
    }

    /// The answers to these lines, in their order, worked out on every core.
    fn answers(&self, lines: &[Vec<u8>], first: usize, workers: usize) -> Vec<String> {
        let share = lines.len().div_ceil(workers).max(1);
        let as_of = self.context.as_of_given();
        let texts = &self.context.texts;
        let (book, options) = (self.book, &self.options);
        std::thread::scope(|scope| {
            let parts: Vec<_> = lines
                .chunks(share)
                .enumerate()
                .map(|(part, chunk)| {
                    scope.spawn(move || {
                        let message = |p: &LoanProblem| {
                            texts.say(&format!("errors.{}.message", p.code), &p.args)
                        };
                        let number = |i: usize| first + part * share + i;
                        chunk
                            .iter()
                            .enumerate()
                            .map(|(i, line)| {
                                // Bytes that aren't UTF-8 can't be answered for: an empty line can't
                                // be read either, and is refused by name.
                                let text = std::str::from_utf8(line).unwrap_or_default();
                                let text = text.trim_end_matches(['\n', '\r']);
                                audit_line(number(i), text, as_of, book, options, &message)
                            })
                            .collect::<Vec<String>>()
                    })
                })
                .collect();
            // A worker that panicked would lose lines: better to stop loudly than to answer fewer.
            parts
                .into_iter()
                .flat_map(|p| p.join().unwrap_or_else(|e| std::panic::resume_unwind(e)))
                .collect()
        })
    }
}
