//! Somebody knocks and the case is sealed: nothing is asked for, nothing is compared, nothing is in
//! the open; afterwards it is.

use super::{PASSPHRASE, is_settled, readable, sealed, with};
use crate::support::{Home, Terminal, arg, contents, unwrapped};

const VISIT: &str = include_str!("../../content/demo/visit.toml");

/// The answers of a visitor who names a lender, with planted words in their record.
fn visit(home: &Home) -> std::path::PathBuf {
    home.file(
        "visit.toml",
        VISIT
            .replace("先还五百表示诚意。", "要求当晚还款")
            .replace("[party]", "[party]\nprincipal = \"别处银行\""),
    )
}

#[test]
fn the_entry_is_written_sealed_and_the_comparison_is_made_afterwards() {
    let home = Home::new();
    sealed(&home);
    let answers = visit(&home);
    let told = home.run(&["visit", "--answers", arg(&answers), "--json"]);
    assert_eq!(told.code, 0, "{told:?}");
    let told = told.json();
    assert_eq!(told["entry"], 2);
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
    let log = home.case("甲").join("evidence.jsonl");
    let before = std::fs::read(&log).unwrap();
    // Whatever opens the case next says that a visit waits.
    let shown = with(&home, &["case", "show"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.err.contains("menshen visit join"), "{shown:?}");
    home.refused(&["visit", "join"], "case-shut", 5);
    let joined = with(&home, &["visit", "join", "--json"]).json();
    let list = joined["joined"].as_array().unwrap();
    assert_eq!((list.len(), &list[0]["entry"]), (1, &2.into()), "{joined}");
    assert_eq!(list[0]["compared"], true);
    let result = |items: &serde_json::Value| {
        let items = items.as_array().unwrap().clone();
        let found = items.into_iter().find(|i| i["id"] == "creditor-in-case");
        found.unwrap()["result"].clone()
    };
    assert_eq!(result(&told["items"]), "not-checked", "{told}");
    assert_eq!(result(&list[0]["items"]), "contradicts", "{joined}");
    let after = std::fs::read(&log).unwrap();
    assert!(after.starts_with(&before), "the original changed");
    // The comparison stays: an amendment, read with the entry from now on.
    assert_eq!(list[0]["recorded_as"], 3, "{joined}");
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
    let shown = with(&home, &["log", "show", "2"]);
    let label = crate::support::TEXTS.get("log.member.comparison").unwrap();
    let contradicts = crate::support::TEXTS
        .get("visit.result.contradicts")
        .unwrap();
    assert!(
        shown.out.contains(label) && shown.out.contains(contradicts),
        "{shown:?}"
    );
    let verified = with(&home, &["log", "verify", "--json"]).json();
    assert_eq!(verified["result"], "holds");
    let again = with(&home, &["visit", "join", "--json"]).json();
    assert_eq!(again["joined"], serde_json::json!([]));
    assert!(is_settled(&home.case("甲")));
}

#[test]
fn each_answer_is_sealed_as_it_is_given_and_a_new_start_needs_no_passphrase() {
    let home = Home::new();
    sealed(&home);
    let before = contents(&home.case("甲")).len();
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.settled().line("2").settled().line("1").settled();
    let seen = terminal.everything();
    assert!(
        !seen.contains("输入口令"),
        "the door asked for the passphrase: {seen}"
    );
    terminal.signal("KILL");
    terminal.end();
    let files = contents(&home.case("甲"));
    assert!(files.len() > before, "no draft was kept");
    for (path, bytes) in &files {
        let plain = bytes.windows(8).any(|w| w == b"\"danger\"");
        assert!(!plain, "an answer in the open: {}", path.display());
    }
    // It can't be read back without the key: it is kept, and said.
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.settled();
    let seen = unwrapped(&terminal.everything());
    assert!(
        seen.contains(&unwrapped("它原样留着，现在从头记")),
        "{seen}"
    );
    terminal.signal("KILL");
    terminal.end();
    // Later, with the passphrase, it is gone on with.
    let mut terminal = Terminal::start(&home, &["visit", "join"]);
    terminal.expect("输入口令").line(PASSPHRASE);
    terminal.expect("没记完的上门经过").settled();
    let seen = unwrapped(&terminal.everything());
    let resume = unwrapped(crate::support::TEXTS.get("visit.resume_on").unwrap());
    assert!(seen.contains(&resume), "{seen}");
    terminal.signal("KILL");
    terminal.end();
    let joined = with(&home, &["visit", "join", "--json"]).json();
    assert_eq!(joined["unfinished"], 1, "{joined}");
}

#[test]
fn a_visit_left_half_way_is_told_to_its_end_once_the_passphrase_is_there() {
    let home = Home::new();
    sealed(&home);
    let mut terminal = Terminal::start(&home, &["visit"]);
    for typed in ["2", "2", "1"] {
        terminal.settled().line(typed);
    }
    terminal.settled().signal("KILL");
    terminal.end();
    let mut terminal = Terminal::start(&home, &["visit", "join"]);
    terminal.expect("输入口令").line(PASSPHRASE);
    terminal.expect("没记完的上门经过").settled().line("1");
    for typed in ["6", "4", "1", "1"] {
        terminal.settled().line(typed);
    }
    // What already happened: paid, by the code they held up.
    terminal.question("visit.door.already").line("3");
    terminal.question("visit.door.already-pay").line("3");
    terminal.expect("96110").settled().line("");
    terminal.question("visit.door.already").line("1");
    terminal.shows("2026");
    terminal.line("!");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
    let joined = with(&home, &["visit", "join", "--json"]).json();
    assert_eq!(joined["unfinished"], 0, "{joined}");
    let after = with(&home, &["visit", "after", "2", "--json"]).json();
    assert_eq!(after["happened"][0]["id"], "paid-scan", "{after}");
}

#[test]
fn a_sealed_list_of_agencies_is_read_once_the_case_is_open() {
    let home = Home::new();
    super::planted(&home);
    let list = home.case("甲").join("agencies.csv");
    std::fs::write(&list, "机构名称\n别家咨询有限公司\n").unwrap();
    assert_eq!(with(&home, &["case", "seal"]).code, 0);
    let answers = visit(&home);
    let told = home.run(&["visit", "--answers", arg(&answers), "--json"]);
    assert_eq!(told.code, 0, "{told:?}");
    let listed = |items: &serde_json::Value| {
        let items = items.as_array().unwrap().clone();
        let found = items.into_iter().find(|i| i["id"] == "agency-listed");
        found.map(|item| item["result"].clone())
    };
    let told = told.json();
    assert!(
        listed(&told["items"]).is_none_or(|r| r == "not-checked"),
        "{told}"
    );
    let joined = with(&home, &["visit", "join"]);
    assert_eq!(joined.code, 0, "{joined:?}");
    let not_listed = crate::support::TEXTS
        .get("visit.agencies_read")
        .unwrap()
        .chars()
        .take(4)
        .collect::<String>();
    assert!(joined.err.contains(&not_listed), "{joined:?}");
}
