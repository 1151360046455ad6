//! The rule book of notices: every id used has its words, and the flows fit the rules.

use super::notices::book;
use crate::support::TEXTS;
use menshen::content::{Library, load_flow};
use menshen::domain::agreement::POINTS;
use menshen::domain::notice::{NAME_SIGNS, Rule};
use menshen::interview::flow::Kind;
use std::collections::BTreeSet;

fn missing_words(rules: &[Rule], findings: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for rule in rules {
        keys.push(format!("{findings}.{}", rule.id));
        keys.extend(rule.steps.iter().map(|s| format!("notice.step.{s}")));
        keys.extend(rule.avoid.iter().map(|s| format!("notice.avoid.{s}")));
    }
    keys.retain(|key| !TEXTS.has(key));
    keys
}

#[test]
fn every_sign_finding_step_and_warning_has_words() {
    let book = book();
    let mut missing = missing_words(&book.rules, "notice.finding");
    missing.extend(missing_words(&book.payee_rules, "payee.finding"));
    let signs = book.signs.signs.iter();
    missing.extend(
        signs
            .map(|s| format!("notice.sign.{}", s.id))
            .filter(|key| !TEXTS.has(key)),
    );
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_words_stand_for_a_finding_that_is_gone() {
    let book = book();
    let known: BTreeSet<String> = book
        .rules
        .iter()
        .map(|r| format!("notice.finding.{}", r.id))
        .chain(
            book.payee_rules
                .iter()
                .map(|r| format!("payee.finding.{}", r.id)),
        )
        .collect();
    let idle: Vec<&str> = TEXTS
        .keys()
        .filter(|k| k.starts_with("notice.finding.") || k.starts_with("payee.finding."))
        .filter(|k| !known.contains(*k))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn the_signs_of_a_payment_are_answers_of_its_flow() {
    let flow = load_flow(&Library::built_in(), "check-payee").unwrap();
    let mut answers: BTreeSet<String> = NAME_SIGNS.iter().map(|s| (*s).to_owned()).collect();
    for entry in &flow.entries {
        let question = &entry.question;
        let mut words = match &question.kind {
            Kind::Choice(options) => options.clone(),
            Kind::YesNo => vec!["true".to_owned(), "false".to_owned()],
            _ => Vec::new(),
        };
        words.extend(["unknown".to_owned(), "skipped".to_owned()]);
        answers.extend(words.iter().map(|w| format!("{}={w}", question.id)));
    }
    for rule in &book().payee_rules {
        for sign in rule.all.iter().chain(&rule.any).chain(&rule.none) {
            assert!(answers.contains(sign), "{}: {sign}", rule.id);
        }
    }
}

#[test]
fn every_point_of_an_agreement_is_asked_and_has_words() {
    let flow = load_flow(&Library::built_in(), "check-agreement").unwrap();
    for point in POINTS {
        let id = format!("agreement.{}", point.replace('-', "_"));
        assert!(flow.question(&id).is_some(), "{id}");
        for part in ["short", "why", "ask"] {
            assert!(
                TEXTS.has(&format!("agreement.point.{point}.{part}")),
                "{point}.{part}"
            );
        }
    }
    for flow in ["check-payee", "check-agreement"] {
        for entry in load_flow(&Library::built_in(), flow).unwrap().entries {
            let question = entry.question;
            for part in ["short", "ask", "why"] {
                assert!(
                    TEXTS.has(&format!("{}.{part}", question.text)),
                    "{}",
                    question.text
                );
            }
            if question.unknown {
                assert!(
                    TEXTS.has(&format!("{}.fetch", question.text)),
                    "{}",
                    question.text
                );
            }
            if let Kind::Choice(options) = question.kind {
                for option in options {
                    let key = format!("{}.options.{option}", question.text);
                    assert!(TEXTS.has(&key), "{key}");
                }
            }
        }
    }
}

#[test]
fn nothing_said_calls_anything_genuine_or_anyone_a_criminal() {
    let families = [
        "notice.",
        "payee.",
        "agreement.",
        "check-payee.",
        "check-agreement.",
    ];
    let forbidden = [
        "是真的法院",
        "属实",
        "诈骗分子",
        "骗子",
        "犯罪分子",
        "老赖",
        "停息挂账",
        "反催收",
        "放心付款",
        "可以付款",
    ];
    for key in TEXTS
        .keys()
        .filter(|k| families.iter().any(|f| k.starts_with(f)))
    {
        let text = TEXTS.get(key).unwrap();
        for word in forbidden {
            assert!(!text.contains(word), "{key}: {word}");
        }
    }
}
