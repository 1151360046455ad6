//! What comes out: one JSON object, words on standard error, the exit code, help in Chinese.

use crate::support::{BINARY, Home, REQUEST, Ran, arg, household, loan, with_case};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

#[test]
fn json_is_one_object_and_words_go_to_standard_error() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "x"]);
    let loan = loan(&home);
    let plan = household(&home);
    let request = home.file("request.toml", REQUEST);
    let c1 = home.file("c1.toml", "");
    for args in [
        &["--json"][..],
        &["case", "new", "乙", "--json"],
        &["case", "use", "甲", "--json"],
        &["case", "list", "--json"],
        &["case", "show", "--json"],
        &["confirm", "--json"],
        &["confirm", "A1", "--json"],
        &["confirm", "--answers", arg(&loan), "--json"],
        &[
            "confirm",
            "--answers",
            arg(&loan),
            "--json",
            "--explain",
            "--schedule",
        ],
        &["confirm", "--answers", arg(&loan), "--case", "乙", "--json"],
        &["plan", "--answers", arg(&plan), "--json"],
        &[
            "letter",
            "C1",
            "--loan",
            "A1",
            "--answers",
            arg(&c1),
            "--json",
        ],
        &[
            "letter",
            "C2",
            "--loan",
            "A1",
            "--answers",
            arg(&request),
            "--json",
        ],
        &["log", "add", "电话", "x", "--json"],
        &["log", "list", "--json"],
        &["log", "show", "1", "--json"],
        &["log", "verify", "--json"],
        &["rules", "search", "上门", "--json"],
        &["rules", "show", "quiet-hours", "--json"],
        &["rules", "sources", "--json"],
        &["rules", "changes", "--json"],
        &["rules", "stale", "--json"],
    ] {
        let ran = home.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        if args.contains(&"list") && args.contains(&"log") {
            // Lists are JSON Lines.
            for line in ran.out.lines() {
                assert!(serde_json::from_str::<Value>(line).unwrap().is_object());
            }
            continue;
        }
        let object = ran.json();
        assert_ne!(object["ok"], false, "{ran:?}");
        assert!(
            ran.err.contains("MENSHEN_TEST_CLOCK"),
            "said aloud: {ran:?}"
        );
    }
}

#[test]
fn without_json_results_are_on_standard_output_and_remarks_on_standard_error() {
    let home = Home::new();
    let loan = loan(&home);
    let ran = home.run(&["confirm", "--answers", arg(&loan)]);
    assert!(
        ran.out.contains("8,734.01") && !ran.out.contains("注意"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("8,734.01"), "{ran:?}");
    let ran = home.run(&["nonsense"]);
    assert_eq!((ran.out.as_str(), ran.code), ("", 2));
    ran.said_plainly();
}

#[test]
fn findings_however_grave_are_success() {
    let home = Home::new();
    let loan = loan(&home);
    let statement = home.json(&["confirm", "--answers", arg(&loan)]);
    assert!(!statement["findings"].as_array().unwrap().is_empty());
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let home = with_case("甲");
    let mut command = std::process::Command::new("bash");
    // The exit code of menshen, not of the reader that goes away at once.
    let script = "for i in 1 2 3 4 5; do \"$0\" rules sources | true; echo ${PIPESTATUS[0]}; done";
    command.args(["-c", script, BINARY]);
    home.surround(&mut command);
    let ran = Ran::of(command, &["rules", "sources"]);
    assert_eq!(ran.out, "0\n0\n0\n0\n0\n", "{ran:?}");
    assert!(
        !ran.err.contains("没有办成") && !ran.err.contains("panick"),
        "{ran:?}"
    );
}

#[test]
fn help_is_chinese_has_an_example_and_is_there_for_every_command() {
    let home = Home::new();
    let mut paths: Vec<Vec<&str>> = vec![vec![]];
    for command in [
        "confirm", "plan", "letter", "visit", "log", "case", "rules", "demo",
    ] {
        paths.push(vec![command]);
    }
    for (command, subs) in [
        ("log", &["add", "list", "show", "verify", "anchor"][..]),
        ("case", &["new", "list", "use", "show"]),
        (
            "rules",
            &["search", "show", "sources", "changes", "stale", "check"],
        ),
    ] {
        paths.extend(subs.iter().map(|sub| vec![command, sub]));
    }
    for path in paths {
        let help = home.done(&[&path[..], &["--help"]].concat());
        let example = format!("menshen {}", path.join(" "));
        assert!(
            help.contains("例子：") && help.contains(example.trim()),
            "{path:?}: {help}"
        );
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Print",
            "aliases",
            "possible",
        ] {
            assert!(!help.contains(english), "{path:?}: {english}: {help}");
        }
    }
}

#[test]
fn chinese_command_names_do_the_same() {
    let home = with_case("甲");
    let loan = loan(&home);
    let pairs = [
        (
            &["对账", "--answers", arg(&loan)][..],
            &["confirm", "--answers", arg(&loan)][..],
        ),
        (&["案件", "list"], &["case", "list"]),
        (&["规则", "stale"], &["rules", "stale"]),
        (&["留证", "--help"], &["log", "--help"]),
    ];
    for (chinese, english) in pairs {
        assert_eq!(home.done(chinese), home.done(english), "{chinese:?}");
    }
}

#[test]
fn a_log_is_verified_without_a_home() {
    let home = Home::new();
    home.done(&["log", "add", "电话", "x"]);
    let anchor = home.run(&["log", "anchor"]);
    assert_eq!(anchor.out.lines().count(), 1, "{anchor:?}");
    assert!(
        anchor.err.lines().count() > 1,
        "the words are on standard error: {anchor:?}"
    );
    let copy = home.file(
        "copy/evidence.jsonl",
        std::fs::read(home.case("inbox").join("evidence.jsonl")).unwrap(),
    );
    let bare = Home::new();
    let args = ["log", "verify", arg(&copy), "--anchor", anchor.out.trim()];
    assert_eq!(bare.json(&args)["result"], "holds");
    assert!(!bare.path().exists());
    let mut bytes = std::fs::read(&copy).unwrap();
    let at = bytes.windows(4).position(|w| w == b"call").unwrap();
    bytes[at] = b'C';
    std::fs::write(&copy, bytes).unwrap();
    let ran = bare.run(&["log", "verify", arg(&copy), "--json"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    let object = ran.json();
    assert_eq!(
        (&object["ok"], &object["result"]),
        (&json!(false), &json!("fails"))
    );
    assert!(object["faults"][0]["line"].is_u64() && object["notices"].is_array());
}

#[test]
fn entries_are_read_from_standard_input() {
    let home = Home::new();
    let mut command = home.command(&["log", "add", "--entry", "-", "--json"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let line = "{\"kind\":\"note\",\"occurred_at\":\"2026-11-20\",\"summary\":\"一\"}\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(line.repeat(2).as_bytes())
        .unwrap();
    let ran = Ran::from_output(child.wait_with_output().unwrap(), &["log", "add"]);
    assert_eq!(ran.json()["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn an_audit_with_bad_lines_is_done_one_answer_a_line_in_order() {
    let home = Home::new();
    let good = r#"{"id":"B1","lender_kind":"unknown","claim":{"on":"2026-11-21","scope":"unknown","total":"5280.00"},"as_of":"2026-11-21"}"#;
    let lines = format!("{good}\nnot json\n{}\n", good.replace("B1", "B2"));
    let input = home.file("loans.jsonl", &lines);
    let out = home.done(&["audit", arg(&input)]);
    let answers: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(
        (&answers[0]["id"], &answers[0]["ok"]),
        (&json!("B1"), &json!(true))
    );
    assert_eq!(
        (&answers[1]["ok"], &answers[1]["line"]),
        (&json!(false), &json!(2))
    );
    assert_eq!(answers[2]["id"], "B2");
    let file = home.beside("answers.jsonl");
    let ran = home.run(&["audit", arg(&input), "-o", arg(&file)]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), out);
    // A member of the claim-only statement of one loan is the same as in its own answer.
    let alone = home.file(
        "b1.toml",
        "id = \"B1\"\nlender_kind = \"unknown\"\nas_of = \"2026-11-21\"\n\
        claim = { on = \"2026-11-21\", scope = \"unknown\", total = \"5280.00\" }\n",
    );
    let mut one = home.json(&["confirm", "--answers", arg(&alone)]);
    // The age of the book is said once a result; of an audit, on standard error.
    assert!(one.as_object_mut().unwrap().remove("book").is_some());
    // Beside its statement a single loan is told what to fetch.
    assert!(one.as_object_mut().unwrap().remove("to_fetch").is_some());
    assert_eq!(one, answers[0]);
}

#[test]
fn no_heading_of_the_help_is_english() {
    let home = Home::new();
    for command in ["log", "case", "rules", "check"] {
        let help = home.done(&[command, "--help"]);
        assert!(!help.contains("Commands"), "{help}");
    }
}

#[test]
fn a_bad_line_of_a_batch_is_named_by_its_number_in_the_batch() {
    let home = Home::new();
    let batch = home.file("batch.jsonl", "{\n[1\n");
    let ran = home.run(&["audit", arg(&batch)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for (i, line) in ran.out.lines().enumerate() {
        let answer: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["line"], i + 1);
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.contains(&format!("第 {} 行", i + 1)), "{message}");
    }
    assert_eq!(ran.out.lines().count(), 2);
}

#[test]
fn a_result_replaces_no_file_without_consent_and_none_of_the_case_ever() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "x"]);
    let evidence = home.case("甲").join("evidence.jsonl");
    let link = home.beside("link");
    crate::support::link(home.case("甲"), &link);
    let before = home.kept();
    let file = loan(&home);
    let through = link.join("new.json");
    for path in [&evidence, &through, &home.case("甲").join("new.json")] {
        for args in [
            &["confirm", "--answers", arg(&file), "--force"][..],
            &["rules", "sources"],
            &["audit", arg(&file)],
        ] {
            let args = [args, &["-o", arg(path)]].concat();
            home.refused(&args, "output-in-case", 2);
        }
    }
    assert_eq!(home.kept(), before);
    let own = home.file("own.txt", "mine");
    for args in [&["rules", "sources"][..], &["audit", arg(&file)]] {
        let args = [args, &["-o", arg(&own)]].concat();
        home.refused(&args, "output-exists", 2);
    }
    let args = ["confirm", "--answers", arg(&file), "-o", arg(&own)];
    home.refused(&args, "output-exists", 2);
    assert_eq!(std::fs::read(&own).unwrap(), b"mine");
    let ran = home.run(&[&args[..], &["--force"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_ne!(std::fs::read(&own).unwrap(), b"mine");
}
