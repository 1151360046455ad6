//! Facts a letter asks for itself: every question `fact.<name>` of its flow is a value of that name,
//! a day or an amount written out; a choice is a flag `<name>-<option>` as well. A letter of a
//! counselor's own needs no program for them.

use crate::cli::context::Context;
use crate::cli::facts::{Personal, sum};
use crate::domain::letter::{Facts, are_enough};
use crate::domain::money::Money;
use crate::interview::flow::Kind;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Flow};
use chrono::NaiveDate;

/// The question which entries of the log the letter speaks of.
pub const ENTRIES: &str = "entries";
/// The question for the part in one's own words.
pub const OWN_WORDS: &str = "own.words";

/// Adds the answers on the way.
pub fn add(
    facts: &mut Facts,
    context: &Context,
    flow: &Questionnaire,
    answers: &Answers,
    personal: &Personal,
) {
    for question in flow.path(answers).asked {
        let Some(given) = answers.given(&question.id) else {
            continue;
        };
        if question.id == OWN_WORDS {
            facts.flag("has-own-words", true);
            facts.flag("enough-own-words", are_enough(given));
            facts.value("own_words", Some(personal.words(given)));
        }
        let Some(name) = question.id.strip_prefix("fact.") else {
            continue;
        };
        let flag = name.replace(['_', '.'], "-");
        facts.flag(&format!("has-{flag}"), true);
        let value = match question.kind {
            Kind::Choice(_) => {
                facts.flag(&format!("{flag}-{given}"), true);
                let option = format!("{}.options.{given}", question.text);
                Some(context.paper.t(&option))
            }
            Kind::YesNo => {
                facts.flag(&format!("{flag}-{given}"), true);
                continue;
            }
            Kind::Date { .. } => {
                let day = given.parse::<NaiveDate>().ok();
                day.map(|day| context.paper.day(day))
            }
            Kind::Money => {
                let amount = Money::parse(given).ok();
                amount.map(|m| sum(&context.paper, m))
            }
            _ => Some(personal.words(given)),
        };
        facts.value(&name.replace('.', "_"), value);
    }
}
