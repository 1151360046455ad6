//! What came of writing a letter, for people and for machines.

use super::files::Format;
use super::short::{self, ShortVersions};
use crate::cli::context::Context;
use crate::cli::facts::Disclosure;
use crate::domain::letter::{About, Gate, Letter, are_enough};
use crate::interview::Answers;
use crate::interview::questionnaire::Questionnaire;
use crate::render::screen::Screen;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What was written.
pub struct Written {
    /// Each form with its file.
    pub files: Vec<(Format, PathBuf)>,
    /// Files outside the case, where `-o` asked for them.
    pub copies: Vec<PathBuf>,
    /// Its English gloss, where one was asked for.
    pub gloss: Option<Gloss>,
    /// The letter as plain text.
    pub text: String,
    /// The short version, in parts if it is too long for one.
    pub online: Vec<String>,
    /// The versions for a telephone and a chat.
    pub short: ShortVersions,
    /// What was found in the person's own words, and what became of it.
    pub tone: Vec<serde_json::Value>,
    /// Facts still to be filled in.
    pub missing: Vec<Missing>,
    /// Does it show the personal numbers whole?
    pub disclosure: Disclosure,
    /// Does it show a personal number at all?
    pub shows_numbers: bool,
    /// Does it show an identity number?
    pub shows_id: bool,
    /// Of a hundred characters, how many come from clauses of the book.
    pub fixed_percent: usize,
    /// How the part in one's own words was answered.
    pub own_words: OwnWords,
    /// What the other side may ask about the evidence, in words.
    pub doubts: Vec<String>,
}

/// Above this share, of a hundred, a letter reads like everybody's.
const MOSTLY_FIXED: usize = 90;

/// How the part in one's own words was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnWords {
    /// The letter has no such part.
    NotAsked,
    /// It was passed over.
    Skipped,
    /// Too little for two sentences.
    Short,
    /// Enough.
    Given,
}

impl OwnWords {
    /// Of these answers.
    pub(super) fn of(letter: &Letter, flow: &Questionnaire, answers: &Answers) -> OwnWords {
        let part = ["own.words", "reason.words"]
            .into_iter()
            .find(|id| flow.question(id).is_some())
            .filter(|_| letter.measured);
        match part.map(|id| answers.given(id)) {
            None => OwnWords::NotAsked,
            Some(None) => OwnWords::Skipped,
            Some(Some(words)) if are_enough(words) => OwnWords::Given,
            Some(Some(_)) => OwnWords::Short,
        }
    }

    fn word(self) -> &'static str {
        match self {
            OwnWords::NotAsked => "not-asked",
            OwnWords::Skipped => "skipped",
            OwnWords::Short => "short",
            OwnWords::Given => "given",
        }
    }
}

/// The English gloss of a letter.
pub struct Gloss {
    /// Its file beside the letter.
    pub path: PathBuf,
    /// The gloss.
    pub text: String,
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

impl Gloss {
    fn json(&self) -> serde_json::Value {
        json!({"path": self.path.display().to_string(), "text": self.text})
    }
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
            "loan": if loan.is_empty() { None } else { Some(loan) },
            "path": self.files.first().map(|(_, path)| path.display().to_string()),
            "files": files,
            "gloss": self.gloss.as_ref().map(Gloss::json),
            "copies": self.copies.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "copy": match self.disclosure {
                Disclosure::Full => "official",
                Disclosure::Masked => "masked",
            },
            "missing": labels,
            "gaps": gaps,
            "fixed_percent": self.fixed_percent,
            "own_words": self.own_words.word(),
            "doubts": self.doubts,
            "text": self.text,
            "online": self.online,
            "short": short::json(self),
            "tone": self.tone,
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
    if letter.id == "C1" {
        screen.text(texts.t("letter.c1-safe"));
    }
    let folder = written.files.first().and_then(|(_, path)| path.parent());
    if let Some(folder) = folder {
        screen.text(texts.say("letter.written", [("folder", folder.display())]));
    }
    for (_, path) in &written.files {
        screen.item("-", file_name(path));
    }
    if let Some(gloss) = &written.gloss {
        let file = [("file", file_name(&gloss.path))];
        screen.item("-", texts.say("letter.gloss.written", file));
    }
    for path in &written.copies {
        screen.text(texts.say("letter.written-copy", [("path", path.display())]));
    }
    let online = written.has(Format::Online);
    let whole = written.files.iter().any(|(f, _)| !f.is_short());
    if whole && written.shows_numbers && written.disclosure == Disclosure::Full {
        let id = if written.shows_id { "1" } else { "" };
        let key = match letter.about {
            About::LoanOrNone => "letter.copy-handed.official",
            _ => "letter.copy-said.official",
        };
        screen.text(texts.say(key, [("id", id)]));
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
    for words in short::said(context, written) {
        screen.text(words);
    }
    // What is read aloud or sent to a telephone has no gaps: it leaves out what isn't known.
    if !written.missing.is_empty() && !short::has_no_gaps(written) {
        screen.text(texts.t("letter.missing"));
        for gap in &written.missing {
            let args = [("label", &gap.label), ("where", &gap.found_at)];
            screen.item("-", texts.say("letter.missing-item", args));
        }
    }
    if !written.doubts.is_empty() {
        screen.text(texts.t("letter.doubts"));
        for doubt in &written.doubts {
            screen.item("-", doubt);
        }
    }
    if matches!(written.own_words, OwnWords::Skipped | OwnWords::Short) {
        screen.text(texts.t(&format!("letter.own-words.{}", written.own_words.word())));
    }
    if letter.gates.contains(&Gate::File) {
        screen.text(texts.t("letter.catalogue-fill"));
    }
    // A letter without a part in one's own words is all the book's, but for the facts.
    if written.own_words != OwnWords::NotAsked {
        let percent = [("percent", written.fixed_percent)];
        screen.text(if written.fixed_percent > MOSTLY_FIXED {
            texts.say("letter.mostly-fixed", percent)
        } else {
            texts.say("letter.fixed-share", percent)
        });
    }
    screen.text(texts.t(match letter.measured {
        true => "letter.review-yourself",
        false => "letter.review-list",
    }));
    screen.gap();
    let shown = if whole {
        written.text.clone()
    } else {
        short::shown(written)
    };
    for line in shown.lines() {
        screen.text(line);
    }
    screen
}
