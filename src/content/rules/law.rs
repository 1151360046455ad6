//! `law/*.toml` into a checked [`LawBook`].

use super::law_checks;
use super::reader::{Entry, Place, Placed, by_id, with_table};
use crate::content::library::Library;
use crate::content::problem::Problems;
use crate::domain::law::{
    CheckedOn, Confidence, Force, Instrument, LawBook, Provision, Renumbering, Succession, Validity,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How statements are worded: `law/wording.toml`.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording {
    /// Words that every statement resting on reports alone must hold.
    pub(super) reported: String,
    /// Words that no statement of ours holds.
    pub(super) avoid: Vec<String>,
}

/// Everything of `law/`, with places, for the checks and for those who cite it.
pub(super) struct LawFiles {
    pub(super) instruments: BTreeMap<String, Placed<Instrument>>,
    pub(super) provisions: BTreeMap<String, Placed<Provision>>,
    pub(super) successions: BTreeMap<String, Placed<Succession>>,
    /// Places of the rows of each table, in order.
    pub(super) rows: BTreeMap<String, Vec<Place>>,
    pub(super) wording: Wording,
}

/// Reads and checks `law/`.
pub(super) fn load(
    library: &Library,
    version: NaiveDate,
    problems: &mut Problems,
) -> (LawBook, Wording) {
    let files = read(library, problems);
    law_checks::check(&files, version, problems);
    let values = |placed: Placed<Succession>| placed.value;
    let book = LawBook::new(
        files.instruments.into_values().map(|i| i.value),
        files.provisions.into_values().map(|p| p.value),
        files.successions.into_values().map(values).collect(),
    );
    (book, files.wording)
}

fn read(library: &Library, problems: &mut Problems) -> LawFiles {
    let mut instruments = Vec::new();
    let mut raw = Vec::new();
    let mut successions = Vec::new();
    let mut rows = BTreeMap::new();
    let mut wording = Wording::default();
    let sources = library.folder("law");
    for source in &sources {
        with_table(source, problems, |top, problems| {
            for entry in top.tables("instrument") {
                instruments.extend(instrument(entry, problems));
            }
            for entry in top.tables("provision") {
                raw.extend(provision(entry, problems));
            }
            for entry in top.tables("map") {
                if let Some((table, places)) = succession(entry, problems) {
                    rows.insert(table.value.id.clone(), places);
                    successions.push(table);
                }
            }
            if let Some(mut entry) = top.table("wording") {
                let reported = entry.text("reported").unwrap_or_default();
                // Held to what is written; a test holds the other language to words of its own.
                wording.reported = match source.words.is_empty() {
                    true => reported,
                    false => String::new(),
                };
                wording.avoid = entry.texts("avoid");
                entry.finish(problems);
            }
        });
    }
    let instruments = by_id(instruments, |i: &Instrument| &i.id, problems);
    let mut provisions = Vec::new();
    for placed in raw {
        let mut provision = placed.value;
        match instruments.get(&provision.instrument) {
            Some(instrument) => {
                // How binding a provision is stands once, with its instrument.
                provision.force = instrument.value.force;
                provisions.push(Placed {
                    value: provision,
                    place: placed.place,
                    layer: placed.layer,
                });
            }
            None => placed.place.problem(
                problems,
                "instrument",
                "content-unknown-instrument",
                provision.instrument,
            ),
        }
    }
    let provisions = by_id(provisions, |p: &Provision| &p.id, problems);
    let successions = by_id(successions, |s: &Succession| &s.id, problems);
    LawFiles {
        instruments,
        provisions,
        successions,
        rows,
        wording,
    }
}

fn instrument(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Instrument>> {
    let id = entry.text("id");
    let title = entry.text("title");
    let short = entry.text("short");
    let number = entry.optional_text("number");
    let issuer = entry.text("issuer");
    let force = entry.word::<Force>("force");
    let validity = validity(&mut entry, "effective", "ended");
    let superseded_by = entry.optional_text("superseded_by");
    let confidence = entry.word::<Confidence>("confidence");
    let checked = entry.date("checked");
    let note = entry.optional_text("note");
    let read = (|| {
        Some(Instrument {
            id: id?,
            title: title?,
            short: short?,
            number,
            issuer: issuer?,
            force: force?,
            validity: validity?,
            superseded_by,
            confidence: confidence?,
            checked: CheckedOn(checked?),
            note,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn provision(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Provision>> {
    let id = entry.text("id");
    let instrument = entry.text("instrument");
    let article = entry.optional_text("article");
    let validity = validity(&mut entry, "from", "until");
    let confidence = entry.word::<Confidence>("confidence");
    let reports = entry.optional_count("reports");
    let checked = entry.date("checked");
    let subjects = entry.texts("subjects");
    let successor = entry.optional_text("successor");
    let topics = entry.some_texts("topics");
    let zh = entry.text("zh");
    let en = entry.text("en");
    let caution = entry.optional_text("caution");
    let read = (|| {
        Some(Provision {
            id: id?,
            instrument: instrument?,
            article,
            validity: validity?,
            // Replaced by the instrument's once that is found.
            force: Force::Practice,
            confidence: confidence?,
            reports,
            checked: CheckedOn(checked?),
            subjects,
            successor,
            topics: topics?,
            zh: zh?,
            en: en?,
            caution,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn succession(
    mut entry: Entry<'_>,
    problems: &mut Problems,
) -> Option<(Placed<Succession>, Vec<Place>)> {
    let id = entry.text("id");
    let old = entry.text("old");
    let new = entry.text("new");
    let cut_over = entry.date("cut_over");
    let zh = entry.text("zh");
    let cites = entry.texts("cites");
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for mut row in entry.tables("row") {
        let conduct = row.text("conduct");
        let old_article = row.optional_text("old_article");
        let new_article = row.optional_text("new_article");
        let old = row.optional_text("old");
        let new = row.optional_text("new");
        let change = row.text("change");
        if let (Some(conduct), Some(change)) = (conduct, change) {
            places.push(row.place().clone());
            rows.push(Renumbering {
                conduct,
                old_article,
                new_article,
                old,
                new,
                change,
            });
        }
        row.finish(problems);
    }
    let read = (|| {
        Some(Succession {
            id: id?,
            old: old?,
            new: new?,
            cut_over: cut_over?,
            zh: zh?,
            cites,
            rows,
        })
    })();
    let placed = read.map(|value| (entry.placed(value), places));
    entry.finish(problems);
    placed
}

/// The days between two members, the last day included.
fn validity(entry: &mut Entry<'_>, first: &str, last: &str) -> Option<Validity> {
    let from = entry.date(first);
    let until = entry.optional_date(last);
    let from = from?;
    let validity = Validity::through(from, until);
    if validity.is_none() {
        let until = until.map(|d| d.to_string()).unwrap_or_default();
        entry.problem(
            last,
            "content-ended-before-effective",
            format!("{from} {until}"),
        );
    }
    validity
}
