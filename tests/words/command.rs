//! `menshen check words` as a person and a program use it.

use crate::support::{Home, Ran, Terminal, arg, unwrapped, with_case};
use std::io::Write;
use std::process::Stdio;

fn piped(home: &Home, text: &[u8], args: &[&str]) -> Ran {
    let args = [&["check", "words"], args].concat();
    let mut command = home.command(&args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A refusal may come before the last byte is read.
    let _ = input.write_all(text);
    drop(input);
    Ran::from_output(child.wait_with_output().unwrap(), &args)
}

const THREAT: &str = "借款逾期了，再不还钱弄死你，还要爆你通讯录。";

#[test]
fn proposals_have_the_shape_the_specification_gives() {
    let home = Home::new();
    let found = piped(&home, THREAT.as_bytes(), &["--json"]).json();
    let proposals = found["proposals"].as_array().unwrap();
    let ids: Vec<&str> = proposals
        .iter()
        .map(|p| p["conduct"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["no-threats-insults", "no-threat-to-tell"], "{found}");
    let chars: Vec<char> = THREAT.chars().collect();
    for proposal in proposals {
        let at = |n: usize| usize::try_from(proposal["span"][n].as_u64().unwrap()).unwrap();
        let words: String = chars[at(0)..at(1)].iter().collect();
        assert_eq!(proposal["quote"], words.as_str());
        assert!(
            proposal["why"].as_str().unwrap().ends_with('。'),
            "{proposal}"
        );
    }
    assert_eq!(found["recorded"], false);
    assert_eq!(found["book"]["checked"], "2026-11-21");
    assert!(!home.path().exists());
}

#[test]
fn the_screen_says_how_to_record_and_what_it_cannot_know() {
    let home = Home::new();
    let said = unwrapped(&piped(&home, THREAT.as_bytes(), &[]).out);
    for words in [
        "menshenlogamend条目号--conductno-threats-insults",
        "不看用意",
        "先问自己",
        "法律、行政法规",
    ] {
        assert!(said.replace(' ', "").contains(words), "{words}: {said}");
    }
    let quiet = "您的借款已逾期3天，应还1200元，请尽快还款";
    let said = unwrapped(&piped(&home, quiet.as_bytes(), &[]).out);
    assert!(said.contains("不等于对方的做法都合规"), "{said}");
    assert!(!said.contains("log amend"), "{said}");
}

#[test]
fn a_file_other_encodings_and_standard_input_are_read_alike() {
    let home = Home::new();
    let expected = piped(&home, THREAT.as_bytes(), &["--json"]).json();
    let file = home.file("通话.txt", format!("\u{FEFF}{THREAT}"));
    assert_eq!(
        home.json(&["check", "words", "--file", arg(&file)]),
        expected
    );
    let (gb18030, _, _) = encoding_rs::GB18030.encode(THREAT);
    assert_eq!(piped(&home, &gb18030, &["--json"]).json(), expected);
}

#[test]
fn numbers_of_people_are_hidden_in_quotes() {
    let home = Home::new();
    let text = "欠款今天处理，把钱转到我的卡6222021234567890123，不然打给你单位。";
    let shown = piped(&home, text.as_bytes(), &["--json"])
        .json()
        .to_string();
    assert!(shown.contains("lender-channel-only"), "{shown}");
    assert!(!shown.contains("6222021234"), "{shown}");
}

#[test]
fn an_excerpt_never_shows_a_part_of_a_number() {
    let home = Home::new();
    let card = "6222021234567890011";
    // Wherever the edges of the excerpts fall, they fall somewhere into one of the numbers.
    for gap in 0..50 {
        let between = "甲".repeat(gap);
        let text = format!("卡{card}{between}弄死你{between}卡{card}，弄死你{card}");
        let ran = piped(&home, text.as_bytes(), &[]);
        let said = unwrapped(&ran.out).replace(' ', "");
        assert!(said.contains("弄死"), "{said}");
        for part in ["62220", "220212", "67890", "90011"] {
            assert!(!said.contains(part), "{gap}: {said}");
        }
        let json = piped(&home, text.as_bytes(), &["--json"]).json();
        assert!(!json.to_string().contains("62220"), "{json}");
    }
    let text = format!("{}弄死你", "卡6222 0212 3456 7890 011，".repeat(3));
    let said = unwrapped(&piped(&home, text.as_bytes(), &[]).out);
    assert!(
        said.contains("****0011") && !said.contains("0212"),
        "{said}"
    );
}

#[test]
fn a_megabyte_is_read_and_binary_and_nothing_are_refused() {
    let home = Home::new();
    let long = "您的借款已逾期，请尽快还款。".repeat(25_000);
    assert!(long.len() > 1_000_000);
    let found = piped(&home, long.as_bytes(), &["--json"]).json();
    assert_eq!(found["proposals"].as_array().unwrap().len(), 0);
    for (bytes, code) in [
        (&b""[..], "words-empty"),
        (b" \n\t", "words-empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "notice-not-text"),
    ] {
        let refused = piped(&home, bytes, &["--json"]).json();
        assert_eq!(refused["error"]["code"], code, "{refused}");
    }
}

#[test]
fn a_confirmed_rule_joins_those_of_the_entry() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "他骂人"]);
    home.done(&["log", "amend", "1", "--set", "conduct=quiet-hours"]);
    home.done(&["log", "amend", "1", "--conduct", "no-threats-insults"]);
    let shown = home.json(&["log", "show", "1"]).to_string();
    for id in ["quiet-hours", "no-threats-insults"] {
        assert!(shown.contains(id), "{shown}");
    }
    let refused = home.refused(
        &["log", "amend", "1", "--conduct", "13800138000"],
        "log-conduct-unknown",
        2,
    );
    assert!(!refused.to_string().contains("13800138000"), "{refused}");
}

#[test]
fn at_a_terminal_what_is_confirmed_is_written_and_nothing_else() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "他骂人"]);
    let file = home.file("通话.txt", THREAT);
    let path = arg(&file);
    let mut terminal = Terminal::start(&home, &["check", "words", "--file", path]);
    terminal.expect("是，我确认");
    terminal.prompt();
    terminal.line("1");
    terminal.expect("通讯录");
    terminal.prompt();
    terminal.line("2");
    terminal.expect("记到哪里");
    terminal.prompt();
    terminal.line("1");
    terminal.expect("补到第几条");
    terminal.prompt();
    terminal.line("1");
    terminal.expect("记进了留证第 1 条");
    assert_eq!(terminal.end(), 0);
    let shown = home.json(&["log", "show", "1"]).to_string();
    assert!(shown.contains("no-threats-insults"), "{shown}");
    assert!(!shown.contains("no-threat-to-tell"), "{shown}");
}

#[test]
fn confirming_can_make_a_new_entry_or_none() {
    let home = with_case("甲");
    let file = home.file("短信.txt", "再不还钱弄死你");
    let path = arg(&file);
    let mut terminal = Terminal::start(&home, &["check", "words", "--file", path]);
    terminal.expect("是，我确认");
    terminal.prompt();
    terminal.line("3");
    terminal.expect("什么都没有记");
    assert_eq!(terminal.end(), 0);
    let mut terminal = Terminal::start(&home, &["check", "words", "--file", path]);
    terminal.expect("是，我确认");
    terminal.prompt();
    terminal.line("1");
    terminal.expect("记到哪里");
    terminal.prompt();
    terminal.line("2");
    terminal.expect("怎么来的");
    terminal.prompt();
    terminal.line("2");
    terminal.expect("什么时候");
    terminal.prompt();
    terminal.line("昨天下午3点");
    terminal.expect("记进了留证第 1 条");
    assert_eq!(terminal.end(), 0);
    let shown = home.json(&["log", "show", "1"]).to_string();
    for words in ["弄死你", "no-threats-insults", "message"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}
