//! `menshen check words`: a message, a transcript or notes read against the conduct rules. Nothing
//! is recorded until a person confirms it.

mod confirming;

use super::notice::{decoded, pasted, read_as};
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::content::{load_conduct, load_words};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::conduct::ConductRule;
use crate::domain::encoding::Text;
use crate::domain::law::LawBook;
use crate::domain::words::{Proposal, proposals};
use crate::render::words::{Touched, words, words_json};
use clap::ArgMatches;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};

/// More than this is no message and no call, in bytes.
const MOST_BYTES: u64 = 8_000_000;

/// Reads the words from a file, from standard input or from the person, and says which rules they
/// may touch; at a terminal each can be confirmed and recorded.
///
/// # Errors
/// There is nothing to read, it isn't text or too long; the book was rejected; what was confirmed
/// can't be recorded.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let file = matches.get_one::<String>("file").filter(|f| *f != "-");
    let text = match file {
        Some(path) => read_as(context, from_stream(opened(path)?)?),
        None if std::io::stdin().is_terminal() => {
            context.need_terminal(vec!["words".into()])?;
            pasted(context, "words.paste")?
        }
        None => read_as(context, from_stream(std::io::stdin())?),
    };
    if text.trim().is_empty() {
        let needed = vec!["words".to_owned()];
        let failure = Failure::new("words-empty", Kind::AnswerNeeded, Args::new());
        return Err(failure.with_needed(needed));
    }
    let (law, rules) = load_conduct(&context.library)?;
    let book = load_words(&context.library, &|id| rules.contains_key(id))?;
    let quiet = book.hours.as_ref().and_then(|h| rules.get(&h.conduct));
    let quiet = quiet.and_then(|rule| rule.threshold);
    let found = proposals(&text, &book, quiet.as_ref());
    let touched = touched(context, &found, &rules, &law);
    let characters: Vec<char> = text.chars().collect();
    context.rests_on(RestsOn::Words, context.as_of())?;
    let screen = words(&context.texts, &characters, &touched);
    let confirms = context.can_ask() && !context.json && context.output().is_none();
    if touched.is_empty() || !confirms {
        let json = words_json(&context.texts, &characters, &touched);
        return context.emit(&screen, &json);
    }
    context.show(&screen);
    confirming::run(context, &characters, &touched)
}

/// The rules that hold today with their places, in the order they are first touched.
fn touched<'a>(
    context: &Context,
    found: &'a [Proposal],
    rules: &'a BTreeMap<String, ConductRule>,
    law: &'a LawBook,
) -> Vec<Touched<'a>> {
    let mut touched: Vec<Touched<'a>> = Vec::new();
    for place in found {
        if let Some(one) = touched.iter_mut().find(|t| t.rule.id == place.conduct) {
            one.places.push(place);
            continue;
        }
        let Some(rule) = rules.get(&place.conduct) else {
            continue;
        };
        // A rule that rests on nothing in force that day says nothing about it.
        if let Ok(standing) = rule.standing_on(law, context.as_of()) {
            touched.push(Touched {
                rule,
                standing,
                places: vec![place],
            });
        }
    }
    touched
}

fn opened(path: &str) -> Result<std::fs::File, Failure> {
    let unreadable = |e: std::io::Error| {
        let args = args([("path", path.to_owned()), ("reason", e.to_string())]);
        Failure::new("notice-unreadable", Kind::Usage, args)
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}

fn from_stream(stream: impl Read) -> Result<Text, Failure> {
    let mut bytes = Vec::new();
    // A stream that breaks off is read as far as it came; an empty one is refused by the caller.
    let _ = stream.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::new("words-too-long", Kind::Usage, Args::new()));
    }
    decoded(&bytes).ok_or_else(|| Failure::new("notice-not-text", Kind::Usage, Args::new()))
}
