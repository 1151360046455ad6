//! The words of letters C3 to C13: what is asked is used and asked briefly, an opening and a reason follow
//! from the case, papers for a court end as such, and nobody unknown learns a number.

use super::kinds::{add, call, full, personal, told};
use super::{
    LETTERS, done, everything_known, file, frame, letter, menshen, nothing_known, rich, root, thin,
};
use menshen::content::{Library, load_flow, load_texts};
use menshen::domain::letter::{Facts, Letter};
use menshen::render::letter::{Document, html_page, plain_text};
use std::collections::BTreeSet;

fn text_of(letter: &Letter, facts: &Facts) -> String {
    plain_text(&Document::new(letter, facts, &frame()).unwrap())
}

fn with_flags(id: &str, flags: &[&str]) -> String {
    let letter = letter(id);
    let mut facts = everything_known(&letter);
    facts.flags = flags.iter().map(|f| (*f).to_owned()).collect();
    text_of(&letter, &facts)
}

#[test]
fn a_question_says_why_in_forty_characters_and_asks_in_ninety() {
    let library = Library::built_in();
    let texts = load_texts(&library, "zh-CN").unwrap();
    for id in &LETTERS[2..] {
        let flow = load_flow(&library, &format!("letter-{}", id.to_lowercase())).unwrap();
        for entry in &flow.entries {
            let key = &entry.question.text;
            // The request C2 and its questions belong to another file.
            if key.starts_with("letter-c2.") {
                continue;
            }
            let length = |what: &str| texts[&format!("{key}.{what}")].chars().count();
            assert!(length("why") <= 40, "{key}: {}", length("why"));
            assert!(length("ask") <= 90, "{key}: {}", length("ask"));
            let found = texts.contains_key(&format!("{key}.fetch"));
            assert!(found || !entry.question.unknown, "{key}: where to find it");
        }
    }
}

#[test]
fn whatever_is_asked_is_used() {
    let library = Library::built_in();
    // Asked for a decision: may the letter be written at all, and what is counted from a day.
    let decide = ["record"];
    for id in &LETTERS[2..] {
        let letter = letter(id);
        let path = format!("content/letters/{}.toml", id.to_lowercase());
        let book = std::fs::read_to_string(root().join(path)).unwrap();
        let flags = letter.flags();
        let flow = load_flow(&library, &format!("letter-{}", id.to_lowercase())).unwrap();
        for entry in &flow.entries {
            let Some(name) = entry.question.id.strip_prefix("fact.") else {
                continue;
            };
            let flag = name.replace('_', "-");
            let looked_at = flags.iter().any(|f| f.starts_with(&format!("{flag}-")));
            let printed = ["{{ ", "{% if "].iter().any(|sign| {
                [" ", "|"]
                    .iter()
                    .any(|end| book.contains(&format!("{sign}{name}{end}")))
            });
            let used = looked_at || printed || decide.contains(&name);
            assert!(used, "{id}: {name}");
        }
    }
}

#[test]
fn an_opening_follows_from_the_case_and_there_is_one() {
    for (id, cases) in [
        ("C3", vec![vec![], vec!["told-others"]]),
        (
            "C5",
            vec![
                vec![],
                vec!["told-others"],
                vec!["entry-visit", "told-others"],
            ],
        ),
        (
            "C6",
            vec![
                vec![],
                vec!["entry-call"],
                vec!["entry-visit", "entry-call"],
            ],
        ),
        (
            "C8",
            vec![
                vec![],
                vec!["request-pause"],
                vec!["claim-above", "request-pause"],
            ],
        ),
        (
            "C10",
            vec![vec![], vec!["change-assigned"], vec!["change-guarantor"]],
        ),
    ] {
        let letter = letter(id);
        let mut openings = BTreeSet::new();
        for flags in &cases {
            let mut facts = nothing_known(&letter);
            facts.flags = flags.iter().map(|f| (*f).to_owned()).collect();
            let chosen = letter.chosen(&facts);
            let found: Vec<&str> = chosen
                .iter()
                .filter(|c| c.id.starts_with("opening"))
                .map(|c| c.text.as_str())
                .collect();
            assert_eq!(found.len(), 1, "{id} {flags:?}: {found:?}");
            openings.insert(found[0].to_owned());
        }
        assert_eq!(openings.len(), cases.len(), "{id}");
    }
}

#[test]
fn a_complaint_gives_the_reasons_that_were_confirmed_and_no_other() {
    let none = with_flags("C5", &[]);
    assert!(
        none.contains("联系方式不妥") && !none.contains("夜间"),
        "{none}"
    );
    let night = with_flags("C5", &["conduct-quiet-hours"]);
    assert!(
        night.contains("据公开报道") && !night.contains("不妥"),
        "{night}"
    );
    let reached = with_flags("C5", &["told-others"]);
    assert!(reached.contains("请核实当时是否说出了"), "{reached}");
    let confirmed = with_flags("C5", &["told-others", "conduct-no-third-party-disclosure"]);
    assert!(
        confirmed.contains("有向本人以外的人说出") && !confirmed.contains("是否说出了"),
        "{confirmed}"
    );
    let to_authority = with_flags("C5", &["complaint-level-authority"]);
    assert!(to_authority.contains("请督促") && !none.contains("请督促"));
}

#[test]
fn papers_for_a_court_have_their_own_title_and_end() {
    for (flag, title, who) in [
        ("court-order", "支付令异议书", "异议人（签名）："),
        ("court-suit", "民事答辩状", "答辩人（签名）："),
    ] {
        let text = with_flags("C9", &[flag]);
        assert!(text.trim_start_matches('　').starts_with(title), "{text}");
        assert!(text.contains("　　此致\n〈court_name〉\n"), "{text}");
        assert!(text.contains(who) && !text.contains("敬礼"), "{text}");
    }
    let letter = letter("C9");
    let unknown = text_of(&letter, &nothing_known(&letter));
    assert!(unknown.contains("此致\n【待填：法院】"), "{unknown}");
}

#[test]
fn the_list_for_the_station_is_a_page_of_its_own_and_no_part_of_the_statement() {
    let letter = letter("C6");
    let facts = everything_known(&letter);
    let document = Document::new(&letter, &facts, &frame()).unwrap();
    assert!(!document.lines().any(|line| line.text().contains('□')));
    let text = plain_text(&document);
    let (statement, page) = text.split_once("\n\n带去派出所用的清单").unwrap();
    assert!(statement.contains("特此说明") && !statement.contains('□'));
    assert!(page.contains("看一遍") && page.contains("回执编号"));
    assert!(html_page(&document).contains("<h2 style=\"break-before: page\">"));
}

#[test]
fn whoever_is_not_known_to_be_the_lender_learns_no_number() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    for id in ["C4", "C10"] {
        let answers = format!("{}{}", personal(id, "official"), full(id, false));
        let said = call(home.path(), id, "A1", &answers);
        let text = said["text"].as_str().unwrap();
        assert!(!text.contains("身份证号"), "{text}");
        assert!(!text.contains("JH2025081500020611"), "{text}");
    }
}

#[test]
fn words_kept_in_memory_are_not_given_as_the_very_words() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    told(home.path());
    add(
        home.path(),
        "kind = \"call\"\noccurred_at = \"2026-11-20T19:00+08:00\"\nprecision = \"about\"\n\
         summary = \"来电催还\"\nquote = \"明天去你单位\"\ngrade = \"memory\"\n\
         direction = \"in\"\nanswered = true\ntarget = \"borrower\"\n",
    );
    let said = call(home.path(), "C6", "T1", "");
    let text = said["text"].as_str().unwrap();
    assert!(text.contains("大意：「明天去你单位」"), "{text}");
    assert!(text.contains("原话：「让他今天还」"), "{text}");
}

#[test]
fn what_was_confirmed_in_the_log_chooses_the_reasons() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    told(home.path());
    let entry = file(
        home.path(),
        "entry.json",
        "{\"kind\":\"call\",\"occurred_at\":\"2026-11-19T23:10+08:00\",\"precision\":\"exact\",\
         \"summary\":\"打给家人，说了欠款\",\"grade\":\"witnessed\",\"direction\":\"in\",\
         \"target\":\"family\",\"conduct\":[\"quiet-hours\",\"no-third-party-disclosure\"]}",
    );
    done(home.path(), &["log", "add", "--entry", &entry]);
    let said = call(home.path(), "C5", "T1", "");
    let text = said["text"].as_str().unwrap();
    assert!(
        text.contains("有向本人以外的人说出") && text.contains("夜间联系"),
        "{text}"
    );
}

#[test]
fn an_act_is_named_by_title_and_article_in_a_letter() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let answers = file(home.path(), "c12.toml", "");
    done(home.path(), &["case", "settle", "T1", "--on", "2026-11-19"]);
    let call = ["letter", "C12", "--loan", "T1", "--answers", &answers];
    let said = String::from_utf8(menshen(home.path(), &call).stdout).unwrap();
    let said = said.replace('\n', "");
    assert!(
        said.contains("《中华人民共和国个人信息保护法》第47条）"),
        "{said}"
    );
}
