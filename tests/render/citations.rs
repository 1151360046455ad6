//! Citations in a row: one instrument is named once, and no article borrows another's weight.

use crate::support::TEXTS;
use menshen::content::{Library, load_conduct, load_texts};
use menshen::domain::law::{Citation, Confidence};
use menshen::render::citations::cited_together;
use menshen::render::texts::Texts;

fn citations(lang: &str, ids: &[&str]) -> Vec<Citation> {
    let library = Library::built_in().in_language(lang);
    let (law, _) = load_conduct(&library).unwrap();
    let on = "2026-11-21".parse().unwrap();
    ids.iter().map(|id| law.cite(id, on).unwrap()).collect()
}

const PRIVACY: [&str; 4] = ["PIPL-14", "PIPL-17", "CPL23-85", "PIPL-17"];

#[test]
fn articles_of_one_instrument_stand_together() {
    let words = cited_together(&TEXTS, &citations("zh-CN", &PRIVACY));
    assert_eq!(
        words[0],
        "《中华人民共和国个人信息保护法》第14条、第15条、第17条，法律、行政法规"
    );
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words[1].contains("民事诉讼法") && words[1].contains("第85条"));
    assert!(cited_together(&TEXTS, &[]).is_empty());
}

#[test]
fn in_english_no_blank_is_doubled() {
    let texts = Texts::new(load_texts(&Library::built_in(), "en").unwrap());
    let words = cited_together(&texts, &citations("en", &PRIVACY));
    assert!(words[0].contains("》 art"), "{words:?}");
    assert!(
        !words[0].contains("  ") && !words[0].contains(" ,"),
        "{words:?}"
    );
}

/// What is known from reports alone is said apart, under the short name, without an article.
#[test]
fn a_report_never_borrows_an_article() {
    let mut cited = citations("zh-CN", &["PIPL-14", "PIPL-17", "PIPL-19"]);
    cited[1].confidence = Confidence::Secondary;
    cited[1].article = None;
    assert_eq!(
        cited_together(&TEXTS, &cited),
        [
            "《中华人民共和国个人信息保护法》第14条、第15条、第19条，法律、行政法规",
            "据公开报道，《个人信息保护法》，法律、行政法规",
        ]
    );
}
