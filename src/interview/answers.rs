//! Answers keyed by question id, in the order they were first given.

use serde::{Deserialize, Serialize};

/// What was answered, in canonical form (money `12000.00`, date `2026-11-21`, rate `0.234`, a choice
/// by its option id), whatever way a person wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// One value.
    Given(String),
    /// Several, for questions that take a list.
    Many(Vec<String>),
    /// "I don't know yet": an answer of its own, never nothing and never a default.
    Unknown,
    /// Passed over: the question doesn't apply or the person leaves it out.
    Skipped,
}

impl Value {
    /// The one value, if there is one.
    pub fn given(&self) -> Option<&str> {
        match self {
            Value::Given(text) => Some(text),
            _ => None,
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Question id: the member path of the object asked for (`loan.rate.annual`).
    pub id: String,
    /// The answer.
    pub value: Value,
    /// When it was given, `YYYY-MM-DDTHH:MM:SS+08:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// All answers of one interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    list: Vec<Answered>,
}

impl Answers {
    /// None yet.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// The answer to a question.
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.list.iter().find(|a| a.id == id).map(|a| &a.value)
    }

    /// The one value given to a question.
    pub fn given(&self, id: &str) -> Option<&str> {
        self.get(id).and_then(Value::given)
    }

    /// Sets an answer; an earlier one to the same question is replaced in its place.
    pub fn set(&mut self, id: &str, value: Value, at: Option<String>) {
        match self.list.iter_mut().find(|a| a.id == id) {
            Some(old) => {
                old.value = value;
                old.at = at;
            }
            None => self.list.push(Answered {
                id: id.to_owned(),
                value,
                at,
            }),
        }
    }

    /// Takes an answer away.
    pub fn remove(&mut self, id: &str) {
        self.list.retain(|a| a.id != id);
    }

    /// In the order first given.
    pub fn iter(&self) -> impl Iterator<Item = &Answered> {
        self.list.iter()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
