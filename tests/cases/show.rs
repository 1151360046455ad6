//! `menshen case show`.

use super::Home;

#[test]
fn everything_stored_is_read_back_in_words_and_private_numbers_masked() {
    let home = Home::with_demo();
    home.done(&["case", "set", "borrower.id_tail", "123x"]);
    home.done(&[
        "letter",
        "C1",
        "--loan",
        "A1",
        "--answers",
        &super::demo("letter-c1"),
    ]);
    home.done(&["log", "add", "电话", "来电约三分钟"]);
    let shown = home.done(&["case", "show"]);
    for words in [
        "姓名：甲某",
        "登记手机号：138****5678",
        "身份证后四位：****",
        "每月收入：4,200.00 元",
        "房租房贷：1,100.00 元",
        "先要补的欠费：还没有填",
        "放款机构：江河银行",
        "年利率：15%",
        "费用：担保费：每期 240.00 元，别家公司收的",
        "罚息倍数：1.5 倍",
        "还款明细：2025年9月15日，1,694.60 元",
        "有争议的还款：2026年8月5日，300.00 元",
        "自称接手的公司：中原恒信资产",
        "A1：每月 430.00 元",
        "C1，A1：",
        "证据记录 1 条",
    ] {
        assert!(shown.contains(words), "{words} is missing in\n{shown}");
    }
    assert!(!shown.contains("13800005678") && !shown.contains("123X"));
    assert!(!shown.contains("［"), "paths are shown only when asked for");
    assert!(
        !shown.contains("[loan.") && !shown.contains("[confirm."),
        "{shown}"
    );
}

#[test]
fn the_paths_shown_are_the_paths_that_change() {
    let home = Home::with_demo();
    let shown = home.done(&["case", "show", "--paths", "--plain"]);
    let joined = shown.replace("\n  ", "");
    let paths: Vec<&str> = joined
        .split('［')
        .skip(1)
        .filter_map(|part| part.split('］').next())
        .collect();
    assert!(paths.len() > 70, "only {} paths", paths.len());
    // A value that can't be used is refused for what it is; a path that leads nowhere, for that.
    for path in paths {
        let (code, _) = home.refused(&["case", "set", path, ""]);
        assert_eq!(code, "fact-blank", "{path}");
        let output = home.run(&["case", "set", path, "\u{1}", "--json"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(
            !said.contains("fact-path-unknown") || path.contains("charges"),
            "{path}: {said}"
        );
    }
}

#[test]
fn machines_get_it_whole_and_people_are_told() {
    let home = Home::with_demo();
    let json = home.json(&["case", "show"]);
    assert_eq!(json["case"]["borrower"]["phone"], "13800005678");
    assert_eq!(json["case"]["loans"].as_array().unwrap().len(), 3);
    assert_eq!(json["case"]["offers"][0]["monthly"], "430.00");
    assert_eq!(json["drafts"].as_array().unwrap().len(), 0);
    let output = home.run(&["case", "show", "--json"]);
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("没有遮住")
    );
}

#[test]
fn what_was_left_half_done_is_named_here_and_in_the_guide() {
    let home = Home::with_demo();
    let drafts = home.path().join("cases/小李/drafts");
    std::fs::create_dir_all(&drafts).unwrap();
    for name in [
        "confirm.json",
        "confirm-edit-A1.json",
        "letter-c1-A2.json",
        "plan.20261121100000.json",
    ] {
        std::fs::write(drafts.join(name), "{}").unwrap();
    }
    for shown in [home.done(&["case", "show"]), home.done(&[])] {
        assert!(shown.contains("上次 menshen confirm 做到一半"), "{shown}");
        assert!(shown.contains("menshen confirm A1 --edit"), "{shown}");
        assert!(shown.contains("上次写 C1（A2）写到一半"), "{shown}");
        assert!(!shown.contains("menshen plan 做到一半"), "{shown}");
    }
    let json = home.json(&["case", "show"]);
    assert_eq!(
        json["drafts"],
        serde_json::json!(["confirm", "confirm-edit-A1", "letter-c1-A2"])
    );
}

#[test]
fn the_borrower_is_asked_for_and_an_empty_answer_takes_nothing_away() {
    let home = Home::with_demo();
    let file = home.write("b.toml", "[borrower]\nid_tail = \"0021\"\n");
    let said = home.json(&["case", "borrower", "--answers", &file]);
    assert_eq!(said["borrower"]["name"], "甲某");
    assert_eq!(said["borrower"]["phone"], "13800005678");
    assert_eq!(said["borrower"]["id_tail"], "0021");
}
