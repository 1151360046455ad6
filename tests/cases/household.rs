//! All loans on one page, what a sum leaves out, and what is told beside a loan of a file.

use super::{Home, demo};

const CLAIM_ALONE: &str = "id = \"X1\"\nlender_kind = \"unknown\"\n\
    [claim]\non = \"2026-11-20\"\nscope = \"unknown\"\ntotal = \"5280.00\"\n";

fn page(home: &Home) -> String {
    let said = home.done(&["confirm"]);
    let (_, page) = said.split_once("【全部借款加在一起】").unwrap();
    page.to_owned()
}

#[test]
fn the_demos_household() {
    let home = Home::with_demo();
    let page = page(&home);
    assert!(
        page.contains("合计  41,480.00   39,513.77  1,966.23  22,306.13"),
        "{page}"
    );
    assert!(
        page.contains("2026-12  3,391.45  A1 1,694.60、A2 1,696.85"),
        "{page}"
    );
    let guide = home.done(&[]);
    assert!(
        guide.contains("记下了 3 笔借款。合计逾期 22,306.13 元。"),
        "{guide}"
    );
    assert!(!page.contains("没有当作零"), "{page}");
}

#[test]
fn a_sum_names_the_loans_it_leaves_out() {
    let home = Home::with_demo();
    let file = home.write("x1.toml", CLAIM_ALONE);
    home.done(&["confirm", "--answers", &file, "--case", "小李"]);
    let page = page(&home);
    assert!(page.contains("合计  46,760.00   39,513.77"), "{page}");
    for column in ["「按合同算的」", "逾期的"] {
        let words = format!("{column}合计里没有 X1：还算不出来，没有当作零");
        assert!(page.contains(&words), "{page}");
    }
    assert!(!page.contains("「对方说的」合计里没有"), "{page}");
    assert!(page.contains("X1 的还款计划还不知道"), "{page}");
    let guide = home.done(&[]);
    assert!(
        guide
            .replace('\n', "")
            .contains("算得出的，合计逾期 22,306.13 元；另有 1 笔还算不出，没有算进去。"),
        "{guide}"
    );
    // A loan nobody named a sum for is left out of what is claimed.
    let text = std::fs::read_to_string(demo("a3")).unwrap();
    let (terms, _) = text.split_once("[claim]").unwrap_or((&text, ""));
    let unclaimed: String = terms
        .lines()
        .filter(|line| !line.starts_with("claim"))
        .map(|line| format!("{line}\n"))
        .collect();
    let file = home.write("a4.toml", &unclaimed.replace("\"A3\"", "\"A4\""));
    home.done(&["confirm", "--answers", &file, "--case", "小李"]);
    let page = home.done(&["confirm"]);
    assert!(
        page.contains("「对方说的」合计里没有 A4：对方还没给数"),
        "{page}"
    );
}

#[test]
fn a_case_of_which_nothing_can_be_reckoned_says_so() {
    let home = Home::new();
    let file = home.write("x1.toml", CLAIM_ALONE);
    home.done(&["confirm", "--answers", &file, "--case", "小李"]);
    let guide = home.done(&["--case", "小李"]);
    assert!(
        guide.contains("记下了 1 笔借款。逾期多少还算不出来"),
        "{guide}"
    );
}

#[test]
fn a_loan_of_a_file_lists_what_to_fetch_as_the_interview_does() {
    let home = Home::new();
    let file = home.write("x1.toml", CLAIM_ALONE);
    let said = home.json(&["confirm", "--answers", &file]);
    let ids: Vec<&str> = said["to_fetch"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["lender", "contract_number", "last_demand_on"]);
    let screen = home.done(&["confirm", "--answers", &file]);
    assert!(screen.contains("还空着的回答，去哪里找："), "{screen}");
    assert!(screen.contains("- 合同编号：借款合同第一页"), "{screen}");
    // What the lack of each would lead to is said once.
    assert_eq!(screen.matches("就没法重新计算").count(), 1, "{screen}");
    // With the contract at hand little is left to ask for.
    let said = home.json(&["confirm", "--answers", &demo("a1")]);
    let ids: Vec<&str> = said["to_fetch"]
        .as_array()
        .map(|facts| facts.iter().map(|f| f["id"].as_str().unwrap()).collect())
        .unwrap_or_default();
    assert!(
        !ids.contains(&"lender") && !ids.contains(&"contract_number"),
        "{ids:?}"
    );
}

#[test]
fn a_problem_of_a_loan_is_named_as_its_question_is_and_says_what_to_do() {
    let home = Home::new();
    let wrong = CLAIM_ALONE
        .replace("5280.00", "5280.001")
        .replace("\"unknown\"\n[claim]", "\"bnk\"\n[claim]");
    let file = home.write("wrong.toml", &wrong);
    let output = home.run(&["confirm", "--answers", &file]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    let said: String = said.split_whitespace().collect();
    assert!(
        said.contains("对方说的总数（claim.total）的小数超过两位。精确到分，最多两位小数。"),
        "{said}"
    );
    assert!(
        said.contains("机构类型（lender_kind）不在可选的范围里。只能是：bank,"),
        "{said}"
    );
}

#[test]
fn a_letter_to_a_lender_that_is_paid_off_says_what_else_can_be_written() {
    let home = Home::with_demo();
    home.done(&["case", "settle", "A2", "--on", "2026-11-20"]);
    home.done(&["case", "archive-loan", "A3"]);
    let said = |loan: &str| {
        let output = home.run(&["letter", "C1", "--loan", loan]);
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8(output.stderr).unwrap();
        text.split_whitespace().collect::<String>()
    };
    let settled = said("A2");
    assert!(settled.contains("已结清（2026-11-20）"), "{settled}");
    assert!(settled.contains("结清证明"), "{settled}");
    assert!(settled.contains("现在可以写信的：A1。"), "{settled}");
    let archived = said("A3");
    assert!(!archived.contains("结清证明"), "{archived}");
    assert!(archived.contains("restore-loanA3"), "{archived}");
    let unknown = said("A9");
    assert!(unknown.contains("已经结清或收起来的：A2、A3"), "{unknown}");
}
