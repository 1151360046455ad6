//! What words may touch, on a screen and for machines.

use super::rules::named;
use super::screen::Screen;
use super::texts::Texts;
use crate::domain::conduct::{ConductRule, Standing};
use crate::domain::evidence::{around_numbers, masked_numbers, masked_part};
use crate::domain::words::Proposal;
use serde_json::{Value, json};

/// Places of one rule shown; the rest is counted. All of them stand in the JSON.
const SHOWN: usize = 6;
/// Longest piece quoted back, in characters.
const LONGEST_QUOTE: usize = 90;

/// A rule that words may touch, with the places.
#[derive(Debug, Clone)]
pub struct Touched<'a> {
    /// The rule.
    pub rule: &'a ConductRule,
    /// What it rests on today.
    pub standing: Standing<'a>,
    /// Where, in the order of the text.
    pub places: Vec<&'a Proposal>,
}

/// The words of a place on one line, numbers of people hidden before anything is cut off.
pub fn quote(text: &[char], span: (usize, usize)) -> String {
    let end = span.1.min(text.len());
    let short = masked_part(text, span.0..end.min(span.0 + LONGEST_QUOTE));
    let more = if end > span.0 + LONGEST_QUOTE {
        "…"
    } else {
        ""
    };
    // On one line its pieces may come to stand together as a number that lines parted.
    let line = short.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{more}", masked_numbers(&line))
}

/// What ends a sentence.
const SENTENCE_ENDS: &str = "。！？；!?;\n\r";
/// How far a sentence is shown on either side of what was found, in characters.
const AROUND: usize = 40;

/// The sentence around a place, so that the words stand as they were said; it cuts no number of a
/// person in two.
pub fn sentence(text: &[char], span: (usize, usize)) -> (usize, usize) {
    let is_end = |c: &&char| SENTENCE_ENDS.contains(**c);
    let head = text.get(..span.0).unwrap_or_default();
    let before = head.iter().rev().take(AROUND);
    let before = before.take_while(|c| !is_end(c)).count();
    let tail = text.get(span.1..).unwrap_or_default();
    let after = tail.iter().take(AROUND).take_while(|c| !is_end(c)).count();
    let sentence = around_numbers(text, span.0 - before..span.1 + after);
    (sentence.start, sentence.end)
}

/// Rule by rule: the words, why, how binding, what to ask oneself, how to record it.
pub fn words(texts: &Texts, text: &[char], touched: &[Touched<'_>]) -> Screen {
    let mut screen = Screen::new();
    if touched.is_empty() {
        screen.title(texts.t("words.title-quiet"));
        screen.text(texts.t("words.quiet"));
    } else {
        let count = [("count", touched.len())];
        screen.title(texts.say("words.title", count));
        screen.text(texts.t("words.intro"));
    }
    for (number, one) in touched.iter().enumerate() {
        screen.append(rule(texts, text, number + 1, one));
    }
    screen.gap().text(texts.t("words.limit"));
    if !touched.is_empty() {
        screen.text(texts.t("words.new-entry"));
    }
    screen
}

/// One rule with its places.
pub fn rule(texts: &Texts, text: &[char], number: usize, one: &Touched<'_>) -> Screen {
    let mut screen = Screen::new();
    let name = [
        ("number", number.to_string()),
        ("name", one.rule.name.clone()),
        ("id", one.rule.id.clone()),
    ];
    screen.gap().text(texts.say("words.rule", name));
    for place in one.places.iter().take(SHOWN) {
        let line = [
            ("quote", quote(text, sentence(text, place.span))),
            ("found", quote(text, place.span)),
            ("from", (place.span.0 + 1).to_string()),
            ("to", place.span.1.to_string()),
            ("why", why(texts, place)),
        ];
        screen.item("-", texts.say("words.place", line));
    }
    let more = one.places.len().saturating_sub(SHOWN);
    if more > 0 {
        screen.text(texts.say("words.more", [("count", more)]));
    }
    let strength = [
        ("force", named(texts, "force", &one.standing.force)),
        ("voice", named(texts, "voice", &one.standing.voice)),
    ];
    screen.text(texts.say("words.strength", strength));
    screen.text(texts.say("words.ask-first", [("ask", ask(texts, one.rule))]));
    screen.text(texts.say("words.record", [("id", one.rule.id.clone())]));
    screen
}

fn why(texts: &Texts, place: &Proposal) -> String {
    texts.t(&format!("words.why.{}", place.pattern))
}

/// What to ask oneself first; the rule's own caution where there are no words of ours.
fn ask(texts: &Texts, rule: &ConductRule) -> String {
    let own = texts.get(&format!("words.ask.{}", rule.id));
    let own = own.map(str::to_owned);
    own.or_else(|| rule.caution.clone()).unwrap_or_default()
}

/// The proposals in the order of the text.
pub fn words_json(texts: &Texts, text: &[char], touched: &[Touched<'_>]) -> Value {
    let mut all: Vec<(&Proposal, &Touched<'_>)> = touched
        .iter()
        .flat_map(|one| one.places.iter().map(move |place| (*place, one)))
        .collect();
    all.sort_by_key(|(place, _)| place.span);
    let proposals: Vec<Value> = all
        .into_iter()
        .map(|(place, one)| {
            json!({
                "conduct": place.conduct,
                "span": [place.span.0, place.span.1],
                "why": why(texts, place),
                "pattern": place.pattern,
                "quote": quote(text, place.span),
                "force": one.standing.force,
                "voice": one.standing.voice,
                "ask": ask(texts, one.rule),
            })
        })
        .collect();
    json!({
        "ok": true,
        "proposals": proposals,
        "characters": text.len(),
        "recorded": false,
        "limit": texts.t("words.limit"),
    })
}
