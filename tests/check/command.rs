//! `menshen check notice` as a person and a program use it.

use crate::support::{Home, Key, Ran, Terminal, arg, unwrapped, with_case};
use std::io::Write;
use std::process::Stdio;

fn piped(home: &Home, text: &[u8], args: &[&str]) -> Ran {
    let args = [&["check", "notice"], args].concat();
    let mut command = home.command(&args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(text).unwrap();
    drop(input);
    Ran::from_output(child.wait_with_output().unwrap(), &args)
}

const REMINDER: &str = "【云帆消费金融】您的借款已逾期，应还1,409.50元，卡号6222021234567890123。";

#[test]
fn a_file_and_standard_input_are_answered_alike_and_nothing_is_stored() {
    let home = Home::new();
    let file = home.file("短信.txt", format!("\u{FEFF}{REMINDER}"));
    let from_file = home.json(&["check", "notice", arg(&file)]);
    let from_pipe = piped(&home, REMINDER.as_bytes(), &["--json"]).json();
    assert_eq!(from_file, from_pipe);
    assert_eq!(from_file["verdict"], "consistent");
    assert_eq!(from_file["parts"]["accounts"][0], "0123");
    assert!(!from_file.to_string().contains("6222021"), "{from_file}");
    assert!(from_file["comparison"].is_null());
    assert!(!home.path().exists());
}

#[test]
fn the_screen_says_what_it_cannot_know() {
    let home = Home::new();
    let said = unwrapped(&piped(&home, REMINDER.as_bytes(), &[]).out);
    for words in ["不判断是真是假", "没有保存", "不要照着回拨"] {
        let shown = said.contains(words);
        assert_eq!(shown, words != "不要照着回拨", "{words}: {said}");
    }
    assert!(!said.contains("6222021234"), "{said}");
    assert!(!said.contains('['), "a key without words: {said}");
}

#[test]
fn a_notice_is_compared_with_the_case() {
    let home = with_case("甲");
    let lender = home.json(&["case", "show"]);
    assert!(lender.is_object());
    let name = toml::from_str::<toml::Table>(crate::support::A1).unwrap()["lender"]
        .as_str()
        .unwrap()
        .to_owned();
    let same = format!("【提醒】您在{name}的借款已逾期，应还金额8,734.01元。");
    let found = piped(&home, same.as_bytes(), &["--json"]).json();
    assert_eq!(found["comparison"]["lender"], "agrees", "{found}");
    assert_eq!(
        found["comparison"]["amounts"][0]["agreement"], "agrees",
        "{found}"
    );
    assert_eq!(found["comparison"]["amounts"][0]["loan"], "A1");
    let more = format!("【提醒】您在{name}的借款已逾期，应还金额9,999.00元。");
    let found = piped(&home, more.as_bytes(), &["--json"]).json();
    assert_eq!(found["comparison"]["amounts"][0]["agreement"], "differs");
    let ids: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["id"].as_str().unwrap())
        .collect();
    assert!(
        ids.contains(&"amount-differs") && ids.contains(&"in-case"),
        "{ids:?}"
    );
    let other = "【南江消费金融】您在南江消费金融有限公司的借款已逾期，应还500元。";
    let found = piped(&home, other.as_bytes(), &["--json"]).json();
    assert_eq!(found["comparison"]["lender"], "differs", "{found}");
    assert_eq!(found["verdict"], "contradicts");
    assert_eq!(found["comparison"]["amounts"].as_array().unwrap().len(), 0);
    let said = unwrapped(&piped(&home, more.as_bytes(), &[]).out);
    assert!(said.contains("8,734.01"), "{said}");
}

#[test]
fn reading_a_notice_changes_no_file_of_the_case() {
    let home = with_case("甲");
    let before = home.kept();
    piped(&home, REMINDER.as_bytes(), &[]);
    assert_eq!(home.kept(), before);
}

#[test]
fn at_a_terminal_a_paste_with_an_empty_line_inside_is_read_whole() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["check", "notice"]);
    terminal.expect("粘贴进来");
    terminal.prompt();
    terminal.paste("豫城市金水区人民法院\n\n案号：（2026）豫0105民初1234号，定于12月10日开庭。");
    // Seen before Enter: a key that comes ahead of its prompt is lost.
    terminal.expect("开庭");
    terminal.press(Key::Enter).prompt();
    terminal.press(Key::Enter);
    terminal.expect("豫0105");
    terminal.expect("12368");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn leaving_a_paste_is_no_fault() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["check", "notice"]);
    terminal.expect("粘贴进来");
    terminal.prompt();
    terminal.press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}

/// What a Chinese Windows shell pipes, and what a text editor there saves.
#[test]
fn other_encodings_of_the_same_notice_are_read_alike() {
    let home = Home::new();
    let expected = piped(&home, REMINDER.as_bytes(), &["--json"]).json();
    let (gb18030, _, unmapped) = encoding_rs::GB18030.encode(REMINDER);
    assert!(!unmapped);
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(REMINDER.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [gb18030.into_owned(), utf16] {
        assert_eq!(piped(&home, &bytes, &["--json"]).json(), expected);
    }
    // Pictures and spreadsheets are no text in any of them.
    for bytes in [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        b"PK\x03\x04\x14\0\xb7\xa8",
    ] {
        let refused = piped(&home, bytes, &["--json"]).json();
        assert_eq!(refused["error"]["code"], "notice-not-text", "{refused}");
    }
}

/// Every answer about a paper says how old the book is, and what a person laid over it.
#[test]
fn every_check_says_what_book_it_rests_on() {
    let home = Home::new();
    let own = include_str!("../../content/notices/payee.toml");
    home.file("own/notices/payee.toml", own);
    let own = home.beside("own");
    let own = own.to_str().unwrap();
    for args in [
        &["check", "uscc", "91440300MA5DA1234X"][..],
        &["check", "case-number", "（2026）豫0105民初1234号"],
        &["rules", "channels"],
        &["rules", "channels", "--for", "银行"],
    ] {
        let plain = home.json(args);
        assert_eq!(plain["book"]["checked"], "2026-11-21", "{args:?}");
        let changed = home.json(&[args, &["--content", own]].concat());
        let file = &changed["book"]["corrections"][0]["file"];
        assert_eq!(file, "notices/payee.toml", "{args:?}");
    }
    let notice = piped(&home, REMINDER.as_bytes(), &["--content", own]);
    let said = unwrapped(&notice.out);
    assert!(said.contains("notices/payee.toml"), "{said}");
    assert!(said.contains("规则书2026-11-21"), "{said}");
}
