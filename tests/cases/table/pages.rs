//! The page to take home stays one page, and says what it leaves out.

use crate::support::{Home, arg};
use menshen::render::hand_sheet::HandSheet;

/// A case of so many loans, whose lenders have long names, and of so many promised payments.
fn crowded(loans: usize, days: usize) -> Home {
    let home = crate::support::with_case("甲");
    let path = home.case("甲").join("case.toml");
    let mut case: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let list = case["loans"].as_array_mut().unwrap();
    let first = list[0].as_table().unwrap().clone();
    for number in 2..=loans {
        let mut loan = first.clone();
        loan.insert("id".into(), format!("A{number}").into());
        let lender = "江河消费金融股份有限公司和它委托的大河信用管理咨询有限责任公司中原分部";
        loan.insert("lender".into(), lender.into());
        list.push(loan.into());
    }
    std::fs::write(&path, toml::to_string(&case).unwrap()).unwrap();
    for number in 0..days {
        let on = format!("2026-12-{:02}", number + 1);
        home.done(&["due", "add", "约定还款", "--on", &on, "--loan", "A1"]);
    }
    home
}

fn taken_home(home: &Home) -> String {
    let to = home.beside("pages");
    let said = home.json(&["case", "session", "--pages", arg(&to)]);
    let files = said["files"].as_array().unwrap();
    let text = files.iter().map(|f| f.as_str().unwrap());
    let text = text
        .filter(|f| f.ends_with(".txt"))
        .find(|f| f.contains("带走"));
    std::fs::read_to_string(text.unwrap()).unwrap()
}

#[test]
fn twelve_loans_and_twelve_days_leave_one_page_that_says_what_is_not_on_it() {
    let text = taken_home(&crowded(12, 12));
    let loans = text.lines().filter(|l| l.starts_with("- A")).count();
    let days = text
        .lines()
        .filter(|l| l.starts_with("- 2026年12月"))
        .count();
    let whole = crate::support::unwrapped(&text);
    let left_out = format!("另外{}笔没有写在这里：", 12 - loans);
    assert!(loans >= 3 && whole.contains(&left_out), "{text}");
    assert!(whole.contains("A12。全部的数在「一页看完」"), "{text}");
    // The plan has a day of its own, on which it is looked at again.
    let left_out = format!("另外还有{}个日子没有写在这里", 13 - days);
    assert!(days >= 2 && whole.contains(&left_out), "{text}");
    // In order, none skipped.
    for day in 1..=days {
        assert!(text.contains(&format!("12月{day}日")), "{text}");
    }
    assert!(text.lines().count() <= 46, "{text}");
}

#[test]
fn with_little_to_say_nothing_is_left_out() {
    let text = taken_home(&crowded(2, 2));
    assert!(!text.contains("没有写在这里"), "{text}");
    assert!(text.contains("- A2") && text.contains("12月2日"), "{text}");
}

#[test]
fn type_is_large_where_there_is_room_and_small_only_where_there_is_not() {
    let of = |lines: usize| {
        let mut sheet = HandSheet::default();
        sheet.part("一".to_owned(), vec!["一行".to_owned(); lines]);
        sheet
    };
    let (few, many, too_many) = (of(10), of(36), of(60));
    assert!(!few.html().contains("12pt") && few.fits_a_page());
    assert!(many.html().contains("12pt") && many.fits_a_page());
    assert!(!too_many.fits_a_page());
}

#[test]
fn days_that_press_and_days_ahead_have_lines_of_their_own() {
    let home = crowded(1, 5);
    home.done(&[
        "due",
        "add",
        "约定还款",
        "--on",
        "2026-11-25",
        "--loan",
        "A1",
    ]);
    let board = home.json(&["case", "session"]);
    assert_eq!(board["urgent"].as_array().unwrap().len(), 1, "{board}");
    assert!(board["urgent"][0].as_str().unwrap().contains("11月25日"));
    assert_eq!(board["days"].as_array().unwrap().len(), 6, "{board}");
    let file = super::super::consent::answers(&home, ("", ""));
    home.done(&["case", "consent", "--answers", arg(&file)]);
    let screen = home.done(&["case", "session"]);
    let of = |day: &str| screen.lines().filter(|l| l.contains(day)).count();
    assert!(screen.contains("急的：\n- 2026年11月25日"), "{screen}");
    assert_eq!((of("12月1日"), of("12月2日"), of("12月3日")), (1, 1, 1));
    assert!(
        !screen.contains("12月4日") && screen.contains("敲 menshen due"),
        "{screen}"
    );
}

#[test]
fn papers_of_a_court_press_from_the_first_day_and_are_no_advice_once_it_is_past() {
    let home = crate::support::with_case("甲");
    assert!(!taken_home(&home).contains("12368"));
    let summary = home.done(&["report", "summary"]);
    assert!(!summary.contains("法院的日子"), "{summary}");
    home.done(&["due", "add", "支付令", "--on", "2026-11-21"]);
    let board = home.json(&["case", "session"]);
    let urgent = board["urgent"][0].as_str().unwrap();
    assert!(urgent.contains("还有 13 天"), "{board}");
    let said = crate::support::unwrapped(&taken_home(&home.copied()));
    assert!(said.contains("最晚这天交到法院"), "{said}");
    assert!(said.contains("开庭在哪里：12368"), "{said}");
    let summary = home.done(&["report", "summary"]);
    assert!(
        summary.contains("法院的日子") && summary.contains("支付令"),
        "{summary}"
    );
    let long_ago = crate::support::with_case("乙");
    long_ago.done(&["due", "add", "支付令", "--on", "2026-10-20"]);
    let said = crate::support::unwrapped(&taken_home(&long_ago));
    assert!(said.contains("日子过了也不要放着"), "{said}");
    assert!(!said.contains("最晚这天"), "{said}");
}
