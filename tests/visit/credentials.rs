//! What is shown, field by field: against a published list, by its check characters, by its own kind.

use super::{door, visit_of};
use menshen::domain::visit::{
    Appraisal, Compliance, Demand, Item, ItemResult, KnownFacts, Verdict, Visit, agency_names,
    appraisal, follow_ups,
};

const AGENCY: &str = r#"
occurred_at = "2026-11-16 15:00"
people = 2
danger = "no"
who-is-home = "borrower"
recording = "started"
who = "agency"
work-id = "shown"
mandate = "shown"
mandate-fault = "nothing"
creditor = "known"
amount = "on-paper"
call-back = "confirmed"
demand = "talk"
conduct = "none"
talk = "calm"
leave = "left"
after = "fine"
already = "nothing"
"#;

fn with_list(visit: &Visit, agencies: &[&str]) -> Appraisal {
    let known = KnownFacts {
        agencies: agencies.iter().map(|a| (*a).to_owned()).collect(),
        ..KnownFacts::default()
    };
    appraisal(visit, Some(&known), &door().findings)
}

fn result(found: &Appraisal, item: Item) -> Option<ItemResult> {
    found.items.iter().find(|i| i.id == item).map(|i| i.result)
}

fn codes(found: &Appraisal) -> Vec<&str> {
    found.findings.iter().map(|f| f.code).collect()
}

#[test]
fn a_list_is_read_line_by_line_or_as_a_table() {
    let headings = door().list_headings;
    let lines =
        "\u{feff}安澜信息咨询（河南）有限公司\n\n远川商务服务有限公司\r\n远川商务服务有限公司\n";
    assert_eq!(
        agency_names(lines, &headings),
        ["安澜信息咨询（河南）有限公司", "远川商务服务有限公司"]
    );
    let table =
        "序号,机构名称,电话\n1,\"安澜信息咨询有限公司\",4000000000\n2,远川商务服务有限公司,0371\n";
    assert_eq!(
        agency_names(table, &headings),
        ["安澜信息咨询有限公司", "远川商务服务有限公司"]
    );
    assert!(agency_names("\n , ,1\n", &headings).is_empty());
    // A title and heads of several columns stand above the names; below, every cell may be one.
    let titled = "催收合作机构信息公示\n机构全称\t联系电话\n远川商务服务有限公司\t4000000000\n某某催收机构\t0371\n";
    assert_eq!(
        agency_names(titled, &headings),
        ["远川商务服务有限公司", "某某催收机构"]
    );
}

#[test]
fn the_agency_is_looked_up_by_its_whole_name() {
    let named = |name: &str| visit_of(&format!("{AGENCY}\n[party]\nemployer = \"{name}\"\n"));
    let list = ["安澜信息咨询(河南)有限公司"];
    let found = with_list(&named("安澜信息咨询（河南） 有限公司"), &list);
    assert_eq!(result(&found, Item::AgencyListed), Some(ItemResult::Shown));
    assert_eq!(found.verdict, Verdict::Consistent);
    // A piece of the name is not the name; and a list may be old: unclear, and a question.
    let found = with_list(&named("安澜信息咨询"), &list);
    assert_eq!(
        result(&found, Item::AgencyListed),
        Some(ItemResult::Unclear)
    );
    assert_eq!(codes(&found), ["agency-not-listed"]);
    assert_eq!(found.verdict, Verdict::Incomplete);
    // No list, or no name noted: nothing is said of it.
    for (visit, list) in [
        (named("安澜信息咨询"), &[][..]),
        (visit_of(AGENCY), &list[..]),
    ] {
        let found = with_list(&visit, list);
        assert_eq!(
            result(&found, Item::AgencyListed),
            Some(ItemResult::NotChecked)
        );
        assert!(found.findings.is_empty());
    }
}

#[test]
fn a_company_code_is_held_against_its_check_characters() {
    let coded = |code: &str| visit_of(&format!("company_code = \"{code}\"\n{AGENCY}"));
    for (code, wanted, findings) in [
        ("91350100M000100Y43", ItemResult::Shown, &[][..]),
        ("91350100m000100y43", ItemResult::Shown, &[][..]),
        (
            "91350100M000100Y44",
            ItemResult::Unclear,
            &["company-code-faulty"][..],
        ),
        ("看不清", ItemResult::Unclear, &["company-code-faulty"][..]),
    ] {
        let found = appraisal(&coded(code), None, &door().findings);
        assert_eq!(result(&found, Item::CompanyCode), Some(wanted), "{code}");
        assert_eq!(codes(&found), findings, "{code}");
    }
}

#[test]
fn a_number_the_visitors_gave_confirms_nothing() {
    let text = AGENCY.replace(
        "call-back = \"confirmed\"",
        "call-back = [\"their-number\", \"unreached\"]",
    );
    let found = appraisal(&visit_of(&text), None, &door().findings);
    assert_eq!(result(&found, Item::CalledBack), Some(ItemResult::Unclear));
    assert_eq!(found.verdict, Verdict::Incomplete);
    assert!(codes(&found).contains(&"called-their-number"));
    // Called again by the number in the contract, it is confirmed.
    let text = text.replace("unreached", "confirmed");
    let found = appraisal(&visit_of(&text), None, &door().findings);
    assert_eq!(result(&found, Item::CalledBack), Some(ItemResult::Shown));
    assert_eq!(codes(&found), ["called-their-number"]);
}

#[test]
fn a_lawyer_shows_a_licence_and_a_clerk_is_asked_like_an_agency() {
    let law_firm = AGENCY.replace(
        "who = \"agency\"",
        "who = \"law-firm\"\nlawyer = \"licence\"",
    );
    let found = appraisal(&visit_of(&law_firm), None, &door().findings);
    assert_eq!(result(&found, Item::LawyerLicence), Some(ItemResult::Shown));
    assert_eq!(result(&found, Item::AgencyListed), None);
    let clerk = law_firm.replace("\"licence\"", "\"clerk\"");
    let found = appraisal(&visit_of(&clerk), None, &door().findings);
    assert_eq!(
        result(&found, Item::LawyerLicence),
        Some(ItemResult::Refused)
    );
    assert_eq!(codes(&found), ["lawyer-unlicensed"]);
    assert_eq!(found.verdict, Verdict::Incomplete);
}

#[test]
fn a_guard_who_comes_for_a_debt_is_told_so_by_the_rule() {
    let text = r#"
danger = "no"
who-is-home = "borrower"
recording = "cannot"
who = "other"
who-else = "guard"
leave = "left"
after = "fine"
already = "nothing"
"#;
    let found = appraisal(&visit_of(text), None, &door().findings);
    let [finding] = found.findings.as_slice() else {
        panic!("{:?}", found.findings);
    };
    assert_eq!(finding.code, "guard-collects");
    assert_eq!(finding.citations, ["SEC-30"]);
}

#[test]
fn each_way_to_pay_is_an_answer_of_its_own() {
    for (way, demand) in [
        ("pay-cash", Demand::PayCash),
        ("pay-scan", Demand::PayScan),
        ("pay-private", Demand::PayPrivate),
        ("pay-other", Demand::PayOther),
        ("pay-official", Demand::PayOfficial),
        ("pay-now", Demand::PayNow),
    ] {
        let text = AGENCY.replace("demand = \"talk\"", &format!("demand = [\"{way}\"]"));
        let visit = visit_of(&text);
        let [made] = visit.demands()[..] else {
            panic!("{way}: {:?}", visit.demands());
        };
        assert_eq!((made.id, made.answer), (demand, Compliance::Refused));
        let found = appraisal(&visit, None, &door().findings);
        let private = codes(&found).contains(&"demand-pay-private");
        let outside = !matches!(demand, Demand::PayOfficial | Demand::PayNow);
        assert_eq!(private, outside, "{way}");
    }
    // Two ways, each with its answer.
    let text = AGENCY.replace(
        "demand = \"talk\"",
        "demand = [\"pay-cash\", \"sign\", \"pay-scan\"]",
    );
    let ids: Vec<Demand> = visit_of(&text).demands().iter().map(|d| d.id).collect();
    assert_eq!(ids, [Demand::PayCash, Demand::Sign, Demand::PayScan]);
}

#[test]
fn the_verdict_names_what_fits_what_lacks_and_what_contradicts() {
    let visit = visit_of(&super::vector("evening-agency.toml"));
    let found = appraisal(&visit, None, &door().findings);
    assert_eq!(
        found.contradictory().collect::<Vec<_>>(),
        [Item::MandateSealOfCreditor, Item::MandateInDate]
    );
    assert_eq!(
        found.missing().collect::<Vec<_>>(),
        [Item::Identity, Item::SameFace]
    );
    assert!(found.consistent().any(|i| i == Item::Mandate));
    assert!(found.open().any(|i| i == Item::CalledBack));
    let sorted = found.contradictory().count()
        + found.missing().count()
        + found.consistent().count()
        + found.open().count();
    assert_eq!(sorted, found.items.len(), "each item stands in one list");
}

#[test]
fn what_follows_is_told_from_what_happened() {
    let follows = |text: &str| -> Vec<String> {
        let door = door();
        let visit = visit_of(text);
        let found = appraisal(&visit, None, &door.findings);
        let next = follow_ups(&visit, &found, &door.follow_ups);
        next.iter().map(|f| f.id.clone()).collect()
    };
    assert!(
        follows(AGENCY).is_empty(),
        "an orderly talk asks for no letter"
    );
    let evening = follows(&super::vector("evening-agency.toml"));
    assert_eq!(evening, ["phone-screen", "complaint-letter"]);
    assert_eq!(
        follows(super::vector_danger()),
        ["damage", "police-statement", "police-six-months"]
    );
    let court = "danger = \"no\"\nwho-is-home = \"borrower\"\nrecording = \"cannot\"\nwho = \"court\"\ncourt = \"confirmed\"\nofficial = \"left\"\nafter = \"fine\"\nalready = \"nothing\"\n";
    assert_eq!(follows(court), ["court-paper"]);
    // Every letter that is named exists.
    let library = menshen::content::Library::built_in();
    let door = door();
    for letter in door.follow_ups.iter().filter_map(|f| f.letter.as_deref()) {
        let path = format!("letters/{}.toml", letter.to_ascii_lowercase());
        assert!(!library.file(&path).is_empty(), "{letter}");
    }
    for follow_up in &door.follow_ups {
        let key = format!("visit.follow.{}", follow_up.id);
        let words = super::texts().t(&key);
        assert!(super::texts().has(&key), "{key}");
        if let Some(letter) = &follow_up.letter {
            assert!(
                words.contains(&format!("menshen letter {letter}")),
                "{words}"
            );
        }
    }
}
