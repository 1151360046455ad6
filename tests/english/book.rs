//! Every word of the book that people read has its English, laid beside it by kind, id and member.

use super::{is_han, unquoted};
use menshen::content::{BuiltInTexts, LANGUAGES, Library, RuleBook, load_law};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// What a kind's entries say, and under which name they stand in their files; without one a file is an
/// entry.
const KINDS: [(&str, &[&str], &[&str]); 9] = [
    (
        "law",
        &["instrument", "provision", "map"],
        &[
            "title", "short", "issuer", "note", "article", "caution", "zh",
        ],
    ),
    (
        "conduct",
        &["rule"],
        &["name", "zh", "qualifiers", "complaint", "say", "caution"],
    ),
    (
        "channels",
        &["channel", "route"],
        &["name", "zh", "caution", "needs", "clock", "refuses"],
    ),
    ("cards", &["myth"], &["said", "so", "why"]),
    ("parameters", &[], &["source"]),
    ("deadlines", &[], &["source"]),
    ("ceilings", &["ceiling"], &["source"]),
    ("guesses", &["guess"], &["why"]),
    ("calendars", &["rest_days"], &["zh"]),
];

fn says_chinese(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().any(is_han),
        Value::Array(list) => list.iter().any(says_chinese),
        _ => false,
    }
}

/// The keys the book's own words ask for.
fn asked() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut entry = |kind: &str, members: &[&str], entry: &Table| {
        let id = entry.get("id").or_else(|| entry.get("member"));
        let id = id.and_then(Value::as_str).unwrap().to_owned();
        for member in members {
            let sibling = *member == "zh" && entry.contains_key("en");
            if !sibling && entry.get(*member).is_some_and(says_chinese) {
                keys.insert(format!("rule-book.{kind}.{id}.{member}"));
            }
        }
    };
    let library = Library::built_in();
    for (kind, tables, members) in KINDS {
        for source in library.folder(kind) {
            let file: Table = toml::from_str(&source.text).unwrap();
            if tables.is_empty() {
                entry(kind, members, &file);
            }
            for table in tables {
                let list = file.get(*table).and_then(Value::as_array);
                for one in list.into_iter().flatten() {
                    entry(kind, members, one.as_table().unwrap());
                }
            }
        }
    }
    for source in library.file("changes.toml") {
        let file: Table = toml::from_str(&source.text).unwrap();
        for change in file["change"].as_array().unwrap() {
            entry("changes", &["zh"], change.as_table().unwrap());
        }
    }
    keys
}

#[test]
fn every_word_of_the_book_has_its_english_and_no_other_is_kept() {
    let english = BuiltInTexts::of("en");
    let kept: BTreeSet<String> = english
        .keys()
        .filter(|key| key.starts_with("rule-book."))
        .map(str::to_owned)
        .collect();
    let asked = asked();
    assert!(asked.len() > 500, "only {}", asked.len());
    let missing: Vec<&String> = asked.difference(&kept).collect();
    let stale: Vec<&String> = kept.difference(&asked).collect();
    assert!(missing.is_empty(), "missing {missing:#?}");
    assert!(stale.is_empty(), "stale {stale:#?}");
}

#[test]
fn a_list_has_as_many_parts_in_english() {
    let english = RuleBook::load(&Library::built_in().in_language("en")).unwrap();
    let chinese = RuleBook::load(&Library::built_in()).unwrap();
    for (id, rule) in &chinese.conduct {
        assert_eq!(
            rule.qualifiers.len(),
            english.conduct[id].qualifiers.len(),
            "{id}"
        );
    }
    for (id, channel) in &chinese.channels {
        assert_eq!(
            channel.needs.len(),
            english.channels[id].needs.len(),
            "{id}"
        );
        assert_eq!(
            channel.refuses.len(),
            english.channels[id].refuses.len(),
            "{id}"
        );
    }
}

#[test]
fn what_is_known_from_reports_says_so_in_english_too() {
    let law = load_law(&Library::built_in()).unwrap();
    let mut wrong = Vec::new();
    for provision in law.provisions() {
        let says = provision.en.to_lowercase();
        if provision.reports.is_some() && !["report", "commentary"].iter().any(|w| says.contains(w))
        {
            wrong.push(format!("{}: {}", provision.id, provision.en));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_english_book_keeps_chinese_only_in_titles_and_in_what_is_said() {
    let english = BuiltInTexts::of("en");
    let said = [".say", ".complaint", ".caution", ".so", ".why"];
    let wrong: Vec<&str> = english
        .keys()
        .filter(|key| key.starts_with("rule-book.") && !said.iter().any(|end| key.ends_with(end)))
        .filter(|key| unquoted(english.get(key).unwrap()).chars().any(is_han))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reference_is_read_as_it_is_written() {
    let library = Library::built_in().in_language("en");
    let again = RuleBook::load(&library.in_language(LANGUAGES[0])).unwrap();
    let rule = &again.conduct["quiet-hours"];
    assert!(rule.zh.chars().any(is_han) && !rule.en.chars().any(is_han));
}
