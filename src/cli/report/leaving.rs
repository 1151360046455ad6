//! What the files of a bundle carry along, before they leave the house.

use super::wanted::Wanted;
use crate::cli::context::Context;
use crate::domain::evidence::{AttachmentRef, examined, masked_numbers};
use crate::domain::report::{Destination, Exhibit};
use crate::render::screen::Screen;
use crate::storage::attachments::FOLDER_NAME;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// Bytes of a text that are read through for numbers.
const TEXT_READ: u64 = 1024 * 1024;

/// A file that leaves, under its name in the bundle.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// `证据1_录音.m4a`.
    pub name: String,
    /// What it is and which entry names it.
    pub exhibit: Exhibit,
    /// Where it is now.
    pub from: PathBuf,
    /// Words for what it carries along unseen.
    carried: Vec<&'static str>,
    /// Does its text hold numbers of people whole?
    pub with_numbers: bool,
    /// Was it beyond looking into?
    partly: bool,
}

impl Leaving {
    /// Looks the file over.
    pub fn of(context: &Context, case: &Path, exhibit: Exhibit) -> Leaving {
        let from = case.join(FOLDER_NAME).join(&exhibit.file.id);
        let seen = File::open(&from)
            .ok()
            .and_then(|file| examined(BufReader::new(file)).ok());
        let carried = seen.iter().flat_map(|seen| &seen.carried);
        Leaving {
            name: name(context, &exhibit),
            with_numbers: has_numbers(&from, &exhibit.file),
            carried: carried.map(|one| one.what.word()).collect(),
            partly: seen.is_none_or(|seen| seen.partly),
            exhibit,
            from,
        }
    }

    /// For machines.
    pub fn json(&self) -> Value {
        json!({
            "number": self.exhibit.number, "entry": self.exhibit.seq, "name": self.name,
            "sha256": self.exhibit.file.sha256, "size": self.exhibit.file.size,
            "carried": self.carried, "with_numbers": self.with_numbers, "partly": self.partly,
        })
    }
}

/// The file's name in the bundle: its number, what it is, its ending; never the name it had.
fn name(context: &Context, exhibit: &Exhibit) -> String {
    let texts = &context.paper;
    let sort = exhibit
        .file
        .media_type
        .split('/')
        .next()
        .unwrap_or_default();
    let key = format!("letter.form.{sort}");
    let form = match texts.has(&key) {
        true => texts.t(&key),
        false => texts.t("letter.form.document"),
    };
    let number = [("number", exhibit.number)];
    let stem = texts.say("report.exhibit", number);
    let form: String = form.chars().filter(|c| c.is_alphanumeric()).collect();
    match exhibit.ending() {
        Some(ending) => format!("{stem}_{form}.{ending}"),
        None => format!("{stem}_{form}"),
    }
}

fn has_numbers(path: &Path, file: &AttachmentRef) -> bool {
    if !file.media_type.starts_with("text/") {
        return false;
    }
    let mut bytes = Vec::new();
    let read = File::open(path).map(|f| f.take(TEXT_READ).read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    matches!(read, Ok(Ok(_))) && masked_numbers(&text) != text
}

/// Says of each file what it carries along, then which are more than the form takes.
pub fn say(
    context: &Context,
    leaving: &[Leaving],
    wanted: &Wanted,
    destination: Option<&Destination>,
    screen: &mut Screen,
) {
    if leaving.is_empty() {
        return;
    }
    let texts = &context.texts;
    screen.title(texts.t("report.leaving.title"));
    screen.text(texts.say("report.leaving.originals", [("count", leaving.len())]));
    for one in leaving {
        let mut words: Vec<String> = one
            .carried
            .iter()
            .map(|word| texts.t(&format!("file-check.short.{word}")))
            .collect();
        if one.with_numbers {
            words.push(texts.t("report.leaving.numbers"));
        }
        if one.partly {
            words.push(texts.t("report.leaving.partly"));
        }
        if !words.is_empty() {
            let said = [
                ("name", one.name.clone()),
                ("carried", context.texts.listed(&words)),
            ];
            screen.item("-", texts.say("report.leaving.carries", said));
        }
    }
    screen.text(texts.t("report.leaving.how"));
    for line in over(context, leaving, wanted, destination) {
        screen.text(line);
    }
}

/// Sizes and counts against what the form takes, where that is known; else that it isn't.
fn over(
    context: &Context,
    leaving: &[Leaving],
    wanted: &Wanted,
    destination: Option<&Destination>,
) -> Vec<String> {
    let texts = &context.texts;
    let files = wanted
        .files_at_most
        .or(destination.and_then(|d| d.files_at_most));
    let bytes = wanted
        .bytes_at_most
        .or(destination.and_then(|d| d.bytes_at_most));
    let mut out = Vec::new();
    if files.is_none() && bytes.is_none() && destination.is_some() {
        out.push(texts.t("report.limit.unknown"));
    }
    if let Some(most) = files.filter(|most| leaving.len() > *most) {
        let said = [("count", leaving.len()), ("most", most)];
        out.push(texts.say("report.limit.files", said));
    }
    for one in leaving {
        let size = one.exhibit.file.size;
        if let Some(most) = bytes.filter(|most| size > *most) {
            let said = [
                ("name", one.name.clone()),
                ("size", size.to_string()),
                ("most", most.to_string()),
            ];
            out.push(texts.say("report.limit.bytes", said));
        }
    }
    out
}
