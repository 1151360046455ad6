//! Letters: the choice of clauses, the document in its forms, masking, and the command.

mod call;
mod columns;
mod command;
mod forms;
mod gloss;
mod hardened;
mod kinds;
mod masking;
mod output;
mod own;
mod pages;
mod sent;
mod sms;
mod tone;
mod typing;
mod walk;
mod words;

use menshen::content::{Library, load_letter, load_texts};
use menshen::domain::letter::{Facts, Letter, Row, Table};
use menshen::render::letter::Frame;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const LETTERS: [&str; 13] = [
    "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13",
];

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn letter(id: &str) -> Letter {
    load_letter(&Library::built_in(), id).unwrap()
}

/// The frame as the command makes it, for the day of the built-in case.
pub fn frame() -> Frame {
    frame_in("zh-CN")
}

/// The frame of a letter, or in English of its gloss.
pub fn frame_in(lang: &str) -> Frame {
    let texts = load_texts(&Library::built_in(), lang).unwrap();
    let text = |key: &str| texts[&format!("letter.{key}")].clone();
    Frame {
        gap: text("gap"),
        labels: texts
            .iter()
            .filter_map(|(key, words)| Some((key.strip_prefix("letter.label.")?, words)))
            .map(|(name, words)| (name.to_owned(), words.clone()))
            .collect(),
        attachments: text("attachments"),
        civility_opening: text("civility-1"),
        civility_ending: text("civility-2"),
        day: "2026-11-21".parse().unwrap(),
        numerals: text("numerals").chars().map(String::from).collect(),
        heading: text("heading"),
        part: text("part"),
    }
}

/// The provisions a letter names, as the command gives them.
pub fn laws(letter: &Letter) -> Vec<(String, String)> {
    let ids = letter.citations().into_iter();
    ids.map(|id| (format!("law_{}", id.replace('-', "_")), format!("〈{id}〉")))
        .collect()
}

/// Nothing known but the law.
pub fn nothing_known(letter: &Letter) -> Facts {
    let mut facts = Facts::default();
    for (name, words) in laws(letter) {
        facts.value(&name, Some(words));
    }
    facts
}

/// Every fact any clause may need, with a value that says which it is.
pub fn everything_known(letter: &Letter) -> Facts {
    let mut facts = Facts::default();
    for name in letter.clauses.iter().flat_map(|c| &c.needs) {
        facts.value(name, Some(format!("〈{name}〉")));
    }
    for name in [
        "product",
        "platform",
        "claim_source",
        "irregular",
        "loan_count",
    ] {
        facts.value(name, Some(format!("〈{name}〉")));
    }
    for (name, words) in laws(letter) {
        facts.value(&name, Some(words));
    }
    facts.value("disbursed_amount", Some("〈disbursed_amount〉".into()));
    for name in letter.clauses.iter().filter_map(|c| c.table.as_ref()) {
        let cells = |text: &str| vec![text.to_owned(), "1.00".to_owned()];
        let rows = vec![
            Row {
                cells: cells("甲"),
                strong: true,
            },
            Row {
                cells: cells("乙"),
                strong: false,
            },
        ];
        let head = cells("项目");
        facts.tables.insert(
            name.clone(),
            Table {
                head,
                rows,
                figures: [1].into(),
            },
        );
    }
    facts
}

/// What a `.docx` holds, read by Python's standard library.
pub fn read_docx(path: &Path) -> Value {
    let output = Command::new("python3")
        .arg(root().join("tests/reference/read_docx.py"))
        .arg(path)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

pub fn menshen(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(arguments)
        .args(["--as-of", "2026-11-21"])
        .current_dir(root())
        .env_clear()
        .env("MENSHEN_HOME", home)
        .env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00")
        .output()
        .unwrap()
}

/// The JSON of a call that succeeds.
pub fn done(home: &Path, arguments: &[&str]) -> Value {
    let output = menshen(home, &[arguments, &["--json"]].concat());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {said}{errors}"
    );
    serde_json::from_str(&said).unwrap()
}

/// The code of a call that is refused, and how the process ended.
pub fn refused(home: &Path, arguments: &[&str]) -> (String, i32) {
    let output = menshen(home, &[arguments, &["--json"]].concat());
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["ok"], false, "{said}");
    let remedy = said["error"]["hints"][0].as_str().unwrap();
    assert!(!remedy.starts_with('[') && !remedy.is_empty(), "{remedy}");
    let code = said["error"]["code"].as_str().unwrap().to_owned();
    (code, output.status.code().unwrap())
}

/// A file of the test's own folder, by its path as text.
pub fn file(home: &Path, name: &str, text: &str) -> String {
    let path = home.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A case with the first loan of the built-in one and its household.
pub fn rich(home: &Path) {
    done(home, &["case", "new", "甲"]);
    for loan in ["a1", "a2", "a3"] {
        let answers = format!("content/demo/{loan}.toml");
        done(home, &["confirm", "--case", "甲", "--answers", &answers]);
    }
    done(home, &["plan", "--answers", "content/demo/household.toml"]);
}

/// A case of which nothing is known but what a text message claimed.
pub fn thin(home: &Path) {
    done(home, &["case", "new", "乙"]);
    let loan = file(
        home,
        "t1.toml",
        "id = \"T1\"\nlender_kind = \"unknown\"\nas_of = \"2026-11-21\"\n\
         claim = { on = \"2026-11-20\", source = \"短信\", scope = \"unknown\", total = \"8600.00\" }\n",
    );
    done(home, &["confirm", "--case", "乙", "--answers", &loan]);
}

/// A picture a telephone took, by its first bytes.
pub fn picture(home: &Path, name: &str) -> String {
    let path = home.join(name);
    std::fs::write(&path, [b"\x89PNG\r\n\x1a\n", name.as_bytes()].concat()).unwrap();
    path.to_str().unwrap().to_owned()
}
