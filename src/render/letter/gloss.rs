//! The English gloss of a letter as plain text: a line of it for each line of the letter.

use super::document::{Block, Document};
use super::fill::Line;
use crate::domain::letter::Table;

/// What stands around a gloss.
#[derive(Debug, Clone)]
pub struct GlossFrame {
    /// Said before it: what it is for and what it isn't.
    pub before: Vec<String>,
    /// Set under what is said before it.
    pub rule: String,
    /// The day on the letter, written out.
    pub day: String,
}

/// The gloss, from the letter's document made with glossed clauses and facts: every heading, paragraph,
/// row and paper of the letter is one line, in the same order, after what is said of it.
pub fn gloss_text(document: &Document, frame: &GlossFrame) -> String {
    let lines = |lines: &[Line]| -> Vec<String> { lines.iter().map(Line::text).collect() };
    let mut parts: Vec<Vec<String>> = vec![
        frame.before.clone(),
        vec![frame.rule.clone()],
        vec![document.title.clone()],
        lines(&document.addressee),
    ];
    parts.extend(document.body.iter().map(|block| match block {
        Block::Heading(heading) => vec![heading.clone()],
        Block::Paragraph(line) => vec![line.text()],
        Block::Table(table) => rows(table),
    }));
    if let Some(papers) = &document.attachments {
        parts.push([vec![papers.title.clone()], lines(&papers.items)].concat());
    }
    parts.extend(document.closing.iter().map(|line| vec![line.text()]));
    if !document.civility_opening.is_empty() {
        parts.push(vec![
            document.civility_opening.clone(),
            document.civility_ending.clone(),
        ]);
    }
    parts.push([lines(&document.signature), vec![frame.day.clone()]].concat());
    parts.push(lines(&document.contact));
    if let Some(page) = &document.page {
        parts.push([vec![page.title.clone()], lines(&page.items)].concat());
    }
    parts.retain(|part| !part.is_empty());
    let parts: Vec<String> = parts.iter().map(|part| part.join("\n")).collect();
    parts.join("\n\n") + "\n"
}

/// A list of sums with its head; of a wider table each row with the titles of its cells.
fn rows(table: &Table) -> Vec<String> {
    if table.head.len() <= 2 {
        let cells = table.rows.iter().map(|row| &row.cells);
        let lines = std::iter::once(&table.head).chain(cells);
        return lines.map(|cells| cells.join(": ")).collect();
    }
    let told = |cells: &[String]| {
        let titled = table.head.iter().zip(cells);
        let titled =
            titled.map(|(title, cell)| format!("{title}: {}", cell.trim_end_matches('。')));
        titled.collect::<Vec<String>>().join("; ")
    };
    table.rows.iter().map(|row| told(&row.cells)).collect()
}
