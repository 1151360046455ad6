//! An offer between its answers and the case.

use crate::cli::context::Context;
use crate::domain::agreement::AgreedFigures;
use crate::domain::loan::Loan;
use crate::domain::money::Money;
use crate::domain::notice::Appraisal;
use crate::domain::plan::counter_offer::{CounterOffer, Form, Missed, WhileKept};
use crate::interview::{Answers, Value};

/// An answer as the word of a sign.
pub(super) fn word(value: &Value) -> &str {
    match value {
        Value::Given(text) => text,
        Value::Many(_) => "many",
        Value::Unknown => "unknown",
        Value::Skipped => "skipped",
    }
}

/// What the word answered stands for.
pub(super) fn of_word<T: Copy>(answers: &Answers, id: &str, all: &[(&str, T)]) -> Option<T> {
    let given = answers.given(id)?;
    all.iter().find(|(word, _)| *word == given).map(|(_, t)| *t)
}

/// The offer as these answers have it.
pub(super) fn counter_offer(
    context: &Context,
    loan: &Loan,
    answers: &Answers,
    payee: Option<&Appraisal>,
) -> CounterOffer {
    let given = |name: &str| answers.given(&format!("offer.{name}"));
    let money = |name: &str| given(name).and_then(|text| Money::parse(text).ok());
    let yes = |name: &str| given(name).map(|text| text == "true");
    // "No" is a sum of nothing; "yes" without a sum stays unknown.
    let unless_none = |asked: &str, name: &str| match yes(asked) {
        Some(false) => Some(Money::ZERO),
        _ => money(name),
    };
    CounterOffer {
        loan: loan.id.clone(),
        on: context.as_of(),
        // The question must be answered; by word of mouth is the least that was.
        form: of_word(answers, "offer.form", &Form::ALL).unwrap_or(Form::Spoken),
        figures: AgreedFigures {
            total: money("total"),
            first: money("first"),
            count: given("count").and_then(|text| text.parse().ok()),
            each: money("each"),
            last: money("last"),
        },
        first_on: given("first_on").and_then(|day| day.parse().ok()),
        waived: unless_none("waives", "waived"),
        waiver_written: yes("waiver_written"),
        fee: unless_none("fee_asked", "fee"),
        missed: of_word(answers, "offer.missed", &Missed::ALL),
        while_kept: of_word(answers, "offer.while_kept", &WhileKept::ALL),
        payee: payee.map(|p| p.verdict.word().to_owned()),
    }
}

/// What the case has already, as answers to start from. Who is paid is asked anew each time: that is
/// what changes.
pub(super) fn known_answers(offer: &CounterOffer) -> Answers {
    let mut answers = Answers::new();
    let mut given = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            answers.set(&format!("offer.{name}"), Value::Given(text), None);
        }
    };
    let figures = &offer.figures;
    given("form", word_of(&Form::ALL, Some(offer.form)));
    given("total", figures.total.map(|m| m.to_string()));
    given("first", figures.first.map(|m| m.to_string()));
    given("count", figures.count.map(|n| n.to_string()));
    given("each", figures.each.map(|m| m.to_string()));
    given("last", figures.last.map(|m| m.to_string()));
    given("first_on", offer.first_on.map(|day| day.to_string()));
    for (asked, name, sum) in [
        ("waives", "waived", offer.waived),
        ("fee_asked", "fee", offer.fee),
    ] {
        given(asked, sum.map(|s| (!s.is_zero()).to_string()));
        given(name, sum.filter(|s| !s.is_zero()).map(|s| s.to_string()));
    }
    given(
        "waiver_written",
        offer.waiver_written.map(|b| b.to_string()),
    );
    given("missed", word_of(&Missed::ALL, offer.missed));
    given("while_kept", word_of(&WhileKept::ALL, offer.while_kept));
    answers
}

fn word_of<T: PartialEq>(all: &[(&str, T)], value: Option<T>) -> Option<String> {
    let value = value?;
    let found = all.iter().find(|(_, known)| *known == value);
    found.map(|(word, _)| (*word).to_owned())
}
