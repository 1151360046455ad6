//! Both languages hold the same keys, the same facts and the same conditions.

use super::{is_han, unquoted};
use menshen::content::{BuiltInTexts, LANGUAGES, Library, load_texts};
use std::collections::{BTreeMap, BTreeSet};

const ALLOWED: &str = include_str!("../vectors/english/chinese-allowed.txt");

fn texts(lang: &str) -> BTreeMap<String, String> {
    let mut texts = load_texts(&Library::built_in(), lang).unwrap();
    texts.retain(|key, _| !key.starts_with("rule-book."));
    texts
}

/// The names a text is filled with and those its conditions ask.
fn names(text: &str) -> BTreeSet<String> {
    let engine = minijinja::Environment::new();
    let template = engine.template_from_str(text).unwrap();
    template.undeclared_variables(false).into_iter().collect()
}

#[test]
fn both_languages_have_the_same_keys() {
    let [chinese, english] = LANGUAGES.map(texts);
    let only = |here: &BTreeMap<String, String>, there: &BTreeMap<String, String>| {
        let lacking = here.keys().filter(|key| !there.contains_key(*key));
        lacking.cloned().collect::<Vec<String>>()
    };
    assert!(chinese.len() > 6000, "only {}", chinese.len());
    assert_eq!(only(&chinese, &english), Vec::<String>::new());
    assert_eq!(only(&english, &chinese), Vec::<String>::new());
}

#[test]
fn both_languages_use_the_same_facts() {
    let [chinese, english] = LANGUAGES.map(texts);
    let mut wrong = Vec::new();
    for (key, text) in &chinese {
        let (here, there) = (names(text), names(&english[key]));
        if here != there {
            wrong.push(format!("{key}: {here:?} {there:?}"));
        }
        if english[key].trim().is_empty() && !text.trim().is_empty() {
            wrong.push(format!("{key}: empty"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_texts_hold_chinese_only_where_it_is_typed_matched_or_said() {
    let allowed: BTreeSet<&str> = ALLOWED.lines().filter(|l| !l.starts_with('#')).collect();
    let held: BTreeSet<String> = texts("en")
        .into_iter()
        .filter(|(_, text)| unquoted(text).chars().any(is_han))
        .map(|(key, _)| key)
        .collect();
    let held: BTreeSet<&str> = held.iter().map(String::as_str).collect();
    assert_eq!(held, allowed);
}

#[test]
fn english_is_laid_out_by_the_build_as_it_is_read() {
    let read = load_texts(&Library::built_in(), "en").unwrap();
    let laid_out = BuiltInTexts::of("en");
    assert_eq!(laid_out.keys().count(), read.len());
    for (key, text) in &read {
        assert_eq!(laid_out.get(key), Some(text.as_str()), "{key}");
    }
}
