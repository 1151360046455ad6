//! Telephone numbers as people copy them.

use super::Rejected;
use super::normal::{own_words, tight};
use crate::domain::identifier::PhoneForm;

/// Reads a telephone number; the canonical form has digits only, and a `+` before a foreign one.
///
/// # Errors
/// `empty`, `phone-form`.
pub fn read_phone(line: &str) -> Result<(PhoneForm, String), Rejected> {
    let text: String = tight(line)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')'))
        .collect();
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let mut home = text.as_str();
    // Copied into a field that shows the prefix already, it stands there twice.
    while let Some(rest) = ["+86", "0086"].iter().find_map(|p| home.strip_prefix(p)) {
        home = rest;
    }
    PhoneForm::of(home)
        .map(|form| (form, home.to_owned()))
        .ok_or(Rejected::new("phone-form"))
}

/// Reads a number of one's own, as registered with a lender. Hotlines, short numbers and numbers that
/// send messages in bulk are nobody's own: a slip of the finger would stand in a letter to be signed.
///
/// # Errors
/// `empty`, `phone-form`, `own-phone-form`.
pub fn own_phone(line: &str) -> Result<String, Rejected> {
    match read_phone(line)? {
        (PhoneForm::Mobile | PhoneForm::Landline | PhoneForm::Foreign, number) => Ok(number),
        (PhoneForm::Service | PhoneForm::BulkMessage | PhoneForm::Short, _) => {
            Err(Rejected::new("own-phone-form"))
        }
    }
}

/// Reads the number of the other side: in canonical form where it is one; words (`未显示`, `尾号1234`)
/// as they are. Figures alone that are no number are a slip of the finger.
///
/// # Errors
/// `empty`, `phone-form`.
pub fn phone_or_words(line: &str) -> Result<String, Rejected> {
    let refused = match read_phone(line) {
        Ok((_, number)) => return Ok(number),
        Err(refused) => refused,
    };
    let words = own_words(line);
    // Whatever is written with letters of any script says something besides figures.
    let says_more = words.chars().any(char::is_alphabetic);
    says_more.then_some(words).ok_or(refused)
}
