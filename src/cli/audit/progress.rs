//! How far a batch has come, for a person at a terminal, on standard error.

use crate::cli::context::Context;
use crate::domain::coded::{Args, args};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

use super::lines::Answers;
use super::screen::Screen;

/// In plain mode one line for so many parts in a hundred: a screen reader reads each of them.
const PLAIN_STEP: u64 = 25;

/// How often the bar is drawn at most.
const DRAWN_A_SECOND: u8 = 20;

/// What is shown.
pub struct Progress<'a> {
    context: &'a Context,
    /// The first part of the keys of its words.
    words: &'static str,
    /// How much there is to read, where that is known.
    size: Option<u64>,
    read: u64,
    lines: usize,
    refused: usize,
    set_aside: usize,
    shown: Shown,
}

enum Shown {
    /// Nobody looks, or the answers themselves fill the screen.
    Nothing,
    /// A bar that moves.
    Bar(ProgressBar),
    /// A line now and then; the step said last.
    Plain(u64),
}

impl<'a> Progress<'a> {
    /// Before the first line, with the words under this key. `answers_on_screen`: standard output is
    /// where the answers go.
    pub fn of(
        context: &'a Context,
        words: &'static str,
        size: Option<u64>,
        answers_on_screen: bool,
    ) -> Progress<'a> {
        let seen = std::io::stderr().is_terminal()
            && !(answers_on_screen && std::io::stdout().is_terminal());
        let shown = match (seen, context.manner.plain) {
            (false, _) => Shown::Nothing,
            (true, true) => Shown::Plain(0),
            (true, false) => Shown::Bar(bar(context, size)),
        };
        Progress {
            context,
            words,
            size,
            read: 0,
            lines: 0,
            refused: 0,
            set_aside: 0,
            shown,
        }
    }

    /// How many lines were answered so far.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// Some more were answered.
    pub fn advance(&mut self, answers: &Answers) {
        self.read += answers.read as u64;
        self.lines += answers.count;
        self.refused += answers.refused;
        self.set_aside += answers.set_aside;
        let said = || {
            let done = self.lines.to_string();
            let key = format!("{}.progress", self.words);
            self.context.texts.say(&key, [("done", done)])
        };
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.set_position(self.read);
                bar.set_message(said());
            }
            Shown::Plain(before) => {
                let percent = |size: u64| (self.read * 100).checked_div(size).unwrap_or(0);
                let step = self.size.map_or(0, percent) / PLAIN_STEP;
                if step > *before {
                    *before = step;
                    let _ = writeln!(std::io::stderr(), "{}", said());
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }

    /// Was a person there to see it?
    pub fn is_seen(&self) -> bool {
        !matches!(self.shown, Shown::Nothing)
    }

    /// After the last line: how many there were, how many couldn't be counted with, and how many
    /// loans weren't looked at.
    pub fn counts(&self) -> Args {
        args([
            ("done", self.lines.to_string()),
            ("refused", self.refused.to_string()),
            ("reckoned", (self.lines - self.refused).to_string()),
            ("set_aside", self.set_aside.to_string()),
        ])
    }
}

fn bar(context: &Context, size: Option<u64>) -> ProgressBar {
    let (bar, layout) = match size {
        Some(size) => (
            ProgressBar::new(size),
            "{bar:24} {percent:>3}%  {msg}  {prefix} {eta_precise}",
        ),
        None => (ProgressBar::no_length(), "{spinner} {msg}"),
    };
    let target =
        ProgressDrawTarget::term_like_with_hz(Box::new(Screen::of_errors()), DRAWN_A_SECOND);
    bar.set_draw_target(target);
    // The layout is ours and sound; without it indicatif's own would do.
    if let Ok(style) = ProgressStyle::with_template(layout) {
        bar.set_style(style.progress_chars("##-"));
    }
    bar.set_prefix(context.texts.t("audit.time-left"));
    bar
}
