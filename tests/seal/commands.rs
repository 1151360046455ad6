//! Sealing, what works without the passphrase, what works with it, and opening again.

use super::{PASSPHRASE, is_settled, passphrase, planted, private_file, readable, sealed, with};
use crate::support::{Home, arg, contents, has_mode, unwrapped};
use serde_json::Value;
use std::process::{Command, Stdio};

/// The hashed parts of every line of the log.
fn chain(home: &Home) -> Vec<Value> {
    let text = std::fs::read_to_string(home.case("甲").join("evidence.jsonl")).unwrap();
    let line = |line: &str| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        line.as_object_mut().unwrap().remove("body");
        line
    };
    text.lines().map(line).collect()
}

#[test]
fn nothing_planted_can_be_read_and_opening_gives_back_every_byte() {
    let home = Home::new();
    planted(&home);
    assert!(readable(&home.case("甲")).len() >= super::PLANTED.len());
    let before = contents(&home.case("甲"));
    let hashes = chain(&home);
    let said = with(&home, &["case", "seal", "--json"]).json();
    assert_eq!(
        (&said["sealed"], &said["entries"], &said["attachments"]),
        (&true.into(), &1.into(), &1.into())
    );
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
    assert!(is_settled(&home.case("甲")));
    assert_eq!(chain(&home), hashes, "sealing changed a hash");
    for (path, _) in contents(&home.case("甲")) {
        assert!(has_mode(&path, 0o600), "{}", path.display());
    }
    let said = with(&home, &["case", "unseal", "--json"]).json();
    assert_eq!(said["sealed"], false);
    assert_eq!(contents(&home.case("甲")), before);
    assert!(is_settled(&home.case("甲")));
}

#[test]
fn adding_needs_no_passphrase_and_stays_sealed() {
    let home = Home::new();
    sealed(&home);
    let photo = home.file("门口合影.jpg", "planted words of a photo");
    let added = home.json(&[
        "log",
        "add",
        "短信",
        "又要求当晚还款",
        "--when",
        "2026-10-19",
        "--attach",
        arg(&photo),
    ]);
    assert_eq!(added["seq"], 2);
    let calls = home.file(
        "calls.csv",
        "时间,号码,类型,时长\n2026-10-20 09:00:00,13812345678,呼入,60\n",
    );
    let answers = home.file(
        "import.toml",
        "[import]\nnumbers = \"all\"\nowner = \"borrower\"\nstore = true\n",
    );
    let import = home.run(&["log", "import", arg(&calls), "--answers", arg(&answers)]);
    assert_eq!(import.code, 0, "{import:?}");
    assert!(
        unwrapped(&import.err).contains(&unwrapped("没有和以前的记录比过")),
        "{import:?}"
    );
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
    let listed = with(&home, &["log", "list", "--json"]);
    assert!(listed.out.contains("又要求当晚还款"), "{listed:?}");
    let found = with(&home, &["log", "verify", "--json"]).json();
    assert_eq!(
        (&found["result"], &found["entries"]),
        (&"holds".into(), &3.into())
    );
}

#[test]
fn without_the_key_the_chain_is_checked_and_the_contents_are_not() {
    let home = Home::new();
    sealed(&home);
    let found = home.json(&["log", "verify"]);
    assert_eq!(found["result"], "chain-holds-contents-unchecked");
    let notices: Vec<&str> = found["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["code"].as_str().unwrap())
        .collect();
    assert!(notices.contains(&"sealed-unchecked"), "{notices:?}");
    assert!(notices.contains(&"sealed-attachments"), "{notices:?}");
    // A line cut out of the middle shows without the key too.
    home.done(&["log", "add", "电话", "第二条", "--when", "2026-10-20"]);
    home.done(&["log", "add", "电话", "第三条", "--when", "2026-10-20"]);
    let log = home.case("甲").join("evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    let kept: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(i, _)| *i != 2)
        .map(|(_, l)| l)
        .collect();
    std::fs::write(&log, kept.join("\n") + "\n").unwrap();
    assert_eq!(home.run(&["log", "verify", "--json"]).code, 4);
}

/// What somebody does to a sealed case, and the fault that is found with the key.
type Harm = (&'static str, fn(&Home), &'static str);

#[test]
fn with_the_key_contents_and_attachments_are_checked() {
    fn attachment(home: &Home) -> std::path::PathBuf {
        let folder = home.case("甲").join("attachments");
        let mut files = std::fs::read_dir(folder).unwrap();
        files.next().unwrap().unwrap().path()
    }
    let harms: [Harm; 4] = [
        (
            "an attachment taken away",
            |home| std::fs::remove_file(attachment(home)).unwrap(),
            "attachment-missing",
        ),
        (
            "an attachment changed",
            |home| {
                let mut bytes = std::fs::read(attachment(home)).unwrap();
                *bytes.last_mut().unwrap() ^= 1;
                std::fs::write(attachment(home), bytes).unwrap();
            },
            "attachment-unreadable",
        ),
        (
            "an attachment put in its place, sealed to the same key",
            |home| {
                let other = home.file("other", "other words");
                home.done(&[
                    "log",
                    "add",
                    "电话",
                    "另一条",
                    "--when",
                    "2026-10-20",
                    "--attach",
                    arg(&other),
                ]);
                let first = attachment(home);
                let folder = home.case("甲").join("attachments");
                for file in std::fs::read_dir(folder).unwrap() {
                    let file = file.unwrap().path();
                    if file != first {
                        std::fs::copy(&file, &first).unwrap();
                    }
                }
            },
            "attachment-changed",
        ),
        (
            "a body of another line put into this one",
            |home| {
                home.done(&["log", "add", "电话", "另一条", "--when", "2026-10-20"]);
                let log = home.case("甲").join("evidence.jsonl");
                let text = std::fs::read_to_string(&log).unwrap();
                let lines: Vec<&str> = text.lines().collect();
                let body = |line: &str| line[..line.find("\"commitment\"").unwrap()].to_owned();
                let changed = lines[1].replace(&body(lines[1]), &body(lines[2]));
                std::fs::write(&log, [lines[0], &changed, lines[2], ""].join("\n")).unwrap();
            },
            "commitment-mismatch",
        ),
    ];
    let home = Home::new();
    sealed(&home);
    for (what, harm, code) in harms {
        let home = home.copied();
        harm(&home);
        let ran = with(&home, &["log", "verify", "--json"]);
        assert_eq!(ran.code, 4, "{what}: {ran:?}");
        assert!(ran.out.contains(code), "{what}: {ran:?}");
    }
}

#[test]
fn every_command_that_reads_asks_and_changes_nothing_when_nobody_answers() {
    let home = Home::new();
    sealed(&home);
    let before = home.kept();
    let wrong = private_file(&home, "wrong", "not this one either\n");
    for args in [
        &["case", "show"][..],
        &["log", "list"],
        &["log", "show", "1"],
        &["log", "amend", "1", "--set", "summary=改了"],
        &["log", "withdraw", "1"],
        &["log", "anchor", "--list"],
        &["plan", "ways"],
        &["letter", "list"],
        &["due"],
        &["case", "set", "borrower.name", "乙某"],
        &["case", "unseal"],
        &["case", "passphrase"],
        &["visit", "join"],
        &[],
    ] {
        let error = home.refused(args, "case-shut", 5);
        assert_eq!(error["args"]["needed"][0], "passphrase", "{args:?}");
        let given = [args, &["--passphrase-file", arg(&wrong)]].concat();
        home.refused(&given, "passphrase-wrong", 1);
        assert_eq!(home.kept(), before, "{args:?}");
    }
    let listed = home.json(&["case", "list"]);
    assert_eq!(listed["cases"][0]["sealed"], true);
    assert!(home.done(&["log", "anchor"]).starts_with("menshen:1:"));
}

#[test]
fn the_passphrase_comes_through_a_descriptor_too_and_never_shows() {
    let home = Home::new();
    sealed(&home);
    let file = passphrase(&home);
    let mut command = Command::new("bash");
    command.args(["-c", "exec 3<\"$1\"; exec \"$0\" case show --json"]);
    command.args([crate::support::BINARY, arg(&file)]);
    home.surround(&mut command);
    command
        .env("MENSHEN_PASSPHRASE_FD", "3")
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("甲某某") && !said.contains(PASSPHRASE));
    let mut bad = home.command(&["case", "show", "--json"]);
    bad.env("MENSHEN_PASSPHRASE_FD", "nine");
    crate::support::Ran::of(bad, &[]).refusal("passphrase-file-unusable", 2);
}

#[test]
fn another_passphrase_replaces_the_old_one_and_touches_the_key_file_alone() {
    let home = Home::new();
    sealed(&home);
    let before = home.kept();
    let new = private_file(&home, "new", "a quite different one\n");
    let short = private_file(&home, "short", "short\n");
    with(
        &home,
        &[
            "case",
            "passphrase",
            "--new-passphrase-file",
            arg(&short),
            "--json",
        ],
    )
    .refusal("passphrase-short", 2);
    assert_eq!(home.kept(), before);
    let changed = with(
        &home,
        &["case", "passphrase", "--new-passphrase-file", arg(&new)],
    );
    assert_eq!(changed.code, 0, "{changed:?}");
    assert!(
        unwrapped(&changed.out).contains("还是原来的口令打得开"),
        "{changed:?}"
    );
    with(&home, &["case", "show", "--json"]).refusal("passphrase-wrong", 1);
    home.done(&["case", "show", "--passphrase-file", arg(&new)]);
    let after = home.kept();
    let differing: Vec<_> = after
        .keys()
        .filter(|path| after.get(*path) != before.get(*path))
        .collect();
    assert_eq!(differing, [&home.case("甲").join("case.key.age")]);
}

#[test]
fn a_letter_goes_where_the_person_says_and_that_file_is_said_to_be_open() {
    let home = Home::new();
    sealed(&home);
    let answers = home.file("c1.toml", "[borrower]\nname = \"甲某某\"\n");
    let files = contents(&home.case("甲")).len();
    let out = home.beside("信.txt");
    let written = with(
        &home,
        &[
            "letter",
            "C1",
            "--answers",
            arg(&answers),
            "--gloss",
            "-o",
            arg(&out),
        ],
    );
    assert_eq!(written.code, 0, "{written:?}");
    assert!(
        unwrapped(&written.err).contains("这份文件没有加密"),
        "{written:?}"
    );
    assert!(std::fs::read_to_string(&out).unwrap().contains("甲某某"));
    // Its gloss stands beside it, and not in the case either.
    let gloss = std::fs::read_to_string(home.beside("信_英文对照.txt")).unwrap();
    assert!(gloss.contains("Applicant (signature): 甲某某"), "{gloss}");
    assert_eq!(
        contents(&home.case("甲")).len(),
        files,
        "something was put into the case"
    );
    assert_eq!(readable(&home.case("甲")), Vec::<String>::new());
}

#[test]
fn a_name_read_from_a_sealed_file_leads_nowhere_but_into_the_case() {
    use menshen::storage::vault::Recipients;
    for name in [
        "../../escaped",
        "/tmp/escaped",
        "drafts/../../x",
        "case.pub",
        "",
    ] {
        let home = Home::new();
        sealed(&home);
        let case = home.case("甲");
        // Whoever has the public key can seal what they like and lay it there.
        let keys = std::fs::read_to_string(case.join("case.pub")).unwrap();
        let to = Recipients::read(&keys).unwrap();
        let stem = case.join("sealed/00112233445566778899aabbccddeeff");
        std::fs::write(stem.with_extension("age"), to.seal(b"harm").unwrap()).unwrap();
        std::fs::write(
            stem.with_extension("name.age"),
            to.seal(name.as_bytes()).unwrap(),
        )
        .unwrap();
        let before = contents(&home.beside(""));
        with(&home, &["case", "unseal", "--json"]).refusal("sealed-damaged", 4);
        assert_eq!(contents(&home.beside("")), before, "{name}");
    }
}
