//! Rule-book files that are wrong are refused with their place; a folder laid over replaces by id.

use menshen::content::{ContentError, Library, load_legal_book, load_parameters};
use std::path::Path;

fn laid_over(path: &str, text: &str) -> Library {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(path);
    std::fs::create_dir_all(file.parent().expect("a parent")).expect("made");
    std::fs::write(&file, text).expect("written");
    let mut library = Library::built_in();
    library.lay(folder.path()).expect("readable");
    library
}

fn refused(path: &str, text: &str) -> Vec<(&'static str, String)> {
    match load_legal_book(&laid_over(path, text)) {
        Err(ContentError::Rejected(problems)) => {
            assert!(problems.iter().all(|p| p.file == path), "{problems:?}");
            problems.into_iter().map(|p| (p.code, p.detail)).collect()
        }
        other => panic!("accepted: {other:?}"),
    }
}

fn built_in(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    std::fs::read_to_string(root.join(path)).expect("a content file")
}

const PARAMETER: &str = r#"
id = "x"
unit = "times"
source = "-"
force = "practice"
confidence = "secondary"
checked = "2026-11-21"
values = [{ from = "2020-01-01", to = "2020-12-31", value = "1" }, { from = "2021-01-01", value = "2" }]
"#;

#[test]
fn a_sound_file_is_taken() {
    let book = load_legal_book(&laid_over("parameters/x.toml", PARAMETER)).expect("sound");
    assert!(book.parameters.get("x").is_ok());
    assert!(
        book.content_version.contains('+'),
        "an overlay shows in the version"
    );
}

#[test]
fn wrong_parameters_are_refused_by_name() {
    let cases = [
        (
            "value = \"2\"",
            "value = \"two\"",
            "content-bad-value",
            "values.1.value",
        ),
        (
            "value = \"2\"",
            "value = \"-2\"",
            "content-bad-value",
            "values.1.value",
        ),
        (
            "2021-01-01",
            "2021-02-30",
            "content-bad-date",
            "values.1.from",
        ),
        (
            "2021-01-01",
            "2020-12-31",
            "content-parameter-overlap",
            "values.1.from",
        ),
        (
            "to = \"2020-12-31\"",
            "to = \"2019-12-31\"",
            "content-out-of-order",
            "values.0.to",
        ),
    ];
    for (from, to, code, detail) in cases {
        let found = refused("parameters/x.toml", &PARAMETER.replacen(from, to, 1));
        assert_eq!(found, [(code, detail.to_owned())], "{to}");
    }
    let empty = PARAMETER
        .split("values =")
        .next()
        .expect("a head")
        .to_owned()
        + "values = []";
    assert_eq!(
        refused("parameters/x.toml", &empty)[0].0,
        "content-parameter-empty"
    );
    let number = PARAMETER.replace("value = \"2\"", "value = 2.0");
    assert_eq!(
        refused("parameters/x.toml", &number)[0].0,
        "content-not-readable"
    );
    assert!(load_parameters(&laid_over("parameters/x.toml", &number)).is_err());
}

#[test]
fn wrong_ceilings_are_refused_by_name() {
    let file = "ceilings/licensed-lenders.toml";
    let sound = built_in(file);
    let cases = [
        (
            "unknown = { applies = \"depends\", why = \"lender-unknown\" }",
            "",
            "content-lender-missing",
        ),
        (
            "bank = { applies",
            "banque = { applies",
            "content-lender-unknown",
        ),
        (
            "parameter = \"financial-loan-request-line\"",
            "parameter = \"nothing\"",
            "content-parameter-unknown",
        ),
        ("times = \"1\"", "times = \"once\"", "content-bad-value"),
        (
            "day = \"2025-10-01\"",
            "day = \"2025-10-32\"",
            "content-bad-date",
        ),
        (
            "measure = \"all-charges\"",
            "measure = \"everything\"",
            "content-not-readable",
        ),
    ];
    for (from, to, code) in cases {
        let found = refused(file, &sound.replacen(from, to, 1));
        assert!(found.iter().any(|(c, _)| *c == code), "{code}: {found:?}");
    }
    let start = sound.find("rates = [").expect("rates");
    let end = start + sound[start..].find("]\n").expect("their end");
    let without = format!("{}rates = [{}", &sound[..start], &sound[end..]);
    assert_eq!(refused(file, &without)[0].0, "content-ceiling-without-rate");
}

#[test]
fn an_order_names_every_part_once_and_enforcement_costs_first() {
    let file = "allocation/civil-code-561.toml";
    let sound = built_in(file);
    for (from, to) in [
        (
            "\"enforcement-costs\", \"interest\"",
            "\"interest\", \"enforcement-costs\"",
        ),
        ("\"charges\"", "\"interest\""),
        (", \"charges\"", ""),
    ] {
        let found = refused(file, &sound.replacen(from, to, 1));
        assert_eq!(found[0].0, "content-order-incomplete");
    }
}

#[test]
fn a_ceiling_laid_over_replaces_the_one_of_its_id() {
    let file = "ceilings/licensed-lenders.toml";
    let changed = built_in(file).replace("checked = \"2026-11-21\"", "checked = \"2026-12-01\"");
    let before = load_legal_book(&Library::built_in()).expect("sound");
    let after = load_legal_book(&laid_over(file, &changed)).expect("sound");
    assert_eq!(before.ceilings.len(), after.ceilings.len());
    let bound = after
        .ceilings
        .iter()
        .find(|c| c.id == "bank-default-rate-bound");
    assert_eq!(bound.expect("there").checked.to_string(), "2026-12-01");
}
