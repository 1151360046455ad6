//! Time stamps of RFC 3161. The answers under `tests/vectors/log/stamp` were made by OpenSSL with a
//! certificate of its own; `tests/vectors/log/stamp.sh` makes them anew.

use crate::support::{Home, arg, unwrapped};
use menshen::domain::chain::Anchor;
use menshen::domain::chain::stamp::{NotAStamp, check, request};
use std::path::PathBuf;
use std::process::Command;

pub fn vector(name: &str) -> PathBuf {
    super::vectors().join("stamp").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(vector(name)).unwrap()
}

fn anchor() -> Anchor {
    String::from_utf8(bytes("anchor.txt"))
        .unwrap()
        .parse()
        .unwrap()
}

/// The case of the vectors: its log, and the request made for its anchor.
pub fn with_request(home: &Home) {
    home.done(&["case", "new", "甲"]);
    let case = home.case("甲");
    std::fs::copy(vector("evidence.jsonl"), case.join("evidence.jsonl")).unwrap();
    std::fs::create_dir(case.join("stamps")).unwrap();
    for ending in ["txt", "tsq"] {
        let name = format!("anchor.{ending}");
        std::fs::copy(vector(&name), case.join("stamps").join(name)).unwrap();
    }
}

#[test]
fn an_answer_is_checked_against_the_request_and_the_anchor() {
    let asked = bytes("anchor.tsq");
    let stamp = check(&bytes("answer.tsr"), &asked, &anchor()).unwrap();
    assert_eq!(
        (stamp.policy.as_str(), stamp.within_seconds),
        ("1.2.3.4.1", Some(1))
    );
    assert!(
        stamp.at.ends_with("+08:00") && stamp.at.len() == 25,
        "{}",
        stamp.at
    );
    for (answer, why) in [
        ("refused.tsr", NotAStamp::Refused),
        ("something-else.tsr", NotAStamp::OfSomethingElse),
        ("another-request.tsr", NotAStamp::ToAnotherRequest),
        ("anchor.tsq", NotAStamp::Unreadable),
    ] {
        assert_eq!(
            check(&bytes(answer), &asked, &anchor()),
            Err(why),
            "{answer}"
        );
    }
    let mut other = anchor();
    other.seq += 1;
    let found = check(&bytes("answer.tsr"), &asked, &other);
    assert_eq!(found, Err(NotAStamp::OfSomethingElse));
}

#[test]
fn an_answer_cut_short_anywhere_is_not_read() {
    let (answer, asked) = (bytes("answer.tsr"), bytes("anchor.tsq"));
    for length in 0..answer.len() {
        let found = check(&answer[..length], &asked, &anchor());
        assert_eq!(found, Err(NotAStamp::Unreadable), "{length}");
    }
}

#[test]
fn a_request_is_what_openssl_reads() {
    let made = request(&anchor(), [7; 16]).unwrap();
    assert_ne!(made, request(&anchor(), [8; 16]).unwrap());
    let home = Home::new();
    let file = home.file("a.tsq", &made);
    let Ok(output) = Command::new("openssl")
        .args(["ts", "-query", "-text", "-in", arg(&file)])
        .output()
    else {
        eprintln!("OPENSSL IS NOT HERE: the request was compared with the stored one alone.");
        assert_eq!(made.len(), bytes("anchor.tsq").len());
        return;
    };
    let said = String::from_utf8(output.stdout).unwrap();
    for words in [
        "Hash Algorithm: sha256",
        "Certificate required: yes",
        "Nonce: 0x4707",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn an_answer_is_kept_noted_and_its_limits_are_said() {
    let home = Home::new();
    with_request(&home);
    let answer = vector("answer.tsr");
    let args = ["log", "anchor", "--answer", arg(&answer)];
    let said = unwrapped(&home.done(&args));
    assert!(
        said.contains("没有核对的：签名") && said.contains("不能说明"),
        "{said}"
    );
    assert!(said.contains("opensslts-verify"), "{said}");
    // The same answer again is kept once and noted once.
    let found = home.json(&args);
    assert_eq!(found["signature_checked"], false);
    let kept = PathBuf::from(found["kept"].as_str().unwrap());
    assert_eq!(std::fs::read(&kept).unwrap(), bytes("answer.tsr"));
    let listed = home.json(&["log", "anchor", "--list"]);
    assert_eq!(listed["kept"].as_array().unwrap().len(), 1);
    assert_eq!(listed["newer_entries"], 0);
    assert_eq!(home.json(&["log", "verify"])["result"], "holds");

    // The command that is printed checks the signature.
    let command = found["check_signature_with"].as_str().unwrap();
    let ca = vector("ca.pem");
    let command = command.replace("ca.pem", arg(&ca));
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("OPENSSL IS NOT HERE: the printed command was not run.");
        return;
    }
    let output = Command::new("sh").args(["-c", &command]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains("Verification: OK"),
        "{command}\n{said}"
    );
}

#[test]
fn a_request_is_made_once_for_an_anchor() {
    let home = Home::new();
    home.done(&["log", "add", "电话", "x"]);
    let ask = |name: &str| {
        let file = home.beside(name);
        let said = home.done(&["log", "anchor", "--request", "-o", arg(&file)]);
        assert!(unwrapped(&said).contains("门神不联网"), "{said}");
        std::fs::read(file).unwrap()
    };
    let first = ask("a.tsq");
    assert_eq!(first, ask("b.tsq"));
    home.done(&["log", "add", "电话", "y"]);
    assert_ne!(first, ask("c.tsq"));
}
