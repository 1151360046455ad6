//! A stored loan as the answers `confirm` would have taken, and the loan again after they were
//! changed. What `confirm` doesn't ask is kept as it stands.

use super::answers::{Answers, Value};
use super::flow::Kind;
use super::loan::loan_table;
use super::questionnaire::Questionnaire;
use crate::domain::case::tree::{put_at, take_at, value_at};
use crate::domain::loan::TERMS;
use toml::{Table, Value as Toml};

/// The answers a stored loan stands for: one for every question whose fact it has, and those that
/// only steer. A fact that isn't stored is "don't know yet" where that may be said, else passed over.
pub fn stored_answers(loan: &Table, flow: &Questionnaire) -> Answers {
    let loan = with_charge_first(loan);
    let mut answers = Answers::new();
    for entry in &flow.entries {
        let question = &entry.question;
        let value = match question.id.strip_prefix("ask.") {
            Some(steer) => steering(steer, &loan).map(Value::Given),
            None => {
                let path: Vec<&str> = question.id.split('.').collect();
                value_at(&loan, &path).and_then(|v| answer(&question.kind, v))
            }
        };
        match value {
            Some(value) => answers.set(&question.id, value, None),
            None if question.unknown => answers.set(&question.id, Value::Unknown, None),
            None if !question.required => answers.set(&question.id, Value::Skipped, None),
            None => {}
        }
    }
    answers
}

/// The loan after a review: `answers` replace what `confirm` asks, all else of `old` stays.
pub fn reviewed(old: &Table, answers: &Answers, flow: &Questionnaire) -> Table {
    let new = loan_table(answers, flow);
    let mut loan = with_charge_first(old);
    let each_before = has_each(&loan);
    for entry in &flow.entries {
        let path: Vec<&str> = entry.question.id.split('.').collect();
        match path.as_slice() {
            ["ask" | "charges", ..] => {}
            path => {
                take_at(&mut loan, path);
            }
        }
    }
    for name in ["default_interest", "rate"] {
        if loan.get(name).is_some_and(Toml::is_str) {
            loan.remove(name);
        }
    }
    match answers.given("ask.papers") {
        Some("claim-only") => {
            for name in TERMS {
                loan.remove(name);
            }
            // Not asked on this way, and paid all the same.
            for name in ["repayments", "disputed_repayments"] {
                if let Some(paid) = old.get(name) {
                    loan.insert(name.into(), paid.clone());
                }
            }
        }
        // Beside the lender's own plan `confirm` asks for no rate: a stored one stays.
        Some("plan") => {
            let kept = |name: &str| old.get(name).filter(|_| !new.contains_key(name)).cloned();
            let same_default = steering("default_interest", old).as_deref()
                == answers.given("ask.default_interest");
            if let Some(rate) = kept("rate") {
                loan.insert("rate".into(), rate);
            }
            if let Some(default) = kept("default_interest").filter(|_| same_default) {
                loan.insert("default_interest".into(), default);
            }
        }
        _ => {}
    }
    if answers.given("ask.claim") == Some("false") {
        loan.remove("claim");
    }
    charges(&mut loan, &new, each_before, answers);
    if answers.given("ask.charges").is_some() {
        loan.remove("charges_known");
    }
    for (name, value) in &new {
        if name != "charges" {
            overlay(&mut loan, &[name], value);
        }
    }
    for list in ["repayments", "disputed_repayments"] {
        keep_marks(&mut loan, old, list);
    }
    loan
}

/// `confirm` asks about one charge, that with every instalment; it stands first here.
fn with_charge_first(loan: &Table) -> Table {
    let mut loan = loan.clone();
    if let Some(Toml::Array(items)) = loan.get_mut("charges") {
        items.sort_by_key(|item| item.get("each").is_none());
    }
    loan
}

fn has_each(loan: &Table) -> bool {
    value_at(loan, &["charges", "0", "each"]).is_some()
}

fn charges(loan: &mut Table, new: &Table, each_before: bool, answers: &Answers) {
    match (new.get("charges"), answers.given("ask.charges")) {
        (Some(Toml::Array(items)), _) => {
            let Some(Toml::Table(asked)) = items.first() else {
                return;
            };
            if each_before {
                for (name, value) in asked {
                    put_at(loan, &["charges", "0", name], value.clone());
                }
                return;
            }
            let mut all = vec![Toml::Table(asked.clone())];
            if let Some(Toml::Array(others)) = loan.remove("charges") {
                all.extend(others);
            }
            loan.insert("charges".into(), Toml::Array(all));
        }
        // Said to be none: only the charge that was asked about goes.
        (None, Some("false")) if each_before => {
            take_at(loan, &["charges", "0"]);
        }
        _ => {}
    }
}

/// Puts `value` over what stands at the path, member by member.
fn overlay(loan: &mut Table, path: &[&str], value: &Toml) {
    match value {
        Toml::Table(inner) => {
            for (name, value) in inner {
                let deeper: Vec<&str> = path.iter().copied().chain([name.as_str()]).collect();
                overlay(loan, &deeper, value);
            }
        }
        value => {
            put_at(loan, path, value.clone());
        }
    }
}

/// A line asks for a day and an amount; what else was stored with the same two stays with them.
fn keep_marks(loan: &mut Table, old: &Table, list: &str) {
    let (Some(Toml::Array(items)), Some(Toml::Array(before))) = (loan.get_mut(list), old.get(list))
    else {
        return;
    };
    let mut before: Vec<&Toml> = before.iter().collect();
    for item in items {
        let same =
            |b: &&Toml| b.get("on") == item.get("on") && b.get("amount") == item.get("amount");
        if let Some(place) = before.iter().position(same) {
            *item = before.remove(place).clone();
        }
    }
}

/// The answer of a question that only steers.
fn steering(id: &str, loan: &Table) -> Option<String> {
    let has = |name: &str| loan.contains_key(name);
    let member = |name: &str| loan.get(name).and_then(Toml::as_table);
    let one_of = |name: &str| member(name)?.keys().next().cloned();
    let answer = match id {
        "papers" => match loan.get("repayment").and_then(Toml::as_str) {
            Some("rows") => "plan",
            Some(_) => "terms",
            None => "claim-only",
        },
        "rate_unit" => return one_of("rate"),
        "charges" => {
            if has_each(loan) {
                "true"
            } else if loan.get("charges_known").and_then(Toml::as_bool) == Some(false) {
                return None;
            } else {
                // Charges that aren't there are none, by the members' own rule.
                "false"
            }
        }
        "default_interest" => match loan.get("default_interest") {
            Some(Toml::String(text)) => text,
            _ => return one_of("default_interest"),
        },
        "repaid" if has("repayments") => "list",
        "repaid" => "none",
        "claim" if has("claim") => "true",
        "claim" => "false",
        _ => return None,
    };
    Some(answer.to_owned())
}

fn answer(kind: &Kind, value: &Toml) -> Option<Value> {
    let text = |value: &Toml| match value {
        Toml::String(text) => Some(text.clone()),
        Toml::Boolean(flag) => Some(flag.to_string()),
        Toml::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    let names: &[&str] = match kind {
        Kind::DatedAmounts => &["on", "amount"],
        Kind::Rows => &["due", "principal", "interest", "charges"],
        _ => return text(value).map(Value::Given),
    };
    let line = |item: &Toml| {
        let parts: Vec<String> = names
            .iter()
            .filter_map(|name| item.get(name).and_then(text))
            .collect();
        parts.join(" ")
    };
    let lines: Vec<String> = value.as_array()?.iter().map(line).collect();
    Some(Value::Many(lines))
}
