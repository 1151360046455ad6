//! What must hold between the entries of `law/`.

use super::law::{LawFiles, Wording};
use super::reader::{Place, Placed};
use crate::content::problem::Problems;
use crate::domain::law::{Confidence, Provision, Succession};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Adds every problem between the entries.
pub(super) fn check(files: &LawFiles, version: NaiveDate, problems: &mut Problems) {
    instruments(files, version, problems);
    for provision in files.provisions.values() {
        one_provision(files, provision, version, problems);
    }
    subjects(&files.provisions, problems);
    for table in files.successions.values() {
        one_succession(files, table, problems);
    }
}

/// A check can't be later than the content it is part of.
pub(super) fn not_in_future(
    place: &Place,
    checked: NaiveDate,
    version: NaiveDate,
    problems: &mut Problems,
) {
    if checked > version {
        place.problem(
            problems,
            "checked",
            "content-checked-in-future",
            format!("{checked} after {version}"),
        );
    }
}

/// No statement holds a word we avoid.
pub(super) fn no_avoided_word(
    place: &Place,
    member: &str,
    text: &str,
    wording: &Wording,
    problems: &mut Problems,
) {
    for word in wording.avoid.iter().filter(|w| text.contains(w.as_str())) {
        place.problem(
            problems,
            member,
            "content-avoided-word",
            format!("{member} {word}"),
        );
    }
}

fn instruments(files: &LawFiles, version: NaiveDate, problems: &mut Problems) {
    for Placed { value, place, .. } in files.instruments.values() {
        not_in_future(place, value.checked.0, version, problems);
        if let Some(next) = &value.superseded_by
            && !files.instruments.contains_key(next)
        {
            place.problem(
                problems,
                "superseded_by",
                "content-unknown-successor",
                next.clone(),
            );
        }
    }
}

fn one_provision(
    files: &LawFiles,
    placed: &Placed<Provision>,
    version: NaiveDate,
    problems: &mut Problems,
) {
    let Placed { value, place, .. } = placed;
    not_in_future(place, value.checked.0, version, problems);
    no_avoided_word(place, "zh", &value.zh, &files.wording, problems);
    if let Some(instrument) = files.instruments.get(&value.instrument)
        && !value.validity.within(&instrument.value.validity)
    {
        place.problem(
            problems,
            "from",
            "content-outside-instrument",
            format!("{} {}", value.id, value.instrument),
        );
    }
    if let Some(next) = &value.successor
        && !files.provisions.contains_key(next)
    {
        place.problem(
            problems,
            "successor",
            "content-unknown-successor",
            next.clone(),
        );
    }
    if value.confidence == Confidence::Secondary {
        secondary(value, place, &files.wording, problems);
    }
}

/// What rests on reports names no article, says how many reports, and says that it is reported.
fn secondary(provision: &Provision, place: &Place, wording: &Wording, problems: &mut Problems) {
    let id = provision.id.as_str();
    if provision.article.is_some() {
        place.problem(problems, "article", "content-article-on-secondary", id);
    }
    if provision.reports.is_none() {
        place.problem(problems, "reports", "content-reports-missing", id);
    }
    if !provision.zh.contains(&wording.reported) {
        place.problem(problems, "zh", "content-over-claim", id);
    }
}

/// Between its first and its last day a question has exactly one answer.
fn subjects(provisions: &BTreeMap<String, Placed<Provision>>, problems: &mut Problems) {
    let mut about: BTreeMap<&str, Vec<&Placed<Provision>>> = BTreeMap::new();
    for placed in provisions.values() {
        for subject in &placed.value.subjects {
            about.entry(subject).or_default().push(placed);
        }
    }
    for (subject, mut entries) in about {
        entries.sort_by_key(|p| p.value.validity.from);
        for pair in entries.windows(2) {
            let [earlier, later] = pair else { continue };
            let starts = later.value.validity.from;
            let code = match earlier.value.validity.end {
                Some(end) if end == starts => continue,
                Some(end) if end < starts => "content-subject-gap",
                _ => "content-subject-overlap",
            };
            let detail = format!("{subject} {} {}", earlier.value.id, later.value.id);
            later.place.problem(problems, "from", code, detail);
        }
    }
}

fn one_succession(files: &LawFiles, placed: &Placed<Succession>, problems: &mut Problems) {
    let Placed { value, place, .. } = placed;
    for (member, id) in [("old", &value.old), ("new", &value.new)] {
        if !files.instruments.contains_key(id) {
            place.problem(problems, member, "content-unknown-instrument", id.clone());
        }
    }
    for id in &value.cites {
        if !files.provisions.contains_key(id) {
            place.problem(problems, "cites", "content-unknown-provision", id.clone());
        }
    }
    let no_places = Vec::new();
    let places = files.rows.get(&value.id).unwrap_or(&no_places);
    for (row, place) in value.rows.iter().zip(places) {
        for (member, id) in [("old", &row.old), ("new", &row.new)] {
            let Some(id) = id else { continue };
            match files.provisions.get(id) {
                None => {
                    place.problem(problems, member, "content-unknown-provision", id.clone());
                }
                Some(found) => at_cut_over(value, member, &found.value, place, problems),
            }
        }
    }
}

/// The old text holds to the day before the new one begins, and the new one begins that day.
fn at_cut_over(
    table: &Succession,
    member: &str,
    provision: &Provision,
    place: &Place,
    problems: &mut Problems,
) {
    let edge = if member == "old" {
        provision.validity.end
    } else {
        Some(provision.validity.from)
    };
    let code = match edge {
        Some(day) if day == table.cut_over => return,
        Some(day) if (day < table.cut_over) == (member == "old") => "content-map-gap",
        _ => "content-map-overlap",
    };
    place.problem(problems, member, code, provision.id.clone());
}
