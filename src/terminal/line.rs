//! The terminal's own line: no cursor tricks, and Ctrl-C comes back as an answer instead of ending
//! the program, so that what was kept can be said and the terminal is given back as it was.

use crate::interview::reading::decoded;
use std::io::{self, BufRead, IsTerminal};

/// What came back from the terminal's own line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// What was typed, without the line end.
    Text(String),
    /// What came through a pipe in GB18030, as text.
    FromGb18030(String),
    /// Bytes that are no text: half a character erased, or another encoding.
    Unreadable,
    /// Ctrl-C.
    Interrupted,
    /// The end of the input.
    Closed,
}

/// Ctrl-C as a byte, where the terminal gives it to us.
const INTERRUPT: u8 = 3;

/// The terminal while a line is read from it; given back as it was when dropped.
pub(super) struct OwnLine {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl OwnLine {
    /// Prepares the terminal; with `hidden`, nothing that is typed shows from here on.
    #[cfg_attr(
        not(unix),
        expect(unused_variables, reason = "there a hidden line is read another way")
    )]
    pub(super) fn prepared(hidden: bool) -> OwnLine {
        OwnLine {
            #[cfg(unix)]
            before: unix::prepare(hidden),
        }
    }

    /// Reads one line.
    pub(super) fn read(&self) -> Line {
        let mut bytes = Vec::new();
        let mut input = io::stdin().lock();
        loop {
            let (ends_at, count) = match input.fill_buf() {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Line::Closed,
                Ok([]) if bytes.is_empty() => return Line::Closed,
                Ok([]) => break,
                Ok(block) => {
                    let ends_at = block.iter().position(|b| matches!(*b, b'\n' | INTERRUPT));
                    let taken = block.get(..ends_at.unwrap_or(block.len()));
                    bytes.extend_from_slice(taken.unwrap_or_default());
                    let end = ends_at.and_then(|at| block.get(at).copied());
                    (end, ends_at.map_or(block.len(), |at| at + 1))
                }
            };
            input.consume(count);
            match ends_at {
                Some(INTERRUPT) => return Line::Interrupted,
                Some(_) => break,
                None => {}
            }
        }
        read_as(&bytes, io::stdin().is_terminal())
    }
}

/// The bytes of a line. At a terminal what isn't UTF-8 is half a character; a pipe of a Chinese Windows
/// is GB18030.
fn read_as(bytes: &[u8], at_terminal: bool) -> Line {
    let whole = |text: &str| text.trim_end_matches('\r').to_owned();
    if at_terminal {
        return std::str::from_utf8(bytes).map_or(Line::Unreadable, |t| Line::Text(whole(t)));
    }
    match decoded(bytes) {
        Some(read) if read.encoding == "UTF-8" => Line::Text(whole(&read.text)),
        Some(read) if read.encoding == "GB18030" => Line::FromGb18030(whole(&read.text)),
        _ => Line::Unreadable,
    }
}

#[cfg(unix)]
impl Drop for OwnLine {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            unix::restore(before);
        }
    }
}

/// Drops what was typed at the terminal and not yet read.
pub(super) fn forget_typed_ahead() {
    #[cfg(unix)]
    unix::forget_typed_ahead();
}

#[cfg(unix)]
mod unix {
    use super::INTERRUPT;
    use rustix::termios::{
        LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr,
        tcsetattr,
    };

    /// What a special character is set to so that no key has its meaning.
    const NO_KEY: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };

    /// Makes Ctrl-C end the line instead of the program. The state before; none where standard
    /// input is no terminal.
    pub(super) fn prepare(hidden: bool) -> Option<Termios> {
        let input = std::io::stdin();
        let before = tcgetattr(&input).ok()?;
        let mut during = before.clone();
        let codes = &mut during.special_codes;
        if codes[SpecialCodeIndex::VINTR] == INTERRUPT {
            codes[SpecialCodeIndex::VINTR] = NO_KEY;
            codes[SpecialCodeIndex::VEOL] = INTERRUPT;
        }
        if hidden {
            // Stopped or ended by a key, the program would leave the echo off.
            codes[SpecialCodeIndex::VSUSP] = NO_KEY;
            codes[SpecialCodeIndex::VQUIT] = NO_KEY;
            during.local_modes.remove(LocalModes::ECHO);
            during.local_modes.insert(LocalModes::ECHONL);
        }
        // One key erases one character, however many bytes it has.
        #[cfg(target_os = "linux")]
        during
            .input_modes
            .insert(rustix::termios::InputModes::IUTF8);
        tcsetattr(&input, OptionalActions::Now, &during).ok()?;
        Some(before)
    }

    /// Gives the terminal back.
    pub(super) fn restore(before: &Termios) {
        // A terminal that went away needs nothing.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
    }

    /// Drops what the terminal holds.
    pub(super) fn forget_typed_ahead() {
        // Nothing is held where standard input is no terminal.
        let _ = tcflush(std::io::stdin(), QueueSelector::IFlush);
    }
}
