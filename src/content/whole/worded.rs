//! Every question, card and screen has its words, and every text of a letter can be filled.

use super::raw::{line, tables, text, texts, with_top};
use crate::content::library::{Library, Source};
use crate::content::problem::Problems;
use std::collections::BTreeMap;

type Words = BTreeMap<String, String>;

/// Adds a problem for each text that is missing or isn't a template.
pub(super) fn check(library: &Library, words: &Words, problems: &mut Problems) {
    for source in in_use(library.folder("flows")) {
        flow(&source, words, problems);
    }
    for source in library.folder("budget") {
        budget(&source, words, problems);
    }
    for source in library.folder("cards") {
        cards(&source, words, problems);
    }
    for source in library.folder("replies") {
        replies(&source, words, problems);
    }
    for source in library.folder("tone") {
        tone(&source, words, problems);
    }
    for source in library.folder("visit") {
        screens(&source, words, problems);
    }
    for source in in_use(library.folder("letters")) {
        letter(&source, problems);
    }
}

/// Where a later layer replaces a file whole, the latest.
pub(super) fn in_use(sources: Vec<Source>) -> Vec<Source> {
    let mut by_path: BTreeMap<String, Source> = BTreeMap::new();
    for source in sources {
        by_path.insert(source.path.clone(), source);
    }
    by_path.into_values().collect()
}

fn needs(source: &Source, words: &Words, key: String, offset: usize, problems: &mut Problems) {
    if !words.contains_key(&key) {
        let at = line(source, offset);
        problems.add(&source.path, at, "content-text-missing", key);
    }
}

fn flow(source: &Source, words: &Words, problems: &mut Problems) {
    with_top(source, |top| {
        let flow = text(top, "id").map_or("", |(id, _)| id);
        for question in tables(top, "question") {
            let Some((id, at)) = text(question, "id") else {
                continue;
            };
            let own = text(question, "text").map(|(key, _)| key.to_owned());
            let key = own.unwrap_or_else(|| format!("{flow}.{id}"));
            needs(source, words, format!("{key}.ask"), at, problems);
            for (option, at) in texts(question, "options") {
                let key = format!("{key}.options.{option}");
                needs(source, words, key, at, problems);
            }
        }
    });
}

fn budget(source: &Source, words: &Words, problems: &mut Problems) {
    with_top(source, |top| {
        for group in tables(top, "group") {
            if let Some((id, at)) = text(group, "id") {
                needs(source, words, format!("budget.group.{id}"), at, problems);
            }
        }
        for category in tables(top, "category") {
            if let Some((id, at)) = text(category, "id") {
                let key = format!("plan.spending.{id}.short");
                needs(source, words, key, at, problems);
            }
        }
    });
}

fn cards(source: &Source, words: &Words, problems: &mut Problems) {
    with_top(source, |top| {
        for card in tables(top, "card") {
            let Some((id, at)) = text(card, "id") else {
                continue;
            };
            needs(source, words, format!("cards.{id}.title"), at, problems);
            for (name, at) in texts(card, "lines") {
                needs(source, words, format!("cards.{id}.{name}"), at, problems);
            }
        }
    });
}

fn replies(source: &Source, words: &Words, problems: &mut Problems) {
    with_top(source, |top| {
        for group in tables(top, "group") {
            if let Some((id, at)) = text(group, "id") {
                needs(source, words, format!("replies.group.{id}"), at, problems);
            }
            for (id, at) in texts(group, "replies") {
                for part in ["says", "answer"] {
                    needs(source, words, format!("replies.{id}.{part}"), at, problems);
                }
            }
        }
    });
}

fn tone(source: &Source, words: &Words, problems: &mut Problems) {
    with_top(source, |top| {
        for word in tables(top, "word") {
            if let Some((reason, at)) = text(word, "reason") {
                for part in ["why", "how"] {
                    needs(source, words, format!("tone.{part}.{reason}"), at, problems);
                }
            }
        }
    });
}

fn screens(source: &Source, words: &Words, problems: &mut Problems) {
    with_top(source, |top| {
        for node in tables(top, "node") {
            let Some((id, at)) = text(node, "id") else {
                continue;
            };
            let key = |part: &str| format!("visit.door.{id}.{part}");
            needs(source, words, key("ask"), at, problems);
            needs(source, words, key("say"), at, problems);
            for option in tables(node, "option") {
                if let Some((option, at)) = text(option, "id") {
                    let key = key(&format!("options.{option}"));
                    needs(source, words, key, at, problems);
                }
            }
        }
    });
}

fn letter(source: &Source, problems: &mut Problems) {
    let engine = minijinja::Environment::new();
    with_top(source, |top| {
        for clause in tables(top, "clause") {
            let id = text(clause, "id").map_or("", |(id, _)| id);
            for member in ["text", "gloss", "online", "sms", "script"] {
                let Some((template, at)) = text(clause, member) else {
                    continue;
                };
                if engine.template_from_str(template).is_err() {
                    let at = line(source, at);
                    let detail = format!("{id}.{member}");
                    problems.add(&source.path, at, "content-text-not-a-template", detail);
                }
            }
        }
    });
}
