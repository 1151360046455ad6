//! Pages: the timeline and the one sheet, in every form.

use super::{CALLER, CARD_IN_FOURS, IDENTITY, PHONE, with_entries};
use crate::support::{arg, no_hole};
use menshen::domain::letter::{Row, Table};
use menshen::render::report::csv;

#[test]
fn a_cell_never_starts_a_formula() {
    for words in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "  =1"] {
        let cells = vec![words.to_owned()];
        let table = Table {
            head: vec!["头".to_owned()],
            rows: vec![Row {
                cells,
                strong: false,
            }],
            ..Table::default()
        };
        let bytes = csv(&table).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{feff}头\r\n"), "{text:?}");
        let cell = text.lines().nth(1).unwrap().trim_start_matches('"');
        assert!(cell.starts_with('\''), "{text:?}");
    }
}

#[test]
fn the_timeline_in_every_form_is_masked() {
    let home = with_entries();
    for ending in ["html", "docx", "csv", "json", "txt"] {
        let path = home.beside(&format!("t.{ending}"));
        home.done(&["report", "timeline", "-o", arg(&path)]);
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for number in [CALLER, CARD_IN_FOURS, IDENTITY, PHONE] {
            assert!(!text.contains(number), "{number} in {ending}");
        }
        if ending != "docx" {
            assert!(text.contains("139****5678"), "{ending}: {text}");
            no_hole(&text);
        }
    }
    let html = std::fs::read_to_string(home.beside("t.html")).unwrap();
    for mark in [
        "<html lang=\"zh-CN\">",
        "class=\"skip\"",
        "<main id=\"main\"",
        "scope=\"col\"",
        "role=\"img\"",
        "<title id=",
        "default-src 'none'",
        "<caption",
    ] {
        assert!(html.contains(mark), "{mark}");
    }
    assert!(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"));
    let told = home.json(&["report", "timeline", "--entries", "2-3"]);
    let seqs: Vec<u64> = told["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(seqs, [2, 3]);
}

#[test]
fn the_sheet_names_who_which_tried_happened_asked_and_missing() {
    let home = with_entries();
    home.done(&[
        "report",
        "filed",
        "--to",
        "lender-desk",
        "--on",
        "2026-11-20",
        "--receipt",
        "GD-7",
    ]);
    let said = home.done(&["report", "summary"]);
    no_hole(&said);
    for words in [
        "21,600.00",
        "21,043.35",
        "556.65",
        "GD-7",
        "2026年10月18日",
        "没有附件的记录",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    for number in [CALLER, CARD_IN_FOURS, IDENTITY] {
        assert!(!said.contains(number), "{number}: {said}");
    }
    for ending in ["html", "docx", "txt"] {
        let path = home.beside(&format!("s.{ending}"));
        home.done(&["report", "summary", "-o", arg(&path)]);
        assert!(std::fs::read(&path).unwrap().len() > 500, "{ending}");
        home.refused(&["report", "summary", "-o", arg(&path)], "output-exists", 2);
    }
    let told = home.json(&["report", "summary"]);
    assert_eq!(told["parts"].as_array().unwrap().len(), 6);
}

#[test]
fn a_table_that_scrolls_is_reached_by_the_keyboard_and_has_a_name() {
    let home = with_entries();
    let answers = super::answered(&home, "nobody", false);
    let told = super::complaint(&home, "lender-desk", &answers, &[]).json();
    let folder = told["folder"].as_str().unwrap();
    let counted = home.beside("统计.html");
    home.done(&["log", "conduct", "-o", arg(&counted)]);
    for (path, class) in [
        (format!("{folder}/1_投诉书.html"), "scrolls"),
        (arg(&counted).to_owned(), "wide"),
    ] {
        let page = std::fs::read_to_string(&path).unwrap();
        let begins = format!("<div class=\"{class}\"");
        let frames = page.split(&begins).skip(1);
        let mut seen = 0;
        for frame in frames {
            let tag = frame.split('>').next().unwrap();
            assert!(tag.contains("tabindex=\"0\" role=\"region\""), "{tag}");
            let name = tag.split("aria-labelledby=\"").nth(1).unwrap();
            let name = name.split('"').next().unwrap();
            assert_eq!(
                page.matches(&format!(" id=\"{name}\"")).count(),
                1,
                "{name}"
            );
            seen += 1;
        }
        assert!(seen > 0, "{path}");
        assert_eq!(page.matches(":focus-visible").count(), 1);
    }
}
