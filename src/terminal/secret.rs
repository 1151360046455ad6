//! A line that must not be seen on the screen.

use super::Manner;
#[cfg(unix)]
use super::line::{Line, OwnLine};
use rustyline::completion::Completer;
use rustyline::config::{Behavior, BellStyle, ColorMode, Config};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Editor, Helper};
use std::borrow::Cow;
#[cfg(unix)]
use std::io::Write;
use unicode_width::UnicodeWidthChar;

/// Draws a star for each column of what is typed.
struct Stars;

impl Highlighter for Stars {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        // The editor counts on as many columns as the line itself has.
        let columns = line.chars().map(|c| c.width().unwrap_or(0)).sum();
        Cow::Owned("*".repeat(columns))
    }

    fn highlight_char(&self, _line: &str, _pos: usize, _kind: CmdKind) -> bool {
        // Without it the editor writes a character typed at the end as it is.
        true
    }
}

impl Completer for Stars {
    type Candidate = String;
}

impl Hinter for Stars {
    type Hint = String;
}

impl Validator for Stars {}

impl Helper for Stars {}

/// Reads a line without showing it; a star stands for each character where the terminal can be
/// drawn on. `None` when the person leaves (Ctrl-C, Ctrl-D) or the terminal goes away.
///
/// The echo is off before the prompt is shown and until the line ends, so that no key typed early
/// or fast is seen; the terminal is given back however the line ends.
pub fn secret(prompt: &str, manner: Manner) -> Option<String> {
    if manner.plain {
        return unseen(prompt);
    }
    let config = Config::builder()
        .behavior(Behavior::PreferTerm)
        .bell_style(BellStyle::None)
        .auto_add_history(false)
        .bracketed_paste(true)
        // The stars are drawn as colours are, and are wanted where colours are switched off too.
        .color_mode(ColorMode::Forced)
        .build();
    let mut editor: Editor<Stars, MemHistory> =
        Editor::with_history(config, MemHistory::new()).ok()?;
    editor.set_helper(Some(Stars));
    editor.readline(&format!("{prompt} ")).ok()
}

/// No stars, and no echo for the whole line either.
#[cfg(unix)]
fn unseen(prompt: &str) -> Option<String> {
    let line = OwnLine::prepared(true);
    let mut err = std::io::stderr();
    write!(err, "{prompt} ").ok()?;
    match line.read() {
        Line::Text(text) => Some(text),
        Line::Unreadable | Line::FromGb18030(_) => Some(String::new()),
        Line::Interrupted | Line::Closed => {
            // The key that ended the line moved no cursor.
            let _ = writeln!(err);
            None
        }
    }
}

/// No stars, and no echo for the whole line either.
#[cfg(not(unix))]
fn unseen(prompt: &str) -> Option<String> {
    let term = console::Term::stderr();
    term.write_str(&format!("{prompt} ")).ok()?;
    term.read_secure_line().ok()
}
