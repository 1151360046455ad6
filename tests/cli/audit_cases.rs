//! `menshen audit --cases`: the loans of every case, reckoned as everywhere else; a case that can't be
//! reached has a line of its own.

use crate::support::{A1, Home, Ran, Terminal, arg};
use serde_json::Value;
use std::io::Read;
use std::process::{Command, Stdio};

const A2: &str = include_str!("../../content/demo/a2.toml");

/// Cases 甲 with A1 and A2, and 乙 with A2.
fn two_cases() -> Home {
    let home = Home::new();
    let (a1, a2) = (home.file("a1.toml", A1), home.file("a2.toml", A2));
    for (case, loans) in [("甲", vec![&a1, &a2]), ("乙", vec![&a2])] {
        home.done(&["case", "new", case]);
        for loan in loans {
            home.done(&["confirm", "--answers", arg(loan), "--case", case]);
        }
    }
    home
}

fn lines(out: &str) -> Vec<Value> {
    out.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// The answers of a case without its name, which must come first.
fn of_case(out: &str, case: &str) -> Vec<Value> {
    let beginning = format!(r#"{{"case":"{case}","#);
    let mut found = lines(out);
    found.retain(|line| line["case"] == case);
    let named = out.lines().filter(|l| l.starts_with(&beginning)).count();
    assert_eq!(named, found.len(), "{out}");
    for line in &mut found {
        line.as_object_mut().unwrap().remove("case");
    }
    found
}

fn audited(home: &Home, more: &[&str]) -> Ran {
    let ran = home.run(&[&["audit", "--cases"][..], more].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    ran
}

#[test]
fn figures_are_those_of_confirm_and_of_a_file() {
    let home = two_cases();
    for day in [None, Some("2026-11-01")] {
        let given: Vec<&str> = day.iter().flat_map(|day| ["--as-of", day]).collect();
        let out = audited(&home, &given).out;
        assert_eq!(lines(&out).len(), 3);
        for case in ["甲", "乙"] {
            let args = [&["confirm", "--case", case][..], &given].concat();
            let confirmed = home.json(&args)["loans"].clone();
            assert_eq!(
                Value::Array(of_case(&out, case)),
                confirmed,
                "{case} {day:?}"
            );
        }
    }
    // The same loans as lines of a file, byte for byte behind the name.
    let stored = std::fs::read_to_string(home.case("甲").join("case.toml")).unwrap();
    let stored: toml::Table = toml::from_str(&stored).unwrap();
    let loans = stored["loans"].as_array().unwrap().iter();
    let loans: String = loans
        .map(|loan| serde_json::to_string(loan).unwrap() + "\n")
        .collect();
    let file = home.file("loans.jsonl", loans);
    for options in [vec![], vec!["--explain", "--schedule"]] {
        let day = ["--as-of", "2026-11-21"];
        let of_file = home.done(&[&["audit", arg(&file)][..], &day, &options].concat());
        let of_cases = audited(&home, &[&day[..], &options].concat()).out;
        let of_cases: String = of_cases
            .lines()
            .filter_map(|line| line.strip_prefix(r#"{"case":"甲","#))
            .map(|rest| format!("{{{rest}\n"))
            .collect();
        assert!(of_cases == of_file, "{options:?}");
    }
}

#[test]
fn what_is_left_out_is_said_and_that_it_stays_here() {
    let home = two_cases();
    home.done(&["case", "settle", "A2", "--case", "甲", "--on", "2026-11-20"]);
    home.done(&["case", "new", "空"]);
    home.done(&["case", "archive", "乙"]);
    let ran = audited(&home, &[]);
    let ids: Vec<_> = lines(&ran.out).iter().map(|l| l["id"].clone()).collect();
    assert_eq!(ids, ["A1"]);
    let err = crate::support::unwrapped(&ran.err);
    for said in [
        "只留在这台电脑上",
        "menshencasestats",
        "档案2份，算出借款1笔",
        "已结清或收起来的借款1笔没有算",
        "收起来的档案1份没有看",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    let all = audited(&home, &["--archived"]);
    assert_eq!(lines(&all.out).len(), 2);
    assert!(!all.err.contains("没有看"), "{all:?}");
    assert_eq!(lines(&audited(&home, &["--case", "甲"]).out).len(), 1);
    assert_eq!(home.run(&["audit", "--cases", "x.jsonl"]).code, 2);
    assert_eq!(home.run(&["audit", "--archived"]).code, 2);
    let nobody = Home::new();
    assert_eq!(audited(&nobody, &[]).out, "");
}

#[test]
fn a_case_that_cannot_be_reached_has_its_line_and_stops_no_other() {
    let home = two_cases();
    home.done(&["case", "new", "丙"]);
    std::fs::write(home.case("丙").join("case.toml"), "format = 1\n").unwrap();
    let busy = std::fs::File::options()
        .write(true)
        .open(home.case("乙").join("case.lock"))
        .unwrap();
    busy.lock().unwrap();
    let ran = audited(&home, &[]);
    let by_code: Vec<(String, String)> = lines(&ran.out)
        .iter()
        .map(|line| {
            let said = line["error"]["message"].as_str().unwrap_or_default();
            crate::support::no_hole(said);
            let code = line["error"]["code"].as_str().unwrap_or("stated");
            (line["case"].as_str().unwrap().to_owned(), code.to_owned())
        })
        .collect();
    let expected = [
        ("丙", "storage-damaged"),
        ("乙", "case-locked"),
        ("甲", "stated"),
        ("甲", "stated"),
    ];
    assert_eq!(by_code, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(lines(&ran.out)[1]["line"], 2);
    assert!(ran.err.contains("有 2 行没能核对"), "{ran:?}");
    // A loan spoilt by hand is answered in its place, as in a file.
    drop(busy);
    let path = home.case("甲").join("case.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("contract_amount", "contract_sum", 1)).unwrap();
    let out = audited(&home, &[]).out;
    let spoilt = &of_case(&out, "甲")[0];
    assert_eq!(
        (&spoilt["id"], &spoilt["ok"]),
        (&"A1".into(), &false.into())
    );
    assert_eq!(of_case(&out, "甲")[1]["ok"], true);
}

#[cfg(feature = "seal")]
#[test]
fn one_passphrase_is_tried_and_those_it_does_not_open_are_named() {
    let home = two_cases();
    let file = crate::seal::passphrase(&home);
    let other = crate::seal::private_file(&home, "other", "something else\n");
    for (case, file) in [("甲", &file), ("乙", &other)] {
        home.done(&[
            "case",
            "seal",
            "--case",
            case,
            "--passphrase-file",
            arg(file),
        ]);
    }
    let codes = |out: &str| -> Vec<Value> {
        lines(out)
            .iter()
            .map(|line| line["error"]["code"].clone())
            .collect()
    };
    let kept = home.kept();
    assert_eq!(codes(&audited(&home, &[]).out), ["case-shut", "case-shut"]);
    let given = audited(&home, &["--passphrase-file", arg(&file)]);
    assert_eq!(
        codes(&given.out),
        [Value::from("passphrase-wrong"), Value::Null, Value::Null]
    );
    assert_eq!(home.kept(), kept);
}

#[test]
fn stopped_it_ends_behind_a_whole_line() {
    let home = two_cases();
    let text = std::fs::read_to_string(home.case("甲").join("case.toml")).unwrap();
    for number in 0..80 {
        let folder = home.case(&format!("丁{number}"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("case.toml"), &text).unwrap();
    }
    let args = ["audit", "--cases"];
    let mut command = home.command(&args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    let mut first = [0; 1];
    output.read_exact(&mut first).unwrap();
    // The answers are far more than a pipe holds: the program waits for its reader.
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    std::thread::sleep(std::time::Duration::from_millis(200));
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    let ran = Ran::from_output(child.wait_with_output().unwrap(), &args);
    assert_eq!(ran.code, 130, "{ran:?}");
    let out = format!("{}{rest}", char::from(first[0]));
    assert!(
        out.ends_with('\n') && lines(&out).len() < 163,
        "{}",
        out.len()
    );
    let result = home.beside("out.jsonl");
    home.done(&["audit", "--cases", "-o", arg(&result)]);
    let whole = std::fs::read_to_string(&result).unwrap();
    assert!(whole.starts_with(&out) && lines(&whole).len() == 163);
}

#[test]
fn a_person_sees_how_far_it_is() {
    let home = two_cases();
    let args = ["audit", "--cases", "-o", "out.jsonl"];
    let mut terminal = Terminal::start(&home, &args);
    terminal.expect("只留在这台电脑上").expect("算出借款 3 笔");
    assert_eq!(terminal.end(), 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = home.beside("out.jsonl").metadata().unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
    let mut plain = Terminal::sized(&home, &[&args[..], &["--plain"]].concat()[..2], 40, 15);
    plain.expect("算出借款 3 笔");
}
