//! The letter as a structure: what stands where, before any form of file.

use super::columns::lies_on_its_side;
use super::fill::{Filler, Frame, Line, Span, Unfilled, gap};
use crate::domain::letter::{Clause, Facts, Letter, Place, Table};
use chrono::NaiveDate;

/// Paragraphs of the body on the page of the signature.
const SIGNED_WITH: usize = 2;

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading with its number: `一、借款情况`.
    Heading(String),
    /// A paragraph; a numbered request carries its number in its words.
    Paragraph(Line),
    /// A table.
    Table(Table),
}

/// The list of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachments {
    /// `附件：`
    pub title: String,
    /// With their numbers.
    pub items: Vec<Line>,
}

/// A letter ready to be written in any form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// To whom.
    pub addressee: Vec<Line>,
    /// Opening and sections.
    pub body: Vec<Block>,
    /// Papers that go with it.
    pub attachments: Option<Attachments>,
    /// After the body.
    pub closing: Vec<Line>,
    /// 此致; empty where the letter ends without it.
    pub civility_opening: String,
    /// 敬礼; empty likewise.
    pub civility_ending: String,
    /// Who asks.
    pub signature: Vec<Line>,
    /// The day on the letter.
    pub day: NaiveDate,
    /// How to reach them.
    pub contact: Vec<Line>,
    /// A page of its own behind the letter, which the borrower keeps.
    pub page: Option<Attachments>,
}

impl Document {
    /// The clauses these facts call for, filled and in their places.
    ///
    /// # Errors
    /// A clause names something that is neither a fact nor declared as needed.
    pub fn new(letter: &Letter, facts: &Facts, frame: &Frame) -> Result<Document, Unfilled> {
        let draft = Draft {
            chosen: letter.chosen(facts),
            filler: Filler::new(letter, facts, frame),
            facts,
            frame,
        };
        let mut body = Vec::new();
        for clause in draft.at(Place::Opening) {
            body.extend(draft.blocks(clause, "")?);
        }
        body.extend(draft.sections(letter)?);
        let papers = draft.lines(Place::Attachment)?;
        let attachments = (!papers.is_empty()).then(|| Attachments {
            title: frame.attachments.clone(),
            items: papers
                .into_iter()
                .enumerate()
                .map(|(i, paper)| paper.led_by(&number(i)))
                .collect(),
        });
        let kept = draft.lines(Place::Page)?;
        let page = (!kept.is_empty()).then(|| Attachments {
            title: letter.page.clone(),
            items: kept,
        });
        let ending = match &letter.civility_to {
            Some(name) => match facts.values.get(name) {
                Some(addressee) => addressee.clone(),
                None => gap(name, frame),
            },
            None => civil(letter, &frame.civility_ending),
        };
        Ok(Document {
            title: letter.title_for(facts).to_owned(),
            addressee: draft.lines(Place::Addressee)?,
            body,
            attachments,
            closing: draft.lines(Place::Closing)?,
            civility_opening: civil(letter, &frame.civility_opening),
            civility_ending: ending,
            signature: draft.lines(Place::Signature)?,
            day: frame.day,
            contact: draft.lines(Place::Contact)?,
            page,
        })
    }

    /// Has it a table that a page set upright is too narrow for?
    pub fn lies_on_its_side(&self) -> bool {
        self.body
            .iter()
            .any(|block| matches!(block, Block::Table(table) if lies_on_its_side(table)))
    }

    /// The part of the body, by its place, from which on it stands on the page of the signature: its
    /// last two paragraphs, for nobody to sign a page that says nothing.
    pub fn closes_from(&self) -> usize {
        let is_paragraph = |block: &&Block| matches!(block, Block::Paragraph(_));
        let last = self.body.iter().rev().take_while(is_paragraph).count();
        self.body.len() - last.min(SIGNED_WITH)
    }

    /// Every line of the letter in the order of reading; headings, tables and the page that is kept
    /// aside.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        let body = self.body.iter().filter_map(|block| match block {
            Block::Paragraph(line) => Some(line),
            Block::Heading(_) | Block::Table(_) => None,
        });
        let papers = self.attachments.iter().flat_map(|a| &a.items);
        self.addressee
            .iter()
            .chain(body)
            .chain(papers)
            .chain(&self.closing)
            .chain(&self.signature)
            .chain(&self.contact)
    }

    /// The gaps as they are shown, each once, in the order of reading.
    pub fn gaps(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for span in self.lines().flat_map(|line| &line.spans) {
            match span {
                Span::Gap(gap) if !out.contains(&gap.as_str()) => out.push(gap),
                Span::Gap(_) | Span::Plain(_) => {}
            }
        }
        out
    }
}

/// The civility of a letter that has one.
fn civil(letter: &Letter, words: &str) -> String {
    if letter.civility {
        words.to_owned()
    } else {
        String::new()
    }
}

/// `1. ` for the first.
fn number(index: usize) -> String {
    format!("{}. ", index + 1)
}

struct Draft<'a> {
    chosen: Vec<&'a Clause>,
    filler: Filler,
    facts: &'a Facts,
    frame: &'a Frame,
}

impl<'a> Draft<'a> {
    /// The clauses that stand here; one of the online version alone has no template.
    fn at(&self, place: Place) -> impl Iterator<Item = &'a Clause> {
        let here = move |c: &&Clause| c.place == place && !(c.text.is_empty() && c.table.is_none());
        self.chosen.iter().copied().filter(here)
    }

    fn lines(&self, place: Place) -> Result<Vec<Line>, Unfilled> {
        let mut out = Vec::new();
        for clause in self.at(place) {
            out.extend(self.filler.lines(clause, &clause.text)?);
        }
        Ok(out)
    }

    /// The paragraphs of one clause, the first led by its number, and its table. A table that isn't
    /// known is a gap like any other fact.
    fn blocks(&self, clause: &Clause, lead: &str) -> Result<Vec<Block>, Unfilled> {
        let mut lines = self.filler.lines(clause, &clause.text)?;
        if let (Some(first), false) = (lines.first_mut(), lead.is_empty()) {
            *first = std::mem::take(first).led_by(lead);
        }
        let mut out: Vec<Block> = lines.into_iter().map(Block::Paragraph).collect();
        if let Some(name) = &clause.table {
            out.push(match self.facts.tables.get(name) {
                Some(table) => Block::Table(table.clone()),
                None => Block::Paragraph(Line {
                    spans: vec![Span::Gap(gap(name, self.frame))],
                }),
            });
        }
        Ok(out)
    }

    fn sections(&self, letter: &Letter) -> Result<Vec<Block>, Unfilled> {
        let mut out = Vec::new();
        let mut headings = 0;
        for (i, section) in letter.sections.iter().enumerate() {
            let clauses: Vec<&Clause> = self.at(Place::Section(i)).collect();
            if clauses.is_empty() {
                continue;
            }
            let numeral = match self.frame.numerals.get(headings) {
                Some(numeral) => numeral.clone(),
                None => (headings + 1).to_string(),
            };
            headings += 1;
            let heading = self.frame.heading.replace("{{ numeral }}", &numeral);
            let heading = heading.replace("{{ heading }}", &section.heading);
            out.push(Block::Heading(heading));
            // A single request needs no number.
            let numbered = section.numbered && clauses.len() > 1;
            for (n, clause) in clauses.iter().enumerate() {
                let lead = if numbered { number(n) } else { String::new() };
                out.extend(self.blocks(clause, &lead)?);
            }
        }
        Ok(out)
    }
}
