//! Entries of the rule book as screens: what it says, how strong the source is, when it was checked.

use super::screen::Screen;
use super::texts::Texts;
use crate::domain::coded::args;
use crate::domain::conduct::{ConductRule, CountedOver, Standing, Threshold};
use crate::domain::guidance::{Change, Channel, Myth, RestDays, Route};
use crate::domain::law::{Age, Citation, Instrument, LawBook, Provision, Succession, Validity};
use chrono::NaiveDate;
use serde::Serialize;

/// The kebab-case word of a closed set, as files and machines spell it.
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The name of a closed set's word (`rules.force.statute`).
pub fn named<T: Serialize>(texts: &Texts, set: &str, value: &T) -> String {
    texts.t(&format!("rules.{set}.{}", word(value)))
}

/// From when to when, and whether it holds on the day.
pub fn span(texts: &Texts, validity: &Validity, on: NaiveDate) -> String {
    let state = if on < validity.from {
        "not-yet"
    } else if validity.ended_by(on) {
        "ended"
    } else {
        "in-force"
    };
    let until = validity.last_day().map(|d| d.to_string());
    texts.say(
        "rules.span",
        args([
            ("from", validity.from.to_string()),
            ("until", until.unwrap_or_default()),
            ("on", on.to_string()),
            ("state", texts.t(&format!("rules.state.{state}"))),
        ]),
    )
}

/// One line for a list: id and what it says.
pub fn provision_line(provision: &Provision) -> String {
    format!("{}  {}", provision.id, provision.zh)
}

/// A provision with its source.
pub fn provision(
    texts: &Texts,
    provision: &Provision,
    instrument: &Instrument,
    on: NaiveDate,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(provision.id.clone());
    screen.text(provision.zh.clone());
    line(&mut screen, texts, "caution", provision.caution.as_deref());
    let article = provision.article.as_deref().unwrap_or_default();
    let source = format!("{}{article}", titled(texts, instrument));
    line(&mut screen, texts, "source", Some(&source));
    if provision.article.is_none() {
        screen.item("-", texts.t("rules.no-article"));
    }
    line(&mut screen, texts, "number", instrument.number.as_deref());
    line(
        &mut screen,
        texts,
        "force",
        Some(&named(texts, "force", &provision.force)),
    );
    line(
        &mut screen,
        texts,
        "confidence",
        Some(&confidence(texts, provision)),
    );
    line(
        &mut screen,
        texts,
        "span",
        Some(&span(texts, &provision.validity, on)),
    );
    line(
        &mut screen,
        texts,
        "successor",
        provision.successor.as_deref(),
    );
    age(&mut screen, texts, &Age::on(provision.checked, on));
    screen
}

fn titled(texts: &Texts, instrument: &Instrument) -> String {
    texts.say("joined.instrument", [("title", &instrument.title)])
}

/// An instrument.
pub fn instrument(texts: &Texts, instrument: &Instrument, on: NaiveDate) -> Screen {
    let mut screen = Screen::new();
    screen.title(instrument.short.clone());
    screen.text(titled(texts, instrument));
    line(&mut screen, texts, "note", instrument.note.as_deref());
    line(&mut screen, texts, "number", instrument.number.as_deref());
    line(&mut screen, texts, "issuer", Some(&instrument.issuer));
    let force = named(texts, "force", &instrument.force);
    line(&mut screen, texts, "force", Some(&force));
    let confidence = named(texts, "confidence", &instrument.confidence);
    line(&mut screen, texts, "confidence", Some(&confidence));
    let span = span(texts, &instrument.validity, on);
    line(&mut screen, texts, "span", Some(&span));
    let next = instrument.superseded_by.as_deref();
    line(&mut screen, texts, "successor", next);
    age(&mut screen, texts, &Age::on(instrument.checked, on));
    screen
}

/// A conduct rule with what it rests on that day.
pub fn conduct(
    texts: &Texts,
    rule: &ConductRule,
    standing: &Standing<'_>,
    law: &LawBook,
    on: NaiveDate,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(rule.name.clone());
    screen.text(rule.zh.clone());
    line(&mut screen, texts, "caution", rule.caution.as_deref());
    if let Some(number) = &rule.threshold {
        let text = threshold(texts, number);
        line(&mut screen, texts, "threshold", Some(&text));
    }
    let qualifiers = texts.series(&rule.qualifiers);
    let qualifiers = Some(qualifiers.as_str()).filter(|q| !q.is_empty());
    line(&mut screen, texts, "qualifiers", qualifiers);
    line(
        &mut screen,
        texts,
        "voice",
        Some(&named(texts, "voice", &standing.voice)),
    );
    screen.title(texts.t("rules.heading.sources"));
    for source in &standing.sources {
        if let Ok(citation) = law.cite(&source.id, on) {
            screen.item("-", source_line(texts, source, &citation));
        }
    }
    screen.title(texts.t("rules.heading.say"));
    screen.text(rule.say.clone());
    screen.title(texts.t("rules.heading.complaint"));
    screen.text(rule.complaint.clone());
    screen
}

/// The number of a rule in words.
pub fn threshold(texts: &Texts, number: &Threshold) -> String {
    match number {
        Threshold::QuietHours { from, until } => texts.say(
            "rules.threshold.quiet-hours",
            args([("from", from.to_string()), ("until", until.to_string())]),
        ),
        Threshold::AtMostPerDay {
            count,
            counted,
            over,
        } => {
            let over: &CountedOver = over;
            texts.say(
                "rules.threshold.at-most-per-day",
                args([
                    ("count", count.to_string()),
                    ("counted", named(texts, "counted", counted)),
                    ("over", named(texts, "over", over)),
                ]),
            )
        }
        Threshold::AtLeastPeople { count } => texts.say(
            "rules.threshold.at-least-people",
            args([("count", count.to_string())]),
        ),
    }
}

/// A channel.
pub fn channel(texts: &Texts, channel: &Channel, on: NaiveDate) -> Screen {
    let mut screen = Screen::new();
    let hotline = channel.hotline.as_deref().unwrap_or_default();
    screen.title(format!("{} {hotline}", channel.name).trim().to_owned());
    screen.text(channel.zh.clone());
    line(&mut screen, texts, "caution", channel.caution.as_deref());
    age(&mut screen, texts, &Age::on(channel.checked, on));
    screen
}

/// A route with the names of its steps.
pub fn route(route: &Route, name_of: impl Fn(&str) -> String) -> Screen {
    let mut screen = Screen::new();
    screen.title(route.name.clone());
    screen.text(route.zh.clone());
    for (i, step) in route.steps.iter().enumerate() {
        screen.item(format!("{}.", i + 1), name_of(step));
    }
    screen
}

/// A myth card.
pub fn myth(texts: &Texts, myth: &Myth, law: &LawBook, on: NaiveDate) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("rules.heading.myth"));
    line(&mut screen, texts, "said", Some(&myth.said));
    line(&mut screen, texts, "so", Some(&myth.so));
    line(&mut screen, texts, "why", Some(&myth.why));
    for id in &myth.cites {
        if let (Ok(source), Ok(citation)) = (law.provision(id), law.cite(id, on)) {
            screen.item("-", source_line(texts, source, &citation));
        }
    }
    age(&mut screen, texts, &Age::on(myth.checked, on));
    screen
}

/// Days of rest.
pub fn calendar(texts: &Texts, days: &RestDays, on: NaiveDate) -> Screen {
    let mut screen = Screen::new();
    screen.title(days.id.clone());
    screen.text(days.zh.clone());
    age(&mut screen, texts, &Age::on(days.checked, on));
    screen
}

/// A table from old numbers to new ones.
pub fn succession(texts: &Texts, table: &Succession) -> Screen {
    let mut screen = Screen::new();
    screen.title(table.id.clone());
    screen.text(table.zh.clone());
    for row in &table.rows {
        let none = texts.t("rules.no-such-article");
        let article = |a: &Option<String>| a.clone().unwrap_or_else(|| none.clone());
        screen.item(
            "-",
            texts.say(
                "rules.renumbering",
                args([
                    ("conduct", row.conduct.clone()),
                    ("old", article(&row.old_article)),
                    ("new", article(&row.new_article)),
                    ("change", row.change.clone()),
                ]),
            ),
        );
    }
    screen
}

/// The history of the content.
pub fn changes(texts: &Texts, changes: &[Change]) -> Screen {
    let mut screen = Screen::new();
    for change in changes {
        let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
        screen.item(
            "-",
            texts.say(
                "rules.change",
                args([
                    ("on", change.on.to_string()),
                    ("text", change.zh.clone()),
                    ("from", day(change.touches_from)),
                    ("until", day(change.touches_until)),
                ]),
            ),
        );
    }
    screen
}

/// How a provision was checked, with the number of reports where it rests on reports.
pub fn confidence(texts: &Texts, provision: &Provision) -> String {
    let name = named(texts, "confidence", &provision.confidence);
    match provision.reports {
        None => name,
        Some(1) => texts.say("rules.one-report", args([("name", name)])),
        Some(n) => texts.say(
            "rules.reports",
            args([("name", name), ("count", n.to_string())]),
        ),
    }
}

/// How old a check is, said only as loudly as needed.
pub fn age(screen: &mut Screen, texts: &Texts, age: &Age) {
    let key = format!("rules.age.{}", word(&age.freshness));
    screen.item(
        "-",
        texts.say(
            &key,
            args([
                ("checked", age.checked.0.to_string()),
                ("as_of", age.as_of.to_string()),
                ("days", age.days.to_string()),
            ]),
        ),
    );
}

fn source_line(texts: &Texts, source: &Provision, citation: &Citation) -> String {
    texts.say(
        "rules.source-line",
        args([
            ("citation", citation.to_string()),
            ("force", named(texts, "force", &source.force)),
            ("confidence", confidence(texts, source)),
            ("id", source.id.clone()),
        ]),
    )
}

fn line(screen: &mut Screen, texts: &Texts, label: &str, value: Option<&str>) {
    if let Some(value) = value {
        let text = texts.say(
            &format!("rules.line.{label}"),
            args([("value", value.to_owned())]),
        );
        screen.item("-", text);
    }
}
