//! Every code of the log has its words, and no words stand for a code that is gone.

use menshen::content::{Library, load_texts};
use menshen::render::texts::Texts;
use std::collections::BTreeSet;
use std::path::Path;

fn texts() -> Texts {
    Texts::new(load_texts(&Library::built_in(), "zh-CN").unwrap())
}

/// The words of a text without the blanks that laying out moves.
pub fn said(key: &str) -> String {
    texts().t(key).split_whitespace().collect()
}

#[test]
fn every_conduct_rule_and_every_visitor_has_words_in_an_entry() {
    let texts = texts();
    let book = menshen::content::RuleBook::load(&Library::built_in()).unwrap();
    for id in book.conduct.keys() {
        assert!(texts.has(&format!("log.word.conduct.{id}")), "{id}");
    }
    for role in menshen::domain::visit::VisitorRole::ALL {
        let word = role.word();
        assert!(texts.has(&format!("log.word.role.{word}")), "{word}");
    }
}

fn sources(path: &str) -> String {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path);
    if place.is_file() {
        return std::fs::read_to_string(place).unwrap();
    }
    let mut all = String::new();
    for entry in std::fs::read_dir(place).unwrap() {
        let name = entry.unwrap().file_name();
        all.push_str(&sources(&format!("{path}/{}", name.to_str().unwrap())));
    }
    all
}

/// The string literals that follow any of these beginnings of calls.
fn codes(source: &str, calls: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in calls {
        for rest in source.split(call).skip(1) {
            let Some(quoted) = rest.trim_start().strip_prefix('"') else {
                continue;
            };
            found.insert(quoted.split('"').next().unwrap().to_owned());
        }
    }
    assert!(!found.is_empty());
    found
}

fn worded(texts: &Texts, table: &str) -> BTreeSet<String> {
    let prefix = format!("{table}.");
    texts
        .keys()
        .filter_map(|k| k.strip_prefix(&prefix))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_fault_and_notice_has_its_words() {
    let texts = texts();
    let chain = sources("domain/chain");
    let read = sources("storage/log/read.rs");
    let shelf = sources("storage/attachments.rs");
    let mut faults = codes(
        &chain,
        &["Flaw::new(", "flaw_at(", "unexpected(", "self.note("],
    );
    faults.extend(codes(&read, &["add_fault("]));
    faults.extend(codes(&shelf, &["AttachmentCheck::Wrong("]));
    let notices: BTreeSet<String> = codes(&chain, &["self.notice(", "self.add_notice("])
        .into_iter()
        .chain(codes(&read, &["add_notice("]))
        // Said by the command alone: only it knows where its anchors came from.
        .chain(["anchors-from-own-list".to_owned()])
        .collect();
    assert_eq!(worded(&texts, "log.notice"), notices);
    assert_eq!(worded(&texts, "log.fault"), faults);
}

#[test]
fn every_problem_with_an_entry_has_its_words() {
    let texts = texts();
    let mut problems = codes(&sources("domain/evidence/check.rs"), &[".add("]);
    problems.extend(codes(
        &sources("domain/chain/json.rs"),
        &["Flaw::new(", ".note("],
    ));
    for types in ["text", "true-or-false", "number", "list", "object"] {
        problems.insert(format!("member-not-{types}"));
    }
    problems.insert("not-an-object".to_owned());
    assert_eq!(worded(&texts, "log.problem"), problems);
}

#[test]
fn every_error_has_a_message_and_a_remedy() {
    let texts = texts();
    let mut errors = codes(&sources("storage/log/error.rs"), &["=> "]);
    errors.extend(codes(&sources("storage/attachments/error.rs"), &["=> "]));
    errors.extend(codes(&sources("cli/log"), &["Failure::new("]));
    errors.extend(codes(&sources("cli/log.rs"), &["Failure::new("]));
    for code in errors {
        assert!(texts.has(&format!("errors.{code}.message")), "{code}");
        assert!(texts.has(&format!("errors.{code}.remedy")), "{code}");
    }
}
