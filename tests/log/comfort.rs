//! Amending, withdrawing, completing, choosing and hiding, as a program.

use super::cli::{done, menshen, out, refused, with_input};
use serde_json::{Value, json};
use std::path::Path;

fn object(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(object).collect()
}

fn log_bytes(home: &Path) -> Vec<u8> {
    std::fs::read(home.join("cases/inbox/evidence.jsonl")).unwrap()
}

/// A call and a visit of which much is open.
fn two_entries(home: &Path) {
    let call = [
        "log",
        "add",
        "电话",
        "来电13812345678",
        "--when",
        "2026-11-20 22:30",
    ];
    done(
        home,
        &[&call[..], &["--phone", "138 1234 5678", "--from", "甲公司"]].concat(),
    );
    done(
        home,
        &["log", "add", "上门", "两人上门", "--when", "2026-11-16"],
    );
}

#[test]
fn options_fill_members_and_are_read_back() {
    let home = tempfile::tempdir().unwrap();
    let call = [
        "log",
        "add",
        "电话",
        "x",
        "--quote",
        "今天 不还 试试！",
        "--missed",
        "--robot",
        "--phone",
        "+86 138-1234-5678",
        "--from",
        "甲公司",
        "--principal",
        "乙银行",
        "--target",
        "同事",
        "--direction",
        "in",
        "--grade",
        "凭记忆",
        "--loan",
        "A9",
        "--amount",
        "1.2万",
    ];
    let output = menshen(home.path(), &[&call[..], &["--json"]].concat());
    let notes = String::from_utf8_lossy(&output.stderr);
    assert!(notes.contains("没有叫 A9 的借款"), "{notes}");
    let content = object(&out(&output))["entries"][0]["content"].clone();
    for (member, expected) in [
        ("quote", json!("今天 不还 试试！")),
        ("answered", json!(false)),
        ("robot", json!(true)),
        (
            "party",
            json!({"phone": "13812345678", "employer": "甲公司", "principal": "乙银行"}),
        ),
        ("target", json!("colleague")),
        ("direction", json!("in")),
        ("grade", json!("memory")),
        ("loan", json!("A9")),
        ("amount", json!("12000.00")),
    ] {
        assert_eq!(content[member], expected, "{member}");
    }
    let said = done(
        home.path(),
        &[
            "log",
            "add",
            "上门",
            "x",
            "--people",
            "两人",
            "--grade",
            "凭记忆",
        ],
    );
    assert!(
        said.contains("来了几人：2") && said.contains("怎么知道的：凭记忆"),
        "{said}"
    );
    assert!(said.contains("menshen log complete 2"), "{said}");
    // Every option that is wrong is named at once.
    let wrong = [
        "log", "add", "上门", "x", "--phone", "12", "--people", "很多", "--grade", "准",
    ];
    assert_eq!(
        refused(home.path(), &wrong, ""),
        (json!("log-member-rejected"), 2)
    );
    let said = String::from_utf8(menshen(home.path(), &wrong).stderr).unwrap();
    for label in ["对方号码", "来了几人", "怎么知道的"] {
        assert!(said.contains(label), "{said}");
    }
    let both = ["log", "add", "电话", "x", "--answered", "--missed"];
    assert_eq!(
        refused(home.path(), &both, ""),
        (json!("usage-conflict"), 2)
    );
    let alone = ["log", "add", "--phone", "13812345678"];
    assert_eq!(
        refused(home.path(), &alone, ""),
        (json!("usage-argument-missing"), 2)
    );
}

#[test]
fn an_amendment_on_one_line_changes_what_it_names() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    let first = log_bytes(home.path());
    let said = done(
        home.path(),
        &[
            "log",
            "amend",
            "1",
            "--set",
            "answered=是",
            "--set",
            "party.principal=乙银行",
            "--set",
            "occurred_at=昨天",
            "--set",
            "party.employer=甲公司",
        ],
    );
    assert!(said.contains("第 3 条：更正第 1 条"), "{said}");
    assert!(
        !said.contains("改了接通说话了、自称代表、发生时间、对方单位"),
        "{said}"
    );
    assert!(log_bytes(home.path()).starts_with(&first));
    let shown = object(&done(home.path(), &["log", "show", "1", "--json"]));
    assert_eq!(
        shown["current"]["party"],
        json!({"phone": "13812345678", "employer": "甲公司", "principal": "乙银行"})
    );
    assert_eq!(shown["current"]["answered"], true);
    assert_eq!(shown["current"]["occurred_at"], "2026-11-20");
    assert_eq!(shown["current"]["precision"], "day");
    assert_eq!(shown["content"]["occurred_at"], "2026-11-20T22:30+08:00");
    let amendment = object(&done(home.path(), &["log", "show", "3", "--json"]));
    assert_eq!(amendment["content"].get("summary"), None);
    let people = [
        "log",
        "amend",
        "2",
        "--set",
        "answered=否",
        "--set",
        "witnesses=周某、吴某",
        "--set",
        "kind=电话",
        "--json",
    ];
    let written = object(&done(home.path(), &people));
    assert_eq!(written["changed"], json!(["answered", "witnesses", "kind"]));
    assert_eq!(
        written["entries"][0]["content"],
        json!({"kind": "amendment", "amends": 2,
        "answered": false, "witnesses": ["周某", "吴某"], "content_kind": "call"})
    );
    // What is so already is nothing to write.
    let before = log_bytes(home.path());
    let same = object(&done(
        home.path(),
        &["log", "amend", "2", "--set", "answered=否", "--json"],
    ));
    assert_eq!(same["changed"], json!([]));
    assert_eq!(log_bytes(home.path()), before);
    assert!(done(home.path(), &["log", "verify"]).contains("校验通过"));
}

#[test]
fn a_file_is_added_to_those_an_entry_has() {
    let home = tempfile::tempdir().unwrap();
    let (one, two) = (home.path().join("一.amr"), home.path().join("二.png"));
    std::fs::write(&one, b"#!AMR\n").unwrap();
    std::fs::write(&two, b"\x89PNG\r\n\x1A\n").unwrap();
    done(
        home.path(),
        &["log", "add", "电话", "x", "--attach", one.to_str().unwrap()],
    );
    let said = done(
        home.path(),
        &["log", "amend", "1", "--attach", two.to_str().unwrap()],
    );
    assert!(
        said.contains("二.png") && said.contains("原件才是证据"),
        "{said}"
    );
    let shown = object(&done(home.path(), &["log", "show", "1", "--json"]));
    let names: Vec<&Value> = shown["current"]["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| &a["name"])
        .collect();
    assert_eq!(names, ["一.amr", "二.png"]);
    let absent = ["log", "amend", "1", "--attach", "没有.png"];
    assert_eq!(
        refused(home.path(), &absent, ""),
        (json!("attachment-not-found"), 1)
    );
    assert!(done(home.path(), &["log", "verify"]).contains("校验通过"));
}

#[test]
fn what_cannot_be_amended_is_refused_and_nothing_written() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    done(home.path(), &["log", "amend", "1", "--set", "robot=否"]);
    done(home.path(), &["log", "withdraw", "2", "--reason", "重复了"]);
    let before = log_bytes(home.path());
    let set = |seq: &str, set: &str| refused(home.path(), &["log", "amend", seq, "--set", set], "");
    assert_eq!(set("3", "robot=是"), (json!("log-is-amendment"), 2));
    assert_eq!(set("9", "robot=是"), (json!("log-no-entry"), 1));
    assert_eq!(set("2", "people=3"), (json!("log-withdrawn"), 2));
    assert_eq!(set("1", "robot"), (json!("log-set-form"), 2));
    assert_eq!(
        set("1", "withdrawn=true"),
        (json!("log-set-unknown-member"), 2)
    );
    assert_eq!(set("1", "robot=也许"), (json!("log-member-rejected"), 2));
    assert_eq!(set("1", "summary= "), (json!("log-member-rejected"), 2));
    assert_eq!(
        set("1", "occurred_until=2026-11-01"),
        (json!("log-entry-rejected"), 2)
    );
    for again in [["log", "withdraw", "2"], ["log", "complete", "2"]] {
        assert_eq!(
            refused(home.path(), &again, ""),
            (json!("log-withdrawn"), 2)
        );
    }
    assert_eq!(
        refused(home.path(), &["log", "withdraw", "4"], ""),
        (json!("log-is-amendment"), 2)
    );
    // Nobody to ask: the questions are listed, and nothing is kept waiting.
    assert_eq!(
        refused(home.path(), &["log", "amend", "1"], ""),
        (json!("answers-needed"), 5)
    );
    assert_eq!(log_bytes(home.path()), before);
}

#[test]
fn an_entry_that_cannot_be_read_is_not_amended() {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), &["log", "add", "备注", "甲"]);
    let log = home.path().join("cases/inbox/evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    let (first, line) = text.trim_end().split_once('\n').unwrap();
    let mut line = object(line);
    line["body"] = Value::Null;
    std::fs::write(&log, format!("{first}\n{line}\n")).unwrap();
    let amend = ["log", "amend", "1", "--set", "summary=乙"];
    assert_eq!(
        refused(home.path(), &amend, ""),
        (json!("log-not-readable"), 2)
    );
    let output = menshen(home.path(), &["log", "list", "--word", "甲"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("没有拿来比对"));
    assert!(out(&output).contains("没有符合条件的"));
}

#[test]
fn what_was_withdrawn_stays_in_sight() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    let said = done(
        home.path(),
        &["log", "withdraw", "2", "--reason", "记到别人头上了"],
    );
    assert!(
        said.contains("原文还在") && said.contains("重新记一条"),
        "{said}"
    );
    let listed = done(home.path(), &["log", "list"]);
    assert!(
        listed.contains("两人上门") && listed.contains("已撤回"),
        "{listed}"
    );
    assert!(listed.contains("撤回第 2 条"), "{listed}");
    let shown = done(home.path(), &["log", "show", "2"]);
    assert!(
        shown.contains("两人上门") && shown.contains("撤回的理由：记到别人头上了"),
        "{shown}"
    );
    assert!(!shown.contains("还可以补"), "{shown}");
    let open = lines(&done(home.path(), &["log", "open", "--json"]));
    assert_eq!(
        open.iter().map(|l| &l["seq"]).collect::<Vec<_>>(),
        [&json!(1)]
    );
}

#[test]
fn answers_from_a_file_change_what_they_name() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    let file = home.path().join("answers.toml");
    let path = file.to_str().unwrap();
    std::fs::write(
        &file,
        "summary = \"三人上门\"\npeople = 3\ngrade = \"witnessed\"\n",
    )
    .unwrap();
    let amend = ["log", "amend", "2", "--answers", path, "--json"];
    let written = object(&done(home.path(), &amend));
    assert_eq!(written["changed"], json!(["summary", "people", "grade"]));
    let again = object(&done(home.path(), &amend));
    assert_eq!(again["changed"], json!([]));

    std::fs::write(
        &file,
        "direction = \"in\"\nanswered = true\ntarget = \"unknown\"\n",
    )
    .unwrap();
    let complete = ["log", "complete", "1", "--answers", path, "--json"];
    let written = object(&done(home.path(), &complete));
    assert_eq!(written["changed"], json!(["direction", "answered"]));
    let open = lines(&done(home.path(), &["log", "open", "--json"]));
    assert_eq!(
        open[0]["open"],
        json!(["robot", "party.principal", "target", "grade"])
    );
    // A question that is answered already isn't asked again.
    std::fs::write(&file, "summary = \"x\"\n").unwrap();
    assert_eq!(
        refused(home.path(), &complete[..5], ""),
        (json!("answers-rejected"), 2)
    );

    // What was recorded can't be taken away again, and that is said.
    std::fs::write(&file, "direction = \"unknown\"\n").unwrap();
    let output = menshen(home.path(), &["log", "amend", "1", "--answers", path]);
    assert!(out(&output).contains("什么都没有写"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("方向 没有动"));
}

#[test]
fn a_whole_entry_has_nothing_to_complete() {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), &["log", "add", "备注", "x"]);
    assert!(done(home.path(), &["log", "open"]).contains("没有要补的"));
    let said = object(&done(home.path(), &["log", "complete", "1", "--json"]));
    assert_eq!(said["changed"], json!([]));
}

#[test]
fn a_list_is_chosen_by_options() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    done(home.path(), &["log", "amend", "1", "--set", "loan=A1"]);
    let chosen = |options: &[&str]| -> Vec<u64> {
        let said = done(home.path(), &[&["log", "list", "--json"], options].concat());
        lines(&said)
            .iter()
            .map(|l| l["seq"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(chosen(&["--kind", "电话"]), [1, 3]);
    assert_eq!(chosen(&["--kind", "更正"]), [3]);
    assert_eq!(chosen(&["--day", "昨天"]), [1, 3]);
    assert_eq!(chosen(&["--from", "11月10日", "--to", "2026-11-16"]), [2]);
    assert_eq!(chosen(&["--loan", "A1"]), [1, 3]);
    assert_eq!(chosen(&["--phone", "138-1234-5678"]), [1, 3]);
    assert_eq!(chosen(&["--word", "上门", "--kind", "visit"]), [2]);
    let none = done(home.path(), &["log", "list", "--word", "没有的词"]);
    assert!(none.contains("全部 3 条里，没有符合条件的"), "{none}");
    let bad = |options: &[&str]| refused(home.path(), &[&["log", "list"], options].concat(), "");
    assert_eq!(bad(&["--day", "某天"]), (json!("log-bad-day"), 2));
    assert_eq!(
        bad(&["--from", "昨天", "--to", "前天"]),
        (json!("log-day-order"), 2)
    );
    assert_eq!(bad(&["--kind", "催收"]), (json!("log-kind-unknown"), 2));
}

#[test]
fn numbers_are_hidden_on_screens_and_kept_in_json() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    let source = home.path().join("录音13912345678.amr");
    std::fs::write(&source, b"#!AMR\n").unwrap();
    done(
        home.path(),
        &["log", "amend", "1", "--attach", source.to_str().unwrap()],
    );
    let hidden = [
        done(home.path(), &["log", "list"]),
        done(home.path(), &["log", "open"]),
        done(home.path(), &["log", "show", "1"]),
    ];
    for screen in &hidden {
        assert!(screen.contains("138****5678"), "{screen}");
        assert!(
            !screen.contains("13812345678") && !screen.contains("13912345678"),
            "{screen}"
        );
    }
    assert!(
        hidden[2].contains("--full") && hidden[2].contains("139****5678"),
        "{}",
        hidden[2]
    );
    let full = done(home.path(), &["log", "show", "1", "--full"]);
    assert!(
        full.contains("对方号码：13812345678") && full.contains("录音13912345678"),
        "{full}"
    );
    let json = done(home.path(), &["log", "list", "--json"]);
    assert!(json.contains("来电13812345678"), "{json}");
}

#[test]
fn what_was_written_down_late_says_so() {
    let home = tempfile::tempdir().unwrap();
    two_entries(home.path());
    let listed = done(home.path(), &["log", "list"]);
    assert_eq!(listed.matches("补记").count(), 1, "{listed}");
    assert!(listed.contains("事后 5 天补记，没记几点"), "{listed}");
    let shown = done(home.path(), &["log", "show", "2"]);
    assert!(shown.contains("晚 5 天；发生在几点没有记"), "{shown}");
    let json = lines(&done(home.path(), &["log", "list", "--json"]));
    assert_eq!(
        (&json[0]["days_late"], &json[1]["days_late"]),
        (&Value::Null, &json!(5))
    );
}

#[test]
fn a_visit_asked_for_from_a_file_keeps_numbers_as_numbers() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("visit.toml");
    let answers = "occurred_at = \"2026-11-16 19:35\"\nprecision = \"exact\"\n\
        summary = \"两人上门\"\ndirection = \"in\"\npeople = 2\ngrade = \"witnessed\"\n\
        [party]\nemployer = \"甲公司\"\nprincipal = \"unknown\"\n";
    std::fs::write(&file, answers).unwrap();
    // The kind named on the line answers the first question.
    let add = [
        "log",
        "add",
        "上门",
        "--answers",
        file.to_str().unwrap(),
        "--json",
    ];
    let content = object(&done(home.path(), &add))["entries"][0]["content"].clone();
    assert_eq!(content["kind"], "visit");
    assert_eq!(content["people"], 2);
    assert_eq!(content["party"], json!({"employer": "甲公司"}));
    let bad = with_input(home.path(), &["log", "add", "催收", "--json"], "");
    assert_eq!(object(&out(&bad))["error"]["code"], "log-kind-unknown");
}
