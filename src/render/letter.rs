//! A letter as plain text: title, to whom, numbered sections, papers, closing, signature and date.

use crate::domain::letter::{Clause, Facts, Letter, Place};
use std::collections::BTreeMap;

/// Words of the frame around the clauses, which are the same for every letter.
#[derive(Debug, Clone)]
pub struct Frame {
    /// How a missing fact is shown, with `{{ what }}` for its name: `【待填：{{ what }}】`.
    pub gap: String,
    /// Names of facts, for the gaps.
    pub labels: BTreeMap<String, String>,
    /// Title of the list of papers.
    pub attachments: String,
    /// The civility before the signature.
    pub civility: Vec<String>,
    /// The date as it stands on the letter.
    pub date: String,
    /// Chinese numerals for headings, from 一.
    pub numerals: Vec<String>,
}

/// A clause could not be filled: a name it uses is neither a fact nor declared as needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// The clause.
    pub clause: String,
    /// What the template engine said.
    pub reason: String,
}

/// The letter as text, paragraphs on one line each, first lines indented by two characters.
///
/// # Errors
/// A clause names something undefined.
pub fn letter_text(letter: &Letter, facts: &Facts, frame: &Frame) -> Result<String, Unfilled> {
    let chosen = letter.chosen(facts);
    let mut engine = minijinja::Environment::new();
    // A name that is only tested (`{% if product %}`) may be missing; one that is printed may not.
    engine.set_undefined_behavior(minijinja::UndefinedBehavior::SemiStrict);
    let mut values: BTreeMap<String, minijinja::Value> = facts
        .values
        .iter()
        .map(|(k, v)| (k.clone(), minijinja::Value::from(v.clone())))
        .collect();
    for missing in letter.missing(facts) {
        let label = frame
            .labels
            .get(&missing)
            .cloned()
            .unwrap_or_else(|| missing.clone());
        values.insert(missing, frame.gap.replace("{{ what }}", &label).into());
    }
    let context = minijinja::Value::from(values);
    let fill = |clause: &Clause| {
        engine
            .render_str(&clause.text, &context)
            .map_err(|e| Unfilled {
                clause: clause.id.clone(),
                reason: e.to_string(),
            })
    };
    let at = |place: Place| chosen.iter().copied().filter(move |c| c.place == place);

    let mut out = vec![letter.title.clone(), String::new()];
    for clause in at(Place::Addressee) {
        out.push(fill(clause)?);
    }
    for clause in at(Place::Opening) {
        out.push(indented(&fill(clause)?));
    }
    let mut number = 0;
    for (i, heading) in letter.sections.iter().enumerate() {
        let clauses: Vec<&Clause> = at(Place::Section(i)).collect();
        if clauses.is_empty() {
            continue;
        }
        let numeral = frame
            .numerals
            .get(number)
            .cloned()
            .unwrap_or_else(|| (number + 1).to_string());
        out.push(indented(&format!("{numeral}、{heading}")));
        number += 1;
        for (n, clause) in clauses.iter().enumerate() {
            let text = fill(clause)?;
            let lead = if clauses.len() > 1 {
                format!("{}. ", n + 1)
            } else {
                String::new()
            };
            out.push(indented(&format!("{lead}{text}")));
        }
    }
    let papers: Vec<&Clause> = at(Place::Attachment).collect();
    if !papers.is_empty() {
        out.push(indented(&frame.attachments));
        for (n, clause) in papers.iter().enumerate() {
            out.push(indented(&format!("{}. {}", n + 1, fill(clause)?)));
        }
    }
    for clause in at(Place::Closing) {
        out.push(indented(&fill(clause)?));
    }
    out.extend(frame.civility.iter().cloned());
    for clause in at(Place::Signature) {
        out.push(right(&fill(clause)?));
    }
    out.push(right(&frame.date));
    Ok(out.join("\n") + "\n")
}

fn indented(text: &str) -> String {
    format!("　　{text}")
}

/// Set to the right of a page of 28 characters, as a plain text can.
fn right(text: &str) -> String {
    let room = 56usize.saturating_sub(super::wrap::width(text)) / 2;
    format!("{}{text}", "　".repeat(room))
}
