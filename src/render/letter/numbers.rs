//! Numbers of people in their own words, hidden in copies meant for others.

use crate::domain::identifier::{mask_identity, mask_mobile};

/// From this many digits on, a number may be an identity number or a bank card.
const LONG: usize = 15;

/// The text with every run of digits that may be a mobile number (eleven from 1, also written
/// 3-4-4), an identity number or a bank card (fifteen and more) masked as copies show them.
pub fn with_numbers_masked(text: &str) -> String {
    let pieces = pieces(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = pieces.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let [a, s, b, t, c, after @ ..] = rest
            && [a, b, c].map(|p| p.chars().count()) == [3, 4, 4]
            && [a, b, c].iter().all(|p| is_number(p))
            && starts_as_mobile(a)
            && [s, t].iter().all(|p| matches!(p.as_str(), " " | "-"))
        {
            out.push_str(&mask_mobile(&[a.as_str(), b, c].concat()));
            rest = after;
            continue;
        }
        let count = first.chars().count();
        if is_number(first) && count >= LONG {
            out.push_str(&mask_identity(first));
        } else if is_number(first) && count == 11 && starts_as_mobile(first) {
            out.push_str(&mask_mobile(first));
        } else {
            out.push_str(first);
        }
        rest = after;
    }
    out
}

/// Half-width or full-width, as people type them.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_number(piece: &str) -> bool {
    piece.chars().next().is_some_and(is_digit)
}

fn starts_as_mobile(piece: &str) -> bool {
    piece.starts_with(['1', '１'])
}

/// Runs of digits (with the X that may end an identity number) and of everything else.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = out.last().is_some_and(|last| {
            let number = is_number(last);
            let ends_identity = matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ') && last.chars().count() == 17;
            number == is_digit(c) || (number && ends_identity)
        });
        match out.last_mut() {
            Some(last) if joins => last.push(c),
            _ => out.push(c.to_string()),
        }
    }
    out
}
