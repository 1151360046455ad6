//! Every reason has its words, and every reason of a reading is provoked by a vector.

use super::vectors;
use menshen::content::{Library, load_texts};
use menshen::render::texts::Texts;
use std::collections::BTreeSet;
use std::path::Path;

/// The codes the sources can give: of `Rejected::new("…")`, of `Rejected::with("…"`, and the faults
/// of numbers.
fn codes_in_sources() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src/interview/reading", "src/domain/identifier"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let quoted = text.split('"').skip(1).step_by(2);
            codes.extend(quoted.filter(|q| is_code(q)).map(str::to_owned));
        }
    }
    codes
}

/// A code is two or more words of small letters joined by hyphens, or `empty`.
fn is_code(text: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase());
    // `bulk-message` is a form of telephone number, not a reason.
    text == "empty" || (text.contains('-') && text.split('-').all(word) && text != "bulk-message")
}

fn provoked() -> BTreeSet<String> {
    // Months beside one another are read by the budget's own test.
    let mut codes = BTreeSet::from(["text-too-long", "doubtful-months"].map(str::to_owned));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/reading");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            for case in vectors(path.file_stem().unwrap().to_str().unwrap()) {
                codes.extend(case.rejected);
                codes.extend(
                    case.faults
                        .iter()
                        .flat_map(|f| f.split(' '))
                        .map(str::to_owned),
                );
            }
        }
    }
    codes.remove("");
    codes
}

#[test]
fn every_reason_is_provoked_and_has_words() {
    let codes = codes_in_sources();
    assert!(codes.len() > 60, "only {} codes found", codes.len());
    assert_eq!(codes, provoked());
    let texts = Texts::new(load_texts(&Library::built_in(), "zh-CN").unwrap());
    let worded: BTreeSet<String> = texts
        .keys()
        .filter_map(|k| k.strip_prefix("rejected."))
        .map(str::to_owned)
        .collect();
    let mut all = codes;
    // The engine's own: its review, and rates too high for the unit of their question.
    all.extend(["no-such-number", "unlikely-rate"].map(str::to_owned));
    assert_eq!(all, worded);
}

#[test]
fn words_need_no_value_but_those_given() {
    use menshen::interview::flow::Kind;
    use menshen::interview::reading::read;
    let texts = Texts::new(load_texts(&Library::built_in(), "zh-CN").unwrap());
    let refusals = [
        read(&Kind::Money, "1万2", super::today()),
        read(&Kind::Date { future: false }, "明天", super::today()),
        read(&Kind::Date { future: false }, "26-11-21", super::today()),
        read(&Kind::Date { future: false }, "1899-01-01", super::today()),
        read(&Kind::Moment, "昨晚2点", super::today()),
        read(&Kind::Rate, "0.15", super::today()),
        read(&Kind::Count { min: 1, max: 3 }, "4", super::today()),
        read(&Kind::Choice(vec!["a".into()]), "9", super::today()),
    ];
    for refusal in refusals.map(Result::unwrap_err) {
        let said = texts.say(&format!("rejected.{}", refusal.code), &refusal.args);
        assert!(!said.starts_with('['), "{said}");
        for value in refusal.args.values() {
            assert!(said.contains(value.as_str()), "{said} lacks {value}");
        }
    }
}

#[test]
fn a_rate_with_its_unit_answers_the_question_of_that_unit_and_no_other() {
    use menshen::interview::Value;
    use menshen::interview::reading::read_rate_of;
    for (unit, line, rate) in [
        ("daily", "日息万五", "0.0005"),
        ("monthly", "月1.5%", "0.015"),
        ("annual", "年化２４％", "0.24"),
    ] {
        let reading = read_rate_of(unit, line).unwrap();
        assert_eq!(reading.value, Value::Given(rate.into()), "{line}");
        let other = if unit == "daily" { "annual" } else { "daily" };
        let refused = read_rate_of(other, line).unwrap_err();
        assert_eq!(refused.code, "rate-unit-unexpected", "{line}");
    }
}
