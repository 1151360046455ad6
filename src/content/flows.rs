//! Questionnaires from `flows/*.toml`.

use super::library::{ContentError, Library};
use super::problem::{Problems, line_of};
use crate::interview::flow::{Kind, Question};
use crate::interview::questionnaire::{Condition, Entry, Questionnaire};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFlow {
    id: String,
    question: Vec<RawQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: Spanned<String>,
    kind: Spanned<String>,
    text: Option<String>,
    #[serde(default)]
    options: Vec<String>,
    min: Option<u32>,
    max: Option<u32>,
    #[serde(default)]
    future: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    unknown: bool,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    when: Vec<RawCondition>,
    #[serde(default)]
    when_any: Vec<RawCondition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    id: Spanned<String>,
    is: Vec<String>,
}

/// Loads the questionnaire of this id; a later layer's file of the same path replaces it whole.
///
/// # Errors
/// Every problem of the file at once: not TOML, an unknown kind, a condition on a question that
/// doesn't come before, an id that stands twice.
pub fn load_flow(library: &Library, id: &str) -> Result<Questionnaire, ContentError> {
    let path = format!("flows/{id}.toml");
    let mut problems = Problems::new();
    let Some(source) = library.file(&path).pop() else {
        problems.add(&path, 0, "content-file-missing", id);
        return Err(ContentError::Rejected(problems.into_sorted()));
    };
    let flow = match toml::from_str::<RawFlow>(&source.text) {
        Ok(raw) => checked(&path, &source.text, raw, &mut problems),
        Err(e) => {
            let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
            problems.add(&path, line, "content-not-toml", e.message());
            None
        }
    };
    match flow {
        Some(flow) if problems.is_empty() => Ok(flow),
        _ => Err(ContentError::Rejected(problems.into_sorted())),
    }
}

fn conditions(raw: Vec<RawCondition>) -> Vec<Condition> {
    raw.into_iter()
        .map(|c| Condition {
            id: c.id.into_inner(),
            is: c.is,
        })
        .collect()
}

fn checked(path: &str, text: &str, raw: RawFlow, problems: &mut Problems) -> Option<Questionnaire> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut entries = Vec::new();
    for question in raw.question {
        let line = line_of(text, question.id.span().start);
        for condition in question.when.iter().chain(&question.when_any) {
            if !seen.contains(condition.id.get_ref()) {
                let line = line_of(text, condition.id.span().start);
                problems.add(
                    path,
                    line,
                    "content-condition-not-before",
                    condition.id.get_ref(),
                );
            }
        }
        if !seen.insert(question.id.get_ref().clone()) {
            problems.add(path, line, "content-duplicate-id", question.id.get_ref());
        }
        let kind = match question.kind.get_ref().as_str() {
            "choice" => Kind::Choice(question.options.clone()),
            "yes-no" => Kind::YesNo,
            "money" => Kind::Money,
            "date" => Kind::Date {
                future: question.future,
            },
            "moment" => Kind::Moment,
            "rate" => Kind::Rate,
            "factor" => Kind::Factor,
            "count" => Kind::Count {
                min: question.min.unwrap_or(0),
                max: question.max.unwrap_or(9999),
            },
            "text" => Kind::Text,
            "caller-number" => Kind::CallerNumber,
            "phone" => Kind::Phone,
            "identity" => Kind::Identity,
            "identity-tail" => Kind::IdentityTail,
            "contract-number" => Kind::ContractNumber,
            "dated-amounts" => Kind::DatedAmounts,
            "rows" => Kind::Rows,
            "files" => Kind::Files,
            "periodic-money" => Kind::Periodic,
            "amounts" => Kind::Amounts,
            "several" => Kind::Several(question.options.clone()),
            other => {
                let line = line_of(text, question.kind.span().start);
                problems.add(path, line, "content-unknown-kind", other);
                continue;
            }
        };
        let id = question.id.into_inner();
        let text_key = question.text.unwrap_or_else(|| format!("{}.{id}", raw.id));
        entries.push(Entry {
            question: Question {
                text: text_key,
                id,
                kind,
                required: question.required,
                unknown: question.unknown,
                private: question.private,
            },
            when: conditions(question.when),
            when_any: conditions(question.when_any),
        });
    }
    Some(Questionnaire {
        id: raw.id,
        entries,
    })
}
