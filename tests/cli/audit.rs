//! `menshen audit` as other programs meet it: order, odd lines, slow feeding, Ctrl-C, closed pipes.

use crate::support::{Home, Ran, Terminal, arg};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

/// A loan of which only a claim is known, as a line without its end.
fn loan(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","lender_kind":"unknown","claim":{{"on":"2026-11-21","scope":"unknown","total":"5280.00"}},"as_of":"2026-11-21"}}"#
    )
}

/// Many lines, some of them bad, and what each answer begins with.
fn many(count: usize) -> (String, Vec<String>) {
    (1..=count)
        .map(|n| match n % 7 {
            0 => (
                "no loan\n".to_owned(),
                format!(r#"{{"id":null,"line":{n},"ok":false"#),
            ),
            _ => (
                loan(&n.to_string()) + "\n",
                format!(r#"{{"id":"{n}","ok":true"#),
            ),
        })
        .unzip()
}

fn assert_answers(out: &str, expected: &[String]) {
    assert_eq!(out.lines().count(), expected.len());
    for (line, beginning) in out.lines().zip(expected) {
        assert!(line.starts_with(beginning), "{line} is not {beginning}");
        serde_json::from_str::<Value>(line).unwrap();
    }
    assert!(out.is_empty() || out.ends_with('\n'));
}

/// The command fed through a pipe.
fn piped(home: &Home, args: &[&str]) -> Child {
    let mut command = home.command(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let done = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(done.success());
}

/// Starts on one line, is interrupted with the input still open, and has ended.
fn stopped(home: &Home, args: &[&str]) -> Ran {
    let mut child = piped(home, args);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    input.write_all((loan("1") + "\n").as_bytes()).unwrap();
    let mut out = String::new();
    if args.contains(&"-o") {
        // Nothing is seen of the file before its end: once the handler stands, the line is read too.
        std::thread::sleep(std::time::Duration::from_millis(500));
    } else {
        output.read_line(&mut out).unwrap();
    }
    interrupt(&child);
    output.read_to_string(&mut out).unwrap();
    let mut ended = child.wait_with_output().unwrap();
    ended.stdout = out.into_bytes();
    drop(input);
    Ran::from_output(ended, args)
}

#[test]
fn order_is_kept_over_many_pieces_whatever_the_way_in_and_out() {
    let home = Home::new();
    let (lines, expected) = many(4_000);
    let file = home.file("loans.jsonl", &lines);
    let out = home.done(&["audit", arg(&file)]);
    assert_answers(&out, &expected);

    let result = home.beside("answers.jsonl");
    let ran = home.run(&["audit", arg(&file), "-o", arg(&result)]);
    // No bar, no summary where nobody sits at a terminal.
    assert_eq!(
        (
            ran.code,
            ran.out.as_str(),
            ran.err.as_str().contains("核对完")
        ),
        (0, "", false)
    );
    assert!(std::fs::read_to_string(&result).unwrap() == out, "-o FILE");

    let mut child = piped(&home, &["audit"]);
    let mut input = child.stdin.take().unwrap();
    let feeding = std::thread::spawn(move || {
        // Cut where no line ends.
        for piece in lines.as_bytes().chunks(997) {
            input.write_all(piece).unwrap();
        }
    });
    let ended = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    assert!(ended.stdout == out.as_bytes(), "through a pipe");
}

#[test]
fn odd_lines_are_answered_in_place() {
    let home = Home::new();
    let long = " ".repeat(3 << 20) + &loan("long");
    let bytes = [
        "\u{feff}".as_bytes(),
        loan("1").as_bytes(),
        b"\r\n\n\xff\xfe\n",
        long.as_bytes(),
        b"\n",
        loan("5").as_bytes(),
        b"\r\n",
        loan("6").as_bytes(), // the end of the file ends it
    ]
    .concat();
    let file = home.file("odd.jsonl", bytes);
    let out = home.done(&["audit", arg(&file)]);
    let expected = [
        r#"{"id":"1","ok":true"#,
        r#"{"id":null,"line":2,"ok":false,"error":{"code":"not-readable""#,
        r#"{"id":null,"line":3,"ok":false,"error":{"code":"not-readable""#,
        r#"{"id":null,"line":4,"ok":false,"error":{"code":"too-long""#,
        r#"{"id":"5","ok":true"#,
        r#"{"id":"6","ok":true"#,
    ];
    assert_answers(&out, &expected.map(str::to_owned));
    let nothing = home.file("empty.jsonl", "");
    assert_eq!(home.done(&["audit", arg(&nothing)]), "");
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let home = Home::new();
    let mut child = piped(&home, &["audit"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in ["1", "2", "3"] {
        input.write_all((loan(id) + "\n").as_bytes()).unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!(r#"{{"id":"{id}","ok":true"#)));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn ctrl_c_leaves_whole_lines_and_says_how_far_it_came() {
    let home = Home::new();
    let ran = stopped(&home, &["audit"]);
    assert_eq!(ran.code, 130, "{ran:?}");
    assert_answers(&ran.out, &[r#"{"id":"1","ok":true"#.to_owned()]);
    assert!(ran.err.contains("前 1 行已经答完"), "{ran:?}");
}

#[test]
fn ctrl_c_leaves_no_part_of_a_file() {
    let home = Home::new();
    let result = home.beside("answers.jsonl");
    let ran = stopped(&home, &["audit", "-o", arg(&result)]);
    assert_eq!((ran.code, ran.out.as_str()), (130, ""), "{ran:?}");
    assert!(ran.err.contains("结果文件没有写"), "{ran:?}");
    let beside = std::fs::read_dir(result.parent().unwrap()).unwrap();
    let left: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().contains("jsonl")
                && !name.to_string_lossy().starts_with(".menshen-")),
        "{left:?}"
    );
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let home = Home::new();
    let (lines, _) = many(4_000);
    let file = home.file("loans.jsonl", lines);
    let mut child = piped(&home, &["audit", arg(&file)]);
    let mut first = String::new();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    drop(output);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(!said.contains("写") && !said.contains("panic"), "{said}");
}

#[test]
fn at_a_terminal_the_end_is_said_beside_the_answers() {
    let home = Home::new();
    let (lines, expected) = many(700);
    home.file("loans.jsonl", lines);
    let mut terminal = Terminal::shell(&home, "\"$MENSHEN\" audit loans.jsonl > out.jsonl");
    terminal.expect("核对完了，共 700 行；其中 100 行没能核对");
    assert_eq!(terminal.end(), 0);
    let out = std::fs::read_to_string(home.beside("out.jsonl")).unwrap();
    assert_answers(&out, &expected);
    // Someone else ends it early: nothing is said to be complete.
    let script = "set -o pipefail; \"$MENSHEN\" audit loans.jsonl | head -1 > first.jsonl; sleep 1";
    let mut terminal = Terminal::shell(&home, script);
    assert_eq!(terminal.end(), 0);
    assert!(
        !terminal.screen().contains("核对完"),
        "{}",
        terminal.screen()
    );
    // Answers on the screen: nothing is written between them.
    let mut terminal = Terminal::shell(&home, "head -2 loans.jsonl | \"$MENSHEN\" audit");
    assert_eq!(terminal.end(), 0);
    assert!(
        !terminal.screen().contains("核对完"),
        "{}",
        terminal.screen()
    );
}

#[test]
fn in_plain_mode_progress_is_said_in_lines() {
    let home = Home::new();
    let (lines, _) = many(4_000);
    home.file("loans.jsonl", lines);
    let mut terminal =
        Terminal::shell(&home, "\"$MENSHEN\" --plain audit loans.jsonl -o out.jsonl");
    terminal.expect("已核对").expect("核对完了，共 4000 行");
    assert_eq!(terminal.end(), 0);
}

/// A terminal writes `^C` where the cursor stands; the bar above the last message is taken away all
/// the same.
#[test]
fn ctrl_c_at_a_terminal_takes_the_bar_away() {
    let home = Home::new();
    let (lines, _) = many(40_000);
    home.file("loans.jsonl", lines);
    let mut terminal = Terminal::shell(&home, "\"$MENSHEN\" audit loans.jsonl -o out.jsonl");
    terminal.expect("已核对").send(b"\x03").expect("已停下");
    assert_eq!(terminal.end(), 130);
    let screen = terminal.screen();
    assert!(!screen.contains("约剩"), "{screen}");
    assert!(!home.beside("out.jsonl").exists());
}
