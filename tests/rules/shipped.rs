//! The built-in book.

use chrono::NaiveDate;
use menshen::content::{ContentError, Library, RuleBook, load_conduct, load_law};
use menshen::domain::law::Confidence;
use std::path::Path;
use std::sync::LazyLock;

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| match RuleBook::load(&Library::built_in()) {
    Ok(book) => book,
    Err(ContentError::Rejected(problems)) => {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"));
    }
    Err(other) => panic!("{other}"),
});

pub fn book() -> &'static RuleBook {
    &BOOK
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_built_in_book_is_accepted() {
    let book = book();
    assert!(book.law.provisions().count() > 200);
    assert!(book.law.instruments().count() > 60);
    assert_eq!(book.law.successions().len(), 3);
    assert_eq!(book.conduct.len(), 18);
    assert!(book.channels.len() >= 12);
    assert!(book.myths.len() >= 40);
    assert_eq!(book.version, day("2026-11-21"));
    assert!(!book.changes.is_empty());
}

#[test]
fn the_parts_load_by_themselves() {
    let library = Library::built_in();
    let law = load_law(&library).unwrap();
    assert_eq!(law.provisions().count(), book().law.provisions().count());
    let (_, conduct) = load_conduct(&library).unwrap();
    assert_eq!(&conduct, &book().conduct);
}

#[test]
fn only_what_was_read_names_an_article() {
    for provision in book().law.provisions() {
        if provision.confidence == Confidence::Secondary {
            assert_eq!(provision.article, None, "{}", provision.id);
            assert!(provision.reports.is_some(), "{}", provision.id);
        }
    }
}

#[test]
fn every_kind_of_lender_has_a_route() {
    for kind in [
        "bank",
        "consumer-finance",
        "micro-loan",
        "private-person",
        "unlicensed-business",
        "unknown",
    ] {
        let route = book().route_for_lender(kind);
        assert!(route.is_some_and(|r| !r.steps.is_empty()), "{kind}");
    }
    let in_danger = &book().routes["danger"];
    assert_eq!(in_danger.steps[0], "110");
}

#[test]
fn every_hotline_a_person_may_need_is_there_and_no_lender_number() {
    let mut lines: Vec<&str> = book()
        .channels
        .values()
        .filter_map(|c| c.hotline.as_deref())
        .collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "110", "120", "12315", "12321", "12345", "12348", "12356", "12363", "12368", "12377",
            "12378", "96110"
        ]
    );
}

/// Everything that rests on one report stands in a list, so that none is relied on unnoticed.
/// When it changes on purpose: `MENSHEN_WRITE_EXPECTED=1 cargo test one_report`.
#[test]
fn what_rests_on_one_report_is_listed() {
    let book = book();
    let lines: Vec<String> = book
        .on_one_report(book.version)
        .into_iter()
        .map(|entry| match entry.instrument {
            Some(instrument) => format!("{} {} ({instrument})", entry.kind, entry.id),
            None => format!("{} {}", entry.kind, entry.id),
        })
        .collect();
    let got = lines.join("\n") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/one-report.txt");
    if std::env::var_os("MENSHEN_WRITE_EXPECTED").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    assert_eq!(got, std::fs::read_to_string(&path).unwrap());
}
