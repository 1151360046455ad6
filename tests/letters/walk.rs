//! Every combination of flags a letter's clauses look at, with everything known and with nothing.

use super::{LETTERS, everything_known, frame, letter, nothing_known};
use menshen::content::{Library, load_texts};
use menshen::domain::letter::{Facts, Letter};
use menshen::render::letter::{
    Document, Frame, ONLINE_CHARACTERS, docx_bytes, html_page, online_parts, plain_text,
};
use std::collections::BTreeSet;

/// All sets of the letter's flags.
fn combinations(letter: &Letter) -> Vec<BTreeSet<String>> {
    let flags: Vec<&str> = letter.flags().into_iter().collect();
    assert!(flags.len() <= 12, "{flags:?}");
    (0..1_u32 << flags.len())
        .map(|set| {
            let holds = |i: usize| set & (1 << i) != 0;
            let chosen = flags.iter().enumerate().filter(|(i, _)| holds(*i));
            chosen.map(|(_, flag)| (*flag).to_owned()).collect()
        })
        .collect()
}

/// Nothing half-filled in what a person reads.
fn assert_whole(text: &str, what: &str) {
    for sign in [
        "{{",
        "{%",
        "}}",
        "%}",
        "undefined",
        "none",
        "None",
        "【待填：】",
        "：。",
        "（）",
        "「」",
        "〈〉",
    ] {
        assert!(!text.contains(sign), "{sign} in {what}:\n{text}");
    }
    for c in ['\u{E000}', '\u{E001}'] {
        assert!(!text.contains(c), "a mark in {what}:\n{text}");
    }
}

/// The letter and its short version with these flags, checked for what no letter may have.
fn rendered(letter: &Letter, facts: &Facts, frame: &Frame, known: bool) -> (String, String) {
    let what = format!("{} {:?} known={known}", letter.id, facts.flags);
    let document = Document::new(letter, facts, frame).unwrap_or_else(|e| panic!("{what}: {e:?}"));
    let text = plain_text(&document);
    assert_whole(&text, &what);
    assert_eq!(text.contains("【待填："), !known, "{what}:\n{text}");
    assert_eq!(document.gaps().is_empty(), known, "{what}");
    let parts = online_parts(letter, facts, frame).unwrap();
    for part in &parts {
        assert!(part.chars().count() <= ONLINE_CHARACTERS, "{what}:\n{part}");
        assert_whole(part, &what);
    }
    if known {
        // Facts that differ make lines that differ, unless a clause stands twice.
        let mut seen = BTreeSet::new();
        for line in document.lines() {
            assert!(seen.insert(line.text()), "{what} twice: {}", line.text());
        }
    }
    (text, parts.concat())
}

/// Walks every combination with everything known and with nothing; `check` gets the flags, the text
/// and the short version.
fn walk(id: &str, check: impl Fn(&BTreeSet<String>, &str, &str)) {
    let frame = frame();
    let letter = letter(id);
    let mut walked = 0;
    for known in [true, false] {
        let facts = if known {
            everything_known(&letter)
        } else {
            nothing_known(&letter)
        };
        for flags in combinations(&letter) {
            let facts = Facts {
                flags,
                ..facts.clone()
            };
            let (text, online) = rendered(&letter, &facts, &frame, known);
            check(&facts.flags, &text, &online);
            walked += 1;
        }
    }
    assert_eq!(walked, 2 << letter.flags().len());
}

#[test]
fn c1_confirms_and_promises_nothing_whatever_is_known() {
    assert!(letter("C1").effects.is_empty());
    walk("C1", |_, text, online| {
        for text in [text, online] {
            assert!(
                text.contains("不是对欠款金额的承认，不含还款承诺"),
                "{text}"
            );
            for word in ["同意还", "愿意还", "保证", "承诺还款", "计划于", "分期"]
            {
                assert!(!text.contains(word), "{word}:\n{text}");
            }
        }
    });
}

#[test]
fn c2_marks_its_figures_as_not_yet_confirmed_whatever_is_known() {
    walk("C2", |flags, text, online| {
        let known = flags.contains("figures-known");
        for text in [text, online] {
            assert_eq!(text.contains("尚待贵司对账确认"), known, "{text}");
            assert_eq!(text.contains("不是对任何金额的确认"), !known, "{text}");
            assert!(text.contains("本申请只是提议"), "{text}");
        }
    });
}

#[test]
fn every_form_of_the_fullest_and_the_emptiest_letter_can_be_made() {
    let frame = frame();
    for id in LETTERS {
        let letter = letter(id);
        let all: BTreeSet<String> = letter.flags().into_iter().map(str::to_owned).collect();
        for facts in [
            Facts {
                flags: all.clone(),
                ..everything_known(&letter)
            },
            Facts {
                flags: all.clone(),
                ..nothing_known(&letter)
            },
            nothing_known(&letter),
        ] {
            let document = Document::new(&letter, &facts, &frame).unwrap();
            let html = html_page(&document);
            let (_, page) = html.split_once("</style>").unwrap();
            assert_whole(page, "html");
            let file = docx_bytes(&document).unwrap();
            assert!(file.starts_with(b"PK"));
        }
    }
}

#[test]
fn every_fact_a_clause_needs_has_a_name_and_a_place_to_find_it() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let mut seen = BTreeSet::new();
    for id in LETTERS {
        for clause in letter(id).clauses {
            for name in clause.needs.into_iter().chain(clause.table) {
                for key in [
                    format!("letter.label.{name}"),
                    format!("letter.where.{name}"),
                ] {
                    assert!(texts.contains_key(&key), "{key}");
                }
                seen.insert(name);
            }
        }
    }
    let labels = texts
        .keys()
        .filter_map(|key| key.strip_prefix("letter.label."));
    let unused: Vec<&str> = labels.filter(|name| !seen.contains(*name)).collect();
    assert!(seen.len() > 20 && unused.is_empty(), "{unused:?}");
}

#[test]
fn a_clause_that_names_what_nobody_declared_is_refused_by_name() {
    let mut letter = letter("C1");
    letter.clauses[0].text = "{{ nobody_declared }}：".into();
    let e = Document::new(&letter, &everything_known(&letter), &frame()).unwrap_err();
    assert_eq!(e.clause, "addressee");
    assert!(!e.reason.is_empty());
}
