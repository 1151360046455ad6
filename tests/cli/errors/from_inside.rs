//! Errors that nothing a person does from outside provokes on this machine.

use super::How;
use menshen::cli::Failure;
use menshen::content::{Library, RuleBook, load_legal_book};
use menshen::domain::evidence::Content;
use menshen::domain::law::LawBook;
use menshen::domain::parameter::{Dated, Parameters};
use menshen::storage::attachments::AttachmentError;
use menshen::storage::log::{Log, Surroundings};
use serde_json::json;

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "attachment-stopped",
        How::Inside(|| AttachmentError::Stopped("录音.amr".into()).into()),
    ),
    ("law-conflict", How::Inside(law_conflict)),
    (
        "law-gap",
        How::Inside(|| subject("no-contact-order", "2025-06-01")),
    ),
    (
        "law-instrument-unknown",
        How::Inside(|| book().law.instrument("none").unwrap_err().into()),
    ),
    (
        "law-provision-unknown",
        How::Inside(|| book().law.provision("CC-0").unwrap_err().into()),
    ),
    (
        "law-subject-unknown",
        How::Inside(|| subject("none", "2026-01-01")),
    ),
    ("log-no-random", How::Inside(no_random)),
    ("parameter-conflict", How::Inside(parameter_conflict)),
    (
        "parameter-gap",
        How::Inside(|| parameter("lpr-1y", "2019-01-01")),
    ),
    (
        "parameter-past-last-verified",
        How::Inside(|| parameter("lpr-1y", "2030-01-01")),
    ),
    (
        "parameter-unknown",
        How::Inside(|| parameter("none", "2026-01-01")),
    ),
];

fn book() -> RuleBook {
    RuleBook::load(&Library::built_in()).unwrap()
}

fn subject(id: &str, on: &str) -> Failure {
    book()
        .law
        .on_subject(id, on.parse().unwrap())
        .unwrap_err()
        .into()
}

/// The loader refuses a book with a conflict, so one is made by hand.
fn law_conflict() -> Failure {
    let book = book();
    let instrument = book.law.instrument("civil-code").unwrap().clone();
    let mut one = book.law.provision("CC-670").unwrap().clone();
    one.subjects = vec!["same".into()];
    let mut other = one.clone();
    other.id = "CC-670b".into();
    let broken = LawBook::new([instrument], [one, other], Vec::new());
    broken
        .on_subject("same", "2026-01-01".parse().unwrap())
        .unwrap_err()
        .into()
}

fn parameter(id: &str, on: &str) -> Failure {
    let book = load_legal_book(&Library::built_in()).unwrap();
    book.parameters
        .value(id, on.parse().unwrap())
        .unwrap_err()
        .into()
}

fn parameter_conflict() -> Failure {
    let book = load_legal_book(&Library::built_in()).unwrap();
    let mut parameter = book.parameters.get("lpr-1y").unwrap().clone();
    let first = parameter.values[0].clone();
    parameter.values.push(Dated {
        to: Some(first.from),
        ..first.clone()
    });
    let broken = Parameters::new([parameter]);
    broken.value("lpr-1y", first.from).unwrap_err().into()
}

fn no_random() -> Failure {
    let folder = tempfile::tempdir().unwrap();
    let entry = json!({"kind": "note", "occurred_at": "2026-11-20", "summary": "x"});
    let entry = Content::check(entry.as_object().unwrap().clone()).unwrap();
    let mut around = Surroundings {
        now: &mut || 1_795_000_000,
        random: &mut |_| false,
    };
    let error = Log::of_case(folder.path())
        .append(&[entry], false, &mut around)
        .unwrap_err();
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|e| {
                e.as_ref()
                    .unwrap()
                    .path()
                    .extension()
                    .is_none_or(|x| x != "lock")
            })
            .count(),
        0
    );
    error.into()
}
