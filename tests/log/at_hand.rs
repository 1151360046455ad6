//! The log as a frightened person uses it: withdrawn only after a second look, told exactly what was
//! wrong, its numbers hidden, its rows in a table.

use crate::support::{Home, Key, Terminal, arg, no_hole, unwrapped};
use menshen::render::wrap::width;
use serde_json::{Value, json};

const NUMBER: &str = "13812345678";

/// A call from a number, with the day alone.
fn with_call() -> Home {
    let home = Home::new();
    home.done(&[
        "log",
        "add",
        "电话",
        "来电约三分钟",
        "--when",
        "2026-11-19",
        "--phone",
        NUMBER,
    ]);
    home
}

fn count(home: &Home) -> usize {
    home.done(&["log", "list", "--json"]).lines().count()
}

#[test]
fn a_withdrawal_at_a_terminal_shows_the_entry_and_asks_twice() {
    let home = with_call();
    // An empty line at the confirmation is a no; so is leaving.
    for answers in [vec!["记错了", ""], vec!["", "2"], vec!["", "不"]] {
        let mut terminal = Terminal::start(&home, &["log", "withdraw", "1"]);
        terminal.expect("来电约三分钟").expect("不能恢复");
        terminal.asked("log-withdraw.reason").line(answers[0]);
        terminal
            .expect("确认撤回第 1 条吗")
            .prompt()
            .line(answers[1]);
        terminal.shows("没有撤回第 1 条");
        assert_eq!(terminal.end(), 0);
        assert_eq!(count(&home), 1);
    }
    let mut terminal = Terminal::start(&home, &["log", "withdraw", "1"]);
    terminal.asked("log-withdraw.reason").line("!");
    assert_eq!(terminal.end(), 130);
    let mut terminal = Terminal::start(&home, &["log", "withdraw", "1", "--reason", "记错了"]);
    terminal
        .expect("确认撤回第 1 条吗")
        .prompt()
        .press(Key::Enter);
    assert_eq!(terminal.end(), 0);
    assert_eq!(count(&home), 1);

    let mut terminal = Terminal::start(&home, &["log", "withdraw", "1"]);
    terminal.asked("log-withdraw.reason").line("记到别人头上了");
    terminal.expect("确认撤回第 1 条吗").prompt().line("也许");
    terminal.expect("确认撤回第 1 条吗").prompt().line("1");
    terminal.shows("重新记一条");
    assert_eq!(terminal.end(), 0);
    let shown = home.json(&["log", "show", "1"]);
    assert_eq!(shown["withdrawn"], true);
    assert_eq!(shown["current"]["reason"], "记到别人头上了");
    let shown = home.done(&["log", "show", "1"]);
    let second = shown.lines().nth(1).unwrap();
    assert!(second.starts_with("已撤回"), "{shown}");
}

#[test]
fn a_withdrawal_without_a_terminal_needs_a_reason_or_a_file_that_confirms_it() {
    let home = with_call();
    let needed = home.refused(&["log", "withdraw", "1"], "answers-needed", 5);
    assert_eq!(needed["args"]["needed"], json!(["reason", "confirm"]));
    let with = |text: &str| {
        let file = home.file("answers.toml", text);
        home.json(&["log", "withdraw", "1", "--answers", arg(&file)])
    };
    assert_eq!(with("confirm = false\n")["changed"], json!([]));
    assert_eq!(count(&home), 1);
    let file = home.file("answers.toml", "reason = \"x\"\n");
    let args = ["log", "withdraw", "1", "--answers", arg(&file)];
    home.refused(&args, "answers-needed", 5);
    let written = with("reason = \"记错了\"\nconfirm = true\n");
    assert_eq!(written["changed"], json!(["withdrawn"]));
    assert_eq!(
        home.json(&["log", "show", "2"])["content"]["reason"],
        "记错了"
    );
    home.done(&["log", "add", "备注", "x", "--when", "今天"]);
    home.done(&["log", "withdraw", "3", "--reason", "重复"]);
    assert_eq!(home.json(&["log", "show", "3"])["withdrawn"], true);
}

#[test]
fn what_was_corrected_says_so_in_its_own_row_and_on_top() {
    let home = with_call();
    home.done(&["log", "add", "备注", "二", "--when", "今天"]);
    home.done(&["log", "amend", "1", "--set", "answered=是"]);
    home.done(&["log", "withdraw", "2", "--reason", "重复"]);
    let listed = home.done(&["log", "list", "--plain"]);
    assert!(
        listed.contains("有更正；事后 2 天补记，没记几点"),
        "{listed}"
    );
    assert!(listed.contains("说明：已撤回\n"), "{listed}");
    let shown = home.done(&["log", "show", "1"]);
    let second = shown.lines().nth(1).unwrap();
    assert!(second.contains("有更正（第 3 条）"), "{shown}");
}

#[test]
fn eight_short_entries_make_a_table_of_eighty_columns() {
    let home = Home::new();
    for i in 0..8 {
        let words = "来电约三分钟，要求当晚还款，说了要联系单位的话";
        let day = format!("2026-11-{:02} 19:35", 10 + i);
        home.done(&["log", "add", "短信", words, "--when", &day]);
    }
    home.done(&["log", "add", "备注", "x", "--when", "大约今天10:00"]);
    for (columns, table) in [(80, true), (40, false)] {
        let mut terminal = Terminal::sized(&home, &["log", "list"], columns, 60);
        assert_eq!(terminal.end(), 0);
        let screen = terminal.screen();
        let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
        assert!(
            lines.iter().all(|line| width(line) <= usize::from(columns)),
            "{screen}"
        );
        assert_eq!(
            lines.iter().any(|l| l.starts_with("序号  发生时间")),
            table,
            "{screen}"
        );
        for i in 0..8 {
            let day = format!("2026-11-{:02} 19:35", 10 + i);
            assert!(screen.contains(&day), "{day} is broken: {screen}");
        }
        assert!(unwrapped(&screen).contains("2026-11-2110:00"), "{screen}");
        // Nothing is lost by wrapping, and no line begins with what may not begin one.
        assert!(
            !lines
                .iter()
                .any(|l| l.trim_start().starts_with(['，', '。'])),
            "{screen}"
        );
        assert!(!screen.contains(['│', '─', '┌']), "{screen}");
        if table {
            assert!(
                lines.iter().filter(|l| !l.is_empty()).count() <= 28,
                "{screen}"
            );
        }
    }
}

#[test]
fn what_cannot_be_set_is_named_with_what_can() {
    let home = with_call();
    let set = |sets: &[&str]| {
        let mut args = vec!["log", "amend", "1"];
        for set in sets {
            args.extend(["--set", set]);
        }
        home.run(&args)
    };
    let ran = set(&["amount=3", "foo=1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("没有这一项：foo"), "{ran:?}");
    assert!(
        unwrapped(&ran.err).contains("answered（接通说话了）"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("people"), "{ran:?}");
    let ran = set(&["people=3", "bar=1"]);
    assert!(
        ran.err.contains("people（来了几人）") && ran.err.contains("bar"),
        "{ran:?}"
    );
    // A number put in the wrong place isn't said back.
    let ran = set(&[&format!("{NUMBER}=1")]);
    assert!(!ran.err.contains(NUMBER), "{ran:?}");
    // The kind it gets counts.
    assert_eq!(set(&["kind=上门", "people=3"]).code, 0);
    let add = ["log", "add", "电话", "x", "--people", "3"];
    let error = home.refused(&add, "log-options-not-of-kind", 2);
    assert_eq!(error["args"]["members"], "来了几人");
    assert_eq!(count(&home), 2);
}

#[test]
fn a_list_of_an_unknown_kind_names_the_nearest_and_speaks_of_no_writing() {
    let home = with_call();
    for (kind, near) in [("短讯", "短信"), ("vist", "visit"), ("电活", "电话")] {
        let ran = home.run(&["log", "list", "--kind", kind]);
        assert_eq!(ran.code, 2);
        assert!(!ran.err.contains("没有写"), "{ran:?}");
        assert!(
            ran.err.contains(&format!("最接近的是：{near}。")),
            "{ran:?}"
        );
        assert!(ran.err.contains("上门 电话"), "{ran:?}");
    }
    let ran = home.run(&["log", "add", "短讯", "x"]);
    assert!(
        ran.err.contains("没有写") && ran.err.contains("最接近的是：短信"),
        "{ran:?}"
    );
    let ran = home.run(&["log", "list", "--kind", "甲乙"]);
    assert!(!ran.err.contains("最接近"), "{ran:?}");
}

#[test]
fn a_number_of_an_entry_is_read_as_people_write_it() {
    let home = with_call();
    for seq in ["1", "１", "第1条", "#1"] {
        assert!(home.done(&["log", "show", seq]).contains("来电约三分钟"));
    }
    for (command, seq) in [
        ("show", "abc"),
        ("amend", "-"),
        ("complete", "一条"),
        ("withdraw", "1.0"),
    ] {
        let ran = home.run(&["log", command, seq]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.err.contains("序号要写成数字") && ran.err.contains("menshen log show 3"),
            "{ran:?}"
        );
    }
}

#[test]
fn an_empty_log_says_how_to_begin() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    for args in [&["log", "list"][..], &["case", "show"]] {
        let said = home.done(args);
        assert!(
            said.contains("还没有记录") && said.contains("menshen log add"),
            "{said}"
        );
        assert!(!said.contains("数不出来"), "{said}");
    }
}

#[test]
fn the_number_of_the_other_side_is_masked_wherever_it_is_echoed() {
    let home = Home::new();
    let words = format!("{NUMBER}来电");
    let call = [
        "log", "add", "电话", &words, "--when", "今天", "--phone", NUMBER,
    ];
    let said = home.done(&call);
    assert!(said.contains("对方号码：138****5678"), "{said}");
    assert!(!said.contains(NUMBER), "{said}");
    let said = home.done(&["log", "amend", "1", "--set", "party.phone=13912345678"]);
    assert!(
        said.contains("139****5678") && !said.contains("13912345678"),
        "{said}"
    );
    assert_eq!(
        home.json(&["log", "show", "1"])["current"]["party"]["phone"],
        "13912345678"
    );

    let mut terminal = Terminal::start(&home, &["log", "add", "电话"]);
    terminal.answer_all(
        "log-add",
        &[
            ("kind", ""),
            ("occurred_at", "刚才"),
            ("precision", "2"),
            ("summary", "来电"),
            ("quote", ""),
            ("direction", "1"),
            ("answered", "1"),
            ("robot", "2"),
        ],
    );
    terminal.question("log-add.party.phone").line("2");
    terminal
        .expect("电话")
        .question("log-add.party.phone")
        .line("138 1234 5678");
    terminal.answer_all(
        "log-add",
        &[
            ("party.principal", "不知道"),
            ("target", "1"),
            ("grade", "4"),
        ],
    );
    terminal.question("log-add.attachments").press(Key::Enter);
    terminal.review().expect("138****5678").press(Key::Enter);
    terminal.shows("对方号码：138****5678");
    assert_eq!(terminal.end(), 0);
    let content = home.json(&["log", "show", "3"])["content"].clone();
    assert_eq!(content["occurred_at"], "2026-11-21T20:00+08:00");
    assert_eq!(content["precision"], "about");
    assert_eq!(content["party"]["phone"], NUMBER);
}

#[test]
fn a_line_takes_a_natural_time_and_a_file_and_filters_go_together() {
    let home = Home::new();
    let file = home.file("录音.amr", b"#!AMR\n");
    let add = |kind: &str, when: &str, loan: &str, phone: &str| {
        home.done(&[
            "log",
            "add",
            kind,
            "x",
            "--when",
            when,
            "--attach",
            arg(&file),
            "--loan",
            loan,
            "--phone",
            phone,
        ])
    };
    add("电话", "大概上周三", "A1", NUMBER);
    add("电话", "大约昨晚10点", "A1", NUMBER);
    add("短信", "昨天", "A1", NUMBER);
    add("电话", "昨晚9点", "A2", NUMBER);
    let first = home.json(&["log", "show", "1"])["content"].clone();
    assert_eq!(
        (&first["occurred_at"], &first["precision"]),
        (&json!("2026-11-11"), &json!("about"))
    );
    assert_eq!(first["attachments"][0]["name"], "录音.amr");
    let both = [
        "log", "list", "--kind", "电话", "--day", "昨天", "--loan", "A1", "--phone", NUMBER,
    ];
    let said = home.done(&[&both[..], &["--json"]].concat());
    let seqs: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["seq"].clone())
        .collect();
    assert_eq!(seqs, [json!(2)]);
    home.done(&["log", "amend", "2", "--set", "occurred_at=大概前天"]);
    let amended = home.json(&["log", "show", "2"])["current"].clone();
    assert_eq!(
        (&amended["occurred_at"], &amended["precision"]),
        (&json!("2026-11-19"), &json!("about"))
    );
    no_hole(&home.done(&["log", "open"]));
}

#[test]
fn a_day_alone_is_never_called_exact() {
    let home = Home::new();
    let answers = "kind = \"note\"\noccurred_at = \"昨天\"\nprecision = \"exact\"\n\
        summary = \"x\"\ngrade = \"memory\"\n";
    let file = home.file("entry.toml", answers);
    let ran = home.run(&["log", "add", "--answers", arg(&file)]);
    assert!(ran.err.contains("只记得哪天"), "{ran:?}");
    assert_eq!(
        home.json(&["log", "show", "1"])["content"]["precision"],
        "day"
    );
}
