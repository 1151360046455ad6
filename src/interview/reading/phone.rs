//! Telephone numbers as people copy them.

use super::Rejected;
use super::normal::tight;
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
    let home = ["+86", "0086"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(&text);
    PhoneForm::of(home)
        .map(|form| (form, home.to_owned()))
        .ok_or(Rejected::new("phone-form"))
}
