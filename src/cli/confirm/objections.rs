//! What the loan format refuses, said at the question it was answered at.

use super::super::context::Context;
use super::super::loan::problems_or_loan;
use super::loan_of;
use crate::domain::loan::LoanProblem;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Flow, Objection};
use toml::{Table, Value};

/// What doesn't hold in the loan of these answers. While questions are still to come, what is missing
/// is no objection.
pub(super) fn of(
    context: &Context,
    flow: &Questionnaire,
    answers: &Answers,
    mut table: Table,
    taken: &[&str],
) -> Vec<Objection> {
    let whole = flow.path(answers).next.is_none();
    let mut found = Vec::new();
    let id = table.get("id").and_then(Value::as_str).unwrap_or_default();
    if taken.contains(&id) {
        let words = words(context, "loan-name-taken", &[("id", id)]);
        found.push(objection("id", words));
    }
    if !whole && table.contains_key("contract_amount") && !table.contains_key("repayment") {
        // The amounts are weighed against each other only where it is said how they are repaid.
        table.insert("repayment".into(), Value::from("rows"));
    }
    match problems_or_loan(context, &table) {
        Err(problems) => found.extend(
            problems
                .iter()
                .filter(|problem| whole || !problem.is_missing())
                .map(|problem| of_problem(context, flow, problem)),
        ),
        Ok(_) if answers.given("ask.repaid_installments").is_some() => {
            if let Err(failure) = loan_of(context, &mut table, answers) {
                let args: Vec<(&str, &str)> =
                    failure.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                let words = words(context, &failure.code, &args);
                found.push(objection("ask.repaid_installments", words));
            }
        }
        Ok(_) => {}
    }
    found
}

fn objection(id: &str, words: String) -> Objection {
    Objection {
        id: id.to_owned(),
        words,
    }
}

fn of_problem(context: &Context, flow: &Questionnaire, problem: &LoanProblem) -> Objection {
    let texts = &context.texts;
    let inside = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let asked = || flow.entries.iter().map(|entry| &entry.question);
    // The question of the member itself, of the list it is in, or of a part of it.
    let question = asked()
        .find(|q| inside(&q.id, &problem.member))
        .or_else(|| asked().find(|q| inside(&problem.member, &q.id)));
    let short = question.and_then(|q| texts.get(&format!("{}.short", q.text)));
    let mut args: Vec<(&str, &str)> = problem.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    args.push(("member", short.unwrap_or_default()));
    let id = question.map_or("", |q| q.id.as_str());
    objection(id, words(context, problem.code, &args))
}

/// The interview's words for this code, which name no file; else those of the error.
fn words(context: &Context, code: &str, args: &[(&str, &str)]) -> String {
    let own = format!("interview.wrong.{code}");
    let key = if context.texts.has(&own) {
        own
    } else {
        format!("errors.{code}.message")
    };
    context.texts.say(&key, args.iter().copied())
}
