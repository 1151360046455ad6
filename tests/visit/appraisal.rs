//! What a visit adds up to.

use super::{day, door, texts, vector, visit_of};
use menshen::domain::finding::Severity;
use menshen::domain::money::Money;
use menshen::domain::visit::{
    Appraisal, Item, ItemResult, KnownFacts, Outcome, Verdict, Visit, VisitFinding, appraisal,
};

fn appraised(visit: &Visit, known: Option<&KnownFacts>) -> Appraisal {
    appraisal(visit, known, &door().findings)
}

fn result(appraisal: &Appraisal, item: Item) -> Option<ItemResult> {
    let found = appraisal.items.iter().find(|i| i.id == item);
    found.map(|i| i.result)
}

const ORDERLY: &str = r#"
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

#[test]
fn the_worked_case_contradicts_and_nobody_is_called_a_criminal() {
    let found = appraised(&visit_of(&vector("evening-agency.toml")), None);
    assert_eq!(found.outcome, Outcome::End);
    assert_eq!(found.verdict, Verdict::Contradicts);
    assert_eq!(result(&found, Item::Identity), Some(ItemResult::Unclear));
    assert_eq!(
        result(&found, Item::MandateSealOfCreditor),
        Some(ItemResult::Contradicts)
    );
    assert_eq!(
        result(&found, Item::MandateInDate),
        Some(ItemResult::Contradicts)
    );
    assert_eq!(
        result(&found, Item::MandateNamesVisitor),
        Some(ItemResult::Shown)
    );
    assert_eq!(result(&found, Item::CalledBack), Some(ItemResult::NotAsked));
    assert_eq!(
        result(&found, Item::AmountInCase),
        Some(ItemResult::NotChecked)
    );
    let codes: Vec<&str> = found.findings.iter().map(|f| f.code).collect();
    for code in [
        "identity-unclear",
        "seal-not-creditor",
        "mandate-expired",
        "demand-sign",
        "demand-pay-private",
    ] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(!codes.contains(&"single-visitor"));
}

#[test]
fn an_orderly_visit_is_consistent_and_goes_on() {
    let found = appraised(&visit_of(ORDERLY), None);
    assert_eq!(found.outcome, Outcome::Continue);
    assert_eq!(found.verdict, Verdict::Consistent);
    assert!(found.findings.is_empty(), "{:?}", found.findings);
    let said = texts().t("visit.verdict.consistent");
    assert!(said.contains("不等于"), "{said}");
}

#[test]
fn papers_without_the_lenders_own_word_are_incomplete() {
    let text = ORDERLY.replace("call-back = \"confirmed\"", "call-back = \"unreached\"");
    let found = appraised(&visit_of(&text), None);
    assert_eq!(found.verdict, Verdict::Incomplete);
    assert_eq!(found.outcome, Outcome::End);
}

#[test]
fn what_was_shown_is_compared_with_the_case() {
    let text = ORDERLY.replace(
        "people = 2",
        "people = 1\nloan_tail = \"8821\"\namount_named = \"14600.00\"\nparty.principal = \"云帆消费金融有限公司\"",
    );
    let known = KnownFacts {
        lenders: vec!["云帆消费金融 有限公司".into()],
        loan_numbers: vec!["YF2026028821".into()],
        amounts: vec![Money::from_fen(1_383_369)],
        agencies: Vec::new(),
    };
    let visit = visit_of(&text);
    let found = appraised(&visit, Some(&known));
    assert_eq!(
        result(&found, Item::CreditorInCase),
        Some(ItemResult::Shown)
    );
    assert_eq!(
        result(&found, Item::LoanNumberInCase),
        Some(ItemResult::Shown)
    );
    assert_eq!(
        result(&found, Item::AmountInCase),
        Some(ItemResult::Contradicts)
    );
    assert_eq!(found.verdict, Verdict::Contradicts);
    let codes: Vec<&str> = found.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["single-visitor", "amount-differs"]);

    let stranger = KnownFacts {
        lenders: vec!["云帆".into()],
        loan_numbers: vec!["00001234".into()],
        amounts: Vec::new(),
        agencies: Vec::new(),
    };
    let found = appraised(&visit, Some(&stranger));
    assert_eq!(
        result(&found, Item::CreditorInCase),
        Some(ItemResult::Contradicts),
        "a piece of a name is not the name"
    );
    assert_eq!(
        result(&found, Item::LoanNumberInCase),
        Some(ItemResult::Contradicts)
    );
    assert_eq!(
        result(&found, Item::AmountInCase),
        Some(ItemResult::NotChecked),
        "an amount nobody reconciled contradicts nothing"
    );
}

#[test]
fn three_digits_are_too_few_to_compare() {
    let text = ORDERLY.replace("people = 2", "loan_tail = \"821\"");
    let known = KnownFacts {
        loan_numbers: vec!["YF2026028821".into()],
        ..KnownFacts::default()
    };
    let found = appraised(&visit_of(&text), Some(&known));
    assert_eq!(
        result(&found, Item::LoanNumberInCase),
        Some(ItemResult::NotChecked),
        "a piece as short says nothing either way"
    );
}

#[test]
fn the_law_of_the_day_of_the_visit_decides() {
    let threat = |date: &str| {
        let text = format!(
            "occurred_at = \"{date}\"\ndanger = \"no\"\nwho-is-home = \"borrower\"\n\
             recording = \"cannot\"\nwho = \"unclear\"\nleave = \"conduct\"\nconduct = \"threat\"\n\
             call-110 = \"called\"\nwaiting = \"police-came\"\nafter = \"fine\"\nalready = \"nothing\"\n"
        );
        let found = appraised(&visit_of(&text), None);
        assert_eq!(found.verdict, Verdict::LeaveAndCall110);
        assert_eq!(found.findings[0].severity, Severity::ActNow);
        let threat = found.findings.iter().find(|f| f.code == "conduct-threat");
        threat.unwrap().citations.clone()
    };
    let old = threat("2025-12-31");
    assert!(old.contains(&"PSO-42".to_owned()) && !old.contains(&"PSN-50".to_owned()));
    let new = threat("2026-01-01");
    assert!(new.contains(&"PSN-50".to_owned()) && !new.contains(&"PSO-42".to_owned()));
}

#[test]
fn what_already_happened_is_not_recorded_as_refused() {
    let text =
        vector("evening-agency.toml").replace("already = \"nothing\"", "already = [\"paid\"]");
    let visit = visit_of(&text);
    let demands = serde_json::to_value(visit.demands()).unwrap();
    assert_eq!(
        demands,
        serde_json::json!([{"id": "sign", "answer": "refused"}, {"id": "pay-scan", "answer": "open"}, {"id": "pay-now", "answer": "met"}])
    );
    let found = appraised(&visit, None);
    assert_eq!(found.findings[0].code, "already-paid");
}

#[test]
fn officials_are_confirmed_or_left_open_never_judged() {
    let police = "occurred_at = \"2026-11-16\"\ndanger = \"no\"\nwho-is-home = \"borrower\"\n\
                  recording = \"started\"\nwho = \"police\"\npolice = \"confirmed\"\n\
                  official = \"left\"\nafter = \"fine\"\nalready = \"nothing\"\n";
    let found = appraised(&visit_of(police), None);
    assert_eq!(found.verdict, Verdict::Consistent);
    assert_eq!(found.outcome, Outcome::Continue);
    let refused = police
        .replace("police = \"confirmed\"", "police = \"refused\"")
        .replace("official = \"left\"", "call-110 = \"gone\"");
    let found = appraised(&visit_of(&refused), None);
    assert_eq!(found.outcome, Outcome::Call110);
    assert_eq!(found.findings[0].code, "official-unconfirmed");
    assert_eq!(found.findings[0].severity, Severity::Ask);
}

#[test]
fn every_source_stands_in_the_rule_book_and_holds_on_the_days_it_is_cited_for() {
    let rules = menshen::content::RuleBook::load(&menshen::content::Library::built_in()).unwrap();
    let mut cited = 0;
    for kind in VisitFinding::ALL {
        for (id, from, until) in &door().findings.concern(*kind).unwrap().citations {
            assert!(rules.knows(id), "{id}");
            let law = menshen::content::load_law(&menshen::content::Library::built_in()).unwrap();
            if law.provision(id).is_ok() {
                let first = from.unwrap_or(day("2021-01-01"));
                let last = until.unwrap_or(day("2026-11-21"));
                for on in [first, last] {
                    assert!(law.cite(id, on).is_ok(), "{id} on {on}");
                }
            }
            cited += 1;
        }
    }
    assert!(cited > 40, "{cited}");
}

#[test]
fn every_finding_has_words_and_sources_with_open_or_ordered_spans() {
    let (door, texts) = (door(), texts());
    for kind in VisitFinding::ALL {
        assert!(
            texts.has(&format!("findings.{}.text", kind.word())),
            "{kind:?}"
        );
        let concern = door.findings.concern(*kind).unwrap();
        for (id, from, until) in &concern.citations {
            if let (Some(from), Some(until)) = (from, until) {
                assert!(from <= until, "{id}");
            }
            let cited: Vec<&str> = concern.cited_on(day("2026-11-21")).collect();
            assert!(!cited.iter().any(|c| c.starts_with("PSO-")), "{cited:?}");
        }
    }
}
