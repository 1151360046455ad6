//! A call about a letter: the cards of the book, and the entry a file of answers becomes.

use super::{done, file, rich};
use menshen::content::{Library, load_replies, load_texts, load_tone};
use menshen::domain::tone::alarms;
use std::collections::BTreeSet;

#[test]
fn every_card_has_a_key_and_a_calm_answer() {
    let book = load_replies(&Library::built_in()).unwrap();
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let tone = load_tone(&Library::built_in()).unwrap();
    let cards: Vec<&str> = book.replies().collect();
    assert_eq!(cards.len(), 15);
    assert_eq!(cards.iter().collect::<BTreeSet<_>>().len(), 15);
    for id in cards {
        let answer = &texts[&format!("replies.{id}.answer")];
        assert!(alarms(answer, &tone).is_empty(), "{answer}");
        // Read out between two sentences of somebody who doesn't wait.
        assert!(answer.chars().count() <= 50, "{answer}");
        assert!(!texts[&format!("replies.{id}.says")].is_empty());
    }
}

#[test]
fn a_call_told_by_a_file_becomes_an_entry_and_a_day() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(
        home.path(),
        "call.toml",
        "[call]\nat = \"2026-11-21T09:30\"\ndirection = \"in\"\nphone = \"13812345678\"\nticket = \"T88\"\n\
         badge = \"0372\"\nwords = \"今天必须还清\"\npromised = \"三天内答复\"\nreply_by = \"2026-11-24\"\n\
         grade = \"memory\"\nheard = \"today、sue、robot\"\n",
    );
    let call = [
        "letter",
        "call",
        "C1",
        "--loan",
        "A1",
        "--answers",
        &answers,
    ];
    let said = done(home.path(), &call);
    assert_eq!(said["reply_by"], "D1");
    let entry = done(home.path(), &["log", "show", "1", "--full"]).to_string();
    for words in [
        "\"call\"",
        "T88",
        "0372",
        "今天必须还清；马上起诉",
        "三天内答复",
        "13812345678",
        "\"in\"",
        "A1",
    ] {
        assert!(entry.contains(words), "{words} in {entry}");
    }
    let due = done(home.path(), &["due"]);
    let promised = &due["items"][0];
    assert_eq!(promised["anchor"]["kind"], "promised-reply", "{due}");
    assert_eq!(promised["day"], "2026-11-24");
}
