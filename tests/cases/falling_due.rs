//! What falls due in the months ahead.

use super::Home;
use chrono::NaiveDate;
use menshen::content::{Library, load_legal_book};
use menshen::domain::loan::Loan;
use menshen::domain::statement::{FallingDue, falling_due};

fn ahead(loans: &[&str], months: u32) -> FallingDue {
    let book = load_legal_book(&Library::built_in()).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let loans: Vec<Loan> = loans
        .iter()
        .map(|text| Loan::from_toml(text, Some(day)).unwrap())
        .collect();
    falling_due(&loans, &book, day, months)
}

const PLAIN: &str = r#"
id = "P"
lender_kind = "bank"
disbursed_on = "2026-09-10"
contract_amount = "3000.00"
rate = { annual = "0" }
repayment = "equal-principal"
installments = 6
first_due = "2026-10-10"
"#;

fn amounts(ahead: &FallingDue) -> Vec<String> {
    ahead.months.iter().map(|m| m.total.to_string()).collect()
}

#[test]
fn months_hold_what_falls_due_after_the_day() {
    let ahead = ahead(&[PLAIN], 6);
    let months: Vec<&str> = ahead.months.iter().map(|m| m.month.as_str()).collect();
    assert_eq!(
        months,
        [
            "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"
        ]
    );
    assert_eq!(
        amounts(&ahead),
        ["0.00", "500.00", "500.00", "500.00", "500.00", "0.00"]
    );
}

#[test]
fn money_waiting_is_taken_off_the_next_instalment() {
    let paid = format!("{PLAIN}repayments = [{{ on = \"2026-11-15\", amount = \"1700.00\" }}]\n");
    assert_eq!(
        amounts(&ahead(&[&paid], 4)),
        ["0.00", "0.00", "300.00", "500.00"]
    );
}

#[test]
fn a_notice_calling_in_the_rest_leaves_nothing_ahead() {
    let called = format!("{PLAIN}accelerated_on = \"2026-11-20\"\n");
    assert!(
        ahead(&[&called], 12)
            .months
            .iter()
            .all(|m| m.loans.is_empty())
    );
}

#[test]
fn an_unknown_plan_is_said_to_be_unknown() {
    let claim = "id = \"C\"\nlender_kind = \"unknown\"\nclaim = { on = \"2026-11-01\", scope = \"unknown\", total = \"800.00\" }\n";
    let ahead = ahead(&[claim, PLAIN], 2);
    assert_eq!(ahead.unknown, ["C"]);
    assert_eq!(amounts(&ahead), ["0.00", "500.00"]);
}

#[test]
fn the_households_page_shows_them() {
    let home = Home::with_demo();
    let page = home.json(&["confirm"]);
    let december = &page["falling_due"]["months"][1];
    assert_eq!(december["month"], "2026-12");
    assert_eq!(december["total"], "3391.45");
    assert_eq!(december["loans"][0]["loan"], "A1");
    let shown = home.done(&["confirm"]);
    assert!(
        shown.contains("往后十二个月，每月到期多少") && shown.contains("2027-08"),
        "{shown}"
    );
}
