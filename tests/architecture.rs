//! The house rules, read off the sources: who may use whom, what the pure rooms may not touch, and
//! that every text key used in the sources exists.

use menshen::content::{Library, load_texts};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust source under `src`, with its path from there.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.sort();
    assert!(
        paths.len() > 30,
        "the walk over src found only {} files",
        paths.len()
    );
    paths
        .into_iter()
        .map(|p| {
            let name = p
                .strip_prefix(root().join("src"))
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            (name, std::fs::read_to_string(p).unwrap())
        })
        .collect()
}

/// The code of a source without its comments.
fn code(text: &str) -> String {
    text.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn room(name: &str) -> &str {
    name.split('/').next().unwrap()
}

#[test]
fn rooms_use_only_the_rooms_they_may() {
    let may: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("domain", &["domain"][..]),
        ("interview", &["interview", "domain"][..]),
        ("render", &["render", "domain"][..]),
        ("storage", &["storage", "domain"][..]),
        ("content", &["content", "interview", "domain"][..]),
        ("terminal", &["terminal", "interview", "render"][..]),
        (
            "cli",
            &[
                "cli",
                "terminal",
                "storage",
                "content",
                "render",
                "interview",
                "domain",
            ][..],
        ),
    ]);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (name, text) in sources() {
        let Some(allowed) = may.get(room(&name)) else {
            continue;
        };
        for (i, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for part in line.split("crate::").skip(1) {
                let used: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                seen += 1;
                if may.contains_key(used.as_str()) && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{name}:{} uses {used}", i + 1));
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} uses were seen");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pure_rooms_touch_no_clock_disk_terminal_or_float() {
    let forbidden = [
        "std::fs",
        "fs_err",
        "std::env",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "stdin()",
        "stdout()",
        "stderr()",
        "std::process",
        "std::net",
        "getrandom",
        "tempfile",
        "rustyline",
        "dialoguer",
        "console::",
    ];
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        if !["domain", "interview", "render"].contains(&room(&name)) {
            continue;
        }
        let code = code(&text);
        for word in forbidden {
            if code.contains(word) {
                wrong.push(format!("{name}: {word}"));
            }
        }
        // `annual_cost.rs` alone computes with floats. Two readers of files name the type in
        // order to refuse what a file writes as a float.
        let may_name_floats = [
            "domain/annual_cost.rs",
            "domain/chain/json.rs",
            "domain/loan/node.rs",
        ]
        .contains(&name.as_str());
        if !may_name_floats && (code.contains("f64") || code.contains("f32")) {
            wrong.push(format!("{name}: float"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn law_stands_in_content_and_not_in_the_sources() {
    let words = [
        "民法典",
        "治安管理处罚法",
        "合同法",
        "个人信息保护法",
        "GB/T 45251",
        "法释",
        "法发",
        "12356",
        "12378",
    ];
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let code = code(&text);
        for word in words {
            if code.contains(word) {
                wrong.push(format!("{name}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_text_key_written_in_the_sources_exists() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let mut missing = Vec::new();
    let mut seen = 0;
    for (name, text) in sources() {
        let code = code(&text);
        for call in [
            "texts.t(\"",
            ".texts.say(\"",
            "texts.say(\n",
            "Say::key(\"",
            "Say::with(\"",
            "context.note(\"",
            ".note(\n",
        ] {
            for part in code.split(call).skip(1) {
                let part = part.trim_start().trim_start_matches('"');
                let key: String = part.chars().take_while(|c| *c != '"').collect();
                let plain = key
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
                if plain && key.contains('.') {
                    seen += 1;
                    if !texts.contains_key(&key) {
                        missing.push(format!("{name}: {key}"));
                    }
                }
            }
        }
    }
    assert!(seen > 60, "only {seen} keys were seen");
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_error_code_has_a_message_and_a_remedy() {
    let texts = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let codes: Vec<&str> = texts
        .keys()
        .filter_map(|k| k.strip_prefix("errors."))
        .filter_map(|k| k.strip_suffix(".message"))
        .collect();
    assert!(codes.len() > 30, "only {} codes", codes.len());
    for code in codes {
        assert!(
            texts.contains_key(&format!("errors.{code}.remedy")),
            "{code} has no remedy"
        );
    }
}
