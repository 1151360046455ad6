//! The door's content: words for everything, and every way the files can be wrong.

use super::{cards, door, texts, vectors};
use menshen::content::{ContentError, Library, load_cards, load_door};
use menshen::domain::visit::{Demand, Item, ItemResult, Outcome, Verdict, VisitorRole};
use menshen::interview::door::{RECORD_IDS, record_question};

/// Characters in a line of the screen: seventy-two columns, two for each Chinese character.
const LINE: usize = 36;

fn lines(text: &str) -> usize {
    text.lines()
        .map(|l| l.chars().count().div_ceil(LINE).max(1))
        .sum()
}

#[test]
fn every_screen_has_its_words_and_is_short() {
    let texts = texts();
    for node in &door().nodes {
        let key = |part: &str| format!("visit.door.{}.{part}", node.id);
        let ask = texts
            .get(&key("ask"))
            .unwrap_or_else(|| panic!("{}", node.id));
        assert!(lines(ask) <= 2, "{}: {ask}", node.id);
        let said = texts.get(&key("say")).unwrap();
        assert!(lines(said) <= 2, "{}: {said}", node.id);
        for option in &node.options {
            assert!(texts.has(&key(&format!("options.{}", option.id))));
            let then = texts.has(&key(&format!("then.{}", option.id)));
            assert_eq!(then, option.says, "{}.{}", node.id, option.id);
        }
    }
    for id in RECORD_IDS {
        let question = record_question(id);
        assert!(texts.has(&format!("{}.ask", question.text)), "{id}");
        assert!(texts.has(&format!("{}.why", question.text)), "{id}");
    }
}

#[test]
fn every_word_for_machines_has_words_for_people() {
    let texts = texts();
    let keys = Outcome::ALL
        .iter()
        .map(|w| format!("visit.outcome.{}", w.word()));
    let keys = keys
        .chain(
            Verdict::ALL
                .iter()
                .map(|w| format!("visit.verdict.{}", w.word())),
        )
        .chain(Item::ALL.iter().map(|w| format!("visit.item.{}", w.word())))
        .chain(
            ItemResult::ALL
                .iter()
                .map(|w| format!("visit.result.{}", w.word())),
        )
        .chain(
            VisitorRole::ALL
                .iter()
                .map(|w| format!("visit.visitor.{}", w.word())),
        )
        .chain(
            Demand::ALL
                .iter()
                .map(|w| format!("visit.demand.{}", w.word())),
        );
    for key in keys {
        assert!(texts.has(&key), "{key}");
    }
}

#[test]
fn nothing_at_the_door_judges_the_person() {
    let texts = texts();
    let ours: Vec<&str> = texts
        .keys()
        .filter(|k| {
            k.starts_with("visit.") || k.starts_with("cards.") || k.starts_with("findings.")
        })
        .collect();
    assert!(ours.len() > 150);
    for key in ours {
        let words = texts.get(key).unwrap();
        for never in [
            "骗子",
            "罪犯",
            "犯罪",
            "真的警察",
            "假警察",
            "老赖",
            "停息挂账",
            "反催收",
            "违法",
        ] {
            assert!(!words.contains(never), "{key}: {words}");
        }
        assert!(
            !words.contains('你') || words.contains("你们"),
            "{key}: {words}"
        );
    }
}

#[test]
fn every_card_has_its_words_and_the_pause_speaks_of_no_debt() {
    let (texts, cards) = (texts(), cards());
    for id in [
        "call-110",
        "comfort",
        "pause",
        "never",
        "already-happened",
        "co-resident",
    ] {
        assert!(cards.contains_key(id), "{id}");
    }
    for card in cards.values() {
        assert!(texts.has(&card.title), "{}", card.title);
        for line in &card.lines {
            assert!(texts.has(line), "{line}");
        }
        let said: String = card.lines.iter().map(|l| texts.t(l)).collect();
        for number in &card.numbers {
            assert!(
                said.contains(number.as_str()) || texts.t(&card.title).contains(number.as_str())
            );
        }
    }
    for id in ["pause", "comfort"] {
        let said: String = cards[id].lines.iter().map(|l| texts.t(l)).collect();
        assert!(said.contains("12356"));
        for debt in ["债", "欠", "还款", "催收", "借"] {
            assert!(!said.contains(debt), "{id}: {said}");
        }
    }
    for node in &door().nodes {
        for card in node.options.iter().filter_map(|o| o.card.as_deref()) {
            assert!(cards.contains_key(card), "{card}");
        }
    }
}

#[test]
fn each_broken_file_is_refused_with_its_code_and_line() {
    let mut codes = Vec::new();
    let mut folders: Vec<_> = std::fs::read_dir(vectors().join("invalid"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        let mut library = Library::built_in();
        library.lay(&folder).unwrap();
        let refused = load_door(&library)
            .err()
            .or_else(|| load_cards(&library).err());
        let Some(ContentError::Rejected(problems)) = refused else {
            panic!("accepted: {}", folder.display());
        };
        let expected = std::fs::read_to_string(folder.join("expected.txt")).unwrap();
        let found: Vec<String> = problems
            .iter()
            .map(|p| format!("{}:{}: {}", p.file, p.line, p.code))
            .collect();
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(found, expected, "{}", folder.display());
        codes.extend(problems.iter().map(|p| p.code));
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        codes,
        [
            "content-bad-value",
            "content-duplicate-id",
            "content-missing",
            "content-not-toml",
            "content-unknown-word",
            "door-endless-skip",
            "door-no-way-out",
            "door-too-many-options",
            "door-unknown-target",
            "door-unreachable",
        ]
    );
}

#[test]
fn a_folder_laid_over_replaces_a_screen_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("visit")).unwrap();
    let node = "[[node]]\nid = \"after\"\nusual = \"fine\"\noption = [ { id = \"fine\", goto = \"already\" } ]\n";
    std::fs::write(folder.path().join("visit/own.toml"), node).unwrap();
    let mut library = Library::built_in();
    library.overlay(folder.path()).unwrap();
    let laid = load_door(&library).unwrap();
    assert_eq!(laid.node("after").unwrap().options.len(), 1);
    assert_eq!(laid.nodes.len(), door().nodes.len());
}
