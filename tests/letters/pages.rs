//! Pages a desk sees: no signature on a page of its own, no day broken over three lines.

use super::frame;
use menshen::content::{Library, load_texts};
use menshen::domain::letter::{Row, Table};
use menshen::render::letter::{Block, Document, Line, columns, html_page, leading};

fn of_paragraphs(count: usize) -> Document {
    let body = (1..=count).map(|n| Block::Paragraph(Line::plain(format!("第{n}段。"))));
    Document {
        title: "申请".to_owned(),
        addressee: vec![Line::plain("某银行：")],
        body: body.collect(),
        attachments: None,
        closing: vec![Line::plain("以上内容由本人如实填写。")],
        civility_opening: "此致".to_owned(),
        civility_ending: "敬礼".to_owned(),
        signature: vec![Line::plain("申请人（签名）：甲某")],
        day: frame().day,
        contact: Vec::new(),
        page: None,
    }
}

#[test]
fn lines_stand_closer_only_where_that_saves_a_page() {
    // Six lines stand beside the paragraphs; a page holds twenty of them at 28 points, twenty-six at 22.
    assert_eq!(leading(&of_paragraphs(5)), 28);
    assert_eq!(leading(&of_paragraphs(14)), 28);
    assert_eq!(leading(&of_paragraphs(15)), 26);
    assert_eq!(leading(&of_paragraphs(20)), 22);
    // Two pages either way: nothing is saved.
    assert_eq!(leading(&of_paragraphs(21)), 28);
}

#[test]
fn whoever_signs_signs_a_page_that_says_something() {
    let document = of_paragraphs(5);
    assert_eq!(document.closes_from(), 3);
    let page = html_page(&document);
    let (before, signed) = page.split_once("<div class=\"signed\">").unwrap();
    assert!(before.contains("第3段") && !before.contains("第4段"));
    assert!(signed.contains("第4段") && signed.contains("（签名）"));
    assert_eq!(of_paragraphs(0).closes_from(), 0);
    let mut ends_in_table = of_paragraphs(2);
    let rows = vec![Row {
        cells: vec!["1".to_owned()],
        strong: false,
    }];
    ends_in_table.body.push(Block::Table(Table {
        head: vec!["序号".to_owned()],
        rows,
        figures: [].into(),
    }));
    let page = html_page(&ends_in_table);
    assert_eq!(page.matches("<div class=\"signed\">").count(), 1);
    assert!(page.find("</table>") < page.find("<div class=\"signed\">"));
}

#[test]
fn a_day_stands_whole_in_its_column() {
    let story = "有人打电话给同事，说起本人欠款的事，要求当天还款。".repeat(4);
    let cells = |row: [&str; 5]| row.map(str::to_owned).to_vec();
    let table = Table {
        head: cells(["序号", "时间", "对方", "经过", "联系了谁、谁在场"]),
        rows: vec![Row {
            cells: cells(["1", "2026年10月25日10:12", "未记录", &story, "同事"]),
            strong: false,
        }],
        figures: [].into(),
    };
    let laid = columns(&table, 84, 1);
    assert!(!laid.fits);
    // Fourteen half-width characters, room for five places where Chinese meets figures, three kept free.
    assert!(laid.widths[1] >= 19, "{laid:?}");
}

#[test]
fn no_answer_card_promises_a_payment_or_asks_for_a_visit() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let answers: Vec<&String> = texts
        .iter()
        .filter(|(key, _)| key.starts_with("replies.") && key.ends_with(".answer"))
        .map(|(_, words)| words)
        .collect();
    assert!(answers.len() >= 15);
    for answer in answers {
        for promise in ["我会还", "按约定的日期付", "我保证", "我承诺"] {
            assert!(!answer.contains(promise), "{answer}");
        }
    }
    assert!(texts["replies.visit.answer"].contains("没有约好请不要上门"));
}

#[test]
fn the_ways_to_hand_a_letter_in_are_not_ranked_beyond_what_is_true() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let ask = &texts["letter-sent.sent.channel.ask"];
    assert!(ask.contains("邮箱、挂号信或当面交") && ask.contains("短信、微信，对方不一定受理"));
}

#[test]
fn whether_a_claim_is_too_old_is_asked_from_the_last_demand_or_promise() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let ask = &texts["letter-fact.too_old.ask"];
    for restart in ["催过", "还过或答应过还", "起诉过", "重新算"] {
        assert!(ask.contains(restart), "{ask}");
    }
}
