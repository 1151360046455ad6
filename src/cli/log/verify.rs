//! `menshen log verify` and `menshen log anchor`.

use super::super::Failure;
use super::super::context::Context;
use super::words;
use crate::domain::chain::{Anchor, Fault, Outcome, Verification};
use crate::domain::coded::{Args, Kind, args};
use crate::render::screen::Screen;
use crate::storage::log::{LogError, verify_case, verify_copy};
use clap::ArgMatches;
use serde_json::json;
use std::path::Path;

/// Verifies the case's own log, or a file handed over.
///
/// # Errors
/// The log can't be read, an anchor isn't one, or it doesn't verify.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let anchors = matches
        .get_many::<String>("anchor")
        .unwrap_or_default()
        .map(|text| text.parse::<Anchor>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| Failure::new("log-bad-anchor", Kind::Usage, Args::new()))?;
    let found = match matches.get_one::<String>("file") {
        Some(file) => verify_copy(Path::new(file), anchors)?,
        None => verify_case(super::existing_log(context)?.folder(), anchors)?,
    };
    let json = serde_json::to_value(&found).unwrap_or_default();
    context.emit(&screen(context, &found), &json)?;
    match found.result {
        Outcome::Fails => Err(Failure::said(Kind::Integrity)),
        Outcome::Holds | Outcome::ChainHoldsContentsUnchecked => Ok(()),
    }
}

/// The verdict, what it shows and what it can't, then everything found.
fn screen(context: &Context, found: &Verification) -> Screen {
    let texts = &context.texts;
    let mut screen = Screen::new();
    let key = format!("log.verify.{}", found.result.word());
    let entries = found.entries.to_string();
    screen.text(texts.say(
        &key,
        [
            ("entries", entries),
            ("faults", found.faults.len().to_string()),
        ],
    ));
    for fault in &found.faults {
        screen.item("-", line(context, "fault", fault));
    }
    for notice in &found.notices {
        screen.item("-", line(context, "notice", notice));
    }
    screen.gap();
    screen.text(texts.t(match found.result {
        Outcome::Fails => "log.verify.what-now",
        Outcome::Holds | Outcome::ChainHoldsContentsUnchecked => "log.verify.what-it-shows",
    }));
    screen
}

fn line(context: &Context, sort: &str, fault: &Fault) -> String {
    let detail = detail(context, &fault.detail);
    let said = context
        .texts
        .say(&format!("log.{sort}.{}", fault.code), [("detail", detail)]);
    if fault.line == 0 {
        return said;
    }
    context.texts.say(
        "log.on-line",
        [("line", fault.line.to_string()), ("said", said)],
    )
}

/// A fault's detail in words, where it is a place or a pair of values; a member's name as it stands.
fn detail(context: &Context, detail: &str) -> String {
    let place = |key: &str, number: &str| context.texts.say(key, [("number", number)]);
    if let Some(offset) = detail.strip_prefix("byte ") {
        place("log.detail.byte", offset)
    } else if let Some(seq) = detail.strip_prefix("seq ") {
        place("log.detail.seq", seq)
    } else if let Some((expected, found)) = detail
        .strip_prefix("expected ")
        .and_then(|pair| pair.split_once(", found "))
    {
        let pair = [("expected", expected), ("found", found)];
        context.texts.say("log.detail.expected", pair)
    } else {
        words::on_one_line(detail)
    }
}

/// Prints the anchor of the log as it stands: alone on standard output, the words beside it.
///
/// # Errors
/// There is no log, or its last line can't be read.
pub fn anchor(context: &Context) -> Result<(), Failure> {
    let log = super::existing_log(context)?;
    let found = verify_case(log.folder(), Vec::new())?;
    let (Some(log_id), Some(place)) = (&found.log_id, found.last) else {
        return Err(LogError::LastLineFails {
            path: log.path(),
            flaws: Vec::new(),
        }
        .into());
    };
    let anchor = place.anchor(log_id).to_string();
    if !found.ok {
        context.note("log.anchor.damaged", Args::new());
    }
    context.note("log.anchor.words", args([("seq", place.seq.to_string())]));
    if context.json {
        let json = json!({"ok": true, "anchor": anchor, "seq": place.seq, "holds": found.ok});
        return context.emit(&Screen::new(), &json);
    }
    context.put(&format!("{anchor}\n"))
}
