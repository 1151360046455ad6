//! A schedule pasted in one go, and rows that give a total alone.

use chrono::NaiveDate;
use menshen::content::{Library, load_flow, load_texts};
use menshen::interview::engine::{Edge, Ending};
use menshen::interview::flow::Kind;
use menshen::interview::reading::read;
use menshen::interview::{Answers, Interview, Page, Prompter, Reply, Say, Value};

struct Quiet;

impl Edge for Quiet {
    fn now(&mut self) -> String {
        "2026-11-21T10:00:00+08:00".into()
    }
    fn keep(&mut self, _answers: &Answers) {}
}

/// Gives these lines, one a question, and keeps the pages it was shown.
struct Script {
    lines: Vec<&'static str>,
    pages: Vec<Page>,
}

impl Prompter for Script {
    fn ask(&mut self, page: &Page) -> Reply {
        self.pages.push(page.clone());
        if self.lines.is_empty() {
            Reply::Closed
        } else {
            Reply::Line(self.lines.remove(0).to_owned())
        }
    }
    fn show(&mut self, _lines: &[Say]) {}
}

/// The answers up to the plan, then these lines.
fn asked(lines: &[&'static str]) -> (Answers, Vec<Page>) {
    let flow = load_flow(&Library::built_in(), "confirm").unwrap();
    let mut known = Answers::new();
    for (id, value) in [
        ("id", "A1"),
        ("lender_kind", "micro-loan"),
        ("ask.papers", "plan"),
        ("disbursed_on", "2026-04-10"),
        ("contract_amount", "6000.00"),
    ] {
        known.set(id, Value::Given(value.into()), None);
    }
    for id in ["lender", "contract_number", "disbursed_amount"] {
        known.set(id, Value::Skipped, None);
    }
    let mut script = Script {
        lines: lines.to_vec(),
        pages: Vec::new(),
    };
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let interview = Interview::new(&flow, known, Answers::new(), today);
    let Ending::Left(answers) = interview.run(&mut script, &mut Quiet) else {
        panic!("the script ends before the review");
    };
    (answers, script.pages)
}

fn keys(page: &Page) -> Vec<&str> {
    let key = |say: &Say| matches!(say, Say::Key(..));
    page.body
        .iter()
        .filter(|say| key(say))
        .map(|say| match say {
            Say::Key(key, _) => key.as_str(),
            Say::Plain(text) => text.as_str(),
        })
        .collect()
}

#[test]
fn a_paste_of_many_lines_is_many_lines() {
    let paste = "2026-05-10\t900.00\t119.50\r\n2026-06-10\t917.93\t101.57\r\n\r\n2026-07-10\t936.21\t83.29 12\n";
    let (answers, pages) = asked(&[paste, ""]);
    assert_eq!(
        answers.get("rows"),
        Some(&Value::Many(vec![
            "2026-05-10 900.00 119.50".into(),
            "2026-06-10 917.93 101.57".into(),
            "2026-07-10 936.21 83.29 12.00".into(),
        ]))
    );
    assert_eq!(keys(&pages[1])[0], "interview.lines-taken");
}

#[test]
fn typed_and_pasted_lines_add_up() {
    let (answers, _) = asked(&[
        "2026-05-10 900 119.5",
        "2026-06-10 917.93 101.57\n2026-07-10 936.21 83.29",
        "",
    ]);
    let Some(Value::Many(lines)) = answers.get("rows") else {
        panic!("no rows")
    };
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_paste_with_a_bad_line_is_refused_whole_and_the_line_named() {
    let paste = "应还日 本金 利息\n2026-05-10 900.00 119.50";
    let (answers, pages) = asked(&[paste, "2026-05-10 900.00 119.50", ""]);
    let Some(Value::Many(lines)) = answers.get("rows") else {
        panic!("no rows")
    };
    assert_eq!(lines.len(), 1);
    let Say::Key(key, args) = &pages[1].body[0] else {
        panic!("no key")
    };
    assert_eq!(key, "interview.paste-refused");
    assert_eq!(args[0], ("line".to_owned(), "1".to_owned()));
    assert!(keys(&pages[1])[1].starts_with("rejected."));
}

#[test]
fn a_total_alone_is_not_split_but_asked_about() {
    let paste = "2026-05-10 1019.50\n2026-06-10 1019.50";
    let (answers, pages) = asked(&[paste]);
    assert_eq!(answers.get("rows"), None);
    assert!(keys(&pages[1]).contains(&"rejected.row-total-only"));
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    for line in ["2026-05-10 1019.50", "2026年5月10日 1,019.50元"] {
        assert_eq!(
            read(&Kind::Rows, line, today).unwrap_err().code,
            "row-total-only"
        );
    }
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let words = &texts["rejected.row-total-only"];
    assert!(words.contains("本金") && words.contains("明细"));
}

#[test]
fn a_line_end_in_another_kind_of_question_is_no_list() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    assert!(read(&Kind::Money, "5\n6", today).is_err());
}
