//! That a letter went out, told at a terminal: the letter picked, a day out of order, the draft.

use crate::support::{Home, Key, TEXTS, Terminal, arg, with_case};

/// A case with two letters about A1.
fn with_letters() -> Home {
    let home = with_case("甲");
    let c1 = home.file("c1.toml", "");
    home.done(&["letter", "C1", "--answers", arg(&c1)]);
    let c2 = home.file("c2.toml", crate::support::REQUEST);
    home.done(&["letter", "C2", "--answers", arg(&c2)]);
    home
}

#[test]
fn the_letter_is_picked_and_a_day_before_the_sending_is_asked_again() {
    let home = with_letters();
    let mut terminal = Terminal::start(&home, &["letter", "sent"]);
    terminal.expect(&TEXTS.t("sent.pick")).prompt().line("1");
    terminal.question("letter-sent.sent.on").line("昨天");
    terminal.question("letter-sent.sent.channel").line("４");
    terminal.question("letter-sent.sent.proof").line("不知道");
    terminal
        .question("letter-sent.sent.follow_up")
        .line("2026-11-01");
    terminal.shows(&TEXTS.t("errors.letter-sent-order.message"));
    terminal
        .question("letter-sent.sent.follow_up")
        .line("2026-12-10");
    terminal
        .question("letter-sent.sent.files")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.shows("2026年12月10日没有答复").shows("没有凭据");
    assert_eq!(terminal.end(), 0);
    let case = super::case_file(&home, "甲");
    assert_eq!(case["sent"][0]["on"].as_str(), Some("2026-11-20"));
    assert!(case["sent"][0].get("proof").is_none());
}

#[test]
fn leaving_keeps_what_was_told() {
    let home = with_letters();
    let args = ["letter", "sent", "C1"];
    let mut terminal = Terminal::start(&home, &args);
    terminal.question("letter-sent.sent.on").press(Key::Enter);
    terminal.question("letter-sent.sent.channel").line("1");
    terminal
        .question("letter-sent.sent.proof")
        .press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    assert!(!super::case_file(&home, "甲").contains_key("sent"));
    let mut terminal = Terminal::start(&home, &args);
    terminal.expect("1").prompt().line("1");
    terminal.question("letter-sent.sent.proof").line("T1");
    terminal
        .question("letter-sent.sent.follow_up")
        .press(Key::Enter);
    terminal
        .question("letter-sent.sent.files")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.shows("S1");
    assert_eq!(terminal.end(), 0);
}
