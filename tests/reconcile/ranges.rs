//! Missing facts: no figure of ours, but the ends between which it lies. The ends were worked by hand.

use super::{codes, json, loan, statement};
use menshen::domain::loan::Loan;
use serde_json::{Value, json as object};

/// 12,000 yuan, interest first, ten due dates gone, nothing paid.
const OPEN: &str = r#"
    id = "R"
    lender_kind = "consumer-finance"
    disbursed_on = "2026-01-10"
    contract_amount = "12000.00"
    rate = "unknown"
    interest_basis = "unknown"
    repayment = "interest-first"
    installments = 12
    first_due = "2026-02-10"
    default_interest = "none"
    claim = { on = "2026-11-21", scope = "overdue", total = "900.00" }
    as_of = "2026-11-21"
"#;

fn range(statement: &Value, figure: &str) -> (Value, Value) {
    let list = statement["ranges"]["figures"].as_array().unwrap();
    let found = list.iter().find(|r| r["figure"] == figure);
    let found = found.unwrap_or_else(|| panic!("no range of {figure} in {list:?}"));
    (found["low"].clone(), found["high"].clone())
}

#[test]
fn an_unknown_rate_and_day_count_give_both_ends_and_no_figure() {
    let found = json(OPEN);
    assert_eq!(found["overdue"]["total"], Value::Null);
    assert_eq!(found["settlement"]["total"], Value::Null);
    assert_eq!(found["variance"]["total"], Value::Null);
    assert_eq!(found["annual_cost"], Value::Null);
    // What no guess changes is known: no principal has fallen due.
    assert_eq!(found["overdue"]["principal"], "0.00");
    assert_eq!(found["not_yet_due"]["principal"], "12000.00");
    // At 24 % over 360 a day costs 8.00; 304 days to 10 November, 11 more to the 21st.
    assert_eq!(
        range(&found, "overdue.total"),
        (object!("0.00"), object!("2432.00"))
    );
    assert_eq!(
        range(&found, "settlement.total"),
        (object!("12000.00"), object!("14520.00"))
    );
    assert_eq!(
        range(&found, "variance.total"),
        (object!("-1532.00"), object!("900.00"))
    );
    // Five rates by three ways of counting.
    let tried = found["ranges"]["tried"].as_array().unwrap();
    assert_eq!(tried.len(), 15);
    let one = |rate: &str, basis: &str| {
        let assumed = object!({"rate": rate, "interest_basis": basis});
        tried.iter().find(|t| t["assumed"] == assumed).unwrap()
    };
    // 12,000 × 12 % / 12 = 120 a month, ten times.
    assert_eq!(one("0.12", "monthly")["overdue"], "1200.00");
    // 304 days × 12,000 × 12 % / 365 = 1,199.34, rounded instalment by instalment:
    // 31 days 122.30 six times, 30 days 118.36 three times, 28 days 110.47 once.
    assert_eq!(one("0.12", "act/365")["overdue"], "1199.35");
    let statement = statement(OPEN);
    assert!(statement.missing().contains(&"rate"));
    assert!(statement.missing().contains(&"interest_basis"));
}

#[test]
fn an_unknown_default_interest_gives_both_ends() {
    let known = OPEN
        .replace("rate = \"unknown\"", "rate = { annual = \"0.12\" }")
        .replace("interest_basis = \"unknown\"", "")
        .replace("interest-first", "bullet")
        .replace("installments = 12", "")
        .replace("default_interest = \"none\"", "");
    let found = json(&known);
    assert_eq!(found["overdue"]["default_interest"], Value::Null);
    assert_eq!(found["overdue"]["principal"], "12000.00");
    // 284 days from 10 February; a day at 1.5 × 12 % over 360 costs 6.00.
    assert_eq!(
        range(&found, "overdue.default_interest"),
        (object!("0.00"), object!("1704.00"))
    );
    let assumption = &found["ranges"]["assumptions"][0];
    assert_eq!(assumption["member"], "default_interest");
    assert_eq!(assumption["values"], object!(["none", "1.3", "1.5"]));
}

#[test]
fn charges_not_known_of_leave_the_upper_end_open() {
    let known = OPEN
        .replace("rate = \"unknown\"", "rate = { annual = \"0.12\" }")
        .replace("interest_basis = \"unknown\"", "charges_known = false");
    let found = json(&known);
    assert_eq!(
        range(&found, "overdue.total"),
        (object!("1200.00"), Value::Null)
    );
    assert_eq!(found["ranges"]["unbounded"], object!(["charges"]));
}

#[test]
fn nothing_missing_gives_no_range() {
    let known = OPEN
        .replace("rate = \"unknown\"", "rate = { annual = \"0.12\" }")
        .replace("interest_basis = \"unknown\"", "");
    assert_eq!(json(&known).get("ranges"), None);
    assert!(!codes(&statement(&known)).contains(&"fact-missing") || known.contains("consumer"));
}

#[test]
fn unknown_is_kept_in_the_file_and_read_back() {
    let loan = loan(OPEN);
    let text = loan.to_toml().unwrap();
    assert!(text.contains("rate = \"unknown\""), "{text}");
    assert!(text.contains("interest_basis = \"unknown\""), "{text}");
    assert_eq!(Loan::from_toml(&text, None).unwrap(), loan);
}
