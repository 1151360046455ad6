//! Reading values as people write them.
//!
//! What can be understood in one way is read; what can be understood in two is asked, with both
//! readings in the reason. The codes of the reasons are the words of `rejected.<code>` in the texts.

mod amount;
mod choice;
mod contract;
mod date;
mod factor;
mod identity;
mod moment;
mod normal;
mod numeral;
mod periodic;
mod phone;
mod rate;
mod recent;
mod relative;
mod rows;
mod several;

pub use choice::labelled;
pub use moment::{Moment, spoken_moment};
pub use normal::{plain_form, says_none, says_unknown, yes_or_no};
pub use periodic::{month_by_month, periodic};
pub use phone::read_phone;
pub use rate::{RateUnit, read_rate_of, read_rate_with_unit};

/// Bytes of a pipe as text.
pub use crate::domain::encoding::decoded;

use super::answers::Value;
use super::flow::Kind;
use crate::domain::coded::{Args, args};
use crate::domain::identifier::{mask_identity, mask_mobile};
use crate::domain::money::Money;
use chrono::{NaiveDate, NaiveTime};
use rate::as_percent;
use rust_decimal::Decimal;

/// Words may have this many characters.
pub const LONGEST_TEXT: usize = 2_000;

/// A note on a line of a budget may have this many characters: it stands in a table.
pub const LONGEST_NOTE: usize = 60;

/// Why an answer can't be used: the question is asked again with this reason.
/// Words: `rejected.<code>` in the texts. The values never repeat what was typed in confidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// Values for its words.
    pub args: Args,
}

impl Rejected {
    /// Without values.
    pub fn new(code: &'static str) -> Rejected {
        Rejected {
            code,
            args: Args::new(),
        }
    }

    /// With values.
    pub fn with(code: &'static str, args: Args) -> Rejected {
        Rejected { code, args }
    }
}

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The canonical value.
    pub value: Value,
    /// How to read it back to the person, where the form differs from what was typed.
    pub echo: Option<String>,
}

impl Reading {
    fn silent(value: impl Into<String>) -> Reading {
        Reading {
            value: Value::Given(value.into()),
            echo: None,
        }
    }

    /// A number of a person: read back masked, so that it doesn't stand on the screen a second time.
    fn hidden(masked: String, value: String) -> Reading {
        Reading {
            value: Value::Given(value),
            echo: Some(masked),
        }
    }

    /// Read back as `shown`, unless that is what was typed.
    fn shown(value: String, shown: String, line: &str) -> Reading {
        let typed = plain_form(line);
        let echo = (typed != shown && typed != value).then_some(shown);
        Reading {
            value: Value::Given(value),
            echo,
        }
    }
}

/// Reads one line as an answer of this kind. `today` settles words like 昨天 and bounds dates that
/// may not lie in the future. For lists (`DatedAmounts`, `Rows`, `Files`) a line is one member.
///
/// # Errors
/// What keeps the line from being such an answer, or what is doubtful in it.
pub fn read(kind: &Kind, line: &str, today: NaiveDate) -> Result<Reading, Rejected> {
    match kind {
        Kind::Choice(options) => choice::choice(options, line).map(Reading::silent),
        Kind::YesNo => choice::yes_no(line).map(|yes| Reading::silent(yes.to_string())),
        // "None" is an amount to a person asked how much there is of something.
        Kind::Money if says_none(line) => Ok(read_back(Money::ZERO)),
        Kind::Money => amount::amount(line).map(read_back),
        Kind::Date { future } => {
            let day = date::date(line, *future, today)?.to_string();
            Ok(Reading::shown(day.clone(), day, line))
        }
        Kind::Moment => read_moment(line, today, None).map(|moment| moment_shown(moment, line)),
        Kind::Rate => {
            let fraction = rate::rate(line)?;
            Ok(Reading::shown(
                fraction.to_string(),
                as_percent(fraction),
                line,
            ))
        }
        Kind::Factor => {
            let times = factor::factor(line)?.to_string();
            Ok(Reading::shown(times.clone(), times, line))
        }
        Kind::Count { min, max } => {
            let number = choice::count(*min, *max, line)?.to_string();
            Ok(Reading::shown(number.clone(), number, line))
        }
        Kind::Text => text(line).map(Reading::silent),
        // Not read back: what is shown of a number is masked, by those who show it.
        Kind::CallerNumber => phone::phone_or_words(line).map(Reading::silent),
        Kind::Phone => {
            let number = phone::own_phone(line)?;
            Ok(Reading::hidden(mask_mobile(&number), number))
        }
        Kind::Identity => {
            let number = identity::identity(line)?;
            Ok(Reading::hidden(mask_identity(&number), number))
        }
        Kind::IdentityTail => identity::tail(line).map(Reading::silent),
        Kind::ContractNumber => contract::number(line).map(Reading::silent),
        Kind::DatedAmounts => {
            let row = rows::dated_amount(line, today)?;
            Ok(Reading::shown(row.clone(), row, line))
        }
        Kind::Rows => {
            let row = rows::row(line, today)?;
            Ok(Reading::shown(row.clone(), row, line))
        }
        Kind::Files => file_path(line).map(Reading::silent),
        // Always read back, with what it is in a month.
        Kind::Periodic => {
            let entry = periodic(line)?;
            Ok(Reading {
                echo: Some(entry.stated.a_month().grouped()),
                value: Value::Given(entry.to_string()),
            })
        }
        Kind::Amounts => periodic::one_month(line).map(read_back),
        Kind::Several(options) => {
            let picked = several::several(options, line)?;
            Ok(Reading {
                value: Value::Many(picked),
                echo: None,
            })
        }
    }
}

/// [`read`], where the time of day is known: a moment may then be named by its distance from now
/// (`刚才`), or by its time alone. `now` is `YYYY-MM-DDTHH:MM:SS+08:00`; it counts only if its day is
/// `today`.
///
/// # Errors
/// Those of [`read`].
pub fn read_now(kind: &Kind, line: &str, today: NaiveDate, now: &str) -> Result<Reading, Rejected> {
    match kind {
        Kind::Moment => {
            read_moment(line, today, clock_of(now, today)).map(|moment| moment_shown(moment, line))
        }
        kind => read(kind, line, today),
    }
}

/// The time of day in a stamp `YYYY-MM-DDTHH:MM:SS+08:00`, if its day is `today`.
pub fn clock_of(now: &str, today: NaiveDate) -> Option<NaiveTime> {
    let (day, clock) = now.strip_suffix("+08:00")?.split_once('T')?;
    let is_today = day.parse() == Ok(today);
    is_today.then(|| clock.parse().ok()).flatten()
}

/// Reads a moment with how sure it is; `clock` is the time of day now, where it is known.
///
/// # Errors
/// What keeps the line from being one, or what is doubtful in it.
pub fn read_moment(
    line: &str,
    today: NaiveDate,
    clock: Option<NaiveTime>,
) -> Result<Moment, Rejected> {
    moment::moment(line, today, clock)
}

fn moment_shown(moment: Moment, line: &str) -> Reading {
    Reading::shown(moment.canonical(), moment.spoken(), line)
}

/// Reads a value of a file, where [`read`] would ask about figures that files give a fixed meaning:
/// a rate there is a fraction (`0.234` for 23.4 %). All else is read as a person's line is.
///
/// # Errors
/// Those of [`read`]; `doubtful-rate` for bare figures from 1 on, which as a fraction would be 100 %
/// or more and as a person's figure percent.
pub fn read_in_file(kind: &Kind, text: &str, today: NaiveDate) -> Result<Reading, Rejected> {
    match (kind, text.parse::<Decimal>()) {
        (Kind::Rate, Ok(fraction)) if !fraction.is_sign_negative() => {
            if fraction < Decimal::ONE {
                return Ok(Reading::silent(fraction.normalize().to_string()));
            }
            let readings = [
                ("first", as_percent(fraction / Decimal::ONE_HUNDRED)),
                ("second", as_percent(fraction)),
            ];
            Err(Rejected::with("doubtful-rate", args(readings)))
        }
        _ => read(kind, text, today),
    }
}

/// A canonical rate as a percentage (`0.234` → `23.4%`); other text as it is.
pub fn percent(rate: &str) -> String {
    rate.parse().map_or_else(|_| rate.to_owned(), as_percent)
}

/// An amount, always read back in figures: a slip of a digit is seen where it is still cheap.
fn read_back(value: Money) -> Reading {
    Reading {
        echo: Some(value.grouped()),
        value: Value::Given(value.to_string()),
    }
}

/// Words of a person's own.
fn text(line: &str) -> Result<String, Rejected> {
    let words = normal::own_words(line);
    if words.is_empty() {
        return Err(Rejected::new("empty"));
    }
    if words.chars().count() > LONGEST_TEXT {
        return Err(Rejected::with(
            "text-too-long",
            args([("max", LONGEST_TEXT.to_string())]),
        ));
    }
    Ok(words)
}

/// A path as dragged into a terminal: quotes and the escaping of spaces taken away.
fn file_path(line: &str) -> Result<String, Rejected> {
    let words = normal::own_words(line);
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];
    let inner = pairs
        .iter()
        .find_map(|(open, close)| words.strip_prefix(*open)?.strip_suffix(*close));
    let path = match inner {
        Some(quoted) => quoted.trim().to_owned(),
        // Only where a backslash is no separator.
        None if words.starts_with(['/', '~', '.']) => words.replace("\\ ", " "),
        None => words,
    };
    if path.is_empty() {
        return Err(Rejected::new("empty"));
    }
    Ok(path)
}
