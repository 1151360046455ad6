//! A letter as files: which forms, what they are called, how each is made.

use super::short::ShortVersions;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::letter::{Facts, Letter, ShortForm};
use crate::domain::loan::Loan;
use crate::render::letter::{
    Document, Frame, Line, NotPacked, Span, Unfilled, docx_bytes, fixed_percent, html_page,
    online_parts, plain_text,
};

/// A form a letter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Word.
    Docx,
    /// A page to print.
    Html,
    /// Plain text.
    Text,
    /// The short version for online forms and chats.
    Online,
    /// A version for a telephone or a chat.
    Short(ShortForm),
}

impl Format {
    /// Written where none is asked for.
    pub const USUAL: [Format; 3] = [Format::Docx, Format::Html, Format::Text];

    /// The form of this name on the command line.
    pub fn named(name: &str) -> Option<Format> {
        let short = ShortForm::ALL.map(|(_, form)| Format::Short(form));
        [Format::Docx, Format::Html, Format::Text, Format::Online]
            .into_iter()
            .chain(short)
            .find(|format| format.name() == name)
    }

    /// Is it a version that leaves out what has no room?
    pub fn is_short(self) -> bool {
        matches!(self, Format::Online | Format::Short(_))
    }

    /// The form a file of this ending holds.
    pub fn of_ending(ending: &str) -> Option<Format> {
        Format::USUAL
            .into_iter()
            .find(|format| format.ending() == ending)
    }

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Text | Format::Online | Format::Short(_) => "txt",
        }
    }

    /// What stands in the name of its files after the stem.
    pub fn file_ending(self, context: &Context) -> String {
        let ending = self.ending();
        match self {
            Format::Online => format!("{}.{ending}", context.paper.t("letter.file-online")),
            Format::Short(_) => {
                let key = format!("letter.file-{}", self.name());
                format!("{}.{ending}", context.paper.t(&key))
            }
            _ => format!(".{ending}"),
        }
    }

    /// Its name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Text => "text",
            Format::Online => "online",
            Format::Short(ShortForm::Sms) => "sms",
            Format::Short(ShortForm::Chat) => "chat",
            Format::Short(ShortForm::Script) => "script",
        }
    }
}

/// What becomes of one letter: the document, and the parts of its short version.
pub struct Forms {
    /// The whole letter.
    pub document: Document,
    /// The short version; one part where it fits into one message.
    pub online: Vec<String>,
    /// The versions for a telephone and a chat that this letter has.
    pub short: ShortVersions,
    /// Of a hundred characters of the letter, how many come from clauses of the book.
    pub fixed_percent: usize,
}

impl Forms {
    /// The document from the facts as this letter shows them, the short version from masked ones.
    ///
    /// # Errors
    /// A clause of the book can't be filled.
    pub fn new(
        letter: &Letter,
        facts: &Facts,
        masked: &Facts,
        frame: &Frame,
    ) -> Result<Forms, Failure> {
        Ok(Forms {
            document: Document::new(letter, facts, frame).map_err(unfilled)?,
            online: online_parts(letter, masked, frame).map_err(unfilled)?,
            short: ShortVersions::of(letter, masked, frame).map_err(unfilled)?,
            fixed_percent: fixed_percent(letter, facts, frame).map_err(unfilled)?,
        })
    }

    /// Puts lines at the foot that the person takes off before sending, marked like a gap.
    pub fn mark(&mut self, lines: Vec<String>) {
        let marked = lines.into_iter().map(|line| Line {
            spans: vec![Span::Gap(line)],
        });
        self.document.contact.extend(marked);
    }

    /// Endings and bytes of the files, in the order of the formats.
    ///
    /// # Errors
    /// The Word file can't be packed.
    pub fn files(
        &self,
        context: &Context,
        formats: &[Format],
    ) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        formats
            .iter()
            .map(|format| {
                let bytes = match format {
                    Format::Docx => docx_bytes(&self.document).map_err(not_packed)?,
                    Format::Html => html_page(&self.document).into_bytes(),
                    Format::Text => plain_text(&self.document).into_bytes(),
                    Format::Online => (self.online.join("\n\n") + "\n").into_bytes(),
                    Format::Short(form) => self.short.text(*form).into_bytes(),
                };
                Ok((format.file_ending(context), bytes))
            })
            .collect()
    }
}

/// A clause of the book that can't be filled, as a failure.
pub fn unfilled(e: Unfilled) -> Failure {
    let args = args([("clause", e.clause), ("reason", e.reason)]);
    Failure::new("letter-clause", Kind::Content, args)
}

fn not_packed(e: NotPacked) -> Failure {
    Failure::new("internal", Kind::Internal, args([("reason", e.reason)]))
}

/// The words around the clauses.
pub fn frame(context: &Context) -> Frame {
    let texts = &context.paper;
    let labels = texts
        .keys()
        .filter_map(|key| key.strip_prefix("letter.label."))
        .map(|name| (name.to_owned(), texts.t(&format!("letter.label.{name}"))))
        .collect();
    let raw = |key: &str| texts.get(key).unwrap_or_default().to_owned();
    Frame {
        gap: raw("letter.gap"),
        labels,
        attachments: texts.t("letter.attachments"),
        civility_opening: texts.t("letter.civility-1"),
        civility_ending: texts.t("letter.civility-2"),
        day: context.as_of(),
        numerals: texts
            .t("letter.numerals")
            .chars()
            .map(String::from)
            .collect(),
        heading: raw("letter.heading"),
        part: raw("letter.part"),
    }
}

/// `2026-11-21_协商还款申请_云帆消费金融_尾号0020`; the version is added where the file is written.
pub fn stem(context: &Context, letter: &Letter, loan: Option<&Loan>) -> String {
    let key = format!("letter.file.{}", letter.id);
    let name = match context.paper.get(&key) {
        Some(name) => name.to_owned(),
        None => file_part(&letter.title),
    };
    let Some(loan) = loan else {
        return format!("{}_{name}", context.as_of());
    };
    let lender = loan.about.lender.as_deref().unwrap_or(&loan.id);
    // What every company's name ends with tells no two of them apart.
    let endings = context.paper.t("letter.company-endings");
    let lender = endings
        .split(' ')
        .find_map(|ending| lender.strip_suffix(ending))
        .unwrap_or(lender);
    let mut stem = format!("{}_{name}_{}", context.as_of(), file_part(lender));
    if let Some(number) = &loan.about.contract_number {
        let tail: Vec<char> = number.chars().rev().take(4).collect();
        let tail: String = tail.into_iter().rev().collect();
        stem.push_str(
            &context
                .paper
                .say("letter.file-tail", [("tail", file_part(&tail))]),
        );
    }
    stem
}

/// A part of a file name that every system takes.
pub fn file_part(text: &str) -> String {
    let bad = |c: char| c.is_control() || c.is_whitespace() || "\\/:*?\"<>|.".contains(c);
    let kept: String = text.chars().filter(|c| !bad(*c)).take(18).collect();
    if kept.is_empty() { "_".into() } else { kept }
}
