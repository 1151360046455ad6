//! Numbers that identify a person, an organisation, a telephone or a case: their form, their check
//! digits, and how they are shown in copies meant for others.
//!
//! A number of the right form may still belong to nobody: a check passed is never proof.

mod case_number;
mod credit_code;
mod identity;
mod phone_form;

pub use case_number::{CaseNumber, CaseNumberFault, CourtLevel};
pub use credit_code::{CreditCodeFault, credit_code_faults, normalised_credit_code};
pub use identity::{IdentityFault, identity_faults, mask_identity};
pub use phone_form::{PhoneForm, mask_mobile};

/// Fewer hidden characters than this could be guessed.
const FEWEST_HIDDEN: usize = 4;

/// The last four digits of a bank card, all of it that may be shown; `None` if it isn't a card
/// number (12 to 19 digits, spaces and hyphens between them allowed).
pub fn card_last_four(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if !(12..=19).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.get(digits.len() - 4..).map(str::to_owned)
}

/// `head` first characters and `tail` last ones, stars between; stars alone where a number is too
/// short for the rest to hide anything.
fn masked(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    if count < head + tail + FEWEST_HIDDEN {
        return "*".repeat(count);
    }
    text.chars()
        .enumerate()
        .map(|(i, c)| {
            if i < head || i + tail >= count {
                c
            } else {
                '*'
            }
        })
        .collect()
}
