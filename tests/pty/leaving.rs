//! Stopping in the middle: the terminal is given back, and every answer is there next time.

use super::draft;
use crate::support::{Home, Key, TEXTS, Terminal};
use std::path::PathBuf;

const FIRST: &[(&str, &str)] = &[
    ("lender", "云帆消费金融有限公司"),
    ("id", "A2"),
    ("lender_kind", "2"),
    ("platform_assisted", "2"),
];

fn draft_file(home: &Home) -> PathBuf {
    home.case("inbox").join("drafts/confirm.json")
}

#[test]
fn ctrl_c_gives_the_terminal_back_and_keeps_every_answer() {
    let home = Home::new();
    let script = "trap : INT; \"$MENSHEN\" confirm; echo \"code=$?\"; stty -a";
    let mut terminal = Terminal::shell(&home, script);
    terminal.answer_all("confirm", FIRST);
    terminal.question("confirm.contract_number");
    terminal.type_text("没写完的").press(Key::Interrupt);
    terminal.expect("code=130");
    terminal.end();
    let screen = terminal.screen();
    for on in ["icanon", "echo", "isig", "icrnl", "opost"] {
        let is_on = screen.split_whitespace().any(|word| word == on);
        assert!(is_on, "{on} is off: {screen}");
    }
    assert!(terminal.has_cursor(), "the cursor stays hidden");
    assert!(screen.contains("已答的存好了"), "{screen}");
    assert_eq!(draft(&draft_file(&home)).len(), FIRST.len());

    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.shows("答过 4 题");
    terminal.expect(&TEXTS.t("interview.draft-yes")).prompt();
    terminal.line("1");
    // Straight on to the first question without an answer.
    terminal.question("confirm.contract_number").line("<");
    terminal.question("confirm.platform_assisted");
    terminal.shows("现在是：否").press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}

#[test]
fn starting_anew_puts_the_old_answers_aside() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", FIRST);
    terminal.question("confirm.contract_number").line("!");
    assert_eq!(terminal.end(), 130);
    let before = std::fs::read(draft_file(&home)).unwrap();

    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.expect(&TEXTS.t("interview.draft-no")).prompt();
    terminal.line("7");
    terminal.shows(&TEXTS.t("rejected.no-such-number"));
    terminal.expect(&TEXTS.t("interview.draft-no")).prompt();
    terminal.line("2");
    terminal.question("confirm.lender").press(Key::EndOfFile);
    assert_eq!(terminal.end(), 130);
    assert!(!draft_file(&home).exists());
    let aside: Vec<Vec<u8>> = std::fs::read_dir(home.case("inbox").join("drafts"))
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(aside, [before]);
}

#[test]
fn a_closed_window_leaves_the_draft_and_frees_the_case() {
    let home = Home::new();
    let mut window = Terminal::window(&home, &["confirm"]);
    window.answer_all("confirm", FIRST);
    window.question("confirm.contract_number");
    window.type_text("没写完的").shows("没写完的");
    window.close();
    // The program is told of the hang-up by the system, in its own time.
    let lock = std::fs::File::options()
        .write(true)
        .open(home.case("inbox").join("case.lock"))
        .unwrap();
    lock.lock().unwrap();
    let names: Vec<String> = std::fs::read_dir(home.case("inbox").join("drafts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["confirm.json"]);
    assert_eq!(draft(&draft_file(&home)).len(), FIRST.len());
    drop(lock);
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.shows("答过 4 题");
}

#[test]
fn a_killed_program_leaves_the_draft() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", FIRST);
    terminal.question("confirm.contract_number");
    terminal.signal("KILL");
    terminal.end();
    assert_eq!(draft(&draft_file(&home)).len(), FIRST.len());
}

#[test]
fn the_review_page_can_be_left_too() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["plan"]);
    let plan = super::plan::TYPED;
    terminal
        .answer_all("plan", plan)
        .review()
        .press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    let file = home.case("inbox").join("drafts/plan.json");
    assert_eq!(draft(&file).len(), plan.len());
    let mut terminal = Terminal::start(&home, &["plan"]);
    terminal.expect(&TEXTS.t("interview.draft-yes")).prompt();
    terminal.press(Key::Enter);
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
}

#[test]
fn lines_added_on_the_review_page_outlive_a_power_cut() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", super::confirm::UP_TO_REPAYMENTS);
    for line in ["2025-09-15 1694.60", ""] {
        terminal.question("confirm.repayments").line(line);
    }
    for (id, typed) in [
        ("disputed_repayments", ""),
        ("last_demand_on", "不知道"),
        ("ask.claim", "2"),
    ] {
        terminal.question(&format!("confirm.{id}")).line(typed);
    }
    terminal.review().line("17");
    terminal
        .question("confirm.repayments")
        .line("2025-10-15 1694.60");
    terminal.question("confirm.repayments").signal("KILL");
    terminal.end();

    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.expect(&TEXTS.t("interview.draft-yes")).prompt();
    terminal.line("1");
    // Not the review page, where Enter would pass over the line that was typed last.
    terminal
        .question("confirm.repayments")
        .shows("已经写了 2 行");
    terminal.press(Key::Enter).review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let loan = &super::case_file(&home, "inbox")["loans"][0];
    assert_eq!(loan["repayments"].as_array().unwrap().len(), 2);
}

#[test]
fn one_window_keeps_another_out_and_says_so() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.question("confirm.lender");
    let error = home.refused(&["plan", "--answers", "nothing.toml"], "case-locked", 1);
    assert_eq!(error["kind"], "case");
    // An entry can be added all the same: things happen while questions are being answered.
    home.json(&["log", "add", "电话", "正在打来"]);
    terminal.press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}
