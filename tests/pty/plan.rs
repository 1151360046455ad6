//! Step 2a at a terminal.

use super::case_file;
use crate::support::{HOUSEHOLD, Home, Key, Terminal, arg, loan, with_case};

/// What a person types for the household of the worked case.
pub const TYPED: &[(&str, &str)] = &[
    ("irregular", "否"),
    ("income", "4200"),
    ("spending.rent", "1100"),
    ("spending.food", "1,050"),
    ("spending.transport", "180"),
    ("spending.phone", "79"),
    ("spending.utilities", "150"),
    ("spending.medicine", "120"),
    ("spending.children", "0"),
    ("spending.parents", "三百"),
    ("spending.other", "0"),
    ("arrears", ""),
    ("reserve", ""),
];

#[test]
fn the_plan_asked_for_is_the_plan_of_the_file() {
    let home = Home::new();
    for case in ["asked", "file"] {
        home.done(&["case", "new", case]);
        home.done(&["confirm", "--answers", arg(&loan(&home)), "--case", case]);
    }
    let mut terminal = Terminal::start(&home, &["plan", "--case", "asked"]);
    terminal
        .answer_all("plan", TYPED)
        .review()
        .press(Key::Enter);
    terminal.shows("每月最多能拿 800.00 元");
    assert_eq!(terminal.end(), 0);
    let file = home.file("household.toml", HOUSEHOLD);
    home.done(&["plan", "--answers", arg(&file), "--case", "file"]);
    let (asked, read) = (case_file(&home, "asked"), case_file(&home, "file"));
    for member in ["household", "offers"] {
        assert_eq!(asked[member], read[member], "{member}");
    }
}

#[test]
fn not_known_is_not_zero() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["plan"]);
    let typed: Vec<(&str, &str)> = TYPED
        .iter()
        .map(|(id, typed)| {
            (
                *id,
                if *id == "spending.medicine" {
                    "不知道"
                } else {
                    typed
                },
            )
        })
        .collect();
    terminal.answer_all("plan", &typed).review();
    terminal.press(Key::Enter).shows("看病吃药");
    assert_eq!(terminal.end(), 0);
    let household = &case_file(&home, "inbox")["household"];
    assert_eq!(household["unknown"].as_array().unwrap().len(), 1);
    let lines = household["spending"].as_array().unwrap();
    assert!(
        lines
            .iter()
            .all(|line| line["id"].as_str() != Some("medicine"))
    );
}

#[test]
fn what_was_told_before_is_kept_with_enter() {
    let home = with_case("甲");
    let before = case_file(&home, "甲");
    let mut terminal = Terminal::start(&home, &["plan"]);
    for (id, _) in TYPED {
        terminal.question(&format!("plan.{id}")).press(Key::Enter);
    }
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    let after = case_file(&home, "甲");
    assert_eq!(after["household"], before["household"]);
    assert_eq!(after["offers"], before["offers"]);
}
