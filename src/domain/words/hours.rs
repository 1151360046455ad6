//! Times of day in a text at which the other side got in touch.

use super::heard::Side;
use super::phrase::Phrases;
use super::plain::Plain;
use crate::domain::conduct::MinuteOfDay;

/// Words around a time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourWords {
    /// As a pattern has it. Words: `words.why.<id>`.
    pub id: String,
    /// The conduct rule.
    pub conduct: String,
    /// Parts of the day after noon (晚上, 夜里): nine there is 21.
    pub evening: Vec<String>,
    /// Parts of the night that begin a day (凌晨, 半夜).
    pub night: Vec<String>,
    /// Parts of the morning (早上).
    pub morning: Vec<String>,
    /// Getting in touch; one must stand in the same sentence, or the line is a stamped turn.
    pub contact: Phrases,
    /// None of these may stand in the same sentence: the time is a limit or an opening hour.
    pub unless: Phrases,
    /// In front of a time that is a message's stamp (发送时间, 来电时间).
    pub stamped: Vec<String>,
    /// Close behind a time that is a limit (前, 截止).
    pub limits: Vec<String>,
    /// What a line that begins with its date and time must be about.
    pub pressing: Phrases,
}

/// A time of day, and where it stands in the original.
struct Moment {
    at: MinuteOfDay,
    from: usize,
    to: usize,
}

/// A stamp is looked for so far before a time, in characters.
const STAMP: usize = 40;
/// A word that makes a time a limit stands so close behind it, in characters.
const LIMIT: usize = 3;

/// The spans of the original that are times at which the other side got in touch.
pub(super) fn quiet_contacts(
    plain: &Plain,
    words: &HourWords,
    is_quiet: &dyn Fn(MinuteOfDay) -> bool,
) -> Vec<(usize, usize)> {
    let text = &plain.text;
    let mut out = Vec::new();
    let (mut at, mut searched) = (0, 0);
    // A recording counts its own minutes: stamps that begin small are no times of day.
    let mut counted = None;
    while at < text.len() {
        let Some(moment) = moment_at(text, at, words) else {
            at += 1;
            continue;
        };
        at = moment.to;
        let counts = *counted.get_or_insert(is_quiet(moment.at) && moment.at.minutes() < NOON);
        // Places searched stand in the order of the text: one walk finds each sentence.
        while searched < plain.len() && plain.original(searched, searched + 1).0 < moment.from {
            searched += 1;
        }
        let theirs = plain.heard.sides.get(moment.from) == Some(&Side::Theirs);
        if !theirs || !is_quiet(moment.at) || is_limit(text, &moment, words) {
            continue;
        }
        let close = searched..(searched + 1).min(plain.len());
        let stands =
            |list: &Phrases, (start, end): (usize, usize)| list.stand_in(plain, start, end);
        let sentence = plain.sentence(close.start, close.end);
        if stands(&words.unless, sentence) {
            continue;
        }
        let line = plain.line(close.start, close.end);
        let in_touch = stands(&words.contact, sentence);
        let stamp = match stamp_of(plain, &moment, words) {
            Some(Stamp::Message) => true,
            Some(Stamp::Turn { dated }) => dated || moment.at.minutes() >= NOON && !counts,
            Some(Stamp::Line) => stands(&words.pressing, line),
            None => false,
        };
        if in_touch || stamp {
            out.push((moment.from, moment.to));
        }
    }
    out
}

/// Minutes from midnight to noon.
const NOON: u16 = 12 * 60;

/// Where a stamp stands.
enum Stamp {
    /// Behind a word for when a message or a call came.
    Message,
    /// In front of a turn.
    Turn { dated: bool },
    /// With a date in front of a line.
    Line,
}

fn stamp_of(plain: &Plain, moment: &Moment, words: &HourWords) -> Option<Stamp> {
    let text = &plain.text;
    let near = moment.from.saturating_sub(STAMP);
    let head = text.get(near..moment.from).unwrap_or_default();
    let line = head.iter().rposition(|c| *c == '\n').map(|n| near + n + 1);
    let from = line.or((near == 0).then_some(0))?;
    let before: String = text
        .get(from..moment.from)
        .unwrap_or_default()
        .iter()
        .collect();
    if words.stamped.iter().any(|w| before.contains(w.as_str())) {
        return Some(Stamp::Message);
    }
    let dated = before.chars().filter(char::is_ascii_digit).count() >= 3;
    let begins = |turn: usize| (from..=moment.from).contains(&turn);
    let after = plain.heard.turns.partition_point(|t| *t < from);
    if plain.heard.turns.get(after).is_some_and(|t| begins(*t)) {
        return Some(Stamp::Turn { dated });
    }
    let bare = before
        .chars()
        .all(|c| !c.is_alphabetic() || "年月日".contains(c));
    (dated && bare).then_some(Stamp::Line)
}

/// Is it a time by which something is to be done?
fn is_limit(text: &[char], moment: &Moment, words: &HourWords) -> bool {
    let behind = text.get(moment.to..).unwrap_or_default();
    let behind: String = behind.iter().take(LIMIT).collect();
    words.limits.iter().any(|w| behind.contains(w.as_str()))
}

/// `23:15`, `23：15：02`, `晚上11点半`, `凌晨两点` beginning here.
fn moment_at(text: &[char], at: usize, words: &HourWords) -> Option<Moment> {
    let here = text.get(at..).unwrap_or_default();
    let previous = at.checked_sub(1).and_then(|n| text.get(n));
    let part = |list: &[String]| {
        let mut fitting = list.iter().map(|w| w.chars().count()).zip(list);
        fitting
            .find(|(_, w)| w.chars().eq(here.iter().copied().take(w.chars().count())))
            .map(|(length, _)| length)
    };
    let (part_length, shift): (usize, fn(u16) -> Option<u16>) =
        if let Some(length) = part(&words.evening) {
            (length, |h| match h {
                0..=5 | 18..=23 => Some(h),
                6..=11 => Some(h + 12),
                12 => Some(0),
                _ => None,
            })
        } else if let Some(length) = part(&words.night) {
            (length, |h| match h {
                12 => Some(0),
                11 => Some(23),
                10 => Some(22),
                other => Some(other),
            })
        } else if let Some(length) = part(&words.morning) {
            (length, Some)
        } else {
            (0, Some)
        };
    let rest = here.get(part_length..).unwrap_or_default();
    let blank = rest
        .iter()
        .take_while(|c| c.is_whitespace() && **c != '\n')
        .count();
    let rest = rest.get(blank..).unwrap_or_default();
    if part_length == 0 && previous.is_some_and(|c| c.is_ascii_digit() || matches!(c, ':' | '：'))
    {
        return None;
    }
    let (hour, hour_length) = number(rest)?;
    let after = rest.get(hour_length..).unwrap_or_default();
    let mut length = part_length + blank + hour_length;
    let minute = match after.first()? {
        ':' | '：' => {
            let (minute, minute_length) = number(after.get(1..)?)?;
            if minute_length != 2 {
                return None;
            }
            length += 1 + minute_length;
            minute
        }
        '点' | '點' | '时' | '時' => {
            // A bare hour is as often the afternoon's: only with its part of the day, or past noon.
            if part_length == 0 && hour < 13 {
                return None;
            }
            if after.first() == Some(&'时') && matches!(after.get(1), Some('间' | '候')) {
                return None;
            }
            length += 1;
            match after.get(1) {
                Some('半') => {
                    length += 1;
                    30
                }
                _ => match after.get(1..).and_then(number) {
                    Some((minute, minute_length)) => {
                        length += minute_length;
                        minute
                    }
                    None => 0,
                },
            }
        }
        _ => return None,
    };
    let at_minute = MinuteOfDay::new(shift(hour)?, minute)?;
    Some(Moment {
        at: at_minute,
        from: at,
        to: at + length,
    })
}

/// A number below sixty in figures or in words, and its length in characters.
fn number(text: &[char]) -> Option<(u16, usize)> {
    let digit = |c: &char| match c {
        '０'..='９' => Some(u32::from(*c) - u32::from('０')),
        c => c.to_digit(10),
    };
    let figures: Vec<u32> = text.iter().map_while(digit).take(3).collect();
    if !figures.is_empty() {
        let value = figures.iter().fold(0, |sum, d| sum * 10 + d);
        return (figures.len() <= 2)
            .then(|| u16::try_from(value).ok().map(|v| (v, figures.len())))
            .flatten();
    }
    let word = |c: &char| {
        "零一二三四五六七八九"
            .chars()
            .position(|w| w == *c)
            .or(matches!(c, '两' | '兩').then_some(2))
            .or((*c == '〇').then_some(0))
    };
    let first = text.first()?;
    let ten = |at: usize| text.get(at) == Some(&'十');
    let (value, length) = match word(first) {
        Some(tens) if ten(1) => match text.get(2).and_then(word) {
            Some(ones) => (tens * 10 + ones, 3),
            None => (tens * 10, 2),
        },
        Some(ones) => (ones, 1),
        None if *first == '十' => match text.get(1).and_then(word) {
            Some(ones) => (10 + ones, 2),
            None => (10, 1),
        },
        None => return None,
    };
    u16::try_from(value).ok().map(|v| (v, length))
}
