//! What papers say of contacts is what `log conduct` counts.

use super::{answered, complaint, with_entries};
use crate::support::{Home, arg};
use serde_json::Value;
use std::path::PathBuf;

/// The call of 22:47, with what was said of consent; nothing where nothing was.
fn at_night(consented: Option<&str>) -> Home {
    let home = with_entries();
    let sets = ["answered=是", "robot=否", "target=本人", "direction=in"];
    for set in sets {
        home.done(&["log", "amend", "1", "--set", set]);
    }
    for set in ["target=本人", "direction=in"] {
        home.done(&["log", "amend", "2", "--set", set]);
    }
    if let Some(word) = consented {
        let set = format!("consented={word}");
        home.done(&["log", "amend", "1", "--set", &set]);
    }
    home
}

fn page(home: &Home) -> String {
    let path = home.beside("时间线.html");
    home.done(&["report", "timeline", "-o", arg(&path)]);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_timeline_counts_as_the_log_does() {
    let home = at_night(Some("否"));
    let counted = home.json(&["log", "conduct"]);
    let told = home.json(&["report", "timeline"]);
    assert_eq!(told["conduct"]["hits"], counted["count"]["hits"]);
    assert_eq!(told["conduct"]["days"], counted["count"]["days"]);
    let page = page(&home);
    for words in [
        "<svg viewBox",
        "class=\"quiet\"",
        "class=\"hit\"",
        "<figcaption",
        "照记录数到的",
        "夜间不催收。依据：据公开报道",
        "2026-10-18，",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("违法") && !page.contains("是否事先同意"));
    let said = home.done(&["report", "summary"]);
    assert!(said.contains("夜间不催收（规则据公开报道"), "{said}");
}

/// What a stranger reads must not send them to a program they don't have, nor leave open which number
/// an entry goes by.
#[test]
fn papers_name_no_command_and_say_which_number_is_meant() {
    let home = at_night(Some("否"));
    home.done(&[
        "log",
        "amend",
        "2",
        "--conduct",
        "no-third-party-disclosure",
        "--set",
        "target=同事",
    ]);
    let page = page(&home);
    assert!(page.contains("不向别人透露债务。依据："), "{page}");
    assert!(page.contains("；等 6 项"), "{page}");
    assert!(page.contains("是表里“记录序号”那一列的数"), "{page}");
    assert!(!page.contains("menshen "), "{page}");
}

#[test]
fn what_is_only_possible_is_named_as_not_known_and_put_to_nobody() {
    let home = at_night(None);
    let page = page(&home);
    assert!(page.contains("没有记清的"), "{page}");
    assert!(page.contains("是否事先同意：第 1 条"), "{page}");
    assert!(!page.contains("夜间不催收"), "{page}");
    let said = home.done(&["report", "summary"]);
    assert!(!said.contains("夜间不催收"), "{said}");
    assert!(said.contains("没有记清的 1 处"), "{said}");
}

/// The text of the complaint, and of the timeline beside it.
fn bundle(home: &Home) -> (String, String) {
    let file = answered(home, "nobody", false);
    let ran = complaint(home, "lender-desk", &file, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told: Value = ran.json();
    let folder = PathBuf::from(told["folder"].as_str().unwrap());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    (read("1_投诉书.txt"), read("3_时间线.html"))
}

#[test]
fn the_complaint_gives_the_reason_that_was_counted_and_no_other() {
    let (letter, timeline) = bundle(&at_night(Some("否")));
    assert!(letter.contains("有在夜间联系的"), "{letter}");
    assert!(timeline.contains("夜间不催收。依据"), "{timeline}");
    let (letter, timeline) = bundle(&at_night(None));
    assert!(!letter.contains("有在夜间联系的"), "{letter}");
    assert!(!timeline.contains("夜间不催收"), "{timeline}");
    let (letter, timeline) = bundle(&at_night(Some("是")));
    assert!(!letter.contains("有在夜间联系的"), "{letter}");
    assert!(!timeline.contains("没有记清的"), "{timeline}");
}
