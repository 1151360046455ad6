//! `menshen log verify`: what was found, what that proves, and what it can't.

use super::super::Failure;
use super::super::context::Context;
use super::words;
use crate::domain::chain::{Anchor, Fault, Outcome, Verification};
use crate::domain::coded::{Args, Kind};
use crate::render::screen::Screen;
use crate::storage::StorageError;
use crate::storage::anchors;
use crate::storage::log::{verify_case, verify_copy};
use crate::storage::vault::VaultError;
use clap::ArgMatches;
use std::path::Path;

/// The notice that the case's own list of anchors was used.
const FROM_OWN_LIST: &str = "anchors-from-own-list";

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
    let given = !anchors.is_empty();
    let found = match matches.get_one::<String>("file") {
        Some(file) => verify_copy(Path::new(file), anchors)?,
        None => verify_own(context, anchors)?,
    };
    let json = serde_json::to_value(&found).unwrap_or_default();
    context.emit(&screen(context, &found, given), &json)?;
    match found.result {
        Outcome::Fails => Err(Failure::said(Kind::Integrity)),
        Outcome::Holds | Outcome::ChainHoldsContentsUnchecked => Ok(()),
    }
}

/// Verifies the case's own log against the anchors given and those its own list names. That a list
/// was used is among the notices: it lies beside the log and convinces nobody else.
fn verify_own(context: &Context, given: Vec<Anchor>) -> Result<Verification, Failure> {
    context.copies_are_in_the_result();
    let log = super::existing_log(context)?;
    let listed = match anchors::kept(log.folder()) {
        Err(StorageError::Vault(VaultError::Shut)) => {
            context.note("seal.anchors-not-read", Args::new());
            Vec::new()
        }
        read => read?,
    };
    let count = listed.len();
    let all = given
        .into_iter()
        .chain(listed.into_iter().map(|kept| kept.anchor))
        .collect();
    let mut found = verify_case(log.folder(), all)?;
    if count > 0 {
        found.notices.push(Fault {
            line: 0,
            code: FROM_OWN_LIST,
            detail: count.to_string(),
        });
    }
    Ok(found)
}

/// What the result proves, by what it was checked against: nothing, the case's own list, or an
/// anchor from elsewhere (`given`).
fn proof(found: &Verification, given: bool) -> &'static str {
    let anchored = found.notices.iter().any(|n| n.code == "anchored-through");
    match (found.result, anchored, given) {
        (Outcome::Fails, _, _) => "log.verify.what-now",
        (_, true, true) => "log.verify.what-an-anchor-shows",
        (_, true, false) => "log.verify.what-the-list-shows",
        (_, false, _) => "log.verify.what-it-shows",
    }
}

/// The verdict, what it shows and what it can't, then everything found.
fn screen(context: &Context, found: &Verification, given: bool) -> Screen {
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
    screen.text(texts.t(proof(found, given)));
    screen
}

/// A fault or a notice in words, with its line.
pub(super) fn line(context: &Context, sort: &str, fault: &Fault) -> String {
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
