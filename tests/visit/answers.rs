//! Answers files: what they may say, and everything that can be wrong with them.

use super::{day, door, texts, vector, visit_of};
use menshen::domain::coded::{Coded, Kind};
use menshen::domain::visit::{Compliance, Demand, Outcome, Precision, VisitorRole};
use menshen::interview::door::{AnswersProblem, DoorFlow, read_answers};

#[test]
fn the_worked_case_ends_the_talk_without_the_police() {
    let visit = visit_of(&vector("evening-agency.toml"));
    assert_eq!(visit.outcome(), Outcome::End);
    assert_eq!(visit.visitor(), Some(VisitorRole::Agency));
    assert_eq!(visit.occurred_at, "2026-11-16T19:35+08:00");
    assert_eq!(visit.precision, Precision::About);
    let demands = visit.demands();
    assert_eq!(demands.len(), 2);
    for demand in [Demand::Sign, Demand::PayScan] {
        let made = demands.iter().find(|d| d.id == demand).unwrap();
        assert_eq!(made.answer, Compliance::Refused);
    }
    assert!(visit.effects.iter().all(|e| !e.police_called));
}

#[test]
fn a_list_closes_itself_and_reaches_the_second_screen() {
    let text = vector("evening-agency.toml").replace(
        r#"demand = ["sign", "pay-scan"]"#,
        r#"demand = ["documents", "sign", "sign", "relatives"]"#,
    );
    let visit = visit_of(&text);
    let ids: Vec<Demand> = visit.demands().iter().map(|d| d.id).collect();
    assert_eq!(ids, [Demand::Documents, Demand::Sign, Demand::Relatives]);
}

#[test]
fn occurrences_may_be_written_one_by_one() {
    let listed = vector("evening-agency.toml");
    let single = listed.replace(
        r#"leave = "left""#,
        "\"leave.2\" = \"left\"\nleave = \"stayed\"",
    );
    assert_ne!(listed, single);
    let visit = visit_of(&single);
    assert_eq!(visit.outcome(), Outcome::End);
    assert!(
        visit
            .effects
            .iter()
            .any(|e| e.findings.iter().any(|f| f.word() == "stayed-after-asked"))
    );
}

#[test]
fn everything_missing_is_named_at_once() {
    let problem = read_answers(&door(), "").unwrap_err();
    assert_eq!(problem.code(), "visit-answers-missing");
    assert_eq!(problem.kind(), Kind::AnswerNeeded);
    let AnswersProblem::Missing { missing } = &problem else {
        panic!("{problem:?}");
    };
    assert_eq!(missing[0], "danger");
    assert!(missing.contains(&"call-back".to_owned()), "{missing:?}");
    assert_eq!(missing.last().unwrap(), "already");
}

#[test]
fn everything_wrong_is_named_at_once_with_its_line() {
    let text = "danger = \"maybe\"\n\
                colour = \"red\"\n\
                people = 0\n\
                amount_named = \"5oo\"\n\
                occurred_at = \"2026-11-16 19:35\"\n\
                occurred_until = \"2026-11-16 19:30\"\n\
                [party]\n\
                shoe = \"42\"\n";
    let problem = read_answers(&door(), text).unwrap_err();
    assert_eq!(problem.code(), "visit-answers-wrong");
    assert_eq!(problem.kind(), Kind::Usage);
    let AnswersProblem::Wrong { wrong, missing } = &problem else {
        panic!("{problem:?}");
    };
    let found: Vec<(usize, &str, &str)> = wrong
        .iter()
        .map(|w| (w.line, w.id.as_str(), w.code))
        .collect();
    assert_eq!(
        found,
        [
            (1, "danger", "unknown-option"),
            (2, "colour", "unknown-question"),
            (3, "people", "not-a-count"),
            (4, "amount_named", "not-an-amount"),
            (6, "occurred_until", "ends-before-start"),
            (7, "party.shoe", "unknown-question"),
        ]
    );
    assert!(missing.contains(&"danger".to_owned()));
    let other = "occurred_at = \"yesterday\"\nquote = 5\nleave = 3\n";
    let Err(AnswersProblem::Wrong { wrong, .. }) = read_answers(&door(), other) else {
        panic!("accepted");
    };
    let codes: Vec<&str> = wrong.iter().map(|w| w.code).collect();
    assert_eq!(codes, ["not-a-moment", "not-text", "not-text"]);
}

#[test]
fn a_file_that_is_not_toml_names_the_line() {
    let problem = read_answers(&door(), "danger = \"no\"\nwho = agency\n").unwrap_err();
    assert_eq!(problem, AnswersProblem::NotToml { line: 2 });
    assert_eq!(problem.code(), "visit-answers-not-toml");
    assert_eq!(problem.kind(), Kind::Usage);
}

#[test]
fn every_problem_has_words() {
    let texts = texts();
    for text in ["x = ", "colour = \"red\"", ""] {
        let problem = read_answers(&door(), text).unwrap_err();
        for part in ["message", "remedy"] {
            let key = format!("errors.{}.{part}", problem.code());
            let said = texts.say(&key, problem.args());
            assert!(!said.starts_with('['), "{said}");
            assert!(!said.contains("{{"), "{said}");
        }
    }
}

#[test]
fn answers_off_the_way_are_named_and_play_no_part() {
    let text = vector("evening-agency.toml") + "\n";
    let text = text.replace("danger = \"no\"", "danger = \"no\"\ncourt = \"money\"");
    let file = read_answers(&door(), &text).unwrap();
    assert_eq!(file.unused, ["court"]);
    let door = door();
    let flow = DoorFlow::new(&door, file.arrived);
    let visit = flow.visit(&file.answers, day("2026-11-21")).unwrap();
    assert_eq!(visit.outcome(), Outcome::End);
}

#[test]
fn moments_are_read_in_their_usual_forms() {
    for (given, canonical) in [
        ("\"2026-11-16\"", "2026-11-16"),
        ("2026-11-16", "2026-11-16"),
        ("\"2026-11-16 19:35\"", "2026-11-16T19:35+08:00"),
        ("2026-11-16T19:35:00", "2026-11-16T19:35:00+08:00"),
        ("\"2026-11-16T19:35:20+08:00\"", "2026-11-16T19:35:20+08:00"),
    ] {
        let text = vector("evening-agency.toml")
            .replace("\"2026-11-16 19:35\"", given)
            .replace("occurred_until", "# occurred_until");
        assert_eq!(visit_of(&text).occurred_at, canonical, "{given}");
    }
    let text = "occurred_at = \"2026-11-16T19:35:00Z\"\n";
    assert!(matches!(
        read_answers(&door(), text),
        Err(AnswersProblem::Wrong { .. })
    ));
}
