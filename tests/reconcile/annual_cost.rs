//! The cost a year: published examples, and every named way of having no answer.

use super::json;
use menshen::domain::annual_cost::{Cost, Flow, internal_rate};
use menshen::domain::money::Money;

/// Days from the start and yuan.
fn flows(list: &[(i64, i64)]) -> Vec<Flow> {
    list.iter()
        .map(|(days, yuan)| Flow {
            at: *days,
            amount: Money::from_fen(yuan * 100),
        })
        .collect()
}

#[test]
fn one_year_at_ten_per_cent() {
    assert_eq!(
        internal_rate(&flows(&[(0, -1000), (365, 1100)]), 365),
        Cost::Rate(0.1)
    );
}

#[test]
fn less_than_nothing_back_is_a_negative_rate() {
    assert_eq!(
        internal_rate(&flows(&[(0, -1000), (365, 500)]), 365),
        Cost::Rate(-0.5)
    );
}

#[test]
fn money_one_way_has_no_rate() {
    assert_eq!(
        internal_rate(&flows(&[(0, 10), (365, 1100)]), 365),
        Cost::NoSignChange
    );
    assert_eq!(internal_rate(&[], 365), Cost::NoSignChange);
}

#[test]
fn beyond_the_range_it_is_said_on_which_side() {
    // 500 received, 1,500 back after a week.
    assert_eq!(
        internal_rate(&flows(&[(0, -500), (7, 1500)]), 365),
        Cost::AboveRange
    );
    assert_eq!(
        serde_json::json!(Cost::AboveRange),
        serde_json::json!("above-10000-percent")
    );
    assert_eq!(
        internal_rate(&flows(&[(0, -1_000_000), (365, 1)]), 365),
        Cost::NoRoot
    );
}

#[test]
fn several_roots_are_said_to_be_several() {
    // Worth nothing at 10 % and at 20 %.
    let twice = flows(&[(0, -100), (365, 230), (730, -132)]);
    assert_eq!(internal_rate(&twice, 365), Cost::MultipleRoots);
    // Two changes of sign and no rate at all.
    let never = flows(&[(0, -100), (365, 100), (730, -100)]);
    assert_eq!(internal_rate(&never, 365), Cost::NoRoot);
}

const BULLET: &str = r#"
    id = "B"
    lender_kind = "private-person"
    disbursed_on = "2026-01-15"
    contract_amount = "10000.00"
    rate = { annual = "0.12" }
    repayment = "bullet"
    first_due = "2027-01-15"
    as_of = "2026-02-01"
"#;

#[test]
fn a_single_payment_after_a_year_is_not_monthly() {
    let cost = &json(BULLET)["annual_cost"];
    assert_eq!(cost["nominal"], "not-monthly");
    assert_eq!(cost["effective"], "not-monthly");
    // 10,000 × 12 % × 365 / 360
    assert_eq!(cost["xirr"], 0.121_667);
}

#[test]
fn a_single_payment_after_one_month_is_monthly() {
    let cost = &json(&BULLET.replace("2027-01-15", "2026-02-15"))["annual_cost"];
    // 31 days over 360 at 12 %: 103.33 on 10,000
    assert_eq!(cost["nominal"], 0.123_996);
}

#[test]
fn a_gap_in_the_rows_is_not_monthly() {
    let rows = r#"
        id = "R"
        lender_kind = "bank"
        disbursed_on = "2026-01-15"
        contract_amount = "2000.00"
        repayment = "rows"
        rows = [
          { due = "2026-02-15", principal = "1000.00", interest = "20.00" },
          { due = "2026-04-15", principal = "1000.00", interest = "20.00" },
        ]
        as_of = "2026-02-01"
    "#;
    assert_eq!(json(rows)["annual_cost"]["nominal"], "not-monthly");
    let month_ends = rows
        .replace("2026-01-15", "2026-01-31")
        .replace("2026-02-15", "2026-02-28")
        .replace("2026-04-15", "2026-03-31")
        .replace("as_of = \"2026-02-01\"", "as_of = \"2026-01-31\"");
    assert!(json(&month_ends)["annual_cost"]["nominal"].is_number());
}
