//! A letter as messages to a telephone.

use super::fill::{Frame, Unfilled};
use super::parts::{Cutting, lines};
use crate::domain::letter::{Facts, Letter};

/// UTF-16 units one part of a Chinese message holds, as networks count them.
pub const SMS_CHARACTERS: usize = 67;

/// The messages, each at most [`SMS_CHARACTERS`] long with its mark. The facts are masked ones: a
/// message is kept by whoever reads it.
///
/// # Errors
/// A clause names something that is neither a fact nor declared as needed.
pub fn sms_parts(letter: &Letter, facts: &Facts, frame: &Frame) -> Result<Vec<String>, Unfilled> {
    let lines = lines(letter, facts, frame, |c| c.sms.as_ref())?;
    let cutting = Cutting {
        room: SMS_CHARACTERS,
        joiner: "",
        measure: |text| text.encode_utf16().count(),
    };
    Ok(cutting.parts(&lines, frame))
}
