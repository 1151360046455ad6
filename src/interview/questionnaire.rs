//! A flow that is a list: questions in order, each asked only where its conditions hold.

use super::answers::{Answers, Value};
use super::flow::{Flow, Path, Question};

/// A question is asked only if the answer to `id` is one of `is`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// An earlier question.
    pub id: String,
    /// Canonical values; `unknown` and `skipped` stand for those answers.
    pub is: Vec<String>,
}

/// One place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The question.
    pub question: Question,
    /// All must hold; none means always.
    pub when: Vec<Condition>,
    /// One of these must hold; none means always.
    pub when_any: Vec<Condition>,
}

/// A list of questions with conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// Its name, also the name of its draft.
    pub id: String,
    /// In the order they are asked.
    pub entries: Vec<Entry>,
}

impl Questionnaire {
    /// The question of this id, whether it is on the way or not.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.entries
            .iter()
            .map(|e| &e.question)
            .find(|q| q.id == id)
    }
}

fn holds(condition: &Condition, on_the_way: &[Question], answers: &Answers) -> bool {
    // An answer that is no longer on the way must not steer: it was given to a question that the
    // changed answers never ask.
    if !on_the_way.iter().any(|q| q.id == condition.id) {
        return false;
    }
    match answers.get(&condition.id) {
        Some(Value::Given(text)) => condition.is.contains(text),
        Some(Value::Many(list)) => list.iter().any(|v| condition.is.contains(v)),
        Some(Value::Unknown) => condition.is.iter().any(|v| v == "unknown"),
        Some(Value::Skipped) => condition.is.iter().any(|v| v == "skipped"),
        None => false,
    }
}

impl Flow for Questionnaire {
    fn path(&self, answers: &Answers) -> Path {
        let mut asked: Vec<Question> = Vec::new();
        for entry in &self.entries {
            let any = entry.when_any.is_empty()
                || entry.when_any.iter().any(|c| holds(c, &asked, answers));
            if !any || !entry.when.iter().all(|c| holds(c, &asked, answers)) {
                continue;
            }
            if answers.get(&entry.question.id).is_none() {
                return Path {
                    asked,
                    next: Some(entry.question.clone()),
                };
            }
            asked.push(entry.question.clone());
        }
        Path { asked, next: None }
    }
}
