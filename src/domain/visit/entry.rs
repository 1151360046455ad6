//! A visit as the `content` of an entry of the evidence log.

use super::appraisal::Appraisal;
use super::observed::{Precision, Visit};
use super::words::Occasion;
use serde_json::{Map, Value, json};

/// The `content` object of a visit: the members of the log's format, and under `visit` what the
/// door flow noted. `summary` is in the recorder's words, `place` may be left out, `answers` are
/// the questions with their answers and times. Attachments are added by storage.
///
/// Only integers, strings, lists and objects are used, as the log demands.
pub fn entry_content(
    visit: &Visit,
    appraisal: &Appraisal,
    summary: &str,
    answers: &[(String, String, Option<String>)],
) -> Map<String, Value> {
    let record = &visit.record;
    let mut content = Map::new();
    let mut put = |name: &str, value: Value| {
        content.insert(name.to_owned(), value);
    };
    put("kind", json!(kind(visit.occasion())));
    put("occurred_at", json!(visit.occurred_at));
    if let Some(until) = &record.occurred_until {
        put("occurred_until", json!(until));
    }
    put("precision", json!(visit.precision));
    put("summary", json!(summary));
    put("direction", json!("in"));
    if let Some(channel) = channel(visit.occasion()) {
        put("channel", json!(channel));
    }
    if visit.occasion() == Occasion::Phone {
        put("answered", json!(true));
    }
    put("grade", json!(grade(visit)));
    if let Some(host) = visit.host() {
        put("target", json!(host));
    }
    if let Some(people) = record.people {
        put("people", json!(people));
    }
    if let Some(quote) = &record.quote {
        put("quote", json!(quote));
    }
    if let Some(amount) = &record.amount {
        put("amount", json!(amount));
    }
    if !record.witnesses.is_empty() {
        put("witnesses", json!(record.witnesses));
    }
    let party = party(visit);
    if !party.is_empty() {
        put("party", Value::Object(party));
    }
    let conduct = visit.conduct();
    if !conduct.is_empty() {
        put("conduct", json!(conduct));
    }
    put(
        "visit",
        Value::Object(observations(visit, appraisal, answers)),
    );
    content
}

/// What kind of entry it is: a call that wants a visit is counted with the calls.
fn kind(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::AtDoor => "visit",
        Occasion::Phone => "call",
        Occasion::Message => "message",
        Occasion::Paper => "letter",
    }
}

/// By which way it came. Which kind of message it was, or who carried a paper, nobody was asked.
fn channel(occasion: Occasion) -> Option<&'static str> {
    match occasion {
        Occasion::AtDoor => Some("in-person"),
        Occasion::Phone => Some("phone"),
        Occasion::Message | Occasion::Paper => None,
    }
}

/// How it is known. A recording made is the best there is; what was written down while it happened
/// is seen by a witness, the borrower; what was noted later is memory.
fn grade(visit: &Visit) -> &'static str {
    if visit.recorded() {
        "recorded"
    } else if visit.precision == Precision::Exact || !visit.record.witnesses.is_empty() {
        "witnessed"
    } else {
        "memory"
    }
}

fn party(visit: &Visit) -> Map<String, Value> {
    let record = &visit.record;
    let members = [
        ("name", record.name.as_deref()),
        ("employer", record.employer.as_deref()),
        ("role", visit.visitor().map(super::VisitorRole::word)),
        ("badge", record.badge.as_deref()),
        ("principal", record.principal.as_deref()),
    ];
    members
        .into_iter()
        .filter_map(|(name, value)| value.map(|v| (name.to_owned(), json!(v))))
        .collect()
}

fn observations(
    visit: &Visit,
    appraisal: &Appraisal,
    answers: &[(String, String, Option<String>)],
) -> Map<String, Value> {
    let record = &visit.record;
    let findings: Vec<&str> = appraisal.findings.iter().map(|f| f.code).collect();
    let answers: Vec<Value> = answers
        .iter()
        .map(|(id, value, at)| match at {
            Some(at) => json!({"id": id, "value": value, "at": at}),
            None => json!({"id": id, "value": value}),
        })
        .collect();
    let mut out = Map::new();
    out.insert("outcome".into(), json!(appraisal.outcome));
    out.insert("verdict".into(), json!(appraisal.verdict));
    out.insert("items".into(), json!(appraisal.items));
    out.insert("demands".into(), json!(visit.demands()));
    out.insert("findings".into(), json!(findings));
    out.insert("answers".into(), Value::Array(answers));
    for (name, value) in [
        ("papers", &record.papers),
        ("company_code", &record.company_code),
        ("loan_tail", &record.loan_tail),
        ("police_slip", &record.police_slip),
    ] {
        if let Some(value) = value {
            out.insert(name.into(), json!(value));
        }
    }
    // Whether a recording was started is a fact either way; the grade alone doesn't tell it.
    if visit.occasion() == Occasion::AtDoor {
        out.insert("recorded".into(), json!(visit.recorded()));
    }
    if visit.effects.iter().any(|e| e.police_called) {
        out.insert("police_called".into(), json!(true));
    }
    out
}
