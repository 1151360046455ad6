//! A call about a letter at a terminal: number keys while it goes on, one entry afterwards.

use super::{draft, kept};
use crate::support::{Home, Key, TEXTS, Terminal, unwrapped, with_case};
use menshen::render::wrap::width;
use serde_json::json;

const CALL: [&str; 5] = ["letter", "call", "C1", "--loan", "A1"];

/// At the list of what the other side may say.
fn listening(terminal: &mut Terminal) -> &mut Terminal {
    terminal.expect(&TEXTS.t("call.ask")).prompt()
}

/// Ends the record of a call that was taken down.
fn record(terminal: &mut Terminal) {
    terminal.question("letter-call.call.at").press(Key::Enter);
    terminal.question("letter-call.call.direction").line("1");
    terminal.question("letter-call.call.phone").line("不知道");
    terminal
        .question("letter-call.call.ticket")
        .press(Key::Enter);
    for question in ["badge", "words", "promised"] {
        let key = format!("letter-call.call.{question}");
        terminal.question(&key).press(Key::Enter);
    }
    terminal
        .question("letter-call.call.reply_by")
        .line("2026-11-28");
    terminal.question("letter-call.call.grade").line("2");
    terminal
        .question("letter-call.call.files")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
}

#[test]
fn keys_full_width_too_show_the_answer_and_become_one_entry() {
    let home = with_case("甲");
    let mut terminal = Terminal::sized(&home, &CALL, 80, 24);
    terminal.shows("合同尾号0611").shows("请先告诉我您的工号");
    listening(&mut terminal).line("２");
    terminal.expect("不还就上门").prompt().line("1");
    terminal
        .shows("没有约好请不要上门")
        .prompt()
        .press(Key::Enter);
    terminal.shows("记下了：不还就上门");
    listening(&mut terminal).line("6");
    terminal
        .expect(&TEXTS.t("call.part.ticket"))
        .prompt()
        .line("1");
    terminal.expect("不记了就直接回车").prompt().line("T-778");
    listening(&mut terminal).line("9");
    terminal
        .shows("12356")
        .shows("打 110")
        .prompt()
        .press(Key::Enter);
    listening(&mut terminal).line("0");
    terminal.shows("先停一下").prompt().press(Key::Enter);
    listening(&mut terminal).line("x");
    terminal.shows("没有这个数字");
    listening(&mut terminal).line("8");
    terminal.expect("请先告诉我您的工号");
    listening(&mut terminal).line("7");
    record(&mut terminal);
    terminal.shows("证据记录第 1 条").shows("2026年11月28日");
    assert_eq!(terminal.end(), 0);
    let entry = home.json(&["log", "show", "1", "--full"]).to_string();
    for words in ["不还就上门（20:00）", "T-778", "2026-11-21T20:00"] {
        assert!(entry.contains(words), "{words} in {entry}");
    }
    assert!(!home.case("甲").join("drafts/letter-call.json").exists());
}

#[test]
fn what_was_taken_down_outlives_ctrl_c_a_kill_and_a_closed_window() {
    type End = fn(&mut Terminal);
    let ends: [End; 2] = [
        |terminal| {
            terminal.press(Key::Interrupt);
            assert_eq!(terminal.end(), 130);
        },
        |terminal| {
            terminal.signal("KILL");
            terminal.end();
        },
    ];
    for end in ends {
        let home = with_case("甲");
        let mut terminal = Terminal::start(&home, &CALL);
        listening(&mut terminal).line("1");
        terminal.expect("今天必须还清").prompt().line("1");
        terminal.expect("怎么答").prompt();
        end(&mut terminal);
        assert_kept_and_taken_up(&home);
    }
    let home = with_case("甲");
    let mut window = Terminal::window(&home, &CALL);
    listening(&mut window).line("1");
    window.expect("今天必须还清").prompt().line("1");
    window.expect("怎么答").prompt();
    window.close();
    assert_kept_and_taken_up(&home);
}

fn assert_kept_and_taken_up(home: &Home) {
    let path = home.case("甲").join("drafts/letter-call.json");
    assert_eq!(kept(&path, "heard.today"), json!({"given": "true"}));
    assert_eq!(draft(&path).len(), 1);
    let mut terminal = Terminal::start(home, &CALL);
    terminal.expect("没记完的电话").prompt().line("1");
    listening(&mut terminal).line("7");
    record(&mut terminal);
    assert_eq!(terminal.end(), 0);
    let entry = home.json(&["log", "show", "1"]).to_string();
    assert!(entry.contains("今天必须还清（20:00）"), "{entry}");
}

#[test]
fn a_narrow_window_and_plain_mode_show_the_same() {
    let home = with_case("甲");
    for args in [&CALL[..], &[&CALL[..], &["--plain"]].concat()] {
        let mut terminal = Terminal::sized(&home, args, 40, 24);
        listening(&mut terminal);
        let screen = terminal.screen();
        assert!(unwrapped(&screen).contains("合同尾号0611"), "{screen}");
        assert!(
            screen.lines().all(|l| width(l.trim_end()) <= 40),
            "{screen}"
        );
        terminal.line("５");
        terminal.expect("客服说没有权限").prompt().line("1");
        terminal.shows("给我工单号").prompt();
        terminal.press(Key::Interrupt);
        assert_eq!(terminal.end(), 130);
        std::fs::remove_file(home.case("甲").join("drafts/letter-call.json")).unwrap();
    }
}
