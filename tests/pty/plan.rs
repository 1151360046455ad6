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

#[test]
fn the_full_way_asks_only_for_what_the_household_has() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["plan", "--full"]);
    for (key, typed) in [
        ("budget.has.sources", "2 4"),
        ("budget.sources.varying", "4200 3800 5100"),
        ("budget.sources.varying", "-"),
        ("budget.sources.varying", "3600"),
        ("budget.sources.varying", ""),
        ("budget.sources.pension", "6000/季度"),
        ("plan.spending.rent", "0"),
        ("plan.spending.food", "每周260；自己做饭"),
        ("budget.has.groups", "0"),
        ("plan.arrears", ""),
        ("plan.reserve", ""),
        ("budget.has.resources", ""),
    ] {
        terminal.question(key).line(typed);
    }
    terminal.review();
    let review = terminal.everything();
    for shown in [
        "每周 260.00；自己做饭",
        "4200.00；3800.00；3600.00",
        "都没有",
    ] {
        assert!(review.contains(shown), "{shown}: {review}");
    }
    terminal.press(Key::Enter).shows("5,866.67");
    assert_eq!(terminal.end(), 0);
    let household = &case_file(&home, "inbox")["household"];
    assert_eq!(household["income"].as_str(), Some("5600.00"));
    assert_eq!(household["sources"].as_array().unwrap().len(), 2);
    // Asked again it begins from what is stored, and Enter keeps all of it.
    let mut terminal = Terminal::start(&home, &["plan"]);
    for key in [
        "budget.has.sources",
        "budget.sources.varying",
        "budget.sources.pension",
        "plan.spending.rent",
        "plan.spending.food",
        "budget.has.groups",
        "plan.arrears",
        "plan.reserve",
        "budget.has.resources",
    ] {
        terminal.question(key).press(Key::Enter);
    }
    terminal.review().press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    assert_eq!(&case_file(&home, "inbox")["household"], household);
}

#[test]
fn months_of_a_quick_way_count_by_the_lowest() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["plan"]);
    terminal.shows("menshen plan --full");
    terminal.question("plan.irregular").line("是");
    terminal.question("plan.months").line("4200 3800 5100");
    terminal.question("plan.months").line("");
    for (id, typed) in &TYPED[2..] {
        terminal.question(&format!("plan.{id}")).line(typed);
    }
    terminal.review().press(Key::Enter).shows("4,366.67");
    assert_eq!(terminal.end(), 0);
    let household = &case_file(&home, "inbox")["household"];
    assert_eq!(household["income"].as_str(), Some("3800.00"));
}
