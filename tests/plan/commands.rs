//! The plan's subcommands as they are called.

use crate::support::{HOUSEHOLD, Home, arg, household, unwrapped, with_case};
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

fn case_file(home: &Home) -> toml::Table {
    let path = home.case("甲").join("case.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn offers(home: &Home) -> Vec<(String, String)> {
    let json = home.json(&["plan", "ways"]);
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let offers = json["offers"].as_array().unwrap().iter();
    offers
        .map(|o| (text(&o["loan"]), text(&o["monthly"])))
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = list.iter();
    owned
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn the_ways_of_the_worked_case_stand_side_by_side() {
    let home = worked();
    let json = home.json(&["plan", "ways"]);
    assert_eq!(json["capacity"], "800.00");
    let ways = json["ways"].as_array().unwrap();
    assert_eq!(ways.len(), 10);
    let pro_rata = &ways[0]["plan"];
    let sums: Vec<&Value> = pro_rata["offered"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| &o["monthly"])
        .collect();
    assert_eq!(sums, ["430.00", "280.00", "90.00"]);
    assert_eq!(pro_rata["frozen"]["term"]["months"], 52);
    assert_eq!(pro_rata["frozen"]["paid"], "39513.77");
    assert_eq!(pro_rata["running"]["term"], "too-long");
    assert_eq!(ways[4]["lacks"], "first-loan");
    assert_eq!(json["chosen"], Value::Null);

    let said = unwrapped(&home.done(&["plan", "ways"]));
    assert!(said.contains("都要对方同意不再加才成立"), "{said}");
    assert!(said.contains("利息232.20、罚息98.56、本金99.24"), "{said}");
    assert!(said.contains("第561条") && said.contains("第14条"));
    let said = unwrapped(&home.done(&["plan", "ways", "--explain"]));
    assert!(said.contains("18,576.05") && said.contains("怎么算的"));
}

#[test]
fn a_way_that_is_picked_becomes_the_offers_and_stays() {
    let home = worked();
    let start = pairs(&[("A1", "430.00"), ("A2", "280.00"), ("A3", "90.00")]);
    assert_eq!(offers(&home), start);
    let pick = ["plan", "ways", "--way", "one-first", "--first", "A3"];
    assert_eq!(home.json(&pick)["chosen"]["way"], "one-first");
    assert_eq!(offers(&home), pairs(&[("A3", "800.00")]));
    // Asking the month again keeps what was picked, and says so.
    let said = home.done(&["plan", "--answers", arg(&household(&home))]);
    assert!(unwrapped(&said).contains("您选的是「先还一家」"), "{said}");
    assert_eq!(offers(&home), pairs(&[("A3", "800.00")]));

    home.done(&["plan", "ways", "--way", "pause", "--start", "2027-02-01"]);
    let stored = case_file(&home);
    assert_eq!(stored["offers"][0]["first_on"].as_str(), Some("2027-02-01"));
    home.done(&["plan", "ways", "--way", "pro-rata"]);
    assert_eq!(offers(&home), start);
    assert!(case_file(&home)["offers"][0].get("first_on").is_none());
}

#[test]
fn a_picked_way_that_can_no_longer_be_reckoned_is_said() {
    let home = worked();
    home.done(&["plan", "ways", "--way", "one-first", "--first", "A3"]);
    home.done(&["case", "archive-loan", "A3"]);
    let said = home.done(&["plan", "--answers", arg(&household(&home))]);
    assert!(unwrapped(&said).contains("现在算不出"), "{said}");
    let stored = case_file(&home);
    let loans: Vec<_> = stored["offers"].as_array().unwrap().iter().collect();
    assert_eq!(loans.len(), 2);
}

#[test]
fn with_spending_unknown_no_way_is_reckoned() {
    let home = with_case("甲");
    let text = HOUSEHOLD.replace("rent = \"1100.00\"", "rent = \"unknown\"");
    let file = home.file("unknown.toml", text);
    home.done(&["plan", "--answers", arg(&file)]);
    let json = home.json(&["plan", "ways"]);
    let ways = json["ways"].as_array().unwrap();
    assert!(ways.iter().all(|w| w["lacks"] == "spending"));
    assert_eq!(json["booked"].as_array().unwrap().len(), 0);
    let refused = ["plan", "ways", "--way", "pro-rata"];
    home.refused(&refused, "plan-way-lacks", 1);
    home.refused(&["plan", "stress"], "plan-way-lacks", 1);
    // No share of an upper bound is shown, and the guide asks for the rest of the month.
    let said = unwrapped(&home.done(&["plan", "--answers", arg(&file)]));
    assert!(
        said.contains("最多不超过") && !said.contains("分到各家"),
        "{said}"
    );
    let said = unwrapped(&home.done(&["plan", "ways"]));
    assert!(!said.contains("每月最多"), "{said}");
    let guide = home.json(&[])["first"].to_string();
    assert!(
        guide.contains("plan-rest") && !guide.contains("write-c2"),
        "{guide}"
    );
}

#[test]
fn the_worked_plan_is_tried_in_a_bad_month() {
    let home = worked();
    let json = home.json(&["plan", "stress", "--worst", "3600"]);
    let of = |kind: &str| {
        let all = json["strains"].as_array().unwrap();
        all.iter().find(|s| s["kind"] == kind).unwrap().clone()
    };
    // 3,600 − 2,979 − 360 = 261; 3,360 − 2,979 − 336 = 45.
    assert_eq!(of("worst-month")["would"], "260.00");
    assert_eq!(of("income-down")["would"], "40.00");
    assert_eq!(of("not-frozen")["holds"], false);
    let said = unwrapped(&home.done(&["plan", "--answers", arg(&household(&home))]));
    assert!(said.contains("每月只拿得出40.00元"), "{said}");
}

const OFFER: &str = r#"
[offer]
form = "spoken"
total = "22000"
first = "2000"
count = 24
each = "850"
first_on = "2026-11-23"
waives = true
waived = "600"
waiver_written = false
fee_asked = true
fee = "300"
missed = "all-due"
while_kept = "not-said"
payee_said = true
[payee]
way = "private-account"
asked_by = "agency"
name = "张某"
"#;

#[test]
fn an_offer_is_gone_through_kept_and_named_by_the_guide() {
    let home = worked();
    let file = home.file("offer.toml", OFFER);
    let call = ["plan", "offer", "--loan", "A1", "--answers", arg(&file)];
    let json = home.json(&call);
    assert_eq!(json["verdict"], "hold");
    assert_eq!(json["offering"]["sum"], "22700.00");
    assert_eq!(json["everything"], "21043.35");
    assert_eq!(json["room"], "430.00");
    assert_eq!(json["offer"]["payee"], "leave-and-call");
    let said = unwrapped(&home.done(&call));
    assert!(said.contains("先不答应，也先不付"), "{said}");
    assert!(said.contains("每月最多能付430.00元，请按这个数重新排期"));
    // Kept once, however often it is typed in; shown again without a question; named by the guide.
    assert_eq!(
        case_file(&home)["counter_offers"].as_array().unwrap().len(),
        1
    );
    let again = home.json(&["plan", "offer", "--loan", "A1", "--show"]);
    assert_eq!(again["findings"], json["findings"]);
    assert!(unwrapped(&home.done(&[])).contains("A1的方案还有10处要先问清"));
    // A new short name is followed, and what is taken out takes its offer along.
    home.done(&["case", "set", "loans.A1.id", "甲贷"]);
    let stored = case_file(&home);
    assert_eq!(stored["counter_offers"][0]["loan"].as_str(), Some("甲贷"));
    home.done(&["case", "strike", "loans.甲贷", "--force"]);
    assert!(case_file(&home).get("counter_offers").is_none());
}

#[test]
fn an_offer_file_can_be_had_blank() {
    let home = Home::new();
    let blank = home.done(&["plan", "offer", "--answers-template"]);
    for id in ["offer.form", "offer.waiver_written", "payee.confirmed"] {
        assert!(blank.contains(id), "{id}");
    }
}
