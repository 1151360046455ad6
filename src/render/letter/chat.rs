//! A letter as messages in a chat: what stands in the version for online forms, without its title
//! and its day, which a chat shows by itself.

use super::fill::{Frame, Unfilled};
use super::parts::{Cutting, lines};
use crate::domain::letter::{Facts, Letter};

/// Characters one message of a chat is kept to: what is known of the shortest limit, with room left.
pub const CHAT_CHARACTERS: usize = 600;

/// The messages, each at most [`CHAT_CHARACTERS`] long with its mark, from masked facts.
///
/// # Errors
/// A clause names something that is neither a fact nor declared as needed.
pub fn chat_parts(letter: &Letter, facts: &Facts, frame: &Frame) -> Result<Vec<String>, Unfilled> {
    let lines = lines(letter, facts, frame, |c| c.online.as_ref())?;
    let cutting = Cutting {
        room: CHAT_CHARACTERS,
        joiner: "\n",
        measure: |text| text.chars().count(),
    };
    Ok(cutting.parts(&lines, frame))
}
