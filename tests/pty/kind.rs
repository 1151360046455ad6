//! What the interview takes from a tired person: words for nothing and for not knowing, labels for
//! numbers, and a second look at what can hardly be meant.

use super::{case_file, plan::TYPED};
use crate::support::{Home, Key, Terminal};

#[test]
fn the_key_line_says_what_enter_does() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["plan"]);
    terminal.answer_all("plan", &TYPED[..2]);
    terminal.question("plan.spending.rent");
    terminal.expect("不知道就直接回车").prompt();
    assert!(!terminal.screen().contains("没有就直接回车"));
    // A word for nothing is zero; an empty line is not.
    terminal.line("没有").expect("0.00 元");
    terminal.question("plan.spending.food").press(Key::Escape);
    terminal.signal("KILL");
}

#[test]
fn what_stands_can_be_taken_away_by_a_word() {
    let home = Home::new();
    home.done(&["case", "new", "inbox"]);
    home.done(&["case", "set", "borrower.name", "张三"]);
    let name = |home: &Home| {
        let borrower = case_file(home, "inbox").get("borrower").cloned();
        borrower.and_then(|b| b.get("name").cloned())
    };
    assert!(name(&home).is_some());
    let mut terminal = Terminal::start(&home, &["case", "borrower"]);
    terminal.question("borrower.borrower.name").expect("清空");
    terminal.line("清空");
    for id in ["phone", "id_tail"] {
        terminal
            .question(&format!("borrower.borrower.{id}"))
            .line("");
    }
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    assert_eq!(name(&home), None);
}

#[test]
fn a_rate_that_can_hardly_be_meant_is_asked_about() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all(
        "confirm",
        &[
            ("lender", "不知道"),
            ("id", "A1"),
            // A label is as good as its number.
            ("lender_kind", "小额贷款公司"),
            ("contract_number", "不知道"),
            ("ask.papers", "1"),
            ("disbursed_on", "2025-08-15"),
            ("contract_amount", "30000"),
            ("disbursed_amount", ""),
            ("repayment", "1"),
            ("installments", "24期"),
            ("first_due", "2025-09-15"),
            ("ask.rate_unit", "按年"),
            ("rate.annual", "2400%"),
        ],
    );
    terminal
        .expect("真是一年 2400%")
        .question("confirm.rate.annual");
    terminal.line("24%").question("confirm.ask.charges");
    terminal.signal("KILL");
}

#[test]
fn not_knowing_what_is_needed_leads_on() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all(
        "confirm",
        &[
            ("lender", ""),
            ("id", "A1"),
            ("lender_kind", "6"),
            ("contract_number", ""),
            ("ask.papers", "1"),
            ("disbursed_on", "记不清了"),
        ],
    );
    terminal
        .expect("不知道很正常")
        .question("confirm.disbursed_on");
    terminal.line("<").question("confirm.ask.papers");
    terminal.signal("KILL");
}
