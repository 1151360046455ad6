//! The page and its picture.

use super::{BOOK, counted};
use crate::support::TEXTS;
use menshen::domain::conduct::Lenders;
use menshen::domain::conduct::count::ConductCount;
use menshen::render::conduct::{Told, html, picture, svg};
use menshen::render::wrap::width;
use serde_json::{Value, json};

fn log() -> Vec<Value> {
    let call = |at: &str, precision: &str| {
        json!({
            "kind": "call", "summary": "<script>", "occurred_at": at, "precision": precision,
            "direction": "in", "answered": true, "robot": false, "target": "borrower",
            "party": {"phone": "13812345678", "principal": "<甲>"},
        })
    };
    let mut log: Vec<Value> = (0..12)
        .map(|i| call(&format!("2026-10-20T09:{i:02}+08:00"), "exact"))
        .collect();
    log.push(call("2026-10-21", "day"));
    log.push(call("2026-10-22T23:10+08:00", "exact"));
    log
}

fn told(count: &ConductCount) -> Told<'_> {
    let (law, rules) = &*BOOK;
    Told {
        texts: &TEXTS,
        count,
        rules,
        law,
    }
}

#[test]
fn a_day_is_a_line_of_hours_that_fits_forty_columns() {
    let count = counted(&log(), &Lenders::default());
    let lines = picture(&told(&count), 40, false);
    assert_eq!(lines[2], "夜间..========..............==");
    assert_eq!(lines[3], "10-20..........+..............");
    assert_eq!(lines[4], "10-21..........................?1");
    assert_eq!(lines[5], "10-22........................1");
    for line in &lines[1..] {
        assert!(width(line) <= 40, "{line}");
    }
    // The hours stand one above the other.
    for line in [&lines[1], &lines[2], &lines[3], &lines[5]] {
        assert_eq!(width(line), 30, "{line}");
    }
}

#[test]
fn in_plain_mode_the_hours_are_words() {
    let count = counted(&log(), &Lenders::default());
    let lines = picture(&told(&count), 80, true);
    assert_eq!(
        lines,
        [
            "2026-10-20：9 点 12 次。",
            "2026-10-21：几点不确定 1 次。",
            "2026-10-22：23 点 1 次。"
        ]
    );
}

#[test]
fn the_page_fetches_nothing_runs_nothing_and_bears_the_figures_in_a_table() {
    let count = counted(&log(), &Lenders::default());
    let told = told(&count);
    let page = html(&told, "2026-11-21");
    assert!(page.contains("default-src 'none'"));
    for forbidden in [
        "<script",
        "http://",
        "https://",
        "13812345678",
        "<甲>",
        "url(",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("prefers-color-scheme:dark") && page.contains("@media print"));
    assert!(page.contains("<td>2026-10-20</td><td class=\"sum\">12</td>"));
    assert!(page.contains("138****5678"));
    let drawn = svg(&told);
    assert!(page.contains(&drawn));
    // Every cell that is drawn bears its figure.
    assert_eq!(drawn.matches("class=\"hit\"").count(), 2);
    assert_eq!(drawn.matches("class=\"n\"").count(), 2);
    assert!(drawn.contains(">12</text>"));
}
