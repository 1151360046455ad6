//! A screen wiped, with what scrolled away above it.

use console::Term;

/// Clears the screen, then what can be scrolled back to, and puts the cursor at the top.
const WIPED: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Wipes the terminal; nothing where there is none.
pub fn wiped() {
    for term in [Term::stderr(), Term::stdout()] {
        if term.features().is_attended() {
            // A terminal that doesn't take it keeps what it shows: the words after it say what to do.
            let _ = term.write_str(WIPED);
        }
    }
}
