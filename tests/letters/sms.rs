//! The versions for a telephone and a chat.

use super::{LETTERS, done, everything_known, file, frame, letter, menshen, nothing_known, rich};
use menshen::domain::letter::ShortForm;
use menshen::render::letter::{CHAT_CHARACTERS, SMS_CHARACTERS, chat_parts, script, sms_parts};
use std::collections::BTreeSet;

/// The example number of the standard for identity numbers.
const IDENTITY: &str = "11010519491231002X";

#[test]
fn letters_have_the_short_versions_that_make_sense() {
    let of = |id: &str| letter(id).short;
    let all: BTreeSet<ShortForm> = ShortForm::ALL.iter().map(|(_, form)| *form).collect();
    for id in ["C1", "C2", "C3", "C4", "C12"] {
        assert_eq!(of(id), all, "{id}");
    }
    assert_eq!(of("C5"), [ShortForm::Chat, ShortForm::Script].into());
    for id in ["C6", "C7", "C8", "C9", "C10", "C11", "C13"] {
        assert!(of(id).is_empty(), "{id}");
    }
}

#[test]
fn every_message_keeps_to_its_length_and_says_its_number() {
    let frame = frame();
    for id in LETTERS {
        let letter = letter(id);
        let mut long = everything_known(&letter);
        long.flags = letter.flags().into_iter().map(str::to_owned).collect();
        for name in ["own_words", "reason_words", "name", "hours"] {
            long.value(name, Some("每月10日，".repeat(150)));
        }
        for facts in [nothing_known(&letter), everything_known(&letter), long] {
            let sms = sms_parts(&letter, &facts, &frame).unwrap();
            let chat = chat_parts(&letter, &facts, &frame).unwrap();
            for (parts, room) in [(&sms, SMS_CHARACTERS), (&chat, CHAT_CHARACTERS)] {
                for (i, part) in parts.iter().enumerate() {
                    assert!(part.encode_utf16().count() <= room, "{id}: {part}");
                    if parts.len() > 1 {
                        let mark = format!("（{}/{}）", i + 1, parts.len());
                        assert!(part.starts_with(&mark), "{id}: {part}");
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_lost_between_two_messages() {
    let frame = frame();
    let letter = letter("C2");
    let mut facts = everything_known(&letter);
    facts.flag("request-instalments", true);
    facts.value("monthly_short", Some("430.00".into()));
    let parts = sms_parts(&letter, &facts, &frame).unwrap();
    assert!(parts.len() > 1);
    let whole: String = parts
        .iter()
        .map(|p| p.split_once('）').unwrap().1)
        .collect();
    for words in ["每月还430.00元", "以核对后的对账结果为准", "这只是提议。"] {
        assert!(whole.contains(words), "{whole}");
    }
}

#[test]
fn scripts_are_short_and_ask_for_name_and_ticket() {
    let frame = frame();
    for id in ["C1", "C2", "C3", "C4", "C5", "C12"] {
        let letter = letter(id);
        let mut facts = everything_known(&letter);
        facts.flags = letter.flags().into_iter().map(str::to_owned).collect();
        let read = script(&letter, &facts, &frame).unwrap();
        assert!(read.seconds(220).unwrap() <= 90, "{id}: {read:?}");
        assert!(read.lines.concat().contains("工号"), "{id}");
        assert_eq!(read.seconds(0), None);
    }
}

#[test]
fn no_message_has_an_identity_number() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let text = format!(
        "copy = \"official\"\n[borrower]\nname = \"甲某\"\nphone = \"13812345678\"\nid_number = \"{IDENTITY}\"\n"
    );
    let answers = file(home.path(), "c1.toml", &text);
    let call = [
        "letter",
        "C1",
        "--loan",
        "A1",
        "--format",
        "sms,chat,script",
        "--answers",
        &answers,
    ];
    let letter = done(home.path(), &call);
    for form in ["sms", "chat", "script"] {
        let parts = letter["short"][form].to_string();
        assert!(parts.contains("甲某"), "{form}: {parts}");
        for number in [&IDENTITY[..14], "13812345678"] {
            assert!(!parts.contains(number), "{form}: {parts}");
        }
    }
    assert_eq!(letter["files"].as_array().unwrap().len(), 3);
    let shown = menshen(home.path(), &call);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(
        shown.contains("合同尾号0611") && shown.contains("念完大约"),
        "{shown}"
    );
}
