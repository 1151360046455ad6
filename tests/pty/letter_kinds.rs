//! Letters beyond the first two at a terminal: what can't be is said where it was answered, what is
//! known isn't asked, what was left is there again.

use crate::support::{HOUSEHOLD, Home, Key, TEXTS, Terminal, arg, contents, with_case};

/// An entry told to a colleague, and one of a visit nobody else heard of.
fn told(home: &Home) {
    for (kind, target, more) in [
        ("call", "colleague", "answered = true\n"),
        ("visit", "borrower", ""),
    ] {
        let entry = home.file(
            "entry.toml",
            format!(
                "kind = \"{kind}\"\noccurred_at = \"2026-11-20T10:12+08:00\"\nprecision = \"exact\"\n\
                 summary = \"说起欠款的事。\"\ngrade = \"memory\"\ndirection = \"in\"\n\
                 target = \"{target}\"\n{more}"
            ),
        );
        home.done(&["log", "add", "--answers", arg(&entry)]);
    }
}

#[test]
fn what_cannot_be_is_said_at_its_question_and_what_is_known_is_not_asked() {
    let home = with_case("甲");
    told(&home);
    home.done(&["case", "set", "borrower.name", "甲某"]);
    home.done(&["case", "set", "borrower.phone", "13812345678"]);
    let mut terminal = Terminal::sized(&home, &["letter", "C3"], 80, 120);
    terminal.question("letter-fact.hours");
    terminal
        .shows("用档案里记的：甲某，138****5678")
        .line("晚上");
    terminal.question("letter-fact.channel").line("App消息");
    terminal.question("letter-own.entries").line("2");
    terminal.shows("能写的有：1");
    terminal.question("letter-own.entries").line("1");
    terminal
        .question("letter-own.words")
        .line("我承认欠款。会还清。");
    terminal.shows("「我承认」这样的意思");
    terminal
        .question("letter-own.words")
        .line("他们打到单位。我能接电话。");
    terminal.question("letter.copy").line("2");
    terminal
        .question("letter-borrower.id_number")
        .press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);

    let mut terminal = Terminal::sized(&home, &["letter", "C3"], 80, 120);
    terminal
        .expect(&TEXTS.t("interview.draft-continue"))
        .prompt();
    terminal.line("1");
    terminal
        .question("letter-borrower.id_number")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.expect("写好了").shows("是固定的文字");
    assert_eq!(terminal.end(), 0);
    let letters = contents(&home.case("甲").join("letters"));
    assert_eq!(letters.len(), 3);
    for (path, bytes) in letters {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let named = text.contains("甲某") && text.contains("138****5678");
        assert!(named && !text.contains("13812345678"), "{}", path.display());
    }
}

#[test]
fn nobody_is_asked_which_entries_where_there_are_none() {
    let home = with_case("甲");
    let mut terminal = Terminal::sized(&home, &["letter", "C3"], 80, 120);
    terminal.question("letter-fact.hours").press(Key::Enter);
    terminal.question("letter-fact.channel").press(Key::Enter);
    terminal.question("letter-own.words").press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    let asked = TEXTS.t("letter-own.entries.ask");
    assert!(!terminal.everything().contains(&asked));
}

#[test]
fn a_sum_that_cannot_be_kept_is_said_at_once() {
    let home = with_case("甲");
    let poor = HOUSEHOLD.replace("income = \"4200.00\"", "income = \"2600.00\"");
    let poor = home.file("poor.toml", poor);
    home.done(&["plan", "--answers", arg(&poor)]);
    let mut terminal = Terminal::sized(&home, &["letter", "C8"], 80, 160);
    for question in [
        "letter-c2.limitation.last_due_on",
        "letter-c2.limitation.last_demand_on",
    ] {
        terminal.question(question).press(Key::Enter);
    }
    terminal.question("letter-c2.limitation.understood");
    terminal.shows("承认有这笔借款").line("1");
    terminal.question("letter-c2.reason.on").line("2026-06-30");
    terminal.question("letter-c2.reason.words").line("被裁员了");
    terminal.shows("太短了");
    terminal
        .question("letter-c2.reason.words")
        .line("被裁员了。正在找工作。");
    terminal.question("letter-c2.reason.proof").line("没有");
    terminal.shows("不要买假证明");
    terminal.question("letter-c2.reason.proof").line("离职证明");
    terminal.question("letter-c2.request.kind").line("1");
    terminal.shows("现在没有能每月固定还的数");
    terminal.question("letter-c2.request.kind").line("2");
    terminal
        .question("letter-c2.request.until")
        .line("2026-11-01");
    terminal.shows("已经过去了");
    terminal
        .question("letter-c2.request.until")
        .press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}

#[test]
fn a_day_of_a_court_that_has_passed_is_said_before_the_rest_is_asked() {
    let home = with_case("甲");
    let mut terminal = Terminal::sized(&home, &["letter", "C9"], 80, 160);
    terminal
        .expect(&TEXTS.t("letter.pick-about"))
        .shows("A1")
        .prompt();
    terminal.line("1");
    terminal.question("letter-fact.court").line("1");
    terminal
        .question("letter-fact.received_on")
        .line("2026-10-01");
    terminal.question("letter-fact.court_name");
    terminal.shows("这份异议写不成").line("<");
    terminal
        .question("letter-fact.received_on")
        .line("2026-11-14");
    terminal.question("letter-fact.court_name");
    terminal.shows("最迟在").press(Key::Enter);
    for question in ["case_number", "opponent"] {
        terminal
            .question(&format!("letter-fact.{question}"))
            .press(Key::Enter);
    }
    for question in [
        "amount_wrong",
        "payments_missing",
        "creditor_unclear",
        "too_old",
    ] {
        terminal
            .question(&format!("letter-fact.{question}"))
            .line("2");
    }
    terminal.question("letter-own.answer");
    terminal.shows("四样都答了否").press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}
