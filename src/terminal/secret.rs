//! A line that must not be seen on the screen.

use console::{Key, Term};

/// Reads a line without showing it; a star stands for each character. `None` when the person
/// leaves (Ctrl-C, Esc) or the terminal goes away.
///
/// The terminal is put into its raw state for one key at a time, so whatever ends the program,
/// the echo is on again.
pub fn secret(prompt: &str) -> Option<String> {
    let term = Term::stderr();
    term.write_str(&format!("{prompt} ")).ok()?;
    let mut typed = String::new();
    loop {
        match term.read_key().ok()? {
            Key::Enter => {
                term.write_line("").ok()?;
                return Some(typed);
            }
            Key::Backspace if typed.pop().is_some() => term.clear_chars(1).ok()?,
            Key::Char(c) if !c.is_control() => {
                typed.push(c);
                term.write_str("*").ok()?;
            }
            Key::Escape | Key::CtrlC | Key::Char('\u{3}') => return None,
            _ => {}
        }
    }
}
