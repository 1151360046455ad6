//! Cards to print.

use super::texts;
use crate::support::{Home, arg};
use menshen::content::{ContentError, Library, load_printed};
use menshen::domain::visit::{Audience, PrintedCard};
use menshen::render::card::{Paper, plain, sheet};

fn printed() -> Vec<PrintedCard> {
    load_printed(&Library::built_in()).unwrap()
}

/// Words that would tell somebody else what a visit is about.
const TELLING: [&str; 10] = [
    "债", "贷", "欠", "催", "逾期", "还款", "借", "法院", "征信", "付清",
];

#[test]
fn what_others_see_tells_nothing() {
    let (texts, cards) = (texts(), printed());
    let others: Vec<&PrintedCard> = cards
        .iter()
        .filter(|c| c.audience == Audience::Others)
        .collect();
    for id in [
        "co-resident",
        "parent",
        "neighbour",
        "committee",
        "workplace",
        "child",
    ] {
        assert!(others.iter().any(|c| c.id == id), "{id}");
    }
    let title = texts.t("cards.print.others-title");
    for paper in Paper::ALL {
        let page = sheet(&texts, &title, &others, paper);
        for word in TELLING {
            assert!(!page.contains(word), "{word}");
        }
    }
    let text = plain(&texts, &others);
    for word in TELLING {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn every_printed_card_has_its_words_and_the_day_it_was_checked() {
    let (texts, cards) = (texts(), printed());
    for id in ["door", "call-110", "never"] {
        let card = cards.iter().find(|c| c.id == id).unwrap();
        assert_eq!(card.audience, Audience::Own);
    }
    for card in &cards {
        let keys = card.large.iter().chain(&card.quiet).chain(&card.blanks);
        assert!(keys.clone().count() > 1, "{}", card.id);
        for key in keys.chain([&card.title]) {
            assert!(texts.has(key), "{key}");
        }
        let text = plain(&texts, &[card]);
        assert!(text.contains(&card.checked.to_string()));
        assert!(card.numbers.iter().all(|n| text.contains(n)), "{text}");
    }
}

#[test]
fn a_sheet_stands_alone_with_the_size_of_its_paper() {
    let (texts, cards) = (texts(), printed());
    let all: Vec<&PrintedCard> = cards.iter().collect();
    for (paper, size, pages) in [
        (
            Paper::A4,
            "@page { size: A4 portrait",
            cards.len().div_ceil(4),
        ),
        (Paper::A6, "@page { size: 105mm 148mm", cards.len()),
    ] {
        let page = sheet(&texts, "<&\">", &all, paper);
        assert!(page.contains(size));
        assert_eq!(page.matches("class=\"page\"").count(), pages);
        assert_eq!(page.matches("<article").count(), cards.len());
        assert!(page.contains("default-src 'none'") && page.contains("&lt;&amp;&quot;&gt;"));
        for fetched in [
            "http:", "https:", "url(", "<script", "<img", "<link", "@import",
        ] {
            assert!(!page.contains(fetched), "{fetched}");
        }
    }
}

#[test]
fn cards_are_private_files_and_never_replace_one_without_consent() {
    let home = Home::new();
    let folder = home.beside("cards");
    let result = home.json(&["visit", "cards", "-o", arg(&folder)]);
    let files = result["files"].as_array().unwrap();
    assert_eq!(files.len(), 6);
    for file in files {
        let path = folder.join(file.as_str().unwrap());
        assert!(path.metadata().unwrap().len() > 500);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = path.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        for word in TELLING {
            assert!(!file.as_str().unwrap().contains(word));
        }
    }
    assert!(!home.path().exists(), "no home was made");
    let last = folder.join(files[5].as_str().unwrap());
    for file in &files[..5] {
        std::fs::remove_file(folder.join(file.as_str().unwrap())).unwrap();
    }
    std::fs::write(&last, "mine").unwrap();
    home.refused(&["visit", "cards", "-o", arg(&folder)], "output-exists", 2);
    assert_eq!(std::fs::read(&last).unwrap(), b"mine");
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        1,
        "nothing was written"
    );
    home.done(&["visit", "cards", "-o", arg(&folder), "--force"]);
    assert_ne!(std::fs::read(&last).unwrap(), b"mine");
    // A file where the folder should be, and a folder among the cases.
    let file = home.file("a-file", "x");
    home.refused(&["visit", "cards", "-o", arg(&file)], "output-exists", 2);
    home.done(&["case", "new", "甲"]);
    let inside = home.case("甲").join("cards");
    home.refused(&["visit", "cards", "-o", arg(&inside)], "output-in-case", 2);
}

#[test]
fn a_broken_card_is_refused_with_its_code_and_place() {
    for (text, code) in [
        (
            "[[printed]]\ncard = \"none\"\naudience = \"own\"",
            "rehearsal-unknown",
        ),
        (
            "[[printed]]\ncard = \"never\"\naudience = \"all\"",
            "content-unknown-word",
        ),
        (
            "[[printed]]\ncard = \"never\"\naudience = \"own\"\nlarge = [\"sing\"]",
            "rehearsal-unknown",
        ),
        (
            "[[printed]]\ncard = \"never\"\naudience = \"own\"\n[[printed]]\ncard = \"never\"\naudience = \"own\"",
            "content-duplicate-id",
        ),
        (
            "[[printed]]\ncard = 1\naudience = \"own\"",
            "content-not-toml",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("cards")).unwrap();
        std::fs::write(folder.path().join("cards/own.toml"), text).unwrap();
        let mut library = Library::built_in();
        library.lay(folder.path()).unwrap();
        let Err(ContentError::Rejected(problems)) = load_printed(&library) else {
            panic!("accepted: {text}");
        };
        assert_eq!(problems[0].code, code, "{problems:?}");
        assert_eq!(problems[0].file, "cards/own.toml");
        assert!(problems[0].line > 0);
    }
}
