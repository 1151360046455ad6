//! No text is kept that nothing says: every key is named in the sources or in the book, or has the
//! form of one that is put together there (`plans.way.{}.short`).

use crate::support::TEXTS;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with this ending, read.
fn read(folder: &Path, ending: &str, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // Words that only other words name say nothing by themselves.
            if !path.ends_with("content/text") {
                read(&path, ending, out);
            }
        } else if path.extension().is_some_and(|e| e == ending) {
            let text = std::fs::read_to_string(path).unwrap();
            let comments = |line: &&str| !line.trim_start().starts_with(['#', '/']);
            let lines: Vec<&str> = text.lines().filter(comments).collect();
            out.push(lines.join("\n").replace("'\"'", "' '"));
        }
    }
}

/// What stands between quotation marks.
fn literals(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (&mut open, c) {
            (None, '"') => open = Some(String::new()),
            (None, _) => {}
            (Some(_), '"') => out.extend(open.take()),
            (Some(words), '\\') => words.extend(chars.next()),
            (Some(words), c) => words.push(c),
        }
    }
    out
}

/// Keys, and the fixed parts of forms of keys.
struct Said {
    keys: BTreeSet<String>,
    forms: Vec<Vec<String>>,
}

impl Said {
    fn of(literals: impl Iterator<Item = String>) -> Said {
        let mut said = Said {
            keys: BTreeSet::new(),
            forms: Vec::new(),
        };
        // `@own.key|common.key` says the first there is.
        for literal in literals {
            for part in literal.split('|') {
                said.put(part.trim_start_matches('@'));
            }
        }
        said
    }

    fn put(&mut self, literal: &str) {
        let of_keys = |c: char| c.is_ascii_alphanumeric() || "._-{}:".contains(c);
        if literal.is_empty() || !literal.chars().all(of_keys) {
            return;
        }
        if let Some(lead) = literal.strip_suffix('.').filter(|lead| !lead.is_empty()) {
            // What begins keys that are gone through.
            self.forms.push(vec![format!("{lead}."), String::new()]);
        }
        let mut parts = vec![String::new()];
        let mut within = false;
        for c in literal.chars() {
            match c {
                '{' => within = true,
                '}' => {
                    within = false;
                    parts.push(String::new());
                }
                _ if within => {}
                c => parts.last_mut().unwrap().push(c),
            }
        }
        if parts.len() == 1 {
            self.keys.insert(literal.to_owned());
        } else if literal.contains('.') && parts.iter().any(|p| p.contains(char::is_alphabetic)) {
            self.forms.push(parts);
        }
    }

    fn says(&self, key: &str) -> bool {
        self.keys.contains(key) || self.forms.iter().any(|form| fits(key, form))
    }
}

/// Does a key hold these parts in their order, from its beginning to its end, something between each?
fn fits(key: &str, parts: &[String]) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return false;
    };
    let Some(mut left) = key.strip_prefix(first.as_str()) else {
        return false;
    };
    for (i, part) in rest.iter().enumerate() {
        let last = i + 1 == rest.len();
        let Some(gap) = left.chars().next().map(char::len_utf8) else {
            return false;
        };
        let behind = &left[gap..];
        if last {
            return behind.ends_with(part.as_str());
        }
        let Some(at) = behind.find(part.as_str()) else {
            return false;
        };
        left = &behind[at + part.len()..];
    }
    true
}

#[test]
fn every_text_is_said_somewhere() {
    let mut texts = Vec::new();
    read(&root().join("src"), "rs", &mut texts);
    read(&root().join("content"), "toml", &mut texts);
    assert!(texts.len() > 300, "{}", texts.len());
    let said = Said::of(texts.iter().flat_map(|text| literals(text)));
    let all: Vec<&str> = TEXTS.keys().collect();
    assert!(all.len() > 5_000, "{}", all.len());
    // Words that name other words: `@payee.finding.x`.
    let named = |key: &&str| {
        let name = format!("@{key}");
        all.iter().any(|k| TEXTS.get(k).unwrap().contains(&name))
    };
    let unsaid = all.iter().copied().filter(|key| !said.says(key));
    let unsaid: Vec<&str> = unsaid.filter(|key| !named(key)).collect();
    assert!(unsaid.is_empty(), "nothing says {unsaid:#?}");
}

#[test]
fn a_key_that_nothing_names_is_found() {
    let source = "t(\"plan.title\"); t(&format!(\"plans.way.{}.short\", w)); \"@{}.why|ask.why\"";
    let said = Said::of(literals(source).into_iter());
    for key in ["plan.title", "plans.way.pause.short", "own.why", "ask.why"] {
        assert!(said.says(key), "{key}");
    }
    for key in ["plan.titles", "plans.way.short", "plans.way.pause.long"] {
        assert!(!said.says(key), "{key}");
    }
}
