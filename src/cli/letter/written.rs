//! What came of writing a letter, for people and for machines.

use super::files::Format;
use crate::cli::context::Context;
use crate::cli::facts::Disclosure;
use crate::domain::letter::Letter;
use crate::render::screen::Screen;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What was written.
pub struct Written {
    /// Each form with its file.
    pub files: Vec<(Format, PathBuf)>,
    /// Files outside the case, where `-o` asked for them.
    pub copies: Vec<PathBuf>,
    /// The letter as plain text.
    pub text: String,
    /// The short version, in parts if it is too long for one.
    pub online: Vec<String>,
    /// Facts still to be filled in.
    pub missing: Vec<Missing>,
    /// Does it show the personal numbers whole?
    pub disclosure: Disclosure,
    /// Does it show a personal number at all?
    pub shows_numbers: bool,
    /// Does it show an identity number?
    pub shows_id: bool,
}

/// A fact still to be filled in.
pub struct Missing {
    /// Its name in the book.
    pub id: String,
    /// Its name on the letter.
    pub label: String,
    /// Where it is to be had.
    pub found_at: String,
}

impl Written {
    pub(super) fn has(&self, format: Format) -> bool {
        self.files.iter().any(|(written, _)| *written == format)
    }

    /// For machines.
    pub(super) fn json(&self, letter: &str, loan: &str) -> serde_json::Value {
        let files: Vec<serde_json::Value> = self
            .files
            .iter()
            .map(|(format, path)| json!({"format": format.name(), "path": path.display().to_string()}))
            .collect();
        let gaps: Vec<serde_json::Value> = self
            .missing
            .iter()
            .map(|gap| json!({"id": gap.id, "label": gap.label, "where": gap.found_at}))
            .collect();
        let labels: Vec<&str> = self.missing.iter().map(|gap| gap.label.as_str()).collect();
        json!({
            "ok": true,
            "letter": letter,
            "loan": loan,
            "path": self.files.first().map(|(_, path)| path.display().to_string()),
            "files": files,
            "copies": self.copies.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "copy": match self.disclosure {
                Disclosure::Full => "official",
                Disclosure::Masked => "masked",
            },
            "missing": labels,
            "gaps": gaps,
            "text": self.text,
            "online": self.online,
        })
    }
}

/// The name of a file without its folder.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// What the letter lacks, with where each is to be had.
pub(super) fn missing(context: &Context, names: Vec<String>) -> Vec<Missing> {
    names
        .into_iter()
        .map(|id| Missing {
            label: context.texts.t(&format!("letter.label.{id}")),
            found_at: context.texts.t(&format!("letter.where.{id}")),
            id,
        })
        .collect()
}

/// What was written and where, what is still missing, and the letter itself.
pub(super) fn written_screen(context: &Context, letter: &Letter, written: &Written) -> Screen {
    let texts = &context.texts;
    let mut screen = Screen::new();
    if letter.effects.is_empty() {
        screen.text(texts.t("letter.c1-safe"));
    }
    let folder = written.files.first().and_then(|(_, path)| path.parent());
    if let Some(folder) = folder {
        screen.text(texts.say("letter.written", [("folder", folder.display())]));
    }
    for (_, path) in &written.files {
        screen.item("-", file_name(path));
    }
    for path in &written.copies {
        screen.text(texts.say("letter.written-copy", [("path", path.display())]));
    }
    let online = written.has(Format::Online);
    let whole = written.files.iter().any(|(f, _)| *f != Format::Online);
    if whole && written.shows_numbers && written.disclosure == Disclosure::Full {
        let id = if written.shows_id { "1" } else { "" };
        screen.text(texts.say("letter.copy-said.official", [("id", id)]));
    } else if whole && written.shows_numbers {
        screen.text(texts.t("letter.copy-said.masked"));
    }
    if online {
        screen.text(match written.online.as_slice() {
            [one] => {
                let characters = one.chars().count();
                texts.say("letter.written-online", [("characters", characters)])
            }
            parts => texts.say("letter.written-parts", [("count", parts.len())]),
        });
    }
    if !written.missing.is_empty() {
        screen.text(texts.t("letter.missing"));
        for gap in &written.missing {
            let args = [("label", &gap.label), ("where", &gap.found_at)];
            screen.item("-", texts.say("letter.missing-item", args));
        }
    }
    screen.text(texts.t("letter.review-yourself"));
    screen.gap();
    let shown = if whole {
        written.text.clone()
    } else {
        written.online.join("\n\n")
    };
    for line in shown.lines() {
        screen.text(line);
    }
    screen
}
