//! A short version cut into messages.

use super::fill::{Filler, Frame, Unfilled};
use crate::domain::letter::{Clause, Facts, Letter};

/// The lines of a short version: what `pick` gives of each chosen clause, filled.
///
/// # Errors
/// A clause names something that is neither a fact nor declared as needed.
pub(super) fn lines(
    letter: &Letter,
    facts: &Facts,
    frame: &Frame,
    pick: fn(&Clause) -> Option<&String>,
) -> Result<Vec<String>, Unfilled> {
    // What only the whole letter needs is no gap of the short version.
    let mut carried = letter.clone();
    carried.clauses.retain(|clause| pick(clause).is_some());
    let filler = Filler::new(&carried, facts, frame);
    let mut out = Vec::new();
    for clause in carried.chosen(facts) {
        if let Some(template) = pick(clause) {
            let filled = filler.lines(clause, template)?;
            out.extend(filled.iter().map(|line| line.text()));
        }
    }
    Ok(out)
}

/// How messages are cut.
pub(super) struct Cutting {
    /// Units a message holds at most, its mark included.
    pub room: usize,
    /// What stands between two lines in one message.
    pub joiner: &'static str,
    /// The units of a text.
    pub measure: fn(&str) -> usize,
}

impl Cutting {
    /// One message where all fits, else several, each led by its mark (`（1/3）`) and ending with a
    /// sentence where it can.
    pub(super) fn parts(&self, lines: &[String], frame: &Frame) -> Vec<String> {
        let whole = lines.join(self.joiner);
        if (self.measure)(&whole) <= self.room {
            return vec![whole];
        }
        let mark = |n: &str, of: &str| frame.part.replace("{{ n }}", n).replace("{{ of }}", of);
        // The mark grows with the number of messages: tried with as many digits as it takes.
        let mut widest = String::from("9");
        loop {
            let taken = (self.measure)(&mark(&widest, &widest));
            let parts = self.packed(lines, self.room.saturating_sub(taken).max(1));
            let of = parts.len().to_string();
            if of.len() <= widest.len() {
                let led = parts.iter().enumerate();
                return led
                    .map(|(i, part)| format!("{}{part}", mark(&(i + 1).to_string(), &of)))
                    .collect();
            }
            widest.push('9');
        }
    }

    /// Lines put together as long as they fit; a line that doesn't fit is cut first.
    fn packed(&self, lines: &[String], room: usize) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for line in lines {
            for (i, piece) in self.cut(line, room).into_iter().enumerate() {
                let joiner = if i == 0 { self.joiner } else { "" };
                match parts.last_mut() {
                    Some(part) if self.fits(part, joiner, &piece, room) => {
                        part.push_str(joiner);
                        part.push_str(&piece);
                    }
                    _ => parts.push(piece),
                }
            }
        }
        parts
    }

    fn fits(&self, part: &str, joiner: &str, piece: &str, room: usize) -> bool {
        (self.measure)(&[part, joiner, piece].concat()) <= room
    }

    /// A line in pieces that fit: after sentences, else after commas, else between characters that
    /// aren't of one number or word.
    fn cut(&self, line: &str, room: usize) -> Vec<String> {
        let mut out = Vec::new();
        let mut rest: Vec<char> = line.chars().collect();
        while (self.measure)(&rest.iter().collect::<String>()) > room {
            let mut most = 0;
            let mut taken = String::new();
            for c in &rest {
                taken.push(*c);
                if (self.measure)(&taken) > room {
                    break;
                }
                most += 1;
            }
            let head = rest.get(..most).unwrap_or_default();
            let after = |signs: [char; 4]| head.iter().rposition(|c| signs.contains(c));
            let of_one = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '*' | '-');
            let between = (1..=most).rev().find(|i| {
                !rest.get(i - 1).is_some_and(of_one) || !rest.get(*i).is_some_and(of_one)
            });
            let end = after(['。', '；', '！', '？'])
                .or(after(['，', '、', '：', ',']))
                .map(|i| i + 1)
                .or(between)
                .unwrap_or(most)
                .max(1);
            let tail = rest.split_off(end.min(rest.len()));
            out.push(rest.into_iter().collect());
            rest = tail;
        }
        if !rest.is_empty() {
            out.push(rest.into_iter().collect());
        }
        out
    }
}
