//! The book of words: every id has its words, and what is wrong in a file is named.

use super::BOOK;
use menshen::content::{ContentError, Library, load_conduct, load_texts, load_words};
use menshen::domain::coded::Coded;
use menshen::domain::words::{Folds, Groups, Phrase, PhraseFault};

#[test]
fn every_pattern_says_why_and_every_rule_what_to_ask() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let says = |key: String| assert!(texts.contains_key(key.as_str()), "{key}");
    let hours = BOOK.0.hours.as_ref().unwrap();
    let patterns = BOOK.0.patterns.iter().map(|p| (&p.id, &p.conduct));
    for (id, conduct) in patterns.chain([(&hours.id, &hours.conduct)]) {
        says(format!("words.why.{id}"));
        says(format!("words.ask.{conduct}"));
    }
    assert!(BOOK.0.patterns.len() > 25);
}

#[test]
fn guards_that_patterns_leave_out_are_there() {
    for pattern in &BOOK.0.patterns {
        for id in &pattern.unguarded {
            assert!(
                BOOK.0.guards.iter().any(|g| g.id == *id),
                "{}: {id}",
                pattern.id
            );
        }
    }
}

#[test]
fn what_is_wrong_in_a_file_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("words")).unwrap();
    let text = r#"checked = "yesterday"
[[guard]]
id = "a"
any = ["不"]
reach = "far"
[[pattern]]
id = "b"
conduct = "no-such-rule"
say = ["联系…@nobody", "…"]
[[pattern]]
id = "b"
conduct = "quiet-hours"
say = ["x"]
"#;
    std::fs::write(folder.path().join("words/own.toml"), text).unwrap();
    let mut library = Library::built_in();
    library.lay(folder.path()).unwrap();
    let (_, rules) = load_conduct(&library).unwrap();
    let refusal = load_words(&library, &|id| rules.contains_key(id)).unwrap_err();
    assert_eq!(refusal.code(), "content-rejected");
    let ContentError::Rejected(problems) = refusal else {
        panic!("not read");
    };
    let found: Vec<(usize, &str)> = problems.iter().map(|p| (p.line, p.code)).collect();
    for expected in [
        (1, "content-bad-date"),
        (5, "content-unknown-word"),
        (8, "content-unknown-entry"),
        (9, "content-unknown-word"),
        (9, "content-empty-text"),
        (11, "content-duplicate-id"),
    ] {
        assert!(found.contains(&expected), "{expected:?}: {found:?}");
    }
}

#[test]
fn an_own_pattern_replaces_the_one_with_its_id() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("words")).unwrap();
    let own = "checked = \"2026-11-21\"\n[[pattern]]\nid = \"violence\"\nconduct = \"no-threats-insults\"\nsay = [\"甲乙丙\"]\n";
    std::fs::write(folder.path().join("words/own.toml"), own).unwrap();
    let mut library = Library::built_in();
    library.lay(folder.path()).unwrap();
    let book = load_words(&library, &|_| true).unwrap();
    assert_eq!(book.patterns.len(), BOOK.0.patterns.len());
    let own = book.patterns.iter().find(|p| p.id == "violence").unwrap();
    assert_ne!(BOOK.0.patterns.first(), Some(own));
    assert!(own.near.is_empty() && own.unless.is_empty());
}

#[test]
fn phrases_that_say_nothing_are_refused() {
    let (groups, folds) = (Groups::new(), Folds::default());
    for text in ["", "…", "…天", "天…", " "] {
        let fault = Phrase::parse(text, &groups, &folds).unwrap_err();
        assert_eq!(fault, PhraseFault::Empty, "{text}");
    }
    let fault = Phrase::parse("@none", &groups, &folds).unwrap_err();
    assert_eq!(fault, PhraseFault::UnknownGroup("none".into()));
}
