//! `menshen rules search`: every kind of entry that speaks of a word.

use super::LISTED;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::{RuleBook, mentions};
use crate::domain::coded::args;
use crate::render::quantities::{deadline_json, deadline_title, paper_words, quantity_json};
use crate::render::rules as view;
use crate::render::screen::Screen;
use crate::render::wrap::colon_after;
use serde_json::{Value, json};

/// Lists what was found, kind by kind; a long list is cut and says so.
///
/// # Errors
/// The rule book was rejected.
pub(super) fn search(context: &Context, word: &str) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let texts = &context.texts;
    let law = book.law.search(word);
    let conduct = book.conduct_about(word);
    let channels = book.channels_about(word);
    let routes = book.routes_about(word);
    let myths = book.myths_about(word);
    let titled = book
        .deadlines
        .iter()
        .map(|d| (deadline_title(texts, &d.id), d));
    let limits: Vec<_> = titled
        .filter(|(title, d)| {
            let words = [title, &d.id, &d.quantity.source];
            words.into_iter().any(|text| mentions(text, word))
        })
        .collect();
    let quantities = book.parameters.iter();
    let quantities: Vec<_> = quantities
        .filter(|q| [&q.id, &q.source].into_iter().any(|t| mentions(t, word)))
        .collect();
    let papers = book.all_said_of_papers();
    let papers: Vec<(String, String)> = papers
        .map(|(id, _)| (paper_words(texts, &id), id))
        .filter(|(words, id)| mentions(words, word) || mentions(id, word))
        .map(|(words, id)| (id, words))
        .collect();
    let sections: [(&str, Vec<String>); 7] = [
        (
            "conduct",
            conduct
                .iter()
                .map(|r| format!("{}  {}", r.id, r.zh))
                .collect(),
        ),
        ("law", law.iter().map(|p| view::provision_line(p)).collect()),
        (
            "limits",
            limits
                .iter()
                .map(|(title, d)| format!("{}  {title}", d.id))
                .collect(),
        ),
        (
            "quantities",
            quantities
                .iter()
                .map(|q| format!("{}  {}", q.id, q.source))
                .collect(),
        ),
        (
            "channels",
            channels
                .iter()
                .map(|c| format!("{}  {}{}{}", c.id, c.name, colon_after(&c.name), c.zh))
                .chain(routes.iter().map(|r| format!("{}  {}", r.id, r.name)))
                .collect(),
        ),
        (
            "papers",
            papers
                .iter()
                .map(|(id, words)| format!("{id}  {words}"))
                .collect(),
        ),
        (
            "myths",
            myths
                .iter()
                .map(|m| format!("{}  {}", m.id, m.said))
                .collect(),
        ),
    ];
    let count: usize = sections.iter().map(|(_, lines)| lines.len()).sum();
    let mut screen = Screen::new();
    let mut shown = 0;
    for (key, lines) in sections {
        if lines.is_empty() {
            continue;
        }
        screen.title(texts.t(&format!("rules.heading.{key}")));
        for line in lines.into_iter().take(LISTED) {
            screen.item("-", line);
            shown += 1;
        }
    }
    let key = match (count, shown) {
        (0, _) => "rules.nothing-found",
        (all, some) if all > some => "rules.found-part",
        _ => "rules.found",
    };
    if count > 0 {
        screen.gap();
    }
    screen.text(texts.say(
        key,
        args([
            ("word", word.to_owned()),
            ("count", count.to_string()),
            ("shown", shown.to_string()),
        ]),
    ));
    let deadlines: Vec<Value> = limits
        .iter()
        .map(|(_, d)| deadline_json(texts, d))
        .collect();
    let parameters: Vec<Value> = quantities.iter().map(|q| quantity_json(q)).collect();
    let papers: Vec<Value> = papers
        .iter()
        .map(|(id, words)| json!({"id": id, "zh": words}))
        .collect();
    let json = json!({
        "ok": true, "word": word, "count": count, "content_version": book.version,
        "conduct": conduct, "provisions": law, "deadlines": deadlines, "parameters": parameters,
        "channels": channels, "routes": routes, "papers": papers, "myths": myths,
    });
    context.emit(&screen, &json)
}
