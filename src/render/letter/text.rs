//! The letter as plain text: a paragraph a line, first lines indented by two characters.

use super::document::{Block, Document};
use crate::domain::letter::{Row, Table};
use crate::render::dates::long_date;
use crate::render::wrap::width;

/// Two characters, as a first line is indented.
const INDENT: &str = "　　";
/// Columns of a page of 28 characters.
const PAGE: usize = 56;
/// Columns left free to the right of the signature and the date: four characters.
const FREE: usize = 8;

/// The letter as plain text.
pub fn plain_text(document: &Document) -> String {
    let mut out = vec![
        pushed(
            PAGE.saturating_sub(width(&document.title)) / 2,
            &document.title,
        ),
        String::new(),
    ];
    out.extend(document.addressee.iter().map(|line| line.text()));
    for block in &document.body {
        match block {
            Block::Heading(heading) => out.push(format!("{INDENT}{heading}")),
            Block::Paragraph(line) => out.push(format!("{INDENT}{}", line.text())),
            Block::Table(table) => out.extend(rows(table)),
        }
    }
    if let Some(papers) = &document.attachments {
        out.push(format!("{INDENT}{}", papers.title));
        out.extend(papers.items.iter().map(|l| format!("{INDENT}{}", l.text())));
    }
    out.extend(
        document
            .closing
            .iter()
            .map(|l| format!("{INDENT}{}", l.text())),
    );
    if !document.civility_opening.is_empty() {
        out.push(format!("{INDENT}{}", document.civility_opening));
        out.push(document.civility_ending.clone());
    }
    out.extend(document.signature.iter().map(|l| right(&l.text())));
    out.push(right(&long_date(document.day)));
    out.extend(
        document
            .contact
            .iter()
            .map(|l| format!("{INDENT}{}", l.text())),
    );
    if let Some(page) = &document.page {
        out.extend([String::new(), page.title.clone()]);
        out.extend(page.items.iter().map(|l| format!("{INDENT}{}", l.text())));
    }
    out.join("\n") + "\n"
}

/// Set to the right of the page, as far as a plain text can.
fn right(text: &str) -> String {
    pushed(PAGE.saturating_sub(FREE + width(text)), text)
}

fn pushed(columns: usize, text: &str) -> String {
    format!("{}{text}", "　".repeat(columns / 2))
}

/// Columns padded to the widest cell, figures to the right.
/// A row of a table too wide for the page, as one paragraph: each cell after its title.
fn told(head: &[String], row: &Row) -> String {
    let cells = head.iter().zip(&row.cells);
    let cells: Vec<String> = cells
        .map(|(title, cell)| format!("{title}：{}", cell.trim_end_matches('。')))
        .collect();
    format!("{INDENT}{}", cells.join("；"))
}

fn rows(table: &Table) -> Vec<String> {
    let lines = || std::iter::once(&table.head).chain(table.rows.iter().map(|row| &row.cells));
    let widths: Vec<usize> = (0..table.head.len())
        .map(|column| {
            let cells = lines().filter_map(|cells| cells.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    if widths.iter().sum::<usize>() > PAGE {
        return table
            .rows
            .iter()
            .map(|row| told(&table.head, row))
            .collect();
    }
    lines()
        .map(|cells| {
            let padded: Vec<String> = cells
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, wide))| {
                    let space = " ".repeat(wide.saturating_sub(width(cell)));
                    if table.figures.contains(&column) {
                        format!("{space}{cell}")
                    } else {
                        format!("{cell}{space}")
                    }
                })
                .collect();
            format!("{INDENT}{}", padded.join("  "))
                .trim_end()
                .to_owned()
        })
        .collect()
}
