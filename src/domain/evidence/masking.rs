//! Numbers of people hidden in free words, for screens that others may look over.

use crate::domain::identifier::{
    PhoneForm, card_last_four, identity_faults, mask_identity, mask_mobile,
};
use std::ops::Range;

/// The words with telephone, bank card and identity numbers hidden but for their ends, also where
/// blanks or hyphens part their digits (`138 0013 8000`). Days, times, amounts and the short
/// numbers of banks and public services stay as they are. A long number of another sort, such as
/// that of a contract, is hidden like a card: to hide too much harms nobody.
pub fn masked_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    masked_part(&chars, 0..chars.len())
}

/// A part of a text as [`masked_numbers`] shows it. A number counts as the whole text has it, and one
/// that the part cuts through stands in it hidden and whole: of what is left of a card number after
/// a cut, nobody could tell any more that it was one.
pub fn masked_part(text: &[char], part: Range<usize>) -> String {
    let mut out = String::with_capacity(part.len());
    let mut at = part.start;
    for number in numbers_to_hide(text) {
        if number.stands.end <= part.start || number.stands.start >= part.end {
            continue;
        }
        let between = text.get(at..number.stands.start).unwrap_or_default();
        out.extend(between);
        out.push_str(&number.shown);
        at = number.stands.end;
    }
    out.extend(text.get(at..part.end).unwrap_or_default());
    out
}

/// The part widened so that it cuts through no number of a person.
pub fn around_numbers(text: &[char], part: Range<usize>) -> Range<usize> {
    let mut out = part;
    for Range { start, end } in numbers_to_hide(text).into_iter().map(|n| n.stands) {
        if start < out.start && out.start < end {
            out.start = start;
        }
        if start < out.end && out.end < end {
            out.end = end;
        }
    }
    out
}

/// A number of a person in a text.
struct Number {
    /// Where it stands, in characters.
    stands: Range<usize>,
    /// What is shown of it.
    shown: String,
}

/// The numbers to hide, in the order of the text.
fn numbers_to_hide(text: &[char]) -> Vec<Number> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at) {
        let begins_number =
            digit(*c).is_some() && (at == 0 || text.get(at - 1).copied().and_then(digit).is_none());
        match begins_number.then(|| number_at(text, at)).flatten() {
            Some((shown, after)) => {
                out.push(Number {
                    stands: at..after,
                    shown,
                });
                at = after;
            }
            None => at += 1,
        }
    }
    out
}

/// The value of a digit, half or full width, as a half-width character.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// The longest number to hide that begins here, hidden, and where the text goes on after it.
fn number_at(chars: &[char], start: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut groups = Vec::new();
    let mut best = None;
    let mut at = start;
    loop {
        let before = digits.len();
        while let Some(d) = chars.get(at).copied().and_then(digit) {
            digits.push(d);
            at += 1;
        }
        if digits.len() == before {
            return best;
        }
        groups.push(digits.len() - before);
        // The check character of an identity number may be a letter.
        if digits.len() == 17
            && let Some(x) = chars
                .get(at)
                .filter(|c| matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ'))
            && groups.len() == 1
        {
            let whole = format!(
                "{digits}{}",
                if matches!(x, 'X' | 'Ｘ') { 'X' } else { 'x' }
            );
            return Some((mask_identity(&whole), at + 1));
        }
        if let Some(hidden) = hidden(&digits, &groups) {
            best = Some((hidden, at));
        }
        match chars.get(at) {
            Some(' ' | '-' | '－') if digits.len() < LONGEST => at += 1,
            _ => return best,
        }
    }
}

/// The longest number that is hidden, in digits.
const LONGEST: usize = 20;

/// A number hidden, if digits set apart in these groups are one.
fn hidden(digits: &str, groups: &[usize]) -> Option<String> {
    let together = groups.len() == 1;
    // With the country's own prefix, as telephones show it.
    if let Some(own) = digits.strip_prefix("86").filter(|_| together)
        && PhoneForm::of(own) == Some(PhoneForm::Mobile)
    {
        return Some(format!("86{}", mask_mobile(own)));
    }
    match PhoneForm::of(digits) {
        Some(PhoneForm::Mobile) if together || matches!(groups, [3, 4, 4]) => {
            return Some(mask_mobile(digits));
        }
        Some(PhoneForm::Landline) if together || matches!(groups, [3 | 4, 7 | 8]) => {
            return Some(mask_mobile(digits));
        }
        Some(PhoneForm::BulkMessage | PhoneForm::Foreign) if together && digits.len() > 8 => {
            return Some(mask_mobile(digits));
        }
        _ => {}
    }
    if together && digits.len() == 18 && identity_faults(digits).is_empty() {
        return Some(mask_identity(digits));
    }
    // Cards are printed in groups of four.
    let in_fours = groups.split_last().is_some_and(|(last, rest)| {
        rest.len() >= 2 && *last <= 4 && rest.iter().all(|group| *group == 4)
    });
    if together || in_fours {
        return card_last_four(digits).map(|tail| format!("****{tail}"));
    }
    None
}
