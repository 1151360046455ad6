//! The passphrase at a terminal: hidden, twice for a new one, three tries for an old one.

use super::{PASSPHRASE, passphrase, planted, sealed};
use crate::support::{Home, Terminal, arg};

#[test]
fn a_new_passphrase_is_typed_twice_before_anything_changes_and_is_never_seen() {
    let home = Home::new();
    planted(&home);
    let before = home.kept();
    let mut terminal = Terminal::start(&home, &["case", "seal"]);
    terminal.expect("定一个口令").line("short");
    terminal
        .expect("太短了")
        .expect("定一个口令")
        .line(PASSPHRASE);
    terminal.expect("再输一遍").line("something else");
    terminal.expect("两遍不一样").expect("定一个口令");
    assert_eq!(
        home.kept(),
        before,
        "changed before the passphrase was settled"
    );
    terminal.line(PASSPHRASE);
    terminal.expect("再输一遍").line(PASSPHRASE);
    terminal.expect("封存好了");
    assert_eq!(terminal.end(), 0);
    let seen = terminal.everything();
    assert!(
        !seen.contains(PASSPHRASE) && !seen.contains("something else"),
        "{seen}"
    );
}

#[test]
fn leaving_at_the_passphrase_changes_nothing() {
    let home = Home::new();
    planted(&home);
    let before = home.kept();
    let mut terminal = Terminal::start(&home, &["case", "seal"]);
    terminal
        .expect("定一个口令")
        .press(crate::support::Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    assert_eq!(home.kept(), before);
}

#[test]
fn three_wrong_tries_end_it_and_the_third_right_one_opens() {
    let home = Home::new();
    sealed(&home);
    let before = home.kept();
    let mut terminal = Terminal::start(&home, &["case", "show"]);
    terminal.expect("输入口令").line("wrong one");
    terminal
        .expect("还可以试")
        .expect("输入口令")
        .line("wrong two");
    terminal
        .expect("还可以试")
        .expect("输入口令")
        .line("wrong three");
    terminal.expect("口令不对");
    assert_eq!(terminal.end(), 1);
    assert_eq!(home.kept(), before);
    let mut terminal = Terminal::start(&home, &["case", "show"]);
    terminal.expect("输入口令").line("wrong one");
    terminal
        .expect("还可以试")
        .expect("输入口令")
        .line("wrong two");
    terminal
        .expect("还可以试")
        .expect("输入口令")
        .line(PASSPHRASE);
    terminal.expect("甲某某");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn verifying_at_a_terminal_can_do_without_the_passphrase() {
    let home = Home::new();
    sealed(&home);
    let mut terminal = Terminal::start(&home, &["log", "verify"]);
    terminal.expect("直接回车").line("");
    terminal.expect("前后相接");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_locked_session_opens_for_a_person_and_not_for_the_file() {
    let home = Home::new();
    sealed(&home);
    let file = passphrase(&home);
    let args = ["case", "session", "--passphrase-file", arg(&file)];
    let mut terminal = Terminal::start(&home, &args);
    terminal.expect("谁来打字").line("2");
    terminal.expect("档案 甲").expect("做哪一件").line("8");
    terminal.expect("按回车接着用").line("");
    terminal.expect("输入口令");
    assert!(
        !terminal.screen().contains("知道的"),
        "{}",
        terminal.screen()
    );
    terminal
        .line("not this one")
        .expect("还可以试")
        .expect("输入口令");
    terminal.line(PASSPHRASE);
    terminal.expect("档案 甲").expect("做哪一件").line("!");
    terminal.expect("面谈结束");
    assert_eq!(terminal.end(), 0);
}
