//! Visits that are only announced: a call that wants an appointment, an invitation to talk elsewhere.

use super::{day, door, texts, visit_of};
use menshen::domain::visit::{
    Demand, Occasion, Outcome, VisitFinding, VisitorRole, appraisal, entry_content, follow_ups,
};
use menshen::interview::door::{DoorFlow, RECORD_IDS};
use menshen::interview::{Answers, Flow, Value};

const CALL: &str = r#"
occurred_at = "2026-11-16 19:35"
danger = "appointment"
caller = "agency"
appointment = "no-say"
said = ["prison", "tell-others"]
already = "nothing"
"#;

const INVITATION: &str = r#"
occurred_at = "2026-11-16"
danger = "invitation"
invited-by-way = "paper"
inviter = "law-firm"
invited-where = "their-office"
invited-terms = ["alone", "sign", "money"]
said = []
already = []
"#;

#[test]
fn a_call_for_an_appointment_is_an_entry_of_the_calls() {
    let visit = visit_of(CALL);
    assert_eq!(visit.occasion(), Occasion::Phone);
    assert_eq!(visit.outcome(), Outcome::Verify);
    let found = appraisal(&visit, None, &door().findings);
    let content = entry_content(&visit, &found, "经过", &[]);
    assert_eq!(content["kind"], "call");
    assert_eq!(content["channel"], "phone");
    assert_eq!(content["answered"], true);
    assert!(
        !content.contains_key("conduct"),
        "a word of what might be is no deed"
    );
    assert!(
        !content["visit"]
            .as_object()
            .unwrap()
            .contains_key("recorded")
    );
    assert!(menshen::domain::evidence::Content::check(content).is_ok());
    let codes: Vec<&str> = found.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["said-prison", "said-tell-others"]);
}

#[test]
fn an_invitation_on_paper_is_a_letter_and_asks_for_an_answer_by_letter() {
    let visit = visit_of(INVITATION);
    assert_eq!(visit.occasion(), Occasion::Paper);
    assert_eq!(visit.visitor(), Some(VisitorRole::LawFirm));
    let demands: Vec<Demand> = visit.demands().iter().map(|d| d.id).collect();
    assert_eq!(demands, [Demand::Sign, Demand::PayNow]);
    let found = appraisal(&visit, None, &door().findings);
    let content = entry_content(&visit, &found, "经过", &[]);
    assert_eq!(content["kind"], "letter");
    assert!(
        !content.contains_key("channel"),
        "nobody asked who carried it"
    );
    let door = door();
    let next = follow_ups(&visit, &found, &door.follow_ups);
    let next: Vec<&str> = next.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(next, ["papers-left", "reply-letter"]);
}

#[test]
fn nobody_counts_heads_on_the_telephone() {
    let door = door();
    let flow = DoorFlow::new(&door, None);
    let mut answers = Answers::new();
    for (id, value) in [
        ("danger", "appointment"),
        ("caller", "lender"),
        ("appointment", "by-phone"),
        ("said", "nothing"),
        ("already", "nothing"),
    ] {
        assert_eq!(flow.path(&answers).next.unwrap().id, id);
        answers.set(id, Value::Given(value.into()), None);
    }
    let mut asked = Vec::new();
    while let Some(question) = flow.path(&answers).next {
        answers.set(&question.id, Value::Skipped, None);
        asked.push(question.id);
    }
    let left_out: Vec<&str> = RECORD_IDS
        .into_iter()
        .filter(|id| !asked.iter().any(|a| a == id))
        .collect();
    assert_eq!(left_out, ["people", "company_code"]);
    let visit = flow.visit(&answers, day("2026-11-21")).unwrap();
    assert_eq!(visit.outcome(), Outcome::Continue);
}

#[test]
fn words_alone_never_lead_to_the_police() {
    let door = door();
    let said = door.node("said").unwrap();
    for option in &said.options {
        assert_eq!(option.effect.outcome, None, "{}", option.id);
        assert_eq!(option.effect.conduct, None, "{}", option.id);
    }
    // Each has a finding, its words, and a sentence that answers it.
    let texts = texts();
    for option in said.options.iter().filter(|o| !o.closes) {
        let [finding] = option.effect.findings.as_slice() else {
            panic!("{}: one finding", option.id);
        };
        let finding: &VisitFinding = finding;
        assert!(texts.has(&format!("findings.{}.text", finding.word())));
        assert!(option.says);
        let rests_on = door.findings.concern(*finding).unwrap();
        assert!(rests_on.cited_on(day("2026-11-21")).count() > 0);
    }
}
