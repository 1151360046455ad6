//! Step 1 at a terminal.

use super::{case_file, draft, kept};
use crate::support::{A1, Home, Key, TEXTS, Terminal, arg};
use serde_json::json;

/// What a person types for the loan of the worked case.
const TYPED: &[(&str, &str)] = &[
    ("lender", "江河银行"),
    ("id", "A1"),
    ("lender_kind", "1"),
    ("platform_assisted", "是"),
    ("contract_number", "JH2025081500020611"),
    ("ask.papers", "1"),
    ("disbursed_on", "2025年8月15日"),
    ("contract_amount", "3万"),
    ("disbursed_amount", ""),
    ("repayment", "１"),
    ("installments", "24"),
    ("first_due", "2025-09-15"),
    ("ask.rate_unit", "1"),
    ("rate.annual", "15%"),
    ("ask.charges", "1"),
    ("charges.0.kind", "2"),
    ("charges.0.each", "240"),
    ("charges.0.third_party", "Ｙ"),
    ("ask.default_interest", "1"),
    ("default_interest.multiple", "1.5"),
    ("ask.repaid", "2"),
    ("ask.repaid_installments", "10"),
    ("disputed_repayments", ""),
    ("last_demand_on", "2026-11-16"),
    ("ask.claim", "是"),
    ("claim.total", "21600"),
    ("claim.on", "今天"),
    ("claim.scope", "2"),
    ("claim.source", "催收电话"),
];

/// What a person types who has nothing but a number from the other side.
const CLAIM_ONLY: &[(&str, &str)] = &[
    ("lender", "不知道"),
    ("id", "小舟"),
    ("lender_kind", "6"),
    ("contract_number", "不知道"),
    ("ask.papers", "3"),
    ("last_demand_on", "不知道"),
    ("claim.total", "5280"),
    ("claim.on", "2026-11-21"),
    ("claim.scope", "3"),
    ("claim.source", ""),
];

/// The loan file of the worked case without the members that no question asks for.
fn same_as_typed() -> String {
    let not_asked = |line: &&str| {
        let members = ["platform =", "guarantor =", "product ="];
        !members.iter().any(|m| line.starts_with(m))
    };
    A1.lines()
        .filter(not_asked)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn the_loan_asked_for_is_the_loan_of_the_file() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", TYPED).review();
    terminal.shows("江河银行").shows("30,000.00");
    terminal.press(Key::Enter).shows("8,734.01");
    assert_eq!(terminal.end(), 0);

    let file = home.file("same.toml", same_as_typed());
    home.done(&["case", "new", "file"]);
    home.done(&["confirm", "--answers", arg(&file), "--case", "file"]);
    let (asked, read) = (case_file(&home, "inbox"), case_file(&home, "file"));
    assert_eq!(asked["loans"], read["loans"]);
    assert!(!home.case("inbox").join("drafts/confirm.json").exists());
    let of = |case: &str| home.json(&["confirm", "A1", "--case", case]);
    assert_eq!(of("inbox"), of("file"));
}

#[test]
fn a_loan_of_which_only_a_claim_is_known_is_the_same_either_way() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", CLAIM_ONLY).review();
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let file = home.file(
        "claim.toml",
        "id = \"小舟\"\nlender_kind = \"unknown\"\n\
         claim = { on = \"2026-11-21\", scope = \"unknown\", total = \"5280.00\" }\n",
    );
    home.done(&["case", "new", "file"]);
    home.done(&["confirm", "--answers", arg(&file), "--case", "file"]);
    let (asked, read) = (case_file(&home, "inbox"), case_file(&home, "file"));
    assert_eq!(asked["loans"], read["loans"]);
}

#[test]
fn a_wrong_answer_is_asked_again_with_the_reason() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", &TYPED[..6]);
    for (wrong, reason) in [
        ("2025-02-31", "rejected.date-impossible"),
        ("2027-01-01", "rejected.date-form"),
        ("借钱那天", "rejected.date-form"),
        ("", "rejected.empty"),
    ] {
        terminal.question("confirm.disbursed_on").line(wrong);
        let reason = match reason {
            // The words hold today's date: their beginning is enough.
            "rejected.date-form" if wrong.starts_with("2027") => "这一天在 2026-11-21 之后".into(),
            key => TEXTS.t(key),
        };
        terminal.shows(&reason);
    }
    terminal.question("confirm.disbursed_on").line("2025-08-15");
    terminal.question("confirm.contract_amount").line("300.123");
    terminal.shows(&TEXTS.t("rejected.amount-decimals"));
    terminal.question("confirm.contract_amount").line("30000");
    terminal.question("confirm.disbursed_amount");
    let file = home.case("inbox").join("drafts/confirm.json");
    assert_eq!(kept(&file, "disbursed_on"), json!({"given": "2025-08-15"}));
    assert_eq!(kept(&file, "contract_amount"), json!({"given": "30000.00"}));
}

#[test]
fn why_help_back_and_not_known_are_always_there() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.question("confirm.lender").line("<");
    terminal.shows(&TEXTS.t("interview.first-question"));
    terminal.question("confirm.lender").line("？");
    terminal.shows(&TEXTS.t("confirm.lender.why"));
    terminal.question("confirm.lender").line("#");
    terminal.expect("110").prompt();
    let help = terminal.screen();
    assert!(help.contains("120") && help.contains("12356"), "{help}");
    terminal.press(Key::Enter);
    terminal.question("confirm.lender").line("不知道");
    terminal.question("confirm.id").line("B1");
    terminal.question("confirm.lender_kind").line("1");
    terminal.question("confirm.platform_assisted").line("3");
    terminal.question("confirm.contract_number").line("0611");
    // Three back: what was answered after it stays, and is only asked where it no longer fits.
    terminal.question("confirm.ask.papers").line("<");
    terminal
        .asked("confirm.contract_number")
        .shows("现在是：0611");
    // What is short isn't put into the line: Enter keeps it, typing replaces it.
    terminal.prompt().press(Key::Enter);
    terminal.question("confirm.ask.papers").line("返回");
    terminal
        .asked("confirm.contract_number")
        .shows("现在是：0611");
    terminal.prompt().line("<");
    terminal.question("confirm.platform_assisted").line("<");
    terminal.question("confirm.lender_kind");
    terminal.shows("现在是：银行").line("4");
    terminal.question("confirm.ask.papers").line("!");
    assert_eq!(terminal.end(), 130);
    let file = home.case("inbox").join("drafts/confirm.json");
    assert_eq!(kept(&file, "lender"), json!("unknown"));
    assert_eq!(
        kept(&file, "lender_kind"),
        json!({"given": "private-person"})
    );
    // No longer on the way, but not thrown away either: going back once more brings it back.
    assert_eq!(kept(&file, "platform_assisted"), json!("unknown"));
    assert_eq!(kept(&file, "contract_number"), json!({"given": "0611"}));
    assert_eq!(draft(&file).len(), 5);
}

#[test]
fn the_review_page_changes_one_answer_and_nothing_else() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", CLAIM_ONLY).review();
    terminal.line("99");
    terminal.shows(&TEXTS.t("rejected.no-such-number"));
    terminal.review().line("?");
    terminal.shows(&TEXTS.t("interview.review-why"));
    terminal.review().line("#");
    terminal.expect("12356").prompt().press(Key::Enter);
    // The seventh line is the claim.
    terminal.review().line("7");
    terminal.question("confirm.claim.total");
    terminal.shows("现在是：5,280.00").line("5281.5");
    terminal.review().shows("5,281.50").line("是");
    assert_eq!(terminal.end(), 0);
    let loan = &case_file(&home, "inbox")["loans"][0];
    assert_eq!(loan["claim"]["total"].as_str(), Some("5281.50"));
    assert_eq!(loan["claim"]["scope"].as_str(), Some("unknown"));
    assert_eq!(loan["id"].as_str(), Some("小舟"));
}

#[test]
fn a_short_name_that_is_taken_can_be_changed_without_answering_again() {
    let home = crate::support::with_case("甲");
    let mut terminal = Terminal::start(&home, &["confirm"]);
    // Loans are there: see them, or add one.
    terminal.expect(&TEXTS.t("confirm.add-one")).prompt();
    terminal.line("2");
    let taken: Vec<(&str, &str)> = CLAIM_ONLY
        .iter()
        .map(|(id, typed)| (*id, if *id == "id" { "A1" } else { typed }))
        .collect();
    // Refused at its question, not after the last one.
    terminal.answer_all("confirm", &taken[..2]);
    terminal.shows("档案里已经有叫「A1」的借款");
    terminal.question("confirm.id").line("A9");
    terminal.answer_all("confirm", &taken[2..]).review();
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let loans = case_file(&home, "甲")["loans"].as_array().unwrap().len();
    assert_eq!(loans, 2);
}

/// Goes as far as the question of what was paid, one line each.
pub const UP_TO_REPAYMENTS: &[(&str, &str)] = &[
    ("lender", "江河银行"),
    ("id", "A1"),
    ("lender_kind", "6"),
    ("contract_number", "不知道"),
    ("ask.papers", "1"),
    ("disbursed_on", "2025-08-15"),
    ("contract_amount", "30000"),
    ("disbursed_amount", ""),
    ("repayment", "1"),
    ("installments", "24"),
    ("first_due", "2025-09-15"),
    ("ask.rate_unit", "1"),
    ("rate.annual", "15%"),
    ("ask.charges", "3"),
    ("ask.default_interest", "4"),
    ("ask.repaid", "3"),
];

#[test]
fn lines_of_a_list_outlive_going_back_and_leaving_and_a_wrong_one_is_taken_away() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", UP_TO_REPAYMENTS);
    terminal
        .question("confirm.repayments")
        .line("2025-09-15 1694.60");
    terminal
        .question("confirm.repayments")
        .line("2025-10-15 1694.60");
    terminal
        .question("confirm.repayments")
        .line("2025-11-15 9999");
    terminal.question("confirm.repayments").line("-");
    terminal.shows("去掉了最后一行：2025-11-15 9999.00");
    terminal.question("confirm.repayments").line("<");
    terminal.question("confirm.ask.repaid").press(Key::Enter);
    terminal
        .question("confirm.repayments")
        .shows("已经写了 2 行");
    terminal.press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    assert!(terminal.screen().contains("已答的存好了"));

    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.shows(&format!("答过 {} 题", UP_TO_REPAYMENTS.len()));
    terminal.expect(&TEXTS.t("interview.draft-yes")).prompt();
    terminal.line("1");
    terminal
        .question("confirm.repayments")
        .shows("2025-10-15 1694.60");
    terminal
        .press(Key::Enter)
        .question("confirm.disputed_repayments");
    let file = home.case("inbox").join("drafts/confirm.json");
    let lines = json!({"many": ["2025-09-15 1694.60", "2025-10-15 1694.60"]});
    assert_eq!(kept(&file, "repayments"), lines);
    // Written down, a list can be shortened too.
    terminal.line("<");
    terminal.question("confirm.repayments").line("-");
    terminal.question("confirm.repayments").press(Key::Enter);
    terminal.question("confirm.disputed_repayments");
    let lines = json!({"many": ["2025-09-15 1694.60"]});
    assert_eq!(kept(&file, "repayments"), lines);
}

/// The repayments of the stored loan after `lines` were typed at their question.
fn repayments_after(lines: &[&str]) -> Vec<String> {
    let home = crate::support::with_case("甲");
    let mut terminal = Terminal::start(&home, &["confirm", "A1", "--edit"]);
    terminal.question("confirm.lender");
    // Everything else is kept with Enter.
    terminal.type_text(&"\r".repeat(21));
    terminal.question("confirm.repayments");
    terminal.shows("现在有 10 行").shows("（前面还有 4 行）");
    for line in lines {
        terminal.line(line).question("confirm.repayments");
    }
    terminal
        .press(Key::Enter)
        .question("confirm.disputed_repayments");
    terminal.type_text(&"\r".repeat(20)).review();
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    let loan = &case_file(&home, "甲")["loans"][0];
    let list = loan["repayments"].as_array().unwrap();
    let days = list.iter().map(|r| r["on"].as_str().unwrap().to_owned());
    days.collect()
}

#[test]
fn a_line_more_is_added_to_a_stored_list() {
    let before = repayments_after(&[]);
    assert_eq!(before.len(), 10);
    let after = repayments_after(&["2026-11-20 300"]);
    assert_eq!(after[..10], before);
    assert_eq!(after[10..], ["2026-11-20"]);
    let after = repayments_after(&["-", "2026-11-20 300"]);
    assert_eq!(after[..9], before[..9]);
    assert_eq!(after[9..], ["2026-11-20"]);
}

#[test]
fn a_stored_list_is_written_anew_only_when_that_is_said() {
    let after = repayments_after(&["--", "2026-11-20 300", "2026-11-21 400"]);
    assert_eq!(after, ["2026-11-20", "2026-11-21"]);
}

#[test]
fn what_is_not_known_yet_comes_with_where_to_find_it() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.answer_all("confirm", CLAIM_ONLY).review();
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    terminal.shows(&TEXTS.t("interview.to-fetch"));
    terminal.shows(&TEXTS.t("confirm.contract_number.fetch"));
}

#[test]
fn help_and_the_way_out_are_there_before_the_first_question_too() {
    let home = crate::support::with_case("甲");
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.expect(&TEXTS.t("confirm.add-one")).prompt();
    terminal.line("#");
    terminal.expect("12356").prompt().press(Key::Enter);
    terminal.expect(&TEXTS.t("confirm.add-one")).prompt();
    terminal.line("!");
    assert_eq!(terminal.end(), 130);
    // Nothing was answered, so nothing is said to have been kept.
    assert!(!terminal.screen().contains("已答的存好了"));
}
