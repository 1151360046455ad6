//! Layout: wrapping by Chinese rules, tables whose figures never break.

mod citations;

use menshen::render::screen::{Grid, Screen};
use menshen::render::wrap::{width, wrap};

#[test]
fn no_line_is_wider_than_the_columns_and_nothing_is_lost() {
    let text = "截至 2026年11月21日，对方主张 21,600.00 元，按您填的约定和还款重新计算是 21,043.35 元（人民币贰万壹仟零肆拾叁元叁角伍分），多出 556.65 元。";
    for columns in 16..100 {
        let lines = wrap(text, columns, 2);
        for line in &lines {
            assert!(width(line) <= columns, "{columns}: {line}");
        }
        let kept: String = lines.concat().split_whitespace().collect();
        let whole: String = text.split_whitespace().collect();
        assert_eq!(kept, whole, "at {columns} columns");
    }
}

#[test]
fn a_line_begins_with_no_closing_sign_and_no_lone_yuan() {
    let text =
        "合计 8,734.01 元，其中 1,006.29 元是利息；另有 1,200.00 元是费用。（都是按合同算的）";
    for columns in 20..90 {
        for line in wrap(text, columns, 0).iter().skip(1) {
            let first = line.chars().next().unwrap();
            assert!(!"，。；：）元".contains(first), "{columns}: {line}");
        }
    }
}

#[test]
fn a_list_of_figures_is_read_out_one_line_each() {
    let mut screen = Screen::new();
    screen.grid(Grid {
        head: ["", "元"].map(String::from).to_vec(),
        rows: vec![["每月收入", "4,200.00"].map(String::from).to_vec()],
        figures: vec![1],
        ..Grid::default()
    });
    assert_eq!(screen.lay_out(40, true), "- 每月收入：4,200.00 元\n");
}

#[test]
fn a_quote_stays_with_what_it_opens() {
    let text = "把日期和受理编号记一条：menshen log add 信函 \"提交了对账申请，编号…\"。";
    for columns in 12..60 {
        for line in wrap(text, columns, 0) {
            assert!(!line.ends_with(" \""), "{columns}: {line}");
            assert!(!line.starts_with("\"。"), "{columns}: {line}");
        }
    }
}

#[test]
fn a_table_that_does_not_fit_becomes_lines_and_its_figures_stay_whole() {
    let mut screen = Screen::new();
    screen.grid(Grid {
        head: ["借款", "对方说的", "按合同算的", "差额"]
            .map(String::from)
            .to_vec(),
        rows: vec![
            ["A1", "21,600.00", "21,043.35", "556.65"]
                .map(String::from)
                .to_vec(),
        ],
        figures: vec![1, 2, 3],
        ..Grid::default()
    });
    let wide = screen.lay_out(80, false);
    assert!(
        wide.contains("A1    21,600.00   21,043.35  556.65"),
        "{wide}"
    );
    let narrow = screen.lay_out(24, false);
    assert!(narrow.contains("  按合同算的：21,043.35\n"), "{narrow}");
    for line in narrow.lines() {
        assert!(width(line) <= 24, "{line}");
    }
    assert_eq!(
        screen.lay_out(80, true),
        screen.lay_out(30, true),
        "plain mode lays out alike"
    );
}

#[test]
fn a_line_of_keys_breaks_between_its_entries() {
    let keys = "? 为什么问   < 上一题   ! 先停下   # 求助   没有就直接回车";
    assert_eq!(
        wrap(keys, 40, 0),
        [
            "? 为什么问   < 上一题   ! 先停下",
            "# 求助   没有就直接回车"
        ]
    );
    assert_eq!(wrap(keys, 80, 0), [keys]);
    // An entry wider than the line is wrapped like any words.
    for line in wrap("! 先停下，已经答的都存着了   # 求助", 12, 0) {
        assert!(width(&line) <= 12, "{line}");
    }
}
