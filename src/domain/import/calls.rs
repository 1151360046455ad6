//! A telephone's or an operator's list of calls as calls.

use super::cell::plain;
use super::columns::Column;
use super::contacts::{Contact, ContactReading, ContactWords, Contacts, NotUsed, contacts, says};
use super::table::{Line, Table};

/// In which unit a column writes bare figures.
#[derive(Clone, Copy)]
enum Unit {
    Seconds,
    Minutes,
}

/// Reads a list of calls.
///
/// Whether a call was answered is taken from a word that says so, else from its length: a call that
/// lasted was answered, one of no length wasn't. Telephones write down how long they rang, so a word
/// for a missed call counts before a length. Where the list says neither, it stays unknown.
pub fn calls(table: &Table, reading: &ContactReading<'_>) -> Contacts {
    let name = reading
        .columns
        .place(Column::Duration)
        .and_then(|place| table.header.get(place));
    let unit = name.and_then(|name| unit_of(&plain(name).to_lowercase(), reading.words));
    contacts(table, reading, |line, contact| {
        call(line, contact, reading, unit)
    })
}

fn call(
    line: &Line,
    mut contact: Contact,
    reading: &ContactReading<'_>,
    unit: Option<Unit>,
) -> Result<Contact, NotUsed> {
    let words = reading.words;
    let cell = |column| {
        let cell = reading.columns.cell(column, &line.cells);
        cell.map(|cell| plain(cell).to_lowercase())
    };
    let said: Vec<String> = [cell(Column::Outcome), cell(Column::Way)]
        .into_iter()
        .flatten()
        .collect();
    let any = |list: &[String]| said.iter().any(|word| says(word, list));
    let length = cell(Column::Duration).and_then(|text| length(&text, unit));
    contact.answered = if any(&words.missed) || any(&words.unconnected) {
        Some(false)
    } else if any(&words.connected) {
        Some(true)
    } else {
        length.map(|length| length.some)
    };
    contact.seconds = length
        .filter(|length| length.some && contact.answered == Some(true))
        .and_then(|length| length.seconds);
    let marks = [cell(Column::Mark), cell(Column::Way)];
    let robot = marks.iter().flatten().any(|word| says(word, &words.robot));
    contact.robot = robot.then_some(true);
    Ok(contact)
}

fn unit_of(name: &str, words: &ContactWords) -> Option<Unit> {
    let holds = |list: &[String]| list.iter().any(|word| name.contains(word.as_str()));
    match (holds(&words.seconds), holds(&words.minutes)) {
        (true, false) => Some(Unit::Seconds),
        (false, true) => Some(Unit::Minutes),
        _ => None,
    }
}

/// How long a call was.
#[derive(Clone, Copy)]
struct Length {
    /// Was it longer than nothing?
    some: bool,
    /// In seconds; `None` where the unit isn't known.
    seconds: Option<u32>,
}

/// Reads `83秒`, `1分23秒`, `1小时2分3秒`, `00:01:23`, `1'23"`; bare figures in the column's unit.
fn length(text: &str, unit: Option<Unit>) -> Option<Length> {
    let told = |seconds: u32| Length {
        some: seconds > 0,
        seconds: Some(seconds),
    };
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let number: u32 = text.parse().ok()?;
        return match unit {
            Some(Unit::Seconds) => Some(told(number)),
            Some(Unit::Minutes) => number.checked_mul(60).map(told),
            None => Some(Length {
                some: number > 0,
                seconds: None,
            }),
        };
    }
    let colons: Vec<&str> = text.split(':').collect();
    if (2..=3).contains(&colons.len()) {
        let sum = colons.iter().try_fold(0_u32, |sum, part| {
            let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            let part: u32 = part.parse().ok().filter(|_| fits)?;
            sum.checked_mul(60)?.checked_add(part)
        });
        return sum.map(told);
    }
    in_words(&text).map(told)
}

fn in_words(text: &str) -> Option<u32> {
    const UNITS: [(&str, u32); 12] = [
        ("小时", 3600),
        ("时", 3600),
        ("分钟", 60),
        ("分", 60),
        ("min", 60),
        ("m", 60),
        ("'", 60),
        ("′", 60),
        ("秒", 1),
        ("s", 1),
        ("\"", 1),
        ("″", 1),
    ];
    let mut rest = text;
    let mut sum: Option<u32> = None;
    while !rest.is_empty() {
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = rest.get(..figures)?.parse().ok()?;
        rest = rest.get(figures..)?;
        let (word, seconds) = UNITS.iter().find(|(word, _)| rest.starts_with(word))?;
        rest = rest.get(word.len()..)?;
        sum = Some(
            sum.unwrap_or(0)
                .checked_add(number.checked_mul(*seconds)?)?,
        );
    }
    sum
}
