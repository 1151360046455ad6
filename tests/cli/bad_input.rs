//! Input that can't be used: a clear sentence with a remedy, the right exit code, nothing lost.

use crate::support::{A1, HOUSEHOLD, Home, REQUEST, arg, ids, link, loan, with_case};

/// A refusal that leaves every byte of the home as it was.
fn refused_unchanged(home: &Home, args: &[&str], code: &str, exit: i32) -> serde_json::Value {
    let before = home.kept();
    let error = home.refused(args, code, exit);
    assert_eq!(home.kept(), before, "{args:?} changed the home");
    error
}

#[test]
fn an_answers_file_that_cannot_be_used() {
    let home = with_case("甲");
    let folder = home.beside("folder");
    std::fs::create_dir(&folder).unwrap();
    let latin = home.file("latin.toml", b"name = \"\xb3\xc2\"\n");
    let broken = home.file("broken.toml", "irregular = false\nincome = \"4200\n");
    let twice = home.file("twice.toml", "income = \"1\"\nincome = \"2\"\n");
    for command in [
        &["confirm"][..],
        &["plan"],
        &["letter", "C2"],
        &["letter", "C1"],
        &["log", "add"],
    ] {
        let with = |path: &std::path::Path, code: &str| {
            let args = [command, &["--answers", arg(path)]].concat();
            refused_unchanged(&home, &args, code, 2)
        };
        with(&home.beside("missing.toml"), "answers-unreadable");
        with(&folder, "answers-unreadable");
        with(&latin, "answers-unreadable");
        assert_eq!(with(&broken, "answers-not-toml")["args"]["line"], "2");
        assert_eq!(with(&twice, "answers-not-toml")["args"]["line"], "2");
    }
}

#[test]
fn a_question_nobody_asks_is_named() {
    let home = with_case("甲");
    for (command, text) in [
        (&["plan"][..], format!("incme = \"1\"\n{HOUSEHOLD}")),
        (
            &["letter", "C2", "--loan", "A1"],
            format!("incme = \"1\"\n{REQUEST}"),
        ),
        (
            &["letter", "C1", "--loan", "A1"],
            "incme = \"1\"\n".to_owned(),
        ),
        (&["confirm"], format!("incme = \"1\"\n{A1}")),
    ] {
        let file = home.file("answers.toml", text);
        let args = [command, &["--answers", arg(&file)]].concat();
        let error = refused_unchanged(&home, &args, "answers-rejected", 2);
        let details = ids(&error, "details");
        assert_eq!(details.len(), 1, "{details:?}");
        assert!(details[0].contains("incme"), "{details:?}");
    }
}

#[test]
fn an_answer_that_the_others_make_pointless_is_named() {
    let home = with_case("甲");
    let text = REQUEST.replace("kind = \"instalments\"", "kind = \"pause\"");
    let file = home.file("request.toml", text);
    let args = ["letter", "C2", "--loan", "A1", "--answers", arg(&file)];
    let error = refused_unchanged(&home, &args, "answers-rejected", 2);
    let details = ids(&error, "details").join("\n");
    for id in ["request.monthly", "request.first_on", "request.until"] {
        assert!(details.contains(id), "{id} in {details}");
    }
}

#[test]
fn a_day_that_is_none_is_refused_wherever_it_stands() {
    let home = with_case("甲");
    for day in [
        "2026-02-31",
        "2026-2-1",
        "21.11.2026",
        "morgen",
        "2026-11-21T10:00",
    ] {
        refused_unchanged(&home, &["confirm", "--as-of", day], "usage-bad-day", 2);
        refused_unchanged(
            &home,
            &["rules", "show", "CC-670", "--on", day],
            "rules-bad-day",
            2,
        );
    }
    let wrong = REQUEST.replace("on = \"2026-06-30\"", "on = \"2026-06-31\"");
    let later = REQUEST.replace("on = \"2026-06-30\"", "on = \"2026-11-22\"");
    for text in [wrong, later] {
        let file = home.file("request.toml", text);
        let args = ["letter", "C2", "--loan", "A1", "--answers", arg(&file)];
        let error = refused_unchanged(&home, &args, "answers-rejected", 2);
        assert!(
            ids(&error, "details")[0].starts_with("reason.on"),
            "{error}"
        );
    }
}

#[test]
fn a_case_file_cut_short_anywhere_is_named_with_its_line_and_left_alone() {
    let home = with_case("甲");
    let file = home.case("甲").join("case.toml");
    let whole = std::fs::read_to_string(&file).unwrap();
    let plan = home.file("household.toml", HOUSEHOLD);
    let loan = loan(&home);
    let middle_of = |words: &str| whole.find(words).unwrap() + words.len() / 2;
    for cut in [
        0,
        5,
        middle_of("version = 1"),
        middle_of("created_on"),
        middle_of("[[loans]]"),
        middle_of("contract_amount = \"30000.00\""),
        middle_of("irregular"),
    ] {
        let cut = (0..=cut)
            .rev()
            .find(|at| whole.is_char_boundary(*at))
            .unwrap();
        std::fs::write(&file, &whole[..cut]).unwrap();
        for args in [
            &[][..],
            &["case", "show"],
            &["confirm"],
            &["confirm", "A1"],
            &[
                "confirm",
                "--answers",
                arg(&loan),
                "--case",
                "甲",
                "--force",
            ],
            &["plan", "--answers", arg(&plan)],
            &["letter", "C1", "--loan", "A1"],
        ] {
            let error = refused_unchanged(&home, args, "storage-damaged", 1);
            assert_ne!(error["args"]["line"], "0", "cut at {cut}: {error}");
        }
        // One damaged case hides neither itself nor the others.
        let listed = home.json(&["case", "list"]);
        assert!(listed["cases"][0]["loans"].is_null(), "{listed}");
        // And what happens tonight can still be written down.
        assert_eq!(
            home.run(&["log", "add", "电话", "x"]).code,
            0,
            "cut at {cut}"
        );
    }
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(home.json(&["case", "show"])["case"]["loans"][0]["id"], "A1");
}

#[test]
fn a_case_file_that_is_not_text_is_left_alone() {
    let home = with_case("甲");
    let file = home.case("甲").join("case.toml");
    std::fs::write(&file, b"format = \"menshen-case\"\n\xff\xfe").unwrap();
    refused_unchanged(&home, &["case", "show"], "storage-not-utf8", 1);
}

#[test]
fn a_newer_format_is_refused_by_name_and_left_alone() {
    let home = with_case("甲");
    let raise = |path: &std::path::Path, from: &str, to: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
        text
    };
    let case = home.case("甲").join("case.toml");
    for (from, to) in [
        ("version = 1", "version = 2"),
        ("version = 1", "version = 99\nnew_member = { x = 1 }"),
        ("menshen-case", "menshen-vault"),
    ] {
        let before = raise(&case, from, to);
        let plan = home.file("household.toml", HOUSEHOLD);
        for args in [
            &["case", "show"][..],
            &["plan", "--answers", arg(&plan)],
            &["confirm"],
        ] {
            refused_unchanged(&home, args, "storage-unknown-version", 1);
        }
        std::fs::write(&case, before).unwrap();
    }
    let state = home.path().join("menshen.toml");
    let before = raise(&state, "version = 1", "version = 2");
    for args in [
        &[][..],
        &["case", "list"],
        &["case", "show"],
        &["log", "add", "电话", "x"],
    ] {
        refused_unchanged(&home, args, "storage-unknown-version", 1);
    }
    std::fs::write(&state, before).unwrap();
    home.json(&["case", "show"]);
}

#[test]
fn attachments_that_are_no_files_are_refused_before_anything_is_copied() {
    let home = Home::new();
    home.done(&["log", "add", "电话", "x"]);
    let good = home.file("good.png", b"\x89PNG\r\n\x1a\n");
    let folder = home.beside("folder");
    std::fs::create_dir(&folder).unwrap();
    let pipe = home.beside("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let dangling = home.beside("dangling");
    link(home.beside("nowhere"), &dangling);
    for (bad, code) in [
        (folder, "attachment-is-folder"),
        (home.beside("missing.png"), "attachment-not-found"),
        (dangling, "attachment-not-found"),
        (pipe, "attachment-not-regular"),
        ("/dev/zero".into(), "attachment-not-regular"),
        (good.join("inside"), "attachment-unreadable"),
        // Says that it is empty and isn't: as a recording still running.
        ("/proc/self/status".into(), "attachment-changing"),
    ] {
        let args = [
            "log",
            "add",
            "电话",
            "x",
            "--attach",
            arg(&good),
            "--attach",
            arg(&bad),
        ];
        if code == "attachment-changing" {
            // The copy of the first stays as a left-over that verify names: nothing is removed.
            home.refused(&args, code, 1);
            continue;
        }
        refused_unchanged(&home, &args, code, 1);
        let answers = format!(
            "kind = \"note\"\noccurred_at = \"2026-11-20\"\nprecision = \"day\"\n\
             summary = \"x\"\ngrade = \"memory\"\nattachments = [\"{}\"]\n",
            bad.display()
        );
        let answers = home.file("entry.toml", answers);
        refused_unchanged(&home, &["log", "add", "--answers", arg(&answers)], code, 1);
    }
    assert_eq!(home.json(&["log", "verify"])["entries"], 1);
}

#[test]
fn the_parser_of_the_command_line_speaks_our_words() {
    let home = Home::new();
    for (args, code) in [
        (&["plan", "--jsn"][..], "usage-unknown-argument"),
        (&["plann"], "usage-unknown-command"),
        (&["log"], "usage-command-missing"),
        (&["case", "new"], "usage-argument-missing"),
        (&["log", "show", "eins"], "log-bad-seq"),
        (&["plan", "--lang", "de"], "usage-bad-value"),
        (&["log", "add", "电话", "--entry", "x"], "usage-conflict"),
        (&["plan", "--case"], "usage-bad-value"),
    ] {
        let error = home.refused(args, code, 2);
        let said = home.run(args).err;
        for english in ["error", "Usage", "argument", "invalid", "required", "tip"] {
            assert!(!said.contains(english), "{english} in {said}");
        }
        assert_eq!(error["kind"], "usage");
    }
}

#[test]
fn a_letter_that_cannot_be_kept_is_not_written() {
    let home = with_case("甲");
    let request = |from: &str, to: &str| home.file("request.toml", REQUEST.replace(from, to));
    for (from, to, code, exit) in [
        ("\"430.00\"", "\"800.01\"", "letter-above-capacity", 1),
        (
            "understood = \"write\"",
            "understood = \"stop\"",
            "answers-rejected",
            2,
        ),
    ] {
        let file = request(from, to);
        let args = ["letter", "C2", "--loan", "A1", "--answers", arg(&file)];
        refused_unchanged(&home, &args, code, exit);
    }
    let words = REQUEST.lines().find(|l| l.starts_with("words")).unwrap();
    let file = request(words, "words = \"没钱了\"");
    let args = ["letter", "C2", "--loan", "A1", "--answers", arg(&file)];
    refused_unchanged(&home, &args, "letter-own-words", 2);
    refused_unchanged(&home, &["letter", "C99"], "letter-unknown", 2);
    refused_unchanged(
        &home,
        &["letter", "C1", "--loan", "A9"],
        "letter-no-loan",
        1,
    );
}
