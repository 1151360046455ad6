//! A case in which everything it can hold holds words that can be looked for.

use super::{Home, arg, loan};

/// A case 甲 with the planted words in everything a case can hold, in the open.
pub fn planted(home: &Home) {
    home.done(&["case", "new", "甲"]);
    let loan = loan(home);
    home.done(&["confirm", "--answers", arg(&loan), "--case", "甲"]);
    home.done(&["case", "set", "borrower.name", "甲某某"]);
    home.done(&["case", "set", "borrower.phone", "13812345678"]);
    let photo = home.file("门口合影.jpg", "planted words of a photo");
    home.done(&[
        "log",
        "add",
        "电话",
        "22:47 来电，要求当晚还款，念了 410105199001011234",
        "--when",
        "2026-10-18T22:47+08:00",
        "--phone",
        "13812345678",
        "--attach",
        arg(&photo),
    ]);
    home.done(&["log", "anchor", "--kept-at", "妈妈的手机"]);
    home.done(&[
        "log",
        "anchor",
        "--request",
        "-o",
        arg(&home.beside("a.tsq")),
    ]);
    let answers = home.file("c1.toml", "[borrower]\nname = \"甲某某\"\n");
    home.done(&["letter", "C1", "--answers", arg(&answers)]);
    // As an interview leaves it.
    let draft = home.case("甲").join("drafts/log-add.json");
    std::fs::create_dir_all(draft.parent().unwrap()).unwrap();
    std::fs::write(
        &draft,
        r#"{"format":"menshen-draft","version":1,"flow":"log-add","answers":[{"id":"summary","value":{"given":"要求当晚还款"}}]}"#,
    )
    .unwrap();
}
