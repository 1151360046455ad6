//! Lines of a list pasted in one go: a schedule copied from a page arrives as one line with line
//! ends inside.

use super::answers::{Answers, Value};
use super::flow::Kind;
use super::prompter::Say;
use super::reading::{self, Rejected};
use chrono::NaiveDate;

/// Which line of a paste was refused, among the values of the reason.
const REFUSED_LINE: &str = "line";

/// What the id of a list's lines ends in while the list isn't finished. No question has such an id,
/// so the lines are kept with the answers and play no part in the way.
const UNFINISHED: &str = ".unfinished";

/// So many lines of a list stand on its page.
const LINES_SHOWN: usize = 6;

/// Where the lines of a list are kept until an empty line ends it.
pub(super) fn unfinished_id(id: &str) -> String {
    format!("{id}{UNFINISHED}")
}

/// The lines of a list begun and not ended; an empty list if all of those that stood were taken away.
pub(super) fn unfinished<'a>(answers: &'a Answers, id: &str) -> Option<&'a [String]> {
    match answers.get(&unfinished_id(id)) {
        Some(Value::Many(lines)) => Some(lines),
        _ => None,
    }
}

/// The answers with every list that was begun and not ended taken as it stands: for an interview
/// that is over before its end and whose answers count all the same.
pub fn with_lists_ended(answers: &Answers) -> Answers {
    let mut ended = Answers::new();
    for answered in answers.iter() {
        if !answered.id.ends_with(UNFINISHED) {
            ended.set(&answered.id, answered.value.clone(), answered.at.clone());
        }
    }
    for answered in answers.iter() {
        if let Some(id) = answered.id.strip_suffix(UNFINISHED) {
            let value = match &answered.value {
                Value::Many(lines) if lines.is_empty() => Value::Skipped,
                value => value.clone(),
            };
            ended.set(id, value, answered.at.clone());
        }
    }
    ended
}

/// The lines typed so far, shown where more of them are asked for.
pub(super) fn so_far(lines: &[String]) -> Vec<Say> {
    if lines.is_empty() {
        return vec![Say::key("interview.lines-none-left")];
    }
    let count = ("count", lines.len().to_string());
    let mut said = vec![Say::with("interview.lines-so-far", [count])];
    said.extend(last_of(lines));
    said
}

/// The lines of a list that stands, and what can be done with it.
pub(super) fn standing(lines: &[String]) -> Vec<Say> {
    let count = ("count", lines.len().to_string());
    let mut said = vec![Say::with("interview.lines-stand", [count])];
    said.extend(last_of(lines));
    said.push(Say::key("interview.lines-stand-keys"));
    said
}

/// The last lines of a list: a long one would push its own question off the screen.
fn last_of(lines: &[String]) -> impl Iterator<Item = Say> {
    let hidden = lines.len().saturating_sub(LINES_SHOWN);
    let count = ("count", hidden.to_string());
    let earlier = (hidden > 0).then(|| Say::with("interview.lines-earlier", [count]));
    let last = lines.iter().skip(hidden);
    earlier
        .into_iter()
        .chain(last.map(|line| Say::Plain(format!("  {line}"))))
}

/// The lines of a paste in canonical form, empty ones left out. All are taken or none: of a plan
/// with a hole in it nobody would know.
///
/// # Errors
/// Why the first line that can't be used can't, with its number among the values; `empty`.
pub(super) fn lines(kind: &Kind, text: &str, today: NaiveDate) -> Result<Vec<String>, Rejected> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match reading::read(kind, line, today).map(|r| r.value) {
            Ok(Value::Given(line)) => lines.push(line),
            Ok(_) => {}
            Err(mut rejected) => {
                rejected.args.insert(REFUSED_LINE, (i + 1).to_string());
                return Err(rejected);
            }
        }
    }
    if lines.is_empty() {
        return Err(Rejected::new("empty"));
    }
    Ok(lines)
}

/// What was taken, read back: one line as it was understood, a paste by its ends.
pub(super) fn taken(lines: &[String]) -> Say {
    match lines {
        [first, .., last] => Say::with(
            "interview.lines-taken",
            [
                ("count", lines.len().to_string()),
                ("first", first.clone()),
                ("last", last.clone()),
            ],
        ),
        _ => Say::with("interview.line-taken", [("value", lines.join(""))]),
    }
}

/// That nothing of a paste was taken, and which line it was; nothing where no paste was refused.
pub(super) fn refused(rejected: &Rejected) -> Option<Say> {
    let line = rejected.args.get(REFUSED_LINE)?;
    Some(Say::with(
        "interview.paste-refused",
        [("line", line.clone())],
    ))
}
