//! The ways a terminal can be: dumb, without colours, for a screen reader, no terminal at all; and
//! what people do to it: hold a key down, paste, erase half a character, leave.

use super::{draft, kept};
use crate::support::{Home, Key, TEXTS, Terminal, contents, unwrapped, with_case};
use serde_json::json;
use std::path::PathBuf;

fn draft_file(home: &Home) -> PathBuf {
    home.case("inbox").join("drafts/confirm.json")
}

/// What `stty -a` says at the end of a script: everything a shell needs is on again.
fn given_back(terminal: &Terminal, when: &str) {
    assert!(terminal.has_cursor(), "{when}: the cursor stays hidden");
    let screen = terminal.screen();
    for on in [
        "icanon", "echo", "echoe", "isig", "icrnl", "opost", "-echonl",
    ] {
        let is_on = screen.split_whitespace().any(|word| word == on);
        assert!(is_on, "{when}: not {on}: {screen}");
    }
    assert!(screen.contains("intr = ^C"), "{when}: {screen}");
    assert!(screen.contains("eol = <undef>"), "{when}: {screen}");
    assert!(screen.contains("susp = ^Z"), "{when}: {screen}");
}

#[test]
fn ctrl_c_gives_the_terminal_back_at_every_kind_of_prompt() {
    let home = with_case("甲");
    let a7 = crate::support::A1.replace("id = \"A1\"", "id = \"A7\"");
    let a7 = home.file("a7.toml", a7);
    let file = crate::support::arg(&a7);
    home.done(&["confirm", "--answers", file, "--case", "甲"]);
    for (call, words) in [
        ("\"$MENSHEN\" check id", "check.id.ask"),
        ("TERM=dumb \"$MENSHEN\" check id", "check.id.ask"),
        ("\"$MENSHEN\" check id --plain", "check.id.ask"),
        ("\"$MENSHEN\" confirm", "confirm.add-one"),
        ("TERM=dumb \"$MENSHEN\" confirm", "confirm.add-one"),
        ("\"$MENSHEN\" plan", "plan.irregular.ask"),
        ("TERM=dumb \"$MENSHEN\" plan", "plan.irregular.ask"),
        ("\"$MENSHEN\" plan --plain", "plan.irregular.ask"),
        ("\"$MENSHEN\" visit", "visit.door.danger.ask"),
        ("TERM=dumb \"$MENSHEN\" visit", "visit.door.danger.ask"),
        ("\"$MENSHEN\" letter C1", "letter.pick-loan"),
        ("\"$MENSHEN\" letter C1 --arrows", "letter.pick-loan"),
        (
            "TERM=dumb \"$MENSHEN\" letter C1 --arrows",
            "letter.pick-loan",
        ),
        ("\"$MENSHEN\" log add 电话 来电", "log.added.when-ask"),
    ] {
        // As in an interactive shell, Ctrl-C ends the program and not the shell.
        let script = format!("trap : INT; {call}; echo \"code=$?\"; stty -a");
        let mut terminal = Terminal::shell(&home, &script);
        let words: String = TEXTS.t(words).chars().take(6).collect();
        terminal.expect(&words);
        terminal.type_text("1").settled();
        terminal.press(Key::Interrupt).expect("code=130");
        terminal.end();
        given_back(&terminal, call);
    }
}

#[test]
fn a_hidden_number_does_not_show_where_nothing_can_be_drawn() {
    let home = Home::new();
    for call in [
        "TERM=dumb \"$MENSHEN\" check id",
        "\"$MENSHEN\" check id --plain",
    ] {
        let mut terminal = Terminal::shell(&home, &format!("{call}; stty -a"));
        let words: String = TEXTS.t("check.id.ask").chars().take(4).collect();
        terminal.expect(&words).type_text("11010519491231002X");
        terminal.press(Key::Enter).expect("intr = ^C");
        terminal.end();
        assert!(!terminal.screen().contains("19491231"), "{call}");
        given_back(&terminal, call);
    }
}

#[test]
fn leaving_says_the_same_at_a_dumb_terminal() {
    for call in ["\"$MENSHEN\" confirm", "TERM=dumb \"$MENSHEN\" confirm"] {
        let home = Home::new();
        let script = format!("trap : INT; {call}; echo \"code=$?\"");
        let mut terminal = Terminal::shell(&home, &script);
        terminal.question("confirm.lender").line("江河银行");
        terminal.question("confirm.id").press(Key::Interrupt);
        terminal.expect("code=130");
        terminal.end();
        assert!(terminal.screen().contains("已答的存好了"), "{call}");
        assert_eq!(draft(&draft_file(&home)).len(), 1);
    }
}

#[test]
fn a_dumb_terminal_shows_the_same_words() {
    let words = |call: &str| {
        let home = Home::new();
        let mut terminal = Terminal::shell(&home, call);
        terminal.question("confirm.lender").line("?");
        terminal.question("confirm.lender").line("江河银行");
        terminal.question("confirm.id").line("");
        terminal.question("confirm.id").line("A1");
        terminal.question("confirm.lender_kind").line("9");
        terminal.question("confirm.lender_kind").line("#");
        terminal.expect("12356").prompt().press(Key::Enter);
        terminal.question("confirm.lender_kind");
        unwrapped(&terminal.screen())
    };
    let usual = words("\"$MENSHEN\" confirm");
    assert_eq!(words("TERM=dumb \"$MENSHEN\" confirm"), usual);
    assert_eq!(words("\"$MENSHEN\" confirm --plain"), usual);
}

/// The whole plan, its result included.
fn whole_plan(call: &str) -> Vec<u8> {
    let home = with_case("甲");
    let mut terminal = Terminal::shell(&home, call);
    for (id, _) in super::plan::TYPED {
        terminal.question(&format!("plan.{id}")).press(Key::Enter);
    }
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    terminal.stream()
}

#[test]
fn without_colours_there_are_none() {
    let stream = whole_plan("NO_COLOR=1 \"$MENSHEN\" plan");
    let text = String::from_utf8(stream).unwrap();
    for part in text.split("\x1b[").skip(1) {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        assert_ne!(&part[end..=end], "m", "a colour in {part:?}");
    }
}

#[test]
fn plain_means_no_escape_sequence_at_all() {
    for call in ["\"$MENSHEN\" plan --plain", "TERM=dumb \"$MENSHEN\" plan"] {
        let stream = whole_plan(call);
        assert!(!stream.contains(&0x1b), "{call}");
    }
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    for (args, words) in [
        (&["case", "use", "--plain", "--arrows"][..], "case.pick"),
        (&["visit", "--plain"], "visit.door.danger.ask"),
        (&["check", "id", "--plain"], "check.id.ask"),
    ] {
        let mut terminal = Terminal::start(&home, args);
        let words: String = TEXTS.t(words).chars().take(4).collect();
        terminal.expect(&words).settled();
        terminal.line("1").press(Key::Interrupt);
        terminal.end();
        assert!(!terminal.stream().contains(&0x1b), "{args:?}");
    }
}

#[test]
fn half_a_character_is_no_answer_and_no_way_out() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm", "--plain"]);
    terminal.question("confirm.lender").send(b"\xe6\xb1\r");
    terminal
        .shows(&TEXTS.t("interview.unreadable-line"))
        .prompt();
    // One key erases a character, all of its bytes.
    terminal
        .type_text("江河银")
        .press(Key::Backspace)
        .press(Key::Enter);
    terminal.question("confirm.id");
    let given = kept(&draft_file(&home), "lender");
    assert_eq!(given, json!({"given": "江河"}));
}

#[test]
fn a_pipe_answers_in_order_and_nothing_of_it_is_lost() {
    let home = Home::new();
    let script = "printf '江河银行\\nA1\\n' | \"$MENSHEN\" confirm; echo \"code=$?\"";
    let mut terminal = Terminal::shell(&home, script);
    terminal.expect("code=5");
    terminal.end();
    let said = unwrapped(&terminal.screen());
    let question = unwrapped(&TEXTS.t("confirm.lender_kind.ask"));
    assert!(said.contains(&format!("停在这一问：{question}")), "{said}");
    assert!(said.contains("--answers-template"), "{said}");
    assert!(draft_file(&home).exists());
}

#[test]
fn a_key_held_down_decides_nothing() {
    let home = with_case("甲");
    let before = home.kept();
    for keys in ["\r", "1\r", "2\r", "9\r", "是\r"] {
        let mut terminal = Terminal::start(&home, &["letter", "C2", "--loan", "A1"]);
        terminal.question("letter-c2.limitation.last_due_on");
        terminal.type_text(&keys.repeat(200));
        terminal.settled().press(Key::Interrupt);
        // Whether or not the letter was declined by a key on the way: none was written.
        assert_ne!(terminal.end(), 0, "{keys:?}");
        assert!(
            contents(&home.case("甲").join("letters")).is_empty(),
            "{keys:?}"
        );
        let drafts = home.case("甲").join("drafts");
        let _ = std::fs::remove_dir_all(&drafts);
        assert_eq!(home.kept(), before, "{keys:?}");
    }
    // Where everything stands, Enter held down keeps it, and stops at the page that confirms it.
    let stood = home.kept();
    let mut terminal = Terminal::start(&home, &["plan"]);
    terminal
        .question("plan.irregular")
        .type_text(&"\r".repeat(200));
    terminal.review().settled();
    let drafts = home.case("甲").join("drafts");
    assert_eq!(
        draft(&drafts.join("plan.json")).len(),
        super::plan::TYPED.len()
    );
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    assert_eq!(home.kept(), stood);
}

#[test]
fn a_key_held_down_at_the_door_makes_no_entry() {
    for keys in ["\r", "1\r", "8\r", "0\r", "7\r"] {
        let home = Home::new();
        let mut terminal = Terminal::start(&home, &["visit"]);
        terminal.question("visit.door.danger");
        terminal.type_text(&keys.repeat(200)).settled();
        terminal.signal("KILL");
        terminal.end();
        assert!(
            !home.case("inbox").join("evidence.jsonl").exists(),
            "{keys:?}"
        );
    }
}

/// On the way to a question that takes lines.
fn at_repayments(home: &Home) -> Terminal {
    let mut terminal = Terminal::start(home, &["confirm"]);
    terminal.answer_all("confirm", super::confirm::UP_TO_REPAYMENTS);
    terminal.question("confirm.repayments");
    terminal
}

#[test]
fn lines_pasted_into_a_list_are_its_lines_marked_as_a_paste_or_not() {
    let lines = [
        "2025-09-15 1694.60",
        "2025-10-15 1694.60",
        "2025-11-15 1694.60",
    ];
    for (end, marked) in [("\n", true), ("\r\n", true), ("\r", false), ("\n", false)] {
        let home = Home::new();
        let mut terminal = at_repayments(&home);
        let text: String = lines.iter().map(|l| format!("{l}{end}")).collect();
        if marked {
            terminal.paste(&text).press(Key::Enter);
        } else {
            terminal.type_text(&text);
        }
        terminal.shows("已经写了 3 行").settled();
        terminal
            .press(Key::Enter)
            .question("confirm.disputed_repayments");
        let file = draft_file(&home);
        assert_eq!(
            kept(&file, "repayments"),
            json!({"many": lines}),
            "{end:?} {marked}"
        );
    }
}

#[test]
fn lines_pasted_unmarked_into_questions_of_one_line_are_one_answer_each() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal
        .question("confirm.lender")
        .type_text("江河银行\rA1\r6\r");
    terminal.question("confirm.contract_number");
    let file = draft_file(&home);
    assert_eq!(kept(&file, "lender"), json!({"given": "江河银行"}));
    assert_eq!(kept(&file, "id"), json!({"given": "A1"}));
    assert_eq!(kept(&file, "lender_kind"), json!({"given": "unknown"}));
    assert_eq!(draft(&file).len(), 3);
}

#[test]
fn the_window_may_be_pulled_while_a_plain_line_is_typed() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["confirm", "--plain"], 80, 30);
    terminal.question("confirm.lender").type_text("江河");
    terminal.resize(50, 20).resize(60, 24);
    terminal.line("银行").question("confirm.id");
    let given = kept(&draft_file(&home), "lender");
    assert_eq!(given, json!({"given": "江河银行"}));
}
