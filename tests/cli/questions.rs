//! Every question says why it is asked: one line, and not the question again.

use crate::support::TEXTS;
use menshen::content::{Library, load_door, load_flow};
use menshen::interview::door::RECORD_IDS;

/// A reason is read at a glance.
const LONGEST: usize = 40;

const FLOWS: [&str; 7] = [
    "borrower",
    "confirm",
    "letter-c1",
    "letter-c2",
    "log-add",
    "log-amend",
    "plan",
];

fn keys() -> Vec<String> {
    let library = Library::built_in();
    let mut keys = Vec::new();
    for id in FLOWS {
        let flow = load_flow(&library, id).unwrap();
        keys.extend(flow.entries.into_iter().map(|e| e.question.text));
    }
    let door = load_door(&library).unwrap();
    keys.extend(door.nodes.iter().map(|n| format!("visit.door.{}", n.id)));
    keys.extend(RECORD_IDS.map(|id| format!("visit.record.{id}")));
    keys
}

#[test]
fn every_question_has_a_reason_of_one_line() {
    let keys = keys();
    assert!(keys.len() > 120, "only {} questions", keys.len());
    for key in keys {
        let part = |part: &str| TEXTS.get(&format!("{key}.{part}")).map(str::trim);
        let ask = part("ask").unwrap_or_else(|| panic!("{key} asks nothing"));
        let why = part("why").unwrap_or_else(|| panic!("{key} gives no reason"));
        assert!(!why.is_empty() && why != ask, "{key}: {why}");
        assert!(!why.contains('\n'), "{key}: {why}");
        let length = why.chars().count();
        assert!(length <= LONGEST, "{key}: {length} characters: {why}");
        assert!(part("short").is_some_and(|s| !s.is_empty()), "{key}");
    }
}

#[test]
fn what_may_be_unknown_says_where_it_is_to_be_had() {
    let library = Library::built_in();
    for id in ["confirm", "plan", "letter-c1", "letter-c2"] {
        for entry in load_flow(&library, id).unwrap().entries {
            let question = entry.question;
            if question.unknown {
                let fetch = TEXTS.get(&format!("{}.fetch", question.text));
                assert!(fetch.is_some_and(|f| !f.is_empty()), "{}", question.text);
            }
        }
    }
}

#[test]
fn no_words_that_blame_or_promise_too_much() {
    for key in TEXTS.keys() {
        // The rule book's own check of words names them.
        if key.starts_with("rules.") || key.starts_with("problems.") {
            continue;
        }
        let text = TEXTS.get(key).unwrap();
        for word in [
            "老赖",
            "停息挂账",
            "反催收",
            "征信黑名单",
            "恶意逾期",
            "你们违法",
        ] {
            assert!(!text.contains(word), "{key}: {text}");
        }
    }
}
