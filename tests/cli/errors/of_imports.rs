//! Errors of tables: each a file that can't be used.

use super::How;
use crate::support::{Home, Ran, Terminal, arg, loan, with_case};

/// Code, and the file that leads to it.
pub const TABLE: &[(&str, How)] = &[
    (
        "import-unreadable",
        How::Run(|_| {
            let home = with_case("甲");
            let args = ["confirm", "A1", "--repayments", "none.csv", "--json"];
            Ran::of(home.command(&args), &args)
        }),
    ),
    (
        "import-too-large",
        How::Run(|_| of("repayments", &vec![b'1'; 4 * 1024 * 1024 + 1])),
    ),
    (
        "import-too-long",
        How::Run(|_| {
            let line = "2026-01-05,1\n".repeat(20_001);
            of("repayments", format!("日期,金额\n{line}").as_bytes())
        }),
    ),
    (
        "import-not-csv",
        How::Run(|_| of("repayments", b"PK\x03\x04\x14\x00")),
    ),
    (
        "import-encoding",
        How::Run(|_| of("repayments", b"\xff\xff\x80\x80,\xff\n")),
    ),
    (
        "import-csv-broken",
        How::Inside(|| {
            let mut failure =
                menshen::cli::Failure::from(menshen::domain::import::ImportError::Broken {
                    line: 3,
                });
            failure.args.insert("path", "a.csv".to_owned());
            failure
        }),
    ),
    (
        "import-no-header",
        How::Run(|_| of("repayments", "2026-01-05,300\n".as_bytes())),
    ),
    ("import-empty", How::Run(|_| of("repayments", b"\n\n"))),
    (
        "import-rows-incomplete",
        How::Run(|_| of("rows", "应还日期,本金,利息\n2026-01-05,1x,2\n".as_bytes())),
    ),
    (
        "import-which-loan",
        How::Run(|home| {
            let args = ["confirm", "--rows", "x.csv", "--json"];
            Ran::of(home.command(&args), &args)
        }),
    ),
    ("repaid-rate-unknown", How::Screen(rate_unknown)),
];

fn of(option: &str, bytes: &[u8]) -> Ran {
    let home = with_case("甲");
    let file = home.file("table.csv", bytes);
    let option = format!("--{option}");
    let args = ["confirm", "A1", &option, arg(&file), "--json"];
    Ran::of(home.command(&args), &args)
}

/// A loan of unknown rate said to be paid as planned: what was planned isn't known.
fn rate_unknown(_: &Home) -> String {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    loan(&home);
    let mut terminal = Terminal::start(&home, &["confirm"]);
    for (id, typed) in [
        ("lender", "不知道"),
        ("id", "B1"),
        ("lender_kind", "3"),
        ("contract_number", "不知道"),
        ("ask.papers", "1"),
        ("disbursed_on", "2026-04-10"),
        ("contract_amount", "6000"),
        ("disbursed_amount", ""),
        ("repayment", "1"),
        ("installments", "6"),
        ("first_due", "2026-05-10"),
        ("ask.rate_unit", "不知道"),
        ("ask.charges", "2"),
        ("ask.default_interest", "4"),
        ("ask.repaid", "2"),
        ("ask.repaid_installments", "2"),
    ] {
        terminal.question(&format!("confirm.{id}")).line(typed);
    }
    terminal.question("confirm.ask.repaid_installments");
    terminal.screen()
}
