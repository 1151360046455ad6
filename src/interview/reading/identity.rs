//! Identity numbers as people type them from the card.

use super::Rejected;
use super::normal::tight;
use crate::domain::identifier::identity_faults;

/// How many characters of an identity number may be kept.
const TAIL: usize = 4;

/// An identity number: blanks and hyphens between its digits are taken away, a small x made large.
///
/// # Errors
/// `empty`; the code of the first fault of its form (`identity-…`). What was typed isn't repeated.
pub fn identity(line: &str) -> Result<String, Rejected> {
    let number = compact(line);
    if number.is_empty() {
        return Err(Rejected::new("empty"));
    }
    match identity_faults(&number).first() {
        Some(fault) => Err(Rejected::new(fault.code())),
        None => Ok(number),
    }
}

/// The last four characters of an identity number.
///
/// # Errors
/// `empty`, `identity-tail-form`: a whole number too, which is more than is kept.
pub fn tail(line: &str) -> Result<String, Rejected> {
    let tail = compact(line);
    if tail.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let fits = tail.chars().count() == TAIL
        && tail
            .char_indices()
            .all(|(at, c)| c.is_ascii_digit() || (at + 1 == TAIL && c == 'X'));
    fits.then_some(tail)
        .ok_or(Rejected::new("identity-tail-form"))
}

fn compact(line: &str) -> String {
    tight(line)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .collect::<String>()
        .to_ascii_uppercase()
}
