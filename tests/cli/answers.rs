//! What an answers file says, what it lacks, and which day it is worked out for.

use crate::support::{A1, CLOCK, HOUSEHOLD, Home, arg, household, ids, loan, with_case};
use serde_json::Value;
use std::path::Path;

#[test]
fn a_statement_is_stored_only_in_a_named_case_and_replaced_only_by_force() {
    let home = Home::new();
    let file = loan(&home);
    let args = ["confirm", "--answers", arg(&file)];
    let statement = home.json(&args);
    assert_eq!(statement["id"], "A1");
    assert_eq!(statement["overdue"]["total"], "8734.01");
    assert!(!home.path().exists());

    home.done(&["case", "new", "甲"]);
    let named = [&args[..], &["--case", "甲"]].concat();
    assert_eq!(home.json(&named), statement);
    let before = home.kept();
    home.refused(&named, "loan-exists", 1);
    assert_eq!(home.kept(), before);
    let other = A1.replace("total = \"21600.00\"", "total = \"20000.00\"");
    let other = home.file("other.toml", other);
    let args = [
        "confirm",
        "--answers",
        arg(&other),
        "--case",
        "甲",
        "--force",
    ];
    assert_eq!(home.json(&args)["claim"]["total"], "20000.00");
    let shown = home.json(&["case", "show"]);
    let loans = shown["case"]["loans"].as_array().unwrap();
    assert_eq!(loans.len(), 1);
    assert_eq!(loans[0]["claim"]["total"], "20000.00");
    home.refused(
        &[&args[..3], &["--case", "乙"]].concat(),
        "case-not-found",
        1,
    );
}

#[test]
fn the_day_of_the_option_wins_over_the_file_over_today() {
    let home = Home::new();
    let with_day = |day: &str| A1.replace("as_of = \"2026-11-21\"", day);
    let file = home.file("file.toml", with_day("as_of = \"2026-12-01\""));
    let none = home.file("none.toml", with_day(""));
    let as_of = |args: &[&str]| home.json(args)["as_of"].clone();
    assert_eq!(as_of(&["confirm", "--answers", arg(&none)]), "2026-11-21");
    assert_eq!(as_of(&["confirm", "--answers", arg(&file)]), "2026-12-01");
    let option = ["confirm", "--answers", arg(&file), "--as-of", "2026-12-24"];
    assert_eq!(as_of(&option), "2026-12-24");
    let screen = home.done(&option);
    assert!(
        screen.contains("2026-12-24") || screen.contains("2026年12月24日"),
        "{screen}"
    );
}

#[test]
fn answers_are_named_by_their_member_paths() {
    let home = Home::new();
    let nested = household(&home);
    let of = |path: &Path, case: &str| {
        home.done(&["case", "new", case]);
        home.json(&["plan", "--answers", arg(path)])["household"].clone()
    };
    let first = of(&nested, "甲");
    let flat: String = HOUSEHOLD
        .lines()
        .scan("", |table, line| {
            if line == "[spending]" {
                *table = "spending.";
                return Some(String::new());
            }
            Some(if line.contains('=') {
                format!("{table}{line}\n")
            } else {
                String::new()
            })
        })
        .collect();
    let flat = home.file("flat.toml", flat);
    assert_eq!(of(&flat, "乙"), first);
    assert_eq!(first["income"], "4200.00");
}

#[test]
fn without_a_terminal_every_id_still_needed_is_listed() {
    let home = Home::new();
    for (args, needed) in [
        (&["confirm"][..], &["id", "lender_kind"][..]),
        (&["plan"], &["irregular", "income", "spending.food"]),
        (
            &["log", "add"],
            &["kind", "occurred_at", "precision", "summary", "grade"],
        ),
        (&["case", "use"], &["name"]),
    ] {
        let error = home.refused(args, "answers-needed", 5);
        let found = ids(&error, "needed");
        for id in needed {
            assert!(found.iter().any(|f| f == id), "{args:?}: {id} in {found:?}");
        }
        let said = home.run(args).err;
        assert!(needed.iter().all(|id| said.contains(id)), "{said}");
    }
    let home = with_case("甲");
    let error = home.refused(&["letter", "C2"], "answers-needed", 5);
    assert_eq!(ids(&error, "needed"), ["limitation.understood"]);
}

#[test]
fn with_answers_all_that_is_missing_is_listed_at_once() {
    let home = Home::new();
    let file = home.file("loan.toml", "id = \"A1\"\n");
    let error = home.refused(&["confirm", "--answers", arg(&file)], "answers-needed", 5);
    let needed = ids(&error, "needed");
    assert!(needed.contains(&"lender_kind".to_owned()), "{needed:?}");
    let file = home.file("plan.toml", "irregular = false\n");
    let error = home.refused(&["plan", "--answers", arg(&file)], "answers-needed", 5);
    assert_eq!(ids(&error, "needed"), ["income", "spending.food"]);
}

#[test]
fn one_wrong_answer_makes_it_usage_and_the_missing_are_listed_with_it() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let before = home.kept();
    let plan = home.file(
        "plan.toml",
        "irregular = \"sometimes\"\n[spending]\nrent = 1100.0\ntransport = \"18.123\"\nrnet = \"1\"\n",
    );
    let args = ["plan", "--answers", arg(&plan)];
    let error = home.refused(&args, "answers-rejected", 2);
    let details = ids(&error, "details").join("\n");
    for id in [
        "irregular",
        "spending.rent",
        "spending.transport",
        "spending.rnet",
        "income",
        "spending.food",
    ] {
        assert!(details.contains(id), "{id} in {details}");
    }
    assert_eq!(ids(&error, "needed"), ["income", "spending.food"]);
    let loan = home.file(
        "loan.toml",
        "id = \"B\"\nlender_kind = \"bank\"\ncontract_amount = 3000.5\nrepayment = \"bullet\"\n",
    );
    let args = ["confirm", "--answers", arg(&loan), "--case", "甲"];
    let error = home.refused(&args, "answers-rejected", 2);
    let details = ids(&error, "details").join("\n");
    assert!(
        details.contains("contract_amount") && details.contains("disbursed_on"),
        "{details}"
    );
    assert!(ids(&error, "needed").contains(&"disbursed_on".to_owned()));
    assert_eq!(home.kept(), before);
}

#[test]
fn one_entry_comes_from_the_answers_file_too() {
    let home = Home::new();
    let entry = "kind = \"visit\"\noccurred_at = \"2026-11-20T19:35+08:00\"\nprecision = \"about\"\n\
                 summary = \"两人上门\"\ngrade = \"witnessed\"\ndirection = \"in\"\ntarget = \"family\"\n";
    let file = home.file("entry.toml", entry);
    let added = home.json(&["log", "add", "--answers", arg(&file)]);
    assert_eq!(added["seq"], 1);
    assert_eq!(added["recorded_at"], CLOCK);
    assert_eq!(added["entries"][0]["content"]["target"], "family");
    let listed = home.done(&["log", "list", "--json"]);
    let first: Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
    for member in ["seq", "recorded_at", "hash", "content"] {
        assert!(!first[member].is_null(), "{member}: {first}");
    }
}

#[test]
fn a_letter_that_needs_no_answer_is_written_without_a_terminal() {
    let home = with_case("甲");
    let ran = home.run(&["letter", "C1", "--loan", "A1", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn every_id_asked_for_can_be_answered_in_a_file() {
    let home = Home::new();
    let error = home.refused(&["confirm"], "answers-needed", 5);
    assert!(
        ids(&error, "needed")
            .iter()
            .all(|id| !id.starts_with("ask.")),
        "{error}"
    );
}

#[test]
fn a_file_that_lacks_answers_is_not_called_a_missing_terminal() {
    let home = Home::new();
    let file = home.file("plan.toml", "irregular = false\n");
    let said = home.run(&["plan", "--answers", arg(&file)]).err;
    assert!(
        said.contains("plan.toml") && !said.contains("没有终端"),
        "{said}"
    );
    let said = home.run(&["plan"]).err;
    assert!(said.contains("没有终端"), "{said}");
}

#[test]
fn facts_left_open_in_a_file_are_listed_with_where_to_find_them() {
    let home = Home::new();
    let file = home.file(
        "plan.toml",
        format!("{HOUSEHOLD}\n").replace("transport =", "#transport ="),
    );
    let args = ["plan", "--answers", arg(&file)];
    let found = home.json(&args)["to_fetch"].clone();
    let one = found
        .as_array()
        .unwrap()
        .iter()
        .find(|fact| fact["id"] == "spending.transport")
        .unwrap_or_else(|| panic!("{found}"));
    assert!(one["what"].is_string() && one["where"].is_string(), "{one}");
    let screen = home.done(&args);
    assert!(screen.contains("还空着的回答，去哪里找"), "{screen}");
}
