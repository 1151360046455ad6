//! The household between its answers and the case.

use crate::domain::budget::{Household, Line};
use crate::domain::money::Money;
use crate::interview::{Answers, Value};

fn money(answers: &Answers, id: &str) -> Option<Money> {
    answers.given(id).and_then(|text| Money::parse(text).ok())
}

/// The household as these answers have it.
pub(super) fn household(answers: &Answers) -> Household {
    let mut household = Household {
        income: money(answers, "income").unwrap_or_default(),
        irregular: answers.given("irregular") == Some("true"),
        reserve: money(answers, "reserve"),
        arrears: money(answers, "arrears"),
        ..Household::default()
    };
    for answered in answers.iter() {
        let Some(id) = answered.id.strip_prefix("spending.") else {
            continue;
        };
        match money(answers, &answered.id) {
            Some(amount) => {
                household.spending.push(Line {
                    id: id.to_owned(),
                    amount,
                    note: None,
                });
            }
            None => household.unknown.push(id.to_owned()),
        }
    }
    household
}

/// What the case has already, as answers to start from.
pub(super) fn known_answers(household: &Household) -> Answers {
    let mut answers = Answers::new();
    for id in &household.unknown {
        answers.set(&format!("spending.{id}"), Value::Unknown, None);
    }
    let mut given = |id: &str, text: String| answers.set(id, Value::Given(text), None);
    given("irregular", household.irregular.to_string());
    given("income", household.income.to_string());
    for line in &household.spending {
        given(&format!("spending.{}", line.id), line.amount.to_string());
    }
    for (id, amount) in [
        ("arrears", household.arrears),
        ("reserve", household.reserve),
    ] {
        if let Some(amount) = amount {
            given(id, amount.to_string());
        }
    }
    answers
}
