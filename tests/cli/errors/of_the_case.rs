//! Errors of changing what a case holds, of amending an entry, and of the options of both.

use super::How;
use super::from_outside::{loan_and_plan, run};
use crate::support::{HOUSEHOLD, Home, Key, REQUEST, Ran, Terminal, arg};

/// Code, and the call that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "storage-not-read-back",
        How::Run(|home| {
            home.done(&["case", "new", "甲"]);
            // Each fits into a file; their sum doesn't.
            let both = "[has]\nsources = [\"wages\", \"pension\"]\ngroups = []\n[sources]\nwages = \"900000000000\"\npension = \"900000000000\"\n[spending]\nfood = \"900\"\n";
            let both = home.file("both.toml", both);
            run(home, &["plan", "--full", "--answers", arg(&both)])
        }),
    ),
    (
        "answers-not-consistent",
        How::Screen(|home| terms(home, "2026-03-20", "1", "")),
    ),
    (
        "letter-spending-unknown",
        How::Run(|home| {
            filled(home);
            let text = HOUSEHOLD.replace("rent = \"1100.00\"", "rent = \"unknown\"");
            let file = home.file("unknown.toml", text);
            home.done(&["plan", "--answers", arg(&file)]);
            let file = home.file("request.toml", REQUEST);
            run(
                home,
                &["letter", "C2", "--loan", "A1", "--answers", arg(&file)],
            )
        }),
    ),
    (
        "letter-no-entry",
        How::Run(|home| {
            filled(home);
            letter(home, "C6", "")
        }),
    ),
    (
        "letter-no-incident",
        How::Run(|home| {
            filled(home);
            letter(home, "C5", "")
        }),
    ),
    (
        "letter-no-file",
        How::Run(|home| {
            filled(home);
            letter(home, "C13", "")
        }),
    ),
    (
        "letter-not-settled",
        How::Run(|home| {
            filled(home);
            letter(home, "C12", "")
        }),
    ),
    (
        "letter-record-right",
        How::Run(|home| {
            filled(home);
            letter(home, "C7", "[fact]\nrecord = \"right\"\n")
        }),
    ),
    (
        "letter-statement-long",
        How::Run(|home| {
            filled(home);
            let long = "按期还款。".repeat(50);
            let answers = format!(
                "[fact]\nrecord = \"wrong\"\ncredit_proof = \"银行流水\"\nstatement = \"{long}\"\n"
            );
            letter(home, "C7", &answers)
        }),
    ),
    (
        "letter-entry-unknown",
        How::Run(|home| {
            filled(home);
            letter(home, "C3", "entries = \"9\"\n")
        }),
    ),
    (
        "letter-objection-too-late",
        How::Run(|home| {
            filled(home);
            letter(
                home,
                "C9",
                "[fact]\ncourt = \"order\"\nreceived_on = \"2026-10-01\"\namount_wrong = true\npayments_missing = false\ncreditor_unclear = false\ntoo_old = false\n",
            )
        }),
    ),
    (
        "letter-no-objection",
        How::Run(|home| {
            filled(home);
            letter(
                home,
                "C9",
                "[fact]\ncourt = \"order\"\nreceived_on = \"2026-11-18\"\namount_wrong = false\npayments_missing = false\ncreditor_unclear = false\ntoo_old = false\n",
            )
        }),
    ),
    (
        "letter-admission",
        How::Run(|home| {
            filled(home);
            let own = "[own]\nwords = \"他们打到单位。我承认欠款，会还清。\"\n";
            letter(home, "C3", own)
        }),
    ),
    (
        "letter-no-proof",
        How::Run(|home| {
            filled(home);
            let fact = "[fact]\nrecord = \"wrong\"\ncredit_proof = \"没有。\"\n";
            letter(home, "C7", fact)
        }),
    ),
    (
        "letter-no-room",
        How::Run(|home| {
            filled(home);
            let text = HOUSEHOLD.replace("income = \"4200.00\"", "income = \"2600.00\"");
            assert_ne!(text, HOUSEHOLD);
            let file = home.file("less.toml", text);
            home.done(&["plan", "--answers", arg(&file)]);
            letter(home, "C2", REQUEST)
        }),
    ),
    (
        "letter-nothing-offered",
        How::Run(|home| {
            filled(home);
            letter(home, "C2", &REQUEST.replace("\"430.00\"", "\"0.00\""))
        }),
    ),
    (
        "letter-citations",
        How::Run(|home| {
            filled(home);
            let cites = |id: &str| {
                format!(
                    "\n[[clause]]\nid = \"{id}\"\nplace = \"section-2\"\ntext = \"{id}\"\ncitations = [\"{id}\"]\nforce = \"statute\"\n"
                )
            };
            let ours = include_str!("../../../content/letters/c7.toml");
            let own = format!("{ours}{}{}", cites("CC-1032"), cites("PIPL-44"));
            home.file("home/content/letters/c7.toml", own);
            let fact = "[fact]\nrecord = \"wrong\"\ncredit_proof = \"回单\"\n";
            letter(home, "C7", fact)
        }),
    ),
    (
        "loan-damaged",
        How::Run(|home| {
            filled(home);
            let file = home.case("甲").join("case.toml");
            let text = std::fs::read_to_string(&file).unwrap();
            std::fs::write(&file, text.replace("30000.00", "30000.001")).unwrap();
            run(home, &["confirm", "A1"])
        }),
    ),
    (
        "repaid-not-due",
        How::Screen(|home| terms(home, "2026-03-20", "2", "12")),
    ),
    (
        "fact-absent",
        How::Run(|home| case(home, &["strike", "borrower.id_tail"])),
    ),
    (
        "fact-blank",
        How::Run(|home| case(home, &["set", "borrower.phone", " "])),
    ),
    (
        "fact-breaks-loan",
        How::Run(|home| case(home, &["strike", "loans.A1.contract_amount"])),
    ),
    (
        "fact-fixed",
        How::Run(|home| case(home, &["set", "created_on", "2026-01-01"])),
    ),
    (
        "fact-id-tail",
        How::Run(|home| case(home, &["set", "borrower.id_tail", "12345"])),
    ),
    (
        "fact-no-household",
        How::Run(|home| run(home, &["case", "set", "household.income", "4000"])),
    ),
    (
        "fact-summed",
        How::Run(|home| {
            let file = home.file(
                "varying.toml",
                "irregular = true\nmonths = [\"3000\", \"2600\"]\n[spending]\nfood = \"900\"\n",
            );
            home.done(&["plan", "--answers", arg(&file)]);
            run(home, &["case", "set", "household.income", "4000"])
        }),
    ),
    (
        "fact-path-unknown",
        How::Run(|home| case(home, &["set", "borrower.age", "30"])),
    ),
    (
        "fact-rejected",
        How::Run(|home| case(home, &["set", "borrower.phone", "12"])),
    ),
    (
        "fact-required",
        How::Run(|home| case(home, &["strike", "household.income"])),
    ),
    ("loan-name-in-use", How::Run(name_in_use)),
    (
        "loan-not-set-aside",
        How::Run(|home| case(home, &["restore-loan", "A1"])),
    ),
    (
        "loan-set-aside",
        How::Run(|home| {
            filled(home);
            home.done(&["case", "archive-loan", "A1"]);
            run(home, &["case", "archive-loan", "A1"])
        }),
    ),
    (
        "loan-strike-whole",
        How::Run(|home| case(home, &["strike", "loans.A1"])),
    ),
    (
        "log-bad-day",
        How::Run(|home| run(home, &["log", "list", "--day", "某天"])),
    ),
    (
        "log-day-order",
        How::Run(|home| {
            let days = ["--from", "2026-11-20", "--to", "2026-11-19"];
            run(home, &[&["log", "list"][..], &days].concat())
        }),
    ),
    (
        "log-is-amendment",
        How::Run(|home| {
            amended(home, "summary=y");
            run(home, &["log", "withdraw", "2"])
        }),
    ),
    (
        "log-member-rejected",
        How::Run(|home| amended(home, "robot=也许")),
    ),
    ("log-not-readable", How::Run(not_readable)),
    ("log-set-form", How::Run(|home| amended(home, "robot"))),
    (
        "log-set-unknown-member",
        How::Run(|home| amended(home, "withdrawn=true")),
    ),
    (
        "log-when-doubtful",
        How::Run(|home| run(home, &["log", "add", "上门", "x", "--when", "昨晚1点"])),
    ),
    (
        "log-withdrawn",
        How::Run(|home| {
            home.done(&["log", "add", "电话", "x"]);
            home.done(&["log", "withdraw", "1", "--reason", "x"]);
            run(home, &["log", "withdraw", "1"])
        }),
    ),
    (
        "template-none",
        How::Run(|home| run(home, &["rules", "sources", "--answers-template"])),
    ),
];

fn filled(home: &Home) {
    home.done(&["case", "new", "甲"]);
    loan_and_plan(home);
}

/// A subcommand of `case` on a case with a loan and a plan.
fn case(home: &Home, args: &[&str]) -> Ran {
    filled(home);
    run(home, &[&["case"], args].concat())
}

fn name_in_use(home: &Home) -> Ran {
    filled(home);
    let second = crate::support::A1.replace("id = \"A1\"", "id = \"A2\"");
    let second = home.file("a2.toml", second);
    let second = second.to_str().unwrap();
    home.done(&["confirm", "--answers", second, "--case", "甲"]);
    run(home, &["case", "set", "loans.A1.id", "A2"])
}

fn amended(home: &Home, set: &str) -> Ran {
    home.done(&["log", "add", "电话", "x"]);
    run(home, &["log", "amend", "1", "--set", set])
}

/// The content is gone, and with it what an amendment would speak about.
fn not_readable(home: &Home) -> Ran {
    home.done(&["log", "add", "电话", "x"]);
    let log = home.case("inbox").join("evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    let (first, line) = text.trim_end().split_once('\n').unwrap();
    let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
    line["body"] = serde_json::Value::Null;
    std::fs::write(&log, format!("{first}\n{line}\n")).unwrap();
    run(home, &["log", "amend", "1", "--set", "summary=y"])
}

/// A loan of 12 instalments typed in, paid out on 2026-02-20 and first due on `first_due`;
/// `repaid` is the choice of how it was paid, `count` how many instalments on time.
fn terms(home: &Home, first_due: &str, repaid: &str, count: &str) -> String {
    home.done(&["case", "new", "甲"]);
    let mut terminal = Terminal::start(home, &["confirm"]);
    let before = [
        ("lender", "不知道"),
        ("id", "A1"),
        ("lender_kind", "3"),
        ("contract_number", "不知道"),
        ("ask.papers", "1"),
        ("disbursed_on", "2026-02-20"),
        ("contract_amount", "18000"),
        ("disbursed_amount", ""),
        ("repayment", "1"),
        ("installments", "12"),
        ("first_due", first_due),
        ("ask.rate_unit", "1"),
        ("rate.annual", "23.4%"),
        ("ask.charges", "2"),
        ("ask.default_interest", "4"),
        ("ask.repaid", repaid),
    ];
    terminal.answer_all("confirm", &before);
    if !count.is_empty() {
        terminal.answer_all("confirm", &[("ask.repaid_installments", count)]);
        terminal.question("confirm.ask.repaid_installments");
        return terminal.screen();
    }
    let after = [
        ("disputed_repayments", ""),
        ("last_demand_on", "不知道"),
        ("ask.claim", "2"),
    ];
    terminal.answer_all("confirm", &after);
    // Each holds at its question; together they don't once the first is changed.
    terminal.review().line("6");
    terminal.question("confirm.disbursed_on").line("2026-05-20");
    terminal.review().press(Key::Enter);
    terminal.review().shows("这条要改");
    terminal.screen()
}

/// A letter about the first loan, with these answers.
fn letter(home: &Home, id: &str, answers: &str) -> Ran {
    let answers = home.file("letter.toml", answers);
    run(
        home,
        &["letter", id, "--loan", "A1", "--answers", arg(&answers)],
    )
}
