//! `menshen confirm A1 --edit`.

use super::{Home, demo};
use menshen::content::{Library, load_flow};
use menshen::interview::stored::{reviewed, stored_answers};
use menshen::interview::{Flow, Value};

#[test]
fn every_answer_kept_leaves_the_loan_as_it_was() {
    let home = Home::with_demo();
    let nothing = home.write("nothing.toml", "");
    for id in ["A1", "A2", "A3"] {
        let before = home.loan(id);
        home.done(&["confirm", id, "--edit", "--answers", &nothing]);
        assert_eq!(home.loan(id), before);
    }
}

#[test]
fn what_stands_answers_every_question_on_its_way() {
    let flow = load_flow(&Library::built_in(), "confirm").unwrap();
    for loan in ["a1", "a2", "a3"] {
        let text = std::fs::read_to_string(demo(loan)).unwrap();
        let known = stored_answers(&toml::from_str(&text).unwrap(), &flow);
        assert_eq!(flow.path(&known).next, None, "{loan}");
        assert_eq!(known.given("ask.papers"), Some("terms"));
        assert_eq!(known.given("ask.repaid"), Some("list"));
    }
    let rows = "id = \"R\"\nlender_kind = \"bank\"\ndisbursed_on = \"2026-01-01\"\ncontract_amount = \"10.00\"\nrepayment = \"rows\"\nrows = [{ due = \"2026-02-01\", principal = \"10.00\", interest = \"1.00\" }]\ndefault_interest = \"none\"\n";
    let known = stored_answers(&toml::from_str(rows).unwrap(), &flow);
    assert_eq!(flow.path(&known).next, None);
    assert_eq!(
        known.get("rows"),
        Some(&Value::Many(vec!["2026-02-01 10.00 1.00".into()]))
    );
    assert_eq!(known.given("ask.default_interest"), Some("none"));
    let claim = "id = \"C\"\nlender_kind = \"unknown\"\nclaim = { on = \"2026-02-01\", scope = \"unknown\", total = \"9.00\" }\n";
    let known = stored_answers(&toml::from_str(claim).unwrap(), &flow);
    assert_eq!(flow.path(&known).next, None);
    assert_eq!(known.given("ask.papers"), Some("claim-only"));
}

#[test]
fn one_answer_changed_changes_that_and_nothing_else() {
    let home = Home::with_demo();
    home.done(&["case", "set", "loans.A1.claim.principal", "18000"]);
    home.done(&["case", "set", "loans.A1.interest_basis", "act/365"]);
    home.done(&["case", "set", "loans.A1.repayments.9.prepays", "true"]);
    let mut expected = home.loan("A1");
    let file = home.write("edit.toml", "[claim]\ntotal = \"21300.00\"\n");
    let statement = home.json(&["confirm", "A1", "--edit", "--answers", &file]);
    assert_eq!(statement["claim"]["total"], "21300.00");
    expected["claim"]["total"] = "21300.00".into();
    assert_eq!(home.loan("A1"), expected);
}

#[test]
fn another_way_taken_drops_what_only_the_old_one_had() {
    let home = Home::with_demo();
    let file = home.write(
        "rows.toml",
        "rows = [\"2026-03-20 1500.00 351.00\", \"2026-04-20 16500.00 321.75\"]\n[ask]\npapers = \"plan\"\n",
    );
    home.done(&["confirm", "A2", "--edit", "--answers", &file]);
    let loan = home.loan("A2");
    assert_eq!(loan["repayment"].as_str(), Some("rows"));
    assert_eq!(loan["rows"].as_array().unwrap().len(), 2);
    assert!(!loan.contains_key("installments") && !loan.contains_key("first_due"));
    assert_eq!(
        loan["rate"]["annual"].as_str(),
        Some("0.234"),
        "beside the plan a rate may stand"
    );
    assert_eq!(loan["default_interest"]["multiple"].as_str(), Some("1.5"));

    let file = home.write("claim.toml", "[ask]\npapers = \"claim-only\"\n");
    home.done(&["confirm", "A2", "--edit", "--answers", &file]);
    let loan = home.loan("A2");
    assert!(!loan.contains_key("contract_amount") && loan.contains_key("claim"));
    assert_eq!(
        loan["repayments"].as_array().unwrap().len(),
        4,
        "what was paid stays"
    );
}

#[test]
fn a_charge_at_the_start_stays_beside_the_one_asked_about() {
    let flow = load_flow(&Library::built_in(), "confirm").unwrap();
    let text = std::fs::read_to_string(demo("a1")).unwrap();
    let mut old: toml::Table = toml::from_str(&text).unwrap();
    let upfront: toml::Table = toml::from_str("kind = \"service\"\nupfront = \"300.00\"").unwrap();
    let each = old["charges"][0].clone();
    old.insert(
        "charges".into(),
        vec![toml::Value::from(upfront.clone()), each].into(),
    );
    let mut answers = stored_answers(&old, &flow);
    assert_eq!(answers.given("charges.0.each"), Some("240.00"));
    answers.set("charges.0.each", Value::Given("250.00".into()), None);
    let new = reviewed(&old, &answers, &flow);
    let charges = new["charges"].as_array().unwrap();
    assert_eq!(charges[0]["each"].as_str(), Some("250.00"));
    assert_eq!(charges[1], toml::Value::from(upfront.clone()));
    answers.set("ask.charges", Value::Given("false".into()), None);
    for id in ["charges.0.kind", "charges.0.each", "charges.0.third_party"] {
        answers.remove(id);
    }
    let none = reviewed(&old, &answers, &flow);
    assert_eq!(
        none["charges"].as_array().unwrap(),
        &vec![toml::Value::from(upfront)]
    );
}

#[test]
fn refusals() {
    let home = Home::with_demo();
    let file = home.write("id.toml", "id = \"A2\"\n");
    assert_eq!(
        home.refused(&["confirm", "A1", "--edit", "--answers", &file]),
        ("loan-name-in-use".into(), 1)
    );
    assert_eq!(
        home.refused(&["confirm", "A7", "--edit", "--answers", &file]),
        ("loan-not-found".into(), 1)
    );
    assert_eq!(home.refused(&["confirm", "--edit"]).1, 2);
    // Nobody to ask: everything is known, so nothing is needed, and still it must be reviewed.
    let (code, exit) = home.refused(&["confirm", "A1", "--edit"]);
    assert_eq!((code.as_str(), exit), ("answers-needed", 5));
}
