//! `menshen rules`: search, show, channels, sources, changes, stale, check.

mod channels;
mod search;
mod show;

use super::Failure;
use super::context::{Context, RestsOn};
use crate::content::{ContentError, OneReport, Problem, RuleBook, check_folder};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::law::{Force, STALE_AFTER_DAYS};
use crate::domain::parameter::Parameter;
use crate::render::quantities::{deadline_json, paper_words, quantity_json};
use crate::render::rules as view;
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::Path;

/// Entries of one kind listed on a page; the rest is only counted.
const LISTED: usize = 12;

/// Runs the subcommand.
///
/// # Errors
/// As each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let given = |m: &ArgMatches, id: &str| m.get_one::<String>(id).cloned().unwrap_or_default();
    context.rests_on(RestsOn::Book, context.as_of())?;
    match matches.subcommand() {
        Some(("search", m)) => search::search(context, &given(m, "word")),
        Some(("show", m)) => {
            let on = m.get_one::<String>("on").map(|t| day(t)).transpose()?;
            show::show(context, &given(m, "id"), on.or(context.as_of_given()))
        }
        Some(("channels", m)) => channels::run(context, m),
        Some(("changes", _)) => changes(context),
        Some(("stale", _)) => stale(context),
        Some(("check", m)) => check(context, Path::new(&given(m, "folder"))),
        Some((_, m)) if m.get_flag("single") => single(context),
        _ => sources(context),
    }
}

fn day(text: &str) -> Result<NaiveDate, Failure> {
    (text.len() == 10)
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
        .ok_or_else(|| Failure::new("rules-bad-day", Kind::Usage, Args::new()))
}

fn sources(context: &Context) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let texts = &context.texts;
    let on = context.as_of();
    let mut screen = Screen::new();
    screen.text(version(context, &book));
    let forces = [
        Force::Statute,
        Force::JudicialInterpretation,
        Force::CourtPolicy,
        Force::MinistryRule,
        Force::RecommendedStandard,
        Force::SelfRegulation,
        Force::Practice,
    ];
    for force in forces {
        let of_this: Vec<_> = book
            .law
            .instruments()
            .filter(|i| i.force == force)
            .collect();
        if of_this.is_empty() {
            continue;
        }
        screen.title(view::named(texts, "force", &force));
        for i in of_this {
            screen.item(
                "-",
                texts.say(
                    "rules.instrument-line",
                    args([
                        ("title", i.title.clone()),
                        ("number", i.number.clone().unwrap_or_default()),
                        ("span", view::span(texts, &i.validity, on)),
                        (
                            "confidence",
                            view::named(texts, "confidence", &i.confidence),
                        ),
                        ("checked", i.checked.0.to_string()),
                        ("id", i.id.clone()),
                    ]),
                ),
            );
        }
    }
    screen.title(texts.t("rules.heading.limits"));
    for rule in &book.deadlines {
        let line = source_of(texts, &rule.quantity, &rule.id);
        screen.item("-", line);
    }
    screen.title(texts.t("rules.heading.quantities"));
    for quantity in book.parameters.iter() {
        screen.item("-", source_of(texts, quantity, &quantity.id));
    }
    let instruments: Vec<_> = book.law.instruments().collect();
    let parameters: Vec<Value> = book.parameters.iter().map(quantity_json).collect();
    let deadlines = book.deadlines.iter();
    let deadlines: Vec<Value> = deadlines.map(|d| deadline_json(texts, d)).collect();
    let json = json!({
        "ok": true, "as_of": on, "content_version": book.version,
        "fingerprint": context.library.fingerprint(), "instruments": instruments,
        "deadlines": deadlines, "parameters": parameters,
    });
    context.emit(&screen, &json)
}

fn source_of(texts: &Texts, quantity: &Parameter, id: &str) -> String {
    texts.say(
        "rules.quantity-line",
        args([
            ("source", quantity.source.clone()),
            ("checked", quantity.checked.to_string()),
            ("id", id.to_owned()),
        ]),
    )
}

/// Everything that rests on one report alone, made from the book in use.
fn single(context: &Context) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let on = context.as_of();
    let one = book.on_one_report(on);
    let mut screen = Screen::new();
    one_report(context, &mut screen, &one);
    let json = json!({
        "ok": true, "as_of": on, "content_version": book.version, "one_report": one,
    });
    context.emit(&screen, &json)
}

fn one_report(context: &Context, screen: &mut Screen, one: &[OneReport<'_>]) {
    let texts = &context.texts;
    let count = args([("count", one.len().to_string())]);
    screen.title(texts.t("rules.heading.one-source"));
    screen.text(texts.say("rules.one-source", count));
    for entry in one {
        screen.item("-", format!("{}  {}", entry.id, words_of(texts, entry)));
    }
}

fn words_of(texts: &Texts, entry: &OneReport<'_>) -> String {
    let own = || paper_words(texts, &entry.id);
    entry.zh.map_or_else(own, str::to_owned)
}

fn changes(context: &Context) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let mut screen = Screen::new();
    screen.text(version(context, &book)).gap();
    screen.append(view::changes(&context.texts, &book.changes));
    let json = json!({
        "ok": true, "content_version": book.version,
        "fingerprint": context.library.fingerprint(), "changes": book.changes,
    });
    context.emit(&screen, &json)
}

fn stale(context: &Context) -> Result<(), Failure> {
    let book = RuleBook::load(&context.library)?;
    let texts = &context.texts;
    let as_of = context.as_of();
    let age = book.age_on(as_of);
    let old = book.stale_on(as_of);
    let one = book.on_one_report(as_of);
    let mut screen = Screen::new();
    screen.title(texts.t("rules.heading.age"));
    view::age(&mut screen, texts, &age);
    let key = if old.is_empty() {
        "rules.stale-none"
    } else {
        "rules.stale-some"
    };
    screen.text(texts.say(
        key,
        args([
            ("count", old.len().to_string()),
            ("days", STALE_AFTER_DAYS.to_string()),
        ]),
    ));
    for (id, age) in old.iter().take(LISTED) {
        let args = args([
            ("id", (*id).to_owned()),
            ("checked", age.checked.0.to_string()),
        ]);
        screen.item("-", texts.say("rules.stale-entry", args));
    }
    let rest = old.len().saturating_sub(LISTED);
    if rest > 0 {
        let rest = args([("count", rest.to_string())]);
        screen.item("-", texts.say("rules.stale-rest", rest));
    }
    one_report(context, &mut screen, &one);
    let listed: Vec<Value> = old
        .iter()
        .map(|(id, age)| json!({"id": id, "checked": age.checked, "days": age.days}))
        .collect();
    let ids: Vec<&str> = one.iter().map(|entry| entry.id.as_str()).collect();
    let json = json!({
        "ok": true, "content_version": book.version, "as_of": as_of, "age": age,
        "stale": listed, "one_report": ids,
    });
    context.emit(&screen, &json)
}

/// Lays the folder over the built-in book and lists every problem, or says that there is none.
fn check(context: &Context, folder: &Path) -> Result<(), Failure> {
    let book = match check_folder(folder) {
        Ok(book) => book,
        Err(ContentError::Rejected(problems)) => {
            let count = args([("count", problems.len().to_string())]);
            let lines = problems.iter().map(|p| problem(context, p)).collect();
            return Err(
                Failure::new("content-folder-rejected", Kind::Content, count).with_details(lines),
            );
        }
        Err(other) => return Err(other.into()),
    };
    let mut screen = Screen::new();
    screen.text(context.texts.say(
        "rules.check-ok",
        args([
            ("version", book.version.to_string()),
            ("provisions", book.law.provisions().count().to_string()),
            ("conduct", book.conduct.len().to_string()),
        ]),
    ));
    let json = json!({"ok": true, "content_version": book.version, "problems": []});
    context.emit(&screen, &json)
}

fn problem(context: &Context, problem: &Problem) -> String {
    let texts = &context.texts;
    texts.say(
        "rules.problem",
        args([
            ("file", problem.file.clone()),
            ("line", problem.line.to_string()),
            ("words", texts.t(&format!("problems.{}", problem.code))),
            ("code", problem.code.to_owned()),
            ("detail", problem.detail.clone()),
        ]),
    )
}

fn version(context: &Context, book: &RuleBook) -> String {
    context.texts.say(
        "rules.version",
        args([
            ("version", book.version.to_string()),
            ("fingerprint", context.library.fingerprint()),
            ("provisions", book.law.provisions().count().to_string()),
            ("instruments", book.law.instruments().count().to_string()),
        ]),
    )
}
