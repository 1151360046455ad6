//! Choices by number, yes and no, and counts.

use super::Rejected;
use super::normal::{plain_form, tight, yes_or_no};
use super::numeral::{NotNumeral, numeral};
use crate::domain::coded::args;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Reads a choice: its number from 1, in any kind of figures, or the option's id as it stands.
///
/// # Errors
/// `empty`, `choice-range`, `choice-form`.
pub fn choice(options: &[String], line: &str) -> Result<String, Rejected> {
    let text = plain_form(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let most = || args([("max", options.len().to_string())]);
    if let Some(number) = option_number(&text) {
        if let Some(id) = number.checked_sub(1).and_then(|i| options.get(i)) {
            return Ok(id.clone());
        }
        return by_id(options, &text).ok_or_else(|| Rejected::with("choice-range", most()));
    }
    by_id(options, &text).ok_or_else(|| Rejected::with("choice-form", most()))
}

/// The place from 0 of the label a line stands for: the label itself, or a beginning that no other
/// label has. Nothing where the line is a number.
pub fn labelled(labels: &[String], line: &str) -> Option<usize> {
    let typed = tight(line);
    if typed.is_empty() || option_number(&typed).is_some() {
        return None;
    }
    let labels: Vec<String> = labels.iter().map(|label| tight(label)).collect();
    if let Some(whole) = labels.iter().position(|label| *label == typed) {
        return Some(whole);
    }
    let mut begun = labels
        .iter()
        .enumerate()
        .filter(|(_, l)| l.starts_with(&typed));
    match (begun.next(), begun.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}

fn by_id(options: &[String], text: &str) -> Option<String> {
    options
        .iter()
        .find(|id| id.eq_ignore_ascii_case(text))
        .cloned()
}

/// `3`, `3.`, `(3)`, `③`, `三`, `第3个`.
fn option_number(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    if let (Some(c @ '①'..='⑳'), None) = (chars.next(), chars.next()) {
        return usize::try_from(u32::from(c) - u32::from('①') + 1).ok();
    }
    let bare = text.strip_prefix('第').unwrap_or(text);
    let bare = bare.strip_suffix(['个', '项', '条']).unwrap_or(bare);
    let bare = bare.trim_matches(|c| matches!(c, '(' | ')' | '.' | ',' | ' '));
    super::numeral::whole(bare).and_then(|n| usize::try_from(n).ok())
}

/// Reads yes or no.
///
/// # Errors
/// `empty`, `yes-no-form`.
pub fn yes_no(line: &str) -> Result<bool, Rejected> {
    if plain_form(line).is_empty() {
        return Err(Rejected::new("empty"));
    }
    yes_or_no(line).ok_or(Rejected::new("yes-no-form"))
}

/// Words people put behind a number of things.
const COUNTERS: [&str; 16] = [
    "个月", "个人", "期", "月", "次", "天", "日", "个", "笔", "通", "条", "张", "份", "位", "人",
    "家",
];

/// Reads a whole number within bounds: `18`, `18期`, `十八期`, `18个月`.
///
/// # Errors
/// `empty`, `count-form`, `count-not-whole`, `count-range`, `count-years`, `doubtful-count`.
pub fn count(min: u32, max: u32, line: &str) -> Result<u32, Rejected> {
    let text = tight(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    // Years where months or instalments are asked for would be off by twelve.
    if text.ends_with('年') {
        return Err(Rejected::new("count-years"));
    }
    let range = || {
        Rejected::with(
            "count-range",
            args([("min", min.to_string()), ("max", max.to_string())]),
        )
    };
    let body = ["共", "分", "第"]
        .iter()
        .find_map(|w| text.strip_prefix(w))
        .unwrap_or(&text);
    let body = COUNTERS
        .iter()
        .find_map(|w| body.strip_suffix(w))
        .unwrap_or(body);
    if body.starts_with(['-', '负']) {
        return Err(range());
    }
    let read = numeral(body).map_err(|reason| match reason {
        NotNumeral::TooLarge => range(),
        NotNumeral::TooPrecise => Rejected::new("count-not-whole"),
        NotNumeral::Form | NotNumeral::Grouping => Rejected::new("count-form"),
    })?;
    if let Some(other) = read.elided {
        let readings = [("first", plain(other)), ("second", plain(read.value))];
        return Err(Rejected::with("doubtful-count", args(readings)));
    }
    if !read.value.fract().is_zero() {
        return Err(Rejected::new("count-not-whole"));
    }
    read.value
        .to_u32()
        .filter(|n| (min..=max).contains(n))
        .ok_or_else(range)
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}
