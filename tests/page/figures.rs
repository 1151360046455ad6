//! Every drawn figure stands in a table, the page stands alone, and nothing unknown is drawn.

use super::page_of_the_demo;
use crate::support::{A1, Home, arg, no_hole};
use menshen::render::page::shown_months;

/// What stands between each pair of these marks.
fn between<'p>(page: &'p str, open: &str, close: &str) -> Vec<&'p str> {
    let parts = page.split(open).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(close)?.0))
        .collect()
}

/// The text of elements, without marks.
fn words(marks: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for c in marks.chars() {
        match c {
            '<' => within = true,
            '>' => within = false,
            c if !within => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn every_drawn_sum_stands_in_the_table_beneath_it() {
    let (_home, page) = page_of_the_demo();
    no_hole(&page);
    let sections = between(&page, "<section", "</section>");
    assert_eq!(sections.len(), 4);
    let mut sums = 0;
    for section in sections {
        assert_eq!(section.matches("<svg").count(), 1, "{section}");
        let (_, beneath) = section.split_once("</svg>").unwrap();
        let table = beneath.split_once("<table").unwrap().1;
        for text in between(section.split_once("<svg").unwrap().1, "<text", "</text>") {
            let text = text.split_once('>').unwrap().1;
            if text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)) {
                assert!(table.contains(text), "{text} is drawn and not in the table");
                sums += 1;
            }
        }
    }
    // Two a loan, and the two ends of the curve.
    assert_eq!(sums, 8);
    for sum in ["21,600.00", "21,043.35", "556.65", "39,513.77"] {
        assert!(page.contains(sum), "{sum}");
    }
}

#[test]
fn the_page_stands_alone_and_is_read_without_eyes_or_mouse() {
    let (_home, page) = page_of_the_demo();
    for wrong in [
        "<script",
        "http:",
        "https:",
        "url(",
        "@import",
        "src=",
        "javascript",
    ] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    for mark in [
        "<html lang=\"zh-CN\">",
        "default-src 'none'",
        "href=\"#main\"",
        "<main id=\"main\"",
        "prefers-color-scheme: dark",
        "@media print",
        "initial-scale=1\"",
    ] {
        assert!(page.contains(mark), "{mark}");
    }
    // A style for every text would move those that say themselves where they stand.
    assert!(!page.contains("svg text {"));
    // Each drawing says what it is and what is to be seen in it.
    for svg in between(&page, "<svg", "</svg>") {
        for mark in ["aria-labelledby=\"", "aria-describedby=\""] {
            let ids = between(svg, mark, "\"");
            let id = ids.first().unwrap();
            assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        }
        assert!(svg.contains("role=\"img\""));
    }
}

#[test]
fn what_nobody_knows_is_said_and_not_drawn() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let empty = home.done(&["report", "page"]);
    assert!(empty.contains("浏览器"), "{empty}");
    let page = std::fs::read_dir(home.case("甲").join("reports")).unwrap();
    let path = page.map(|entry| entry.unwrap().path()).next().unwrap();
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(!page.contains("<svg") && !page.contains("0.00"), "{page}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    let unsaid: String = A1
        .lines()
        .filter(|line| !line.starts_with("claim"))
        .map(|line| match line.starts_with("lender =") {
            true => "lender = \"<b>&\\\"甲\"\n".to_owned(),
            false => format!("{line}\n"),
        })
        .collect();
    let file = home.file("a1.toml", unsaid);
    home.done(&["confirm", "--answers", arg(&file), "--case", "甲"]);
    // The day's earlier page is replaced.
    home.done(&["report", "page"]);
    let page = std::fs::read_to_string(&path).unwrap();
    let drawing = between(&page, "<svg", "</svg>").first().copied().unwrap();
    assert!(words(drawing).contains("没有说"), "{drawing}");
    assert!(!drawing.contains("<rect class=\"claimed\""), "{drawing}");
    assert!(drawing.contains("<rect class=\"recomputed\""), "{drawing}");
    assert!(
        page.contains("&lt;b&gt;") && !page.contains("<b>"),
        "{page}"
    );
}

#[test]
fn the_rows_of_a_long_plan_end_with_its_last_month() {
    assert_eq!(shown_months(0), [0]);
    assert_eq!(shown_months(3), [0, 1, 2, 3]);
    let long = shown_months(52);
    assert_eq!(long.len(), 13 + 6 + 1);
    assert_eq!(long.last(), Some(&52));
    assert!(long.is_sorted());
}

#[test]
fn the_page_is_written_where_it_is_asked_for_and_only_as_html() {
    let home = crate::report::with_entries();
    home.refused(
        &["report", "page", "-o", arg(&home.beside("x.pdf"))],
        "report-output-format",
        2,
    );
    let path = home.beside("x.html");
    let told = home.json(&["report", "page", "-o", arg(&path)]);
    assert_eq!(told["loans"][0]["difference"], "556.65");
    assert_eq!(told["plan"], serde_json::Value::Null);
    home.refused(&["report", "page", "-o", arg(&path)], "output-exists", 2);
    home.done(&["report", "page", "-o", arg(&path), "--force"]);
    let page = std::fs::read_to_string(&path).unwrap();
    for number in [
        crate::report::CALLER,
        crate::report::PHONE,
        crate::report::IDENTITY,
    ] {
        assert!(!page.contains(number), "{number}");
    }
}
