//! A sealed case opened without the program: by the steps of the recovery sheet, by another key.

use super::{PASSPHRASE, sealed, with};
use crate::support::{Home, TEXTS, Terminal, arg};
use age::secrecy::SecretString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The age tool or its twin, if one is here.
fn tool() -> Option<&'static str> {
    ["age", "rage"].into_iter().find(|name| {
        Command::new(name)
            .arg("--version")
            .output()
            .is_ok_and(|o| o.status.success())
    })
}

/// What the sheet says to type at a step.
fn command(step: &str) -> String {
    let key = format!("recovery-sheet.{step}.command");
    TEXTS.get(&key).unwrap().to_owned()
}

/// A copy of the case folder, as the first step says, and the id of its one attachment.
fn copy(home: &Home) -> (PathBuf, String) {
    let copy = home.beside("copy");
    let done = Command::new("cp")
        .arg("-r")
        .arg(home.case("甲"))
        .arg(&copy)
        .status();
    assert!(done.unwrap().success());
    let mut files = std::fs::read_dir(copy.join("attachments")).unwrap();
    let name = files.next().unwrap().unwrap().file_name();
    let id = name
        .to_str()
        .unwrap()
        .strip_suffix(".age")
        .unwrap()
        .to_owned();
    (copy, id)
}

/// The stem of one sealed file that has its name beside it.
fn a_named_file(copy: &Path) -> String {
    let files = std::fs::read_dir(copy.join("sealed")).unwrap();
    let mut names = files.map(|f| f.unwrap().file_name().into_string().unwrap());
    let name = names.find(|name| name.ends_with(".name.age")).unwrap();
    name.strip_suffix(".name.age").unwrap().to_owned()
}

fn looked_at(copy: &Path, id: &str) {
    let case = std::fs::read_to_string(copy.join("case.toml")).unwrap();
    assert!(case.contains("甲某某"), "{case}");
    let photo = std::fs::read_to_string(copy.join(id)).unwrap();
    assert_eq!(photo, "planted words of a photo");
    let entry: serde_json::Value =
        serde_json::from_slice(&std::fs::read(copy.join("entry.json")).unwrap()).unwrap();
    assert_eq!(entry["content"]["kind"], "call");
    assert_eq!(entry["content"]["attachments"][0]["id"], id);
    assert_eq!(entry["salt"].as_str().unwrap().len(), 64);
}

/// Each command of the sheet as it stands, the passphrase typed where the tool asks for it.
#[test]
fn the_steps_of_the_sheet_open_the_case_an_attachment_and_an_entry() {
    let home = Home::new();
    sealed(&home);
    let (copy, id) = copy(&home);
    let Some(tool) = tool() else {
        eprintln!("NO AGE TOOL HERE: the steps are taken with the age library instead.");
        return by_the_library(&copy, &id);
    };
    let named = a_named_file(&copy);
    for (step, number, passphrases) in [
        ("tool", "", 0),
        ("case", "", 1),
        ("attachment", id.as_str(), 1),
        ("entry", "", 1),
        ("others", named.as_str(), 2),
        ("check", id.as_str(), 0),
    ] {
        let typed = command(step)
            .replace("编号", number)
            .replace("age -d", &format!("{tool} -d"))
            .replace("age --version", &format!("{tool} --version"));
        // One after the other, as a person types them; no window of its own for the passphrase.
        let script = format!(
            "export PINENTRY_PROGRAM=; set -e; cd {}; {typed}",
            arg(&copy)
        );
        let mut terminal = Terminal::shell(&home, &script);
        for _ in 0..passphrases {
            terminal.settled().line(PASSPHRASE);
        }
        assert_eq!(terminal.end(), 0, "{step}: {}", terminal.screen());
        if step == "check" {
            let entry = std::fs::read_to_string(copy.join("entry.json")).unwrap();
            let hash = terminal.everything();
            let hash = hash.split_whitespace().find(|word| word.len() == 64);
            assert!(entry.contains(hash.unwrap()), "{entry}");
        }
    }
    looked_at(&copy, &id);
    let name = std::fs::read_to_string(copy.join("name.txt")).unwrap();
    assert!(
        home.case("甲").join("sealed").exists() && name.contains('/'),
        "{name}"
    );
    assert!(copy.join("file").exists());
    eprintln!("opened with {tool}");
}

/// The same files by the same steps, the library in the tool's place.
fn by_the_library(copy: &Path, id: &str) {
    let open = |from: &Path, to: &str, identity: &dyn age::Identity| {
        let input = std::fs::File::open(from).unwrap();
        let mut plain = Vec::new();
        let decryptor = age::Decryptor::new(input).unwrap();
        let mut reader = decryptor.decrypt(std::iter::once(identity)).unwrap();
        reader.read_to_end(&mut plain).unwrap();
        std::fs::write(copy.join(to), plain).unwrap();
    };
    let passphrase = age::scrypt::Identity::new(SecretString::from(PASSPHRASE.to_owned()));
    open(&copy.join("case.key.age"), "key.txt", &passphrase);
    let key = std::fs::read_to_string(copy.join("key.txt")).unwrap();
    let key: age::x25519::Identity = key.trim().parse().unwrap();
    open(&copy.join("case.toml.age"), "case.toml", &key);
    open(&copy.join(format!("attachments/{id}.age")), id, &key);
    let take = command("entry").lines().next().unwrap().to_owned();
    let done = Command::new("bash")
        .args(["-c", &take])
        .current_dir(copy)
        .status();
    assert!(done.unwrap().success());
    open(&copy.join("entry.age"), "entry.json", &key);
    looked_at(copy, id);
}

#[test]
fn the_sheet_holds_no_passphrase_and_every_step() {
    let home = Home::new();
    sealed(&home);
    let shown = home.done(&["case", "recovery"]);
    let page = home.beside("sheet.html");
    home.done(&["case", "recovery", "-o", arg(&page)]);
    let page = std::fs::read_to_string(page).unwrap();
    for sheet in [&shown, &page] {
        assert!(!sheet.contains(PASSPHRASE) && !sheet.contains("AGE-SECRET"));
        assert!(sheet.contains("case.key.age") && sheet.contains("age -d -i"));
        crate::support::no_hole(sheet);
    }
    for line in command("entry").lines() {
        assert!(shown.contains(line), "a command was wrapped: {line}");
    }
    assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("<script"));
}

#[test]
fn a_counselors_key_opens_everything_before_and_after_it_was_added() {
    let home = Home::new();
    sealed(&home);
    let counselor = age::x25519::Identity::generate();
    let public = counselor.to_public().to_string();
    let added = with(&home, &["case", "seal", "--recipient", &public, "--json"]).json();
    assert_eq!(added["other_recipients"], 1);
    home.done(&["log", "add", "电话", "加了公钥以后", "--when", "2026-10-20"]);
    let mut opened = 0;
    for (path, bytes) in crate::support::contents(&home.case("甲")) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".age") && name != "case.key.age" {
            assert!(age::decrypt(&counselor, &bytes).is_ok(), "{name}");
            opened += 1;
        }
    }
    assert!(opened > 5, "{opened}");
    let log = std::fs::read_to_string(home.case("甲").join("evidence.jsonl")).unwrap();
    for line in log.lines().skip(1) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let sealed = line["body"]["sealed"].as_str().unwrap();
        let done = base64_decoded(sealed);
        assert!(age::decrypt(&counselor, &done).is_ok());
    }
    // The borrower's own passphrase opens it as before.
    let found = with(&home, &["log", "verify", "--json"]).json();
    assert_eq!(
        (&found["result"], &found["entries"]),
        (&"holds".into(), &2.into())
    );
}

fn base64_decoded(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}
