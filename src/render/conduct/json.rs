//! The count for a program: the domain's own members, with the words beside them. Numbers of callers
//! are hidden but for their ends, as everywhere by default.

use super::Told;
use crate::domain::conduct::count::Certainty;
use crate::domain::evidence::masked_numbers;
use serde_json::{Value, json};

/// One object.
pub fn json(told: &Told<'_>, as_of: &str) -> Value {
    let mut count = serde_json::to_value(told.count).unwrap_or_default();
    hide(&mut count);
    let findings: Vec<Value> = told
        .findings()
        .into_iter()
        .map(|finding| {
            json!({
                "rule": finding.rule,
                "title": finding.title,
                "says": finding.says,
                "days": finding.days,
                "sources": finding.sources,
                "voice": finding.voice,
                "caution": finding.caution,
                "sentence": finding.sentence,
            })
        })
        .collect();
    let open: Vec<Value> = told
        .open()
        .into_iter()
        .map(|open| json!({"question": open.question, "command": open.command}))
        .collect();
    json!({
        "ok": true,
        "as_of": as_of,
        "certain": told.count.number_of(Certainty::Certain),
        "possible": told.count.number_of(Certainty::Possible),
        "summary": told.summary(),
        "findings": findings,
        "open": open,
        "count": count,
    })
}

/// Hides what may be a number of somebody's, wherever it stands.
fn hide(value: &mut Value) {
    match value {
        Value::String(text) => *text = masked_numbers(text),
        Value::Array(list) => list.iter_mut().for_each(hide),
        Value::Object(members) => members.values_mut().for_each(hide),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
