//! Large type on a terminal: characters set wide and lines set apart, as far as the window has room.

use unicode_width::UnicodeWidthChar;

/// How far apart a page is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// A blank after every wide character.
    pub letters: bool,
    /// An empty line between the parts of a page.
    pub parts: bool,
    /// An empty line between its choices.
    pub choices: bool,
}

impl Spacing {
    /// As pages are set without large type.
    pub const CLOSE: Spacing = Spacing {
        letters: false,
        parts: false,
        choices: false,
    };

    /// From the widest to the closest: the first that fits a window is taken.
    pub const FROM_WIDEST: [Spacing; 5] = [
        Spacing {
            letters: true,
            parts: true,
            choices: true,
        },
        Spacing {
            letters: true,
            parts: true,
            choices: false,
        },
        Spacing {
            letters: true,
            ..Spacing::CLOSE
        },
        Spacing {
            parts: true,
            ..Spacing::CLOSE
        },
        Spacing::CLOSE,
    ];
}

/// The text with a blank between wide characters. A mark stays with the character before it.
pub fn set_wide(text: &str) -> String {
    let wide = |c: char| c.width().unwrap_or(0) > 1;
    let mut out = String::with_capacity(text.len() * 4 / 3);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        out.push(c);
        let next = characters.peek();
        if wide(c) && next.is_some_and(|n| wide(*n) && n.is_alphanumeric()) {
            out.push(' ');
        }
    }
    out
}
