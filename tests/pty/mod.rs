//! The binary in a real pseudo-terminal: asserted on the screen a person sees.

mod call;
mod confirm;
mod editor;
mod kind;
mod leaving;
mod letter;
mod letter_kinds;
mod log_add;
mod manners;
mod negotiation;
mod plan;
mod resume;
mod secret;
mod sent;
mod visit;
mod visit_live;

use crate::support::Home;
use std::path::Path;

/// A case file as a table.
fn case_file(home: &Home, case: &str) -> toml::Table {
    let text = std::fs::read_to_string(home.case(case).join("case.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// The answers in a draft, by question id, as they are kept.
fn draft(path: &Path) -> Vec<(String, serde_json::Value)> {
    let text = std::fs::read_to_string(path).unwrap();
    let draft: serde_json::Value = serde_json::from_str(&text).unwrap();
    draft["answers"]["list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["id"].as_str().unwrap().to_owned(), a["value"].clone()))
        .collect()
}

/// The one value kept for a question.
fn kept(path: &Path, id: &str) -> serde_json::Value {
    draft(path)
        .into_iter()
        .find(|(found, _)| found == id)
        .unwrap_or_else(|| panic!("no answer to {id}"))
        .1
}
