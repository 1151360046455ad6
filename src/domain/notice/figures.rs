//! Amounts and time limits in a notice.

use super::plain::Plain;
use crate::domain::money::Money;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What an amount is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountRole {
    /// What is said to be owed.
    Owed,
    /// What is said to settle it.
    Settling,
    /// Something to be paid first: a deposit, a fee.
    Fee,
    /// Not said.
    Unsaid,
}

/// An amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WrittenAmount {
    /// Yuan.
    pub amount: Money,
    /// What it is said to be.
    pub role: AmountRole,
}

/// A time limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeLimit {
    /// As written.
    pub quote: String,
    /// A day or less from the moment it came.
    pub within_a_day: bool,
}

/// Words beside figures, from the rule book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FigureWords {
    /// In front of an amount, with what it then is.
    pub roles: Vec<(AmountRole, String)>,
    /// Time limits of a day or less in words (今天下午…前, 立即).
    pub at_once: Vec<super::signs::Phrase>,
}

/// Characters looked at in front of an amount.
const BEFORE: usize = 12;

/// Amounts: figures with 元, 块 or 万元 behind or ¥ in front.
pub fn amounts(plain: &Plain, words: &FigureWords) -> Vec<WrittenAmount> {
    let text = plain.chars();
    let mut out: Vec<WrittenAmount> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (digits, to) = figure(text, at);
        if digits.is_empty() {
            at += 1;
            continue;
        }
        let marked = at > 0 && text.get(at - 1) == Some(&'¥');
        let behind: Vec<char> = text
            .iter()
            .skip(to)
            .filter(|c| **c != ' ')
            .take(2)
            .copied()
            .collect();
        let times = match behind.as_slice() {
            ['万', '元' | '块'] => Some(10_000),
            ['元' | '块' | '圆', ..] => Some(1),
            _ => marked.then_some(1),
        };
        if let Some(amount) = times.and_then(|times| money(&digits, times)) {
            let read = WrittenAmount {
                amount,
                role: role(plain, at, words),
            };
            if !out.contains(&read) {
                out.push(read);
            }
        }
        at = to.max(at + 1);
    }
    out
}

/// Digits with grouping commas and a point, from `at`.
fn figure(text: &[char], at: usize) -> (String, usize) {
    let part_of_word = at > 0 && text.get(at - 1).is_some_and(char::is_ascii_alphanumeric);
    if part_of_word || !text.get(at).is_some_and(char::is_ascii_digit) {
        return (String::new(), at);
    }
    let mut digits = String::new();
    let mut i = at;
    while let Some(c) = text.get(i) {
        let next = text.get(i + 1).is_some_and(char::is_ascii_digit);
        match c {
            c if c.is_ascii_digit() => digits.push(*c),
            ',' | '，' if next && is_group(text, i) => {}
            '.' if next && !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        i += 1;
    }
    (digits, i)
}

/// Three digits and no fourth behind a comma: a grouping, not two figures.
fn is_group(text: &[char], comma: usize) -> bool {
    let digits = text
        .iter()
        .skip(comma + 1)
        .take_while(|c| c.is_ascii_digit());
    digits.count() == 3
}

fn money(digits: &str, times: u32) -> Option<Money> {
    if times == 1 {
        return Money::parse(digits).ok();
    }
    let yuan: Decimal = digits.parse().ok()?;
    let yuan = yuan.checked_mul(Decimal::from(times))?;
    Money::parse(&yuan.normalize().to_string()).ok()
}

fn role(plain: &Plain, at: usize, words: &FigureWords) -> AmountRole {
    let before = plain.before(at, BEFORE);
    let nearest = words
        .roles
        .iter()
        .filter_map(|(role, word)| before.rfind(word.as_str()).map(|place| (place, *role)))
        .max_by_key(|(place, _)| *place);
    nearest.map_or(AmountRole::Unsaid, |(_, role)| role)
}

/// Time limits: `24小时内`, `3日内`, `11月25日前`, and words for at once.
pub fn time_limits(plain: &Plain, words: &FigureWords) -> Vec<TimeLimit> {
    let text = plain.chars();
    let mut out: Vec<TimeLimit> = Vec::new();
    let mut add = |from: usize, to: usize, within_a_day: bool| {
        let quote = plain.quote(from, to);
        if !out.iter().any(|l: &TimeLimit| l.quote == quote) {
            out.push(TimeLimit {
                quote,
                within_a_day,
            });
        }
    };
    for phrase in &words.at_once {
        if let Some((from, to)) = phrase.find(text, 0) {
            add(from, to, true);
        }
    }
    let mut at = 0;
    while at < text.len() {
        let (digits, to) = figure(text, at);
        if digits.is_empty() {
            at += 1;
            continue;
        }
        if let Some((end, within_a_day)) = span(text, &digits, to) {
            add(at, end, within_a_day);
        } else if let Some(end) = day_before(text, to) {
            add(at, end, false);
        }
        at = to;
    }
    out
}

/// `小时内`, `个工作日内`, `日之内` behind a number: where it ends, and whether it is a day or less.
fn span(text: &[char], digits: &str, to: usize) -> Option<(usize, bool)> {
    let count: u32 = digits.parse().ok()?;
    let rest: String = text.iter().skip(to).take(8).collect();
    let units = [
        ("个小时", 24),
        ("小时", 24),
        ("分钟", 24 * 60),
        ("个工作日", 1),
        ("个自然日", 1),
        ("天", 1),
        ("日", 1),
    ];
    let (unit, in_a_day) = units.iter().find(|(unit, _)| rest.starts_with(unit))?;
    let behind = rest.get(unit.len()..)?;
    let end = ["之内", "以内", "内"]
        .iter()
        .find(|w| behind.starts_with(*w))?;
    let length = unit.chars().count() + end.chars().count();
    Some((to + length, count <= *in_a_day))
}

/// `月25日前`, `月25日18:00前`, `月25日之前` behind a number.
fn day_before(text: &[char], to: usize) -> Option<usize> {
    let rest: Vec<char> = text.iter().skip(to).take(16).copied().collect();
    let is_date = matches!(rest.first(), Some('月' | '年'));
    let before = rest.iter().position(|c| *c == '前')?;
    let allowed = |c: &char| c.is_ascii_digit() || "年月日号时点分之以:： 上下午早晚".contains(*c);
    let fits = rest.get(..before)?.iter().all(allowed);
    (is_date && fits).then_some(to + before + 1)
}
