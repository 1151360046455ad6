//! `menshen log anchor --request` and `--answer`: a time stamp on an anchor, the service reached by
//! the person and never by the program.

use super::super::Failure;
use super::super::context::Context;
use super::random;
use crate::domain::chain::stamp::{self, NONCE_BYTES, NotAStamp, Stamp};
use crate::domain::chain::{Anchor, KeptAnchor};
use crate::domain::coded::{Args, Kind, args};
use crate::render::screen::Screen;
use crate::storage::anchors;
use crate::storage::log::{Log, LogError};
use crate::storage::stamps::{self, Asked};
use serde_json::json;
use std::path::Path;

/// Writes the request for a stamp on an anchor to the file of `-o`, and keeps it in the case: the
/// answer is checked against it.
///
/// # Errors
/// No file was named, or the disk refuses.
pub fn request(context: &Context, log: &Log, anchor: &Anchor) -> Result<(), Failure> {
    let Some(path) = context.output() else {
        return Err(Failure::new("stamp-needs-output", Kind::Usage, Args::new()));
    };
    let mut nonce = [0; NONCE_BYTES];
    if !random(&mut nonce) {
        return Err(LogError::NoRandom.into());
    }
    let Some(request) = stamp::request(anchor, nonce) else {
        let reason = args([("reason", "der".to_owned())]);
        return Err(Failure::new("internal", Kind::Internal, reason));
    };
    let request = stamps::keep_request(log.folder(), anchor, &request)?;
    context.put_bytes(&path, &request)?;
    let mut screen = Screen::new();
    let seq = args([("seq", anchor.seq.to_string())]);
    screen.text(context.texts.say("log.stamp.asked", seq));
    screen.text(context.texts.t("log.stamp.asked-how"));
    let shown = path.display().to_string();
    let json = json!({"ok": true, "anchor": anchor, "request": shown});
    context.tell(&screen, &json)
}

/// Checks a service's answer against the requests made in this case, keeps it, and says what was
/// checked and what wasn't.
///
/// # Errors
/// It isn't a stamp on an anchor of this log, or the disk refuses. Then nothing was kept.
pub fn answer(context: &Context, log: &Log, file: &Path) -> Result<(), Failure> {
    let bytes = stamps::read_answer(file)?;
    let (asked, stamp) = matching(&stamps::asked(log.folder())?, &bytes)?;
    let seq = asked.anchor.seq.to_string();
    super::anchor::of_this_log(log, &asked.anchor.to_string())
        .map_err(|_| Failure::new("stamp-anchor-fails", Kind::Integrity, args([("seq", seq)])))?;
    let kept = stamps::keep_answer(&asked, &bytes)?;
    note(context, log, &asked, &stamp)?;
    let command = args([
        ("request", asked.path.display().to_string()),
        ("answer", kept.display().to_string()),
    ]);
    let command = context.texts.say("log.stamp.command", command);
    let json = json!({
        "ok": true,
        "anchor": asked.anchor,
        "stamp": stamp,
        "kept": kept.display().to_string(),
        "signature_checked": false,
        "check_signature_with": command,
    });
    context.emit(&screen(context, &asked, &stamp, command), &json)
}

fn screen(context: &Context, asked: &Asked, stamp: &Stamp, command: String) -> Screen {
    let texts = &context.texts;
    let mut screen = Screen::new();
    let within = stamp.within_seconds.map(|s| s.to_string());
    let values = args([
        ("seq", asked.anchor.seq.to_string()),
        ("at", moment(stamp)),
        ("within", within.unwrap_or_default()),
    ]);
    screen.text(texts.say("log.stamp.answered", values));
    screen.text(texts.t("log.stamp.checked"));
    screen.text(texts.t("log.stamp.not-checked"));
    screen.text(command);
    screen.text(texts.t("log.stamp.shows"));
    screen
}

/// The time of a stamp as people write it.
fn moment(stamp: &Stamp) -> String {
    stamp.at.replace('T', " ").chars().take(19).collect()
}

/// The request an answer belongs to. An answer to none of them says the nearest it came.
fn matching(asked: &[Asked], answer: &[u8]) -> Result<(Asked, Stamp), Failure> {
    let mut nearest = if stamp::is_answer(answer) {
        NotAStamp::OfSomethingElse
    } else {
        NotAStamp::Unreadable
    };
    for one in asked {
        match stamp::check(answer, &one.request, &one.anchor) {
            Ok(stamp) => return Ok((one.clone(), stamp)),
            Err(NotAStamp::OfSomethingElse) => {}
            Err(why) => nearest = why,
        }
    }
    let (code, kind) = match nearest {
        NotAStamp::Unreadable => ("stamp-unreadable", Kind::Usage),
        NotAStamp::Refused => ("stamp-refused", Kind::Case),
        NotAStamp::OfSomethingElse => ("stamp-of-something-else", Kind::Integrity),
        NotAStamp::ToAnotherRequest => ("stamp-to-another-request", Kind::Integrity),
    };
    Err(Failure::new(code, kind, Args::new()))
}

/// Notes the stamp among the places where anchors are kept, once.
fn note(context: &Context, log: &Log, asked: &Asked, stamp: &Stamp) -> Result<(), Failure> {
    let at = args([("at", moment(stamp))]);
    let kept_at = context.texts.say("log.stamp.kept-at", at);
    let noted = anchors::kept(log.folder())?;
    let is_same = |k: &KeptAnchor| k.anchor == asked.anchor && k.kept_at == kept_at;
    if noted.iter().any(is_same) {
        return Ok(());
    }
    let kept = KeptAnchor {
        anchor: asked.anchor.clone(),
        noted_at: context.clock.stamp(),
        kept_at,
    };
    Ok(anchors::note(log.folder(), kept)?)
}
