//! `menshen case set` and `menshen case strike`.

use super::Home;

#[test]
fn facts_are_changed_with_the_old_value_shown() {
    let home = Home::with_demo();
    let said = home.done(&["case", "set", "borrower.phone", "139-1111-2222"]);
    assert!(
        said.contains("138****5678") && said.contains("139****2222"),
        "{said}"
    );
    assert_eq!(
        home.stored()["borrower"]["phone"].as_str(),
        Some("13911112222")
    );

    let said = home.done(&["case", "set", "household.spending.rent", "1,200"]);
    assert!(
        said.contains("1,100.00 元") && said.contains("1,200.00 元"),
        "{said}"
    );
    assert!(said.contains("menshen plan"), "{said}");

    for (path, value, member) in [
        ("loans.A1.claim.total", "2.13万", "21300.00"),
        (
            "loans.A1.lender",
            "江河银行股份有限公司",
            "江河银行股份有限公司",
        ),
        ("loans.A1.claim.scope", "只是已经逾期的部分", "overdue"),
        ("loans.A1.claim.principal", "18000", "18000.00"),
        ("loans.A1.rate.annual", "14.5%", "0.145"),
        ("loans.A1.last_demand_on", "昨天", "2026-11-20"),
        ("loans.A1.repayments.3.amount", "1500", "1500.00"),
        ("loans.A1.default_interest.multiple", "1.3", "1.3"),
        ("loans.A1.enforcement_costs.on", "2026-11-01", ""),
    ] {
        let arguments = ["case", "set", path, value];
        if member.is_empty() {
            // Half of an object is refused, and said to lack its other half.
            let output = home.run(&arguments);
            assert_eq!(output.status.code(), Some(2));
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains("enforcement_costs.amount"), "{said}");
            continue;
        }
        home.done(&arguments);
        let loan = home.loan("A1");
        let steps: Vec<&str> = path.split('.').skip(2).collect();
        let stored = menshen::domain::case::tree::value_at(&loan, &steps).unwrap();
        assert_eq!(stored.as_str(), Some(member), "{path}");
    }
    home.done(&["case", "set", "loans.A1.platform_assisted", "否"]);
    assert_eq!(home.loan("A1")["platform_assisted"].as_bool(), Some(false));
    home.done(&["case", "set", "loans.A1.installments", "36"]);
    assert_eq!(home.loan("A1")["installments"].as_integer(), Some(36));
}

#[test]
fn a_rate_of_another_unit_takes_the_place_of_the_old() {
    let home = Home::with_demo();
    home.done(&["case", "set", "loans.A2.rate.monthly", "1.95%"]);
    let rate = home.loan("A2")["rate"].as_table().unwrap().clone();
    assert_eq!(rate.len(), 1);
    assert_eq!(rate["monthly"].as_str(), Some("0.0195"));
    home.done(&["case", "set", "loans.A2.default_interest", "none"]);
    assert_eq!(home.loan("A2")["default_interest"].as_str(), Some("none"));
}

#[test]
fn lists_are_set_whole_by_line_and_added_to() {
    let home = Home::with_demo();
    home.done(&["case", "set", "loans.A3.repayments.2", "2026-07-10 500"]);
    assert_eq!(home.loan("A3")["repayments"].as_array().unwrap().len(), 3);
    home.done(&[
        "case",
        "set",
        "loans.A3.repayments",
        "2026-05-10 1070.85",
        "2026-06-12 1,000",
    ]);
    let list = home.loan("A3")["repayments"].as_array().unwrap().clone();
    assert_eq!(list.len(), 2);
    assert_eq!(list[1]["amount"].as_str(), Some("1000.00"));
    home.done(&["case", "strike", "loans.A3.repayments.1"]);
    assert_eq!(home.loan("A3")["repayments"].as_array().unwrap().len(), 1);
    let (code, exit) = home.refused(&["case", "set", "loans.A3.repayments.9", "2026-07-10 500"]);
    assert_eq!((code.as_str(), exit), ("fact-path-unknown", 2));
}

#[test]
fn unknown_is_an_answer_and_never_zero() {
    let home = Home::with_demo();
    home.done(&["case", "set", "household.spending.medicine", "不知道"]);
    let household = home.stored()["household"].as_table().unwrap().clone();
    assert_eq!(household["unknown"][0].as_str(), Some("medicine"));
    let lines = household["spending"].as_array().unwrap();
    assert!(lines.iter().all(|l| l["id"].as_str() != Some("medicine")));
    home.done(&["case", "set", "household.spending.medicine", "90"]);
    let household = home.stored()["household"].as_table().unwrap().clone();
    assert!(household["unknown"].as_array().unwrap().is_empty());

    home.done(&["case", "set", "loans.A1.last_demand_on", "不知道"]);
    assert!(!home.loan("A1").contains_key("last_demand_on"));
    // Of this member it is a word of its own.
    home.done(&["case", "set", "loans.A1.claim.scope", "unknown"]);
    assert_eq!(home.loan("A1")["claim"]["scope"].as_str(), Some("unknown"));
}

#[test]
fn facts_are_struck_where_the_rest_still_stands() {
    let home = Home::with_demo();
    let said = home.done(&["case", "strike", "borrower.phone"]);
    assert!(
        said.contains("138****5678") && said.contains("还没有填"),
        "{said}"
    );
    assert!(
        !home.stored()["borrower"]
            .as_table()
            .unwrap()
            .contains_key("phone")
    );
    home.done(&["case", "strike", "loans.A2.disputed_repayments.0"]);
    assert!(!home.loan("A2").contains_key("disputed_repayments"));
    home.done(&["case", "strike", "loans.A3.claim"]);
    assert!(!home.loan("A3").contains_key("claim"));
    home.done(&["case", "strike", "household.spending.parents"]);
    home.done(&["case", "strike", "offers.A3"]);
    assert_eq!(home.stored()["offers"].as_array().unwrap().len(), 2);
    home.done(&[
        "letter",
        "C1",
        "--loan",
        "A1",
        "--answers",
        &super::demo("letter-c1"),
    ]);
    home.done(&["case", "strike", "letters.1"]);
    assert!(home.stored()["letters"].as_array().unwrap().is_empty());
    home.done(&["case", "strike", "household"]);
    assert!(!home.stored().contains_key("household"));
    assert!(home.stored()["offers"].as_array().unwrap().is_empty());
}

#[test]
fn what_is_refused_is_refused_by_name_and_changes_nothing() {
    let home = Home::with_demo();
    for (arguments, code, exit) in [
        (&["set", "borrower.age", "30"][..], "fact-path-unknown", 2),
        (&["set", "borrower.phone", "12"], "fact-rejected", 2),
        (&["set", "borrower.id_tail", "12345"], "fact-id-tail", 2),
        (&["set", "borrower.phone", " "], "fact-blank", 2),
        (&["set", "created_on", "2026-01-01"], "fact-fixed", 2),
        (&["set", "letters.1", "x"], "fact-fixed", 2),
        (&["set", "household.income", "一大笔"], "fact-rejected", 2),
        (&["set", "household.income", "不知道"], "fact-required", 2),
        (&["set", "household.irregular", "也许"], "fact-rejected", 2),
        (
            &["set", "household.spending.opera", "10"],
            "fact-path-unknown",
            2,
        ),
        (&["set", "loans.Z9.lender", "某行"], "loan-not-found", 1),
        (&["set", "loans.A1.colour", "red"], "fact-path-unknown", 2),
        (&["set", "loans.A1.rate", "0.1"], "fact-rejected", 2),
        (&["set", "loans.A1.lender_kind", "9"], "fact-rejected", 2),
        (&["set", "loans.A1.rate.annual", "15"], "fact-rejected", 2),
        (
            &["set", "loans.A1.disbursed_on", "2026-11-20"],
            "fact-breaks-loan",
            2,
        ),
        (
            &["set", "loans.A1.disbursed_amount", "40000"],
            "fact-breaks-loan",
            2,
        ),
        (&["set", "loans.A1.id", "A2"], "loan-name-in-use", 1),
        (
            &["set", "offers.A1.monthly", "900"],
            "letter-above-capacity",
            1,
        ),
        (&["strike", "household.income"], "fact-required", 2),
        (&["strike", "household.spending.food"], "fact-required", 2),
        (&["strike", "household.reserve"], "fact-absent", 1),
        (&["strike", "borrower.id_tail"], "fact-absent", 1),
        (
            &["strike", "loans.A1.contract_amount"],
            "fact-breaks-loan",
            2,
        ),
        (&["strike", "loans.A1"], "loan-strike-whole", 2),
        (&["strike", "letters.4"], "fact-absent", 1),
    ] {
        let arguments = [&["case"], arguments].concat();
        assert_eq!(
            home.refused(&arguments),
            (code.to_owned(), exit),
            "{arguments:?}"
        );
    }
    let fresh = Home::new();
    let (code, _) = fresh.refused(&["case", "set", "household.income", "4000"]);
    assert_eq!(code, "fact-no-household");
}

#[test]
fn every_problem_of_a_change_is_listed() {
    let home = Home::with_demo();
    let output = home.run(&["case", "set", "loans.A1.repayment", "rows"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("rows") && said.contains("--edit"), "{said}");
}

#[test]
fn a_new_short_name_is_followed_by_offers_and_letters() {
    let home = Home::with_demo();
    home.done(&[
        "letter",
        "C1",
        "--loan",
        "A2",
        "--answers",
        &super::demo("letter-c1"),
    ]);
    home.done(&["case", "settle", "A2", "--on", "2026-11-20"]);
    home.done(&["case", "set", "loans.A1.id", "橙.易花"]);
    home.done(&["case", "set", "loans.A2.id", "云帆"]);
    let stored = home.stored();
    assert_eq!(stored["offers"][0]["loan"].as_str(), Some("橙.易花"));
    assert_eq!(stored["letters"][0]["loan"].as_str(), Some("云帆"));
    assert!(
        stored["loan_states"]
            .as_table()
            .unwrap()
            .contains_key("云帆")
    );
    // A name may hold a point and still be found.
    home.done(&["case", "set", "loans.橙.易花.claim.total", "21000"]);
    assert_eq!(
        home.loan("橙.易花")["claim"]["total"].as_str(),
        Some("21000.00")
    );
}

#[test]
fn an_offer_may_be_changed_below_what_the_month_allows() {
    let home = Home::with_demo();
    home.done(&["case", "set", "offers.A1.monthly", "400"]);
    let offer = home.stored()["offers"][0].clone();
    assert_eq!(offer["monthly"].as_str(), Some("400.00"));
    assert!(
        offer.get("months").is_none(),
        "the forecast was for the old sum"
    );
}

#[test]
fn a_whole_loan_goes_only_when_asked_for_by_name_and_force() {
    let home = Home::with_demo();
    home.done(&["case", "strike", "loans.A3", "--force"]);
    let ids: Vec<String> = home.stored()["loans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["A1", "A2"]);
    assert_eq!(home.stored()["offers"].as_array().unwrap().len(), 2);
}
