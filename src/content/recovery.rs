//! What can still be done, from `recovery/*.toml`. An entry of a later layer replaces the one with
//! its id.

use super::library::{ContentError, Layer, Library};
use super::problem::{Problems, line_of};
use super::rehearsals::severity_of;
use crate::domain::visit::{Concern, Demand, Recovery};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    recovery: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Text,
    severity: Text,
    steps: Vec<String>,
    keep: Vec<String>,
    #[serde(default)]
    limits: Vec<String>,
    #[serde(default)]
    letters: Vec<String>,
    #[serde(default)]
    met: Vec<Text>,
    of: Option<Text>,
    #[serde(default)]
    at_door: bool,
    #[serde(default)]
    cites: Vec<Cite>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cite {
    id: String,
    from: Option<Text>,
    until: Option<Text>,
}

/// The ways back, in the order of the files.
///
/// # Errors
/// Everything wrong in `recovery/`, with file and line: not TOML or another shape, an id given twice
/// in one layer, a word or a date that is none, no steps.
pub fn load_recoveries(library: &Library) -> Result<Vec<Recovery>, ContentError> {
    let mut out: Vec<(Recovery, Layer)> = Vec::new();
    let mut problems = Problems::new();
    let mut ways: Vec<(String, usize, String)> = Vec::new();
    for source in library.folder("recovery") {
        let Some(file) = problems.shaped::<File>(&source) else {
            continue;
        };
        for raw in file.recovery {
            let id = raw.id.get_ref().clone();
            let line = line_of(&source.text, raw.id.span().start);
            let mut wrong = |code: &'static str, detail: &str| {
                problems.add(&source.path, line, code, detail);
            };
            if raw.steps.is_empty() || raw.keep.is_empty() {
                wrong("content-missing", &format!("{id}.steps, {id}.keep"));
            }
            let Some(recovery) = checked(raw, &mut wrong) else {
                continue;
            };
            if let Some(of) = &recovery.of {
                ways.push((source.path.clone(), line, of.clone()));
            }
            match out.iter_mut().find(|(r, _)| r.id == id) {
                Some((_, layer)) if *layer == source.layer => wrong("content-duplicate-id", &id),
                Some(earlier) => *earlier = (recovery, source.layer),
                None => out.push((recovery, source.layer)),
            }
        }
    }
    // A way belongs to something that is asked for first, and has no ways of its own.
    for (path, line, of) in ways {
        if !out.iter().any(|(r, _)| r.id == of && r.of.is_none()) {
            problems.add(&path, line, "content-unknown-word", &of);
        }
    }
    if problems.is_empty() {
        Ok(out.into_iter().map(|(recovery, _)| recovery).collect())
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

fn checked(raw: Raw, wrong: &mut dyn FnMut(&'static str, &str)) -> Option<Recovery> {
    let mut date = |text: &Option<Text>| -> Option<NaiveDate> {
        let text = text.as_ref()?;
        let read = text.get_ref().parse().ok();
        if read.is_none() {
            wrong("content-bad-value", text.get_ref());
        }
        read
    };
    let citations = raw.cites.iter();
    let citations = citations
        .map(|c| (c.id.clone(), date(&c.from), date(&c.until)))
        .collect();
    let mut met = Vec::with_capacity(raw.met.len());
    for word in &raw.met {
        match Demand::from_word(word.get_ref()) {
            Some(demand) => met.push(demand),
            None => wrong("content-unknown-word", word.get_ref()),
        }
    }
    let Some(severity) = severity_of(raw.severity.get_ref()) else {
        wrong("content-unknown-word", raw.severity.get_ref());
        return None;
    };
    Some(Recovery {
        id: raw.id.into_inner(),
        steps: raw.steps,
        keep: raw.keep,
        limits: raw.limits,
        letters: raw.letters,
        met,
        of: raw.of.map(Spanned::into_inner),
        at_door: raw.at_door,
        concern: Concern {
            severity,
            citations,
        },
    })
}
