//! One cell as a day or an amount. A cell that can be read in two ways is not read.

use crate::domain::money::Money;
use chrono::NaiveDate;

/// Why a cell is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAmount {
    /// Nothing stands in it.
    Empty,
    /// It isn't an amount in yuan with at most two decimals.
    Form,
}

/// Why a cell is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDay {
    /// Nothing stands in it.
    Empty,
    /// A day and a month that could change places, or a year of two figures.
    Doubtful,
    /// The number a spreadsheet keeps a day as.
    Serial,
    /// Anything else, or a day that doesn't exist.
    Form,
}

/// The cell in half-width characters, without spaces at its ends, quotes and the `="…"` that
/// exports put round figures to keep a spreadsheet from changing them.
pub(super) fn plain(cell: &str) -> String {
    let half: String = cell
        .chars()
        .filter(|c| !matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}'))
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' | '\u{00A0}' | '\t' => ' ',
            '\u{FFE5}' => '¥',
            '\u{2212}' | '\u{2013}' | '\u{2014}' => '-',
            c => c,
        })
        .collect();
    let text = half.trim().trim_start_matches('\'').trim();
    let inner = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(text).trim().to_owned()
}

/// Reads an amount: `1,694.60`, `¥1694.6`, `１６９４．６０元`, `-300`, `(300.00)`. In fen, below zero
/// where written so.
///
/// # Errors
/// The cell is empty or no such amount; a comma that parts no thousands and a third decimal are none.
pub fn amount_cell(cell: &str) -> Result<Money, NotAmount> {
    let text = plain(cell).replace(' ', "");
    if text.is_empty() || text == "-" || text == "--" || text == "/" {
        return Err(NotAmount::Empty);
    }
    let (negative, text) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (true, inner.to_owned()),
        None => (false, text),
    };
    let mut rest = text.as_str();
    let mut minus = negative;
    // The sign stands before the currency or behind it.
    for _ in 0..2 {
        if let Some(after) = rest.strip_prefix('-') {
            if minus {
                return Err(NotAmount::Form);
            }
            minus = true;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after;
        }
        for currency in ["¥", "RMB", "CNY", "人民币"] {
            rest = rest.strip_prefix(currency).unwrap_or(rest);
        }
    }
    rest = rest.strip_suffix("元").unwrap_or(rest);
    let value = Money::parse(&without_groups(rest)?).map_err(|_| NotAmount::Form)?;
    Ok(if minus { -value } else { value })
}

/// The figures without commas between thousands, and without zeros nobody needs.
fn without_groups(text: &str) -> Result<String, NotAmount> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, decimals),
        None => (text, ""),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = match groups.split_first() {
        Some((first, rest)) if !rest.is_empty() => {
            (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3)
        }
        _ => true,
    };
    if whole.is_empty() || !grouped || !groups.iter().all(|g| digits(g)) || !digits(decimals) {
        return Err(NotAmount::Form);
    }
    let joined = groups.concat();
    let whole = joined.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let decimals = if decimals.len() > 2 {
        decimals.trim_end_matches('0')
    } else {
        decimals
    };
    Ok(if decimals.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{decimals}")
    })
}

/// Reads a day: `2026-01-05`, `2026/1/5`, `2026.1.5`, `20260105`, `2026年1月5日`, each with a time
/// behind it or without.
///
/// # Errors
/// The cell is empty, no day, or could be two.
pub fn day_cell(cell: &str) -> Result<NaiveDate, NotDay> {
    let text = plain(cell);
    if text.is_empty() {
        return Err(NotDay::Empty);
    }
    let joined = text.replace("年 ", "年").replace("月 ", "月");
    let day = joined
        .split([' ', 'T'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(['日', '号']);
    let numbers: Option<Vec<(usize, u64)>> = day
        .split(['-', '/', '.', '年', '月'])
        .map(|part| {
            let figures = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            let number = part.parse().ok().filter(|_| figures)?;
            Some((part.len(), number))
        })
        .collect();
    match numbers.as_deref() {
        Some([(4, year), (1 | 2, month), (1 | 2, day)]) => on(*year, *month, *day),
        // 20260105, and with the time of day run on: 20260105102233.
        Some([(8 | 12 | 14, _)]) => {
            let part = |from: usize, to: usize| day.get(from..to).and_then(|p| p.parse().ok());
            match (part(0, 4), part(4, 6), part(6, 8)) {
                (Some(year), Some(month), Some(day)) => on(year, month, day),
                _ => Err(NotDay::Form),
            }
        }
        Some([(5, _)]) => Err(NotDay::Serial),
        Some([(1 | 2, _), (1 | 2, _), (2 | 4, _)]) => Err(NotDay::Doubtful),
        _ => Err(NotDay::Form),
    }
}

fn on(year: u64, month: u64, day: u64) -> Result<NaiveDate, NotDay> {
    let whole = |n: u64| u32::try_from(n).ok();
    i32::try_from(year)
        .ok()
        .filter(|y| (1990..=2100).contains(y))
        .and_then(|y| NaiveDate::from_ymd_opt(y, whole(month)?, whole(day)?))
        .ok_or(NotDay::Form)
}
