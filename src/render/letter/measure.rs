//! How much of a letter is the book's text, and how much is the person's own facts and words.

use super::document::{Block, Document};
use super::fill::{Frame, Span, Unfilled};
use crate::domain::letter::{Facts, Letter};

/// Stands for every fact while the book's own text is counted; a private-use character, which no
/// text of the book has.
const FACT: char = '\u{E002}';

/// Of a hundred characters of the letter, how many come from clauses of the book; rounded down.
/// Rows of tables are the person's own; gaps to be filled in count on neither side.
///
/// # Errors
/// A clause can't be filled.
pub fn fixed_percent(letter: &Letter, facts: &Facts, frame: &Frame) -> Result<usize, Unfilled> {
    let mut blank = facts.clone();
    for value in blank.values.values_mut() {
        *value = FACT.to_string();
    }
    let fixed = characters(&Document::new(letter, &blank, frame)?, false);
    let whole = characters(&Document::new(letter, facts, frame)?, true);
    Ok((fixed * 100).checked_div(whole).unwrap_or(100))
}

fn characters(document: &Document, with_rows: bool) -> usize {
    let own = |text: &str| text.chars().filter(|c| *c != FACT).count();
    let mut count = 0;
    for span in document.lines().flat_map(|line| &line.spans) {
        if let Span::Plain(text) = span {
            count += own(text);
        }
    }
    for block in &document.body {
        match block {
            Block::Heading(heading) => count += own(heading),
            Block::Table(table) => {
                count += table.head.iter().map(|cell| own(cell)).sum::<usize>();
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                if with_rows {
                    count += cells.map(|cell| own(cell)).sum::<usize>();
                }
            }
            Block::Paragraph(_) => {}
        }
    }
    count
}
