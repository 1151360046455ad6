//! Completions and manual pages name every command, in the words of its own help.

use crate::support::{Home, TEXTS, arg};
use std::io::Write;
use std::process::{Command, Stdio};

/// The names of the commands at the top.
fn commands() -> Vec<String> {
    let program = menshen::cli::definition(&TEXTS);
    program
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect()
}

#[test]
fn every_shell_learns_every_command() {
    let home = Home::new();
    let names = commands();
    assert!(names.len() > 12, "{names:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = home.done(&["completions", shell]);
        for name in &names {
            assert!(script.contains(name.as_str()), "{name} in {shell}");
        }
        assert!(
            script.contains("rehearse") && script.contains("as-of"),
            "{shell}"
        );
    }
    home.refused(&["completions", "cmd"], "usage-bad-value", 2);
}

#[test]
fn the_completions_of_bash_are_a_script() {
    let home = Home::new();
    let script = home.done(&["completions", "bash"]);
    let bash = Command::new("bash")
        .args(["--noprofile", "--norc", "-s"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut bash) = bash else {
        eprintln!("CANNOT TRY: bash is not here. Its completions were NOT tried.");
        return;
    };
    let asked = "\nCOMP_WORDS=(menshen lo); COMP_CWORD=1\n_menshen menshen lo menshen\necho \"${COMPREPLY[@]}\"\n";
    let mut input = bash.stdin.take().unwrap();
    input.write_all(script.as_bytes()).unwrap();
    input.write_all(asked.as_bytes()).unwrap();
    drop(input);
    let output = bash.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "log");
}

#[test]
fn every_command_has_a_page_in_chinese_and_none_is_overwritten_unasked() {
    let home = Home::new();
    let folder = home.beside("man1");
    let told = home.json(&["man", arg(&folder)]);
    let files = told["files"].as_array().unwrap();
    assert!(files.len() > 60, "{}", files.len());
    for name in commands() {
        assert!(folder.join(format!("menshen-{name}.1")).is_file(), "{name}");
    }
    for file in files {
        let page = std::fs::read_to_string(folder.join(file.as_str().unwrap())).unwrap();
        for heading in page.lines().filter(|line| line.starts_with(".SH ")) {
            assert!(!heading.is_ascii(), "{heading} in {file}");
        }
        // An even margin would tear Chinese lines apart, and cut names of the environment.
        let (_, after) = page.split_once("\n.TH ").unwrap();
        let after: Vec<&str> = after.lines().skip(1).take(2).collect();
        assert_eq!(after, [".nh", ".ad l"], "{file}");
    }
    home.refused(&["man", arg(&folder)], "output-exists", 2);
    home.done(&["man", arg(&folder), "--force"]);
}

#[test]
fn the_picture_in_the_readme_is_what_the_program_prints() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains("(tests/readme/confirm.svg)"));
    let output = Command::new("python3")
        .arg(root.join("tests/readme/picture.py"))
        .args([crate::support::BINARY, "--check"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
