//! The list of letters, and letters of a counselor's own laid over ours.

use super::{LETTERS, done, file, menshen, refused, rich, thin};
use serde_json::Value;
use std::path::Path;

#[test]
fn the_list_says_which_letters_can_be_written_and_what_the_others_lack() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let said = done(home.path(), &["letter", "list"]);
    let letters = said["letters"].as_array().unwrap();
    let ids: Vec<&str> = letters
        .iter()
        .map(|l| l["letter"].as_str().unwrap())
        .collect();
    assert_eq!(ids, LETTERS);
    let lacks = |id: &str| letters.iter().find(|l| l["letter"] == id).unwrap()["lacks"].clone();
    assert_eq!(lacks("C3"), Value::Null);
    for (id, code) in [
        ("C5", "letter-no-incident"),
        ("C6", "letter-no-entry"),
        ("C12", "letter-not-settled"),
        ("C13", "letter-no-file"),
    ] {
        assert_eq!(lacks(id), code);
    }
    let ran = menshen(home.path(), &["letter", "list"]);
    let screen = String::from_utf8(ran.stdout).unwrap();
    assert!(
        screen.contains("现在还不能写的") && !screen.contains("[letter"),
        "{screen}"
    );
}

#[test]
fn a_counselors_own_letter_is_written_and_checked_like_ours() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let own = home.path().join("own");
    for folder in ["letters", "flows"] {
        std::fs::create_dir_all(own.join(folder)).unwrap();
    }
    let book = "id = \"K1\"\ntitle = \"说明\"\neffects = []\nabout = \"loan-or-none\"\n\
        [[section]]\nheading = \"情况\"\nnumbered = false\n\
        [[clause]]\nid = \"x\"\nplace = \"section-0\"\nneeds = [\"place\"]\ntext = \"地点：{{ place }}。\"\n";
    let flow = "id = \"letter-k1\"\n[[question]]\nid = \"fact.place\"\nkind = \"text\"\ntext = \"letter-fact.place\"\n";
    std::fs::write(own.join("letters/k1.toml"), book).unwrap();
    std::fs::write(own.join("flows/letter-k1.toml"), flow).unwrap();
    let content = own.to_str().unwrap().to_owned();
    let answers = file(home.path(), "k1.toml", "[fact]\nplace = \"某小区\"\n");
    let call = ["letter", "K1", "--answers", &answers, "--content", &content];
    let said = done(home.path(), &call);
    assert!(
        said["text"].as_str().unwrap().contains("地点：某小区。"),
        "{said}"
    );
    let wrong = book.replace(
        "needs",
        "citations = [\"PSO-42\"]\nforce = \"statute\"\nneeds",
    );
    std::fs::write(own.join("letters/k1.toml"), wrong).unwrap();
    let checked = menshen(home.path(), &["rules", "check", &content]);
    assert_eq!(checked.status.code(), Some(3));
    let said = String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()).into_owned();
    assert!(said.contains("letters/k1.toml"), "{said}");
}

/// A letter of a counselor's own with its questions, in the home's own content.
fn own_letter(home: &Path, id: &str, book: &str, questions: &str) {
    for folder in ["content/letters", "content/flows"] {
        std::fs::create_dir_all(home.join(folder)).unwrap();
    }
    file(home, &format!("content/letters/{id}.toml"), book);
    let flow = format!("id = \"letter-{id}\"\n{questions}");
    file(home, &format!("content/flows/letter-{id}.toml"), &flow);
}

const BOOK: &str = "id = \"K1\"\ntitle = \"说明\"\neffects = []\nabout = \"loan-or-none\"\n\
    [[section]]\nheading = \"情况\"\nnumbered = false\n\
    [[clause]]\nid = \"x\"\nplace = \"section-0\"\nneeds = [\"place\"]\ntext = \"地点：{{ place }}。\"\n";
const QUESTIONS: &str =
    "[[question]]\nid = \"fact.place\"\nkind = \"text\"\ntext = \"letter-fact.place\"\n";

#[test]
fn a_counselors_own_letter_in_the_home_is_listed_written_and_held_to_the_book() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    own_letter(home.path(), "k1", BOOK, QUESTIONS);
    let listed = done(home.path(), &["letter", "list"]);
    let ours = listed["letters"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&ours["letter"], &ours["possible"]),
        (&"K1".into(), &true.into())
    );
    let answers = file(home.path(), "k1.toml", "[fact]\nplace = \"某小区\"\n");
    let call = ["letter", "K1", "--answers", &answers];
    let said = done(home.path(), &call);
    assert!(said["text"].as_str().unwrap().contains("地点：某小区。"));
    assert!(
        said["path"]
            .as_str()
            .unwrap()
            .ends_with("2026-11-21_说明_v1.docx"),
        "{said}"
    );
    // Three provisions, each in a clause of its own; one nobody has read; one more binding than it is.
    let cited = |id: &str, force: &str| {
        format!(
            "[[clause]]\nid = \"{id}\"\nplace = \"section-0\"\ntext = \"据{id}。\"\ncitations = [\"{id}\"]\nforce = \"{force}\"\n"
        )
    };
    let three = ["CC-1032", "PIPL-44", "CRR-25"]
        .map(|id| cited(id, "statute"))
        .concat();
    for (extra, code) in [
        (three, "letter-citations"),
        (cited("CC-9999", "statute"), "content-rejected"),
        (cited("CC-1032", "practice"), "content-rejected"),
    ] {
        own_letter(home.path(), "k1", &format!("{BOOK}{extra}"), QUESTIONS);
        assert_eq!(refused(home.path(), &call), (code.into(), 3), "{extra}");
    }
}

#[test]
fn a_letter_of_ones_own_that_restarts_limitation_says_so_without_asking() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let book = BOOK.replace("effects = []", "effects = [\"restarts-limitation\"]");
    own_letter(home.path(), "k1", &book, QUESTIONS);
    let answers = file(home.path(), "k1.toml", "[fact]\nplace = \"某小区\"\n");
    let ran = menshen(
        home.path(),
        &["letter", "K1", "--loan", "A1", "--answers", &answers],
    );
    assert!(ran.status.success());
    let said = String::from_utf8(ran.stderr).unwrap().replace('\n', "");
    assert!(said.contains("重新计算"), "{said}");
}
