//! Words in one's own letter: what is found, what isn't, and that nothing changes by itself.

use super::{done, file, menshen, refused, rich};
use menshen::content::{Library, load_tone};
use menshen::domain::tone::{Decision, ToneBook, alarms, revised};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

const SENTENCES: &str = include_str!("../vectors/tone/sentences.tsv");

fn book() -> ToneBook {
    load_tone(&Library::built_in()).unwrap()
}

/// The text with every replacement of the book taken.
fn accepted(text: &str) -> String {
    let found = alarms(text, &book());
    let all = vec![Decision::Accept; found.len()];
    revised(text, &found, &all)
}

#[test]
fn labelled_sentences_are_found_and_ordinary_ones_left_alone() {
    let book = book();
    let (mut ordinary, mut seen) = (0, BTreeSet::new());
    let lines: Vec<&str> = SENTENCES.lines().filter(|l| !l.starts_with('#')).collect();
    assert!(lines.len() >= 60, "{}", lines.len());
    let mut wrong = Vec::new();
    for line in lines {
        let (wanted, sentence) = line.split_once('\t').unwrap();
        let found: Vec<String> = alarms(sentence, &book).into_iter().map(|a| a.id).collect();
        let found = if found.is_empty() {
            "-".to_owned()
        } else {
            found.join(",")
        };
        if found != wanted {
            wrong.push(format!("{sentence}: {found}, not {wanted}"));
        }
        ordinary += usize::from(wanted == "-");
        seen.extend(wanted.split(',').map(str::to_owned));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(ordinary >= 30, "{ordinary}");
    let unseen: Vec<&str> = book
        .words
        .iter()
        .map(|w| w.id.as_str())
        .filter(|id| !seen.contains(*id))
        .collect();
    assert!(unseen.is_empty(), "no sentence for {unseen:?}");
}

#[test]
fn replacements_leave_whole_sentences() {
    for (written, wanted) in [
        (
            "我想申请停息挂账，每月还430元。",
            "我想申请调整还款安排，每月还430元。",
        ),
        ("请尽快处理，否则我就投诉。", "请尽快处理。"),
        ("否则我就投诉。请尽快处理。", "请尽快处理。"),
        ("我一定会还的。", "我计划还的。"),
        ("我保证每月还430元。", "本人计划每月还430元。"),
        (
            "你们违法催收，我有录音。",
            "请核实上述做法是否符合有关要求，我有录音。",
        ),
        ("要钱没有，随便你们。", ""),
    ] {
        assert_eq!(accepted(written), wanted);
    }
}

#[test]
fn kept_words_stay_to_the_letter_and_own_words_are_put_in() {
    let text = "你们必须停止，我没钱，“必须还”。";
    let found = alarms(text, &book());
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        revised(text, &found, &[Decision::Keep, Decision::Keep]),
        text
    );
    let own = [Decision::Keep, Decision::Write("每月能还430元".into())];
    assert_eq!(
        revised(text, &found, &own),
        "你们必须停止，我每月能还430元，“必须还”。"
    );
}

#[test]
fn advice_itself_raises_no_alarm() {
    let book = book();
    for word in &book.words {
        if let Some(instead) = &word.instead {
            let again = alarms(instead, &book);
            assert!(again.is_empty(), "{}: {again:?}", word.id);
        }
    }
}

const REQUEST: &str = include_str!("../../content/demo/letter-c2.toml");

/// The request with a promise in the person's own words, and what the file says to do with it.
fn request(home: &std::path::Path, tone: &str) -> String {
    let promise = REQUEST.replace("收入已经稳定。", "收入已经稳定。我保证按月还。");
    assert_ne!(promise, REQUEST);
    file(home, "request.toml", &format!("{tone}{promise}"))
}

#[test]
fn with_a_file_words_are_listed_and_kept_unless_it_says_so() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    for (tone, said, changed) in [
        ("", "我保证按月还。", false),
        ("tone = \"keep\"\n", "我保证按月还。", false),
        ("tone = \"accept\"\n", "本人计划按月还。", true),
    ] {
        let answers = request(home.path(), tone);
        let call = ["letter", "C2", "--loan", "A1", "--answers", &answers];
        let letter = done(home.path(), &call);
        assert!(letter["text"].as_str().unwrap().contains(said), "{letter}");
        assert_eq!(letter["tone"][0]["alarm"]["id"], "promise-guarantee");
        assert_eq!(letter["tone"][0]["changed"], changed);
        let shown = menshen(home.path(), &call);
        let shown = String::from_utf8(shown.stderr).unwrap();
        assert!(shown.contains("我保证"), "{shown}");
    }
    let answers = request(home.path(), "tone = \"perhaps\"\n");
    let call = ["letter", "C2", "--loan", "A1", "--answers", &answers];
    assert_eq!(refused(home.path(), &call).0, "answers-rejected");
}

#[test]
fn standard_input_is_listed_and_stored_nowhere() {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(["letter", "tone", "--json"])
        .env_clear()
        .env("MENSHEN_HOME", home.path().join("home"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "你们必须停止。对方说“必须还”。我活不下去了。";
    let mut input = child.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = said["found"].as_array().unwrap();
    assert_eq!(found.len(), 2, "{said}");
    assert_eq!(found[0]["found"], "必须");
    assert_eq!(found[1]["care"], true);
    assert!(!home.path().join("home").exists());
}

#[test]
fn words_of_which_nothing_would_be_left_stay_and_are_not_called_changed() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let all = "后果自负。走着瞧。跟你们没完。";
    assert_eq!(accepted(all).trim(), "");
    let answers = "tone = \"accept\"\n".to_owned() + REQUEST;
    let start = answers.find("words = \"").unwrap() + "words = \"".len();
    let end = start + answers[start..].find('"').unwrap();
    let answers = format!("{}{all}{}", &answers[..start], &answers[end..]);
    let answers = file(home.path(), "request.toml", &answers);
    let call = ["letter", "C2", "--loan", "A1", "--answers", &answers];
    let letter = done(home.path(), &call);
    assert!(letter["text"].as_str().unwrap().contains("走着瞧"));
    for found in letter["tone"].as_array().unwrap() {
        assert_eq!(found["changed"], false, "{letter}");
    }
    let said = String::from_utf8(menshen(home.path(), &call).stderr).unwrap();
    let said: String = said.split_whitespace().collect();
    assert!(said.contains("照您原来写的留着"), "{said}");
    assert!(!said.contains("去掉了"), "said to be taken out: {said}");
}

#[test]
fn a_text_too_long_to_be_read_whole_is_not_called_free_of_anything() {
    let home = tempfile::tempdir().unwrap();
    // The word to be found stands behind what would be read.
    let long = "请核对。".repeat(9_000) + "你们必须停止。";
    let long = file(home.path(), "long.txt", &long);
    let (code, exit) = refused(home.path(), &["letter", "tone", &long]);
    assert_eq!((code.as_str(), exit), ("tone-too-long", 2));
}
