//! A call entered twice happened once: the complaint, the account for the police and the timeline count
//! it alike, and say of the second entry that it is the same call.

use super::{PHONE, answered, complaint, with_entries};
use crate::support::{Home, arg};
use serde_json::Value;

/// What is said of the second entry of a call.
const SAME: &str = "是同一通电话，只计一次";

/// The entries 4 and 5: one call, by hand and from a list.
fn with_a_call_twice() -> Home {
    let home = with_entries();
    for words in ["来电催收", "通话清单里的来电"] {
        home.done(&[
            "log",
            "add",
            "电话",
            words,
            "--when",
            "2026-11-03T22:10:05+08:00",
            "--loan",
            "A1",
            "--phone",
            "13600001111",
        ]);
    }
    home
}

fn letter_of(home: &Home, entries: &str) -> (String, Value) {
    let file = answered(home, "nobody", false);
    let answers = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, answers.replace("\"1,2\"", &format!("\"{entries}\""))).unwrap();
    let told = complaint(home, "lender-desk", &file, &["--force"]).json();
    let folder = told["folder"].as_str().unwrap().to_owned();
    let letter = std::fs::read_to_string(format!("{folder}/1_投诉书.txt")).unwrap();
    let timeline = std::fs::read(format!("{folder}/3_时间线.json")).unwrap();
    (letter, serde_json::from_slice(&timeline).unwrap())
}

#[test]
fn the_complaint_counts_a_call_once_as_the_timeline_does() {
    let home = with_a_call_twice();
    let (letter, timeline) = letter_of(&home, "1,4,5");
    assert!(letter.contains("本人记录的情况共2件"), "{letter}");
    assert_eq!(letter.matches(SAME).count(), 1, "{letter}");
    // Both entries stand in both papers: what was written is not left out.
    assert!(letter.contains("来电催收") && letter.contains("通话清单里的来电"));
    let rows = timeline.as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1]["same_call_as"], Value::Null);
    assert_eq!(rows[2]["same_call_as"], 4);
    assert!(rows[2]["act"].as_str().unwrap().contains(SAME), "{rows:?}");
    // Alone, the second entry is of no call told above it.
    let (letter, _) = letter_of(&home, "1,5");
    assert!(
        letter.contains("共2件") && !letter.contains(SAME),
        "{letter}"
    );
}

#[test]
fn the_account_for_the_police_says_it_too() {
    let home = with_a_call_twice();
    let answers = home.file(
        "police.toml",
        format!(
            "entries = \"1,4,5\"\n[fact]\nstation = \"河边派出所\"\nplace = \"家门口\"\ncarrier = \"本人手机\"\n\
             [borrower]\nname = \"李某\"\nphone = \"{PHONE}\"\n"
        ),
    );
    let call = ["report", "police", "--loan", "A1", "--answers"];
    let told = home.json(&[&call[..], &[arg(&answers)]].concat());
    let folder = told["folder"].as_str().unwrap();
    let letter = std::fs::read_to_string(format!("{folder}/1_情况说明.txt")).unwrap();
    assert_eq!(letter.matches(SAME).count(), 1, "{letter}");
}

#[test]
fn of_contacts_agreed_and_not_agreed_the_complaint_asks_apart() {
    let home = with_entries();
    home.done(&["log", "amend", "1", "--set", "target=同事"]);
    let (letter, _) = letter_of(&home, "1");
    assert!(
        letter.contains("其中如有合同里约定的联系人，请核实当时是不是因为联系不上本人")
            && letter.contains("不是约定的联系人的，请核实为什么联系"),
        "{letter}"
    );
    let shown = home.json(&["rules", "show", "debtor-first"]).to_string();
    for part in [
        "先联系本人，约定的联系人只用来恢复联系",
        "其中合同里约定的联系人，请说明当时是不是联系不上本人",
        "不是约定的联系人的，请核实为什么联系",
        "不是约定的联系人的，只请对方核实",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}
