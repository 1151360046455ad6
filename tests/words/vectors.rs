//! Labelled texts: how many rules are missed, how many lawful texts are taken for something else.

use super::rules_in;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What a file of texts must come to: labels found, lawful texts taken for something else. Both are
/// numbers of texts, not shares, so that no rounding hides one. The floors only ever move to the
/// better side; how they came about stands in `tests/vectors/words/README.md`.
struct Floor {
    file: &'static str,
    labels: usize,
    found_at_least: usize,
    lawful: usize,
    alarmed_at_most: usize,
}

/// Written by people who hadn't seen the phrases.
const FLOORS: [Floor; 2] = [
    Floor {
        file: "measured.jsonl",
        labels: 231,
        found_at_least: 100,
        lawful: 156,
        alarmed_at_most: 7,
    },
    Floor {
        file: "second.jsonl",
        labels: 23,
        found_at_least: 12,
        lawful: 20,
        alarmed_at_most: 0,
    },
];

#[derive(Default)]
struct Count {
    labels: usize,
    missed: usize,
    false_alarms: usize,
}

/// Everything measured over one file.
#[derive(Default)]
struct Measured {
    texts: usize,
    lawful: usize,
    alarmed: usize,
    by_rule: BTreeMap<String, Count>,
    said: String,
}

fn measured(text: &str) -> Measured {
    let mut out = Measured::default();
    for (number, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{number}: {e}"));
        let words = row["text"].as_str().unwrap();
        let lawful = row["lawful"].as_bool().unwrap();
        let labels = row["conduct"].as_array().unwrap().iter();
        let labels: Vec<&str> = labels.map(|l| l.as_str().unwrap()).collect();
        assert_eq!(lawful, labels.is_empty(), "{row}");
        let got = rules_in(words);
        out.texts += 1;
        for label in &labels {
            let count = out.by_rule.entry((*label).to_owned()).or_default();
            count.labels += 1;
            if !got.iter().any(|g| g == label) {
                count.missed += 1;
                writeln!(out.said, "missed {} {label}", row["id"]).unwrap();
            }
        }
        for rule in got.iter().filter(|g| !labels.contains(&g.as_str())) {
            out.by_rule.entry(rule.clone()).or_default().false_alarms += 1;
            writeln!(out.said, "beyond {} {rule}", row["id"]).unwrap();
        }
        if lawful {
            out.lawful += 1;
            out.alarmed += usize::from(!got.is_empty());
        }
    }
    out
}

impl Measured {
    fn labels(&self) -> usize {
        self.by_rule.values().map(|c| c.labels).sum()
    }

    fn missed(&self) -> usize {
        self.by_rule.values().map(|c| c.missed).sum()
    }

    fn table(&self, name: &str) -> String {
        let mut out = format!(
            "{name}: {} texts, {} labels, {} missed; {} lawful, {} of them with a false alarm\n",
            self.texts,
            self.labels(),
            self.missed(),
            self.lawful,
            self.alarmed,
        );
        for (rule, c) in &self.by_rule {
            let line = format!(
                "  {rule}: {} labels, {} missed, {} beyond",
                c.labels, c.missed, c.false_alarms
            );
            writeln!(out, "{line}").unwrap();
        }
        out + &self.said
    }
}

fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/words");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn the_development_texts_are_read_without_a_false_alarm() {
    let counts = measured(&file("development.jsonl"));
    let table = counts.table("development");
    assert!(
        counts.texts >= 120 && counts.lawful * 5 >= counts.texts * 2,
        "{table}"
    );
    assert_eq!(counts.alarmed, 0, "{table}");
    assert!(counts.missed() * 20 <= counts.labels(), "{table}");
}

/// Shown with `--nocapture`.
#[test]
fn the_measured_texts_are_read_as_well_as_the_floors_say() {
    for floor in &FLOORS {
        let counts = measured(&file(floor.file));
        let table = counts.table(floor.file);
        println!("{table}");
        let size = (counts.labels(), counts.lawful);
        assert_eq!(size, (floor.labels, floor.lawful), "{table}");
        let found = counts.labels() - counts.missed();
        assert!(found >= floor.found_at_least, "{table}");
        assert!(counts.alarmed <= floor.alarmed_at_most, "{table}");
    }
}
