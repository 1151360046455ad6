//! The negotiation as one: what one command records, the others know.

use crate::support::{HOUSEHOLD, Home, REQUEST, TEXTS, arg, household, unwrapped, with_case};
use menshen::content::Library;
use serde_json::Value;

/// The worked case with all three loans.
fn worked() -> Home {
    let home = with_case("甲");
    for (name, text) in [
        ("a2.toml", include_str!("../../content/demo/a2.toml")),
        ("a3.toml", include_str!("../../content/demo/a3.toml")),
    ] {
        let file = home.file(name, text);
        home.done(&["confirm", "--answers", arg(&file), "--case", "甲"]);
    }
    home.done(&["plan", "--answers", arg(&household(&home))]);
    home
}

/// The request without these members.
fn request(without: &[&str]) -> String {
    let lines = REQUEST.lines().filter(|line| {
        let name = line.split('=').next().unwrap().trim();
        !without.contains(&name)
    });
    lines.map(|line| format!("{line}\n")).collect()
}

fn written(home: &Home, letter: &str, answers: &str) -> String {
    let file = home.file("answers.toml", answers);
    let call = ["letter", letter, "--loan", "A1", "--answers", arg(&file)];
    unwrapped(&home.done(&call))
}

/// C2 about A1, sent with a ticket, and answered.
fn answered(home: &Home, outcome: &str) {
    written(home, "C2", REQUEST);
    let sent = "sent.on = \"2026-11-21\"\nsent.channel = \"app\"\nsent.proof = \"GD8023\"\nsent.follow_up = \"2026-12-06\"\n";
    let sent = home.file("sent.toml", sent);
    let said = home.done(&["letter", "sent", "C2", "--answers", arg(&sent)]);
    assert!(unwrapped(&said).contains("下一步"), "{said}");
    let reply = format!(
        "reply.on = \"2026-11-21\"\nreply.channel = \"app\"\nreply.outcome = \"{outcome}\"\nreply.words = \"说可以分期\"\n"
    );
    let reply = home.file("reply.toml", reply);
    home.done(&["letter", "replied", "C2", "--answers", arg(&reply)]);
}

fn guide(home: &Home) -> Vec<(String, Value)> {
    let json = home.json(&[]);
    let first = json["first"].as_array().unwrap().iter();
    first
        .map(|todo| {
            (
                todo["code"].as_str().unwrap().to_owned(),
                todo["args"].clone(),
            )
        })
        .collect()
}

const OFFER: &str = r#"
offer.form = "spoken"
offer.total = "14400"
offer.count = 24
offer.each = "600"
offer.first_on = "2026-12-10"
offer.waives = false
offer.fee_asked = false
offer.missed = "not-said"
offer.while_kept = "not-said"
offer.payee_said = false
"#;

#[test]
fn the_way_that_was_picked_fills_the_request() {
    let home = worked();
    home.done(&["plan", "ways", "--way", "due-date", "--payday", "10"]);
    let said = written(&home, "C2", &request(&["monthly", "first_on"]));
    assert!(
        said.contains("自2026年12月10日起每月偿还430.00元"),
        "{said}"
    );
    assert!(said.contains("按未还本金的比例分配"), "{said}");

    home.done(&["plan", "ways", "--way", "pause", "--start", "2027-02-20"]);
    let said = written(&home, "C2", &request(&["kind", "monthly", "first_on"]));
    assert!(said.contains("申请暂缓至2027年2月20日"), "{said}");
    let said = unwrapped(&home.done(&["case", "show"]));
    assert!(
        said.contains("选的还法：先停再还") && said.contains("第一次2027-02-20"),
        "{said}"
    );
}

#[test]
fn a_split_by_principal_is_said_only_of_a_way_that_splits_so() {
    let home = worked();
    home.done(&["plan", "ways", "--way", "equal"]);
    let said = written(&home, "C2", &request(&["monthly"]));
    assert!(said.contains("每月偿还260.00元"), "{said}");
    assert!(said.contains("在3笔借款之间分配"), "{said}");
    assert!(!said.contains("比例"), "{said}");
}

#[test]
fn what_comes_once_and_is_nobodys_loan_feeds_the_lump_sum() {
    let home = worked();
    let resources = r#"
[resources.savings]
amount = "2000"
on = "2026-12-01"
[resources.sale]
amount = "700"
on = "unknown"
[resources.family-loan]
amount = "3000"
on = "2026-12-01"
"#;
    let full = format!(
        "has.sources = [\"wages\"]\nsources.wages = \"4200\"\nhas.groups = []\nhas.resources = [\"savings\", \"sale\", \"family-loan\"]\nspending.rent = \"1100\"\nspending.food = \"1050\"\n{resources}"
    );
    let full = home.file("full.toml", full);
    home.done(&["plan", "--answers", arg(&full)]);
    let lump = |call: &[&str]| {
        let json = home.json(call);
        let ways = json["ways"].as_array().unwrap().iter();
        let of = |way: &&Value| way["way"] == "lump-sum";
        ways.clone().find(of).unwrap()["plan"]["lump"]["amount"].clone()
    };
    assert_eq!(lump(&["plan", "ways"]), "2000.00");
    assert_eq!(lump(&["plan", "ways", "--lump", "2500"]), "2500.00");
    let said = unwrapped(&home.done(&["plan", "ways"]));
    assert!(
        said.contains("能一次拿出的2,000.00元，是收支里记的"),
        "{said}"
    );
    // Picked, it follows what the household has; nothing of it is copied.
    home.done(&["plan", "ways", "--way", "lump-sum"]);
    home.done(&["case", "set", "household.resources.savings.amount", "1500"]);
    assert_eq!(lump(&["plan", "ways"]), "1500.00");
    let tried = home.json(&["plan", "stress"]);
    assert_eq!(tried["way"], "lump-sum");
}

#[test]
fn a_letter_that_went_out_is_known_to_those_after_it() {
    let home = worked();
    answered(&home, "refused");
    let said = written(&home, "C4", "fact.kind = \"lender\"\n");
    assert!(
        said.contains("已于2026年11月21日向贵方提交申请（受理编号：GD8023）"),
        "{said}"
    );
    let said = written(&home, "C8", REQUEST);
    let tried =
        "2026年11月21日提交了《协商还款申请》（凭据：GD8023），2026年11月21日收到答复：没有同意。";
    assert!(said.contains(tried), "{said}");
    // What was only written wasn't handed in.
    let home = worked();
    written(&home, "C2", REQUEST);
    let said = written(&home, "C4", "fact.kind = \"lender\"\n");
    assert!(!said.contains("提交申请"), "{said}");
}

#[test]
fn the_case_shows_the_negotiation_and_follows_a_new_name() {
    let home = worked();
    answered(&home, "refused");
    let offer = home.file("offer.toml", OFFER);
    home.done(&["plan", "offer", "--loan", "A1", "--answers", arg(&offer)]);
    home.done(&["case", "set", "loans.A1.id", "甲贷"]);
    let said = unwrapped(&home.done(&["case", "show", "--paths"]));
    for words in [
        "甲贷：电话里或当面说的；一共14,400.00元，分24期，每期600.00元",
        "［counter_offers.甲贷］",
        "S12026-11-21C2，甲贷：App或网上客服，凭据GD8023。2026-11-21收到答复：没有同意。",
    ] {
        let words = words.replace('　', "");
        assert!(said.replace('　', "").contains(&words), "{words}: {said}");
    }
    let codes: Vec<String> = guide(&home).into_iter().map(|(code, _)| code).collect();
    assert!(!codes.contains(&"send-and-note".to_owned()), "{codes:?}");
}

#[test]
fn what_was_agreed_leads_to_the_paper_until_the_first_payment_is_recorded() {
    for outcome in ["agreed-written", "agreed-spoken"] {
        let home = worked();
        answered(&home, outcome);
        let first = guide(&home);
        let check = first.iter().find(|(code, _)| code == "check-agreed");
        assert_eq!(check.unwrap().1["loan"], "A1", "{first:?}");
        let agreed = [
            "due",
            "add",
            "约定还款",
            "--on",
            "2026-12-10",
            "--loan",
            "A1",
        ];
        home.done(&agreed);
        let first = guide(&home);
        assert!(
            !first.iter().any(|(code, _)| code == "check-agreed"),
            "{first:?}"
        );
    }
}

#[test]
fn an_offer_that_came_to_nothing_is_struck() {
    let home = worked();
    let offer = home.file("offer.toml", OFFER);
    home.done(&["plan", "offer", "--loan", "A1", "--answers", arg(&offer)]);
    let named = |home: &Home| guide(home).iter().any(|(code, _)| code == "answer-offer");
    assert!(named(&home));
    home.refused(&["case", "set", "counter_offers.A1", "1"], "fact-fixed", 2);
    let struck = home.json(&["case", "strike", "counter_offers.A1"]);
    assert_eq!(struck["old"]["figures"]["total"], "14400.00");
    assert!(!named(&home));
    home.refused(&["case", "strike", "counter_offers.A1"], "fact-absent", 1);
    // One that was agreed on needs no more answering.
    home.done(&["plan", "offer", "--loan", "A1", "--answers", arg(&offer)]);
    home.done(&[
        "due",
        "add",
        "约定还款",
        "--on",
        "2026-12-10",
        "--loan",
        "A1",
    ]);
    assert!(!named(&home));
}

#[test]
fn a_month_that_can_be_paid_is_not_taken_for_an_end_of_the_loans() {
    let home = worked();
    let poor = home.file("poor.toml", HOUSEHOLD.replace("4200.00", "3700.00"));
    home.done(&["plan", "--answers", arg(&poor)]);
    let said = unwrapped(&home.done(&["plan", "stress"]));
    assert!(
        said.contains("就算各家都不再加，60个月里也还不清"),
        "{said}"
    );
}

#[test]
fn words_taken_from_the_book_never_leave_too_few() {
    let home = worked();
    let words = "后果自负。我送外卖摔伤了腿。";
    let (_, from) = REQUEST.split_once("words = \"").unwrap();
    let (own, _) = from.split_once('"').unwrap();
    let accepting = format!("tone = \"accept\"\n{}", REQUEST.replace(own, words));
    let file = home.file("answers.toml", accepting);
    let call = ["letter", "C2", "--loan", "A1", "--answers", arg(&file)];
    let ran = home.run(&call);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(unwrapped(&ran.out).contains(words), "{ran:?}");
    assert!(unwrapped(&ran.err).contains("照您原来写的留着"), "{ran:?}");
    let tone = &home.json(&call)["tone"];
    assert_eq!(tone[0]["changed"], false, "{tone}");
}

#[test]
fn a_single_part_has_no_order_to_keep() {
    let home = worked();
    let file = home.file("answers.toml", REQUEST);
    let call = [
        "letter",
        "C2",
        "--loan",
        "A1",
        "--answers",
        arg(&file),
        "--format",
        "chat",
    ];
    let said = unwrapped(&home.done(&call));
    assert!(
        said.contains("聊天版1段") && !said.contains("序号依次"),
        "{said}"
    );
}

#[test]
fn every_interview_left_half_way_has_a_name() {
    let flows = Library::built_in().folder("flows");
    for flow in flows {
        let id = flow
            .path
            .rsplit('/')
            .next()
            .unwrap()
            .trim_end_matches(".toml");
        // Those two name the entry they are about.
        if matches!(id, "log-amend" | "log-withdraw") {
            continue;
        }
        assert!(TEXTS.has(&format!("case.draft.{id}")), "{id}");
    }
}

#[test]
fn with_one_loan_the_ways_between_lenders_are_not_told_apart() {
    let home = with_case("甲");
    let said = unwrapped(&home.done(&["plan", "ways"]));
    assert!(said.contains("算得出的借款只有一笔"), "{said}");
    assert!(
        !said.contains("没轮到的收不到钱") && !said.contains("每家一样多：每月"),
        "{said}"
    );
    assert!(said.contains("放长期限"), "{said}");
    let said = unwrapped(&worked().done(&["plan", "ways"]));
    assert!(
        said.contains("每家一样多：每月") && !said.contains("算得出的借款只有一笔"),
        "{said}"
    );
}

#[test]
fn what_a_waiver_would_end_is_not_said_to_be_paid_off() {
    let home = with_case("甲");
    let poor = home.file("poor.toml", HOUSEHOLD.replace("4200.00", "3800.00"));
    home.done(&["plan", "--answers", arg(&poor)]);
    let said = unwrapped(&home.done(&["plan", "ways", "--lump", "2000"]));
    assert!(said.contains("都要对方同意不再加才成立"), "{said}");
    // Of one loan there are no others to be paid meanwhile.
    let said = unwrapped(&home.done(&["plan", "stress"]));
    assert!(
        !said.contains("别家可以照付") && said.contains("哪一家都不肯停"),
        "{said}"
    );
}
