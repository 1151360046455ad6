//! The record made after the visit: time, people, names, words, papers, witnesses, files, police.

use crate::domain::visit::{Occasion, Record};
use crate::interview::answers::{Answers, Value};
use crate::interview::flow::{Kind, Question};

/// The questions in order; ids are the members of the evidence log where it has one and the door
/// has no question of that name.
pub const RECORD_IDS: [&str; 15] = [
    "occurred_at",
    "occurred_until",
    "people",
    "party.employer",
    "party.name",
    "party.badge",
    "company_code",
    "party.principal",
    "loan_tail",
    "amount_named",
    "quote",
    "papers",
    "witnesses",
    "attachments",
    "police_slip",
];

/// What only somebody at the door can be asked about.
const AT_THE_DOOR: [&str; 2] = ["people", "company_code"];

/// The questions to ask, by the way the borrower was reached: nobody counts heads on the telephone.
pub fn record_ids(occasion: Occasion) -> impl Iterator<Item = &'static str> {
    let asked = move |id: &&str| occasion == Occasion::AtDoor || !AT_THE_DOOR.contains(id);
    RECORD_IDS.into_iter().filter(asked)
}

/// More visitors than this is a slip of the finger.
const MOST_PEOPLE: u32 = 50;

/// One question of the record. None is required: an empty line leaves it open.
pub fn record_question(id: &str) -> Question {
    let kind = match id {
        "occurred_at" | "occurred_until" => Kind::Moment,
        "people" => Kind::Count {
            min: 1,
            max: MOST_PEOPLE,
        },
        "amount_named" => Kind::Money,
        "attachments" => Kind::Files,
        _ => Kind::Text,
    };
    Question {
        id: id.to_owned(),
        text: format!("visit.record.{id}"),
        kind,
        required: false,
        unknown: false,
        private: false,
    }
}

/// The record as answered.
pub fn record_of(answers: &Answers) -> Record {
    let text = |id: &str| answers.given(id).map(str::to_owned);
    let list = |id: &str| match answers.get(id) {
        Some(Value::Many(items)) => items.clone(),
        Some(Value::Given(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    Record {
        occurred_until: text("occurred_until"),
        people: answers.given("people").and_then(|n| n.parse().ok()),
        name: text("party.name"),
        employer: text("party.employer"),
        badge: text("party.badge"),
        company_code: text("company_code"),
        principal: text("party.principal"),
        loan_tail: text("loan_tail"),
        amount: text("amount_named"),
        quote: text("quote"),
        papers: text("papers"),
        witnesses: list("witnesses"),
        files: list("attachments"),
        police_slip: text("police_slip"),
    }
}
