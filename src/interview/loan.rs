//! The answers of `confirm` as a loan in the members of the reconciliation format.

use super::answers::{Answers, Value};
use super::flow::Kind;
use super::questionnaire::Questionnaire;
use super::reading::plain_form;
use crate::domain::loan::UNKNOWN;
use toml::{Table, Value as Toml};

/// The loan these answers describe. Questions under `ask` steer and are no members; what is unknown
/// or passed over is absent. Instalments said to be paid on schedule are left to the caller, who
/// has the schedule.
pub fn loan_table(answers: &Answers, flow: &Questionnaire) -> Table {
    let mut table = Table::new();
    for answered in answers.iter() {
        let Some(question) = flow.question(&answered.id) else {
            continue;
        };
        if answered.id.starts_with("ask.") {
            continue;
        }
        let Some(value) = member(&question.kind, &answered.value) else {
            continue;
        };
        // A short name is typed on commands later: full-width signs in it would never be found again.
        let value = match value {
            Toml::String(text) if answered.id == "id" => Toml::String(plain_form(&text)),
            value => value,
        };
        let path: Vec<&str> = answered.id.split('.').collect();
        insert(&mut table, &path, value);
    }
    if answers.given("ask.papers") == Some("plan") {
        table.insert("repayment".into(), Toml::from("rows"));
    }
    if answers.get("ask.charges") == Some(&Value::Unknown) {
        // Not knowing of charges isn't knowing that there are none.
        table.insert("charges_known".into(), Toml::Boolean(false));
    }
    if answers.get("ask.rate_unit") == Some(&Value::Unknown) {
        table.insert("rate".into(), Toml::from(UNKNOWN));
    }
    if answers.given("ask.default_interest") == Some("none") {
        table.insert("default_interest".into(), Toml::from("none"));
    }
    table
}

fn member(kind: &Kind, value: &Value) -> Option<Toml> {
    match (value, kind) {
        (Value::Given(text), Kind::YesNo) => Some(Toml::Boolean(text == "true")),
        (Value::Given(text), Kind::Count { .. }) => text.parse().ok().map(Toml::Integer),
        (Value::Given(text), _) => Some(Toml::from(text.as_str())),
        (Value::Many(lines), Kind::DatedAmounts) => Some(Toml::Array(
            lines
                .iter()
                .filter_map(|l| parts(l, &["on", "amount"]))
                .collect(),
        )),
        (Value::Many(lines), Kind::Rows) => Some(Toml::Array(
            lines
                .iter()
                .filter_map(|l| parts(l, &["due", "principal", "interest", "charges"]))
                .collect(),
        )),
        _ => None,
    }
}

/// A canonical line (`2026-08-05 300.00`) as a table of these members, as many as there are.
fn parts(line: &str, names: &[&str]) -> Option<Toml> {
    let mut table = Table::new();
    for (name, part) in names.iter().zip(line.split_whitespace()) {
        table.insert((*name).to_owned(), Toml::from(part));
    }
    (table.len() >= 2).then_some(Toml::Table(table))
}

/// Puts a value at a member path; a number in the path is a place in a list.
fn insert(table: &mut Table, path: &[&str], value: Toml) {
    match path {
        [] => {}
        [name] => {
            table.insert((*name).to_owned(), value);
        }
        [name, index, rest @ ..] if index.parse::<usize>().is_ok() => {
            let index: usize = index.parse().unwrap_or(0);
            let list = table
                .entry((*name).to_owned())
                .or_insert_with(|| Toml::Array(Vec::new()));
            if let Toml::Array(items) = list {
                while items.len() <= index {
                    items.push(Toml::Table(Table::new()));
                }
                if let Some(Toml::Table(inner)) = items.get_mut(index) {
                    insert(inner, rest, value);
                }
            }
        }
        [name, rest @ ..] => {
            let inner = table
                .entry((*name).to_owned())
                .or_insert_with(|| Toml::Table(Table::new()));
            if let Toml::Table(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
