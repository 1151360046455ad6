//! `menshen log import`: lists of calls and exports of messages into the log.

use crate::support::{CLOCK, Home, Terminal, arg, no_hole, unwrapped, with_case};
use menshen::domain::import::{NotMoment, moment_cell, number_cell};
use serde_json::{Value, json};
use std::path::PathBuf;

fn vector(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/log-import");
    arg(&folder.join(name)).to_owned()
}

fn import(home: &Home, file: &str, answers: &str, more: &[&str]) -> Value {
    let answers = home.file("import.toml", format!("[import]\n{answers}"));
    let args = ["log", "import", file, "--answers", arg(&answers)];
    home.json(&[&args[..], more].concat())
}

const ALL: &str = "numbers = \"all\"\nlender = \"A1\"\nowner = \"borrower\"\nstore = true\n";

fn entries(home: &Home) -> Vec<Value> {
    home.done(&["log", "list", "--json"])
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["current"].clone())
        .collect()
}

fn lines_and_reasons(answer: &Value) -> Vec<(u64, &str)> {
    let list = answer["left_out"].as_array().unwrap();
    list.iter()
        .map(|l| (l["line"].as_u64().unwrap(), l["reason"].as_str().unwrap()))
        .collect()
}

fn states(answer: &Value) -> Vec<(u64, &str)> {
    let list = answer["rows"].as_array().unwrap();
    list.iter()
        .map(|r| (r["line"].as_u64().unwrap(), r["state"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_time_is_read_as_lists_write_it_and_never_guessed() {
    for (cell, expected) in [
        ("2026-11-16 19:35:02", "2026-11-16T19:35:02+08:00"),
        ("2026/11/6 9:05", "2026-11-06T09:05+08:00"),
        ("2026年11月16日 19时35分02秒", "2026-11-16T19:35:02+08:00"),
        ("2026年11月16日19:35", "2026-11-16T19:35+08:00"),
        ("2026/11/16 下午7:35", "2026-11-16T19:35+08:00"),
        ("2026/11/16 上午12:05", "2026-11-16T00:05+08:00"),
        ("2026-11-16 7:35 PM", "2026-11-16T19:35+08:00"),
        ("20261116193502", "2026-11-16T19:35:02+08:00"),
        ("202611161935", "2026-11-16T19:35+08:00"),
        ("2026-11-16T19:35:02.123+08:00", "2026-11-16T19:35:02+08:00"),
        ("2026-11-16", "2026-11-16"),
        ("20261116", "2026-11-16"),
        ("２０２６－１１－１６　１９：３５", "2026-11-16T19:35+08:00"),
    ] {
        let read = moment_cell(cell, None);
        let read = read.unwrap_or_else(|e| panic!("{cell}: {e:?}"));
        assert_eq!(read.at.to_string(), expected, "{cell}");
        assert!(!read.shifted, "{cell}");
    }
    for (cell, expected) in [
        ("2026-11-16T16:35:00Z", "2026-11-17T00:35:00+08:00"),
        ("2026-11-16 19:35+09:00", "2026-11-16T18:35+08:00"),
        ("1763292902", "2025-11-16T19:35:02+08:00"),
        ("1763292902000", "2025-11-16T19:35:02+08:00"),
    ] {
        let read = moment_cell(cell, None);
        let read = read.unwrap_or_else(|e| panic!("{cell}: {e:?}"));
        assert_eq!(read.at.to_string(), expected, "{cell}");
        assert!(read.shifted, "{cell}");
    }
    for (cell, why) in [
        ("", NotMoment::Empty),
        ("5/11/2026 10:00", NotMoment::Doubtful),
        ("11-16 19:35", NotMoment::NoYear),
        ("46027", NotMoment::Serial),
        ("2026-11-16 25:00", NotMoment::Form),
        ("2026-11-16 下午13:00", NotMoment::Form),
        ("2026-02-30 10:00", NotMoment::Form),
        ("13812345678", NotMoment::Form),
        ("昨晚", NotMoment::Form),
    ] {
        assert_eq!(moment_cell(cell, None), Err(why), "{cell}");
    }
    let with_year = moment_cell("11-16 19:35", Some(2025)).unwrap();
    assert_eq!(with_year.at.to_string(), "2025-11-16T19:35+08:00");
}

#[test]
fn a_number_keeps_its_figures_or_is_said_to_have_lost_them() {
    for (cell, expected) in [
        ("138 1234 5678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("=\"02866668888\"", "02866668888"),
        ("008602866668888", "02866668888"),
        ("12345", "12345"),
        ("8610000", "8610000"),
        ("+85212345678", "+85212345678"),
        ("私人号码", "私人号码"),
    ] {
        assert_eq!(number_cell(cell).as_deref(), Some(expected), "{cell}");
    }
    for cell in ["1.3812E+10", "1.38123E+10", "2e+09"] {
        assert_eq!(number_cell(cell), None, "{cell}");
    }
}

#[test]
fn an_operators_list_is_used_or_named_line_by_line() {
    let home = with_case("甲");
    let file = vector("operator-gb18030.csv");
    let answer = import(&home, &file, ALL, &[]);
    assert_eq!(answer["encoding"], "GB18030");
    assert_eq!(answer["kind"], "call");
    assert_eq!(
        lines_and_reasons(&answer),
        [
            (1, "before-header"),
            (7, "number-spoilt"),
            (8, "time-doubtful"),
            (9, "after-now"),
            (10, "total-line"),
        ]
    );
    assert_eq!(
        states(&answer),
        [(3, "new"), (4, "new"), (5, "new"), (6, "repeated")]
    );
    assert_eq!(
        (
            &answer["written"],
            &answer["first_seq"],
            &answer["last_seq"]
        ),
        (&json!(3), &json!(1), &json!(3))
    );
    let entries = entries(&home);
    let first = &entries[0];
    for (member, expected) in [
        ("kind", json!("call")),
        ("occurred_at", json!("2026-11-16T19:35:02+08:00")),
        ("occurred_until", json!("2026-11-16T19:36:25+08:00")),
        ("precision", json!("exact")),
        ("grade", json!("documented")),
        ("direction", json!("in")),
        ("answered", json!(true)),
        ("target", json!("borrower")),
        ("loan", json!("A1")),
        ("party", json!({"phone": "13812345678"})),
    ] {
        assert_eq!(first[member], expected, "{member}");
    }
    // No list says that a person spoke, so nothing is said about a machine.
    assert_eq!(first.get("robot"), None);
    assert_eq!(first["imported"]["line"], 3);
    assert_eq!(first["imported"]["sha256"], answer["sha256"]);
    // One's own call reached the other side, nobody of one's own.
    assert_eq!(entries[2]["direction"], "out");
    assert_eq!(entries[2].get("target"), None);
    assert!(home.done(&["log", "verify"]).contains("校验通过"));
    let shown = home.done(&["log", "show", "1"]);
    assert!(
        unwrapped(&shown).contains("operator-gb18030.csv第3行"),
        "{shown}"
    );
    assert!(!shown.contains("13812345678"), "{shown}");
    let listed = home.done(&["log", "list", "--plain"]);
    assert!(listed.contains("事后 5 天补记；照表记入"), "{listed}");
    no_hole(&listed);
}

#[test]
fn what_a_telephone_does_not_say_stays_unknown() {
    let home = with_case("甲");
    let file = vector("telephone.csv");
    let answer = import(&home, &file, &format!("{ALL}year = 2026\n"), &[]);
    let members = ["at", "number", "direction", "answered", "robot", "seconds"];
    let rows: Vec<Vec<Value>> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| members.map(|member| row[member].clone()).to_vec())
        .collect();
    let expected = json!([
        // Seconds or minutes: the column doesn't say.
        [
            "2026-11-19T19:35+08:00",
            "13812345678",
            "in",
            true,
            null,
            null
        ],
        // It rang for twenty of something.
        [
            "2026-11-19T19:50+08:00",
            "13812345678",
            "in",
            false,
            null,
            null
        ],
        [
            "2026-11-20T09:05:10+08:00",
            "02866668888",
            "in",
            false,
            true,
            null
        ],
        [
            "2026-11-20T12:00+08:00",
            "13900001111",
            "out",
            true,
            null,
            null
        ],
        ["2026-11-20T12:30+08:00", "私人号码", null, null, null, null],
        [
            "2026-11-20T13:00+08:00",
            "17000000001",
            null,
            false,
            null,
            null
        ],
    ]);
    assert_eq!(json!(rows), expected);
    let entries = entries(&home);
    assert_eq!(entries[4].get("answered"), None);
    assert_eq!(entries[4].get("direction"), None);
    assert_eq!(entries[2]["robot"], true);
}

#[test]
fn a_word_for_a_call_says_its_way_and_whether_it_was_taken_or_neither() {
    let home = Home::new();
    let cases = [
        ("被叫", json!("in"), Value::Null),
        ("主叫", json!("out"), Value::Null),
        ("已接来电", json!("in"), json!(true)),
        ("未接来电", json!("in"), json!(false)),
        ("未接", json!("in"), json!(false)),
        ("拒接", json!("in"), json!(false)),
        ("呼出未接", json!("out"), json!(false)),
        ("拨出无人接听", json!("out"), json!(false)),
        ("未接通", Value::Null, json!(false)),
        ("呼入未接通", json!("in"), json!(false)),
        ("1", json!("in"), Value::Null),
        ("3", json!("in"), json!(false)),
        ("Incoming", json!("in"), Value::Null),
        ("呼叫转移", Value::Null, Value::Null),
        ("7", Value::Null, Value::Null),
    ];
    let mut table = "时间,对方号码,通话类型\n".to_owned();
    for (place, (word, _, _)) in cases.iter().enumerate() {
        table.push_str(&format!("2026-11-16 19:{place:02},13812345678,{word}\n"));
    }
    let file = home.file("ways.csv", table);
    let args = ["log", "import", arg(&file), "--kind", "电话", "--dry-run"];
    let answer = home.json(&args);
    for ((word, way, taken), row) in cases.iter().zip(answer["rows"].as_array().unwrap()) {
        assert_eq!(
            (&row["direction"], &row["answered"]),
            (way, taken),
            "{word}"
        );
    }
}

#[test]
fn messages_are_kept_word_for_word_and_their_time_zone_is_said() {
    let home = with_case("甲");
    let file = vector("messages.csv");
    let answer = import(&home, &file, &format!("{ALL}channel = \"sms\"\n"), &[]);
    assert_eq!(answer["kind"], "message");
    assert_eq!(lines_and_reasons(&answer), [(6, "no-words")]);
    let entries = entries(&home);
    assert_eq!(
        entries[0]["quote"],
        "【某某】您已逾期，今天不还将上报\n第二行"
    );
    assert_eq!(entries[0]["channel"], "sms");
    assert_eq!(entries[0]["direction"], "in");
    assert_eq!(entries[1]["direction"], "out");
    assert_eq!(entries[2]["occurred_at"], "2026-11-16T19:35:00+08:00");
    let answers = home.file("a.toml", format!("[import]\n{ALL}channel = \"sms\"\n"));
    let look = [
        "log",
        "import",
        &file,
        "--dry-run",
        "--answers",
        arg(&answers),
    ];
    let said = home.done(&look);
    assert!(
        unwrapped(&said).contains("有3行的时间在文件里是别的时区或时间戳"),
        "{said}"
    );
    assert!(said.contains("时间都按北京时间读"), "{said}");
}

#[test]
fn a_second_run_adds_nothing_and_says_which_entries_stand_for_the_rows() {
    let home = with_case("甲");
    let by_hand = ["log", "add", "电话", "x", "--when", "2026-11-16 19:35"];
    home.done(&[&by_hand[..], &["--phone", "138 1234 5678", "--loan", "A1"]].concat());
    let file = vector("operator-gb18030.csv");
    let first = import(&home, &file, ALL, &[]);
    assert_eq!(states(&first)[0], (3, "in-log"));
    assert_eq!(first["rows"][0]["same_as"], json!({"seq": 1}));
    assert_eq!(first["written"], 2);
    // One withdrawn isn't to come back.
    home.done(&["log", "withdraw", "2", "--reason", "不是催收"]);
    let second = import(&home, &file, ALL, &[]);
    assert_eq!(
        (&second["written"], &second["stored"]),
        (&json!(0), &json!(false))
    );
    assert_eq!(
        states(&second),
        [(3, "in-log"), (4, "in-log"), (5, "in-log"), (6, "repeated")]
    );
    // Unless it is asked for.
    let third = import(&home, &file, ALL, &["--with-duplicates"]);
    assert_eq!(third["written"], 4);
}

#[test]
fn known_numbers_are_taken_and_others_only_where_they_are_chosen() {
    let home = with_case("甲");
    let known = ["log", "add", "电话", "x", "--when", "2026-11-01 10:00"];
    let said = [
        "--phone",
        "13812345678",
        "--loan",
        "A1",
        "--principal",
        "乙银行",
    ];
    home.done(&[&known[..], &said].concat());
    let file = vector("telephone.csv");
    let answers = "numbers = [\"028 6666 8888\"]\nyear = 2026\nowner = \"unknown\"\nstore = true\n\
                   [import.lenders]\n02866668888 = \"unknown\"\n";
    let answer = import(&home, &file, answers, &[]);
    let states: Vec<&str> = states(&answer).iter().map(|(_, state)| *state).collect();
    assert_eq!(
        states,
        [
            "new",
            "new",
            "new",
            "not-chosen",
            "not-chosen",
            "not-chosen"
        ]
    );
    let entries = entries(&home);
    assert_eq!(entries[1]["loan"], "A1");
    assert_eq!(entries[1]["party"]["principal"], "乙银行");
    assert_eq!(entries[3].get("loan"), None);
    assert_eq!(entries[3].get("target"), None);
    // A number that isn't in the table is a slip; it isn't said back whole.
    let file_of = home.file(
        "b.toml",
        "[import]\nnumbers = [\"13612345678\"]\nyear = 2026\n",
    );
    let ran = home.run(&["log", "import", &file, "--answers", arg(&file_of)]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("136****5678") && !ran.err.contains("13612345678"),
        "{ran:?}"
    );
    let other = home.file("c.toml", "[import]\nnumber_of = 3\n");
    let ran = home.run(&["log", "import", &file, "--answers", arg(&other)]);
    assert!(ran.err.contains("import.number_of"), "{ran:?}");
}

#[test]
fn looking_first_writes_nothing_and_asks_nothing() {
    let home = Home::new();
    let file = vector("operator-gb18030.csv");
    let said = home.done(&["log", "import", &file, "--dry-run"]);
    for words in [
        "2026-11-16 19:35:02",
        "138****5678",
        "接通 1分23秒",
        "什么都没有写",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("13812345678"), "{said}");
    no_hole(&said);
    assert!(home.kept().is_empty(), "not even a case was made");
    let full = home.done(&["log", "import", &file, "--dry-run", "--full"]);
    assert!(full.contains("13812345678"), "{full}");
    // Nothing may be stored without a yes.
    let needed = home.refused(&["log", "import", &file], "answers-needed", 5);
    assert_eq!(needed["args"]["needed"], json!(["import.numbers"]));
}

#[test]
fn a_table_of_neither_sort_is_asked_about_and_a_kind_settles_it() {
    let home = with_case("甲");
    let file = home.file("t.csv", "时间,号码\n2026-11-16 19:35,13812345678\n");
    let args = ["log", "import", arg(&file), "--dry-run"];
    let needed = home.refused(&args, "answers-needed", 5);
    assert_eq!(needed["args"]["needed"], json!(["import.kind"]));
    let said = home.json(&[&args[..], &["--kind", "电话"]].concat());
    assert_eq!(
        (&said["kind"], &said["rows"][0]["answered"]),
        (&json!("call"), &Value::Null)
    );
    home.refused(
        &[&args[..], &["--kind", "上门"]].concat(),
        "log-kind-unknown",
        2,
    );
}

#[test]
fn at_a_terminal_the_rows_stand_before_the_questions_and_a_no_writes_nothing() {
    let home = with_case("甲");
    let before = home.kept();
    let file = vector("operator-gb18030.csv");
    let mut terminal = Terminal::sized(&home, &["log", "import", &file], 80, 60);
    terminal.expect("接通 1分23秒");
    terminal.expect("哪些和借款有关").prompt().line("1");
    terminal.expect("138****5678").prompt().line("1");
    terminal.expect("是哪一笔借款的事").prompt().line("1");
    terminal.expect("这是谁手机上的清单").prompt().line("1");
    terminal.expect("另有 1 行");
    terminal.expect("写进记录吗").prompt().line("2");
    terminal.shows("什么都没有写");
    assert_eq!(terminal.end(), 0);
    assert_eq!(home.kept(), before);
}

/// About the longest list that is read, so that the key reaches the import while it runs, also from a test
/// that was kept waiting.
const LONG: usize = 19_800;

/// A list of so many calls, a minute apart.
pub fn long_list(home: &Home, rows: usize) -> PathBuf {
    let mut text = "时间,对方号码,类型,时长(秒)\n".to_owned();
    let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let start = start.and_hms_opt(8, 0, 0).unwrap();
    for i in 0..rows {
        let at = start + chrono::TimeDelta::minutes(i64::try_from(i).unwrap());
        text.push_str(&format!("{at},138000000{:02},来电,{}\n", i % 50, i % 90));
    }
    home.file("long.csv", text)
}

/// Stops a long import as soon as the first entries are on disk; gives the last screen.
pub fn stopped(home: &Home) -> String {
    let file = long_list(home, LONG);
    let answers = home.file(
        "import.toml",
        "[import]\nnumbers = \"all\"\nowner = \"unknown\"\nstore = true\n",
    );
    let args = ["log", "import", arg(&file), "--answers", arg(&answers)];
    let mut terminal = Terminal::sized(home, &[&args[..], &["-o", "out.txt"]].concat(), 80, 40);
    terminal.expect("已写入 ").send(b"\x03");
    assert_eq!(terminal.end(), 130);
    terminal.screen()
}

#[test]
fn a_long_list_that_was_stopped_goes_on_without_doubles() {
    let home = Home::new();
    let screen = stopped(&home);
    let kept = entries(&home).len();
    assert!(
        kept > 0 && kept < LONG && kept.is_multiple_of(200),
        "{kept}"
    );
    assert!(
        unwrapped(&screen).contains(&format!("{kept}条已经写入磁盘")),
        "{screen}"
    );
    let args = ["log", "import", "long.csv", "--answers", "import.toml"];
    let second = home.json(&args);
    assert_eq!(second["written"], LONG - kept);
    assert_eq!(entries(&home).len(), LONG);
    assert!(home.done(&["log", "verify"]).contains("校验通过"));
    assert!(CLOCK.starts_with("2026-11-21"));
}

#[test]
fn one_line_says_that_the_time_is_only_about_right() {
    let home = Home::new();
    let line = ["log", "add", "电话", "x", "--when", "2026-11-20 22:30"];
    home.done(&[&line[..], &["--about", "--grade", "凭记忆"]].concat());
    let entry = &entries(&home)[0];
    assert_eq!(
        (&entry["precision"], &entry["grade"]),
        (&json!("about"), &json!("memory"))
    );
    home.done(&line);
    assert_eq!(entries(&home)[1]["precision"], "exact");
}

#[test]
fn from_when_on_an_entry_is_late_stands_in_the_rule_book() {
    let home = Home::new();
    home.done(&["log", "add", "备注", "x", "--when", "2026-11-20 10:00"]);
    let late = |home: &Home| home.json(&["log", "show", "1"])["days_late"].clone();
    assert_eq!(late(&home), json!(1));
    let book = include_str!("../../content/parameters/late-entry-hours.toml");
    let own = home.path().join("content/parameters");
    std::fs::create_dir_all(&own).unwrap();
    let longer = book.replace("value = \"24\"", "value = \"72\"");
    std::fs::write(own.join("late-entry-hours.toml"), longer).unwrap();
    assert_eq!(late(&home), Value::Null);
    assert!(!home.done(&["log", "list"]).contains("补记"));
}
