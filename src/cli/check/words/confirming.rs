//! Confirming what words may touch, rule by rule, and recording it.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::log;
use crate::domain::coded::{Args, Kind};
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use crate::render::screen::Screen;
use crate::render::words::{Touched, quote, sentence};
use serde_json::{Map, json};

/// Kinds of entry that words can stand in, in the order they are offered.
const KINDS: [&str; 4] = ["call", "message", "visit", "letter"];

/// Asks about each rule, then where to record those confirmed.
///
/// # Errors
/// The person left, or what was confirmed can't be recorded.
pub(super) fn run(
    context: &Context,
    text: &[char],
    touched: &[Touched<'_>],
) -> Result<(), Failure> {
    let mut confirmed: Vec<&Touched<'_>> = Vec::new();
    for one in touched {
        let first = one
            .places
            .first()
            .map(|p| quote(text, sentence(text, p.span)));
        let args = [
            ("name", one.rule.name.clone()),
            ("quote", first.unwrap_or_default()),
        ];
        let page = page(
            Say::with("words.confirm", args),
            &|option| format!("words.confirm-{option}"),
            &["yes", "no", "unsure"],
        );
        if chosen(context, &page)? == 0 {
            confirmed.push(one);
        }
    }
    let mut screen = Screen::new();
    if confirmed.is_empty() {
        screen.text(context.texts.t("words.nothing-confirmed"));
        return context.emit(&screen, &json!({"ok": true, "recorded": false}));
    }
    let count = [("count", confirmed.len().to_string())];
    let where_to = page(
        Say::with("words.where", count),
        &|option| format!("words.where-to-{option}"),
        &["entry", "new", "nowhere"],
    );
    let ids: Vec<String> = confirmed.iter().map(|t| t.rule.id.clone()).collect();
    let seq = match chosen(context, &where_to)? {
        0 => {
            let seq = number(context)?;
            if !log::conduct_confirmed(context, seq, &ids)? {
                screen.text(context.texts.say("words.already", [("seq", seq)]));
                return context.emit(&screen, &json!({"ok": true, "recorded": false, "seq": seq}));
            }
            seq
        }
        1 => new_entry(context, text, &confirmed, &ids)?,
        _ => {
            screen.text(context.texts.t("words.not-recorded"));
            return context.emit(&screen, &json!({"ok": true, "recorded": false}));
        }
    };
    screen.text(context.texts.say("words.recorded", [("seq", seq)]));
    context.emit(
        &screen,
        &json!({"ok": true, "recorded": true, "seq": seq, "conduct": ids}),
    )
}

/// A new entry with the words confirmed, as they were written.
fn new_entry(
    context: &Context,
    text: &[char],
    confirmed: &[&Touched<'_>],
    ids: &[String],
) -> Result<u64, Failure> {
    let kinds = page(
        Say::key("words.kind"),
        &|option| format!("words.kind-of-{option}"),
        &KINDS,
    );
    let kind = KINDS
        .get(chosen(context, &kinds)?)
        .copied()
        .unwrap_or("message");
    let told = log::when_asked(context)?;
    // Nobody said when it happened: the time of writing may stand for it, but not as exact.
    let (at, precision) = told.unwrap_or_else(|| (context.clock.stamp(), "about"));
    let mut places: Vec<(usize, usize)> = confirmed
        .iter()
        .flat_map(|one| one.places.iter().map(|p| sentence(text, p.span)))
        .collect();
    places.sort_unstable();
    places.dedup();
    let words: Vec<String> = places
        .iter()
        .map(|span| {
            text.get(span.0..span.1)
                .unwrap_or_default()
                .iter()
                .collect()
        })
        .collect();
    let summary = context.paper.say("words.summary", [("count", ids.len())]);
    let members = Map::from_iter([
        ("kind".to_owned(), json!(kind)),
        ("occurred_at".to_owned(), json!(at)),
        ("precision".to_owned(), json!(precision)),
        ("summary".to_owned(), json!(summary)),
        ("quote".to_owned(), json!(words.join("\n"))),
        ("direction".to_owned(), json!("in")),
        ("conduct".to_owned(), json!(ids)),
    ]);
    let folder = context.open_case()?;
    log::entered(context, &folder, members, &[])
}

/// A page of numbered choices whose words stand under a key.
fn page(head: Say, words: &dyn Fn(&str) -> String, options: &[&str]) -> Page {
    let choices = options.iter().enumerate().map(|(at, option)| Choice {
        key: (at + 1).to_string(),
        label: Say::key(words(option)),
    });
    Page {
        body: vec![head],
        choices: choices.collect(),
        fresh: true,
        ..Page::default()
    }
}

/// Which of the choices, from 0.
fn chosen(context: &Context, page: &Page) -> Result<usize, Failure> {
    let mut prompter = context.prompter();
    loop {
        let Reply::Line(line) = prompter.ask(page) else {
            return Err(left());
        };
        let typed = plain_form(&line);
        if let Some(at) = page.choices.iter().position(|c| c.key == typed) {
            return Ok(at);
        }
        prompter.show(&[Say::key("words.choose")]);
    }
}

/// The number of an entry.
fn number(context: &Context) -> Result<u64, Failure> {
    let mut prompter = context.prompter();
    let page = Page {
        body: vec![Say::key("words.which-entry")],
        ..Page::default()
    };
    loop {
        let Reply::Line(line) = prompter.ask(&page) else {
            return Err(left());
        };
        let typed = plain_form(&line);
        let bare = typed.strip_prefix(['第', '#']).unwrap_or(&typed);
        let bare = bare.strip_suffix('条').unwrap_or(bare);
        match bare.trim().parse::<u64>() {
            Ok(seq) if log::entry(context, seq).is_ok() => return Ok(seq),
            _ => prompter.show(&[Say::key("words.no-such-entry")]),
        }
    }
}

fn left() -> Failure {
    Failure::new("interrupted", Kind::Interrupted, Args::new())
}
