//! Consent before a name or a figure is typed: asked at the table, needed where nobody can be asked.

use super::super::consent::answers;
use crate::support::{Home, Terminal, arg};

/// The questions of the consent and what is typed to them.
const AGREED: [(&str, &str); 9] = [
    ("keeper", "社区中心小周"),
    ("contact", "周二晚上来中心"),
    ("purpose", "核对欠款"),
    ("kinds", "1,2"),
    ("keep_until", "2027-03-31"),
    ("sensitive", "是"),
    ("hand_over", "否"),
    ("statistics", "否"),
    ("agreed", "是"),
];

/// Types the answers, the last one as given, to the end of the interview.
fn consents(terminal: &mut Terminal, agreed: &str) {
    for (id, typed) in AGREED {
        let typed = if id == "agreed" { agreed } else { typed };
        terminal
            .question(&format!("consent.consent.{id}"))
            .line(typed);
    }
    terminal.review().line("");
}

#[test]
fn a_new_case_is_consented_to_before_its_first_figure() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("做哪一件").line("1");
    terminal.expect("可以不同意").expect("谁来打字");
    assert!(
        home.kept().is_empty(),
        "a name was kept before the question"
    );
    terminal.line("1");
    terminal.expect("新档案叫什么").line("老陈");
    terminal.expect("谁来保存这份档案");
    assert!(home.case("老陈").exists());
    // The question just seen is the first of them.
    terminal.prompt().line(AGREED[0].1);
    for (id, typed) in &AGREED[1..] {
        terminal
            .question(&format!("consent.consent.{id}"))
            .line(typed);
    }
    terminal.review().line("");
    terminal
        .expect("记下了")
        .expect("档案 老陈")
        .expect("做哪一件");
    // From here on nobody asks again: the next question is one of money.
    terminal.line("3").expect("第 1 问");
    drop(terminal);
    let shown = home.json(&["case", "consent", "--show", "--case", "老陈"]);
    assert_eq!(shown["consents"][0]["keeper"], "社区中心小周");
}

#[test]
fn refusing_leaves_with_nothing_typed() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let before = home.kept();
    // At the question itself: nothing was named.
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("谁来打字").line("4");
    terminal.expect("谁来打字").line("3");
    terminal.expect("什么都没有录");
    assert_eq!(terminal.end(), 0);
    assert_eq!(home.kept(), before);
    // In the interview of the consent: the case made for it goes, and the one before is in use again.
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("谁来打字").line("4");
    terminal.expect("谁来打字").line("1");
    terminal.expect("新档案叫什么").line("老陈");
    consents(&mut terminal, "否");
    terminal.expect("本人没有说同意").expect("空档案也拿掉了");
    terminal.expect("什么都没有录");
    assert_eq!(terminal.end(), 0);
    assert_eq!(home.kept(), before);
}

#[test]
fn a_case_in_front_is_asked_about_until_consent_stands() {
    let home = crate::support::with_case("甲");
    let before = home.kept();
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("没有现在还有效的同意").expect("谁来打字");
    assert!(
        !terminal.screen().contains("知道的"),
        "{}",
        terminal.screen()
    );
    terminal.line("9").expect("谁来打字").line("2");
    terminal.expect("本人自己打字").expect("做哪一件").line("!");
    terminal.expect("面谈结束");
    assert_eq!(terminal.end(), 0);
    assert_eq!(home.kept(), before, "who types is of this evening alone");
    let file = answers(&home, ("", ""));
    home.done(&["case", "consent", "--answers", arg(&file)]);
    home.done(&["case", "consent", "--withdraw"]);
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("撤回了以前的同意").expect("谁来打字");
    drop(terminal);
    home.done(&["case", "consent", "--answers", arg(&file)]);
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("同意保存到").expect("做哪一件");
}

#[test]
fn money_is_not_asked_for_where_only_the_rest_was_agreed_to() {
    let home = crate::support::with_case("甲");
    let file = answers(&home, ("sensitive", "false"));
    home.done(&["case", "consent", "--answers", arg(&file)]);
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    for key in ["3", "4"] {
        terminal.expect("做哪一件").line(key);
        terminal.expect("没有同意保存账户");
    }
    // The rest can be, but not unsaid: records aren't among what was agreed to.
    terminal.expect("做哪一件").line("5");
    terminal.expect("本人说好存的里面没有").expect("第 1 问");
}

#[test]
fn where_nobody_can_be_asked_it_is_needed() {
    let home = crate::support::with_case("甲");
    let file = answers(&home, ("", ""));
    let before = home.kept();
    let said = home.run(&["case", "session"]);
    assert_eq!(said.code, 5, "{said:?}");
    said.said_plainly();
    let error = home.refused(
        &["case", "session", "--answers", arg(&file)],
        "session-consent-needed",
        5,
    );
    assert_eq!(error["args"]["needed"][0], "consent");
    // A look types nothing.
    assert_eq!(home.json(&["case", "session"])["name"], "甲");
    assert_eq!(home.kept(), before);
    home.done(&["case", "consent", "--answers", arg(&file)]);
    assert!(home.done(&["case", "session"]).contains("知道的"));
    // A borrower at home is never asked: the same case, the same answers, no session.
    let own = crate::support::with_case("乙");
    assert!(own.done(&["confirm", "A1"]).contains("21,600.00"));
}
