//! Asking a person: at a terminal, at a dumb terminal, or nobody at all.

mod clear;
mod line;
mod pick;
mod prompter;
mod secret;

pub use clear::wiped;
pub use pick::{pick, speak};
pub use prompter::TerminalPrompter;
pub use secret::secret;

use std::io::IsTerminal;

/// How the terminal is to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Columns to lay out for.
    pub columns: usize,
    /// Rows of the window, where they are known.
    pub rows: Option<usize>,
    /// Large type: characters set wide, one thing at a time.
    pub large: bool,
    /// Short lines, no cursor tricks: for screen readers and dumb terminals.
    pub plain: bool,
    /// Is there a person at a terminal who can be asked?
    pub interactive: bool,
    /// Lists are picked from with the arrow keys: only where the person asked for it.
    pub arrows: bool,
    /// Words for people go to standard error, since standard output carries something for machines.
    pub on_stderr: bool,
}

/// Columns where nothing is known of the terminal: users read printed pages of this width.
pub const DEFAULT_COLUMNS: usize = 72;

/// Terminals the line editor can't draw on: it would read from them with the echo on.
const NOT_DRAWN_ON: [&str; 3] = ["dumb", "cons25", "emacs"];

/// Is it a terminal with a cursor that can be moved? `term` is the value of `TERM`; without one it is
/// taken for such, as on Windows.
pub fn is_drawn_on(term: Option<&str>) -> bool {
    !term.is_some_and(|t| NOT_DRAWN_ON.contains(&t.to_ascii_lowercase().as_str()))
}

impl Manner {
    /// Looks at the process's own streams. `term` is the value of `TERM`.
    pub fn detect(plain: bool, json: bool, term: Option<&str>) -> Manner {
        let out = std::io::stdout().is_terminal();
        let err = std::io::stderr().is_terminal();
        let on_stderr = json || !out;
        let (rows, columns) = window();
        Manner {
            columns,
            rows,
            large: false,
            plain: plain || !is_drawn_on(term),
            arrows: false,
            interactive: std::io::stdin().is_terminal() && (out || err),
            on_stderr,
        }
    }
}

impl Manner {
    /// The same manner for the window as it is now.
    fn in_its_window(self) -> Manner {
        if !self.interactive {
            return self;
        }
        let (rows, columns) = window();
        Manner {
            rows,
            columns,
            ..self
        }
    }
}

/// Rows and columns to lay out for, as the window is now.
fn window() -> (Option<usize>, usize) {
    let size = console::Term::stdout()
        .size_checked()
        .or_else(|| console::Term::stderr().size_checked());
    let columns = size.map_or(DEFAULT_COLUMNS, |(_, columns)| usize::from(columns));
    // A reader's eye tires on very long lines of Chinese.
    let columns = columns.clamp(20, 100);
    (size.map(|(rows, _)| usize::from(rows)), columns)
}

/// Is standard input a pipe or a file with something in it? Waits until it has a line's beginning or
/// ends; a device (`/dev/null`, a terminal) is never waited for.
pub fn input_waits() -> bool {
    #[cfg(unix)]
    {
        use std::io::BufRead;
        is_pipe_or_file()
            && std::io::stdin()
                .lock()
                .fill_buf()
                .is_ok_and(|block| !block.is_empty())
    }
    #[cfg(not(unix))]
    false
}

#[cfg(unix)]
fn is_pipe_or_file() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let same = std::io::stdin().as_fd().try_clone_to_owned();
    let kind = same.and_then(|input| std::fs::File::from(input).metadata());
    kind.is_ok_and(|meta| meta.file_type().is_fifo() || meta.is_file())
}
