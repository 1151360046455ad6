//! Lines of a list: a day and one or more amounts, as typed or pasted from a table.

use super::Rejected;
use super::amount::amount;
use super::date::date;
use super::normal::plain_form;
use crate::domain::money::Money;
use chrono::NaiveDate;

/// More parts than a row can have, however its amounts are grouped.
const MOST_PARTS: usize = 12;

/// Reads `date amount`; the day may not lie after `today`. Canonical: `2026-08-05 300.00`.
///
/// # Errors
/// `empty`, `dated-amount-form`, `doubtful-row`, and those of a date and an amount.
pub fn dated_amount(line: &str, today: NaiveDate) -> Result<String, Rejected> {
    row_of(line, false, today, 1, 1, "dated-amount-form")
}

/// Reads `date principal interest [charges]`. Canonical: `2026-08-05 1000.00 50.00 0.00`, with as
/// many amounts as were given.
///
/// # Errors
/// `empty`, `row-form`, `doubtful-row`, and those of a date and an amount; `row-total-only` where a
/// line has a day and one amount: what falls due in all says nothing of its principal and interest,
/// and a split made up here would be a figure of ours, not the lender's.
pub fn row(line: &str, today: NaiveDate) -> Result<String, Rejected> {
    row_of(line, true, today, 2, 3, "row-form").map_err(|e| {
        let total_only =
            e.code == "row-form" && row_of(line, true, today, 1, 1, "row-form").is_ok();
        if total_only {
            Rejected::new("row-total-only")
        } else {
            e
        }
    })
}

fn row_of(
    line: &str,
    future: bool,
    today: NaiveDate,
    fewest: usize,
    most: usize,
    form: &'static str,
) -> Result<String, Rejected> {
    let text = joined_dates(&plain_form(line));
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let parts: Vec<&str> = text
        .split([' ', ';', '|'])
        .map(|p| p.trim_matches(','))
        .filter(|p| !p.is_empty())
        .collect();
    let (day_text, amounts) = match parts.as_slice() {
        [] => return Err(Rejected::new(form)),
        [only] => only_commas(only, fewest, most, form)?,
        [day, amounts @ ..] => (
            (*day).to_owned(),
            amounts.iter().map(|a| (*a).to_owned()).collect(),
        ),
    };
    if !(fewest..=most).contains(&amounts.len()) {
        return Err(Rejected::new(form));
    }
    let mut out = date(&day_text, future, today)?.to_string();
    for text in &amounts {
        let value: Money = amount(text)?;
        out.push(' ');
        out.push_str(&value.to_string());
    }
    Ok(out)
}

/// `2026 年 8 月 5 日 300` without the spaces inside the day.
fn joined_dates(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| chars.get(j));
        let after = chars.get(i + 1);
        let inside = matches!(after, Some('年' | '月' | '日' | '号' | '元'))
            || matches!(before, Some('年' | '月' | '¥'));
        if *c != ' ' || !inside {
            out.push(*c);
        }
    }
    out
}

/// A line parted by commas alone, where a comma may also group the figures of an amount: every way
/// to join the parts is tried, and the line is taken only if one way makes sense.
fn only_commas(
    line: &str,
    fewest: usize,
    most: usize,
    form: &'static str,
) -> Result<(String, Vec<String>), Rejected> {
    let mut parts = line.split(',');
    let day = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.collect();
    if rest.is_empty() || rest.len() > MOST_PARTS {
        return Err(Rejected::new(form));
    }
    let mut ways = Vec::new();
    // Bit i set: the comma after part i parts two amounts; unset: it groups figures.
    for cuts in 0_u32..(1 << (rest.len() - 1)) {
        let mut amounts: Vec<String> = Vec::new();
        for (i, part) in rest.iter().enumerate() {
            let cut = i == 0 || cuts & (1 << (i - 1)) != 0;
            match amounts.last_mut() {
                Some(open) if !cut => {
                    open.push(',');
                    open.push_str(part);
                }
                _ => amounts.push((*part).to_owned()),
            }
        }
        if (fewest..=most).contains(&amounts.len()) && amounts.iter().all(|a| amount(a).is_ok()) {
            ways.push(amounts);
        }
    }
    match (ways.pop(), ways.is_empty()) {
        (Some(amounts), true) => Ok((day, amounts)),
        (Some(_), false) => Err(Rejected::new("doubtful-row")),
        // One amount too many or too few, or one that can't be read: told by reading them as parted.
        (None, _) => Ok((day, rest.iter().map(|p| (*p).to_owned()).collect())),
    }
}
