//! Numbers of a person while they are typed: checked at once, and never whole on the screen again.

use crate::support::{Home, Key, Terminal, with_case};

const PHONE: &str = "13812345678";
const ID: &str = "11010519491231002X";

/// What the program itself wrote of a number: the typed line is its only whole appearance.
fn shown_again(terminal: &Terminal, typed: &str) -> bool {
    terminal
        .screen()
        .lines()
        .any(|line| line.contains(typed) && !line.trim_start().starts_with('>'))
}

#[test]
fn a_slip_in_a_number_is_said_where_it_was_made() {
    let home = with_case("甲");
    let mut terminal = Terminal::sized(&home, &["letter", "C1", "--loan", "A1"], 80, 120);
    terminal.question("letter.copy").line("1");
    terminal.question("letter-borrower.name").line("甲某");
    terminal
        .question("letter-borrower.phone")
        .line("1381234567");
    terminal.shows("这不像一个电话号码");
    terminal
        .question("letter-borrower.phone")
        .line("138 1234 5678");
    terminal.shows("记下了：138****5678");
    terminal
        .question("letter-borrower.id_number")
        .line("110105194912310021");
    terminal.shows("最后一位与前面各位对不上");
    terminal.question("letter-borrower.id_number").line(ID);
    terminal.shows("记下了：110***********002X");
    terminal.review();
    terminal.shows("登记手机号  138****5678");
    terminal.shows("身份证号  110***********002X");
    assert!(!shown_again(&terminal, PHONE), "{}", terminal.screen());
    assert!(!shown_again(&terminal, ID), "{}", terminal.screen());
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_borrowers_own_numbers_and_a_number_in_the_wrong_place() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let mut terminal = Terminal::sized(&home, &["case", "borrower"], 80, 120);
    terminal.question("borrower.borrower.name").line("甲某");
    terminal.question("borrower.borrower.phone").line("一三八");
    terminal.shows("这不像一个电话号码");
    terminal.question("borrower.borrower.phone").line(PHONE);
    terminal.question("borrower.borrower.id_tail").line(ID);
    terminal.shows("这里只要身份证号的最后四位");
    terminal.question("borrower.borrower.id_tail").line("002x");
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let case = std::fs::read_to_string(home.case("甲").join("case.toml")).unwrap();
    assert!(case.contains("id_tail = \"002X\""), "{case}");

    let mut terminal = Terminal::sized(&home, &["confirm"], 80, 120);
    terminal.question("confirm.lender").line("江河银行");
    terminal.question("confirm.id").line("A1");
    terminal.question("confirm.lender_kind").line("6");
    terminal.question("confirm.contract_number").line(PHONE);
    terminal.shows("这是手机号或身份证号的样子");
    terminal.question("confirm.contract_number").line("JH-0611");
    terminal.question("confirm.ask.papers").line("3");
    terminal
        .question("confirm.last_demand_on")
        .press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}

#[test]
fn every_amount_is_read_back_and_larger_ones_in_capitals() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let mut terminal = Terminal::sized(&home, &["plan"], 80, 120);
    terminal.question("plan.irregular").line("2");
    terminal.question("plan.income").line("五千左右");
    terminal.shows("这里需要准确的数额");
    terminal.question("plan.income").line("1万2");
    terminal.shows("12,000.00 元，或 10,002.00 元");
    terminal.question("plan.income").line("12000");
    terminal.shows("记下了：12,000.00 元（人民币壹万贰仟元整）");
    terminal.question("plan.spending.rent").line("900");
    terminal.shows("记下了：900.00 元");
    assert!(!terminal.screen().contains("玖佰"), "{}", terminal.screen());
    terminal
        .question("plan.spending.food")
        .press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}
