//! What keeps an answer from being taken though it can be read: bounds, and answers that don't go
//! together.

use super::super::answers::Value;
use super::super::flow::Question;
use super::super::prompter::Say;
use super::{Edge, Interview};

/// Something that doesn't hold in the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The question whose answer is to be changed; empty where no one question is.
    pub id: String,
    /// What is wrong and what to do, in words.
    pub words: String,
}

impl Interview<'_> {
    /// What is wrong with this answer to this question, the answers before it standing.
    pub(super) fn refused(
        &self,
        question: &Question,
        value: &Value,
        edge: &mut dyn Edge,
    ) -> Option<String> {
        if !matches!(value, Value::Given(_) | Value::Many(_)) {
            return None;
        }
        let mut tried = self.answers.clone();
        tried.set(&question.id, value.clone(), None);
        let found = edge.objections(&self.on_the_way(&tried));
        let here = found.into_iter().find(|o| o.id == question.id);
        here.map(|objection| objection.words)
    }
}

/// That this question needs an answer, and what can be done by somebody who doesn't have it.
pub(super) fn needed(question: &Question) -> Say {
    let how = format!("@{}.needed|interview.needed-how", question.text);
    Say::with("interview.needed", [("how", how)])
}
