//! Numbers whose form can be checked: a pass proves nothing more, and an identity number is never
//! shown whole.

use crate::support::{Home, Ran, unwrapped};
use serde_json::json;
use std::io::Write;
use std::process::Stdio;

/// The example number of the standard itself.
const IDENTITY: &str = "11010519491231002X";

fn identity(home: &Home, given: &str, args: &[&str]) -> Ran {
    let args = [&["check", "id"], args].concat();
    let mut command = home.command(&args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(given.as_bytes()).unwrap();
    drop(input);
    Ran::from_output(child.wait_with_output().unwrap(), &args)
}

#[test]
fn a_company_code_right_or_wrong_is_an_answer() {
    let home = Home::new();
    let right = home.json(&["check", "uscc", "91410100ma7xyk2d97"]);
    assert_eq!(right["valid"], true);
    assert_eq!(right["normalised"], "91410100MA7XYK2D97");
    assert_eq!(right["reasons"], json!([]));
    let wrong = home.json(&["check", "uscc", "91410100MA7XYK2D98"]);
    assert_eq!(wrong["valid"], false);
    assert!(!wrong["reasons"].as_array().unwrap().is_empty());
    let said = unwrapped(&home.done(&["check", "uscc", "91410100MA7XYK2D97"]));
    assert!(said.contains("不说明有这家公司"), "{said}");
    assert!(!home.path().exists());
}

#[test]
fn an_identity_number_is_read_from_standard_input_and_shown_masked() {
    let home = Home::new();
    for given in [IDENTITY, "11010519491231002x\n", "110105194912310020"] {
        for args in [&["--json"][..], &[]] {
            let ran = identity(&home, given, args);
            assert_eq!(ran.code, 0, "{ran:?}");
            for shown in [&ran.out, &ran.err] {
                assert!(!shown.contains("19491231"), "{ran:?}");
            }
        }
    }
    assert_eq!(identity(&home, IDENTITY, &["--json"]).json()["valid"], true);
    let wrong = identity(&home, "110105194912310020", &["--json"]).json();
    assert_eq!(wrong["valid"], false);
    // Never from the command line, where it would stay in the shell's history.
    home.refused(&["check", "id", IDENTITY], "usage-unknown-argument", 2);
    assert!(!home.path().exists());
}

#[test]
fn nothing_on_standard_input_is_said() {
    let home = Home::new();
    identity(&home, "\n", &["--json"]).refusal("check-nothing-given", 5);
}

#[test]
fn an_identity_number_on_the_command_line_is_not_repeated() {
    let home = Home::new();
    for args in [
        &["check", "id", IDENTITY][..],
        &["check", IDENTITY],
        &[IDENTITY],
    ] {
        for json in [&[][..], &["--json"]] {
            let ran = home.run(&[args, json].concat());
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(!ran.err.contains("19491231"), "{ran:?}");
            assert!(!ran.out.contains("19491231"), "{ran:?}");
        }
    }
}

#[test]
fn the_masked_number_is_called_masked() {
    let home = Home::new();
    let found = identity(&home, IDENTITY, &["--json"]).json();
    let masked = found["masked"].as_str().unwrap();
    assert!(
        masked.contains('*') && !masked.contains("19491231"),
        "{found}"
    );
    assert!(found.get("normalised").is_none(), "{found}");
}
