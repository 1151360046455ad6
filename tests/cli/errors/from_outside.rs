//! Errors that a call of the binary provokes.

use super::How;
use crate::cli::disk::as_user;
use crate::support::{
    A1, HOUSEHOLD, Home, Key, REQUEST, Ran, TEXTS, Terminal, arg, household, loan, no_text,
    with_case,
};
use std::fs::File;
use std::path::PathBuf;

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "after-answers",
        How::Run(|home| {
            let file = home.file("after.toml", "happened = [\"slept\"]");
            run(home, &["visit", "after", "--answers", arg(&file)])
        }),
    ),
    (
        "after-not-a-visit",
        How::Run(|home| {
            home.done(&["log", "add", "备注", "x"]);
            run(home, &["visit", "after", "1"])
        }),
    ),
    (
        "rehearsal-not-there",
        How::Run(|home| run(home, &["visit", "rehearse", "nobody"])),
    ),
    ("pipe-ended", How::Screen(|home| piped(home, "张三\\n"))),
    (
        "pipe-refused",
        How::Screen(|home| piped(home, "张三\\n12\\n")),
    ),
    ("answers-needed", How::Run(|home| run(home, &["plan"]))),
    (
        "answers-not-toml",
        How::Run(|home| plan_from(home, "income = ")),
    ),
    (
        "answers-rejected",
        How::Run(|home| plan_from(home, "income = 1.5")),
    ),
    (
        "answers-unreadable",
        How::Run(|home| run(home, &["plan", "--answers", "none.toml"])),
    ),
    (
        "audit-stopped",
        How::Screen(|home| {
            let mut terminal = Terminal::start(home, &["audit"]);
            terminal
                .line("[")
                .expect("\"ok\":false")
                .press(Key::Interrupt);
            assert_eq!(terminal.end(), 130);
            terminal.screen()
        }),
    ),
    (
        "audit-unreadable",
        How::Run(|home| run(home, &["audit", "none.jsonl"])),
    ),
    (
        "case-bad-name",
        How::Run(|home| run(home, &["case", "new", "a/b"])),
    ),
    (
        "case-exists",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            run(home, &["case", "new", "甲"])
        }),
    ),
    (
        "case-locked",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let lock = File::options()
                .write(true)
                .open(home.case("甲").join("case.lock"))
                .unwrap();
            lock.try_lock().unwrap();
            plan_from(home, HOUSEHOLD)
        }),
    ),
    (
        "case-not-found",
        How::Run(|home| run(home, &["case", "show", "--case", "无"])),
    ),
    (
        "channels-unknown-matter",
        How::Run(|home| run(home, &["rules", "channels", "xyz"])),
    ),
    (
        "notice-empty",
        How::Run(|home| run(home, &["check", "notice"])),
    ),
    (
        "words-empty",
        How::Run(|home| run(home, &["check", "words"])),
    ),
    (
        "words-too-long",
        How::Run(|home| {
            let file = home.file("words.txt", "字".repeat(2_700_000));
            run(home, &["check", "words", "--file", arg(&file)])
        }),
    ),
    (
        "notice-unreadable",
        How::Run(|home| run(home, &["check", "notice", "none.txt"])),
    ),
    (
        "notice-not-text",
        How::Run(|home| notice_of(home, &[0xFF, 0xA8, 0x00, 0xBA])),
    ),
    (
        "notice-too-long",
        How::Run(|home| notice_of(home, "字".repeat(20_001).as_bytes())),
    ),
    (
        "check-nothing-given",
        How::Run(|home| run(home, &["check", "id"])),
    ),
    (
        "conduct-rule-without-source",
        How::Run(|home| {
            run(
                home,
                &["rules", "show", "quiet-hours", "--on", "2025-01-01"],
            )
        }),
    ),
    (
        "content-folder-rejected",
        How::Run(|home| {
            let folder = overlay(home, "text/zh-CN/x.toml", "x = 1");
            run(home, &["rules", "check", arg(&folder)])
        }),
    ),
    (
        "content-rejected",
        How::Run(|home| {
            let folder = overlay(home, "flows/plan.toml", "id = ");
            run(home, &["plan", "--content", arg(&folder)])
        }),
    ),
    (
        "content-unreadable",
        How::Run(|home| run(home, &["plan", "--content", "none"])),
    ),
    (
        "demo-folder-taken",
        How::Run(|home| {
            home.file("taken/x", "x");
            run(home, &["demo", "taken"])
        }),
    ),
    ("draft-damaged", How::Screen(damaged_draft)),
    ("home-unknown", How::Run(no_home)),
    (
        "internal",
        How::Run(|home| {
            let folder = overlay(home, "demo/entries.toml", "entry = [1]");
            run(home, &["demo", "new", "--content", arg(&folder)])
        }),
    ),
    (
        "interrupted",
        How::Screen(|home| {
            home.done(&["case", "new", "甲"]);
            let mut terminal = Terminal::start(home, &["case", "use"]);
            terminal.expect(&TEXTS.t("case.pick").chars().take(6).collect::<String>());
            terminal.shows("甲").prompt().press(Key::Interrupt);
            assert_eq!(terminal.end(), 130);
            terminal.screen()
        }),
    ),
    (
        "output-exists",
        How::Run(|home| {
            let own = home.file("own.txt", "mine");
            run(home, &["rules", "sources", "-o", arg(&own)])
        }),
    ),
    (
        "output-in-case",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let path = home.case("甲").join("new.txt");
            run(home, &["rules", "sources", "-o", arg(&path)])
        }),
    ),
    (
        "law-ended",
        How::Run(|home| run(home, &["rules", "show", "PSO-42", "--on", "2026-03-01"])),
    ),
    (
        "law-not-yet-in-force",
        How::Run(|home| run(home, &["rules", "show", "PSN-50", "--on", "2025-12-31"])),
    ),
    (
        "letter-above-capacity",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            request(home, &REQUEST.replace("\"430.00\"", "\"900.00\""))
        }),
    ),
    (
        "letter-clause",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            let letter = include_str!("../../../content/letters/c1.toml");
            let broken = letter.replacen("text = \"", "text = \"{{ name | no_such_filter }}", 1);
            assert_ne!(broken, letter);
            let folder = overlay(home, "letters/c1.toml", &broken);
            let file = home.file("c1.toml", "[borrower]\nname = \"甲某\"\n");
            run(
                home,
                &[
                    "letter",
                    "C1",
                    "--answers",
                    arg(&file),
                    "--content",
                    arg(&folder),
                ],
            )
        }),
    ),
    (
        "letter-date-passed",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            request(home, &REQUEST.replace("2026-12-15", "2026-11-21"))
        }),
    ),
    (
        "letter-loan-set-aside",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            home.done(&["case", "settle", "A1", "--on", "2026-11-20"]);
            run(home, &["letter", "C1", "--loan", "A1"])
        }),
    ),
    (
        "letter-output-format",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            run(home, &["letter", "C1", "--loan", "A1", "-o", "信.pdf"])
        }),
    ),
    (
        "letter-phone",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            home.done(&["case", "set", "borrower.phone", "13800005678"]);
            let file = home.case("甲").join("case.toml");
            let text = std::fs::read_to_string(&file).unwrap();
            std::fs::write(&file, text.replace("13800005678", "12")).unwrap();
            let answers = home.file("c1.toml", "[borrower]\nname = \"甲某\"\n");
            run(home, &["letter", "C1", "--answers", arg(&answers)])
        }),
    ),
    (
        "letter-loan-needed",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            let second = home.file("a2.toml", A1.replace("id = \"A1\"", "id = \"A2\""));
            home.done(&["confirm", "--answers", arg(&second), "--case", "甲"]);
            run(home, &["letter", "C1"])
        }),
    ),
    (
        "letter-no-loan",
        How::Run(|home| run(home, &["letter", "C1"])),
    ),
    (
        "letter-not-wanted",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            request(home, "[limitation]\nunderstood = \"stop\"\n")
        }),
    ),
    ("letter-needed", How::Run(|home| run(home, &["letter"]))),
    (
        "letter-own-words",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            let words = REQUEST.lines().find(|l| l.starts_with("words")).unwrap();
            request(home, &REQUEST.replace(words, "words = \"没钱了\""))
        }),
    ),
    (
        "letter-plan-needed",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let loan = loan(home);
            home.done(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
            request(home, REQUEST)
        }),
    ),
    (
        "letter-unknown",
        How::Run(|home| run(home, &["letter", "C99"])),
    ),
    (
        "loan-exists",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            loan_and_plan(home);
            let loan = loan(home);
            run(home, &["confirm", "--answers", arg(&loan), "--case", "甲"])
        }),
    ),
    ("loan-name-taken", How::Screen(name_taken)),
    (
        "loan-not-found",
        How::Run(|home| run(home, &["confirm", "A9"])),
    ),
    (
        "rules-bad-day",
        How::Run(|home| run(home, &["rules", "show", "CC-670", "--on", "2026-02-30"])),
    ),
    (
        "rules-unknown-id",
        How::Run(|home| run(home, &["rules", "show", "nothing"])),
    ),
    (
        "storage-damaged",
        How::Run(|home| case_file(home, b"format = ")),
    ),
    (
        "storage-disk-full",
        How::Screen(|home| {
            home.done(&["case", "new", "甲"]);
            let mut command = home.command(&["case", "show"]);
            command.stdout(File::options().write(true).open("/dev/full").unwrap());
            String::from_utf8(
                command
                    .stderr(std::process::Stdio::piped())
                    .output()
                    .unwrap()
                    .stderr,
            )
            .unwrap()
        }),
    ),
    (
        "storage-read",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            let file = home.case("甲").join("case.toml");
            std::fs::remove_file(&file).unwrap();
            std::fs::create_dir(&file).unwrap();
            run(home, &["case", "show"])
        }),
    ),
    (
        "storage-not-utf8",
        How::Run(|home| case_file(home, b"format = \"menshen-case\" # \xbd\xe8\xbf\xee\n")),
    ),
    (
        "storage-unknown-version",
        How::Run(|home| case_file(home, b"format = \"menshen-case\"\nversion = 2\n")),
    ),
    (
        "storage-write",
        How::Run(|home| run(home, &["rules", "changes", "-o", "none/out.json"])),
    ),
    (
        "usage-argument-missing",
        How::Run(|home| run(home, &["case", "new"])),
    ),
    (
        "usage-bad-day",
        How::Run(|home| run(home, &["confirm", "--as-of", "2026-02-31"])),
    ),
    (
        "usage-bad-value",
        How::Run(|home| run(home, &["confirm", "--lang", "de"])),
    ),
    (
        "usage-command-missing",
        How::Run(|home| run(home, &["log"])),
    ),
    (
        "usage-conflict",
        How::Run(|home| run(home, &["log", "add", "电话", "--entry", "x"])),
    ),
    (
        "usage-negative-number",
        How::Run(|home| run(home, &["case", "settle", "A1", "-5"])),
    ),
    (
        "usage-not-utf8",
        How::Run(|home| {
            let mut command = home.command(&["case", "new", "--json"]);
            command.arg(no_text());
            Ran::of(command, &["case", "new", "小李", "--json"])
        }),
    ),
    (
        "usage-other",
        How::Run(|home| run(home, &["plan", "--plain=yes"])),
    ),
    (
        "usage-unknown-argument",
        How::Run(|home| run(home, &["plan", "--jsn"])),
    ),
    (
        "usage-unknown-command",
        How::Run(|home| run(home, &["plann"])),
    ),
    (
        "visit-answers-missing",
        How::Run(|home| visit_from(home, "danger = \"no\"")),
    ),
    (
        "visit-answers-not-toml",
        How::Run(|home| visit_from(home, "danger = ")),
    ),
    (
        "visit-answers-wrong",
        How::Run(|home| visit_from(home, "danger = \"maybe\"")),
    ),
];

pub fn run(home: &Home, args: &[&str]) -> Ran {
    home.run(&[args, &["--json"]].concat())
}

fn plan_from(home: &Home, text: &str) -> Ran {
    let file = home.file("plan.toml", text);
    run(home, &["plan", "--answers", arg(&file)])
}

fn visit_from(home: &Home, text: &str) -> Ran {
    let file = home.file("visit.toml", text);
    run(home, &["visit", "--answers", arg(&file)])
}

fn request(home: &Home, text: &str) -> Ran {
    let file = home.file("request.toml", text);
    run(
        home,
        &["letter", "C2", "--loan", "A1", "--answers", arg(&file)],
    )
}

pub fn loan_and_plan(home: &Home) {
    let (loan, household) = (loan(home), household(home));
    home.done(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
    home.done(&["plan", "--answers", arg(&household)]);
}

fn overlay(home: &Home, path: &str, text: &str) -> PathBuf {
    home.file(&format!("overlay/{path}"), text);
    home.beside("overlay")
}

fn case_file(home: &Home, bytes: &[u8]) -> Ran {
    home.done(&["case", "new", "甲"]);
    std::fs::write(home.case("甲").join("case.toml"), bytes).unwrap();
    run(home, &["case", "show"])
}

/// A user the machine knows nothing of, with no home in the environment either.
fn no_home(home: &Home) -> Ran {
    let args = ["case", "show", "--json"];
    as_user(home, "54321", &args, |command| {
        command.env_remove("HOME").env_remove("MENSHEN_HOME");
    })
}

fn damaged_draft(home: &Home) -> String {
    home.done(&["case", "new", "甲"]);
    let folder = home.case("甲").join("drafts");
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("plan.json");
    let mut screen = String::new();
    for text in [
        "{\"format\":\"menshen-draft\",\"ver",
        "{\"format\":\"menshen-draft\",\"version\":2,\"flow\":\"plan\",\"answers\":{\"list\":[]}}",
    ] {
        std::fs::write(&file, text).unwrap();
        let mut terminal = Terminal::start(home, &["plan"]);
        assert_eq!(terminal.end(), 1);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        screen = terminal.screen();
    }
    screen
}

fn name_taken(_: &Home) -> String {
    let home = with_case("甲");
    let mut terminal = Terminal::start(&home, &["confirm"]);
    terminal.expect(&TEXTS.t("confirm.add-one")).prompt();
    terminal.line("2");
    terminal.answer_all("confirm", &[("lender", "不知道"), ("id", "A1")]);
    terminal.question("confirm.id");
    terminal.screen()
}

/// A pipe with these lines.
fn piped(home: &Home, lines: &str) -> String {
    let script = format!("printf '{lines}' | \"$MENSHEN\" case borrower; echo code=$?");
    let mut terminal = Terminal::shell(home, &script);
    terminal.expect("code=5");
    terminal.end();
    terminal.screen()
}

fn notice_of(home: &Home, bytes: &[u8]) -> Ran {
    let file = home.file("notice.txt", bytes);
    run(home, &["check", "notice", arg(&file)])
}
