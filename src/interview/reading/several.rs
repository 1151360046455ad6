//! Several of a list at once: their numbers, or their ids.

use super::Rejected;
use super::choice::choice;
use super::normal::{plain_form, says_none};

/// Reads `1 3 5`, `1，3、5`, ids alike; `0` and `没有` pick none. In the order of the list, each once.
///
/// # Errors
/// `empty`, and those of a choice for the first that is none.
pub fn several(options: &[String], line: &str) -> Result<Vec<String>, Rejected> {
    let text = plain_form(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    if text == "0" || says_none(text.trim_start_matches('都')) {
        return Ok(Vec::new());
    }
    let mut picked = Vec::new();
    let parts = text.split([' ', ',', ';', '/', '+', '.']);
    for part in parts.filter(|part| !part.is_empty()) {
        picked.push(choice(options, part)?);
    }
    if picked.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let in_order = options.iter().filter(|option| picked.contains(option));
    Ok(in_order.cloned().collect())
}
