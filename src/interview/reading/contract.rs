//! Contract numbers: every lender has a form of its own, so only what can't be one is refused.

use super::Rejected;
use super::normal::own_words;
use crate::domain::coded::args;
use crate::domain::identifier::{PhoneForm, identity_faults};

/// A contract number of more characters than this is a sentence.
const LONGEST: usize = 64;

/// A contract number as the lender writes it.
///
/// # Errors
/// `empty`, `text-too-long`, `contract-number-form` (not a digit in it), `contract-number-personal`
/// (an identity or mobile number typed into the wrong question).
pub fn number(line: &str) -> Result<String, Rejected> {
    let number = own_words(line);
    if number.is_empty() {
        return Err(Rejected::new("empty"));
    }
    if number.chars().count() > LONGEST {
        let longest = args([("max", LONGEST.to_string())]);
        return Err(Rejected::with("text-too-long", longest));
    }
    if !number.chars().any(|c| c.is_ascii_digit()) {
        return Err(Rejected::new("contract-number-form"));
    }
    let personal =
        identity_faults(&number).is_empty() || PhoneForm::of(&number) == Some(PhoneForm::Mobile);
    if personal {
        return Err(Rejected::new("contract-number-personal"));
    }
    Ok(number)
}
