//! A number that must not be seen on the screen.

use crate::support::{Home, Key, TEXTS, Terminal};

#[test]
fn ctrl_c_gives_the_echo_back() {
    let home = Home::new();
    let script = "trap : INT; \"$MENSHEN\" check id; echo \"code=$?\"; stty -a";
    let mut terminal = Terminal::shell(&home, script);
    terminal.expect("：").type_text("1").shows("*");
    terminal.press(Key::Interrupt).expect("code=130");
    terminal.end();
    let screen = terminal.screen();
    assert!(screen.split_whitespace().any(|w| w == "echo"), "{screen}");
}

#[test]
fn a_number_typed_fast_is_not_shown_either() {
    let home = Home::new();
    for _ in 0..20 {
        let mut terminal = Terminal::start(&home, &["check", "id"]);
        let words: String = TEXTS.t("check.id.ask").chars().take(4).collect();
        terminal.expect(&words);
        for key in "11010519491231002X".chars() {
            terminal.type_text(&key.to_string());
        }
        terminal.press(Key::Enter);
        assert_eq!(terminal.end(), 0);
        let screen = terminal.screen();
        let typed = screen.lines().find(|l| l.contains('*')).unwrap();
        assert!(!typed.contains(|c: char| c.is_ascii_digit()), "{screen}");
    }
}

#[test]
fn each_character_is_a_star() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["check", "id"]);
    let words: String = TEXTS.t("check.id.ask").chars().take(4).collect();
    terminal.expect(&words);
    for (typed, key) in "11010519491231002X".chars().enumerate() {
        terminal.type_text(&key.to_string());
        terminal.shows(&format!("：{}", "*".repeat(typed + 1)));
    }
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen();
    assert!(!screen.contains("19491231"), "{screen}");
}

#[test]
fn a_terminal_that_cannot_be_drawn_on_shows_nothing() {
    let home = Home::new();
    let mut terminal = Terminal::shell(&home, "TERM=dumb \"$MENSHEN\" check id");
    let words: String = TEXTS.t("check.id.ask").chars().take(4).collect();
    terminal.expect(&words);
    terminal.type_text("11010519491231002X").press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen();
    assert!(!screen.contains("19491231"), "{screen}");
}
