//! Loans listed, paid off, put away and taken back.

use super::Home;
use serde_json::json;

#[test]
fn a_loan_paid_off_counts_no_more_and_stays_listed() {
    let home = Home::with_demo();
    let said = home.done(&[
        "case",
        "settle",
        "A2",
        "--on",
        "2026-11-20",
        "--amount",
        "13000",
    ]);
    assert!(
        said.contains("结清证明") && said.contains("13,000.00"),
        "{said}"
    );
    assert!(said.contains("每月 280.00 元，已经空出来"), "{said}");
    let state = home.stored()["loan_states"]["A2"].clone();
    assert_eq!(state["state"].as_str(), Some("settled"));
    assert_eq!(state["amount"].as_str(), Some("13000.00"));

    let page = home.json(&["confirm"]);
    assert_eq!(page["totals"]["loans"], 2);
    assert_eq!(page["totals"]["claimed"]["known"], "26880.00");
    assert_eq!(page["set_aside"]["A2"]["state"], "settled");
    let shown = home.done(&["confirm"]);
    assert!(
        shown.contains("A2 没有算在合计和方案里：已结清（2026-11-20，付了 13,000.00 元）"),
        "{shown}"
    );

    home.done(&["plan", "--answers", &super::demo("household")]);
    let offered: Vec<String> = home.stored()["offers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| o["loan"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(offered, ["A1", "A3"]);

    let listed = home.json(&["case", "loans"]);
    assert_eq!(listed["loans"][1]["id"], "A2");
    assert_eq!(listed["loans"][1]["state"]["on"], "2026-11-20");
    assert_eq!(listed["loans"][0]["claimed"], "21600.00");
    assert_eq!(listed["loans"][0]["recomputed"], "21043.35");
    assert_eq!(listed["loans"][0]["overdue"], "8734.01");
    // It can still be looked at, with a word beside it.
    let output = home.run(&["confirm", "A2"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("已结清"));
}

#[test]
fn what_the_contract_gives_for_the_day_is_said_only_where_it_differs() {
    let home = Home::with_demo();
    let said = home.json(&[
        "case",
        "settle",
        "A3",
        "--on",
        "2026-11-21",
        "--amount",
        "4636.73",
    ]);
    assert_eq!(said["expected"], "4636.73");
    home.done(&["case", "restore-loan", "A3"]);
    let said = home.done(&[
        "case",
        "settle",
        "A3",
        "--on",
        "2026-11-21",
        "--amount",
        "4636.73",
    ]);
    assert!(!said.contains("数不一样"), "{said}");
    home.done(&["case", "restore-loan", "A3"]);
    let said = home.done(&["case", "settle", "A3", "--on", "2026-11-21"]);
    assert!(said.contains("4,636.73"), "{said}");
}

#[test]
fn a_loan_put_away_comes_back() {
    let home = Home::with_demo();
    home.done(&["case", "archive-loan", "A3"]);
    assert_eq!(home.json(&["confirm"])["totals"]["loans"], 2);
    let listed = home.done(&["case", "loans"]);
    assert!(listed.contains("收起来了（2026-11-21）"), "{listed}");
    let said = home.json(&["case", "restore-loan", "A3"]);
    assert_eq!(said["was"]["state"], "archived");
    assert_eq!(home.json(&["confirm"])["totals"]["loans"], 3);
    assert!(!home.stored().contains_key("loan_states"));
}

#[test]
fn refusals() {
    let home = Home::with_demo();
    let refused = |arguments: &[&str]| home.refused(arguments);
    assert_eq!(
        refused(&["case", "settle", "A9", "--on", "2026-11-20"]).0,
        "loan-not-found"
    );
    assert_eq!(
        refused(&["case", "settle", "A1", "--on", "2026-12-20"]).0,
        "fact-rejected"
    );
    assert_eq!(
        refused(&[
            "case",
            "settle",
            "A1",
            "--on",
            "2026-11-20",
            "--amount",
            "x"
        ])
        .0,
        "fact-rejected"
    );
    assert_eq!(
        refused(&["case", "restore-loan", "A1"]).0,
        "loan-not-set-aside"
    );
    home.done(&["case", "archive-loan", "A1"]);
    let (code, exit) = refused(&["case", "archive-loan", "A1"]);
    assert_eq!((code.as_str(), exit), ("loan-set-aside", 1));
}

#[test]
fn a_case_without_loans_lists_none() {
    let home = Home::new();
    assert_eq!(home.json(&["case", "loans"])["loans"], json!([]));
    assert!(home.done(&["case", "loans"]).contains("还没有借款"));
}

#[test]
fn with_every_loan_set_aside_no_sum_is_shown() {
    let home = Home::with_demo();
    for loan in ["A1", "A2", "A3"] {
        home.done(&["case", "settle", loan, "--on", "2026-11-20"]);
    }
    let shown = home.done(&["confirm"]);
    assert!(
        shown.contains("现在没有在算的") && !shown.contains("全部借款加在一起"),
        "{shown}"
    );
    assert!(!shown.contains("还没有记下借款"), "{shown}");
}

#[test]
fn what_was_put_in_inbox_before_is_pointed_to_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| -> serde_json::Value {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_menshen"))
            .args(args)
            .args(["--json", "--home"])
            .arg(folder.path())
            .env_remove("MENSHEN_HOME")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{args:?}");
        serde_json::from_slice(&ran.stdout).unwrap()
    };
    run(&["log", "add", "电话", "x", "--when", "今天"]);
    let made = run(&["case", "new", "新"]);
    assert_eq!(made["inbox"], json!({"entries": 1, "loans": 0}));
    let listed = run(&["case", "list"])["cases"].clone();
    assert_eq!(
        listed,
        json!([
            {"name": "inbox", "in_use": false, "loans": 0, "entries": 1, "sealed": false,
                "archived": false, "delete_by": null},
            {"name": "新", "in_use": true, "loans": 0, "entries": 0, "sealed": false,
                "archived": false, "delete_by": null},
        ])
    );
}

#[test]
fn what_a_killed_program_left_half_written_is_cleared_away() {
    let home = Home::new();
    let path = home.folder.path().join("cases/小李");
    let (old, young) = (path.join(".menshen-aaaaaa"), path.join(".menshen-bbbbbb"));
    for file in [&old, &young] {
        std::fs::write(file, "half").unwrap();
    }
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 60 * 60);
    let file = std::fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(long_ago).unwrap();
    home.done(&["case", "set", "borrower.name", "甲某"]);
    assert!(!old.exists());
    assert!(young.exists());
}
