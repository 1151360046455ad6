//! Tables of several pages, and what a script is told that can't be asked.

use crate::support::{Home, arg, ids};

const LOAN: &str = r#"
id = "A3"
lender_kind = "micro-loan"
disbursed_on = "2026-04-10"
contract_amount = "6000.00"
rate = { annual = "0.239" }
repayment = "equal-installment"
installments = 6
first_due = "2026-05-10"
default_interest = { multiple = "1.5" }
"#;

fn with_loan() -> Home {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = home.file("a3.toml", LOAN);
    home.done(&["confirm", "--answers", arg(&file), "--case", "甲"]);
    home
}

#[test]
fn column_names_at_the_top_of_every_page_are_no_payment() {
    let home = with_loan();
    let table = "日期,金额\n2026-05-10,1070.85\n日期, 金额 \n2026-06-10,1070.85\n";
    let file = home.file("pages.csv", table);
    let answers = home.file("import.toml", "[import]\nstore = false\n");
    let answer = home.json(&[
        "confirm",
        "A3",
        "--repayments",
        arg(&file),
        "--answers",
        arg(&answers),
    ]);
    assert_eq!(answer["import"]["used"].as_array().unwrap().len(), 2);
    let left = &answer["import"]["left_out"];
    assert_eq!(left.as_array().unwrap().len(), 1, "{left}");
    assert_eq!(left[0]["line"], 3);
    assert_eq!(left[0]["reason"], "header-again");
}

#[test]
fn a_plan_of_two_pages_has_no_hole() {
    let home = with_loan();
    let table = "应还日,本金,利息\n2026-05-10,3000,100\n应还日,本金,利息\n2026-06-10,3000,50\n";
    let file = home.file("plan.csv", table);
    let answers = home.file("import.toml", "[import]\nstore = false\n");
    let answer = home.json(&[
        "confirm",
        "A3",
        "--rows",
        arg(&file),
        "--answers",
        arg(&answers),
    ]);
    assert_eq!(answer["import"]["used"].as_array().unwrap().len(), 2);
    assert_eq!(answer["import"]["left_out"][0]["reason"], "header-again");
}

/// Without a terminal each open question comes with the answers a file may give it, in words.
#[test]
fn a_script_is_told_the_answers_it_may_give() {
    let home = with_loan();
    let file = home.file("signed.csv", "日期,金额\n2026-05-10,-100\n2026-06-10,200\n");
    let args = ["confirm", "A3", "--repayments", arg(&file)];
    let error = home.refused(&args, "answers-needed", 5);
    assert_eq!(ids(&error, "needed"), ["import.sign"]);
    let details = ids(&error, "details");
    assert_eq!(details.len(), 1);
    for word in ["import.sign", "positive（正数", "negative（负数"] {
        assert!(details[0].contains(word), "{details:?}");
    }
}

/// Whom else a person paid is nobody's business but theirs: no name of the table is in the error.
#[test]
fn the_names_of_others_stay_out_of_the_error() {
    let home = with_loan();
    let table = "日期,金额,对方户名\n2026-05-10,100,云杉小贷\n2026-06-10,200,邻居老王\n";
    let file = home.file("payees.csv", table);
    let args = ["confirm", "A3", "--repayments", arg(&file)];
    let error = home.refused(&args, "answers-needed", 5);
    assert_eq!(ids(&error, "needed"), ["import.payees"]);
    let details = ids(&error, "details").join("");
    assert!(!details.contains("老王"), "{details}");
    assert!(details.contains("[\"名字\"]"), "{details}");
}
