//! Complaints that would be turned away aren't put together; what was handed in starts its clock.

use super::{answered, complaint, with_entries};
use crate::support::arg;
use menshen::content::{Library, RuleBook, load_destinations};
use serde_json::json;

#[test]
fn every_destination_is_a_channel_of_the_book() {
    let library = Library::built_in();
    let book = RuleBook::load(&library).unwrap();
    let all = load_destinations(&library).unwrap();
    assert!(all.len() > 5);
    for destination in all {
        assert!(
            book.channels.contains_key(&destination.id),
            "{}",
            destination.id
        );
    }
}

#[test]
fn an_authority_is_asked_after_the_lender() {
    let home = with_entries();
    let file = answered(&home, "nobody", false);
    complaint(&home, "12378", &file, &[]).refusal("report-lender-first", 1);
    let told = home.json(&[
        "report",
        "filed",
        "--to",
        "lender-desk",
        "--on",
        "2026-11-01",
        "--receipt",
        "GD-7",
    ]);
    assert_eq!(told["reply_days"][0], "2026-11-16");
    // The day for the answer has passed: that is news.
    let text = std::fs::read_to_string(&file)
        .unwrap()
        .replace("complained = false\n", "");
    let file = home.file("after.toml", text);
    let ran = complaint(&home, "12378", &file, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let folder = ran.json()["folder"].as_str().unwrap().to_owned();
    let letter = std::fs::read_to_string(format!("{folder}/1_投诉书.txt")).unwrap();
    assert!(
        letter.contains("2026年11月1日") && letter.contains("GD-7"),
        "{letter}"
    );
}

#[test]
fn the_same_once_more_needs_something_new() {
    let home = with_entries();
    let file = answered(&home, "nobody", true);
    let filed = ["report", "filed", "--on", "2026-11-20", "--to"];
    home.done(&[&filed[..], &["lender-desk"]].concat());
    for to in ["lender-desk", "12378"] {
        complaint(&home, to, &file, &[]).refusal("report-nothing-new", 1);
    }
    // What the borrower notes or sends isn't news; what the other side does is.
    home.done(&["log", "add", "备注", "打了电话问进度"]);
    complaint(&home, "12378", &file, &[]).refusal("report-nothing-new", 1);
    home.done(&[
        "log",
        "add",
        "短信",
        "机构答复说再等等",
        "--direction",
        "in",
    ]);
    assert_eq!(complaint(&home, "12378", &file, &[]).code, 0);
}

#[test]
fn what_a_court_or_somebody_else_has_is_refused() {
    let home = with_entries();
    for (handled, code) in [
        ("court-same", "report-in-court"),
        ("elsewhere", "report-elsewhere"),
    ] {
        let file = answered(&home, handled, true);
        complaint(&home, "lender-desk", &file, &[]).refusal(code, 1);
    }
    home.done(&[
        "due",
        "add",
        "payment-order",
        "--on",
        "2026-11-18",
        "--loan",
        "A1",
    ]);
    let file = answered(&home, "nobody", true);
    complaint(&home, "lender-desk", &file, &[]).refusal("report-court-recorded", 1);
    let file = answered(&home, "court-debt", true);
    assert_eq!(complaint(&home, "lender-desk", &file, &[]).code, 0);
}

#[test]
fn an_incident_needs_a_day_and_a_file_among_those_named() {
    let home = with_entries();
    let text = std::fs::read_to_string(answered(&home, "nobody", true)).unwrap();
    let file = home.file("other.toml", text.replace("\"1,2\"", "\"2\""));
    complaint(&home, "lender-desk", &file, &[]).refusal("letter-no-incident", 1);
    let bare = crate::support::Home::new();
    bare.done(&["case", "new", "乙"]);
    complaint(&bare, "lender-desk", &file, &[]).refusal("letter-no-incident", 1);
}

#[test]
fn nothing_leaves_that_was_not_named() {
    let home = with_entries();
    let text = std::fs::read_to_string(answered(&home, "nobody", true)).unwrap();
    let file = home.file("unnamed.toml", text.replace("entries = \"1,2\"\n", ""));
    let refused = complaint(&home, "lender-desk", &file, &[]).refusal("answers-needed", 5);
    assert_eq!(crate::support::ids(&refused, "needed"), ["entries"]);
    let ran = complaint(&home, "lender-desk", &file, &["--entries", "1"]);
    assert_eq!(ran.json()["entries"], json!([1]));
}

#[test]
fn what_was_handed_in_stands_in_the_log_and_among_the_days() {
    let home = with_entries();
    let slip = home.file("回执.txt", "受理\n");
    let told = home.json(&[
        "report",
        "filed",
        "--to",
        "lender-desk",
        "--on",
        "2026-11-20",
        "--receipt",
        "GD-7",
        "--loan",
        "A1",
        "--attach",
        arg(&slip),
    ]);
    assert_eq!(
        (&told["entry"], &told["next_on"]),
        (&json!(4), &json!("2026-12-05"))
    );
    let entry = home.json(&["log", "show", "4"]);
    let text = entry.to_string();
    assert!(
        text.contains("lender-desk") && text.contains("documented"),
        "{text}"
    );
    let due = home.json(&["due"]).to_string();
    assert!(
        due.contains("\"E4\"") && due.contains("2026-12-05"),
        "{due}"
    );
    home.done(&["log", "verify"]);
    // How long an authority takes isn't known: no day is made up for it.
    let told = home.json(&[
        "report",
        "filed",
        "--to",
        "12378",
        "--on",
        "2026-11-21",
        "--loan",
        "A1",
    ]);
    assert_eq!(told["reply_days"], json!([]));
    assert!(!home.json(&["due"]).to_string().contains("\"E5\""));
    let file = home.file(
        "filed.toml",
        "[filed]\non = \"2026-11-21\"\nreceipt = \"unknown\"\n",
    );
    let told = home.json(&["report", "filed", "--to", "12345", "--answers", arg(&file)]);
    assert_eq!(told["receipt"], json!(null));
}

#[test]
fn a_blank_file_of_answers_has_the_questions_of_each() {
    let home = with_entries();
    for (name, id) in [
        ("complaint", "gate.handled"),
        ("police", "fact.station"),
        ("court", "fact.court"),
        ("filed", "filed.on"),
    ] {
        let blank = home.done(&["report", name, "--answers-template"]);
        assert!(blank.contains(&format!("{id} = ")), "{blank}");
        assert!(!blank.contains("copy ="), "{blank}");
    }
    home.refused(
        &["report", "summary", "--answers-template"],
        "template-none",
        2,
    );
}
