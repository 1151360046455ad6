//! The versions of a letter for a telephone and a chat: which it has, how long they are.

use super::files::Format;
use super::written::Written;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::load_parameters;
use crate::domain::coded::{Kind, args};
use crate::domain::letter::{Facts, Letter, ShortForm};
use crate::domain::money::Money;
use crate::interview::Answers;
use crate::render::letter::{Frame, Script, Unfilled, chat_parts, script, sms_parts};
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

/// Characters of a contract's number that are enough to find it by.
const TAIL: usize = 4;

/// All short versions of a letter; empty where it has none of that form.
#[derive(Debug, Clone, Default)]
pub struct ShortVersions {
    sms: Vec<String>,
    chat: Vec<String>,
    script: Script,
}

impl ShortVersions {
    /// Those the letter declares, from masked facts.
    ///
    /// # Errors
    /// A clause of the book can't be filled.
    pub fn of(letter: &Letter, masked: &Facts, frame: &Frame) -> Result<ShortVersions, Unfilled> {
        let mut out = ShortVersions::default();
        for form in &letter.short {
            match form {
                ShortForm::Sms => out.sms = sms_parts(letter, masked, frame)?,
                ShortForm::Chat => out.chat = chat_parts(letter, masked, frame)?,
                ShortForm::Script => out.script = script(letter, masked, frame)?,
            }
        }
        Ok(out)
    }

    fn parts(&self, form: ShortForm) -> &[String] {
        match form {
            ShortForm::Sms => &self.sms,
            ShortForm::Chat => &self.chat,
            ShortForm::Script => &self.script.lines,
        }
    }

    /// As a file holds it.
    pub fn text(&self, form: ShortForm) -> String {
        let between = match form {
            ShortForm::Script => "\n",
            ShortForm::Sms | ShortForm::Chat => "\n\n",
        };
        self.parts(form).join(between) + "\n"
    }
}

/// Facts in the few words a short version has room for.
pub fn add(facts: &mut Facts, answers: &Answers) {
    let number = facts.values.get("contract_number");
    let tail = number.map(|number| tail_of(number));
    facts.value("contract_tail", tail);
    let monthly = answers.given("request.monthly");
    let monthly = monthly.and_then(|m| Money::parse(m).ok());
    facts.value("monthly_short", monthly.map(Money::grouped));
}

/// The end of a contract's number.
pub fn tail_of(number: &str) -> String {
    let skipped = number.chars().count().saturating_sub(TAIL);
    number.chars().skip(skipped).collect()
}

/// Refuses a short version a letter doesn't have.
///
/// # Errors
/// `letter-no-short`, naming the first.
pub fn offered(context: &Context, letter: &Letter, formats: &[Format]) -> Result<(), Failure> {
    let lacking = formats.iter().find_map(|format| match format {
        Format::Short(form) if !letter.short.contains(form) => Some(format.name()),
        _ => None,
    });
    let Some(name) = lacking else { return Ok(()) };
    let format = context.texts.t(&format!("letter.short.{name}"));
    let args = args([("title", letter.title.clone()), ("format", format)]);
    Err(Failure::new("letter-no-short", Kind::Usage, args))
}

/// The short forms that were asked for.
fn asked(written: &Written) -> impl Iterator<Item = ShortForm> + '_ {
    written.files.iter().filter_map(|(format, _)| match format {
        Format::Short(form) => Some(*form),
        _ => None,
    })
}

/// Seconds a script takes to read, and how many it should at most, by the book.
pub fn seconds(context: &Context, script: &Script) -> Option<(usize, usize)> {
    let parameters = load_parameters(&context.library).ok()?;
    let number = |id: &str| {
        let found = parameters.value(id, context.as_of()).ok()?;
        found.value.to_usize()
    };
    let seconds = script.seconds(number("reading-characters-a-minute")?)?;
    Some((seconds, number("script-seconds-at-most")?))
}

/// What is said of each short version that was asked for.
pub fn said(context: &Context, written: &Written) -> Vec<String> {
    let texts = &context.texts;
    let count = |form| written.short.parts(form).len();
    asked(written)
        .filter_map(|form| match form {
            ShortForm::Sms => Some(texts.say("letter.written-sms", [("count", count(form))])),
            ShortForm::Chat => Some(texts.say("letter.written-chat", [("count", count(form))])),
            ShortForm::Script => {
                let (seconds, most) = seconds(context, &written.short.script)?;
                let key = match seconds > most {
                    true => "letter.written-script-long",
                    false => "letter.written-script",
                };
                Some(texts.say(key, [("seconds", seconds), ("most", most)]))
            }
        })
        .collect()
}

/// Was nothing asked for but versions that leave out what isn't known?
pub fn has_no_gaps(written: &Written) -> bool {
    let gapless =
        |format: &Format| matches!(format, Format::Short(ShortForm::Sms | ShortForm::Script));
    written.files.iter().all(|(format, _)| gapless(format))
}

/// The short versions as the screen shows them where no whole letter was asked for.
pub fn shown(written: &Written) -> String {
    let mut out: Vec<String> = Vec::new();
    if written.has(Format::Online) {
        out.push(written.online.join("\n\n"));
    }
    out.extend(asked(written).map(|form| written.short.text(form)));
    out.join("\n\n")
}

/// The short versions that were asked for, for machines.
pub fn json(written: &Written) -> Value {
    let mut out = serde_json::Map::new();
    for form in asked(written) {
        let name = Format::Short(form).name().to_owned();
        out.insert(name, json!(written.short.parts(form)));
    }
    Value::Object(out)
}
