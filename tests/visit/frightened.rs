//! What a frightened person was seen to stumble over at the door.

use super::{door, texts, visit_of};
use menshen::content::{BuiltInTexts, Library, load_texts};
use menshen::domain::visit::{Item, Outcome, appraisal};
use menshen::interview::reading::spoken_moment;

const BEGINNING: &str = "danger = \"no\"\nwho-is-home = \"borrower\"\nrecording = \"cannot\"\n";
const END: &str = "after = \"fine\"\nalready = \"nothing\"\n";

fn items(rest: &str) -> Vec<Item> {
    let visit = visit_of(&format!("{BEGINNING}{rest}{END}"));
    let found = appraisal(&visit, None, &door().findings);
    found.items.iter().map(|i| i.id).collect()
}

#[test]
fn officials_are_asked_for_their_own_papers_only() {
    let court = "who = \"court\"\ncourt = \"unconfirmed\"\nleave = \"left\"\n";
    assert_eq!(items(court), [Item::CaseNumber]);
    let police = "who = \"police\"\npolice = \"confirmed\"\nofficial = \"left\"\n";
    assert_eq!(items(police), [Item::PoliceCertificate]);
    let guard = "who = \"other\"\nwho-else = \"guard\"\nleave = \"left\"\n";
    assert_eq!(items(guard), [Item::Identity]);
    let committee =
        "who = \"other\"\nwho-else = \"committee\"\ncommittee = \"alone\"\nleave = \"left\"\n";
    assert!(items(committee).is_empty());
}

#[test]
fn what_an_official_named_is_compared_all_the_same() {
    let named =
        "who = \"court\"\ncourt = \"unconfirmed\"\nleave = \"left\"\ncompany_code = \"123\"\n";
    assert_eq!(items(named), [Item::CaseNumber, Item::CompanyCode]);
}

#[test]
fn a_confirmed_official_who_stays_is_neither_sent_away_nor_reported() {
    let stays = "who = \"court\"\ncourt = \"confirmed\"\nofficial = [\"stays\", \"left\"]\n";
    let visit = visit_of(&format!("{BEGINNING}{stays}{END}"));
    let found = appraisal(&visit, None, &door().findings);
    assert_eq!(found.outcome, Outcome::Continue);
    assert!(found.findings.is_empty(), "{:?}", found.findings);
    let nodes = door();
    let official = nodes.node("official").unwrap();
    for option in &official.options {
        let words = texts().t(&format!("visit.door.official.then.{}", option.id));
        assert!(!words.contains("110"), "{words}");
    }
}

#[test]
fn an_office_that_did_not_answer_is_no_offence() {
    for way in ["unconfirmed", "no-number"] {
        let visit = visit_of(&format!(
            "{BEGINNING}who = \"court\"\ncourt = \"{way}\"\nleave = \"left\"\n{END}"
        ));
        let found = appraisal(&visit, None, &door().findings);
        let cited: Vec<&String> = found.findings.iter().flat_map(|f| &f.citations).collect();
        assert!(cited.is_empty(), "{way}: {cited:?}");
    }
}

#[test]
fn asking_to_come_in_is_answered_and_not_charged_with_a_crime() {
    let visit = visit_of(&format!(
        "{BEGINNING}who = \"lender\"\nwork-id = \"shown\"\ncreditor = \"known\"\namount = \"on-paper\"\n\
         call-back = \"confirmed\"\ndemand = [\"enter\", \"nothing-more\"]\nconduct = \"none\"\n\
         talk = \"calm\"\nleave = \"left\"\n{END}"
    ));
    let found = appraisal(&visit, None, &door().findings);
    let enter = found.findings.iter().find(|f| f.code == "demand-enter");
    assert_eq!(enter.unwrap().citations, ["CC-1033", "CBA-ENTRY"]);
}

#[test]
fn a_moment_is_read_back_without_its_zone() {
    assert_eq!(
        spoken_moment("2026-11-21T20:00:00+08:00"),
        "2026-11-21 20:00:00"
    );
    assert_eq!(spoken_moment("2026-11-21"), "2026-11-21");
}

#[test]
fn texts_laid_out_by_the_build_are_those_read_at_once() {
    let all = load_texts(&Library::built_in(), "zh-CN").unwrap();
    let built_in = BuiltInTexts::of("zh-CN");
    assert!(all.len() > 3000, "{}", all.len());
    for (key, text) in &all {
        assert_eq!(built_in.get(key), Some(text.as_str()), "{key}");
    }
    let keys: Vec<&str> = all.keys().map(String::as_str).collect();
    assert_eq!(built_in.keys().collect::<Vec<_>>(), keys);
    assert_eq!(built_in.get("no-such-table.key"), None);
    assert_eq!(BuiltInTexts::of("no-such-language").keys().count(), 0);
}
