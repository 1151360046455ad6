//! `-o` with a letter: one form to one named file, all forms into a folder, nothing written over.

use super::{done, file, menshen, refused, rich};
use std::path::Path;

fn call<'a>(answers: &'a str, output: &'a str) -> Vec<&'a str> {
    vec![
        "letter",
        "C1",
        "--loan",
        "A2",
        "--answers",
        answers,
        "-o",
        output,
    ]
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn one_form_to_one_named_file() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", "");
    for (name, begins) in [
        ("信.docx", &b"PK"[..]),
        ("信.html", b"<!DOCTYPE html>"),
        ("信.TXT", "　".as_bytes()),
    ] {
        let path = home.path().join(name);
        let said = done(home.path(), &call(&answers, path.to_str().unwrap()));
        assert_eq!(said["copies"], serde_json::json!([path.to_str().unwrap()]));
        assert_eq!(said["files"].as_array().unwrap().len(), 1, "{said}");
        let bytes = std::fs::read(&path).unwrap();
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert!(
            bytes
                .to_ascii_lowercase()
                .starts_with(&begins.to_ascii_lowercase()),
            "{name}: {start}"
        );
        assert_eq!(
            bytes,
            std::fs::read(said["path"].as_str().unwrap()).unwrap()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    let short = home.path().join("短.txt");
    let mut online = call(&answers, short.to_str().unwrap());
    online.extend(["--format", "online"]);
    let said = done(home.path(), &online);
    assert_eq!(said["files"][0]["format"], "online");
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_to_be_replaced() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", "");
    let path = file(home.path(), "信.txt", "别动我");
    let call = call(&answers, &path);
    assert_eq!(refused(home.path(), &call), ("output-exists".into(), 2));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "别动我");
    let output = menshen(home.path(), &call);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("--force"), "{said}");
    done(home.path(), &[&call[..], &["--force"]].concat());
    assert_ne!(std::fs::read_to_string(&path).unwrap(), "别动我");
}

#[test]
fn a_name_that_settles_on_no_form_is_refused_before_anything_is_asked() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", "");
    for (name, formats) in [
        ("信", &[][..]),
        ("信.pdf", &[]),
        ("信.docx", &["--format", "html"]),
        ("信.docx", &["--format", "docx", "--format", "html"]),
    ] {
        let path = home.path().join(name);
        let call = [&call(&answers, path.to_str().unwrap())[..], formats].concat();
        assert_eq!(
            refused(home.path(), &call),
            ("letter-output-format".into(), 2)
        );
        assert!(!path.exists(), "{name}");
    }
}

#[test]
fn into_a_folder_go_all_forms_under_their_usual_names() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", "");
    let folder = home.path().join("带走");
    std::fs::create_dir(&folder).unwrap();
    let call = call(&answers, folder.to_str().unwrap());
    done(home.path(), &call);
    let stem = "2026-11-21_对账申请_云帆消费金融_尾号0020";
    let usual = ["docx", "html", "txt"].map(|e| format!("{stem}.{e}"));
    assert_eq!(names_in(&folder), usual);
    assert_eq!(refused(home.path(), &call), ("output-exists".into(), 2));
    done(home.path(), &[&call[..], &["--force"]].concat());
    assert_eq!(names_in(&folder), usual);
}

#[test]
fn with_json_a_json_file_takes_the_result_as_everywhere() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", "");
    let path = home.path().join("result.json");
    let mut call = call(&answers, path.to_str().unwrap());
    call.push("--json");
    let output = menshen(home.path(), &call);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = std::fs::read_to_string(&path).unwrap();
    let said: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(said["letter"], "C1");
    assert_eq!(said["files"].as_array().unwrap().len(), 3);
}
