//! The household's month read back, line by line.

use super::{Fact, yes_no};
use crate::domain::budget::{Household, Source, Stated};
use crate::domain::money::Money;
use crate::render::budget::source_name;
use crate::render::texts::Texts;

/// The household's month, line by line.
pub fn household_facts(texts: &Texts, household: &Household) -> Vec<Fact> {
    let yuan = |amount: Money| texts.say("case.yuan", [("amount", amount.grouped())]);
    let fact = |path: &str, value: String| Fact {
        path: format!("household.{path}"),
        label: texts.t(&format!("plan.{path}.short")),
        value,
    };
    let mut facts = vec![
        fact("irregular", yes_no(texts, household.irregular)),
        fact("income", yuan(household.income)),
    ];
    for source in &household.sources {
        facts.push(Fact {
            path: format!("household.sources.{}", source.id),
            label: source_name(texts, &source.id),
            value: source_words(texts, source),
        });
    }
    for line in &household.spending {
        let value = with_stated(texts, yuan(line.amount), line.stated, line.note.as_deref());
        facts.push(fact(&format!("spending.{}", line.id), value));
    }
    for id in &household.unknown {
        facts.push(fact(&format!("spending.{id}"), texts.t("case.unknown")));
    }
    for (path, amount) in [
        ("arrears", household.arrears),
        ("reserve", household.reserve),
    ] {
        facts.push(fact(
            path,
            amount.map_or_else(|| texts.t("case.not-yet"), yuan),
        ));
    }
    for resource in &household.resources {
        let word = resource.kind.word();
        let known = |value: Option<String>| value.unwrap_or_else(|| texts.t("case.unknown"));
        for (member, value) in [
            ("amount", known(resource.amount.map(yuan))),
            ("on", known(resource.on.map(|on| on.to_string()))),
        ] {
            facts.push(Fact {
                path: format!("household.resources.{word}.{member}"),
                label: texts.t(&format!("budget.resources.{word}.{member}.short")),
                value,
            });
        }
    }
    facts
}

fn source_words(texts: &Texts, source: &Source) -> String {
    let counted = texts.say("case.yuan", [("amount", source.amount.grouped())]);
    if source.months.is_empty() {
        return with_stated(texts, counted, source.stated, source.note.as_deref());
    }
    let months: Vec<String> = source.months.iter().map(|m| m.grouped()).collect();
    let args = [
        ("months", texts.listed(&months)),
        ("mean", source.mean().grouped()),
    ];
    format!(
        "{counted}{}",
        texts.aside(texts.say("budget.sheet.months", args))
    )
}

/// An amount a month, with how it was said and the note on it.
fn with_stated(
    texts: &Texts,
    amount: String,
    stated: Option<Stated>,
    note: Option<&str>,
) -> String {
    let said = stated.map(|stated| {
        let every = texts.t(&format!("interview.every.{}", stated.every.word()));
        format!("{every} {}", stated.amount.grouped())
    });
    let beside: Vec<String> = said.into_iter().chain(note.map(str::to_owned)).collect();
    if beside.is_empty() {
        return amount;
    }
    format!("{amount}{}", texts.aside(texts.series(&beside)))
}
