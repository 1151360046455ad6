//! `menshen confirm A3 --repayments FILE` and `--rows FILE`.

use crate::support::{Home, TEXTS, Terminal, arg, ids};
use serde_json::{Value, json};
use std::path::PathBuf;

const A3: &str = r#"
id = "A3"
lender_kind = "micro-loan"
lender = "云杉小贷"
disbursed_on = "2026-04-10"
contract_amount = "6000.00"
rate = { annual = "0.239" }
repayment = "equal-installment"
installments = 6
first_due = "2026-05-10"
default_interest = { multiple = "1.5" }
repayments = [{ on = "2026-05-10", amount = "1070.85" }]
"#;

fn vector(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/import");
    arg(&folder.join(name)).to_owned()
}

fn with_a3(loan: &str) -> Home {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = home.file("a3.toml", loan);
    home.done(&["confirm", "--answers", arg(&file), "--case", "甲"]);
    home
}

/// The answer to a table with these answers.
fn imported(home: &Home, option: &str, file: &str, answers: &str) -> Value {
    let answers = home.file("import.toml", format!("[import]\n{answers}"));
    let file = vector(file);
    home.json(&["confirm", "A3", option, &file, "--answers", arg(&answers)])
}

/// Line and reason of every line left out.
fn left_out(answer: &Value) -> Vec<(u64, &str)> {
    let list = answer["import"]["left_out"].as_array().unwrap();
    list.iter()
        .map(|l| (l["line"].as_u64().unwrap(), l["reason"].as_str().unwrap()))
        .collect()
}

#[test]
fn an_apps_export_in_gb18030_with_every_line_used_or_named() {
    let home = with_a3(A3);
    let given =
        "payees = [\"云杉小贷\"]\nneutral = \"count\"\nduplicates = \"skip\"\nstore = true\n";
    let answer = imported(&home, "--repayments", "alipay-gb18030.csv", given);
    assert_eq!(answer["stored"], true);
    assert_eq!(answer["import"]["encoding"], "GB18030");
    assert_eq!(
        answer["import"]["used"],
        json!([{"line": 8, "on": "2026-06-10", "amount": "1070.85"}])
    );
    assert_eq!(answer["import"]["doubles_left_out"][0]["line"], 6);
    assert_eq!(
        left_out(&answer),
        [
            (1, "before-header"),
            (2, "before-header"),
            (3, "before-header"),
            (4, "before-header"),
            (7, "other-payee"),
            (9, "same-serial"),
            (10, "not-gone-through"),
            (11, "money-back"),
            (12, "total-line"),
        ]
    );
    // Twice paid on time: the worked case's figures.
    assert_eq!(answer["statement"]["overdue"]["total"], "4636.73");
    let stored = home.json(&["confirm", "A3"]);
    assert_eq!(stored["overdue"]["total"], "4636.73");
}

#[test]
fn a_banks_export_names_what_it_cannot_read() {
    let home = with_a3(A3);
    let given = "payees = [\"云杉小贷\"]\nduplicates = \"skip\"\nstore = false\n";
    let before = home.kept();
    let answer = imported(&home, "--repayments", "bank-bom.csv", given);
    assert_eq!(answer["stored"], false);
    assert_eq!(home.kept(), before, "a no stores nothing");
    assert_eq!(answer["import"]["encoding"], "UTF-8");
    let used = answer["import"]["used"].as_array().unwrap();
    let used: Vec<&str> = used.iter().map(|u| u["amount"].as_str().unwrap()).collect();
    assert_eq!(used, ["1070.85", "300.00"]);
    assert_eq!(
        left_out(&answer),
        [
            (4, "other-payee"),
            (6, "day-doubtful"),
            (7, "day-serial"),
            (8, "amount-unreadable"),
            (9, "total-line"),
        ]
    );
}

#[test]
fn a_sign_that_can_mean_two_things_is_asked() {
    let home = with_a3(A3);
    let file = vector("signed.csv");
    let error = home.refused(
        &["confirm", "A3", "--repayments", &file],
        "answers-needed",
        5,
    );
    assert_eq!(ids(&error, "needed"), ["import.sign"]);
    let given = "sign = \"negative\"\nduplicates = \"skip\"\nstore = false\n";
    let answer = imported(&home, "--repayments", "signed.csv", given);
    assert_eq!(answer["import"]["used"][0]["line"], 3);
    assert_eq!(left_out(&answer), [(4, "money-back")]);
    let given = "sign = \"positive\"\nstore = false\n";
    let answer = imported(&home, "--repayments", "signed.csv", given);
    assert_eq!(answer["import"]["used"][0]["line"], 4);
}

#[test]
fn columns_of_other_names_and_lines_of_one_day_are_asked() {
    let home = with_a3(A3);
    let file = vector("own-names.csv");
    let error = home.refused(
        &["confirm", "A3", "--repayments", &file],
        "answers-needed",
        5,
    );
    assert_eq!(ids(&error, "needed"), ["import.date", "import.amount"]);
    let named = "date = \"哪天\"\namount = \"多少\"\nduplicates = \"skip\"\nstore = false\n";
    for (repeated, used) in [("keep", 2), ("once", 1)] {
        let given = format!("{named}repeated = \"{repeated}\"\n");
        let answer = imported(&home, "--repayments", "own-names.csv", &given);
        assert_eq!(answer["import"]["used"].as_array().unwrap().len(), used);
    }
    let answers = home.file(
        "wrong.toml",
        "[import]\ndate = \"没有这一列\"\namount = \"多少\"\n",
    );
    let args = [
        "confirm",
        "A3",
        "--repayments",
        &file,
        "--answers",
        arg(&answers),
    ];
    home.refused(&args, "answers-rejected", 2);
}

#[test]
fn parts_are_added_where_no_amount_stands() {
    let home = with_a3(A3);
    let loan = home.file("with.toml", format!("{A3}[import]\nduplicates = \"add\"\n"));
    let file = vector("parts.csv");
    let before = home.kept();
    let answer = home.json(&["confirm", "--answers", arg(&loan), "--repayments", &file]);
    assert_eq!(
        home.kept(),
        before,
        "beside a loan's own file nothing is stored"
    );
    let used = answer["import"]["used"].as_array().unwrap();
    let used: Vec<&str> = used.iter().map(|u| u["amount"].as_str().unwrap()).collect();
    assert_eq!(used, ["1070.85", "1070.85"]);
}

#[test]
fn a_plan_takes_the_place_of_the_terms() {
    let home = with_a3(A3);
    let answer = imported(&home, "--rows", "plan.csv", "store = true\n");
    assert_eq!(answer["import"]["used"].as_array().unwrap().len(), 6);
    assert_eq!(left_out(&answer), [(8, "total-line")]);
    let case = std::fs::read_to_string(home.case("甲").join("case.toml")).unwrap();
    assert!(case.contains("repayment = \"rows\""), "{case}");
    assert!(!case.contains("installments"), "{case}");
    // 6,000 in six rows as the equal instalments gave them: the same debt but for one repayment.
    assert_eq!(answer["statement"]["outstanding"]["principal"], "5048.65");
}

#[test]
fn a_plan_with_a_hole_is_not_used_at_all() {
    let home = with_a3(A3);
    let before = home.kept();
    let answers = home.file("import.toml", "[import]\nstore = true\n");
    let file = vector("plan-broken.csv");
    let args = ["confirm", "A3", "--rows", &file, "--answers", arg(&answers)];
    let error = home.refused(&args, "import-rows-incomplete", 2);
    let details = ids(&error, "details");
    assert!(details.iter().any(|d| d.contains('4')), "{details:?}");
    assert!(details.iter().all(|d| !d.contains("98a")), "{details:?}");
    assert_eq!(home.kept(), before);
}

#[test]
fn charges_are_not_counted_twice() {
    let charged = format!("{A3}charges = [{{ kind = \"service\", each = \"20.00\" }}]\n");
    let home = with_a3(&charged);
    let file = home.file(
        "plan.csv",
        "到期日,本金,利息,费用\n2026-05-10,6000.00,100.00,20.00\n",
    );
    let error = home.refused(
        &["confirm", "A3", "--rows", arg(&file)],
        "answers-needed",
        5,
    );
    assert_eq!(ids(&error, "needed"), ["import.charges"]);
    for (word, charges) in [("replace", "20.00"), ("both", "40.00")] {
        let text = format!("[import]\ncharges = \"{word}\"\nstore = false\n");
        let answers = home.file("import.toml", text);
        let args = [
            "confirm",
            "A3",
            "--rows",
            arg(&file),
            "--answers",
            arg(&answers),
        ];
        let shown = home.json(&args);
        assert_eq!(shown["import"]["used"][0]["charges"], "20.00");
        let stored = std::fs::read_to_string(&answers)
            .unwrap()
            .replace("false", "true");
        let other = with_a3(&charged);
        let answers = other.file("import.toml", stored);
        let file = other.file("plan.csv", std::fs::read(&file).unwrap());
        let args = [
            "confirm",
            "A3",
            "--rows",
            arg(&file),
            "--answers",
            arg(&answers),
        ];
        let after = other.json(&args);
        let charged = &after["statement"]["paid"]["charges"];
        let owed = &after["statement"]["overdue"]["charges"];
        let sum = |v: &Value| v.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
        let expected = charges.replace('.', "").parse::<i64>().unwrap();
        assert_eq!(sum(charged) + sum(owed), expected, "{word}");
    }
}

#[test]
fn a_person_is_shown_the_lines_and_asked_before_anything_is_stored() {
    let home = with_a3(A3);
    let file = vector("parts.csv");
    let mut terminal = Terminal::start(&home, &["confirm", "A3", "--repayments", &file]);
    terminal
        .expect(&TEXTS.t("import.duplicates.skip"))
        .prompt()
        .line("1");
    terminal.expect(&TEXTS.t("import.none-left-out"));
    terminal
        .expect(&TEXTS.t("import.store.no"))
        .prompt()
        .line("1");
    assert_eq!(terminal.end(), 0);
    let stored = home.json(&["confirm", "A3"]);
    assert_eq!(stored["paid"]["total"], "2141.70");
}
