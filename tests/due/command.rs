//! `menshen due` as a person and as a program call it.

use crate::support::{Home, TEXTS, Terminal, unwrapped, with_case};
use serde_json::{Value, json};

fn items(home: &Home, args: &[&str]) -> Vec<Value> {
    let mut all = vec!["due"];
    all.extend(args);
    home.json(&all)["items"].as_array().unwrap().clone()
}

#[test]
fn nothing_recorded_says_what_to_record() {
    let home = Home::new();
    let said = unwrapped(&home.done(&["due"]));
    assert!(said.contains(&unwrapped(&TEXTS.t("due.none"))), "{said}");
    assert!(items(&home, &[]).is_empty());
    // Looking makes nothing.
    assert!(home.kept().is_empty());
}

#[test]
fn a_payment_order_is_counted_and_explained() {
    let home = Home::new();
    home.done(&["due", "add", "支付令", "--on", "2026-11-21"]);
    let items = items(&home, &[]);
    assert_eq!(items[0]["id"], "D1");
    assert_eq!(items[0]["rule"], "payment-order-objection");
    assert_eq!(items[0]["by"], "you");
    assert_eq!(items[0]["state"], "ahead");
    assert_eq!(items[0]["force"], "statute");
    assert_eq!(items[0]["confidence"], "verified-text");
    assert_eq!(
        items[0]["period"],
        json!({
            "event": "2026-11-21", "length": {"unit": "days", "count": 15},
            "counted_last": "2026-12-06", "last": "2026-12-07", "safe": "2026-12-04",
            "holidays_known": false,
        })
    );
    let said = unwrapped(&home.done(&["due"]));
    for words in [
        "2026年12月4日（星期五），还有13天",
        "第15天是2026年12月6日（星期日）",
        "顺延到2026年12月7日（星期一）",
        "都不算异议",
        "第225条至第228条",
        "这里没有收入每年的放假和调休安排",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn what_is_known_from_reports_says_so_and_names_no_article() {
    let home = Home::new();
    home.done(&["due", "add", "投诉", "--on", "2026-11-15"]);
    let items = items(&home, &[]);
    assert_eq!(items.len(), 3);
    assert!(
        items
            .iter()
            .all(|i| i["by_report"] == true && i["by"] == "them")
    );
    let said = unwrapped(&home.done(&["due"]));
    assert!(said.contains("据公开报道"), "{said}");
    assert!(!said.contains("投诉处理管理办法》第"), "{said}");
}

#[test]
fn passed_days_come_first_and_done_ones_go() {
    let home = Home::new();
    home.done(&["due", "add", "起诉状", "--on", "2026-11-20"]);
    home.done(&["due", "add", "约定还款", "--on", "2026-11-19"]);
    home.done(&["due", "add", "征信异议", "--on", "2026-11-10"]);
    let ids = |items: &[Value]| -> Vec<String> {
        items
            .iter()
            .map(|i| i["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&items(&home, &[])), ["D2", "D3", "D1"]);
    assert_eq!(items(&home, &[])[0]["state"], "past");
    let guide = home.json(&[]);
    assert_eq!(guide["dates"].as_array().unwrap().len(), 3);
    home.done(&["due", "done", "d2"]);
    assert_eq!(items(&home, &[])[0]["state"], "done");
    assert_eq!(home.json(&[])["dates"].as_array().unwrap().len(), 2);
    home.done(&["due", "done", "D2", "--undo"]);
    assert_eq!(items(&home, &[])[0]["state"], "past");
}

#[test]
fn a_blank_changes_nothing_and_a_number_is_never_given_twice() {
    let home = Home::new();
    home.done(&[
        "due",
        "add",
        "支付令",
        "--on",
        "2026-11-10",
        "--note",
        "签收",
    ]);
    home.done(&["due", "change", "D1", "--note", " "]);
    home.done(&["due", "change", "D1", "--on", "昨天"]);
    let items = items(&home, &[]);
    assert_eq!(items[0]["anchor"]["note"], "签收");
    assert_eq!(items[0]["anchor"]["on"], "2026-11-20");
    let added = home.json(&["due", "add", "支付令", "--on", "2026-11-11"]);
    assert_eq!(added["id"], "D2");
}

#[test]
fn letters_and_complaints_of_the_log_start_clocks_too() {
    let home = with_case("甲");
    let c1 = home.file("c1.toml", "");
    home.done(&[
        "letter",
        "C1",
        "--loan",
        "A1",
        "--answers",
        c1.to_str().unwrap(),
    ]);
    home.done(&[
        "log",
        "add",
        "投诉",
        "向银行提交投诉",
        "--when",
        "2026-11-19",
        "--loan",
        "A1",
    ]);
    let items = items(&home, &[]);
    let of = |id: &str| items.iter().filter(|i| i["id"] == id).count();
    assert_eq!(of("C1-A1-261121"), 1);
    assert_eq!(of("E1"), 3);
    // Recorded here as well, it is still one complaint.
    home.done(&["due", "add", "投诉", "--on", "2026-11-19", "--loan", "A1"]);
    let ids: Vec<Value> = self::items(&home, &[])
        .iter()
        .map(|i| i["id"].clone())
        .collect();
    assert!(
        ids.contains(&json!("D1")) && !ids.contains(&json!("E1")),
        "{ids:?}"
    );
}

/// A loan whose last instalment was due on 10 June 2022, three years and more ago.
pub const OLD: &str = r#"
id = "旧"
lender_kind = "bank"
disbursed_on = "2021-12-10"
contract_amount = "6000.00"
rate = { annual = "0.12" }
repayment = "equal-installment"
installments = 6
first_due = "2022-01-10"
default_interest = { multiple = "1.5" }
"#;

fn with_old_loan() -> Home {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = home.file("old.toml", OLD);
    home.done(&[
        "confirm",
        "--answers",
        file.to_str().unwrap(),
        "--case",
        "甲",
    ]);
    home
}

fn limitation(home: &Home) -> Value {
    home.json(&["due"])["limitation"][0]["limitation"].clone()
}

#[test]
fn limitation_follows_the_log_and_the_trap_is_said() {
    let home = with_old_loan();
    assert_eq!(
        limitation(&home),
        json!({"state": "may-have-run", "ended": "2025-06-10", "restarted": null})
    );
    let said = unwrapped(&home.done(&["due"]));
    let trap = unwrapped(&TEXTS.t("due.limitation.trap"));
    assert!(said.contains(&trap), "{said}");
    for never in ["作废", "不用还", "无效"] {
        assert!(!said.contains(never), "{never}");
    }
    home.done(&[
        "log",
        "add",
        "短信",
        "让我还钱",
        "--when",
        "2024-08-01",
        "--loan",
        "旧",
    ]);
    let now = limitation(&home);
    assert_eq!(now["state"], "doubtful");
    assert_eq!(now["by"]["entry"], 1);
    assert_eq!(now["until"], "2027-08-02");
    home.done(&[
        "log",
        "add",
        "还款",
        "还了一点",
        "--when",
        "2025-01-02",
        "--loan",
        "旧",
    ]);
    let now = limitation(&home);
    assert_eq!(now["state"], "running");
    assert_eq!(now["restarted"]["entry"], 2);
    home.done(&["due", "add", "起诉状", "--on", "2026-11-20", "--loan", "旧"]);
    assert_eq!(
        limitation(&home),
        json!({"state": "in-court", "since": "2026-11-20"})
    );
}

#[test]
fn the_letter_that_would_restart_it_knows_what_the_log_knows() {
    let home = with_old_loan();
    let request = home.file(
        "request.toml",
        "[limitation]\nlast_due_on = \"2022-06-10\"\nlast_demand_on = \"unknown\"\nunderstood = \"stop\"\n",
    );
    let write = |home: &Home| {
        let file = request.to_str().unwrap();
        let ran = home.run(&["letter", "C2", "--loan", "旧", "--answers", file]);
        unwrapped(&ran.err)
    };
    let fixed = |key: &str| {
        let text = TEXTS.get(&format!("letter.effect.restarts-limitation.{key}"));
        unwrapped(text.unwrap().split("{{").next().unwrap())
    };
    let said = write(&home);
    assert!(said.contains(&fixed("may-have-run")), "{said}");
    home.done(&[
        "log",
        "add",
        "短信",
        "让我还钱",
        "--when",
        "2024-08-01",
        "--loan",
        "旧",
    ]);
    let said = write(&home);
    assert!(said.contains(&fixed("doubtful")), "{said}");
    home.done(&[
        "log",
        "add",
        "还款",
        "还了一点",
        "--when",
        "2025-01-02",
        "--loan",
        "旧",
    ]);
    let said = write(&home);
    assert!(said.contains("2028年1月3日"), "{said}");
}

#[test]
fn without_a_terminal_it_says_what_is_missing_and_at_one_it_asks() {
    let home = Home::new();
    let error = home.refused(&["due", "add", "支付令"], "answers-needed", 5);
    assert_eq!(crate::support::ids(&error, "needed"), ["on"]);
    let mut terminal = Terminal::start(&home, &["due", "add"]);
    terminal.expect("别的日子：").prompt().line("1");
    terminal.expect("哪天收到支付令").prompt().line("没有");
    terminal.expect("日期").prompt().line("11月18日");
    terminal.expect("2026年12月3日");
    assert_eq!(terminal.end(), 0);
    assert_eq!(items(&home, &[])[0]["anchor"]["on"], "2026-11-18");
}

#[test]
fn renaming_a_loan_takes_its_days_along() {
    let home = with_old_loan();
    home.done(&[
        "due",
        "add",
        "约定还款",
        "--on",
        "2026-12-01",
        "--loan",
        "旧",
    ]);
    home.done(&["case", "set", "loans.旧.id", "新"]);
    assert_eq!(items(&home, &[])[0]["anchor"]["loan"], "新");
    home.refused(
        &[
            "due",
            "add",
            "约定还款",
            "--on",
            "2026-12-01",
            "--loan",
            "旧",
        ],
        "loan-not-found",
        1,
    );
}

#[test]
fn a_screen_reader_and_a_narrow_screen_get_every_line() {
    let home = Home::new();
    home.done(&["due", "add", "支付令", "--on", "2026-11-18"]);
    let plain = unwrapped(&home.done(&["due", "--plain"]));
    let wide = unwrapped(&home.done(&["due"]));
    assert_eq!(plain, wide.replace(['【', '】'], ""));
}

/// The calendar of the book with New Year's Day of 2027 in it, for a folder laid over.
const HOLIDAYS: &str = r#"
[[rest_days]]
id = "court-periods"
weekdays = ["Sat", "Sun"]
holidays = ["2027-01-01"]
workdays = []
years_known = ["2026", "2027"]
zh = "放假安排已经收进来。"
cites = ["CPL23-85"]
checked = "2026-11-21"
"#;

#[test]
fn a_folder_laid_over_brings_holidays_and_a_broken_one_is_refused() {
    let home = Home::new();
    home.file("book/calendars/x.toml", HOLIDAYS);
    let book = home.beside("book");
    let book = book.to_str().unwrap();
    home.done(&[
        "due",
        "add",
        "支付令",
        "--on",
        "2026-12-17",
        "--as-of",
        "2026-12-18",
    ]);
    let period = |args: &[&str]| items(&home, args)[0]["period"].clone();
    assert_eq!(period(&[])["last"], "2027-01-01");
    assert_eq!(period(&[])["holidays_known"], false);
    let known = period(&["--content", book]);
    assert_eq!(known["last"], "2027-01-04");
    assert_eq!(known["safe"], "2026-12-31");
    assert_eq!(known["holidays_known"], true);

    let broken = "id = \"x\"\nevent = \"suit-papers\"\nby = \"you\"\nquantity = \"no-such\"\n";
    home.file("broken/deadlines/x.toml", broken);
    let broken = home.beside("broken");
    let broken = broken.to_str().unwrap();
    home.refused(&["due", "--content", broken], "content-rejected", 3);
    home.refused(&["rules", "check", broken], "content-folder-rejected", 3);
}

#[test]
fn a_case_read_back_shows_its_days_with_numbers_masked() {
    let home = Home::new();
    let note = ["--note", "打 13800001234 约的"];
    home.done(&[&["due", "add", "约定还款", "--on", "2026-12-01"][..], &note].concat());
    let said = home.done(&["case", "show"]);
    assert!(said.contains("D1 约定还款，2026年12月1日"), "{said}");
    assert!(
        said.contains("138****1234") && !said.contains("13800001234"),
        "{said}"
    );
}
