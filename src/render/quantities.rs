//! Dated quantities, time limits and what is said of notices, as entries of the rule book.

use super::rules::{age, named};
use super::screen::Screen;
use super::texts::Texts;
use crate::domain::coded::args;
use crate::domain::deadline::{Actor, DeadlineRule};
use crate::domain::law::{Age, CheckedOn, LawBook};
use crate::domain::notice::Rule;
use crate::domain::parameter::Parameter;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Values shown of a long history; the newest come last.
const SHOWN: usize = 12;

/// A quantity with its newest values, and what holds on the day.
pub fn quantity(texts: &Texts, quantity: &Parameter, law: &LawBook, on: NaiveDate) -> Screen {
    let mut screen = Screen::new();
    screen.title(quantity.id.clone());
    screen.text(quantity.source.clone());
    let value = match quantity.on(on) {
        Ok(found) => texts.say(
            "rules.quantity.on",
            args([
                ("on", on.to_string()),
                ("value", amount(texts, quantity, found.value.normalize())),
                ("from", found.from.to_string()),
            ]),
        ),
        Err(_) => texts.say("rules.quantity.none-on", args([("on", on.to_string())])),
    };
    screen.text(value);
    let left_out = quantity.values.len().saturating_sub(SHOWN);
    if left_out > 0 {
        let left_out = args([("count", left_out.to_string())]);
        screen.text(texts.say("rules.quantity.earlier", left_out));
    }
    for dated in quantity.values.iter().skip(left_out) {
        let to = dated.to.map(|to| to.to_string()).unwrap_or_default();
        screen.item(
            "-",
            texts.say(
                "rules.quantity.value",
                args([
                    ("from", dated.from.to_string()),
                    ("to", to),
                    ("value", amount(texts, quantity, dated.value.normalize())),
                ]),
            ),
        );
    }
    if let Some(end) = quantity.verified_to {
        let end = args([("end", end.to_string())]);
        screen.item("-", texts.say("rules.quantity.verified-to", end));
    }
    grounds(&mut screen, texts, quantity, law, on);
    screen
}

/// A time limit: what it is, how long, what to do.
pub fn deadline(texts: &Texts, rule: &DeadlineRule, law: &LawBook, on: NaiveDate) -> Screen {
    let mut screen = Screen::new();
    screen.title(deadline_title(texts, &rule.id));
    let event = texts.t(&format!("due.kind.{}.happened", rule.event.id()));
    let length = match rule.quantity.on(on) {
        Ok(found) => texts.say(
            "rules.limit.length",
            args([
                ("event", event),
                (
                    "length",
                    amount(texts, &rule.quantity, found.value.normalize()),
                ),
            ]),
        ),
        Err(_) => texts.say("rules.quantity.none-on", args([("on", on.to_string())])),
    };
    screen.text(length);
    screen.text(in_general(texts, &format!("due.rule.{}.do", rule.id)));
    let by = match rule.by {
        Actor::You => "you",
        Actor::Them => "them",
    };
    screen.item("-", texts.t(&format!("rules.limit.by-{by}")));
    if rule.calendar.is_some() {
        screen.item("-", texts.t("rules.limit.moves"));
    }
    grounds(&mut screen, texts, &rule.quantity, law, on);
    screen
}

/// The title of a time limit, without the borrower's own words in it.
pub fn deadline_title(texts: &Texts, id: &str) -> String {
    in_general(texts, &format!("due.rule.{id}.title"))
}

/// A sentence of the time limits as it is said of no day in particular.
fn in_general(texts: &Texts, key: &str) -> String {
    let id = texts.t("arguments.value.due-id");
    let words = texts.say(key, args([("note", String::new()), ("id", id)]));
    words.trim().to_owned()
}

/// What is said of a notice or of a request for payment.
pub fn said_of_papers(
    texts: &Texts,
    id: &str,
    rule: &Rule,
    law: &LawBook,
    on: NaiveDate,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("rules.heading.papers"));
    screen.text(paper_words(texts, id));
    for step in &rule.steps {
        screen.item("-", texts.t(&format!("notice.step.{step}")));
    }
    for avoid in &rule.avoid {
        let what = args([("what", texts.t(&format!("notice.avoid.{avoid}")))]);
        screen.item("-", texts.say("rules.papers-avoid", what));
    }
    for cited in rule.cites.iter().filter_map(|id| law.cite(id, on).ok()) {
        let cited = args([("value", cited.to_string())]);
        screen.item("-", texts.say("rules.line.source", cited));
    }
    screen
}

/// The words of a finding by the id it is shown by (`notice.insult`, `payee.cash`).
pub fn paper_words(texts: &Texts, id: &str) -> String {
    let (of, id) = id.split_once('.').unwrap_or_default();
    texts.t(&format!("{of}.finding.{id}"))
}

/// A quantity for machines.
pub fn quantity_json(quantity: &Parameter) -> Value {
    let values = quantity.values.iter();
    let values: Vec<Value> = values
        .map(|v| json!({"from": v.from, "to": v.to, "value": v.value.normalize().to_string()}))
        .collect();
    json!({
        "id": quantity.id, "unit": quantity.unit, "source": quantity.source,
        "citations": quantity.citations, "force": quantity.force,
        "confidence": quantity.confidence, "checked": quantity.checked,
        "verified_to": quantity.verified_to, "values": values,
    })
}

/// A time limit for machines.
pub fn deadline_json(texts: &Texts, rule: &DeadlineRule) -> Value {
    json!({
        "id": rule.id, "title": deadline_title(texts, &rule.id), "event": rule.event,
        "by": rule.by, "days_of_rest": rule.calendar, "lender_kinds": rule.lender_kinds,
        "length": quantity_json(&rule.quantity),
    })
}

/// A value with its unit, as people say it: a share of a year as a percentage.
fn amount(texts: &Texts, quantity: &Parameter, value: rust_decimal::Decimal) -> String {
    let shown = if quantity.unit.starts_with("fraction") {
        (value * rust_decimal::Decimal::ONE_HUNDRED).normalize()
    } else {
        value
    };
    let key = format!("rules.unit.{}", quantity.unit);
    texts.say(&key, args([("value", shown.to_string())]))
}

fn grounds(screen: &mut Screen, texts: &Texts, quantity: &Parameter, law: &LawBook, on: NaiveDate) {
    for cited in quantity
        .citations
        .iter()
        .filter_map(|id| law.cite(id, on).ok())
    {
        let cited = args([("value", cited.to_string())]);
        screen.item("-", texts.say("rules.line.source", cited));
    }
    // A setting of ours has no source outside: to call it checked would say too much.
    let force = args([("value", named(texts, "force", &quantity.force))]);
    screen.item("-", texts.say("rules.line.force", force));
    if !quantity.citations.is_empty() {
        let confidence = named(texts, "confidence", &quantity.confidence);
        let confidence = args([("value", confidence)]);
        screen.item("-", texts.say("rules.line.confidence", confidence));
    }
    age(screen, texts, &Age::on(CheckedOn(quantity.checked), on));
}
