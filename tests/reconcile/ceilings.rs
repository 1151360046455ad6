//! Ceilings: which one answers for whom and when; no gap and no conflict that isn't named.

use super::{BOOK, codes, json, statement};
use chrono::NaiveDate;
use menshen::content::{Library, load_texts};
use menshen::domain::ceiling::Applies;
use menshen::domain::coded::Coded;
use menshen::domain::finding::Severity;
use menshen::domain::loan::LenderKind;
use menshen::domain::parameter::ParameterError;
use serde_json::Value;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn ceiling(loan: &str, id: &str) -> Value {
    let all = json(loan);
    let list = all["ceilings"].as_array().expect("a list");
    list.iter()
        .find(|c| c["id"] == id)
        .cloned()
        .expect("the ceiling is in the book")
}

const PRIVATE: &str = r#"
    id = "P"
    lender_kind = "private-person"
    disbursed_on = "2025-06-01"
    contract_amount = "10000.00"
    rate = { annual = "0.36" }
    repayment = "bullet"
    first_due = "2026-06-01"
    default_interest = "none"
    as_of = "2026-06-01"
"#;

#[test]
fn every_lender_on_every_contract_day_gets_a_named_answer() {
    let texts = load_texts(&Library::built_in(), "zh-CN").expect("texts are sound");
    let lpr = BOOK.parameters.get("lpr-1y").expect("in the book");
    let mut on = day("2015-01-01");
    while on <= day("2027-12-31") {
        for (_, lender) in LenderKind::ALL {
            for platform in [None, Some(false), Some(true)] {
                for rule in &BOOK.ceilings {
                    let reason = rule.holds(lender, platform, on);
                    let key = format!("ceilings.why.{}", reason.why);
                    assert!(texts.contains_key(&key), "{} {on}: {key}", rule.id);
                }
            }
        }
        // A private loan always has exactly one family of rules: the old lines or four times the LPR.
        let applies = |id: &str| {
            let rule = BOOK
                .ceilings
                .iter()
                .find(|r| r.id == id)
                .expect("in the book");
            rule.holds(LenderKind::PrivatePerson, None, on).applies
        };
        let holding = ["private-lending-four-lpr", "private-lending-24"].map(applies);
        let named: &[Applies] = if on < day("2015-09-01") {
            &[Applies::No, Applies::Depends]
        } else if on < day("2020-08-20") {
            &[Applies::No, Applies::Yes]
        } else {
            &[Applies::Yes, Applies::No]
        };
        assert_eq!(holding, named, "{on}");
        match lpr.on(on) {
            Ok(found) => {
                assert!(on >= day("2019-08-20") && on <= day("2026-10-19") && found.from <= on)
            }
            Err(ParameterError::Gap { .. }) => assert!(on < day("2019-08-20")),
            Err(ParameterError::PastLastVerified { .. }) => assert!(on > day("2026-10-19")),
            Err(other) => panic!("{on}: {other}"),
        }
        on = on.succ_opt().expect("there is a next day");
    }
}

#[test]
fn a_look_up_fails_by_name_and_never_falls_back() {
    let value = |on| BOOK.parameters.value("lpr-1y", day(on));
    assert_eq!(
        value("2019-08-19").expect_err("a gap").code(),
        "parameter-gap"
    );
    assert_eq!(
        value("2019-08-20").expect("known").value.to_string(),
        "0.0425"
    );
    assert_eq!(
        value("2025-05-19").expect("known").value.to_string(),
        "0.031"
    );
    assert_eq!(
        value("2025-05-20").expect("known").value.to_string(),
        "0.03"
    );
    assert!(value("2026-10-19").is_ok());
    assert_eq!(
        value("2026-10-20").expect_err("past").code(),
        "parameter-past-last-verified"
    );
    let unknown = BOOK.parameters.value("lpr-9y", day("2026-01-01"));
    assert_eq!(unknown.expect_err("unknown").code(), "parameter-unknown");
    let mut doubled = BOOK.parameters.get("lpr-1y").expect("known").clone();
    let again = doubled.values[0].clone();
    doubled.values.insert(1, again);
    let conflict = doubled.on(day("2019-08-20")).expect_err("two values");
    assert_eq!(conflict.code(), "parameter-conflict");
    assert_eq!(conflict.args()["on"], "2019-08-20");
}

#[test]
fn four_times_the_lpr_of_the_contract_day() {
    let four = ceiling(PRIVATE, "private-lending-four-lpr");
    assert_eq!(four["applies"], "yes");
    assert_eq!(four["rate"], "0.12");
    assert_eq!(four["on_date"], "2025-06-01");
    // 10,000 × 12 % × 365 / 365; interest 10,000 × 36 % × 365 / 360.
    assert_eq!(
        (&four["limit"], &four["charged"], &four["excess"]),
        (&"1200.00".into(), &"3650.00".into(), &"2450.00".into())
    );
    let finding = statement(PRIVATE)
        .findings
        .into_iter()
        .find(|f| f.code == "ceiling-exceeded")
        .expect("exceeded");
    assert_eq!(finding.severity, Severity::Dispute);
    assert!(finding.citations.contains(&"PL-25".to_owned()));
}

#[test]
fn principal_repaid_lowers_the_limit_from_its_own_day() {
    let half = PRIVATE.replace(
        "as_of =",
        "repayments = [{ on = \"2025-12-01\", amount = \"5000.00\", prepays = true }]\n    as_of =",
    );
    // 10,000 for 183 days, 5,000 for 182, at 12 %: 601.64 + 299.18
    assert_eq!(
        ceiling(&half, "private-lending-four-lpr")["limit"],
        "900.82"
    );
}

#[test]
fn a_contract_after_the_last_verified_rate_is_not_known() {
    let late = PRIVATE
        .replace("2025-06-01", "2026-10-20")
        .replace("2026-06-01", "2026-11-21");
    let four = ceiling(&late, "private-lending-four-lpr");
    assert_eq!(four["applies"], "depends");
    assert_eq!(four["why"], "parameter-past-last-verified");
    assert_eq!(four["limit"], Value::Null);
    assert_eq!(four["excess"], Value::Null);
}

#[test]
fn an_old_private_loan_hangs_on_the_day_of_filing() {
    let old = PRIVATE
        .replace("2025-06-01", "2019-08-20")
        .replace("2026-06-01", "2021-08-20");
    let line = ceiling(&old, "private-lending-24");
    assert_eq!(line["applies"], "depends");
    assert_eq!(line["why"], "filing-date-unknown");
    assert!(statement(&old).missing().contains(&"filed_on"));
    let filed = old.replace("as_of =", "filed_on = \"2021-07-01\"\n    as_of =");
    let line = ceiling(&filed, "private-lending-24");
    assert_eq!(line["applies"], "yes");
    assert_eq!(line["rate"], "0.154");
    assert_eq!(line["on_date"], "2021-07-01");
    // 366 days at 24 %, then 365 days at 15.4 %: 2,406.58 + 1,540.00
    assert_eq!(line["limit"], "3946.58");
    assert_eq!(ceiling(&filed, "private-lending-36")["limit"], "5149.86");
    // Paid off before the new rule: the day of filing doesn't matter.
    let before = old.replace("2021-08-20", "2020-08-19");
    assert_eq!(ceiling(&before, "private-lending-24")["applies"], "yes");
}

#[test]
fn licensed_lenders_are_outside_the_private_rule() {
    for lender in ["bank", "consumer-finance", "micro-loan"] {
        let loan = PRIVATE.replace("private-person", lender);
        let four = ceiling(&loan, "private-lending-four-lpr");
        assert_eq!(
            (&four["applies"], &four["why"]),
            (&"no".into(), &"licensed-lender".into())
        );
        let request = ceiling(&loan, "financial-loan-24-on-request");
        assert_eq!(request["applies"], "yes");
        assert_eq!(request["force"], "court-policy");
        // What is known at second hand leads to a question.
        let finding = statement(&loan)
            .findings
            .into_iter()
            .find(|f| f.code == "ceiling-exceeded")
            .expect("exceeded");
        assert_eq!(finding.severity, Severity::Ask);
    }
}

#[test]
fn an_unlicensed_business_hangs_on_the_contract_itself() {
    let loan = PRIVATE.replace("private-person", "unlicensed-business");
    let four = ceiling(&loan, "private-lending-four-lpr");
    assert_eq!(
        (&four["applies"], &four["why"]),
        (&"depends".into(), &"contract-may-be-void".into())
    );
    assert!(codes(&statement(&loan)).contains(&"contract-may-be-void"));
}

#[test]
fn an_unknown_lender_hangs_on_who_lends() {
    let loan = PRIVATE.replace("private-person", "unknown");
    for id in [
        "private-lending-four-lpr",
        "financial-loan-24-on-request",
        "bank-default-rate-bound",
    ] {
        assert_eq!(ceiling(&loan, id)["why"], "lender-unknown", "{id}");
    }
    assert!(statement(&loan).missing().contains(&"lender_kind"));
}

#[test]
fn the_platform_rule_holds_from_its_first_day_and_for_platforms_alone() {
    let new = PRIVATE
        .replace("private-person", "bank")
        .replace("2025-06-01", "2025-10-01")
        .replace("first_due = \"2026-06-01\"", "first_due = \"2026-05-01\"");
    let asked = |loan: &str| {
        let answer = ceiling(loan, "platform-assisted-cost");
        (answer["applies"].clone(), answer["why"].clone())
    };
    let named = |applies: &str, why: &str| (Value::from(applies), Value::from(why));
    assert_eq!(asked(&new), named("depends", "platform-unknown"));
    assert!(statement(&new).missing().contains(&"platform_assisted"));
    let through = new.replace("as_of =", "platform_assisted = true\n    as_of =");
    assert_eq!(asked(&through), named("yes", "platform-assisted"));
    let direct = through.replace("assisted = true", "assisted = false");
    assert_eq!(asked(&direct), named("no", "not-platform-assisted"));
    let older = through.replace("as_of =", "contract_date = \"2025-09-30\"\n    as_of =");
    assert_eq!(asked(&older), named("no", "contract-before-rule"));
}

#[test]
fn the_micro_loan_guidance_is_for_new_loans() {
    let loan = PRIVATE.replace("private-person", "micro-loan");
    assert_eq!(
        ceiling(&loan, "micro-loan-cost-guidance")["why"],
        "contract-before-rule"
    );
    let new = loan.replace("2025-06-01", "2025-12-24");
    assert_eq!(ceiling(&new, "micro-loan-cost-guidance")["applies"], "yes");
}

#[test]
fn a_third_partys_charges_make_it_depend() {
    let loan = PRIVATE.replace(
        "as_of =",
        "charges = [{ kind = \"guarantee\", each = \"10.00\", third_party = true }]\n    as_of =",
    );
    let four = ceiling(&loan, "private-lending-four-lpr");
    assert_eq!(
        (&four["applies"], &four["why"]),
        (&"depends".into(), &"third-party-charges".into())
    );
}

#[test]
fn a_default_rate_above_the_bound() {
    let loan = PRIVATE
        .replace("private-person", "bank")
        .replace("\"none\"", "{ multiple = \"2\" }")
        .replace("as_of = \"2026-06-01\"", "as_of = \"2026-06-11\"");
    let bound = ceiling(&loan, "bank-default-rate-bound");
    // 10,000 × 36 % × 2 × 10 / 360 against 1.5 times.
    assert_eq!(
        (&bound["charged"], &bound["limit"], &bound["excess"]),
        (&"200.00".into(), &"150.00".into(), &"50.00".into())
    );
    assert_eq!(bound["rate"], "0.54");
    let finding = |loan: &str| {
        statement(loan)
            .findings
            .into_iter()
            .find(|f| f.code == "default-rate-above-bound")
    };
    assert_eq!(finding(&loan).expect("above").severity, Severity::Dispute);
    let other = loan.replace("\"bank\"", "\"consumer-finance\"");
    assert_eq!(finding(&other).expect("above").severity, Severity::Ask);
    assert!(
        finding(&loan.replace("\"2\"", "\"1.5\"")).is_none(),
        "the bound itself is allowed"
    );
    // 0.0015 a day is 54 % over 360 days: exactly the bound.
    let daily = loan.replace("multiple = \"2\"", "daily = \"0.0015\"");
    assert!(finding(&daily).is_none());
    assert!(finding(&daily.replace("0.0015", "0.00150001")).is_some());
}

#[test]
fn without_a_contract_rate_the_bound_is_not_known() {
    let rows = r#"
        id = "R"
        lender_kind = "bank"
        disbursed_on = "2026-01-15"
        contract_amount = "1000.00"
        repayment = "rows"
        rows = [{ due = "2026-02-15", principal = "1000.00", interest = "20.00" }]
        default_interest = { multiple = "1.5" }
        as_of = "2026-03-01"
    "#;
    let bound = ceiling(rows, "bank-default-rate-bound");
    assert_eq!(bound["why"], "contract-rate-unknown");
    assert_eq!(json(rows)["overdue"]["default_interest"], Value::Null);
    assert!(statement(rows).missing().contains(&"rate"));
}
