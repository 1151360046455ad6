//! The English gloss beside a letter: a line for each line of the Chinese, the same numbers, days and
//! amounts, and nothing Chinese but names and what was typed.

use super::{
    LETTERS, done, everything_known, file, frame, frame_in, letter, menshen, nothing_known,
    refused, rich, root, thin,
};
use menshen::content::{Library, load_gloss};
use menshen::domain::letter::{Facts, Letter};
use menshen::render::letter::{Block, Document};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What stands between what is said of a gloss and the gloss.
const RULE: &str = "\n----\n";
/// Everything typed in the scenes of these tests: names, places, own words.
const TYPED: [&str; 6] = [
    include_str!("kinds.rs"),
    include_str!("forms.rs"),
    include_str!("gloss.rs"),
    include_str!("mod.rs"),
    include_str!("../../content/demo/a1.toml"),
    include_str!("../../content/demo/letter-c2.toml"),
];
/// The number of a regulation, which stands with its title.
const OF_TITLES: [&str; 1] = ["国务院令第631号"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// Numbers the clauses write in Chinese numerals.
const NUMERALS: [(&str, &str); 3] = [
    ("二十日", "20日"),
    ("第十五日", "第15日"),
    ("三至六个月", "3至6个月"),
];

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn glossed(id: &str) -> Letter {
    load_gloss(&Library::built_in(), id).unwrap().unwrap()
}

/// The numbers of a line, with days of either language in one form, sorted.
fn numbers(line: &str) -> Vec<String> {
    let mut line = line.to_owned();
    for (numeral, figure) in NUMERALS {
        line = line.replace(numeral, figure);
    }
    for year in 2024..=2030 {
        for (month, name) in (1..).zip(MONTHS) {
            for day in (1..=31).rev() {
                let one = format!(" {year}-{month:02}-{day:02} ");
                line = line.replace(&format!("{year}年{month}月{day}日"), &one);
                line = line.replace(&format!("{day} {name} {year}"), &one);
            }
        }
    }
    let of_number = |c: char| c.is_ascii_alphanumeric() || ".,*:-_".contains(c);
    let mut out: Vec<String> = line
        .split(|c| !of_number(c))
        .map(|piece| piece.trim_matches(|c| ".,:-_".contains(c)))
        .filter(|piece| piece.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    out.sort();
    out
}

/// A line without the number of a heading, which is a numeral in the one and a figure in the other.
fn without_part<'l>(chinese: &'l str, gloss: &'l str) -> (&'l str, &'l str) {
    let split = (chinese.split_once('、'), gloss.split_once(": "));
    match split {
        (Some((numeral, heading)), Some((part, english))) if part.starts_with("Part ") => {
            let at = "一二三四五六七八九"
                .chars()
                .position(|c| numeral == c.to_string());
            assert_eq!(part, format!("Part {}", at.unwrap() + 1));
            (heading, english)
        }
        _ => (chinese, gloss),
    }
}

/// What is left of a line that would be Chinese and isn't known to have been typed or to be a title.
fn chinese_left(line: &str) -> Vec<&str> {
    let ends = |c: char| {
        let sign = "「」:;,.，。《》()\"*".contains(c);
        sign || c.is_ascii_alphabetic() || c.is_whitespace()
    };
    let titles: Vec<&str> = line
        .split('《')
        .skip(1)
        .filter_map(|rest| rest.split_once('》'))
        .map(|(title, _)| title)
        .collect();
    line.split(ends)
        .map(|piece| piece.trim_matches(|c: char| c.is_ascii_digit()))
        .filter(|piece| piece.chars().any(is_han))
        .filter(|piece| !OF_TITLES.contains(piece))
        .filter(|piece| !titles.iter().any(|title| title.contains(piece)))
        .filter(|piece| !TYPED.iter().any(|typed| typed.contains(piece)))
        .collect()
}

/// Holds the gloss of a result to its letter, line by line.
pub fn assert_follows(said: &Value, scene: &str) {
    let (chinese, gloss) = (said["text"].as_str().unwrap(), &said["gloss"]);
    let gloss = gloss["text"].as_str().unwrap();
    let (before, gloss) = gloss.split_once(RULE).unwrap();
    assert!(before.contains("not a letter") && before.contains("not for sending"));
    assert!(before.contains("Chinese letter alone counts"), "{before}");
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let (chinese, gloss) = (lines(chinese), lines(gloss));
    for (chinese, gloss) in chinese.iter().zip(&gloss) {
        let (one, other) = without_part(chinese, gloss);
        assert_eq!(numbers(one), numbers(other), "{scene}:\n{chinese}\n{gloss}");
        let left = chinese_left(gloss);
        assert!(left.is_empty(), "{scene}: {left:?}\n{chinese}\n{gloss}");
        assert_eq!(
            chinese.contains("【待填："),
            gloss.contains("[to fill in: "),
            "{scene}:\n{chinese}\n{gloss}"
        );
        for sign in ["{", "}", "[letter", "undefined", "「」", "()", " .", " ,"] {
            assert!(!gloss.contains(sign), "{sign} in {scene}: {gloss}");
        }
    }
    assert_eq!(chinese.len(), gloss.len(), "{scene}: {gloss:#?}");
}

/// Compares with the vector; `MENSHEN_UPDATE_VECTORS=1` writes it anew, to be read before it is kept.
pub fn assert_vector(name: &str, said: &Value) {
    let vector = root().join("tests/vectors/letters").join(name);
    let made = said["gloss"]["text"].as_str().unwrap();
    if std::env::var_os("MENSHEN_UPDATE_VECTORS").is_some() {
        std::fs::write(&vector, made).unwrap();
    }
    assert_eq!(made, std::fs::read_to_string(&vector).unwrap(), "{name}");
}

/// The facts of a text whose values are `〈name〉`, sorted.
fn facts_in(text: &str) -> Vec<String> {
    let mut out: Vec<String> = text
        .split('〈')
        .skip(1)
        .filter_map(|rest| rest.split_once('〉'))
        .map(|(name, _)| name.to_owned())
        .collect();
    out.sort();
    out
}

fn text_of(block: &Block) -> String {
    match block {
        Block::Heading(heading) => heading.clone(),
        Block::Paragraph(line) => line.text(),
        Block::Table(table) => format!("{} rows", table.rows.len()),
    }
}

#[test]
fn every_letter_is_glossed_part_by_part_with_each_flag_alone_and_with_all_but_one() {
    let (chinese, english) = (frame(), frame_in("en"));
    let mut compared = 0;
    for id in LETTERS {
        let (letter, gloss) = (letter(id), glossed(id));
        let all: BTreeSet<String> = letter.flags().into_iter().map(str::to_owned).collect();
        let mut sets = vec![BTreeSet::new(), all.clone()];
        for flag in &all {
            sets.push(BTreeSet::from([flag.clone()]));
            sets.push(all.iter().filter(|f| *f != flag).cloned().collect());
        }
        for flags in sets {
            for known in [everything_known(&letter), nothing_known(&letter)] {
                let facts = Facts {
                    flags: flags.clone(),
                    tables: Default::default(),
                    ..known
                };
                let one = Document::new(&letter, &facts, &chinese).unwrap();
                let other = Document::new(&gloss, &facts, &english).unwrap();
                assert_eq!(one.body.len(), other.body.len(), "{id} {flags:?}");
                for (one, other) in one.body.iter().zip(&other.body) {
                    assert_eq!(
                        std::mem::discriminant(one),
                        std::mem::discriminant(other),
                        "{id}"
                    );
                    let (one, other) = (text_of(one), text_of(other));
                    assert_eq!(facts_in(&one), facts_in(&other), "{id}:\n{one}\n{other}");
                    assert!(!other.chars().any(is_han), "{id}: {other}");
                }
                let (ones, others): (Vec<_>, Vec<_>) =
                    (one.lines().collect(), other.lines().collect());
                assert_eq!(ones.len(), others.len(), "{id} {flags:?}");
                for (one, other) in ones.into_iter().zip(others) {
                    let (one, other) = (one.text(), other.text());
                    assert_eq!(facts_in(&one), facts_in(&other), "{id}:\n{one}\n{other}");
                    assert!(!other.chars().any(is_han), "{id}: {other}");
                    compared += 1;
                }
                assert_eq!(one.gaps().len(), other.gaps().len(), "{id} {flags:?}");
                assert!(!other.title.chars().any(is_han), "{id}: {}", other.title);
                let pages = [one.page, other.page].map(|page| page.map(|page| page.items.len()));
                assert_eq!(pages[0], pages[1], "{id}");
            }
        }
    }
    assert!(compared > 5000, "{compared}");
}

fn in_case(home: &Path, more: &[&str]) -> Vec<String> {
    let answers = file(home, "c1.toml", "");
    let call = ["letter", "C1", "--answers", &answers];
    [&call[..], more]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn done_with(home: &Path, more: &[&str]) -> Value {
    let call = in_case(home, more);
    done(home, &call.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_gloss_stands_beside_the_letter_for_nobody_else_and_only_where_it_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let said = done_with(home.path(), &[]);
    assert_eq!(said["gloss"], Value::Null);
    let said = done_with(home.path(), &["--gloss"]);
    assert_eq!(said["files"].as_array().unwrap().len(), 3);
    let text = said["files"][2]["path"].as_str().unwrap();
    let gloss = said["gloss"]["path"].as_str().unwrap();
    assert_eq!(gloss, text.replace("_v2.txt", "_v2_英文对照.txt"));
    let written = std::fs::read_to_string(gloss).unwrap();
    assert_eq!(said["gloss"]["text"], written);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(gloss).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // It is the same gloss whatever the screen speaks, and the screen says what it is.
    for (lang, words) in [("zh-CN", "不是信，不要寄出"), ("en", "not for sending")] {
        let call = in_case(home.path(), &["--gloss", "--lang", lang]);
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        let ran = menshen(home.path(), &call);
        let screen = String::from_utf8(ran.stdout).unwrap();
        let screen = screen.replace("\n  ", if lang == "en" { " " } else { "" });
        assert!(screen.contains(words), "{screen}");
        assert!(screen.contains("_英文对照.txt"), "{screen}");
    }
    let again = done_with(home.path(), &["--gloss"]);
    assert_eq!(again["gloss"]["text"], written);
    assert!(again["gloss"]["path"].as_str().unwrap().contains("_v5_"));
}

#[test]
fn a_gloss_goes_where_the_letter_goes_and_writes_over_nothing() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    thin(home);
    let (path, beside) = (home.join("信.docx"), home.join("信_英文对照.txt"));
    let output = ["--gloss", "-o", path.to_str().unwrap()];
    let said = done_with(home, &output);
    let copies = [&path, &beside].map(|path| path.to_str().unwrap());
    assert_eq!(said["copies"], serde_json::json!(copies));
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
    let gloss = std::fs::read_to_string(&beside).unwrap();
    assert_eq!(said["gloss"]["text"], gloss);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&beside, "别动我").unwrap();
    let call = in_case(home, &output);
    let call: Vec<&str> = call.iter().map(String::as_str).collect();
    assert_eq!(refused(home, &call), ("output-exists".into(), 2));
    assert!(!path.exists());
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), "别动我");
    done_with(home, &[&output[..], &["--force"]].concat());
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), gloss);

    let folder = home.join("交出去");
    std::fs::create_dir(&folder).unwrap();
    let output = ["--gloss", "-o", folder.to_str().unwrap()];
    let said = done_with(home, &output);
    assert_eq!(said["copies"].as_array().unwrap().len(), 4, "{said}");
    let call = in_case(home, &output);
    let call: Vec<&str> = call.iter().map(String::as_str).collect();
    assert_eq!(refused(home, &call), ("output-exists".into(), 2));
}

#[test]
fn what_has_no_gloss_says_so_before_anything_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    rich(home);
    for formats in ["sms", "online,chat"] {
        let call = in_case(home, &["--loan", "A1", "--gloss", "--format", formats]);
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        assert_eq!(refused(home, &call), ("letter-no-gloss".into(), 2));
    }
    // Words of somebody's own in the place of ours are never glossed with what ours say.
    let own = root().join("content/letters/c12.toml");
    let own: Vec<String> = std::fs::read_to_string(own)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with("gloss = ") && !line.starts_with("title_gloss = "))
        .map(str::to_owned)
        .collect();
    std::fs::create_dir_all(home.join("content/letters")).unwrap();
    file(home, "content/letters/c12.toml", &own.join("\n"));
    done(home, &["case", "settle", "A1", "--on", "2026-11-19"]);
    let answers = file(home, "c12.toml", "");
    let call = [
        "letter",
        "C12",
        "--loan",
        "A1",
        "--answers",
        &answers,
        "--gloss",
    ];
    assert_eq!(refused(home, &call), ("letter-no-gloss".into(), 2));
    // One sentence changed and its gloss forgotten: the letter is written, its gloss is not.
    let one = std::fs::read_to_string(root().join("content/letters/c12.toml")).unwrap();
    let one = one.replacen("gloss = \"Please reply by", "online = \"", 1);
    let one = one.replacen("online = \"请在{{ reply_by }}以前答复", "sms = \"", 1);
    file(home, "content/letters/c12.toml", &one);
    assert_eq!(refused(home, &call), ("content-rejected".into(), 3));
    let checked = menshen(
        home,
        &["rules", "check", home.join("content").to_str().unwrap()],
    );
    let said = String::from_utf8([checked.stdout, checked.stderr].concat()).unwrap();
    assert!(said.contains("content-missing：ask-reply"), "{said}");
    assert!(!home.join("cases/甲/letters").exists());
    done(home, &call[..6]);
}
