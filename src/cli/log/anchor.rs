//! `menshen log anchor`: the name of the log's present state, shown so that it can be put elsewhere,
//! and the list of where it was put.

use super::super::Failure;
use super::super::context::Context;
use super::{stamp, words};
use crate::domain::chain::{Anchor, KeptAnchor, Verification};
use crate::domain::coded::{Args, Kind, args};
use crate::render::qr::Code;
use crate::render::screen::Screen;
use crate::storage::anchors;
use crate::storage::log::{Log, LogError, verify_case};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::Path;

/// The kinds of fault that say an anchor isn't one of this log as it stands.
const NOT_OF_THIS_LOG: [&str; 3] = ["anchor-other-log", "anchor-mismatch", "anchor-line-missing"];

/// Shows the anchor, notes where one was put, lists those noted, or has one stamped.
///
/// # Errors
/// There is no log, its last line can't be read, an anchor given isn't one of this log, or the disk
/// refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let log = super::existing_log(context)?;
    if matches.get_flag("kept-list") {
        return list(context, &log);
    }
    if matches.get_flag("request") {
        return stamp::request(context, &log, &present(&log)?.1);
    }
    if let Some(answer) = matches.get_one::<String>("answer") {
        return stamp::answer(context, &log, Path::new(answer));
    }
    match matches.get_one::<String>("kept-at") {
        Some(place) => {
            let given = matches.get_one::<String>("kept-anchor");
            note(context, &log, place, given.map(String::as_str))
        }
        None => show(context, &log),
    }
}

/// The log as it stands and its anchor.
fn present(log: &Log) -> Result<(Verification, Anchor), Failure> {
    let found = verify_case(log.folder(), Vec::new())?;
    match (&found.log_id, found.last) {
        (Some(log_id), Some(place)) => {
            let anchor = place.anchor(log_id);
            Ok((found, anchor))
        }
        _ => Err(LogError::LastLineFails {
            path: log.path(),
            flaws: Vec::new(),
        }
        .into()),
    }
}

/// The anchor alone on standard output, so that it can be piped or copied; the words, the code and
/// the places to put it beside that, for the person.
fn show(context: &Context, log: &Log) -> Result<(), Failure> {
    let (found, anchor) = present(log)?;
    if !found.ok {
        context.note("log.anchor.damaged", Args::new());
    }
    let line = anchor.to_string();
    if let Some(path) = context.output() {
        write(context, &path, &line)?;
    }
    if context.json {
        let json = json!({
            "ok": true,
            "anchor": line,
            "seq": anchor.seq,
            "holds": found.ok,
            "groups": anchor.in_fours(),
        });
        return context.put_out(&format!("{json}\n"));
    }
    context.note("log.anchor.words", args([("seq", anchor.seq.to_string())]));
    context.put_out(&format!("{line}\n"))?;
    for place in ["friend", "paper", "counselor"] {
        context.note(&format!("log.anchor.place.{place}"), Args::new());
    }
    context.note("log.anchor.nothing-inside", Args::new());
    context.note("log.anchor.then-note-it", Args::new());
    draw(context, &anchor);
    Ok(())
}

/// The code where the terminal can show it whole, else the line in groups of four. Without colours a
/// code is light on dark, which not every camera reads.
fn draw(context: &Context, anchor: &Anchor) {
    let code = Code::of(&anchor.to_string());
    let drawn = !context.manner.plain && !is_without_colours();
    match code.filter(|code| drawn && code.columns() <= context.manner.columns) {
        Some(code) => context.draw(&code.half_blocks()),
        None => {
            context.note("log.anchor.in-fours", Args::new());
            context.note_lines(&anchor.in_fours());
        }
    }
}

/// Did the person ask for no colours, as <https://no-color.org> has it?
fn is_without_colours() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// The file of `-o`: a picture of the code where its name ends so, else the line.
fn write(context: &Context, path: &Path, line: &str) -> Result<(), Failure> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let drawn = match ending.as_deref() {
        Some("svg") => Code::of(line).map(|code| code.svg().into_bytes()),
        Some("png") => Code::of(line).and_then(|code| code.png()),
        _ => Some(format!("{line}\n").into_bytes()),
    };
    let Some(bytes) = drawn else {
        let reason = args([("reason", "qr".to_owned())]);
        return Err(Failure::new("internal", Kind::Internal, reason));
    };
    context.put_bytes(path, &bytes)
}

/// Notes that an anchor was put somewhere: the present one, or an older one of this log.
fn note(context: &Context, log: &Log, place: &str, given: Option<&str>) -> Result<(), Failure> {
    let place = place.trim();
    if place.is_empty() {
        return Err(Failure::new(
            "anchor-kept-nowhere",
            Kind::Usage,
            Args::new(),
        ));
    }
    let anchor = match given {
        None => present(log)?.1,
        Some(text) => of_this_log(log, text)?,
    };
    let kept = KeptAnchor {
        anchor,
        noted_at: context.clock.stamp(),
        kept_at: place.to_owned(),
    };
    anchors::note(log.folder(), kept.clone())?;
    let mut screen = Screen::new();
    let said = context.texts.say("log.anchor.noted", values(&kept));
    screen.text(said);
    if given.is_none() {
        // Who sent an anchor first and went on recording would note another line than was sent.
        screen.text(context.texts.t("log.anchor.noted-present"));
        screen.item("", kept.anchor.to_string());
    }
    context.emit(&screen, &json!({"ok": true, "kept": object(&kept)}))
}

/// An anchor given as a line, if it names a state this log went through.
pub(super) fn of_this_log(log: &Log, text: &str) -> Result<Anchor, Failure> {
    let bad = |_| Failure::new("log-bad-anchor", Kind::Usage, Args::new());
    let anchor: Anchor = text.parse().map_err(bad)?;
    let found = verify_case(log.folder(), vec![anchor.clone()])?;
    let strange = |code: &str| NOT_OF_THIS_LOG.contains(&code);
    if found.faults.iter().any(|fault| strange(fault.code)) {
        let seq = args([("seq", anchor.seq.to_string())]);
        return Err(Failure::new("anchor-not-of-this-log", Kind::Integrity, seq));
    }
    Ok(anchor)
}

fn list(context: &Context, log: &Log) -> Result<(), Failure> {
    let kept = anchors::kept(log.folder())?;
    let through = anchors::anchored_through(log.folder())?.unwrap_or(0);
    let entries = present(log)?.0.entries;
    let mut screen = Screen::new();
    if kept.is_empty() {
        screen.text(context.texts.t("log.anchor.none-noted"));
    }
    for one in &kept {
        let said = context.texts.say("log.anchor.listed", values(one));
        screen.item("-", said);
    }
    let newer = entries.saturating_sub(through);
    if newer > 0 && !kept.is_empty() {
        let newer = args([("entries", newer.to_string())]);
        screen.text(context.texts.say("log.anchor.newer", newer));
    }
    let objects: Vec<Value> = kept.iter().map(object).collect();
    context.emit(
        &screen,
        &json!({"ok": true, "kept": objects, "newer_entries": newer}),
    )
}

fn values(kept: &KeptAnchor) -> Args {
    let day_and_time = kept.noted_at.replace('T', " ");
    args([
        ("seq", kept.anchor.seq.to_string()),
        ("place", words::on_one_line(&kept.kept_at)),
        ("at", day_and_time.chars().take(16).collect()),
    ])
}

fn object(kept: &KeptAnchor) -> Value {
    serde_json::to_value(kept).unwrap_or_default()
}
