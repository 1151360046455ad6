//! Every error has words, a remedy and something that provokes it: one table, walked whole.

mod from_inside;
mod from_outside;
mod gallery;
mod loan;
mod of_dates;
mod of_imports;
mod of_plans;
mod of_reports;
mod of_the_case;
mod of_the_cases;
mod of_the_log;
#[cfg(feature = "seal")]
mod of_the_seal;
#[cfg(not(feature = "seal"))]
#[path = "no_seal.rs"]
mod of_the_seal;
mod of_the_sending;

use crate::support::{Home, Ran, TEXTS, no_hole, unwrapped};
use menshen::cli::Failure;
use std::collections::{BTreeMap, BTreeSet};

/// How an error is provoked.
#[derive(Clone, Copy)]
pub enum How {
    /// By calling the binary with `--json`.
    Run(fn(&Home) -> Ran),
    /// At a terminal; gives the screen.
    Screen(fn(&Home) -> String),
    /// By calling the library: nothing a person can do from outside leads there on this machine.
    Inside(fn() -> Failure),
}

/// Every code but those of a loan as written, which have a table of their own.
fn table() -> BTreeMap<&'static str, How> {
    let mut table = BTreeMap::new();
    let all = from_outside::TABLE
        .iter()
        .chain(of_the_log::TABLE)
        .chain(of_the_case::TABLE)
        .chain(of_the_cases::TABLE)
        .chain(of_dates::TABLE)
        .chain(of_the_seal::TABLE)
        .chain(of_the_sending::TABLE)
        .chain(of_imports::TABLE)
        .chain(of_plans::TABLE)
        .chain(of_reports::TABLE)
        .chain(from_inside::TABLE);
    for (code, how) in all {
        assert!(table.insert(*code, *how).is_none(), "{code} stands twice");
    }
    table
}

/// Every code that has words in some text file.
fn codes() -> BTreeSet<String> {
    TEXTS
        .keys()
        .filter_map(|key| key.strip_prefix("errors."))
        .map(|rest| rest.split('.').next().unwrap().to_owned())
        .collect()
}

/// The parts of a text that stand in it whatever its values are: pieces between the placeholders,
/// and none of those that stand only under a condition.
fn fixed_parts(text: &str) -> Vec<String> {
    let mut fixed = String::new();
    let mut rest = text;
    let mut depth = 0;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        if depth == 0 {
            fixed.push_str(before);
        }
        fixed.push('\u{0}');
        let end = if from.starts_with("{%") { "%}" } else { "}}" };
        if from.starts_with("{% if") {
            depth += 1;
        }
        if from.starts_with("{% endif") {
            depth -= 1;
        }
        rest = &from[from.find(end).unwrap() + 2..];
    }
    fixed.push_str(rest);
    fixed
        .split('\u{0}')
        .map(unwrapped)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Are these the words of this error?
pub fn says(said: &str, code: &str) -> bool {
    let said = unwrapped(said);
    let message = TEXTS.get(&format!("errors.{code}.message")).unwrap();
    let mut rest = said.as_str();
    fixed_parts(message)
        .iter()
        .all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
}

#[test]
fn every_code_has_a_message_and_a_remedy() {
    for code in codes() {
        for part in ["message", "remedy"] {
            let text = TEXTS.get(&format!("errors.{code}.{part}"));
            assert!(text.is_some_and(|t| !t.trim().is_empty()), "{code}.{part}");
        }
    }
}

#[test]
fn every_code_is_in_the_table_and_nothing_else_is() {
    let in_table: BTreeSet<String> = table()
        .keys()
        .map(|code| (*code).to_owned())
        .chain(menshen::domain::loan::CODES.iter().map(|c| (*c).to_owned()))
        .collect();
    let codes = codes();
    let missing: Vec<_> = codes.difference(&in_table).collect();
    let unknown: Vec<_> = in_table.difference(&codes).collect();
    assert!(missing.is_empty(), "nothing provokes {missing:?}");
    assert!(unknown.is_empty(), "no words for {unknown:?}");
}

#[test]
fn every_code_is_provoked_and_says_what_its_words_say() -> Result<(), String> {
    // Each has a home of its own. A few at a time: all at once, one that types into a terminal
    // waits behind hundreds of others for a processor, and gives up.
    let waiting = std::sync::Mutex::new(table().into_iter());
    let failed = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().next();
                    let Some((code, how)) = next else { break };
                    if let Err(panic) = std::panic::catch_unwind(|| provoked(code, how)) {
                        let said = panic.downcast_ref::<String>().cloned();
                        let said = said.unwrap_or_default();
                        failed.lock().unwrap().push(format!("{code}: {said}"));
                    }
                }
            });
        }
    });
    // Returned, so that the list is the last thing said: of a panic that is the way to it.
    let failed: Vec<String> = failed.into_inner().unwrap();
    if failed.is_empty() {
        return Ok(());
    }
    Err(failed.join("\n"))
}

/// Some wait for a lock rather than a processor, so a few more than a small machine has.
const AT_A_TIME: usize = 8;

fn provoked(code: &str, how: How) {
    let home = Home::new();
    match how {
        How::Run(run) => {
            let ran = run(&home);
            let error = ran.refusal(code, ran.code);
            assert_eq!(
                exit_code(error["kind"].as_str().unwrap()),
                ran.code,
                "{ran:?}"
            );
            assert!(says(&ran.err, code), "{code}: {ran:?}");
        }
        How::Screen(show) => {
            let screen = show(&home);
            no_hole(&screen);
            assert!(says(&screen, code), "{code}: {screen}");
        }
        How::Inside(fail) => {
            let failure = fail();
            assert_eq!(failure.code, code);
            let said = failure.text(&TEXTS, 72);
            no_hole(&said);
            assert!(says(&said, code), "{said}");
            assert_eq!(failure.json(&TEXTS)["error"]["code"], code);
        }
    }
}

/// The exit code that goes with a kind of error.
fn exit_code(kind: &str) -> i32 {
    match kind {
        "case" => 1,
        "usage" => 2,
        "content" => 3,
        "integrity" => 4,
        "answer-needed" => 5,
        "internal" => 70,
        "interrupted" => 130,
        other => panic!("unknown kind {other}"),
    }
}

#[test]
fn the_parts_of_a_text_that_always_stand() {
    let parts = fixed_parts("没有 {{ name }}{% if near %}：{{ near }}{% endif %}。看 {{ x }}");
    assert_eq!(parts, ["没有", "。看"]);
    assert!(says("没有办成：没有叫「甲」的\n  档案。", "case-not-found"));
    assert!(!says("已经有叫「甲」的档案。", "case-not-found"));
}
