//! Sums that come or go so often: `500 每周`, `每周500`, `12000/年`, with a note behind a semicolon;
//! and months written one beside the other.

use super::amount::amount;
use super::normal::{own_words, plain_form, says_none, tight};
use super::{LONGEST_NOTE, Rejected};
use crate::domain::budget::{Cadence, Entry, Stated};
use crate::domain::coded::args;
use crate::domain::money::Money;

/// Words for how often, longer ones before those they end in.
const WORDS: [(&str, Cadence); 26] = [
    ("供暖季", Cadence::Season),
    ("采暖季", Cadence::Season),
    ("取暖季", Cadence::Season),
    ("暖季", Cadence::Season),
    ("冬天", Cadence::Season),
    ("两个星期", Cadence::Fortnight),
    ("两个礼拜", Cadence::Fortnight),
    ("两星期", Cadence::Fortnight),
    ("两周", Cadence::Fortnight),
    ("双周", Cadence::Fortnight),
    ("2周", Cadence::Fortnight),
    ("六个月", Cadence::HalfYear),
    ("6个月", Cadence::HalfYear),
    ("半年", Cadence::HalfYear),
    ("三个月", Cadence::Quarter),
    ("3个月", Cadence::Quarter),
    ("季度", Cadence::Quarter),
    ("季", Cadence::Quarter),
    ("十二个月", Cadence::Year),
    ("12个月", Cadence::Year),
    ("年", Cadence::Year),
    ("星期", Cadence::Week),
    ("礼拜", Cadence::Week),
    ("周", Cadence::Week),
    ("个月", Cadence::Month),
    ("月", Cadence::Month),
];
/// What stands between a sum and its word.
const BETWEEN: [&str; 7] = ["每一个", "每一", "每个", "每", "一个", "/", "一"];
/// A day is not a period of ours: how many days are worked is another question.
const DAYS: [&str; 3] = ["天", "日", "day"];

/// Reads a sum with how often it comes; without a word it is by the month. `没有` is nothing.
///
/// # Errors
/// Those of an amount; `period-day` where it is by the day, `note-too-long`.
pub fn periodic(line: &str) -> Result<Entry, Rejected> {
    let (sum, note) = match line.split_once(['；', ';']) {
        Some((sum, note)) => (sum, own_words(note)),
        None => (line, String::new()),
    };
    if note.chars().count() > LONGEST_NOTE {
        let max = args([("max", LONGEST_NOTE.to_string())]);
        return Err(Rejected::with("note-too-long", max));
    }
    let text = tight(sum).to_lowercase();
    let (figure, every) = parted(&text)?;
    let amount = if says_none(figure) {
        Money::ZERO
    } else {
        amount(figure)?
    };
    let stated = Stated { amount, every };
    // What it is in a month stands in the case file too, and has to be read back from there.
    if Money::parse(&stated.a_month().to_string()).is_err() {
        return Err(Rejected::new("amount-too-large"));
    }
    Ok(Entry {
        stated,
        note: Some(note).filter(|words| !words.is_empty()),
    })
}

/// The figure without the word for how often, and how often that is.
fn parted(text: &str) -> Result<(&str, Cadence), Rejected> {
    let by_day = |rest: &str| {
        BETWEEN
            .iter()
            .any(|b| rest.ends_with(b) || rest.starts_with(b))
    };
    for day in DAYS {
        let before = text.strip_suffix(day);
        let after = BETWEEN.iter().any(|b| {
            text.strip_prefix(b)
                .is_some_and(|rest| rest.starts_with(day))
        });
        if before.is_some_and(by_day) || after {
            return Err(Rejected::new("period-day"));
        }
    }
    // As it is stored.
    for (word, every) in Cadence::ALL {
        let rest = text.strip_suffix(word);
        if let Some(rest) = rest.and_then(|rest| rest.strip_suffix('/')) {
            return Ok((rest, every));
        }
    }
    for (word, every) in WORDS {
        if let Some(rest) = text.strip_suffix(word) {
            let rest = without(rest, |rest, b| rest.strip_suffix(b));
            return Ok((rest, every));
        }
        let begun = without(text, |rest, b| rest.strip_prefix(b));
        if let Some(rest) = begun.strip_prefix(word).filter(|rest| !rest.is_empty()) {
            return Ok((rest, every));
        }
    }
    Ok((text, Cadence::Month))
}

fn without<'t>(text: &'t str, strip: fn(&'t str, &'static str) -> Option<&'t str>) -> &'t str {
    let stripped = BETWEEN.iter().find_map(|between| strip(text, between));
    stripped.unwrap_or(text)
}

/// Months written one beside the other (`4200 3800 5100`, `4,200、3,800`) as one line each; a line
/// that is one amount as it is. A comma of ASCII groups figures and parts nothing.
///
/// # Errors
/// `doubtful-months` where a space may group thousands (`3 800`): one month, or two.
pub fn month_by_month(line: &str) -> Result<String, Rejected> {
    let mut months: Vec<&str> = Vec::new();
    for stretch in line.split(['，', '、', '；', ';', '\n', '\r']) {
        let parts: Vec<&str> = stretch.split_whitespace().collect();
        if let Some(grouped) = grouped_by_spaces(&parts) {
            let first = args([("first", grouped)]);
            return Err(Rejected::with("doubtful-months", first));
        }
        months.extend(parts);
    }
    Ok(months.join("\n"))
}

/// The first figure that spaces may group by thousands, without them.
fn grouped_by_spaces(parts: &[&str]) -> Option<String> {
    let plain: Vec<String> = parts.iter().map(|part| plain_form(part)).collect();
    let figure = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let begins = |part: &str| (1..=3).contains(&part.len()) && figure(part) && part != "0";
    // The last group may carry fen or a word: `3 800元`.
    let goes_on = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3
    };
    let start = plain
        .windows(2)
        .position(|two| matches!(two, [a, b] if begins(a) && goes_on(b)))?;
    let (head, rest) = plain.get(start..)?.split_first()?;
    let groups = rest.iter().take_while(|part| goes_on(part));
    Some(groups.fold(head.clone(), |all, group| all + group))
}

/// Reads one month's income.
///
/// # Errors
/// Those of an amount.
pub fn one_month(line: &str) -> Result<Money, Rejected> {
    if plain_form(line).is_empty() {
        return Err(Rejected::new("empty"));
    }
    if says_none(line) {
        return Ok(Money::ZERO);
    }
    amount(line)
}
