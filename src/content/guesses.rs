//! What is tried where a fact is missing: from raw text to checked values.

use super::checking::{Checking, read};
use super::library::Library;
use super::problem::Problems;
use crate::domain::parameter::Parameters;
use crate::domain::statement::{GuessRule, GuessedMember, GuessedValue};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuesses {
    guess: Vec<RawGuess>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuess {
    member: GuessedMember,
    why: String,
    values: Vec<String>,
    #[serde(default)]
    parameters: Vec<String>,
}

pub(super) fn guesses(
    library: &Library,
    parameters: &Parameters,
    problems: &mut Problems,
) -> Vec<GuessRule> {
    let mut rules: Vec<GuessRule> = Vec::new();
    for source in library.folder("guesses") {
        let Some(raw) = read::<RawGuesses>(&source, problems) else {
            continue;
        };
        let mut checking = Checking::new(&source, problems);
        for (i, raw) in raw.guess.into_iter().enumerate() {
            checking.entry = Some((raw.member.member().to_owned(), format!("guess.{i}")));
            let rule = guess(raw, parameters, &mut checking);
            // A file laid over the book replaces what is tried for a member.
            match rules.iter_mut().find(|known| known.member == rule.member) {
                Some(known) => *known = rule,
                None => rules.push(rule),
            }
        }
    }
    rules
}

fn guess(raw: RawGuess, parameters: &Parameters, checking: &mut Checking<'_>) -> GuessRule {
    for id in &raw.parameters {
        if parameters.get(id).is_err() {
            checking.refuse("content-parameter-unknown", "parameters");
        }
    }
    let mut values = Vec::with_capacity(raw.values.len());
    for text in &raw.values {
        match GuessedValue::read(raw.member, text) {
            Some(value) => values.push(value),
            None => checking.refuse("content-bad-value", "values"),
        }
    }
    GuessRule {
        member: raw.member,
        values,
        parameters: raw.parameters,
        why: checking.worded(raw.member.member(), "why", raw.why),
    }
}
