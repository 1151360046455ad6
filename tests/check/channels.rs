//! `menshen rules channels`: which body takes which complaint.

use crate::support::{Home, unwrapped, with_case};
use menshen::content::{Library, RuleBook};

fn book() -> RuleBook {
    RuleBook::load(&Library::built_in()).unwrap()
}

#[test]
fn every_kind_of_lender_has_one_route_that_begins_and_ends() {
    let book = book();
    for kind in [
        "bank",
        "consumer-finance",
        "micro-loan",
        "private-person",
        "unlicensed-business",
        "unknown",
    ] {
        let served = book
            .routes
            .values()
            .filter(|r| r.lender_kinds.iter().any(|k| k == kind));
        assert_eq!(served.count(), 1, "{kind}");
    }
    for route in book.routes.values() {
        let last = route.steps.last().unwrap();
        assert!(book.channels[last].ends, "{}: {last}", route.id);
    }
    // Complaints go to the lender first.
    for id in [
        "licensed-lender",
        "micro-lender",
        "harassing-calls",
        "settle",
    ] {
        assert_eq!(book.routes[id].steps[0], "lender-desk", "{id}");
    }
}

#[test]
fn a_kind_is_named_in_words_or_by_its_id() {
    let home = Home::new();
    let by_word = home.json(&["rules", "channels", "--for", "消费金融"]);
    let by_id = home.json(&["rules", "channels", "--for", "consumer-finance"]);
    assert_eq!(by_word, by_id);
    assert_eq!(by_word["route"]["id"], "licensed-lender");
    assert_eq!(by_word["channels"][0]["id"], "lender-desk");
    let by_matter = home.json(&["rules", "channels", "信用报告"]);
    assert_eq!(by_matter["route"]["id"], "credit-record");
    assert!(!home.path().exists());
}

#[test]
fn a_loan_of_the_case_leads_to_its_route() {
    let home = with_case("甲");
    let found = home.json(&["rules", "channels", "--loan", "A1"]);
    assert_eq!(found["route"]["id"], "licensed-lender");
    home.refused(&["rules", "channels", "--loan", "X"], "loan-not-found", 1);
}

#[test]
fn the_overview_names_every_line_with_its_day_and_no_lender() {
    let home = Home::new();
    let said = unwrapped(&home.done(&["rules", "channels"]));
    for channel in book().channels.values() {
        if let Some(line) = &channel.hotline {
            assert!(
                said.contains(&format!("{line}{}", channel.name)),
                "{line}: {said}"
            );
        }
    }
    assert!(said.contains("2026-11-21核对"), "{said}");
    let fields = unwrapped(&home.done(&["rules", "channels", "--for", "银行"]));
    for words in ["要写明或带上", "多久答复", "据公开报道", "可能不受理"] {
        assert!(fields.contains(words), "{words}: {fields}");
    }
}
