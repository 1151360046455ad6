//! The short version, for the box of an online form or a chat.

use super::fill::{Filler, Frame, Unfilled};
use crate::domain::letter::{Facts, Letter};
use crate::render::dates::long_date;

/// Characters one message holds at most: what chat programs and complaint forms are known to take.
pub const ONLINE_CHARACTERS: usize = 600;
/// Characters kept free for the mark of a part and the line end behind it.
const MARK: usize = 12;

/// The short version: one text where it fits, else parts of at most [`ONLINE_CHARACTERS`]
/// characters, each led by its mark (`（1/3）`) and cut between lines or sentences where it can be.
///
/// # Errors
/// A clause names something that is neither a fact nor declared as needed.
pub fn online_parts(
    letter: &Letter,
    facts: &Facts,
    frame: &Frame,
) -> Result<Vec<String>, Unfilled> {
    let filler = Filler::new(letter, facts, frame);
    let mut lines = vec![letter.title_for(facts).to_owned()];
    for clause in letter.chosen(facts) {
        let Some(template) = &clause.online else {
            continue;
        };
        let filled = filler.lines(clause, template)?;
        lines.extend(filled.iter().map(|line| line.text()));
    }
    lines.push(long_date(frame.day));
    let whole = lines.join("\n");
    if count(&whole) <= ONLINE_CHARACTERS {
        return Ok(vec![whole]);
    }
    let parts = packed(&lines, ONLINE_CHARACTERS - MARK);
    let of = parts.len().to_string();
    Ok(parts
        .iter()
        .enumerate()
        .map(|(i, part)| {
            let n = (i + 1).to_string();
            let mark = frame.part.replace("{{ n }}", &n).replace("{{ of }}", &of);
            format!("{mark}{part}")
        })
        .collect())
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// Lines put together as long as they fit; a line that doesn't fit is cut first.
fn packed(lines: &[String], room: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in lines {
        for (i, piece) in cut(line, room).into_iter().enumerate() {
            match parts.last_mut() {
                Some(part) if i == 0 && count(part) + 1 + count(&piece) <= room => {
                    part.push('\n');
                    part.push_str(&piece);
                }
                _ => parts.push(piece),
            }
        }
    }
    parts
}

/// A line in pieces of at most `room` characters, ending with sentences where there are any.
fn cut(line: &str, room: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest: Vec<char> = line.chars().collect();
    while rest.len() > room {
        let ends = |c: &char| matches!(c, '。' | '；' | '！' | '？');
        let end = rest
            .iter()
            .take(room)
            .rposition(ends)
            .map_or(room, |last| last + 1);
        let tail = rest.split_off(end);
        out.push(rest.into_iter().collect());
        rest = tail;
    }
    out.push(rest.into_iter().collect());
    out
}
