//! `menshen rules channels`: which body takes which complaint, in which order.

use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::content::RuleBook;
use crate::domain::coded::{Kind, args};
use crate::domain::guidance::{Channel, Route};
use crate::render::channels::{overview, route as route_screen};
use clap::ArgMatches;
use serde_json::json;

/// The route for a matter, a kind of lender or a loan; without any of them all that there is.
///
/// # Errors
/// There is no such matter, kind or loan; the rule book was rejected.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    // A page to act by, not one entry to read: it says its book's age whatever it is.
    context.rests_on(RestsOn::Papers, context.as_of())?;
    let texts = &context.texts;
    let given = |id: &str| matches.get_one::<String>(id);
    let chosen = match (given("loan"), given("for"), given("matter")) {
        (Some(loan), _, _) => Some(for_loan(context, &book, loan)?),
        (_, Some(kind), _) => Some(for_kind(context, &book, kind)?),
        (_, _, Some(matter)) => Some(for_matter(&book, matter)?),
        (None, None, None) => None,
    };
    let Some(route) = chosen else {
        let screen = overview(texts, book.routes.values(), book.channels.values());
        let json = json!({
            "ok": true, "content_version": book.version,
            "routes": book.routes.values().collect::<Vec<_>>(),
            "channels": book.channels.values().collect::<Vec<_>>(),
        });
        return context.emit(&screen, &json);
    };
    let screen = route_screen(texts, route, &book.channels, context.as_of());
    let steps: Vec<&Channel> = route
        .steps
        .iter()
        .filter_map(|id| book.channels.get(id))
        .collect();
    let json = json!({
        "ok": true, "content_version": book.version, "route": route, "channels": steps,
    });
    context.emit(&screen, &json)
}

/// By a kind's word or its Chinese name.
fn for_kind<'b>(context: &Context, book: &'b RuleBook, kind: &str) -> Result<&'b Route, Failure> {
    let named = |k: &str| {
        let key = format!("channels.kind.{k}");
        context.texts.t(&key) == kind || context.paper.t(&key) == kind
    };
    let mut kinds = book.routes.values().flat_map(|r| &r.lender_kinds);
    let word = kinds.find(|k| *k == kind || named(k));
    word.and_then(|word| book.route_for_lender(word))
        .ok_or_else(|| unknown(book, kind))
}

fn for_loan<'b>(context: &Context, book: &'b RuleBook, id: &str) -> Result<&'b Route, Failure> {
    let case = context.open_case()?.load()?;
    let loan = crate::cli::loan::stored(&case, id)?;
    let kind = loan.get("lender_kind").and_then(toml::Value::as_str);
    let kind = kind.unwrap_or("unknown");
    book.route_for_lender(kind)
        .ok_or_else(|| unknown(book, kind))
}

/// By its id, or by a word of its name or of the name of the place to go first (`征信`).
fn for_matter<'b>(book: &'b RuleBook, matter: &str) -> Result<&'b Route, Failure> {
    let by_id = book.routes.get(matter);
    let by_name = || book.routes.values().find(|r| r.name.contains(matter));
    let goes_there = |r: &&Route| {
        let first = r.steps.first().and_then(|id| book.channels.get(id));
        first.is_some_and(|channel| channel.name.contains(matter))
    };
    let by_place = || book.routes.values().find(goes_there);
    by_id
        .or_else(by_name)
        .or_else(by_place)
        .ok_or_else(|| unknown(book, matter))
}

fn unknown(book: &RuleBook, asked: &str) -> Failure {
    let known: Vec<&str> = book.routes.values().map(|r| r.name.as_str()).collect();
    let args = args([("asked", asked.to_owned()), ("known", known.join("；"))]);
    Failure::new("channels-unknown-matter", Kind::Usage, args)
}
