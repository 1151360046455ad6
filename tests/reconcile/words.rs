//! Every code that can come out has words, and the words take the values they are given.

use super::{BOOK, loan};
use menshen::content::{Library, RuleBook, load_texts};
use menshen::domain::ceiling::REASONS_FOUND;
use menshen::domain::coded::args;
use menshen::domain::loan::{CODES, LoanProblem};
use menshen::domain::statement::{FINDING_CODES, Options, Statement, reconcile};
use menshen::render::texts::Texts;
use std::path::Path;

fn texts() -> Texts {
    Texts::new(load_texts(&Library::built_in(), "zh-CN").expect("texts are sound"))
}

fn assert_words<'a>(texts: &Texts, key: &str, values: impl Iterator<Item = (&'a str, &'a str)>) {
    let said = texts.say(key, values);
    assert!(!said.starts_with('[') && !said.is_empty(), "{said}");
}

#[test]
fn every_code_has_words() {
    let texts = texts();
    let mut missing = Vec::new();
    let mut need = |key: String| {
        if !texts.has(&key) {
            missing.push(key);
        }
    };
    for code in FINDING_CODES {
        for part in ["title", "text", "next"] {
            need(format!("findings.{code}.{part}"));
        }
        assert!(
            BOOK.finding_citations.contains_key(*code),
            "{code} has no line of citations"
        );
    }
    let parameter = [
        "parameter-unknown",
        "parameter-gap",
        "parameter-past-last-verified",
        "parameter-conflict",
    ];
    for code in CODES.iter().chain(&parameter) {
        need(format!("errors.{code}.message"));
        need(format!("errors.{code}.remedy"));
    }
    for rule in &BOOK.ceilings {
        need(format!("ceilings.{}.name", rule.id));
    }
    for why in REASONS_FOUND {
        need(format!("ceilings.why.{why}"));
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn problems_can_be_said() {
    let texts = texts();
    for code in CODES {
        let problem = LoanProblem::new(code, "rate")
            .with("as_of", "2026-11-21")
            .with("line", 3)
            .with("options", "a, b");
        for part in ["message", "remedy"] {
            let values = problem.args.iter().map(|(k, v)| (*k, v.as_str()));
            assert_words(&texts, &format!("errors.{code}.{part}"), values);
        }
    }
}

fn statements() -> Vec<Statement> {
    let options = Options {
        explain: true,
        schedule: true,
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/reconcile");
    let mut found = Vec::new();
    for folder in [
        "worked",
        "shapes",
        "money",
        "orders",
        "deduction",
        "cost",
        "claims",
        "findings",
    ] {
        for entry in std::fs::read_dir(root.join(folder)).expect("vectors") {
            let path = entry.expect("readable").path();
            if path.extension().is_some_and(|e| e == "toml") {
                let toml = std::fs::read_to_string(path).expect("readable");
                found.push(reconcile(&loan(&toml), &BOOK, &options));
            }
        }
    }
    found
}

#[test]
fn every_finding_is_drawn_somewhere_and_can_be_said() {
    let texts = texts();
    let mut seen = std::collections::BTreeSet::new();
    for statement in statements() {
        for finding in &statement.findings {
            seen.insert(finding.code);
            for part in ["title", "text", "next"] {
                let values = finding.args.iter().map(|(k, v)| (*k, v.as_str()));
                assert_words(&texts, &format!("findings.{}.{part}", finding.code), values);
            }
        }
        for step in &statement.working {
            let values = step.args.iter().map(|(k, v)| (*k, v.as_str()));
            assert_words(&texts, &format!("working.{}", step.code), values);
        }
    }
    let all: std::collections::BTreeSet<&str> = FINDING_CODES.iter().copied().collect();
    assert_eq!(seen, all, "a finding no vector draws, or one not listed");
}

#[test]
fn a_missing_fact_is_named_in_words() {
    let texts = texts();
    for member in [
        "default_interest",
        "rate",
        "platform_assisted",
        "lender_kind",
        "filed_on",
        "contract_amount",
        "disbursed_on",
        "repayment",
        "charges",
        "repayments",
    ] {
        let title = texts.say(
            "findings.fact-missing.title",
            args([("member", member.to_owned())]),
        );
        assert!(!title.contains(member), "{title}");
    }
}

#[test]
fn every_citation_is_a_provision_of_the_rule_book() {
    let rules = RuleBook::load(&Library::built_in()).expect("sound");
    let reasons = BOOK.ceilings.iter().flat_map(|c| {
        let bounds = c.contract_from.iter().chain(&c.contract_to).map(|(_, r)| r);
        c.lenders.values().chain(bounds).flat_map(|r| &r.citations)
    });
    let cited = BOOK
        .finding_citations
        .values()
        .flatten()
        .chain(BOOK.ceilings.iter().flat_map(|c| &c.citations))
        .chain(reasons)
        .chain(BOOK.parameters.iter().flat_map(|p| &p.citations))
        .chain(&BOOK.statutory_order.citations)
        .chain(&BOOK.lender_order.citations);
    let mut count = 0;
    for id in cited {
        assert!(rules.knows(id), "{id} is in no file of the rule book");
        count += 1;
    }
    assert!(count > 40, "only {count} citations");
}
