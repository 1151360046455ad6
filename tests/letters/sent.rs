//! That a letter went out, and the answer to it: in the log, in the case, among the days.

use super::{done, file, menshen, rich};
use serde_json::Value;
use std::path::Path;

const SENT: &str = "[sent]\non = \"2026-11-21\"\nchannel = \"post\"\nproof = \"EMS 1234567890\"\nfollow_up = \"2026-12-06\"\n";

/// A case with the letter C1 about A1 that went out by post.
fn sent(home: &Path) -> Value {
    rich(home);
    let c1 = file(home, "c1.toml", "[borrower]\nname = \"甲某\"\n");
    done(home, &["letter", "C1", "--loan", "A1", "--answers", &c1]);
    let answers = file(home, "sent.toml", SENT);
    done(home, &["letter", "sent", "C1", "--answers", &answers])
}

fn replied(home: &Path, outcome: &str, channel: &str) -> Value {
    let text = format!(
        "[reply]\non = \"2026-11-21\"\nchannel = \"{channel}\"\noutcome = \"{outcome}\"\nwords = \"说可以分期\"\n"
    );
    let answers = file(home, "reply.toml", &text);
    done(home, &["letter", "replied", "C1", "--answers", &answers])
}

fn due_on(home: &Path, day: &str) -> Vec<Value> {
    let output = menshen_on(home, day, &["due", "--json"]);
    output["items"].as_array().unwrap().clone()
}

/// The JSON of a call made as of a day.
fn menshen_on(home: &Path, day: &str, call: &[&str]) -> Value {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(call)
        .args(["--as-of", day])
        .env_clear()
        .env("MENSHEN_HOME", home)
        .env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00")
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_day_the_proof_and_the_day_to_ask_again_are_kept() {
    let home = tempfile::tempdir().unwrap();
    let said = sent(home.path());
    assert_eq!(said["sent"]["channel"], "post");
    assert_eq!(said["sent"]["follow_up"], "2026-12-06");
    let entry = done(home.path(), &["log", "show", "1"]);
    let entry = entry.to_string();
    for words in [
        "EMS 1234567890",
        "\"out\"",
        "\"post\"",
        "江河银行",
        "documented",
    ] {
        assert!(entry.contains(words), "{words} in {entry}");
    }
    let items = due_on(home.path(), "2026-11-21");
    let waits: Vec<&Value> = items.iter().filter(|i| i["id"] == "S1").collect();
    assert_eq!(waits.len(), 1, "{items:?}");
    assert_eq!(waits[0]["by"], "them");
    // The day on the paper counts no more.
    assert!(
        !items.iter().any(|i| i["rule"] == "letter-reply"),
        "{items:?}"
    );
}

#[test]
fn silence_is_said_to_mean_nothing_and_leads_to_the_next_step() {
    let home = tempfile::tempdir().unwrap();
    sent(home.path());
    let guide = menshen_on(home.path(), "2026-12-20", &["--json"]);
    let first = guide["first"].as_array().unwrap();
    let asks = first.iter().find(|t| t["code"] == "follow-up").unwrap();
    assert_eq!(asks["args"]["loan"], "A1");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_menshen"))
        .args(["due", "--as-of", "2026-12-20"])
        .env_clear()
        .env("MENSHEN_HOME", home.path())
        .env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    for words in [
        "没有答复不等于同意",
        "也不等于拒绝",
        "menshenlettercallC1--loanA1",
        "menshenletterC5",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Before that day there is nothing to ask again.
    let guide = menshen_on(home.path(), "2026-12-06", &["--json"]);
    assert!(!guide["first"].to_string().contains("follow-up"), "{guide}");
}

#[test]
fn an_answer_ends_the_waiting_and_names_the_next_step() {
    for (outcome, channel, kind, next) in [
        (
            "agreed-written",
            "app",
            "message",
            "check agreement --loan A1",
        ),
        ("agreed-spoken", "phone", "call", "还没有定下来"),
        ("figures", "email", "letter", "confirm A1 --edit"),
        ("more-papers", "sms", "message", "letter sent"),
        ("refused", "post", "letter", "letter C8"),
        ("other", "wechat", "message", "check notice"),
    ] {
        let home = tempfile::tempdir().unwrap();
        sent(home.path());
        let said = replied(home.path(), outcome, channel);
        assert_eq!(said["reply"]["outcome"], outcome);
        let entry = done(home.path(), &["log", "show", "2"]).to_string();
        assert!(entry.contains(&format!("\"{kind}\"")), "{entry}");
        let items = due_on(home.path(), "2026-12-20");
        let waits = items.iter().find(|i| i["id"] == "S1").unwrap();
        assert_eq!(waits["state"], "done");
        let guide = menshen_on(home.path(), "2026-12-20", &["--json"]);
        assert!(!guide["first"].to_string().contains("follow-up"), "{guide}");
        // What is said next is said on the screen.
        let home = tempfile::tempdir().unwrap();
        sent(home.path());
        let text = format!(
            "[reply]\non = \"2026-11-21\"\nchannel = \"{channel}\"\noutcome = \"{outcome}\"\nwords = \"说可以分期\"\n"
        );
        let answers = file(home.path(), "reply.toml", &text);
        let shown = menshen(home.path(), &["letter", "replied", "--answers", &answers]);
        let shown = String::from_utf8(shown.stdout).unwrap();
        let shown: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
        let next: String = next.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(shown.contains(&next), "{next}: {shown}");
    }
}

#[test]
fn a_letter_sent_again_is_waited_for_once_and_answered_once() {
    let home = tempfile::tempdir().unwrap();
    sent(home.path());
    let again = file(
        home.path(),
        "again.toml",
        &SENT.replace("2026-12-06", "2026-12-20"),
    );
    done(home.path(), &["letter", "sent", "C1", "--answers", &again]);
    let ids: Vec<Value> = due_on(home.path(), "2026-11-21")
        .into_iter()
        .filter(|i| i["anchor"]["kind"] == "letter-sent")
        .map(|i| i["id"].clone())
        .collect();
    assert_eq!(ids, ["S2"]);
    replied(home.path(), "refused", "app");
    let case = std::fs::read_to_string(home.path().join("cases/甲/case.toml")).unwrap();
    let case: toml::Table = toml::from_str(&case).unwrap();
    let sendings = case["sent"].as_array().unwrap();
    assert_eq!(sendings.len(), 2);
    assert!(
        sendings.iter().all(|s| s.get("reply").is_some()),
        "{sendings:?}"
    );
}

#[test]
fn a_loan_that_gets_another_name_keeps_what_was_sent_about_it() {
    let home = tempfile::tempdir().unwrap();
    sent(home.path());
    done(home.path(), &["case", "set", "loans.A1.id", "银行那笔"]);
    let stored = std::fs::read_to_string(home.path().join("cases/甲/case.toml")).unwrap();
    let stored: toml::Table = toml::from_str(&stored).unwrap();
    assert_eq!(stored["sent"][0]["loan"].as_str(), Some("银行那笔"));
    // The day on the paper still counts no more: it is the same letter.
    let items = due_on(home.path(), "2026-11-21");
    assert!(items.iter().any(|i| i["id"] == "S1"), "{items:?}");
    assert!(
        !items.iter().any(|i| i["rule"] == "letter-reply"),
        "{items:?}"
    );
    let answers = "[reply]\non = \"2026-11-21\"\nchannel = \"post\"\noutcome = \"refused\"\nwords = \"不同意\"\n";
    let answers = file(home.path(), "reply.toml", answers);
    let call = ["letter", "replied", "C1", "--loan", "银行那笔"];
    let said = done(home.path(), &[&call[..], &["--answers", &answers]].concat());
    assert_eq!(said["sent"], "S1");
}

#[test]
fn an_answer_cannot_come_before_the_letter_went_out() {
    let home = tempfile::tempdir().unwrap();
    sent(home.path());
    let early =
        "[reply]\non = \"2026-11-20\"\nchannel = \"app\"\noutcome = \"other\"\nwords = \"收到\"\n";
    let early = file(home.path(), "early.toml", early);
    let before = std::fs::read(home.path().join("cases/甲/evidence.jsonl")).unwrap();
    let call = ["letter", "replied", "C1", "--answers", &early];
    assert_eq!(super::refused(home.path(), &call).0, "letter-reply-order");
    // Nothing of it stands in the log either.
    let after = std::fs::read(home.path().join("cases/甲/evidence.jsonl")).unwrap();
    assert_eq!(before, after);
}
