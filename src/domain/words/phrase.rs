//! Phrases as the book writes them: `联系…@family` is 联系, up to eight characters, any word of the
//! group `family`. `@you?` may also be absent. A gap crosses no mark.

use super::plain::{Folds, Plain};
use std::collections::BTreeMap;

/// Characters that may stand where a phrase has `…`.
const GAP: usize = 8;

/// Word groups by name, for phrases to refer to.
pub type Groups = BTreeMap<String, Vec<String>>;

/// Why a phrase can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhraseFault {
    /// It has no word in it, or begins or ends with a gap.
    Empty,
    /// It refers to a group that isn't there.
    UnknownGroup(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Any of these, the longest first.
    Words {
        any: Vec<Vec<char>>,
        optional: bool,
    },
    Gap,
}

/// Words in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<Part>);

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    /// It says nothing, or names a group that isn't there.
    pub fn parse(text: &str, groups: &Groups, folds: &Folds) -> Result<Phrase, PhraseFault> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix('…') {
                parts.push(Part::Gap);
                rest = after;
            } else if let Some(after) = rest.strip_prefix('@') {
                let in_name = |c: char| c.is_ascii_lowercase() || c == '-';
                let end = after.find(|c| !in_name(c)).unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                let words = groups
                    .get(name)
                    .ok_or_else(|| PhraseFault::UnknownGroup(name.to_owned()))?;
                let optional = after.starts_with('?');
                parts.push(words_of(words, optional, folds));
                rest = after.strip_prefix('?').unwrap_or(after);
            } else {
                let end = rest.find(['…', '@']).unwrap_or(rest.len());
                let end = end.max(first.len_utf8());
                let (words, after) = rest.split_at(end);
                parts.push(words_of(&[words.to_owned()], false, folds));
                rest = after;
            }
        }
        let says = |part: Option<&Part>| {
            part.is_some_and(|p| matches!(p, Part::Words { any, .. } if !any.is_empty()))
        };
        let bare = parts
            .iter()
            .any(|p| matches!(p, Part::Words { any, .. } if any.is_empty()));
        if bare || !says(parts.first()) || !says(parts.last()) {
            return Err(PhraseFault::Empty);
        }
        Ok(Phrase(parts))
    }

    /// Where it ends if it begins here.
    pub fn end(&self, plain: &Plain, at: usize) -> Option<usize> {
        end_of(&self.0, plain, at)
    }

    /// The characters it can begin with.
    fn beginnings(&self) -> Vec<char> {
        let mut out = Vec::new();
        for part in &self.0 {
            let Part::Words { any, optional } = part else {
                break;
            };
            out.extend(any.iter().filter_map(|w| w.first().copied()));
            if !optional {
                break;
            }
        }
        out
    }
}

fn words_of(words: &[String], optional: bool, folds: &Folds) -> Part {
    let mut any: Vec<Vec<char>> = words
        .iter()
        .map(|w| folds.forms(w))
        .filter(|w| !w.is_empty())
        .collect();
    any.sort_by_key(|w| std::cmp::Reverse(w.len()));
    Part::Words { any, optional }
}

fn end_of(parts: &[Part], plain: &Plain, at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(at);
    };
    match part {
        Part::Words { any, optional } => any
            .iter()
            .filter(|words| plain.stands(at, words))
            .find_map(|words| end_of(rest, plain, at + words.len()))
            .or_else(|| optional.then(|| end_of(rest, plain, at)).flatten()),
        Part::Gap => {
            for wide in 0..=GAP {
                if let Some(end) = end_of(rest, plain, at + wide) {
                    return Some(end);
                }
                if plain.is_mark(at + wide) {
                    return None;
                }
            }
            None
        }
    }
}

/// Any of several phrases, by the characters they can begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases {
    list: Vec<Phrase>,
    beginning: BTreeMap<char, Vec<usize>>,
}

impl Phrases {
    /// Of a list, in its order.
    pub fn of(list: Vec<Phrase>) -> Phrases {
        let mut beginning: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (at, phrase) in list.iter().enumerate() {
            for c in phrase.beginnings() {
                let entry = beginning.entry(c).or_default();
                if entry.last() != Some(&at) {
                    entry.push(at);
                }
            }
        }
        Phrases { list, beginning }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Does one of them stand anywhere in a span?
    pub fn stand_in(&self, plain: &Plain, from: usize, to: usize) -> bool {
        !self.is_empty()
            && (from..to).any(|at| {
                let ends = |end: usize| end <= to;
                self.beginning_at(plain, at)
                    .any(|phrase| phrase.end(plain, at).is_some_and(ends))
            })
    }

    /// The end of the first of them that stands here.
    pub(super) fn end(&self, plain: &Plain, at: usize) -> Option<usize> {
        self.beginning_at(plain, at)
            .find_map(|phrase| phrase.end(plain, at))
    }

    fn beginning_at<'p>(&'p self, plain: &Plain, at: usize) -> impl Iterator<Item = &'p Phrase> {
        let which = plain.at(at).and_then(|c| self.beginning.get(&c));
        let which = which.map_or(&[][..], Vec::as_slice);
        which.iter().filter_map(|n| self.list.get(*n))
    }

    /// The characters any of them can begin with.
    pub(super) fn first_characters(&self) -> impl Iterator<Item = char> {
        self.beginning.keys().copied()
    }
}
