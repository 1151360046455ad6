//! Contacts counted over a log: figures by hand, the second reckoning in Python, the command.

mod by_hand;
mod command;
mod pictures;
mod reference;
mod times;

use menshen::content::{Library, load_conduct};
use menshen::domain::conduct::count::{ConductCount, Wanted, count};
use menshen::domain::conduct::{ConductRule, Lenders};
use menshen::domain::evidence::{Recorded, overlaid};
use menshen::domain::law::LawBook;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The rules and the law of the built-in book.
pub static BOOK: LazyLock<(LawBook, BTreeMap<String, ConductRule>)> =
    LazyLock::new(|| load_conduct(&Library::built_in()).expect("the built-in book is sound"));

/// A log of these contents, numbered from 1, counted whole.
pub fn counted(contents: &[Value], lenders: &Lenders) -> ConductCount {
    let lines = contents.iter().enumerate().map(|(i, content)| Recorded {
        seq: i as u64 + 1,
        recorded_at: "2026-11-21T10:00:00+08:00".to_owned(),
        hash: None,
        content: content.as_object().cloned(),
    });
    let (law, rules) = &*BOOK;
    count(
        &overlaid(lines.collect()),
        rules,
        law,
        lenders,
        &Wanted::default(),
    )
}
