//! The household between its answers and the case: the quick way and the full one.

use crate::domain::budget::{
    ALL_INCOME, Cadence, Categories, Entry, Household, Line, Resource, ResourceKind, Source,
};
use crate::domain::money::Money;
use crate::interview::flow::Kind;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Value};

/// The flow that asks line by line.
pub(super) const FULL: &str = "budget";
/// The flow of a dozen questions.
pub(super) const QUICK: &str = "plan";

/// Is this file of answers one for the full way? Told by members that only it has.
pub(super) fn is_for_full(text: &str) -> bool {
    let table: Result<toml::Table, _> = toml::from_str(text);
    let only_there = ["has", "sources", "resources"];
    table.is_ok_and(|table| {
        let mut names = table
            .keys()
            .map(|name| name.split('.').next().unwrap_or(name));
        names.any(|name| only_there.contains(&name))
    })
}

fn money(answers: &Answers, id: &str) -> Option<Money> {
    answers.given(id).and_then(|text| Money::parse(text).ok())
}

fn entry(answers: &Answers, id: &str) -> Option<Entry> {
    answers.given(id).and_then(Entry::parse)
}

fn months(answers: &Answers, id: &str) -> Vec<Money> {
    match answers.get(id) {
        Some(Value::Many(lines)) => lines.iter().filter_map(|l| Money::parse(l).ok()).collect(),
        _ => Vec::new(),
    }
}

fn picked<'a>(answers: &'a Answers, id: &str) -> &'a [String] {
    match answers.get(id) {
        Some(Value::Many(ids)) => ids,
        _ => &[],
    }
}

/// The household as these answers, of either way, have it.
pub(super) fn household(answers: &Answers, categories: &Categories) -> Household {
    let mut household = Household {
        irregular: answers.given("irregular") == Some("true"),
        reserve: money(answers, "reserve"),
        arrears: money(answers, "arrears"),
        ..Household::default()
    };
    for source in sources(answers) {
        household.put_source(source);
    }
    if let Some(income) = entry(answers, "income") {
        household.income = income.stated.a_month();
        // Income by the month without a note has nothing to be kept beside it.
        if income.note.is_some() || income.stated.every != Cadence::Month {
            household.put_source(Source::steady(ALL_INCOME, income));
        }
    }
    for answered in answers.iter() {
        let Some(id) = answered.id.strip_prefix("spending.") else {
            continue;
        };
        match entry(answers, &answered.id) {
            Some(entry) => {
                let spare = categories.get(id).is_some_and(|category| category.spare);
                household.spending.push(Line::entered(id, entry, spare));
            }
            None => household.unknown.push(id.to_owned()),
        }
    }
    for word in picked(answers, "has.resources") {
        if let Some(kind) = ResourceKind::from_word(word) {
            household.resources.push(Resource {
                kind,
                amount: money(answers, &format!("resources.{word}.amount")),
                on: answers
                    .given(&format!("resources.{word}.on"))
                    .and_then(|day| day.parse().ok()),
            });
        }
    }
    household
}

fn sources(answers: &Answers) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    sources.extend(Source::varying(ALL_INCOME, months(answers, "months")));
    for id in picked(answers, "has.sources") {
        let place = format!("sources.{id}");
        let steady = entry(answers, &place).map(|entry| Source::steady(id, entry));
        sources.extend(steady.or_else(|| Source::varying(id, months(answers, &place))));
    }
    sources
}

/// What the case has already, as answers to start the questions of this flow from.
pub(super) fn known_answers(
    household: &Household,
    flow: &Questionnaire,
    categories: &Categories,
) -> Answers {
    let mut answers = Answers::new();
    let is_full = flow.id == FULL;
    for entry in &flow.entries {
        let id = entry.question.id.as_str();
        let value = match id.split_once('.') {
            Some(("spending", line)) if is_full => stored_line(household, line),
            Some(("spending", line)) => quick_line(household, line, categories),
            Some(("sources", source)) => stored_source(household, source, &entry.question.kind),
            Some(("has", "sources")) => Some(Value::Many(source_ids(household))),
            Some(("has", "groups")) => groups(household, &entry.question.kind, flow, categories),
            Some(("has", "resources")) => {
                let kinds = household.resources.iter().map(|r| r.kind.word().to_owned());
                Some(kinds.collect::<Vec<_>>())
                    .filter(|kinds| !kinds.is_empty())
                    .map(Value::Many)
            }
            Some(("resources", rest)) => resource(household, rest),
            _ => single(household, id),
        };
        if let Some(value) = value {
            answers.set(id, value, None);
        }
    }
    answers
}

fn given(text: impl ToString) -> Value {
    Value::Given(text.to_string())
}

fn lines(months: &[Money]) -> Option<Value> {
    let lines: Vec<String> = months.iter().map(Money::to_string).collect();
    Some(lines).filter(|l| !l.is_empty()).map(Value::Many)
}

fn single(household: &Household, id: &str) -> Option<Value> {
    let all = household.sources.iter().find(|s| s.id == ALL_INCOME);
    match id {
        "irregular" => Some(given(household.irregular)),
        // Nothing told month by month: the lowest month itself is known, and asked for again.
        "months" => lines(all.map_or(&[], |s| &s.months)).or(Some(Value::Skipped)),
        "income" => match all.filter(|s| s.months.is_empty()) {
            Some(source) => Some(given(source.entry())),
            None => Some(given(household.income)),
        },
        "arrears" => household.arrears.map(given),
        "reserve" => household.reserve.map(given),
        _ => None,
    }
}

fn stored_line(household: &Household, id: &str) -> Option<Value> {
    let line = household.spending.iter().find(|l| l.id == id);
    let unknown = household.unknown.iter().any(|u| u == id);
    let entered = line.map(|line| given(line.entry()));
    entered.or_else(|| unknown.then_some(Value::Unknown))
}

/// A line of the quick way: itself, or the sum of its parts; unknown while one of them is.
fn quick_line(household: &Household, id: &str, categories: &Categories) -> Option<Value> {
    let belongs = |line: &str| {
        let within = categories.get(line).and_then(|c| c.within.as_deref());
        line == id || within == Some(id)
    };
    let parts = household.spending.iter().filter(|l| belongs(&l.id));
    if household.unknown.iter().any(|u| belongs(u)) {
        return Some(Value::Unknown);
    }
    let parts: Vec<&Line> = parts.collect();
    match parts.as_slice() {
        [] => None,
        [only] if only.id == id => Some(given(only.entry())),
        parts => Some(given(parts.iter().map(|l| l.amount).sum::<Money>())),
    }
}

/// The sources of the full way; income that wasn't told apart is wages, or what varies.
fn source_ids(household: &Household) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for source in &household.sources {
        let id = if source.id == ALL_INCOME {
            as_one_source(household).to_owned()
        } else {
            source.id.clone()
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if household.sources.is_empty() && !household.income.is_zero() {
        ids.push(as_one_source(household).to_owned());
    }
    ids
}

/// The source that stands for income that wasn't told apart.
fn as_one_source(household: &Household) -> &'static str {
    if household.irregular {
        "varying"
    } else {
        "wages"
    }
}

fn stored_source(household: &Household, id: &str, kind: &Kind) -> Option<Value> {
    let named = |id: &str| household.sources.iter().find(|s| s.id == id);
    let months = kind == &Kind::Amounts;
    let is_one = as_one_source(household) == id;
    let source = named(id).or_else(|| named(ALL_INCOME).filter(|_| is_one));
    match source {
        Some(source) if months => {
            lines(&source.months).or_else(|| lines(std::slice::from_ref(&source.amount)))
        }
        Some(source) => Some(given(source.entry())),
        None if household.sources.is_empty() && !household.income.is_zero() && is_one => {
            if months {
                lines(std::slice::from_ref(&household.income))
            } else {
                Some(given(household.income))
            }
        }
        None => None,
    }
}

/// The groups picked: those the household has a line in. On the quick way every line was asked: there
/// a line of nothing says that the household has none of it, and a line's parts are picked for it.
fn groups(
    household: &Household,
    kind: &Kind,
    flow: &Questionnaire,
    categories: &Categories,
) -> Option<Value> {
    let Kind::Several(options) = kind else {
        return None;
    };
    let full = categories.is_full(household);
    let has = |id: &str| {
        let open = household.unknown.iter().any(|u| u == id);
        let mut lines = household.spending.iter();
        open || lines.any(|l| l.id == id && (full || !l.amount.is_zero()))
    };
    let has_whole = |id: &str| {
        let part = categories.get(id);
        let whole = part.and_then(|part| part.within.as_deref());
        let of_one_group =
            |whole: &&str| part.is_some_and(|part| categories.group_of(whole) == part.group);
        !full && whole.filter(of_one_group).is_some_and(has)
    };
    let has_line = |group: &String| {
        flow.entries.iter().any(|entry| {
            let of_group = entry.when.iter().any(|c| c.is.contains(group));
            let id = entry.question.id.strip_prefix("spending.");
            of_group && id.is_some_and(|id| has(id) || has_whole(id))
        })
    };
    Some(Value::Many(
        options.iter().filter(|g| has_line(g)).cloned().collect(),
    ))
}

fn resource(household: &Household, rest: &str) -> Option<Value> {
    let (word, member) = rest.split_once('.')?;
    let resource = household.resource(ResourceKind::from_word(word)?)?;
    let value = match member {
        "amount" => resource.amount.map(given),
        _ => resource.on.map(given),
    };
    value.or(Some(Value::Unknown))
}
