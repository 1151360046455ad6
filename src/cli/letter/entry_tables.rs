//! The entries a letter tells, as its tables.

use crate::cli::facts::{Disclosure, Personal};
use crate::domain::evidence::{AttachmentRef, masked_numbers};
use crate::domain::letter::catalogue::Told;
use crate::domain::letter::{Row, Table};
use crate::render::texts::Texts;
use std::collections::BTreeMap;

/// Characters of a SHA-256 shown in a catalogue: enough to tell files apart, short enough to read out.
const HASH_SHOWN: usize = 12;

/// What an entry tells, as this copy shows it: hidden are cards in groups of four and landlines too,
/// which a number that somebody gave an answer may look like, and an entry's seldom does.
fn shown(by: &Personal, words: &str) -> String {
    match by.disclosure {
        Disclosure::Full => words.to_owned(),
        Disclosure::Masked => masked_numbers(&by.words(words)),
    }
}

fn head(texts: &Texts, names: &[&str]) -> Vec<String> {
    let title = |name: &&str| texts.t(&format!("letter.column.{name}"));
    names.iter().map(title).collect()
}

fn plain_row(cells: Vec<String>) -> Row {
    Row {
        cells,
        strong: false,
    }
}

/// When it happened, as a letter says it.
pub fn moment(texts: &Texts, told: &Told) -> String {
    let Some(at) = told.moment() else {
        return texts.t("letter.moment-unknown");
    };
    let day = texts.day(at.date);
    let said = match at.time {
        Some((time, _)) => {
            let parts = [("day", day), ("time", time.format("%H:%M").to_string())];
            texts.say("letter.moment-at", parts)
        }
        None => day,
    };
    if told.text("precision") == Some("about") {
        texts.say("letter.moment-about", [("when", said)])
    } else {
        said
    }
}

/// Does it give words that were used?
pub fn is_quoted(told: &Told) -> bool {
    told.text("quote").is_some()
}

/// Are its words known from memory alone, one's own or a witness's?
pub fn is_recalled(told: &Told) -> bool {
    matches!(told.text("grade"), Some("memory" | "witnessed"))
}

/// What happened, with the words used and that it was written down later.
fn act(texts: &Texts, told: &Told, by: &Personal) -> String {
    let mut said = shown(by, told.text("summary").unwrap_or_default());
    if let Some(quote) = told.text("quote") {
        // Words that weren't recorded or written down at the time aren't given as the very words.
        let key = if is_recalled(told) {
            "letter.act-quote-recalled"
        } else {
            "letter.act-quote"
        };
        let quote = [("quote", shown(by, quote))];
        said.push_str(&texts.say(key, quote));
    }
    if let Some(late) = told.late {
        let days = [("days", late.days.to_string())];
        said.push_str(&texts.say("letter.act-late", days));
    }
    said
}

/// Who acted: what they called themselves, and their number as this copy shows it.
fn party(texts: &Texts, told: &Told, by: &Personal) -> String {
    let of = |name: &str| {
        let party = told.members.get("party")?;
        let text = party.get(name)?.as_str()?;
        Some(shown(by, text))
    };
    let parts: Vec<String> = ["employer", "name", "badge", "phone"]
        .into_iter()
        .filter_map(of)
        .collect();
    if parts.is_empty() {
        texts.t("letter.party-unknown")
    } else {
        texts.clauses(&parts)
    }
}

/// Whom the words reached, and who heard them.
fn heard(texts: &Texts, told: &Told, by: &Personal) -> String {
    let target = told
        .text("target")
        .map(|who| texts.t(&format!("log.word.target.{who}")));
    let present = told.members.get("witnesses").and_then(|w| w.as_array());
    let present = present.into_iter().flatten().filter_map(|w| w.as_str());
    let mut out: Vec<String> = target.into_iter().collect();
    out.extend(present.map(|who| shown(by, who)));
    if out.is_empty() {
        texts.t("letter.heard-unknown")
    } else {
        texts.listed(&out)
    }
}

/// Entries of a call that an earlier entry has already, each with that entry.
pub type Doubles = BTreeMap<u64, u64>;

/// The same as [`act`]; where a row above tells the same call, it says so, since the call was counted
/// once.
fn act_among(
    texts: &Texts,
    (told, among): (&Told, &[&Told]),
    doubles: &Doubles,
    by: &Personal,
) -> String {
    let mut said = act(texts, told, by);
    let earlier = doubles.get(&told.seq);
    if earlier.is_some_and(|seq| among.iter().any(|one| one.seq == *seq)) {
        said.push_str(&texts.t("letter.act-same"));
    }
    said
}

/// What happened, a row each, with who heard it and what there is to show.
pub fn incidents(texts: &Texts, told: &[&Told], doubles: &Doubles, by: &Personal) -> Table {
    let rows = told.iter().enumerate().map(|(i, t)| {
        let evidence = if t.files.is_empty() {
            texts.t("letter.evidence-none")
        } else {
            let count = [
                ("seq", t.seq.to_string()),
                ("count", t.files.len().to_string()),
            ];
            texts.say("letter.evidence-files", count)
        };
        plain_row(vec![
            (i + 1).to_string(),
            moment(texts, t),
            party(texts, t, by),
            act_among(texts, (t, told), doubles, by),
            heard(texts, t, by),
            evidence,
        ])
    });
    let names = ["number", "when", "party", "act", "heard", "evidence"];
    Table {
        head: head(texts, &names),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// What happened, in the order of the minutes.
pub fn minutes(texts: &Texts, told: &[&Told], doubles: &Doubles, by: &Personal) -> Table {
    let rows = told.iter().map(|t| {
        plain_row(vec![
            moment(texts, t),
            party(texts, t, by),
            act_among(texts, (t, told), doubles, by),
        ])
    });
    Table {
        head: head(texts, &["when", "party", "act"]),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The form of a piece of evidence, by what kind of file it is.
fn form(texts: &Texts, file: &AttachmentRef) -> String {
    let kind = file.media_type.split('/').next().unwrap_or_default();
    let key = format!("letter.form.{kind}");
    if texts.has(&key) {
        texts.t(&key)
    } else {
        texts.t("letter.form.document")
    }
}

/// Every file with what it proves. What two files of one entry prove is said once; pages and minutes
/// are left to be filled in by hand, before the original.
pub fn catalogue(texts: &Texts, told: &[&Told], carrier: Option<String>, by: &Personal) -> Table {
    let carrier = carrier.unwrap_or_else(|| texts.t("letter.carrier-unknown"));
    let mut told = told.to_vec();
    // By what happened, then by when: the order they are in.
    told.sort_by_key(|t| t.kind);
    let mut rows = Vec::new();
    for t in told {
        let first = rows.len() + 1;
        for file in &t.files {
            let kind = texts.t(&format!("log.kind.{}", t.kind.id()));
            let source = [
                ("seq", t.seq.to_string()),
                ("when", moment(texts, t)),
                ("kind", kind.clone()),
            ];
            let title = [("kind", kind), ("form", form(texts, file))];
            let number = rows.len() + 1;
            let proves = if number == first {
                act(texts, t, by)
            } else {
                texts.say("letter.catalogue-same", [("number", first)])
            };
            rows.push(plain_row(vec![
                number.to_string(),
                texts.say("letter.catalogue-title", title),
                texts.say("letter.catalogue-source", source),
                proves,
                texts.t("letter.catalogue-by-hand"),
                shown(by, &file.name),
                file.sha256.chars().take(HASH_SHOWN).collect(),
                carrier.clone(),
            ]));
        }
    }
    let names = [
        "number", "title", "source", "proves", "extent", "file", "hash", "carrier",
    ];
    Table {
        head: head(texts, &names),
        rows,
        ..Table::default()
    }
}
