//! Chinese in another encoding than UTF-8: understood and said so, or refused by name; never stored
//! as another text.

use crate::support::{Ran, arg, no_text, with_case};
use encoding_rs::GB18030;
use menshen::domain::encoding::{decoded, is_gb18030};
use std::io::Write;
use std::process::{Command, Stdio};

fn gb(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// The command with these bytes on its standard input.
fn fed(mut command: Command, input: &[u8], args: &[&str]) -> Ran {
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Ran::from_output(child.wait_with_output().unwrap(), args)
}

const SAID: &str = "GB18030";
const WORDS: &str = "你们必须停止打电话，22点47分还打给我妈妈";

#[test]
fn words_are_understood_from_a_file_and_from_a_pipe() {
    let home = with_case("甲");
    let file = home.file("words.txt", gb(WORDS));
    let by_file: [&[&str]; 3] = [
        &["letter", "tone"],
        &["check", "notice"],
        &["check", "words", "--file"],
    ];
    for args in by_file {
        let utf8 = home.file("utf8.txt", WORDS);
        let plain = home.run(&[args, &[arg(&utf8)]].concat());
        assert!(!plain.err.contains(SAID), "{plain:?}");
        let ran = home.run(&[args, &[arg(&file)]].concat());
        assert_eq!((ran.code, &ran.out), (0, &plain.out), "{ran:?}");
        assert!(ran.err.contains(SAID), "{ran:?}");
    }
    for args in [
        &["letter", "tone"][..],
        &["check", "notice"],
        &["check", "words"],
    ] {
        let plain = fed(home.command(args), WORDS.as_bytes(), args);
        let ran = fed(home.command(args), &gb(WORDS), args);
        assert_eq!((ran.code, &ran.out), (0, &plain.out), "{ran:?}");
        assert!(ran.err.contains(SAID), "{ran:?}");
    }
}

#[test]
fn answers_from_a_pipe_are_stored_as_they_were_meant() {
    let home = with_case("甲");
    let args = ["case", "borrower"];
    // 小 alone is the same two bytes as a Cyrillic letter in UTF-8.
    for name in ["李四", "小"] {
        let lines = gb(&format!("{name}\n\n\n\n"));
        let ran = fed(home.command(&args), &lines, &args);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains(SAID), "{ran:?}");
        assert_eq!(
            home.json(&["case", "show"])["case"]["borrower"]["name"],
            name
        );
    }
    let args = ["case", "borrower"];
    let ran = fed(home.command(&args), "王五\n\n\n\n".as_bytes(), &args);
    assert!(ran.code == 0 && !ran.err.contains(SAID), "{ran:?}");
}

#[test]
fn files_that_must_be_utf8_are_refused_by_the_name_of_what_they_are() {
    let home = with_case("甲");
    let before = home.kept();
    let answers = home.file("answers.toml", gb("# 收支\nincome = \"4200\"\n"));
    let ran = home.run(&["plan", "--answers", arg(&answers)]);
    assert!(ran.code == 2 && ran.err.contains(SAID), "{ran:?}");
    let entry = home.file(
        "entry.json",
        gb("{\"kind\":\"call\",\"summary\":\"要求还款\"}"),
    );
    let ran = home.run(&["log", "add", "--entry", arg(&entry)]);
    assert!(ran.code == 2 && ran.err.contains(SAID), "{ran:?}");
    let mut command = home.command(&["case", "note"]);
    command.arg(no_text());
    let ran = Ran::of(command, &["case", "note"]);
    assert!(ran.code == 2, "{ran:?}");
    ran.said_plainly();
    assert_eq!(home.kept(), before);
    // A case edited by hand and saved by an old editor isn't touched either.
    let file = home.case("甲").join("case.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let foreign = gb(&format!("# 手改的\n{text}"));
    std::fs::write(&file, &foreign).unwrap();
    let error = home.refused(&["case", "show"], "storage-not-utf8", 1);
    assert_eq!(error["args"]["encoding"], SAID);
    assert_eq!(std::fs::read(&file).unwrap(), foreign);
}

#[cfg(target_os = "linux")]
#[test]
fn a_window_in_another_encoding_is_told_once_in_its_own() {
    let home = with_case("甲");
    let run = |args: &[&str], name: &str, value: &str| {
        let mut command = home.command(args);
        command.env(name, value);
        command.output().unwrap()
    };
    for (name, value) in [
        ("LC_ALL", "zh_CN.GB18030"),
        ("LANG", "zh_CN.GBK"),
        ("LANG", "zh_CN"),
    ] {
        let output = run(&["due"], name, value);
        let (said, ..) = GB18030.decode(&output.stderr);
        assert!(said.contains("LC_ALL=C.UTF-8"), "{said}");
        // Only what is said of the window is in its encoding.
        assert!(said.starts_with("注意：这个窗口的文字编码"), "{said}");
        assert_eq!(output.stdout, run(&["due"], "LANG", "C.UTF-8").stdout);
    }
    for (args, value) in [
        (&["due"][..], "zh_CN.UTF-8"),
        (&["due"], "C"),
        (&["due", "--json"], "zh_CN.GB18030"),
    ] {
        let output = run(args, "LC_ALL", value);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.contains("LC_ALL"), "{said}");
    }
}

#[test]
fn what_utf8_and_gb18030_have_in_common() {
    for text in ["小", "李四 13800005678", "网贷逾期了", "阿卜杜·热西提"] {
        assert_eq!(decoded(&gb(text)).unwrap().text, text);
        assert!(is_gb18030(&gb(text)), "{text}");
        assert_eq!(decoded(text.as_bytes()).unwrap().text, text);
        assert!(!is_gb18030(text.as_bytes()), "{text}");
    }
    // Letters with marks, Uyghur names and signs of UTF-8 stay what they are.
    for text in ["René", "3×4 ±5 °C", "ئابدۇرېھىم", "abc", "«Москва» 小"] {
        assert_eq!(decoded(text.as_bytes()).unwrap().text, text);
        assert_eq!(decoded(text.as_bytes()).unwrap().foreign(), None);
    }
    assert_eq!(decoded(b"\xef\xbb\xbfabc").unwrap().text, "abc");
    assert_eq!(decoded(b"\xff\xff"), None);
}
