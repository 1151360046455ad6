//! `menshen check payee`: whose channel it is.

use crate::support::{Home, arg, unwrapped, with_case};
use serde_json::Value;

fn answers(way: &str, more: &str) -> String {
    format!(
        "[payee]\ncode = false\nscreen = false\npurpose = \"debt\"\nway = \"{way}\"\n\
         asked_by = \"lender\"\n{more}"
    )
}

fn checked(home: &Home, text: &str, args: &[&str]) -> Value {
    let file = home.file("payee.toml", text);
    home.json(&[&["check", "payee", "--answers", arg(&file)], args].concat())
}

fn has(found: &Value, id: &str) -> bool {
    found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|f| f["id"] == id)
}

#[test]
fn the_lenders_own_app_is_consistent_and_never_called_safe() {
    let home = Home::new();
    let text = answers("official-app", "confirmed = true\n");
    assert_eq!(checked(&home, &text, &[])["verdict"], "consistent");
    let file = home.file("payee.toml", &text);
    let said = unwrapped(&home.done(&["check", "payee", "--answers", arg(&file)]));
    assert!(said.contains("不等于可以放心付"), "{said}");
    assert!(!home.path().exists());
}

#[test]
fn every_other_way_to_a_person_is_left() {
    let home = Home::new();
    for (way, id) in [
        ("private-account", "private-account"),
        ("qr", "qr"),
        ("link", "qr"),
        ("cash", "cash"),
    ] {
        let found = checked(&home, &answers(way, ""), &[]);
        assert_eq!(found["verdict"], "leave-and-call", "{way}");
        assert!(has(&found, id), "{way}: {found}");
    }
    let coded = answers("official-app", "").replace("code = false", "code = true");
    assert!(has(&checked(&home, &coded, &[]), "code"));
    let fee = answers("official-app", "").replace("\"debt\"", "\"fee-first\"");
    assert_eq!(checked(&home, &fee, &[])["verdict"], "leave-and-call");
}

#[test]
fn a_company_account_is_held_to_contract_call_and_name() {
    let home = with_case("甲");
    let lender = toml::from_str::<toml::Table>(crate::support::A1).unwrap()["lender"]
        .as_str()
        .unwrap()
        .to_owned();
    let good = format!("name = \"{lender}\"\nin_contract = true\nconfirmed = true\n");
    let found = checked(&home, &answers("company-account", &good), &["--loan", "A1"]);
    assert_eq!(found["verdict"], "consistent", "{found}");
    let other = good.replace(&lender, "顺达商务咨询有限公司");
    let found = checked(
        &home,
        &answers("company-account", &other),
        &["--loan", "A1"],
    );
    assert_eq!(found["verdict"], "contradicts", "{found}");
    assert!(has(&found, "name-differs"));
    let open = checked(&home, &answers("company-account", ""), &["--loan", "A1"]);
    assert_eq!(open["verdict"], "incomplete");
    for id in ["unconfirmed", "contract-not-looked-at", "name-unknown"] {
        assert!(has(&open, id), "{id}: {open}");
    }
    home.refused(&["check", "payee", "--loan", "X"], "loan-not-found", 1);
}

#[test]
fn without_answers_nobody_is_asked_and_what_is_needed_is_named() {
    let home = Home::new();
    let error = home.refused(&["check", "payee"], "answers-needed", 5);
    let needed = crate::support::ids(&error, "needed");
    assert!(needed.contains(&"payee.way".to_owned()), "{needed:?}");
    let template = home.done(&["check", "payee", "--answers-template"]);
    assert!(template.contains("payee.way"), "{template}");
    assert!(!home.path().exists());
}
