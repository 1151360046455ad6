//! Signs: what a notice says, found by phrases that stand in the rule book.

use super::plain::Plain;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a sign is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignPart {
    /// Who it says it comes from.
    Sender,
    /// What kind of paper it says it is.
    Paper,
    /// What it says will happen.
    Threat,
    /// What it wants done.
    Demand,
    /// What it offers.
    Offer,
    /// Something a proper paper names (a client, a licence number).
    Particular,
}

/// A phrase; `…` in it stands for up to twelve characters of the same clause or the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<Vec<char>>);

/// Characters that may stand where a phrase has `…`.
const GAP: usize = 12;

impl Phrase {
    /// Reads a phrase; `None` if it has a part without characters.
    pub fn parse(text: &str) -> Option<Phrase> {
        let parts: Vec<Vec<char>> = text
            .split('…')
            .map(|part| Plain::of(part).chars().to_vec())
            .collect();
        parts.iter().all(|p| !p.is_empty()).then_some(Phrase(parts))
    }

    /// The first place it stands at, from and to, searching from `start`.
    pub fn find(&self, text: &[char], start: usize) -> Option<(usize, usize)> {
        let (first, rest) = self.0.split_first()?;
        let mut at = start;
        while let Some(from) = position(text, first, at, None) {
            let mut to = from + first.len();
            let fits = rest.iter().all(|part| {
                let found = position(text, part, to, Some(GAP));
                to = found.map_or(to, |f| f + part.len());
                found.is_some()
            });
            if fits {
                return Some((from, to));
            }
            at = from + 1;
        }
        None
    }
}

/// Where `part` begins at or after `at`, at most `within` characters on.
fn position(text: &[char], part: &[char], at: usize, within: Option<usize>) -> Option<usize> {
    let last = text.len().checked_sub(part.len())?;
    let last = within.map_or(last, |gap| last.min(at + gap));
    (at..=last).find(|from| text.get(*from..from + part.len()) == Some(part))
}

/// One thing a notice may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Stable kebab-case id. Words: `notice.sign.<id>`.
    pub id: String,
    /// What it is about.
    pub part: SignPart,
    /// Any of these says it.
    pub any: Vec<Phrase>,
    /// For senders: words only the sender itself uses (本院).
    pub own: Vec<Phrase>,
    /// Not where one of these stands in the same sentence.
    pub unless: Vec<Phrase>,
}

/// A sign found, with the words it was found in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Which.
    pub id: String,
    /// What it is about.
    pub part: SignPart,
    /// The clause, long numbers masked.
    pub quote: String,
}

impl Sign {
    /// The first place where it stands unqualified.
    fn find(
        &self,
        plain: &Plain,
        phrases: &[Phrase],
        span: (usize, usize),
    ) -> Option<(usize, usize)> {
        let text = plain.chars().get(..span.1).unwrap_or_default();
        let mut first: Option<(usize, usize)> = None;
        for phrase in phrases {
            let mut start = span.0;
            while let Some((from, to)) = phrase.find(text, start) {
                if !self.is_qualified(plain, from, to) {
                    if first.is_none_or(|(f, _)| from < f) {
                        first = Some((from, to));
                    }
                    break;
                }
                start = from + 1;
            }
        }
        first
    }

    fn is_qualified(&self, plain: &Plain, from: usize, to: usize) -> bool {
        let (start, end) = plain.sentence(from, to);
        let sentence = plain.chars().get(start..end).unwrap_or_default();
        self.unless.iter().any(|p| p.find(sentence, 0).is_some())
    }
}

/// Words of senders that introduce themselves (我是, 这里是), and every sign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignBook {
    /// By id.
    pub signs: Vec<Sign>,
    /// What a sender begins with when it names itself.
    pub introductions: Vec<Phrase>,
}

/// A title or a closing line is not longer than this.
const SHORT_LINE: usize = 32;
/// How far an introduction reaches.
const INTRODUCTION: usize = 24;

/// All signs of a notice: those of senders are those it says it comes from.
pub fn signs(plain: &Plain, book: &SignBook) -> (Vec<Found>, BTreeSet<String>) {
    let mut found = Vec::new();
    let mut set = BTreeSet::new();
    let whole = (0, plain.chars().len());
    let zones = zones(plain, book);
    for sign in &book.signs {
        if sign.part != SignPart::Sender {
            if let Some((from, to)) = sign.find(plain, &sign.any, whole) {
                let (start, end) = plain.clause(from, to);
                set.insert(sign.id.clone());
                found.push(Found {
                    id: sign.id.clone(),
                    part: sign.part,
                    quote: plain.quote(start, end),
                });
            }
            continue;
        }
        let own = sign.find(plain, &sign.own, whole);
        let claimed = own.or_else(|| zones.iter().find_map(|z| sign.find(plain, &sign.any, *z)));
        if let Some((from, to)) = claimed {
            let zone = zones.iter().find(|z| z.0 <= from && to <= z.1).copied();
            let (start, end) = zone.unwrap_or_else(|| plain.clause(from, to));
            set.insert(format!("from-{}", sign.id));
            found.push(Found {
                id: sign.id.clone(),
                part: sign.part,
                quote: plain.quote(start, end),
            });
        } else if sign.find(plain, &sign.any, whole).is_some() {
            set.insert(format!("names-{}", sign.id));
        }
    }
    (found, set)
}

/// The places where a notice says who it comes from: the mark in front or behind, a title, the
/// closing lines, a sentence of introduction.
fn zones(plain: &Plain, book: &SignBook) -> Vec<(usize, usize)> {
    let text = plain.chars();
    let mut zones = signatures(text);
    let lines = plain.lines();
    // A title or a signature is no sentence.
    let short = |line: &[char]| {
        let length = line.iter().filter(|c| !c.is_whitespace()).count();
        length <= SHORT_LINE && !line.contains(&'。')
    };
    let has_mark = !zones.is_empty();
    if lines.len() >= 3 && !has_mark {
        let ends = lines.iter().take(1).chain(lines.iter().rev().take(2));
        for (from, line) in ends.filter(|(_, l)| short(l)) {
            zones.push((*from, from + line.len()));
        }
    }
    for phrase in &book.introductions {
        let mut start = 0;
        while let Some((_, to)) = phrase.find(text, start) {
            let (_, clause_end) = plain.clause(to, to);
            zones.push((to, clause_end.min(to + INTRODUCTION)));
            start = to;
        }
    }
    zones
}

/// What stands in 【…】 at the beginning or the end: the mark a bulk sender puts there.
fn signatures(text: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let blank = |piece: &[char]| piece.iter().all(|c| c.is_whitespace());
    let opens = text.iter().enumerate().filter(|(_, c)| **c == '【');
    for (open, _) in opens {
        let rest = text.get(open..).unwrap_or_default();
        let Some(close) = rest.iter().position(|c| *c == '】').map(|n| open + n) else {
            continue;
        };
        let at_start = blank(text.get(..open).unwrap_or_default());
        let at_end = blank(text.get(close + 1..).unwrap_or_default());
        if at_start || at_end {
            out.push((open + 1, close));
        }
    }
    out
}

/// The mark in 【…】, if there is one.
pub fn signature(plain: &Plain) -> Option<String> {
    let (from, to) = signatures(plain.chars()).into_iter().next()?;
    Some(plain.quote(from, to)).filter(|s| !s.is_empty())
}
