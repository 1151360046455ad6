//! The age of the book and what a person laid over it, on every result that rests on it.

use super::shipped::{book, day};
use menshen::content::{Library, load_edition};
use menshen::domain::law::Freshness;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn menshen(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(args)
        .arg("--home")
        .arg(home)
        .env_remove("MENSHEN_HOME")
        .env("MENSHEN_TEST_CLOCK", "2026-11-21T20:00:00+08:00")
        .output()
        .unwrap()
}

const LOAN: &str = "id = \"B1\"\nlender_kind = \"bank\"\n\
    claim = { on = \"2026-11-21\", scope = \"unknown\", total = \"5280.00\" }\n";

const OWN: &str = r#"
[[provision]]
id = "CC-670"
instrument = "civil-code"
article = "第670条"
from = "2021-01-01"
confidence = "verified-text"
checked = "2026-06-01"
topics = ["本地"]
zh = "本地写法。"
en = "Local wording."
"#;

/// The loan of the answers file reckoned on a day, as a page and as JSON.
fn reckoned(as_of: &str, own: Option<&str>) -> (String, Value) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("b1.toml");
    std::fs::write(&file, LOAN).unwrap();
    if let Some(own) = own {
        std::fs::create_dir_all(home.path().join("content/law")).unwrap();
        std::fs::write(home.path().join("content/law/own.toml"), own).unwrap();
    }
    let file = file.display().to_string();
    let args = ["confirm", "--answers", &file, "--as-of", as_of];
    let page = menshen(home.path(), &args);
    assert!(page.status.success(), "{page:?}");
    let json = menshen(home.path(), &[&args[..], &["--json"]].concat());
    let json = serde_json::from_slice(&json.stdout).unwrap();
    (String::from_utf8(page.stdout).unwrap(), json)
}

/// A page without the breaks that wrapping puts into its sentences.
fn joined(page: &str) -> String {
    page.split_whitespace().collect()
}

#[test]
fn the_book_says_when_it_was_checked() {
    let edition = load_edition(&Library::built_in()).unwrap();
    assert_eq!(
        edition.age_on(book().version),
        book().age_on(book().version)
    );
    assert_eq!(edition.checked, book().age_on(day("2030-01-01")).checked);
    assert!(edition.corrections.is_empty());
    assert!(edition.texts_to <= edition.checked.0);
}

#[test]
fn the_half_year_turns_between_its_last_day_and_the_next() {
    let edition = load_edition(&Library::built_in()).unwrap();
    let fresh = |on: &str| edition.age_on(day(on)).freshness;
    assert_eq!(fresh("2026-11-21"), Freshness::Checked);
    assert_eq!(fresh("2027-05-20"), Freshness::AfterCheck);
    assert_eq!(fresh("2027-05-21"), Freshness::Stale);
}

#[test]
fn a_statement_says_how_old_its_book_is() {
    let (page, json) = reckoned("2026-11-21", None);
    assert!(joined(&page).contains("法律文本读到2026-09-28"), "{page}");
    assert_eq!(json["book"]["freshness"], "checked");
    assert_eq!(json["book"]["corrections"], serde_json::json!([]));
    let (page, json) = reckoned("2027-05-20", None);
    assert!(!page.contains("超过半年"), "{page}");
    assert_eq!(json["book"]["days"], 180);
    let (page, json) = reckoned("2027-05-21", None);
    assert!(joined(&page).contains("请留意") && joined(&page).contains("超过半年"));
    assert_eq!(json["book"]["freshness"], "stale");
}

#[test]
fn what_a_person_laid_over_is_named_on_the_page() {
    let (page, json) = reckoned("2026-11-21", Some(OWN));
    let words = joined(&page);
    assert!(
        words.contains("您放入的更正：law/own.toml（CC-670）"),
        "{page}"
    );
    assert_eq!(json["book"]["corrections"][0]["ids"][0], "CC-670");
    // An older check laid over makes the whole book as old as itself.
    assert_eq!(json["book"]["checked"], "2026-06-01");
}

/// The demo's case, so that a letter can be written in it.
fn letter(as_of: &str, content: Option<&Path>) -> String {
    letter_in("zh-CN", as_of, content)
}

/// The same with a screen of this language.
fn letter_in(lang: &str, as_of: &str, content: Option<&Path>) -> String {
    let home = tempfile::tempdir().unwrap();
    assert!(menshen(home.path(), &["demo"]).status.success());
    let home = home.path().join("demo");
    let answers = home.join("answers/letter-c1.toml").display().to_string();
    let mut args = vec!["letter", "C1", "--loan", "A1", "--answers", &answers];
    args.extend(["--as-of", as_of, "--json", "--lang", lang]);
    let content = content.map(|c| c.display().to_string());
    args.extend(content.iter().flat_map(|c| ["--content", c.as_str()]));
    let written = menshen(&home, &args);
    let json: Value = serde_json::from_slice(&written.stdout).unwrap();
    json["text"].as_str().unwrap().to_owned()
}

#[test]
fn a_letter_from_an_old_or_changed_book_says_so_at_its_foot() {
    let mark = "寄出前请删去这一行";
    assert!(!letter("2026-11-21", None).contains(mark));
    assert!(!letter("2027-05-20", None).contains(mark));
    assert!(letter("2027-05-21", None).contains(mark));
    let own = tempfile::tempdir().unwrap();
    std::fs::create_dir(own.path().join("letters")).unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/letters/c1.toml");
    std::fs::copy(built_in, own.path().join("letters/c1.toml")).unwrap();
    let changed = letter("2026-11-21", Some(own.path()));
    assert!(changed.contains(mark) && changed.contains("letters/c1.toml（C1）"));
    // What stands in a Chinese paper is Chinese, whatever the screen speaks.
    assert_eq!(
        letter_in("en", "2026-11-21", Some(own.path())),
        changed,
        "in English"
    );
    assert_eq!(
        letter_in("en", "2027-05-21", None),
        letter("2027-05-21", None)
    );
}

#[test]
fn a_broken_folder_in_the_home_is_refused_by_every_command() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join("content/letters")).unwrap();
    let slip = home.path().join("content/letters/c1.toml");
    std::fs::write(slip, "id = \"C1\"\n").unwrap();
    for command in [
        &["rules", "sources"][..],
        &["case", "list"],
        &["log", "list"],
    ] {
        let refused = menshen(home.path(), command);
        assert_eq!(refused.status.code(), Some(3), "{command:?}");
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains("letters/c1.toml:1"), "{said}");
    }
}

#[test]
fn a_library_that_refuses_a_folder_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("lwa")).unwrap();
    std::fs::write(folder.path().join("lwa/x.toml"), "").unwrap();
    let mut library = Library::built_in();
    assert!(library.overlay(folder.path()).is_err());
    assert!(!library.has_overlay());
}

#[test]
fn the_list_of_what_rests_on_one_report_is_a_command() {
    let home = tempfile::tempdir().unwrap();
    let args = ["rules", "sources", "--single", "--json"];
    let listed: Value = serde_json::from_slice(&menshen(home.path(), &args).stdout).unwrap();
    let listed = listed["one_report"].as_array().unwrap();
    assert_eq!(listed.len(), book().on_one_report(book().version).len());
    assert!(listed.iter().any(|entry| entry["id"] == "two-visitors"));
}
