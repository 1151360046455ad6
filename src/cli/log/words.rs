//! Words for what a log holds.

use super::super::Failure;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::EntryKind;
use crate::interview::reading::plain_form;
use crate::render::texts::Texts;
use crate::render::wrap::width;
use serde_json::{Map, Value};

/// The name of a kind for people; an unknown one as it stands.
pub fn kind_name(texts: &Texts, id: &str) -> String {
    match EntryKind::from_id(id) {
        Some(kind) => texts.t(&format!("log.kind.{}", kind.id())),
        None => on_one_line(id),
    }
}

/// The kind of this id or of one of its names, amendments apart: they need more than a sentence.
pub fn kind_of(texts: &Texts, word: &str) -> Option<EntryKind> {
    let word = plain_form(word);
    EntryKind::ALL
        .into_iter()
        .filter(|kind| *kind != EntryKind::Amendment)
        .find(|kind| {
            let id = kind.id();
            let also = texts.get(&format!("log.also.{id}")).unwrap_or_default();
            id == word
                || texts.get(&format!("log.kind.{id}")) == Some(word.as_str())
                || also.split_whitespace().any(|name| name == word)
        })
}

/// The kinds a person can name, in words.
pub fn known_kinds(texts: &Texts) -> String {
    let names: Vec<String> = EntryKind::ALL
        .into_iter()
        .filter(|kind| *kind != EntryKind::Amendment)
        .map(|kind| texts.t(&format!("log.kind.{}", kind.id())))
        .collect();
    names.join(" ")
}

/// The refusal of a word that names no kind, with the nearest name if one is near.
pub fn unknown_kind(texts: &Texts, word: &str, known: String, writing: bool) -> Failure {
    let near = nearest(texts, &plain_form(word)).unwrap_or_default();
    let writing = if writing { "1" } else { "" };
    let args = args([
        ("known", known),
        ("near", near),
        ("writing", writing.to_owned()),
    ]);
    Failure::new("log-kind-unknown", Kind::Usage, args)
}

/// The name of a kind that shares at least half of its characters with the word.
fn nearest(texts: &Texts, word: &str) -> Option<String> {
    let length = |text: &str| text.chars().count();
    let shared = |name: &str| name.chars().filter(|c| word.contains(*c)).count();
    let mut best: Option<(usize, String)> = None;
    for kind in EntryKind::ALL {
        let id = kind.id();
        let name = texts.t(&format!("log.kind.{id}"));
        let also = texts.get(&format!("log.also.{id}")).unwrap_or_default();
        for name in [name.as_str(), id]
            .into_iter()
            .chain(also.split_whitespace())
        {
            // In hundredths, so that the longer of two names doesn't win by its length.
            let alike = 200 * shared(name) / (length(name) + length(word)).max(1);
            if alike >= 50 && best.as_ref().is_none_or(|(most, _)| alike > *most) {
                best = Some((alike, name.to_owned()));
            }
        }
    }
    best.map(|(_, name)| name)
}

/// A time as people read it: `2026-11-16 19:35`.
pub fn moment(text: &str) -> String {
    let text = on_one_line(text);
    text.strip_suffix("+08:00")
        .unwrap_or(&text)
        .replace('T', " ")
}

/// When an entry happened, with a word where that is only about.
pub fn told_moment(texts: &Texts, members: &Map<String, Value>) -> String {
    told(texts, members, moment)
}

/// The same to the minute: a list is looked over, and seconds are for who looks at one entry.
pub fn told_minute(texts: &Texts, members: &Map<String, Value>) -> String {
    told(texts, members, |text| {
        let whole = moment(text);
        match whole.get(..MINUTE.len()) {
            Some(minute) if whole.len() == MINUTE.len() + ":00".len() => minute.to_owned(),
            _ => whole,
        }
    })
}

/// How long a time to the minute is.
const MINUTE: &str = "2026-11-16 19:35";

fn told(texts: &Texts, members: &Map<String, Value>, shown: impl FnOnce(&str) -> String) -> String {
    let text = |name: &str| {
        let value = members.get(name).and_then(Value::as_str);
        value.unwrap_or_default()
    };
    let when = shown(text("occurred_at"));
    if text("precision") == "about" {
        texts.say("log.about", [("when", when)])
    } else {
        when
    }
}

/// Recorded words on one line. What was recorded may hold anything; nothing of it may move the
/// cursor or turn the direction of the writing.
pub fn on_one_line(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            c => visible(c),
        })
        .collect()
}

/// Recorded words with their own line breaks, likewise harmless.
pub fn in_lines(text: &str) -> Vec<String> {
    text.lines().map(on_one_line).collect()
}

fn visible(c: char) -> char {
    let turns_writing = matches!(
        c,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    if c.is_control() || turns_writing {
        char::REPLACEMENT_CHARACTER
    } else {
        c
    }
}

/// The beginning of a text, cut to so many columns, with a sign that it goes on.
pub fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if width(&out) + 1 > columns {
            out.pop();
            break;
        }
    }
    out.push('…');
    out
}
