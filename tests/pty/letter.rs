//! Step 2b at a terminal: the request for instalments, with what it does to limitation said first.

use super::case_file;
use crate::support::{Home, Key, REQUEST, TEXTS, Terminal, arg, contents, unwrapped, with_case};

const WORDS: &str = "本人原在电商公司做客服，2026年6月30日被裁员，之后四个月没有固定收入，7月起这笔借款没能按时还上。2026年11月1日起在超市做收银员，每月到手4200元，收入已经稳定。";

/// The example number of the standard for identity numbers.
const IDENTITY: &str = "11010519491231002X";

/// Goes as far as the decision whether to write at all.
fn up_to_the_decision(home: &Home) -> Terminal {
    let mut terminal = Terminal::start(home, &["letter", "C2", "--loan", "A1"]);
    terminal.question("letter-c2.limitation.last_due_on");
    terminal.shows("现在是：2027-08-15").press(Key::Enter);
    terminal.question("letter-c2.limitation.last_demand_on");
    terminal.shows("现在是：2026-11-16").press(Key::Enter);
    terminal.question("letter-c2.limitation.understood");
    terminal
}

/// The letters of a case: name and bytes.
fn letters(home: &Home, case: &str) -> Vec<(String, Vec<u8>)> {
    contents(&home.case(case).join("letters"))
        .into_iter()
        .map(|(path, bytes)| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, bytes)
        })
        .collect()
}

#[test]
fn what_the_letter_does_to_limitation_is_said_before_the_decision() {
    let home = with_case("甲");
    let mut terminal = up_to_the_decision(&home);
    let screen = unwrapped(&terminal.screen());
    let said = screen.find("时效到2030年8月15日才满").unwrap();
    let asked = screen
        .find(&unwrapped(&TEXTS.t("letter-c2.limitation.understood.ask")))
        .unwrap();
    assert!(said < asked, "{screen}");
    assert!(screen[said..asked].contains("重新计算"), "{screen}");
    terminal.line("2");
    terminal.review().press(Key::Enter);
    terminal.shows("照您的选择，没有写这封信");
    assert_eq!(terminal.end(), 1);
    assert_eq!(letters(&home, "甲"), []);
    assert!(!home.case("甲").join("drafts/letter-c2-A1.json").exists());
}

#[test]
fn the_letter_asked_for_is_the_letter_of_the_file() {
    let home = with_case("asked");
    let mut terminal = up_to_the_decision(&home);
    terminal.line("1");
    terminal
        .question("letter-c2.reason.on")
        .line("2026年6月30日");
    terminal.question("letter-c2.reason.words").line(WORDS);
    let proof = "离职证明、失业登记、2026年11月的工资条";
    terminal.question("letter-c2.reason.proof").line(proof);
    terminal.question("letter-c2.request.kind");
    terminal.shows("每月最多能还 800.00 元").line("1");
    terminal.question("letter-c2.request.monthly").line("430");
    terminal
        .question("letter-c2.request.first_on")
        .line("2026-12-15");
    terminal.question("letter.copy").line("2");
    terminal.question("letter-borrower.name").line("甲某");
    terminal.question("letter-borrower.phone").press(Key::Enter);
    terminal
        .question("letter-borrower.id_number")
        .line(IDENTITY);
    terminal.review().press(Key::Enter);
    terminal.expect("写好了");
    assert_eq!(terminal.end(), 0);

    let file_home = with_case("file");
    let answers = format!(
        "copy = \"masked\"\n[borrower]\nname = \"甲某\"\nid_number = \"{IDENTITY}\"\n\n{REQUEST}"
    );
    let answers = file_home.file("request.toml", answers);
    let args = ["letter", "C2", "--loan", "A1", "--answers", arg(&answers)];
    let ran = file_home.run(&args);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        unwrapped(&ran.err).contains("时效到2030年8月15日才满"),
        "{ran:?}"
    );
    let (asked, read) = (letters(&home, "asked"), letters(&file_home, "file"));
    assert_eq!(asked.len(), 3);
    assert_eq!(asked, read);
    // A masked letter and everything else that is kept is without the number.
    for (path, bytes) in home.kept() {
        let found = bytes
            .windows(8)
            .any(|part| part == &IDENTITY.as_bytes()[6..14]);
        assert!(!found, "the number stands in {}", path.display());
    }
    let (asked, read) = (case_file(&home, "asked"), case_file(&file_home, "file"));
    assert_eq!(asked["letters"], read["letters"]);
    assert_eq!(asked["borrower"], read["borrower"]);
}

#[test]
fn a_loan_is_picked_from_a_list_and_left_with_ctrl_c() {
    let home = with_case("甲");
    let second = crate::support::A1.replace("id = \"A1\"", "id = \"A7\"");
    let second = home.file("a7.toml", second);
    home.done(&["confirm", "--answers", arg(&second), "--case", "甲"]);
    // As in an interactive shell, Ctrl-C ends the program and not the shell.
    let script = "trap : INT; \"$MENSHEN\" letter C1; echo \"code=$?\"; stty -a";
    let mut terminal = Terminal::shell(&home, script);
    // At the prompt, as a person does: in the instant before it the terminal is still changing hands.
    terminal
        .expect(&TEXTS.t("letter.pick-loan"))
        .shows("A7")
        .prompt();
    terminal.press(Key::Interrupt);
    terminal.expect("code=130");
    terminal.end();
    let screen = terminal.screen();
    let echo = screen.split_whitespace().any(|word| word == "echo");
    assert!(echo, "echo is off: {screen}");

    let mut terminal = Terminal::start(&home, &["letter", "C1"]);
    terminal.expect(&TEXTS.t("letter.pick-loan")).prompt();
    terminal.line("3");
    terminal
        .expect(&TEXTS.t("rejected.no-such-number"))
        .prompt();
    terminal.line("#");
    terminal.expect("12356").prompt().press(Key::Enter);
    terminal.expect(&TEXTS.t("letter.pick-loan")).prompt();
    terminal.line("1");
    for question in [
        "letter.copy",
        "letter-borrower.name",
        "letter-borrower.phone",
        "letter-borrower.id_number",
    ] {
        terminal.question(question).press(Key::Enter);
    }
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    assert_eq!(letters(&home, "甲").len(), 3);
}

#[test]
fn ctrl_c_in_a_list_shows_the_cursor_again() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    for args in ["case use", "case use --arrows", "case use --plain"] {
        let script = format!("trap : INT; \"$MENSHEN\" {args}; echo \"code=$?\"");
        let mut terminal = Terminal::shell(&home, &script);
        terminal.expect("用哪份档案").shows("甲");
        terminal.press(Key::Interrupt).expect("code=130");
        terminal.end();
        assert!(terminal.has_cursor(), "the cursor stays hidden: {args}");
    }
}

#[test]
fn a_list_with_arrows_takes_digits_too() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&["case", "new", "乙"]);
    for keys in ["\x1b[B\r", "2"] {
        home.done(&["case", "use", "甲"]);
        let names = home.json(&["case", "list"])["cases"].clone();
        let second = names[1]["name"].as_str().unwrap().to_owned();
        let mut terminal = Terminal::start(&home, &["case", "use", "--arrows"]);
        terminal.expect("用哪份档案").shows(&second);
        terminal.send(keys.as_bytes());
        assert_eq!(terminal.end(), 0);
        let list = home.json(&["case", "list"])["cases"].clone();
        let in_use = list
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["in_use"] == true);
        assert_eq!(in_use.unwrap()["name"], second.as_str());
    }
}

#[test]
fn a_wrong_number_is_asked_again_in_plain_mode() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let mut terminal = Terminal::start(&home, &["case", "use", "--plain"]);
    terminal.expect("用哪份档案").prompt();
    terminal.line("9");
    terminal.shows(&TEXTS.t("rejected.no-such-number")).prompt();
    terminal.line("１");
    assert_eq!(terminal.end(), 0);
}
