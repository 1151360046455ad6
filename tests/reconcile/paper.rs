//! The working can be followed on paper: what a step says went in gives what it says came out.

use super::{BOOK, loan};
use menshen::domain::statement::{Options, reconcile};
use menshen::domain::working::Step;
use rust_decimal::{Decimal, RoundingStrategy};

fn steps(terms: &str) -> Vec<Step> {
    let loan = loan(&format!(
        r#"
id = "P"
lender_kind = "consumer-finance"
disbursed_on = "2026-01-10"
contract_amount = "10000.00"
first_due = "2026-02-10"
as_of = "2026-11-21"
{terms}
"#
    ));
    let options = Options {
        explain: true,
        schedule: false,
    };
    reconcile(&loan, &BOOK, &options).working
}

fn number(step: &Step, name: &str) -> Decimal {
    let text = step.args.get(name);
    let text = text.unwrap_or_else(|| panic!("{} says no {name}", step.code));
    text.parse().expect("a number")
}

fn to_the_fen(exact: Decimal) -> Decimal {
    exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Balance × days × rate, as the step states it.
fn by_days(step: &Step) -> Decimal {
    let share = number(step, "percent") / Decimal::ONE_HUNDRED;
    let year = step
        .args
        .get("year")
        .map_or(Decimal::ONE, |y| y.parse().unwrap());
    to_the_fen(number(step, "balance_days") * share / year)
}

fn result(step: &Step) -> Decimal {
    step.result.parse().expect("a sum")
}

#[test]
fn default_interest_and_what_accrues_follow_from_what_is_said() {
    let plan =
        "repayment = \"equal-installment\"\ninstallments = 12\nrate = { annual = \"0.18\" }\n";
    for agreed in [
        "{ multiple = \"1.5\" }",
        "{ annual = \"0.3\" }",
        "{ daily = \"0.0007\" }",
    ] {
        for year in ["act/360", "act/365"] {
            let terms = format!(
                "{plan}default_interest = {agreed}\ndefault_basis = \"{year}\"\nrepayments = [{{ on = \"2026-03-25\", amount = \"1200\" }}]\n"
            );
            let steps = steps(&terms);
            let kinds = ["default-interest", "accrued"];
            for kind in kinds {
                let of_kind: Vec<&Step> = steps.iter().filter(|s| s.code == kind).collect();
                assert!(!of_kind.is_empty(), "{kind}");
                for step in of_kind {
                    assert_eq!(by_days(step), result(step), "{step:?}");
                }
            }
        }
    }
}

#[test]
fn the_first_interest_follows_from_its_formula() {
    for (kind, basis, expected) in [
        ("equal-installment", "monthly", "150.00"),
        ("equal-principal", "act/360", "155.00"),
        ("interest-first", "act/365", "152.88"),
        ("flat", "monthly", "150.00"),
        ("bullet", "monthly", "155.00"),
    ] {
        let count = if kind == "bullet" { 1 } else { 12 };
        let steps = steps(&format!(
            "repayment = \"{kind}\"\ninstallments = {count}\nrate = {{ monthly = \"0.015\" }}\ninterest_basis = \"{basis}\"\n"
        ));
        let step = steps
            .iter()
            .find(|s| s.code == "first-interest")
            .expect(kind);
        let a_year = number(step, "principal") * number(step, "percent") / Decimal::ONE_HUNDRED;
        let exact = match step.args["by"].as_str() {
            "month" => a_year / Decimal::from(12),
            _ => a_year * number(step, "days") / number(step, "year"),
        };
        assert_eq!(to_the_fen(exact), result(step), "{step:?}");
        assert_eq!(step.result, expected, "{kind}");
    }
}

#[test]
fn the_principal_counted_on_is_named() {
    let kept = "charges = [{ kind = \"service\", upfront = \"500.00\" }]\n";
    let plan = "repayment = \"flat\"\ninstallments = 12\nrate = { monthly = \"0.015\" }\n";
    for (terms, basis, principal, share) in [
        (plan.to_owned(), "contract", "10000.00", "833.33"),
        (format!("{plan}{kept}"), "received", "9500.00", "791.67"),
    ] {
        let steps = steps(&terms);
        assert_eq!(steps[0].code, "counted-on");
        assert_eq!(steps[0].args["basis"], basis);
        assert_eq!(steps[0].result, principal);
        assert_eq!(steps[1].code, "instalment");
        assert_eq!(steps[1].result, share);
    }
}
