//! Conduct rules: their numbers, what they rest on by date, and the facts that touch them.

use super::shipped::{book, day};
use menshen::domain::coded::Coded;
use menshen::domain::conduct::{
    ConductRule, Counted, CountedOver, EntryFacts, MinuteOfDay, Reading, Threshold, Voice,
};
use menshen::domain::law::Force;

fn rule(id: &str) -> &'static ConductRule {
    &book().conduct[id]
}

fn at(text: &str) -> MinuteOfDay {
    MinuteOfDay::parse(text).unwrap()
}

fn reads(rule: &ConductRule, entry: &EntryFacts<'_>) -> Reading {
    rule.trigger.reads(&rule.id, rule.threshold.as_ref(), entry)
}

#[test]
fn the_numbers_are_those_of_the_sources() {
    assert_eq!(
        rule("quiet-hours").threshold,
        Some(Threshold::QuietHours {
            from: at("22:00"),
            until: at("08:00")
        })
    );
    assert_eq!(
        rule("connected-calls-3-a-day").threshold,
        Some(Threshold::AtMostPerDay {
            count: 3,
            counted: Counted::ConnectedInteractiveCalls,
            over: CountedOver::Borrower
        })
    );
    assert_eq!(
        rule("unanswered-attempts-6-a-day").threshold,
        Some(Threshold::AtMostPerDay {
            count: 6,
            counted: Counted::UnansweredAttempts,
            over: CountedOver::SameNumber
        })
    );
    assert_eq!(
        rule("two-visitors").threshold,
        Some(Threshold::AtLeastPeople { count: 2 })
    );
}

#[test]
fn quiet_hours_begin_at_ten_and_end_at_eight() {
    let hours = rule("quiet-hours").threshold.unwrap();
    for (time, quiet) in [
        ("21:59", false),
        ("22:00", true),
        ("23:59", true),
        ("00:00", true),
        ("07:59", true),
        ("08:00", false),
        ("12:00", false),
    ] {
        assert_eq!(hours.is_quiet(at(time)), quiet, "{time}");
    }
    let same_day = Threshold::QuietHours {
        from: at("12:00"),
        until: at("14:00"),
    };
    assert!(same_day.is_quiet(at("13:00")) && !same_day.is_quiet(at("14:00")));
}

#[test]
fn a_count_is_broken_by_the_next_one_only() {
    let calls = rule("connected-calls-3-a-day").threshold.unwrap();
    assert!(!calls.is_broken_by(3) && calls.is_broken_by(4));
    let attempts = rule("unanswered-attempts-6-a-day").threshold.unwrap();
    assert!(!attempts.is_broken_by(6) && attempts.is_broken_by(7));
    let visitors = rule("two-visitors").threshold.unwrap();
    assert!(visitors.is_broken_by(1) && !visitors.is_broken_by(2));
}

#[test]
fn times_are_read_strictly() {
    for wrong in ["24:00", "7:00", "07:60", "0700", "", "７:00", "+7:00"] {
        assert_eq!(MinuteOfDay::parse(wrong), None, "{wrong}");
    }
    assert_eq!(at("07:05").to_string(), "07:05");
}

#[test]
fn a_rule_rests_on_what_was_in_force_that_day() {
    let law = &book().law;
    let quiet = rule("quiet-hours");
    let before = quiet.standing_on(law, day("2025-02-27")).unwrap_err();
    assert_eq!(before.code(), "conduct-rule-without-source");
    assert_eq!(before.args()["rule"], "quiet-hours");
    let standard = quiet.standing_on(law, day("2025-02-28")).unwrap();
    assert_eq!(standard.sources.len(), 1);
    assert_eq!(standard.force, Force::RecommendedStandard);
    let both = quiet.standing_on(law, day("2026-01-30")).unwrap();
    assert_eq!(both.sources.len(), 2);
    assert_eq!(both.voice, Voice::Report);
}

#[test]
fn the_voice_follows_the_weakest_honest_reading() {
    let law = &book().law;
    let on = day("2026-11-21");
    let voice = |id: &str| rule(id).standing_on(law, on).unwrap().voice;
    assert_eq!(voice("no-entry-without-consent"), Voice::State);
    assert_eq!(voice("no-third-party-disclosure"), Voice::State);
    assert_eq!(voice("connected-calls-3-a-day"), Voice::Report);
    assert_eq!(voice("two-visitors"), Voice::Ask);
    assert_eq!(voice("visits-recorded"), Voice::Ask);
}

#[test]
fn once_begun_a_rule_never_loses_its_ground() {
    let law = &book().law;
    for rule in book().conduct.values() {
        let mut began = false;
        let walk = day("2015-01-01").iter_days();
        for on in walk.take_while(|d| *d <= day("2027-12-31")) {
            match rule.standing_on(law, on) {
                Ok(_) => began = true,
                Err(_) => assert!(!began, "{} on {on}", rule.id),
            }
        }
        assert!(began, "{}", rule.id);
    }
}

#[test]
fn a_night_call_touches_quiet_hours_and_a_call_without_a_time_does_not_say() {
    let quiet = rule("quiet-hours");
    let call = EntryFacts {
        kind: "call",
        direction: Some("in"),
        at: Some(at("22:47")),
        ..EntryFacts::default()
    };
    assert_eq!(reads(quiet, &call), Reading::Met);
    let by_day = EntryFacts {
        at: Some(at("12:00")),
        ..call
    };
    assert_eq!(reads(quiet, &by_day), Reading::NotMet);
    let untimed = EntryFacts { at: None, ..call };
    assert_eq!(
        reads(quiet, &untimed),
        Reading::NotRecorded(vec!["occurred_at"])
    );
    let mine = EntryFacts {
        direction: Some("out"),
        ..call
    };
    assert_eq!(reads(quiet, &mine), Reading::NotMet);
}

#[test]
fn an_unanswered_call_counts_for_attempts_only() {
    let call = EntryFacts {
        kind: "call",
        direction: Some("in"),
        target: Some("borrower"),
        answered: Some(false),
        ..EntryFacts::default()
    };
    assert_eq!(
        reads(rule("unanswered-attempts-6-a-day"), &call),
        Reading::Met
    );
    assert_eq!(
        reads(rule("connected-calls-3-a-day"), &call),
        Reading::NotMet
    );
    let unknown = EntryFacts {
        answered: None,
        ..call
    };
    assert_eq!(
        reads(rule("connected-calls-3-a-day"), &unknown),
        Reading::NotRecorded(vec!["answered"])
    );
}

#[test]
fn disclosure_needs_the_recorders_word() {
    let disclosure = rule("no-third-party-disclosure");
    let call = EntryFacts {
        kind: "call",
        direction: Some("in"),
        target: Some("colleague"),
        ..EntryFacts::default()
    };
    assert_eq!(reads(disclosure, &call), Reading::NotMet);
    let confirmed = ["no-third-party-disclosure"];
    let said = EntryFacts {
        conduct: &confirmed,
        ..call
    };
    assert_eq!(reads(disclosure, &said), Reading::Met);
}

#[test]
fn one_visitor_touches_the_question_about_two() {
    let visit = EntryFacts {
        kind: "visit",
        direction: Some("in"),
        people: Some(1),
        ..EntryFacts::default()
    };
    assert_eq!(reads(rule("two-visitors"), &visit), Reading::Met);
    let pair = EntryFacts {
        people: Some(2),
        ..visit
    };
    assert_eq!(reads(rule("two-visitors"), &pair), Reading::NotMet);
}

#[test]
fn weak_rules_ask_and_never_call_unlawful() {
    let law = &book().law;
    for rule in book().conduct.values() {
        let standing = rule.standing_on(law, book().version).unwrap();
        if standing.voice == Voice::Ask {
            assert!(rule.complaint.contains("请问"), "{}", rule.id);
        }
        if standing.voice != Voice::State {
            for word in ["违法", "非法"] {
                assert!(!rule.complaint.contains(word), "{}", rule.id);
            }
        }
    }
}
