//! A number that must not be seen on the screen.

use crate::support::{Home, Key, Terminal};

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
