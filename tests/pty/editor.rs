//! The line a person types on: Chinese is two columns wide, three bytes long and one key to erase.

use super::{draft, kept};
use crate::support::{Home, Key, TEXTS, Terminal};
use serde_json::json;
use std::path::PathBuf;

fn draft_file(home: &Home) -> PathBuf {
    home.case("inbox").join("drafts/confirm.json")
}

/// Five and forty characters, ninety columns.
fn long() -> String {
    "江河湖海山川草木风".chars().cycle().take(45).collect()
}

#[test]
fn two_characters_erased_are_two_characters() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal
        .question("confirm.lender")
        .type_text("江河银行错字");
    terminal.cursor_row("> 江河银行错字").cursor_column(14);
    terminal.press(Key::Backspace).cursor_column(12);
    terminal.press(Key::Backspace).cursor_column(10);
    terminal.cursor_row("> 江河银行");
    terminal.press(Key::Left).press(Key::Left).cursor_column(6);
    terminal
        .type_text("村镇")
        .cursor_row("> 江河村镇银行")
        .cursor_column(10);
    terminal.press(Key::Enter).question("confirm.id");
    let given = kept(&draft_file(&home), "lender");
    assert_eq!(given, json!({"given": "江河村镇银行"}));
}

#[test]
fn a_line_wrapped_twice_is_erased_back_over_the_edge() {
    // At 40 columns a row is full; at 41 one column stays free, since half a character can't be shown.
    for columns in [40, 41] {
        let home = Home::new();
        let mut terminal = Terminal::sized(&home, &["confirm"], columns, 30);
        terminal.question("confirm.lender").type_text(&long());
        // Behind `> ` nineteen fit in the first row, then twenty: six are in the third.
        let last: String = long().chars().skip(39).collect();
        terminal.cursor_row(&last).cursor_column(12);
        terminal
            .press(Key::Backspace)
            .press(Key::Backspace)
            .cursor_column(8);
        for _ in 0..5 {
            terminal.press(Key::Backspace);
        }
        // Over the edge: the end of the second row.
        let second: String = long().chars().skip(19).take(19).collect();
        terminal.cursor_row(&second).cursor_column(38);
        terminal.press(Key::Enter).question("confirm.id");
        let wanted: String = long().chars().take(38).collect();
        assert_eq!(
            kept(&draft_file(&home), "lender"),
            json!({"given": wanted}),
            "{columns}"
        );
    }
}

#[test]
fn the_window_may_be_pulled_while_a_line_is_typed() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["confirm"], 80, 30);
    let (first, rest) = ("江河银行股份有限公司", "某某分行");
    terminal
        .question("confirm.lender")
        .type_text(first)
        .cursor_column(22);
    terminal.resize(50, 20).resize(60, 24);
    terminal.type_text(rest).shows(&format!("{first}{rest}"));
    terminal.press(Key::Enter).question("confirm.id").line("A1");
    terminal.question("confirm.lender_kind");
    let given = kept(&draft_file(&home), "lender");
    assert_eq!(given, json!({"given": format!("{first}{rest}")}));
}

#[test]
fn a_paste_with_line_ends_is_one_line_to_be_looked_at() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal
        .question("confirm.lender")
        .paste("江河银行\nA1\n1\n");
    terminal.shows("江河银行");
    // Nothing was answered by the line ends in it.
    assert!(!draft_file(&home).exists());
    terminal.press(Key::Enter).question("confirm.id");
    assert_eq!(draft(&draft_file(&home)).len(), 1);
}

#[test]
fn five_hundred_keys_at_once_do_no_harm() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.question("confirm.lender").line("江河银行");
    terminal.question("confirm.id").line("A1");
    terminal.question("confirm.lender_kind");
    terminal.type_text(&"乱7".repeat(250)).press(Key::Enter);
    terminal.question("confirm.lender_kind");
    let screen = terminal.screen();
    assert!(!screen.contains("[rejected."), "{screen}");
    terminal.line("6");
    terminal.question("confirm.contract_number");
    let file = draft_file(&home);
    assert_eq!(kept(&file, "lender_kind"), json!({"given": "unknown"}));
    assert_eq!(draft(&file).len(), 3);
}

#[test]
fn keys_that_mean_nothing_here_are_no_answer() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.question("confirm.lender");
    // Cursor keys up and down, function keys, page up, a lone Escape.
    terminal.send(b"\x1b[A\x1b[B\x1bOP\x1b[15~\x1b[5~");
    terminal.press(Key::Escape).press(Key::Enter);
    terminal.shows(&TEXTS.t("confirm.lender.ask"));
    terminal.type_text("江河银行").press(Key::Enter);
    terminal.question("confirm.id").line("A1");
    terminal.question("confirm.lender_kind");
    assert_eq!(
        kept(&draft_file(&home), "lender"),
        json!({"given": "江河银行"})
    );
}

#[test]
fn plain_mode_reads_the_terminals_own_line() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm", "--plain"]);
    terminal.question("confirm.lender").line("江河银行");
    terminal.question("confirm.id").line("A1");
    terminal
        .question("confirm.lender_kind")
        .press(Key::EndOfFile);
    assert_eq!(terminal.end(), 130);
    assert_eq!(draft(&draft_file(&home)).len(), 2);
}
