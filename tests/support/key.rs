//! Keys a person presses.

/// Keys that are no characters.
#[derive(Debug, Clone, Copy)]
pub enum Key {
    Enter,
    Backspace,
    Left,
    Escape,
    Interrupt,
    EndOfFile,
}

impl Key {
    /// What a terminal sends for it.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Key::Enter => b"\r",
            Key::Backspace => b"\x7f",
            Key::Left => b"\x1b[D",
            Key::Escape => b"\x1b",
            Key::Interrupt => b"\x03",
            Key::EndOfFile => b"\x04",
        }
    }
}
