//! The hours of each day drawn with characters: a digit is how many, so no colour is needed. Only
//! characters every terminal draws one column wide.

use super::Told;
use crate::domain::conduct::{DayCount, MinuteOfDay, Threshold};

/// A picture is looked over: of a longer time the last days are drawn.
const MOST_ROWS: usize = 45;

/// An hour without a contact.
const EMPTY: char = '.';
/// Under an hour that a rule calls quiet.
const QUIET: char = '=';

/// One line a day: the date, twenty-four hours, and contacts whose hour isn't known. In plain mode
/// the same in words. 36 columns suffice.
pub fn picture(told: &Told<'_>, columns: usize, plain: bool) -> Vec<String> {
    let texts = told.texts;
    let days = &told.count.days;
    let skipped = days.len().saturating_sub(MOST_ROWS);
    let shown = days.get(skipped..).unwrap_or(days);
    let mut lines = Vec::new();
    if skipped > 0 {
        let words = [("count", skipped.to_string())];
        lines.push(texts.say("conduct.picture.skipped", words));
    }
    if plain || columns < 36 {
        lines.extend(shown.iter().map(|day| in_words(told, day)));
        return lines;
    }
    lines.push(texts.t("conduct.picture.legend"));
    // Hours at every sixth; no blanks, which wrapping would take for places to break.
    lines.push(format!(
        "{}00....06....12....18....",
        texts.t("conduct.picture.axis")
    ));
    let quiet: String = (0..24)
        .map(|hour| if is_quiet(told, hour) { QUIET } else { EMPTY })
        .collect();
    if quiet.contains(QUIET) {
        lines.push(format!("{}{quiet}", texts.t("conduct.picture.quiet")));
    }
    for day in shown {
        let hours: String = day.hours.iter().map(|n| digit(*n)).collect();
        let mut line = format!("{}.{hours}", day.date.format("%m-%d"));
        if day.hour_unknown > 0 {
            line.push_str(&format!(".?{}", day.hour_unknown));
        }
        lines.push(line);
    }
    lines
}

/// Is an hour wholly within quiet hours of a rule in the book?
pub(in crate::render) fn is_quiet(told: &Told<'_>, hour: u16) -> bool {
    let thresholds = told.rules.values().filter_map(|rule| rule.threshold);
    let quiet = |threshold: Threshold| {
        let at = |minute| MinuteOfDay::new(hour, minute);
        [at(0), at(59)]
            .into_iter()
            .all(|at| at.is_some_and(|at| threshold.is_quiet(at)))
    };
    thresholds.into_iter().any(quiet)
}

fn digit(number: u32) -> char {
    match number {
        0 => EMPTY,
        1..=9 => char::from_digit(number, 10).unwrap_or('+'),
        _ => '+',
    }
}

fn in_words(told: &Told<'_>, day: &DayCount) -> String {
    let texts = told.texts;
    let mut parts: Vec<String> = day
        .hours
        .iter()
        .enumerate()
        .filter(|(_, number)| **number > 0)
        .map(|(hour, number)| {
            let words = [("hour", hour.to_string()), ("count", number.to_string())];
            texts.say("conduct.picture.hour", words)
        })
        .collect();
    if day.hour_unknown > 0 {
        let words = [("count", day.hour_unknown.to_string())];
        parts.push(texts.say("conduct.picture.unknown", words));
    }
    let words = [
        ("day", day.date.to_string()),
        ("hours", texts.clauses(&parts)),
    ];
    texts.say("conduct.picture.day", words)
}
