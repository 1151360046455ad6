//! `menshen rules show`: one entry, of whatever kind, by its id.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::RuleBook;
use crate::domain::coded::{Kind, args};
use crate::render::quantities;
use crate::render::rules as view;
use crate::render::screen::Screen;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// An entry found by its id: the screen and what it is for machines.
struct Shown {
    screen: Screen,
    kind: &'static str,
    entry: Value,
    more: Value,
}

/// With a day given, the entry as it stood that day or a refusal by name; without one, the entry
/// with its dates, and a word if it doesn't hold today.
///
/// # Errors
/// No entry of this id; it didn't hold on the day given; the rule book was rejected.
pub(super) fn show(context: &Context, id: &str, strict: Option<NaiveDate>) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let on = strict.unwrap_or_else(|| context.as_of());
    let id = canonical(&book, id);
    let id = id.as_str();
    let found = law_entry(context, &book, id, on, strict.is_some())?;
    let found = match found {
        Some(found) => found,
        None => match conduct_entry(context, &book, id, on)? {
            Some(found) => found,
            None => other_entry(context, &book, id, on).ok_or_else(|| unknown(&book, id))?,
        },
    };
    let mut screen = found.screen;
    screen.gap().text(context.texts.t("rules.not-law"));
    let json = json!({
        "ok": true, "id": id, "kind": found.kind, "on": on, "content_version": book.version,
        "entry": found.entry, "more": found.more,
    });
    context.emit(&screen, &json)
}

/// The id as the book spells it: letter case and hyphens of a provision's id don't matter.
fn canonical(book: &RuleBook, id: &str) -> String {
    if book.knows(id) {
        return id.to_owned();
    }
    let plain = |s: &str| s.replace('-', "").to_lowercase();
    let same = book.law.provisions().find(|p| plain(&p.id) == plain(id));
    same.map_or_else(|| id.to_owned(), |p| p.id.clone())
}

fn law_entry(
    context: &Context,
    book: &RuleBook,
    id: &str,
    on: NaiveDate,
    strict: bool,
) -> Result<Option<Shown>, Failure> {
    let texts = &context.texts;
    let warned = |mut screen: Screen, in_force: bool| {
        if !in_force {
            let args = args([("on", on.to_string())]);
            screen.text(texts.say("rules.not-now", args));
        }
        screen
    };
    if let Ok(provision) = book.law.provision(id) {
        let standing = book.law.provision_on(id, on);
        if strict {
            standing.clone()?;
        }
        let instrument = book.law.instrument(&provision.instrument)?;
        let screen = view::provision(texts, provision, instrument, on);
        return Ok(Some(Shown {
            screen: warned(screen, standing.is_ok()),
            kind: "provision",
            entry: json!(provision),
            more: json!({
                "in_force": standing.is_ok(),
                "beyond_checked": standing.as_ref().is_ok_and(|s| s.beyond_checked),
                "citation": standing.as_ref().ok().map(|s| s.citation()),
                "instrument": instrument,
            }),
        }));
    }
    if let Ok(instrument) = book.law.instrument(id) {
        let standing = book.law.instrument_on(id, on);
        if strict {
            standing.clone()?;
        }
        return Ok(Some(Shown {
            screen: warned(view::instrument(texts, instrument, on), standing.is_ok()),
            kind: "instrument",
            entry: json!(instrument),
            more: json!({"in_force": standing.is_ok()}),
        }));
    }
    Ok(book
        .law
        .successions()
        .iter()
        .find(|s| s.id == id)
        .map(|table| Shown {
            screen: view::succession(texts, table),
            kind: "map",
            entry: json!(table),
            more: Value::Null,
        }))
}

fn conduct_entry(
    context: &Context,
    book: &RuleBook,
    id: &str,
    on: NaiveDate,
) -> Result<Option<Shown>, Failure> {
    let Some(rule) = book.conduct.get(id) else {
        return Ok(None);
    };
    // A rule without ground on that day has nothing to say about it, whether the day was given or not.
    let standing = rule.standing_on(&book.law, on)?;
    Ok(Some(Shown {
        screen: view::conduct(&context.texts, rule, &standing, &book.law, on),
        kind: "conduct",
        entry: json!(rule),
        more: json!({
            "voice": standing.voice, "force": standing.force, "sources": standing.sources,
        }),
    }))
}

fn other_entry(context: &Context, book: &RuleBook, id: &str, on: NaiveDate) -> Option<Shown> {
    let texts = &context.texts;
    let shown = |screen, kind, entry| Shown {
        screen,
        kind,
        entry,
        more: Value::Null,
    };
    let name_of = |step: &str| {
        book.channels.get(step).map_or(step.to_owned(), |c| {
            let hotline = c.hotline.as_deref().unwrap_or_default();
            format!("{} {hotline}", c.name).trim().to_owned()
        })
    };
    let channel = book.channels.get(id);
    let route = book.routes.get(id);
    let myth = book.myths.get(id);
    let calendar = book.calendars.get(id);
    channel
        .map(|c| shown(view::channel(texts, c, on), "channel", json!(c)))
        .or_else(|| route.map(|r| shown(view::route(r, name_of), "route", json!(r))))
        .or_else(|| {
            myth.map(|m| {
                let screen = view::myth(texts, m, &book.law, on);
                shown(screen, "myth", json!(m))
            })
        })
        .or_else(|| calendar.map(|c| shown(view::calendar(texts, c, on), "calendar", json!(c))))
        .or_else(|| {
            let quantity = book.parameters.get(id).ok()?;
            let mut screen = quantities::quantity(texts, quantity, &book.law, on);
            screen.gap().text(texts.t("rules.overlay-how"));
            let json = quantities::quantity_json(quantity);
            Some(shown(screen, "parameter", json))
        })
        .or_else(|| {
            let rule = book.deadline(id)?;
            let screen = quantities::deadline(texts, rule, &book.law, on);
            let json = quantities::deadline_json(texts, rule);
            Some(shown(screen, "deadline", json))
        })
        .or_else(|| {
            let rule = book.said_of_papers(id)?;
            let screen = quantities::said_of_papers(texts, id, rule, &book.law, on);
            Some(shown(
                screen,
                "papers",
                json!({"id": id, "cites": rule.cites}),
            ))
        })
}

fn unknown(book: &RuleBook, id: &str) -> Failure {
    let near: Vec<String> = book
        .law
        .search(id)
        .iter()
        .take(3)
        .map(|p| p.id.clone())
        .chain(book.conduct_about(id).iter().take(3).map(|r| r.id.clone()))
        .collect();
    let args = args([("id", id.to_owned()), ("near", near.join("、"))]);
    Failure::new("rules-unknown-id", Kind::Usage, args)
}
