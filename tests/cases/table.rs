//! An evening at one table: the session, its two pages, and what may be counted over cases.

mod leave;
mod pages;

use super::consent::answers;
use crate::support::{Home, Terminal, arg, unwrapped};
use menshen::domain::case::tally::{parts_told, told};
use std::collections::BTreeMap;

#[test]
fn small_groups_are_withheld_and_nothing_gives_them_away() {
    assert_eq!(told(5, 10), Some(5));
    assert_eq!(told(4, 10), None);
    // Nine of ten have it: the one who hasn't would be known.
    assert_eq!(told(9, 10), None);
    assert_eq!(told(0, 10), None);
    let shown = |parts: &[usize]| -> Vec<Option<usize>> {
        let parts: BTreeMap<String, usize> = (b'a'..)
            .map(|c| char::from(c).to_string())
            .zip(parts.iter().copied())
            .collect();
        parts_told(&parts).into_values().collect()
    };
    assert_eq!(shown(&[6, 7]), [Some(6), Some(7)]);
    // The total less the other would tell it.
    assert_eq!(shown(&[3, 7]), [None, None]);
    assert_eq!(shown(&[3, 7, 20]), [None, None, Some(20)]);
    assert_eq!(shown(&[1, 2, 6, 20]), [None, None, None, Some(20)]);
    assert_eq!(shown(&[]), []);
}

/// Every way of withholding, tried: what is withheld is never one part, nor fewer than five cases.
#[test]
fn what_is_withheld_is_always_a_group() {
    for a in 0..9_usize {
        for b in 0..9_usize {
            for c in 0..9_usize {
                let sizes = [("a", a), ("b", b), ("c", c)];
                let parts = sizes.map(|(n, s)| (n.to_owned(), s)).into();
                let told = parts_told(&parts);
                let gone: Vec<usize> = sizes
                    .iter()
                    .filter(|(name, _)| told[*name].is_none())
                    .map(|(_, size)| *size)
                    .collect();
                let whole = gone.len() == 3;
                let grouped = gone.len() > 1 && gone.iter().sum::<usize>() >= 5;
                assert!(gone.is_empty() || whole || grouped, "{sizes:?}");
                assert!(told.values().flatten().all(|n| *n >= 5), "{sizes:?}");
            }
        }
    }
}

#[test]
fn only_those_who_agreed_are_counted_and_no_name_is_told() {
    let home = Home::new();
    let yes = answers(&home, ("statistics", "true"));
    for name in ["甲一", "甲二", "甲三", "甲四", "甲五", "甲六"] {
        home.done(&["case", "new", name]);
        home.done(&["case", "consent", "--answers", arg(&yes)]);
    }
    let no = answers(&home, ("statistics", "false"));
    home.done(&["case", "new", "乙"]);
    home.done(&["case", "consent", "--answers", arg(&no)]);
    home.done(&["case", "new", "丙"]);
    let stats = home.json(&["case", "stats"]);
    assert_eq!(stats["counts"][0]["cases"], 6);
    for form in [vec![], vec!["--csv"], vec!["--jsonl"]] {
        let said = home.done(&[&["case", "stats"][..], &form].concat());
        assert!(!said.contains('甲') && !said.contains("小周"), "{said}");
        assert!(!said.contains("2026-11-2"), "no day: {said}");
    }
    let csv = home.done(&["case", "stats", "--csv"]);
    assert!(
        csv.starts_with("of,group,cases\nall,,6\nstep,loans,\n"),
        "{csv}"
    );
    home.done(&["case", "consent", "--withdraw", "--case", "甲六"]);
    home.done(&["case", "consent", "--withdraw", "--case", "甲五"]);
    let stats = home.json(&["case", "stats"]);
    let counts = stats["counts"].as_array().unwrap();
    assert!(counts.iter().all(|c| c["cases"].is_null()), "{stats}");
}

#[test]
fn one_screen_says_what_is_missing_with_consent_first() {
    let home = Home::new();
    assert!(home.json(&["case", "session"])["name"].is_null());
    home.done(&["case", "new", "甲"]);
    let board = home.json(&["case", "session"]);
    let first = board["missing"][0].as_str().unwrap();
    assert!(first.contains("同意"), "{board}");
}

#[test]
fn the_pages_carry_no_name_and_no_whole_number() {
    let home = crate::support::with_case("甲");
    home.done(&["case", "set", "borrower.name", "张三丰"]);
    home.done(&["case", "set", "borrower.phone", "13812345678"]);
    let file = answers(&home, ("", ""));
    home.done(&["case", "consent", "--answers", arg(&file)]);
    home.done(&["case", "note", "证件 410105199001011234，电话 13812345678"]);
    let to = home.beside("pages");
    let said = home.json(&["case", "session", "--pages", arg(&to)]);
    let files = said["files"].as_array().unwrap();
    assert_eq!(files.len(), 4);
    let mut all = String::new();
    for file in files {
        let text = std::fs::read_to_string(file.as_str().unwrap()).unwrap();
        for private in ["张三丰", "13812345678", "410105199001011234"] {
            assert!(!text.contains(private), "{private} in {file}");
        }
        assert!(!text.contains("menshen "), "no commands on paper: {file}");
        all.push_str(&text);
    }
    assert!(all.contains("21,600.00") && all.contains("12356"), "{all}");
    // Again the same day: nothing is replaced.
    home.done(&["case", "session", "--pages", arg(&to)]);
    assert_eq!(std::fs::read_dir(to).unwrap().count(), 8);
}

#[test]
fn at_the_table_a_case_is_made_noted_and_the_screen_locked() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["case", "session"]);
    terminal.expect("还没有档案");
    terminal.expect("做哪一件");
    terminal.line("1");
    terminal.expect("谁来打字");
    terminal.line("2");
    terminal.expect("新档案叫什么");
    terminal.line("王五");
    terminal.expect("档案 王五");
    terminal.expect("做哪一件");
    assert!(
        terminal.screen().contains("本人自己打字"),
        "{}",
        terminal.screen()
    );
    terminal.line("6");
    terminal.expect("笔记写什么");
    terminal.line("下次带合同");
    terminal.expect("1 条笔记");
    terminal.expect("做哪一件");
    terminal.line("8");
    terminal.expect("按回车接着用");
    assert!(!terminal.screen().contains("王五"), "{}", terminal.screen());
    terminal.line("");
    terminal.expect("做哪一件");
    terminal.line("!");
    terminal.expect("面谈结束");
    assert_eq!(terminal.end(), 0);
    let kept = home.json(&["case", "note"]);
    assert_eq!(
        unwrapped(kept["notes"][0]["text"].as_str().unwrap()),
        "下次带合同"
    );
}
