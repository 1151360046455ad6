//! A loan written wrong: one edit of a sound loan for every problem there is.

use super::says;
use crate::support::{A1, Home, arg, ids, no_hole};
use menshen::domain::loan::{CODES, LONGEST_JSON};
use serde_json::Value;
use std::collections::BTreeSet;

const CHARGES: &str = "charges = [{ kind = \"guarantee\", each = \"240.00\", third_party = true }]";
const AMOUNT: &str = "contract_amount = \"30000.00\"";
const RATE: &str = "rate = { annual = \"0.15\" }";
const PAID_OUT: &str = "disbursed_on = \"2025-08-15\"";

/// What stands in the sound loan, what stands there instead, and the problem that it is.
const WRONG: &[(&str, &str, &str)] = &[
    (AMOUNT, "contract_amount = 30000.00", "not-a-string"),
    (AMOUNT, "contract_amount = 30000", "not-a-string"),
    (
        AMOUNT,
        "contract_amount = \"30000.001\"",
        "too-many-decimals",
    ),
    (AMOUNT, "contract_amount = \"-30000\"", "negative-amount"),
    (
        AMOUNT,
        "contract_amount = \"9999999999999\"",
        "amount-too-large",
    ),
    (AMOUNT, "contract_amount = \"0\"", "amount-not-positive"),
    (AMOUNT, "contract_amount = \"三万\"", "bad-money"),
    (
        AMOUNT,
        "contract_amount = \"30000\"\ndisbursed_amount = \"31000\"",
        "received-above-contract",
    ),
    (PAID_OUT, "disbursed_on = \"2025-02-31\"", "impossible-date"),
    (PAID_OUT, "disbursed_on = 2025-08-15", "not-a-string"),
    (PAID_OUT, "disbursed_on = \"15.8.2025\"", "bad-date"),
    (
        PAID_OUT,
        "disbursed_on = \"1825-08-15\"",
        "date-out-of-range",
    ),
    (
        PAID_OUT,
        "disbursed_on = \"2026-11-22\"",
        "date-after-as-of",
    ),
    (
        "first_due = \"2025-09-15\"",
        "first_due = \"2025-08-01\"",
        "out-of-order",
    ),
    (
        "installments = 24",
        "installments = \"24\"",
        "not-an-integer",
    ),
    (
        "installments = 24",
        "installments = 0",
        "count-out-of-range",
    ),
    (RATE, "rate = { annual = \"15%\" }", "bad-rate"),
    (
        RATE,
        "rate = { annual = \"0.15\", monthly = \"0.0125\" }",
        "rate-twice",
    ),
    (RATE, "rate = \"0.15\"", "not-members"),
    (RATE, "", "missing-member"),
    (
        "platform_assisted = true",
        "platform_assisted = \"yes\"",
        "not-a-boolean",
    ),
    (
        "lender_kind = \"bank\"",
        "lender_kind = \"Bank\"",
        "bad-choice",
    ),
    ("lender = \"江河银行\"", "lender = \"\"", "empty-text"),
    (
        "repayment = \"equal-installment\"",
        "repayment = \"rows\"",
        "not-together",
    ),
    (
        "installments = 24",
        "installments = 24\ninstalments = 24",
        "unknown-member",
    ),
    (
        CHARGES,
        "charges = { kind = \"guarantee\", each = \"240.00\" }",
        "not-a-list",
    ),
    (
        CHARGES,
        "charges = [{ kind = \"service\", upfront = \"30000.00\" }]",
        "nothing-received",
    ),
];

/// Problems that only a line of an audit can have: a TOML file with them is no TOML at all.
const LINES: &[(&str, &str)] = &[
    ("{\"id\":\"x\",\"id\":\"y\"}", "repeated-member"),
    ("not json", "not-readable"),
];

#[test]
fn a_loan_written_wrong_is_refused_by_member_and_the_value_is_not_repeated() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let before = home.kept();
    for (right, wrong, code) in WRONG {
        let text = A1.replacen(right, wrong, 1);
        assert_ne!(text, A1, "{right} is not in the loan");
        let file = home.file("wrong.toml", text);
        let args = ["confirm", "--answers", arg(&file), "--case", "甲"];
        let (error_code, exit) = match *code {
            "missing-member" => ("answers-needed", 5),
            _ => ("answers-rejected", 2),
        };
        let error = home.refused(&args, error_code, exit);
        assert_eq!(home.kept(), before, "{wrong} changed the home");
        let details = ids(&error, "details");
        details.iter().for_each(|detail| no_hole(detail));
        assert!(
            details.iter().any(|d| says(d, code)),
            "{wrong}: no {code} in {details:?}"
        );
        for typed in ["三万", "15.8.2025", "Bank", "15%", "30000.001"] {
            assert!(
                details.iter().all(|d| !d.contains(typed)),
                "{typed} is repeated in {details:?}"
            );
        }
    }
}

#[test]
fn every_problem_of_a_loan_is_provoked() {
    let home = Home::new();
    let long = " ".repeat(LONGEST_JSON + 1);
    let problems: Vec<(&str, &str)> = [LINES, &[(long.as_str(), "too-long")]].concat();
    let lines: String = problems
        .iter()
        .map(|(line, _)| format!("{line}\n"))
        .collect();
    let file = home.file("lines.jsonl", lines);
    let answers = home.done(&["audit", arg(&file)]);
    assert_eq!(answers.lines().count(), problems.len());
    for ((_, code), answer) in problems.iter().zip(answers.lines()) {
        let answer: Value = serde_json::from_str(answer).unwrap();
        assert_eq!(answer["error"]["code"], *code);
        let message = answer["error"]["message"].as_str().unwrap();
        no_hole(message);
        assert!(says(message, code), "{message}");
    }
    let here = WRONG.iter().map(|(_, _, code)| *code);
    let provoked: BTreeSet<&str> = here.chain(problems.iter().map(|(_, code)| *code)).collect();
    let all: BTreeSet<&str> = CODES.iter().copied().collect();
    assert_eq!(provoked, all);
}
