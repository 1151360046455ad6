//! `menshen letter` as a person and as a script call it.

use super::{done, file, menshen, refused, rich, thin};
use std::path::Path;

const C2: &str = "[limitation]\nunderstood = \"write\"\n\
    [reason]\non = \"2026-06-30\"\nwords = \"被裁员了。正在找工作。\"\nproof = \"离职证明\"\n";
const INSTALMENTS: &str =
    "[request]\nkind = \"instalments\"\nmonthly = \"430.00\"\nfirst_on = \"2026-12-15\"\n";
const PHONE: &str = "13812345678";
const ID: &str = "11010519491231002X";

/// Everything a case folder holds, as text.
fn everything_in(folder: &Path) -> String {
    let mut out = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.push_str(&everything_in(&path));
        } else {
            out.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
        }
    }
    out
}

fn personal(copy: &str) -> String {
    format!("{copy}[borrower]\nname = \"甲某\"\nphone = \"{PHONE}\"\nid_number = \"{ID}\"\n")
}

#[test]
fn three_files_of_one_version_and_none_ever_replaced() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", "");
    let call = ["letter", "C1", "--loan", "A2", "--answers", &answers];
    let names = |said: &serde_json::Value| -> Vec<String> {
        let files = said["files"].as_array().unwrap();
        let paths = files.iter().map(|f| Path::new(f["path"].as_str().unwrap()));
        let names = paths.map(|p| p.file_name().unwrap().to_str().unwrap().to_owned());
        names.collect()
    };
    let stem = "2026-11-21_对账申请_云帆消费金融_尾号0020";
    let first = done(home.path(), &call);
    assert_eq!(
        names(&first),
        ["docx", "html", "txt"].map(|e| format!("{stem}_v1.{e}"))
    );
    let before = std::fs::read(first["path"].as_str().unwrap()).unwrap();
    // A single form of the next letter takes the next number, even where its own name is free.
    let second = done(home.path(), &[&call[..], &["--format", "online"]].concat());
    assert_eq!(names(&second), [format!("{stem}_v2_线上短版.txt")]);
    let third = done(
        home.path(),
        &[&call[..], &["--format", "html", "--format", "docx"]].concat(),
    );
    assert_eq!(
        names(&third),
        ["html", "docx"].map(|e| format!("{stem}_v3.{e}"))
    );
    assert_eq!(
        std::fs::read(first["path"].as_str().unwrap()).unwrap(),
        before
    );
}

#[test]
fn the_screen_names_the_files_the_gaps_and_how_numbers_are_shown() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    for (personal, words) in [
        ("", "【待填：放款机构全称】"),
        ("[borrower]\nphone = \"13812345678\"\n", "只露头尾"),
        (
            "copy = \"official\"\n[borrower]\nphone = \"13812345678\"\n",
            "写了完整的手机号，",
        ),
    ] {
        let answers = file(home.path(), "c1.toml", personal);
        let output = menshen(home.path(), &["letter", "C1", "--answers", &answers]);
        let screen = String::from_utf8(output.stdout).unwrap();
        for words in [words, ".docx", ".html", ".txt", "- 合同编号：借款合同首页"] {
            assert!(screen.contains(words), "{words}:\n{screen}");
        }
        assert_eq!(screen.contains("只露头尾"), words == "只露头尾", "{screen}");
        assert!(!screen.contains("[letter."), "{screen}");
    }
}

#[test]
fn whole_numbers_stand_only_in_the_copy_for_the_lender() {
    for (copy, whole) in [
        ("copy = \"official\"\n", true),
        ("copy = \"masked\"\n", false),
        ("copy = \"unknown\"\n", false),
        ("", false),
    ] {
        let home = tempfile::tempdir().unwrap();
        rich(home.path());
        let answers = file(home.path(), "c1.toml", &personal(copy));
        let call = [
            "letter",
            "C1",
            "--loan",
            "A1",
            "--answers",
            &answers,
            "--format",
            "docx,html,text,online",
        ];
        let said = done(home.path(), &call);
        for written in said["files"].as_array().unwrap() {
            let bytes = std::fs::read(written["path"].as_str().unwrap()).unwrap();
            // The parts of the Word file are stored as they are, so their text can be looked for.
            let text = String::from_utf8_lossy(&bytes);
            let whole = whole && written["format"] != "online";
            assert_eq!(text.contains(PHONE), whole, "{copy} {written}");
            assert_eq!(text.contains(ID), whole, "{copy} {written}");
            assert_eq!(text.contains("138****5678"), !whole, "{copy} {written}");
        }
        assert_eq!(said["copy"], if whole { "official" } else { "masked" });
    }
}

#[test]
fn a_whole_identity_number_is_kept_nowhere_but_in_the_letter_it_was_asked_for() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c1.toml", &personal(""));
    done(
        home.path(),
        &["letter", "C1", "--loan", "A1", "--answers", &answers],
    );
    let kept = everything_in(&home.path().join("cases"));
    assert!(!kept.contains(ID));
    assert!(kept.contains("id_tail = \"002X\""), "{kept}");
    // In the next letter it is left blank, and so left out: the last four, kept, aren't put there.
    let answers = file(home.path(), "again.toml", "copy = \"official\"\n");
    let said = done(
        home.path(),
        &["letter", "C1", "--loan", "A1", "--answers", &answers],
    );
    let text = said["text"].as_str().unwrap();
    assert!(
        !text.contains("002X") && !text.contains("身份证号："),
        "{text}"
    );
}

#[test]
fn numbers_in_ones_own_words_are_masked_with_the_rest() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let own = C2.replace("正在找工作", &format!("可以打{PHONE}找我"));
    let answers = file(home.path(), "c2.toml", &format!("{own}{INSTALMENTS}"));
    let said = done(
        home.path(),
        &["letter", "C2", "--loan", "A1", "--answers", &answers],
    );
    let text = said["text"].as_str().unwrap();
    assert!(text.contains("可以打138****5678找我"), "{text}");
}

#[test]
fn what_is_typed_wrong_is_refused_without_being_repeated() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    for (borrower, id) in [
        ("id_number = \"110105194912310021\"", "borrower.id_number："),
        ("phone = \"一三八\"", "borrower.phone："),
    ] {
        let answers = file(
            home.path(),
            "wrong.toml",
            &format!("[borrower]\n{borrower}\n"),
        );
        let call = ["letter", "C1", "--loan", "A1", "--answers", &answers];
        assert_eq!(refused(home.path(), &call), ("answers-rejected".into(), 2));
        let output = menshen(home.path(), &call);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(id), "{said}");
        assert!(
            !said.contains("110105") && !said.contains("一三八"),
            "{said}"
        );
    }
}

#[test]
fn a_request_is_refused_where_it_would_harm_who_makes_it() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let without_plan = tempfile::tempdir().unwrap();
    thin(without_plan.path());
    let stop = C2.replace("write", "stop");
    let (stop, _) = stop.split_once("[reason]").unwrap();
    for (home, answers, code, exit) in [
        (home.path(), stop.to_owned(), "letter-not-wanted", 1),
        (
            home.path(),
            format!("{C2}{}", INSTALMENTS.replace("430", "1430")),
            "letter-above-capacity",
            1,
        ),
        (
            home.path(),
            format!("{}{INSTALMENTS}", C2.replace("。正在找工作", "")),
            "letter-own-words",
            2,
        ),
        (
            home.path(),
            format!("{C2}{}", INSTALMENTS.replace("2026-12-15", "2026-11-21")),
            "letter-date-passed",
            2,
        ),
        (
            without_plan.path(),
            format!("{C2}{INSTALMENTS}"),
            "letter-plan-needed",
            1,
        ),
    ] {
        let loan = if code == "letter-plan-needed" {
            "T1"
        } else {
            "A1"
        };
        let answers = file(home, "c2.toml", &answers);
        let call = ["letter", "C2", "--loan", loan, "--answers", &answers];
        assert_eq!(refused(home, &call), (code.into(), exit));
        let letters = std::fs::read_dir(home.join("cases"));
        assert!(
            letters
                .unwrap()
                .all(|case| !case.unwrap().path().join("letters").exists())
        );
    }
}

#[test]
fn what_the_letter_does_in_law_is_said_before_it_is_written() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = file(home.path(), "c2.toml", &format!("{C2}{INSTALMENTS}"));
    let output = menshen(
        home.path(),
        &["letter", "C2", "--loan", "A1", "--answers", &answers],
    );
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap().replace('\n', "");
    assert!(said.contains("时效从那时起重新计算"), "{said}");
}

#[test]
fn letters_loans_and_forms_nobody_has_are_refused_by_name() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    for (call, code, exit) in [
        (&["letter", "C99", "--loan", "A1"][..], "letter-unknown", 2),
        (&["letter", "C1", "--loan", "Z9"], "letter-no-loan", 1),
        (&["letter", "C1"], "letter-loan-needed", 5),
        (&["letter"], "letter-needed", 5),
        (
            &["letter", "C1", "--loan", "A1", "--format", "pdf"],
            "usage-bad-value",
            2,
        ),
    ] {
        assert_eq!(refused(home.path(), call), (code.into(), exit), "{call:?}");
    }
}

#[test]
fn a_broken_clause_of_ones_own_is_named() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let own = home.path().join("own/letters");
    std::fs::create_dir_all(&own).unwrap();
    let book = std::fs::read_to_string(super::root().join("content/letters/c1.toml")).unwrap();
    let broken = book.replace("{{ reply_by }}以前，通过", "{{ nobody }}以前，通过");
    assert_ne!(book, broken);
    std::fs::write(own.join("c1.toml"), broken).unwrap();
    let content = home.path().join("own");
    let answers = file(home.path(), "c1.toml", "");
    let call = [
        "letter",
        "C1",
        "--loan",
        "A1",
        "--answers",
        &answers,
        "--content",
        content.to_str().unwrap(),
    ];
    assert_eq!(refused(home.path(), &call), ("letter-clause".into(), 3));
}

#[test]
fn a_draft_left_behind_holds_no_identity_number() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::{Read, Write};
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let size = PtySize {
        rows: 50,
        cols: 100,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_menshen"));
    command.env_clear();
    command.env("TERM", "xterm");
    command.env("MENSHEN_HOME", home.path());
    command.env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00");
    command.args(["letter", "C1"]);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let mut seen = String::new();
    // Each answer is typed once its question stands on the screen.
    for (question, typed) in [
        ("这封信交到哪里", "1\r"),
        ("您的姓名", "\r"),
        ("登记的手机号", "13812345678\r"),
        ("要写身份证号吗", "11010519491231002X\r"),
        ("请看一遍", "!\r"),
    ] {
        let mut buffer = [0_u8; 4096];
        while !seen.contains(question) || !seen.trim_end_matches("\u{1b}[?2004h").contains("> ") {
            let count = reader.read(&mut buffer).unwrap();
            assert!(count > 0, "ended before {question}:\n{seen}");
            seen.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
        seen.clear();
        writer.write_all(typed.as_bytes()).unwrap();
    }
    // Some systems end a closed terminal with an error: what counts is how the program ended.
    let mut rest = Vec::new();
    let _ = reader.read_to_end(&mut rest);
    assert_eq!(child.wait().unwrap().exit_code(), 130);
    let kept = everything_in(&home.path().join("cases"));
    assert!(
        kept.contains("menshen-draft") && kept.contains(PHONE),
        "{kept}"
    );
    assert!(!kept.contains("19491231"), "{kept}");
}
