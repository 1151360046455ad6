//! The whole negotiation at a terminal, over the figures of the built-in case: confirmed, planned,
//! asked for figures, sent, answered, asked for terms, sent, and the agreement checked before money
//! moves.

use crate::support::{A1, HOUSEHOLD, Home, Key, Terminal, arg, unwrapped};

/// The answers of [`crate::support::REQUEST`], typed.
const WORDS: &str = "本人原在电商公司做客服，2026年6月30日被裁员，之后四个月没有固定收入，7月起这笔借款没能按时还上。我保证按月还。";

fn sent(home: &Home, letter: &str, proof: &str) {
    let mut terminal = Terminal::start(home, &["letter", "sent", letter, "--loan", "A1"]);
    terminal.question("letter-sent.sent.on");
    terminal.shows("现在是：2026-11-21").press(Key::Enter);
    terminal.question("letter-sent.sent.channel").line("1");
    terminal.question("letter-sent.sent.proof").line(proof);
    terminal.question("letter-sent.sent.follow_up");
    terminal.shows("现在是：2026-12-06").press(Key::Enter);
    terminal
        .question("letter-sent.sent.files")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.shows("没有答复不等于同意");
    assert_eq!(terminal.end(), 0);
}

fn replied(home: &Home, letter: &str, outcome: &str, words: &str) -> String {
    let mut terminal = Terminal::start(home, &["letter", "replied", letter]);
    terminal
        .question("letter-replied.reply.on")
        .press(Key::Enter);
    terminal.question("letter-replied.reply.channel").line("1");
    terminal
        .question("letter-replied.reply.outcome")
        .line(outcome);
    terminal.question("letter-replied.reply.words").line(words);
    terminal
        .question("letter-replied.reply.files")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.shows("证据记录第");
    assert_eq!(terminal.end(), 0);
    unwrapped(&terminal.screen())
}

#[test]
fn from_the_first_figure_to_the_agreement() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let loan = home.file("a1.toml", A1);
    let statement = home.json(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
    let said = statement.to_string();
    assert!(said.contains("\"total\":\"8734.01\""), "{said}");
    let household = home.file("household.toml", HOUSEHOLD);
    home.done(&["plan", "--answers", arg(&household)]);

    let mut terminal = Terminal::start(&home, &["letter", "C1", "--loan", "A1"]);
    terminal.question("letter.copy").line("1");
    terminal.question("letter-borrower.name").line("甲某");
    terminal
        .question("letter-borrower.phone")
        .line("13812345678");
    terminal
        .question("letter-borrower.id_number")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    terminal.expect("写好了");
    assert_eq!(terminal.end(), 0);
    sent(&home, "C1", "工单 2026112188");
    let next = replied(&home, "C1", "3", "发来了明细，逾期8734.01元");
    assert!(next.contains("menshenconfirmA1--edit"), "{next}");

    let mut terminal = Terminal::start(&home, &["letter", "C2", "--loan", "A1"]);
    terminal
        .question("letter-c2.limitation.last_due_on")
        .press(Key::Enter);
    terminal
        .question("letter-c2.limitation.last_demand_on")
        .press(Key::Enter);
    terminal
        .question("letter-c2.limitation.understood")
        .line("1");
    terminal
        .question("letter-c2.reason.on")
        .line("2026年6月30日");
    terminal.question("letter-c2.reason.words").line(WORDS);
    terminal
        .question("letter-c2.reason.proof")
        .line("离职证明、工资条");
    terminal.question("letter-c2.request.kind").line("1");
    terminal.question("letter-c2.request.monthly").line("430");
    terminal
        .question("letter-c2.request.first_on")
        .line("2026-12-15");
    terminal.question("letter.copy").line("1");
    // The name and the number are known from the first letter and aren't asked again.
    terminal
        .question("letter-borrower.id_number")
        .press(Key::Enter);
    terminal.review().press(Key::Enter);
    // A promise in the person's own words: shown with its reason, written anew by number.
    terminal
        .shows("第 1 处，共 1 处")
        .shows("我保证按月还")
        .prompt()
        .line("3");
    terminal
        .expect("直接回车就是照原样")
        .prompt()
        .line("我计划");
    terminal.expect("写好了");
    assert_eq!(terminal.end(), 0);
    let letter = home
        .kept()
        .into_iter()
        .find(|(path, _)| {
            path.to_string_lossy().contains("协商还款申请")
                && path.extension().is_some_and(|e| e == "txt")
        })
        .unwrap();
    let letter = String::from_utf8(letter.1).unwrap();
    assert!(
        letter.contains("我计划按月还") && !letter.contains("我保证"),
        "{letter}"
    );
    sent(&home, "C2", "工单 2026112189");
    let next = replied(&home, "C2", "1", "同意每月430元");
    assert!(next.contains("menshencheckagreement--loanA1"), "{next}");

    let mut terminal = Terminal::start(&home, &["check", "agreement", "--loan", "A1"]);
    for point in [
        "parties",
        "number",
        "split",
        "reductions",
        "instalments",
        "account",
        "booking",
        "interest",
        "grace",
        "nothing_extra",
        "contact",
        "proof",
        "credit",
        "copy",
    ] {
        terminal
            .question(&format!("check-agreement.agreement.{point}"))
            .line("1");
    }
    for (figure, typed) in [
        ("total", "21043.35"),
        ("first", ""),
        ("count", "49"),
        ("each", "430"),
        ("last", ""),
    ] {
        terminal
            .question(&format!("check-agreement.agreement.{figure}"))
            .line(typed);
    }
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let entries = home.json(&["log", "show", "4"]).to_string();
    assert!(entries.contains("同意每月430元"), "{entries}");
    let due = home.json(&["due"]);
    let waits = |i: &&serde_json::Value| i["anchor"]["kind"] == "letter-sent";
    let items = due["items"].as_array().unwrap();
    assert!(
        items.iter().filter(waits).all(|i| i["state"] == "done"),
        "{due}"
    );
    assert_eq!(items.iter().filter(waits).count(), 2);
}
