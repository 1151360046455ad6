//! A letter as words to read aloud on the telephone.

use super::fill::{Frame, Unfilled};
use super::parts::lines;
use crate::domain::letter::{Facts, Letter};

/// What is read aloud.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// One sentence group a line.
    pub lines: Vec<String>,
}

impl Script {
    /// Characters that take time to say; signs and blanks take none.
    pub fn spoken(&self) -> usize {
        let all = self.lines.iter().flat_map(|line| line.chars());
        all.filter(|c| c.is_alphanumeric()).count()
    }

    /// Seconds it takes at so many characters a minute, rounded up; `None` at no speed at all.
    pub fn seconds(&self, characters_a_minute: usize) -> Option<usize> {
        let speed = Some(characters_a_minute).filter(|speed| *speed > 0)?;
        Some((self.spoken() * 60).div_ceil(speed))
    }
}

/// The script of a letter, from masked facts: whoever stands by hears it.
///
/// # Errors
/// A clause names something that is neither a fact nor declared as needed.
pub fn script(letter: &Letter, facts: &Facts, frame: &Frame) -> Result<Script, Unfilled> {
    let lines = lines(letter, facts, frame, |c| c.script.as_ref())?;
    Ok(Script { lines })
}
