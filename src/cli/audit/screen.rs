//! A terminal whose last columns are kept free for what the terminal itself writes.

use console::Term;
use indicatif::TermLike;
use std::io;

/// The columns of `^C`, which a terminal writes where the cursor stands, and one for the cursor.
const KEPT_FREE: u16 = 3;

/// Standard error, said to be a little narrower than it is. The bar fills its line; were the line
/// the whole one, `^C` would begin the next, and the bar above it could never be taken away.
#[derive(Debug)]
pub struct Screen(Term);

impl Screen {
    /// Standard error.
    pub fn of_errors() -> Screen {
        Screen(Term::buffered_stderr())
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        TermLike::width(&self.0).saturating_sub(KEPT_FREE).max(1)
    }

    fn height(&self) -> u16 {
        TermLike::height(&self.0)
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, s: &str) -> io::Result<()> {
        self.0.write_line(s)
    }

    fn write_str(&self, s: &str) -> io::Result<()> {
        self.0.write_str(s)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}
