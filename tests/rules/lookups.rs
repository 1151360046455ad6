//! Look-ups answer for a named date or fail by name.

use super::shipped::{book, day};
use menshen::domain::coded::{Coded, Kind};
use menshen::domain::law::{Age, CheckedOn, Confidence, Force, Freshness, LawBook, LawError};

#[test]
fn the_contract_law_is_refused_for_2022_and_names_its_successor() {
    let refusal = book()
        .law
        .instrument_on("contract-law", day("2022-03-01"))
        .unwrap_err();
    assert_eq!(refusal.code(), "law-ended");
    assert_eq!(refusal.kind(), Kind::Usage);
    assert_eq!(refusal.args()["successor"], "civil-code");
    assert_eq!(refusal.args()["last"], "2020-12-31");
    let article = book().law.cite("CL99-114", day("2022-03-01")).unwrap_err();
    assert_eq!(article.args()["successor"], "CC-585");
    book()
        .law
        .instrument_on("contract-law", day("2020-12-31"))
        .unwrap();
}

#[test]
fn a_text_that_names_ended_law_is_found() {
    let law = &book().law;
    let text = "根据《合同法》和《中华人民共和国民法典》合同编通则解释，以及担保法。";
    let found = law.outdated_mentions(text, day("2024-03-01"));
    let ids: Vec<&str> = found.iter().map(|m| m.instrument.as_str()).collect();
    assert_eq!(ids, ["contract-law", "guarantee-law"]);
    let too_early = law.outdated_mentions(text, day("2022-03-01"));
    assert_eq!(too_early[1].instrument, "cc-contract-interpretation");
    assert_eq!(too_early[1].refusal.code(), "law-not-yet-in-force");
    assert!(
        law.outdated_mentions("《民法典》第670条", day("2022-03-01"))
            .is_empty()
    );
}

#[test]
fn the_public_security_law_changes_with_the_year() {
    let law = &book().law;
    let old = law.cite("PSO-42", day("2025-12-31")).unwrap();
    assert_eq!(old.article.as_deref(), Some("第42条"));
    let new = law.cite("PSN-50", day("2026-01-01")).unwrap();
    assert_eq!(
        new.to_string(),
        "《中华人民共和国治安管理处罚法（2025年修订）》第50条第1款"
    );
    assert!(matches!(
        law.cite("PSO-42", day("2026-01-01")),
        Err(LawError::Ended { successor: Some(next), .. }) if next == "PSN-50"
    ));
    assert!(matches!(
        law.cite("PSN-50", day("2025-12-31")),
        Err(LawError::NotYetInForce { .. })
    ));
    for (on, id) in [("2025-12-31", "PSO-42"), ("2026-01-01", "PSN-50")] {
        let found = law.on_subject("threat-insult-harassment", day(on)).unwrap();
        assert_eq!(found.provision.id, id);
    }
}

#[test]
fn what_rests_on_reports_is_cited_without_an_article() {
    let citation = book().law.cite("FT-22", day("2026-11-21")).unwrap();
    assert_eq!(citation.article, None);
    assert_eq!(citation.confidence, Confidence::Secondary);
    assert_eq!(citation.force, Force::CourtPolicy);
}

#[test]
fn a_look_up_after_the_check_says_so() {
    let law = &book().law;
    let on_the_day = law.provision_on("CC-670", day("2026-11-21")).unwrap();
    assert!(!on_the_day.beyond_checked);
    assert!(
        law.provision_on("CC-670", day("2026-11-22"))
            .unwrap()
            .beyond_checked
    );
}

#[test]
fn unknown_ids_fail_by_name() {
    let law = &book().law;
    let codes = [
        law.provision("CC-0").unwrap_err().code(),
        law.instrument("none").unwrap_err().code(),
        law.on_subject("none", day("2026-01-01"))
            .unwrap_err()
            .code(),
    ];
    assert_eq!(
        codes,
        [
            "law-provision-unknown",
            "law-instrument-unknown",
            "law-subject-unknown"
        ]
    );
}

#[test]
fn a_gap_and_a_conflict_are_errors_of_their_own() {
    let law = &book().law;
    let gap = law
        .on_subject("no-contact-order", day("2025-06-01"))
        .unwrap_err();
    assert_eq!(gap.code(), "law-gap");
    assert_eq!(gap.kind(), Kind::Content);
    // The loader refuses a book with a conflict, so one is made by hand.
    let instrument = law.instrument("civil-code").unwrap().clone();
    let mut one = law.provision("CC-670").unwrap().clone();
    one.subjects = vec!["same".into()];
    let mut other = one.clone();
    other.id = "CC-670b".into();
    let broken = LawBook::new([instrument], [one, other], Vec::new());
    let conflict = broken.on_subject("same", day("2026-01-01")).unwrap_err();
    assert_eq!(conflict.code(), "law-conflict");
    assert_eq!(conflict.args()["ids"], "CC-670, CC-670b");
}

#[test]
fn every_subject_has_one_answer_on_every_day() {
    let law = &book().law;
    let (first, last) = (day("2015-01-01"), day("2027-12-31"));
    let mut answered = 0;
    for subject in law.subjects() {
        let mut began = false;
        for on in first.iter_days().take_while(|d| *d <= last) {
            match law.on_subject(subject, on) {
                Ok(_) => {
                    began = true;
                    answered += 1;
                }
                // Before its first text a question has no answer; once begun it always has one.
                Err(LawError::Gap { .. }) if !began => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert!(began, "{subject}");
    }
    assert!(answered > 40_000, "{answered}");
}

#[test]
fn every_provision_holds_on_one_span_of_days() {
    let law = &book().law;
    for provision in law.provisions() {
        let mut days = 0;
        let walk = day("2015-01-01").iter_days();
        for on in walk.take_while(|d| *d <= day("2027-12-31")) {
            match law.provision_on(&provision.id, on) {
                Ok(found) => {
                    days += 1;
                    assert!(provision.validity.holds_on(on));
                    // A provision never outlives the instrument it stands in.
                    assert!(found.instrument.validity.holds_on(on), "{}", provision.id);
                }
                Err(LawError::NotYetInForce { .. }) => assert!(on < provision.validity.from),
                Err(LawError::Ended { last, .. }) => assert!(on > last),
                Err(other) => panic!("{other}"),
            }
        }
        assert!(days > 0, "{}", provision.id);
    }
}

/// Each row of a table of renumbering names, on every day, the one text that held: the old one to the
/// day before the cut-over, the new one from that day on. What begins with the new text has no old
/// one, and says so by having none.
#[test]
fn every_map_has_one_text_on_every_day() {
    let law = &book().law;
    let mut walked = 0;
    for map in law.successions() {
        for row in &map.rows {
            let holds = |id: &Option<String>, on| {
                id.as_ref()
                    .is_some_and(|id| law.provision_on(id, on).is_ok())
            };
            for on in day("2015-01-01").iter_days() {
                if on > day("2027-12-31") {
                    break;
                }
                let before = on < map.cut_over;
                assert_eq!(holds(&row.new, on), !before, "{} {on}", row.conduct);
                let begun = row
                    .old
                    .as_ref()
                    .is_some_and(|id| law.provision(id).is_ok_and(|p| p.validity.from <= on));
                assert_eq!(holds(&row.old, on), begun && before, "{}", row.conduct);
                walked += 1;
            }
        }
    }
    assert!(walked > 100_000, "{walked}");
}

#[test]
fn age_grows_and_turns_stale_after_half_a_year() {
    let book = book();
    assert_eq!(book.age_on(day("2026-11-21")).freshness, Freshness::Checked);
    let later = book.age_on(day("2026-11-22"));
    assert_eq!((later.days, later.freshness), (1, Freshness::AfterCheck));
    assert!(!book.age_on(day("2027-05-20")).is_stale());
    assert!(book.age_on(day("2027-05-21")).is_stale());
    assert!(book.stale_on(day("2027-05-20")).is_empty());
    assert!(book.stale_on(day("2027-05-21")).len() > 200);
    let checked = CheckedOn(day("2026-11-21"));
    assert_eq!(Age::on(checked, day("2020-01-01")).days, 0);
}

#[test]
fn search_finds_by_topic_first() {
    let law = &book().law;
    assert_eq!(law.search("cc-670")[0].id, "CC-670");
    assert_eq!(law.search("砍头息")[0].id, "CC-670");
    assert!(law.search("支付令").len() >= 3);
    assert!(
        law.search("payment order")
            .iter()
            .any(|p| p.id == "CPL23-227")
    );
    assert!(law.search("  ").is_empty());
    assert!(law.search("不存在的词").is_empty());
    assert!(!book().myths_about("停息挂账").is_empty());
    assert!(!book().conduct_about("夜间").is_empty());
    assert_eq!(book().channels_about("12368")[0].id, "12368");
}
