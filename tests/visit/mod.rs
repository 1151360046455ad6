//! The door.

mod after;
mod ahead;
mod answers;
mod appraisal;
mod cards;
mod command;
mod content;
mod credentials;
mod entry;
mod flow;
mod frightened;
mod live;
mod rehearse;
mod widths;

use menshen::content::{Library, load_cards, load_door, load_texts};
use menshen::domain::visit::Visit;
use menshen::interview::door::{Card, Door, DoorFlow, read_answers};
use menshen::render::texts::Texts;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn door() -> Door {
    load_door(&Library::built_in()).unwrap()
}

fn cards() -> BTreeMap<String, Card> {
    load_cards(&Library::built_in()).unwrap()
}

fn texts() -> Texts {
    Texts::new(load_texts(&Library::built_in(), "zh-CN").unwrap())
}

fn vectors() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/visit")
}

fn vector(name: &str) -> String {
    std::fs::read_to_string(vectors().join(name)).unwrap()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// The visit an answers file tells of.
fn visit_of(text: &str) -> Visit {
    let door = door();
    let file = read_answers(&door, text).unwrap();
    let flow = DoorFlow::new(&door, file.arrived);
    flow.visit(&file.answers, day("2026-11-21")).unwrap()
}

/// Answers of a visit that ended with a call of the police.
fn vector_danger() -> &'static str {
    "danger = \"yes\"\ncall-110 = \"called\"\nwaiting = \"gone\"\nafter = \"fine\"\nalready = [\"paid\", \"let-in\"]\n"
}
