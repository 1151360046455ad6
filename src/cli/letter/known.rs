//! What the case and the log know already of what a letter asks: nothing is typed twice.

use super::told::Telling;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::case::Case;
use crate::domain::letter::{Effect, Letter};
use crate::domain::loan::Loan;
use crate::domain::money::Money;
use crate::domain::plan::Way;
use crate::domain::schedule::Plan;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Value};

/// Questions about the borrower that aren't asked again where the case has the answer.
const ASKED_ONCE: [&str; 2] = ["borrower.name", "borrower.phone"];

/// The letters that ask the lender for something.
const TO_LENDER: [&str; 2] = ["C1", "C2"];

/// The answers the case and the log give; each is shown at its question and can be changed.
pub fn answers(case: &Case, loan: Option<&Loan>, letter: &Letter, told: &Telling) -> Answers {
    let mut answers = Answers::new();
    let mut given = |id: &str, text: Option<String>| {
        if let Some(text) = text {
            answers.set(id, Value::Given(text), None);
        }
    };
    given("borrower.name", case.borrower.name.clone());
    given("borrower.phone", case.borrower.phone.clone());
    given("fact.agency", told.only_employer());
    if let Some(loan) = loan {
        given("fact.credit_to", loan.about.lender.clone());
        taken_over(loan, &mut given);
    }
    if let Some(loan) = loan.filter(|_| letter.effects.contains(&Effect::RestartsLimitation)) {
        let last = loan.terms.as_ref().and_then(|terms| {
            let rows = Plan::new(terms, Plan::principal_of(terms, terms.contract_amount)).rows();
            let last = rows.last().map(|row| row.due);
            // A notice calling in the rest makes everything due that day.
            terms.accelerated_on.or(last).map(|day| day.to_string())
        });
        given("limitation.last_due_on", last);
        given(
            "limitation.last_demand_on",
            loan.last_demand_on.map(|d| d.to_string()),
        );
    }
    answers
}

/// What the plan has for this loan, where it still can be kept: the sum, and the day or the pause of
/// the way that was picked.
pub fn planned(
    answers: &mut Answers,
    context: &Context,
    case: &Case,
    loan: &str,
    room: &Result<Money, Failure>,
) {
    let Some(offer) = case.offers.iter().find(|o| o.loan == loan) else {
        return;
    };
    let Ok(room) = room else { return };
    let mut given = |id: &str, text: String| answers.set(id, Value::Given(text), None);
    if offer.monthly <= *room {
        given("request.monthly", offer.monthly.to_string());
    }
    let Some(day) = offer.first_on.filter(|day| *day > context.as_of()) else {
        return;
    };
    given("request.first_on", day.to_string());
    if case.way.as_ref().is_some_and(|way| way.way == Way::Pause) {
        given("request.kind", "pause".to_owned());
        given("request.until", day.to_string());
    }
}

/// What went out to the lender about this loan, by the records: nobody is asked for a day that is
/// there, and no letter is said to have been handed in that wasn't.
pub fn sent_before(answers: &mut Answers, context: &Context, case: &Case, loan: &str) {
    let of_loan = case.sent.iter().filter(|s| s.loan == loan);
    let to_lender = of_loan.filter(|s| TO_LENDER.contains(&s.letter.as_str()));
    let Some(last) = to_lender.max_by_key(|s| (s.on, s.number)) else {
        return;
    };
    let mut given = |id: &str, text: String| answers.set(id, Value::Given(text), None);
    given("fact.proposed", "true".to_owned());
    given("fact.proposed_on", last.on.to_string());
    // A waybill is no number of the lender's.
    let ticket = last.proof.as_ref().filter(|_| last.channel != "post");
    if let Some(proof) = ticket {
        given("fact.ticket", proof.clone());
    }
    let answered = last.reply.as_ref();
    let said = [
        ("on", context.paper.day(last.on)),
        ("title", super::sent::title(context, &last.letter)),
        ("proof", last.proof.clone().unwrap_or_default()),
        (
            "replied_on",
            answered
                .map(|r| context.paper.day(r.on))
                .unwrap_or_default(),
        ),
        (
            "outcome",
            answered.map_or_else(String::new, |r| {
                context.paper.t(&format!("sent.outcome.{}", r.outcome))
            }),
        ),
    ];
    given("fact.tried", context.paper.say("sent.tried", said));
}

/// What was said of somebody else having the debt now.
fn taken_over(loan: &Loan, given: &mut impl FnMut(&str, Option<String>)) {
    let (kind, on, by) = match (&loan.assignment_claimed, &loan.compensated) {
        (Some(claimed), _) => ("assigned", claimed.on, &claimed.by),
        (None, Some(paid)) => ("guarantor", paid.on, &paid.by),
        (None, None) => return,
    };
    given("fact.change", Some(kind.to_owned()));
    given("fact.told_on", Some(on.to_string()));
    given("fact.new_creditor", by.clone());
}

/// Takes out of the questions of a person what needs no asking: which entries where there are none,
/// and who they are where the case knows. Gives the ids of the latter.
pub fn left_out(flow: &mut Questionnaire, known: &Answers, told: &Telling) -> Vec<&'static str> {
    let out: Vec<&str> = ASKED_ONCE
        .into_iter()
        .filter(|id| known.get(id).is_some() && flow.question(id).is_some())
        .collect();
    let none_told = told.is_empty();
    flow.entries.retain(|entry| {
        let id = entry.question.id.as_str();
        !(out.contains(&id) || none_told && id == super::own_facts::ENTRIES)
    });
    out
}
