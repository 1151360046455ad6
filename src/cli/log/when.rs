//! Times on the command line: the forms of files, and what people say (`昨晚10点半`).

use super::super::Failure;
use super::super::context::Context;
use crate::domain::coded::{Kind as FailureKind, args};
use crate::domain::evidence::OccurredAt;
use crate::interview::flow::Kind;
use crate::interview::reading::{self, Rejected, plain_form};
use crate::interview::{Page, Prompter, Reply, Say};
use chrono::NaiveDate;

/// A time, and how sure the person was of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The time.
    pub at: OccurredAt,
    /// Said to be only about then.
    pub about: bool,
}

impl Told {
    /// The word for how sure it is, as entries hold it.
    pub fn precision(&self) -> &'static str {
        match (self.about, self.at.time) {
            (true, _) => "about",
            (false, Some(_)) => "exact",
            (false, None) => "day",
        }
    }
}

/// A time in the form of files, with `T` or a blank, with or without the zone.
pub fn in_file_form(text: &str) -> Option<OccurredAt> {
    let mut text = plain_form(text).replacen(' ', "T", 1);
    if text.contains('T') && !text.ends_with("+08:00") {
        text.push_str("+08:00");
    }
    OccurredAt::parse(&text)
}

/// A time as files or people write it.
///
/// # Errors
/// Why it can't be read; where it can be read in two ways, both readings.
pub fn read(context: &Context, text: &str) -> Result<Told, Rejected> {
    if let Some(at) = in_file_form(text) {
        return Ok(Told { at, about: false });
    }
    let today = context.as_of();
    let clock = reading::clock_of(&context.clock.stamp(), today);
    let moment = reading::read_moment(text, today, clock)?;
    let at = OccurredAt::parse(&moment.canonical());
    Ok(Told {
        at: at.ok_or_else(|| Rejected::new("moment-form"))?,
        about: moment.about,
    })
}

/// The time of `--when`.
///
/// # Errors
/// It can't be read, or in two ways: a command line can't ask which.
pub fn of_option(context: &Context, text: &str) -> Result<Told, Failure> {
    read(context, text).map_err(|rejected| {
        let reason = context
            .texts
            .say(&format!("rejected.{}", rejected.code), &rejected.args);
        let both = |name: &'static str| rejected.args.get(name).cloned();
        match (both("first"), both("second")) {
            (Some(first), Some(second)) => {
                let readings = args([("first", first), ("second", second)]);
                Failure::new("log-when-doubtful", FailureKind::Usage, readings)
            }
            _ => Failure::new("log-bad-when", FailureKind::Usage, args([]))
                .with_details(vec![reason]),
        }
    })
}

/// The time of an entry whose line didn't say it; `None` where the person leaves it open.
///
/// # Errors
/// The person left; nothing was written.
pub fn asked(context: &Context) -> Result<Option<Told>, Failure> {
    let mut prompter = context.prompter();
    let page = Page {
        body: vec![Say::key("log.added.when-ask")],
        ..Page::default()
    };
    loop {
        let Reply::Line(line) = prompter.ask(&page) else {
            return Err(Failure::new(
                "interrupted",
                FailureKind::Interrupted,
                args([]),
            ));
        };
        if line.trim().is_empty() {
            return Ok(None);
        }
        match read(context, &line) {
            Ok(time) => return Ok(Some(time)),
            Err(rejected) => {
                let key = format!("rejected.{}", rejected.code);
                let words = rejected.args.into_iter();
                let words = words.map(|(name, value)| (name.to_owned(), value));
                prompter.show(&[Say::Key(key, words.collect())]);
            }
        }
    }
}

/// A day of an option that chooses entries.
///
/// # Errors
/// It isn't one day.
pub fn day(context: &Context, text: &str) -> Result<NaiveDate, Failure> {
    let read = reading::read(&Kind::Date { future: true }, text, context.as_of());
    let words = |r: Rejected| context.texts.say(&format!("rejected.{}", r.code), &r.args);
    let reading = read.map_err(|r| bad_day(vec![words(r)]))?;
    reading
        .value
        .given()
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| bad_day(Vec::new()))
}

fn bad_day(details: Vec<String>) -> Failure {
    Failure::new("log-bad-day", FailureKind::Usage, args([])).with_details(details)
}
