//! What is refused, by which code and at which member; and everything at once.

use chrono::NaiveDate;
use menshen::domain::coded::{Coded, Kind};
use menshen::domain::loan::{CODES, Loan, LoanProblem};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn sound() -> Value {
    json!({
        "id": "L", "lender_kind": "bank", "disbursed_on": "2026-01-15",
        "contract_amount": "12000.00", "rate": {"annual": "0.18"},
        "repayment": "equal-installment", "installments": 6, "first_due": "2026-02-15",
        "as_of": "2026-06-01",
    })
}

/// The sound loan with some members replaced (`null` takes one away).
fn with(changes: &Value) -> String {
    let mut loan = sound();
    for (name, value) in changes.as_object().expect("members") {
        let members = loan.as_object_mut().expect("members");
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    loan.to_string()
}

fn problems(text: &str) -> Vec<LoanProblem> {
    Loan::from_json(text, None).expect_err("refused")
}

fn named(problems: &[LoanProblem]) -> Vec<(&str, &str)> {
    problems
        .iter()
        .map(|p| (p.code, p.member.as_str()))
        .collect()
}

/// One row for each way of being wrong: changes to a sound loan, the code, the member.
fn refusals() -> Vec<(Value, &'static str, &'static str)> {
    let claim = |extra: Value| {
        let mut claim = json!({"on": "2026-05-01", "scope": "overdue", "total": "100.00"});
        for (k, v) in extra.as_object().expect("members") {
            claim[k] = v.clone();
        }
        json!({ "claim": claim })
    };
    let row = |due: &str| json!({"due": due, "principal": "6000.00", "interest": "1.00"});
    let rows = |list: Value| json!({"repayment": "rows", "installments": null, "first_due": null, "rows": list});
    vec![
        (json!({"id": null}), "missing-member", "id"),
        (json!({"rate": null}), "missing-member", "rate"),
        (json!({"rate": {}}), "missing-member", "rate.annual"),
        (json!({"first_due": null}), "missing-member", "first_due"),
        (
            json!({"installments": null}),
            "missing-member",
            "installments",
        ),
        (json!({"as_of": null}), "missing-member", "as_of"),
        (rows(Value::Null), "missing-member", "rows"),
        (
            json!({"repayments": [{"on": "2026-02-15"}]}),
            "missing-member",
            "repayments.0.amount",
        ),
        (
            json!({"claim": {"on": "2026-05-01", "scope": "overdue"}}),
            "missing-member",
            "claim.total",
        ),
        (json!({"intrest": "x"}), "unknown-member", "intrest"),
        (
            json!({"rate": {"annual": "0.1", "kind": "x"}}),
            "unknown-member",
            "rate.kind",
        ),
        (
            claim(json!({"fees": "1.00"})),
            "unknown-member",
            "claim.fees",
        ),
        (json!({"rate": "0.18"}), "not-members", "rate"),
        (
            json!({"repayments": {"on": "2026-02-15"}}),
            "not-a-list",
            "repayments",
        ),
        (
            json!({"contract_amount": 12000}),
            "not-a-string",
            "contract_amount",
        ),
        (
            json!({"contract_amount": 12000.5}),
            "not-a-string",
            "contract_amount",
        ),
        (
            json!({"rate": {"annual": 0.18}}),
            "not-a-string",
            "rate.annual",
        ),
        (
            json!({"repayments": [{"on": "2026-02-15", "amount": 1.5}]}),
            "not-a-string",
            "repayments.0.amount",
        ),
        (
            json!({"platform_assisted": "yes"}),
            "not-a-boolean",
            "platform_assisted",
        ),
        (
            json!({"installments": "6"}),
            "not-an-integer",
            "installments",
        ),
        (
            json!({"installments": 6.5}),
            "not-an-integer",
            "installments",
        ),
        (json!({"id": " "}), "empty-text", "id"),
        (
            json!({"contract_amount": "12,000"}),
            "bad-money",
            "contract_amount",
        ),
        (
            json!({"contract_amount": "012"}),
            "bad-money",
            "contract_amount",
        ),
        (
            json!({"contract_amount": "1e3"}),
            "bad-money",
            "contract_amount",
        ),
        (
            json!({"contract_amount": "12000.000"}),
            "too-many-decimals",
            "contract_amount",
        ),
        (
            json!({"contract_amount": "-1.00"}),
            "negative-amount",
            "contract_amount",
        ),
        (
            json!({"contract_amount": "1234567890123"}),
            "amount-too-large",
            "contract_amount",
        ),
        (
            json!({"contract_amount": "0.00"}),
            "amount-not-positive",
            "contract_amount",
        ),
        (
            json!({"disbursed_on": "2026-1-15"}),
            "bad-date",
            "disbursed_on",
        ),
        (
            json!({"disbursed_on": "15.01.2026"}),
            "bad-date",
            "disbursed_on",
        ),
        (
            json!({"first_due": "2026-02-31"}),
            "impossible-date",
            "first_due",
        ),
        (
            json!({"disbursed_on": "1079-01-15"}),
            "date-out-of-range",
            "disbursed_on",
        ),
        (
            json!({"disbursed_on": "2026-06-02", "first_due": "2026-07-15"}),
            "date-after-as-of",
            "disbursed_on",
        ),
        (
            json!({"contract_date": "2026-06-02"}),
            "date-after-as-of",
            "contract_date",
        ),
        (
            json!({"rate": {"annual": "18%"}}),
            "bad-rate",
            "rate.annual",
        ),
        (
            json!({"rate": {"annual": "-0.1"}}),
            "bad-rate",
            "rate.annual",
        ),
        (
            json!({"rate": {"annual": "101"}}),
            "bad-rate",
            "rate.annual",
        ),
        (json!({"rate": {"daily": "1.5"}}), "bad-rate", "rate.daily"),
        (
            json!({"default_interest": {"multiple": "11"}}),
            "bad-rate",
            "default_interest.multiple",
        ),
        (
            json!({"rate": {"annual": "0.18", "daily": "0.0005"}}),
            "rate-twice",
            "rate",
        ),
        (
            json!({"default_interest": {"multiple": "1.5", "annual": "0.2"}}),
            "rate-twice",
            "default_interest",
        ),
        (json!({"lender_kind": "Bank"}), "bad-choice", "lender_kind"),
        (
            json!({"default_interest": "nothing"}),
            "bad-choice",
            "default_interest",
        ),
        (
            json!({"basis": {"order": "mine"}}),
            "bad-choice",
            "basis.order",
        ),
        (
            json!({"first_due": "2026-01-14"}),
            "out-of-order",
            "first_due",
        ),
        (
            json!({"accelerated_on": "2026-01-14"}),
            "out-of-order",
            "accelerated_on",
        ),
        (
            json!({"repayments": [{"on": "2026-03-01", "amount": "1"}, {"on": "2026-01-14", "amount": "1"}]}),
            "out-of-order",
            "repayments.1.on",
        ),
        (
            rows(json!([row("2026-02-15"), row("2026-02-15")])),
            "out-of-order",
            "rows.1.due",
        ),
        (
            json!({"installments": 0}),
            "count-out-of-range",
            "installments",
        ),
        (
            json!({"installments": 601}),
            "count-out-of-range",
            "installments",
        ),
        (
            json!({"repayment": "bullet"}),
            "count-out-of-range",
            "installments",
        ),
        (json!({"rows": [row("2026-02-15")]}), "not-together", "rows"),
        (
            json!({"charges": [{"kind": "other", "each": "1", "upfront": "1"}]}),
            "not-together",
            "charges.0",
        ),
        (
            json!({"liquidated_damages": {"once": "1", "each": "1"}}),
            "not-together",
            "liquidated_damages",
        ),
        (
            json!({"disbursed_amount": "12000.01"}),
            "received-above-contract",
            "disbursed_amount",
        ),
        (
            json!({"disbursed_amount": "0"}),
            "nothing-received",
            "disbursed_amount",
        ),
        (
            json!({"charges": [{"kind": "service", "upfront": "12000"}]}),
            "nothing-received",
            "charges",
        ),
    ]
}

#[test]
fn the_sound_loan_is_sound() {
    assert!(Loan::from_json(&sound().to_string(), None).is_ok());
}

#[test]
fn each_refusal_has_its_code_and_member_and_is_alone() {
    for (changes, code, member) in refusals() {
        let found = problems(&with(&changes));
        assert_eq!(named(&found), [(code, member)], "{changes}");
    }
}

#[test]
fn every_code_is_provoked() {
    let mut provoked: BTreeSet<&str> = refusals().iter().map(|(_, code, _)| *code).collect();
    provoked.extend(problems("{").iter().map(|p| p.code));
    provoked.extend(problems(r#"{"id":"a","id":"b"}"#).iter().map(|p| p.code));
    let long = " ".repeat(menshen::domain::loan::LONGEST_JSON + 1);
    provoked.extend(problems(&long).iter().map(|p| p.code));
    assert_eq!(provoked, CODES.iter().copied().collect());
}

#[test]
fn a_repeated_member_is_named_in_both_forms() {
    let json = sound().to_string().replacen('{', r#"{"id":"M","#, 1);
    assert_eq!(named(&problems(&json)), [("repeated-member", "id")]);
    let nested = with(&json!({})).replace(
        r#"{"annual":"0.18"}"#,
        r#"{"annual":"0.18","annual":"0.24"}"#,
    );
    assert_eq!(
        named(&problems(&nested)),
        [("repeated-member", "rate.annual")]
    );
    let toml = "id = \"L\"\nlender_kind = \"bank\"\nid = \"M\"\n";
    let found = Loan::from_toml(toml, None).expect_err("refused");
    assert_eq!(named(&found), [("repeated-member", "id")]);
    assert_eq!(found[0].args["line"], "3");
}

#[test]
fn toml_numbers_and_unquoted_dates_are_refused() {
    let toml = r#"
        id = "L"
        lender_kind = "bank"
        disbursed_on = 2026-01-15
        contract_amount = 12000.00
        rate = { annual = 0.18 }
        repayment = "bullet"
        first_due = "2026-02-15"
        as_of = "2026-06-01"
    "#;
    let found = Loan::from_toml(toml, None).expect_err("refused");
    let expected = [
        ("not-a-string", "disbursed_on"),
        ("not-a-string", "contract_amount"),
        ("not-a-string", "rate.annual"),
    ];
    assert_eq!(named(&found), expected);
}

#[test]
fn all_problems_come_at_once_and_missing_differs_from_wrong() {
    let text = r#"{"id":"L","lender_kind":"shop","contract_amount":"1.234","repayment":"flat",
        "repayments":[{"on":"2026-02-30","amount":"5.00"},{"on":"2026-03-01","amount":-5}],"extra":1}"#;
    let found = problems(text);
    let expected = [
        ("bad-choice", "lender_kind"),
        ("missing-member", "disbursed_on"),
        ("too-many-decimals", "contract_amount"),
        ("missing-member", "rate"),
        ("missing-member", "installments"),
        ("missing-member", "first_due"),
        ("impossible-date", "repayments.0.on"),
        ("not-a-string", "repayments.1.amount"),
        ("missing-member", "as_of"),
        ("unknown-member", "extra"),
    ];
    assert_eq!(named(&found), expected);
    let kinds: Vec<Kind> = found.iter().map(Coded::kind).collect();
    assert_eq!(
        kinds.iter().filter(|k| **k == Kind::AnswerNeeded).count(),
        5
    );
    assert!(
        kinds
            .iter()
            .all(|k| matches!(k, Kind::AnswerNeeded | Kind::Usage))
    );
}

#[test]
fn the_callers_day_wins_and_stands_in_for_the_member() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 1);
    let both = Loan::from_json(&sound().to_string(), day).expect("sound");
    let alone = Loan::from_json(&with(&json!({"as_of": null})), day).expect("sound");
    assert_eq!((both.as_of, alone.as_of), (day.unwrap(), day.unwrap()));
    let early = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let found = both.with_as_of(early).expect_err("before the payout");
    assert_eq!(named(&found), [("date-after-as-of", "disbursed_on")]);
}

#[test]
fn a_loan_survives_being_written_and_read() {
    let changes = json!({
        "platform_assisted": true, "lender": "云帆消费金融有限公司", "platform": "小云",
        "product": "云帆贷", "contract_number": "YF-1", "guarantor": "某担保公司",
        "contract_date": "2026-01-14", "disbursed_amount": "11000.00",
        "rate": {"daily": "0.0005"}, "interest_basis": "act/365",
        "charges": [{"kind": "guarantee", "each": "12.30", "third_party": true},
                    {"kind": "service", "upfront": "500", "kept_back": false}],
        "default_interest": {"multiple": "1.5"}, "default_basis": "act/365",
        "default_on": "principal-and-interest", "liquidated_damages": {"each": "5"},
        "enforcement_costs": {"on": "2026-05-01", "amount": "300"},
        "accelerated_on": "2026-05-20",
        "compensated": {"on": "2026-05-02", "amount": "1.00", "by": "某担保公司"},
        "assignment_claimed": {"on": "2026-05-03", "by": "某资产公司"},
        "repayments": [{"on": "2026-03-15", "amount": "9.5", "prepays": true}, {"on": "2026-02-15", "amount": "2000"}],
        "disputed_repayments": [{"on": "2026-04-01", "amount": "300"}],
        "last_demand_on": "2026-05-04", "filed_on": "2026-05-05",
        "basis": {"order": "lender-practice", "spread": "whole-loan", "principal": "received"},
        "claim": {"on": "2026-06-01", "source": "短信", "scope": "everything", "total": "9000",
                  "principal": "8000", "interest": "1", "default_interest": "2", "charges": "3",
                  "liquidated_damages": "4", "enforcement_costs": "5",
                  "repayments": [{"on": "2026-02-15", "amount": "2000"}]},
    });
    let loan = Loan::from_json(&with(&changes), None).expect("sound");
    let toml = loan.to_toml().expect("serialises");
    assert_eq!(
        Loan::from_toml(&toml, None).expect("read back"),
        loan,
        "{toml}"
    );
    let json = serde_json::to_string(&loan).expect("serialises");
    assert_eq!(
        serde_json::from_str::<Loan>(&json).expect("read back"),
        loan
    );
    let refused = serde_json::from_str::<Loan>(&json.replace("0.0005", "5%"));
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("bad-rate rate.daily")
    );
}
